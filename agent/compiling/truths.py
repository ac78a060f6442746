"""What shows that a step was done: texts that came, a dialog that went, or that anything changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from statistics import median

from ...env.events import Picture
from ...tools.alike import folded
from ...tools.change import answered
from ...tools.eye.scene import Line
from ...tools.geometry import Box
from ..planner.steps.reading import sees
from ..script.verbs import Truth
from .came import Came, held, texts_that_came
from .deeds import Deed
from .parameters import with_parameters
from .rows import row_texts
from .sight import Sight
from .telling import is_telling
from .things import Thing

_MOST = 3
_MISREAD = 85  # of 100
_SENTENCE = 3  # words
_HEADING = 1.7  # times the usual height
_LOW = 2 / 3
"""The part of a screen below which a text may have to be scrolled to where things are larger."""
_ALREADY = frozenset({"type", "select", "tick", "scroll", "hover"})
"""What replay looks at by itself, or what proves itself by what is done next."""


@dataclass(frozen=True)
class Proof:
    """A truth, and for a text the line that was read with the picture that it was read on."""

    truth: Truth
    line: Line | None = None
    picture: Picture | None = None


def proofs_of(
    deed: Deed, thing: Thing | None, words: str, values: Sequence[str], sight: Sight, earlier: Set[str] = frozenset()
) -> tuple[Proof, ...]:
    """At most three, the most telling first; none when nothing came of the step that can be told again.

    ``words`` are those of its target, ``values`` what was typed or chosen up to there and is known by itself,
    ``earlier`` the folded lines of the screens before.
    """
    if deed.verb in _ALREADY or deed.later is None:
        return ()
    before = deed.moments[-1].before.frame
    proofs = [
        Proof(_truth("seen", one.text), one.line, one.picture)
        for one in _most_telling(texts_that_came(deed, before, values, sight, earlier), values, sight)
    ]
    proofs += [
        Proof(_truth("visible", f"the row of {value}"), line, deed.later)
        for value, line in _new_rows(before, deed.later, values, sight)
    ]
    proofs += [Proof(_truth("gone", text)) for text in _went(deed, words, before, values, sight)]
    if proofs:
        return (*proofs[:_MOST], *_of_its_row(thing, deed.later, sight))
    return (Proof(_truth("changed", True)),) if _changed(deed, thing, sight) else ()


def _of_its_row(thing: Thing | None, later: Picture, sight: Sight) -> list[Proof]:
    """What told the thing from others like it and stands on the next screen too: that is of the right one, then.

    A text of its row, else its own where that is what a record is called, not a command.
    """
    if thing is None:
        return []
    texts = [line.text for line in row_texts(thing, sight)] if thing.rivals else []
    if thing.line is not None and _calls_a_record(thing, sight):
        texts.append(thing.line.text)
    after = {folded(line.text): line for line in sight.lines(later)}
    telling = [text for text in texts if is_telling(text) and folded(text) in after]
    return [Proof(_truth("still", text), after[folded(text)], later) for text in telling[:1]]


def _calls_a_record(thing: Thing, sight: Sight) -> bool:
    """Whether a text that leads on stands in a row of data, or says more than a command does."""
    element = thing.aim.element
    if thing.line is None or (element is not None and element.role == "button"):
        return False
    in_row = any(row.has_center_of(thing.box) for region in sight.scene(thing.aim.picture).regions
                 for row in region.rows)  # fmt: skip
    return in_row or len(thing.line.text.split()) > _SENTENCE


def _truth(kind: str, what: object) -> Truth:
    return Truth.model_validate({kind: what})


def _new_rows(before: Picture, later: Picture, values: Sequence[str], sight: Sight) -> list[tuple[str, Line | None]]:
    """The first value that has a row of its own, and had none before, with where it can be read."""
    for value in values:
        if sees(sight.eye, sight.frame(later), value) and _heads_row(value, later, sight):
            lines = [line for line in sight.lines(later) if folded(line.text) == folded(value)]
            return [] if _heads_row(value, before, sight) else [(value, lines[0] if len(lines) == 1 else None)]
    return []


def _heads_row(text: str, picture: Picture, sight: Sight) -> bool:
    """Whether a row of a table or list is that of this text, for the eye that will look for it."""
    place = sight.eye.locate(sight.frame(picture), f"the row of {text}")
    if place.status != "found" or place.box is None:
        return False
    rows = [row for region in sight.scene(picture).regions for row in region.rows]
    return any(row.iou(place.box) > 0.8 for row in rows)


def _most_telling(came: list[Came], values: Sequence[str], sight: Sight) -> list[Came]:
    """A text with a value in it, then what is large, stands alone and says much; beside such, no name of a control."""
    chosen: list[Came] = []
    for one in sorted(came, key=lambda one: -_weight(one, values, sight)):
        if chosen and not one.kept and _names_control(one, sight):
            continue
        if not any(_same(one.plain, other.plain) for other in chosen):
            chosen.append(one)
        if len(chosen) == _MOST - 1:
            break
    return chosen


def _same(one: str, other: str) -> bool:
    """Whether two texts are one, or one read twice: a message that moves in is misread on the way."""
    from rapidfuzz.fuzz import ratio

    return one in other or other in one or ratio(one, other) > _MISREAD


def _weight(one: Came, values: Sequence[str], sight: Sight) -> float:
    lines = sight.lines(one.picture)
    usual = median(line.box.height for line in lines)
    words = len(one.text.split())
    weight = 1.0 if one.stays else 0.5
    weight += 4.0 * held(one.text, values)
    weight += 2.0 * (one.line.box.height > _HEADING * usual)
    weight += 0.25 * min(words, 4)
    weight += 0.5 * (one.text == one.line.text and one.text[0].isalpha())
    weight -= 3.0 * (one.stays and not one.kept and one.line.box.center.y > _LOW * one.picture.height)
    weight -= 1.5 * (not one.kept and _on_control(one, sight))
    weight -= (4.0 if one.kept else 2.0) * one.again  # it comes and goes with the place on the page
    weight += 1.5 * (words >= _SENTENCE and one.text[-1] in ".!")  # what is told, not how things are called
    weight += 1.0 * (_alone(one.line.box, lines) > 2 * usual)
    return weight - (0.5 if words == 1 else 0)


def _on_control(one: Came, sight: Sight) -> bool:
    """Whether a text is what something to press is called: these are re-worded sooner than what a page tells."""
    pressed = ("button", "link", "tab", "menuitem")
    return any(c.kind in pressed and c.box.has_center_of(one.line.box) for c in sight.scene(one.picture).controls)


def _names_control(one: Came, sight: Sight) -> bool:
    """Whether a text is the whole name of something to press, fill or tick; a message may have a link in it."""
    return any(c.kind != "text" and folded(c.label) == one.plain for c in sight.scene(one.picture).controls)


def _alone(box: Box, lines: Sequence[Line]) -> float:
    """How far the nearest other text is: a message has room around it."""
    others = [line.box for line in lines if line.box != box]
    return min((_gap(box, other) for other in others), default=0)


def _gap(one: Box, other: Box) -> int:
    across = max(0, one.x0 - other.x1, other.x0 - one.x1)
    return max(across, max(0, one.y0 - other.y1, other.y0 - one.y1))


def _went(deed: Deed, words: str, before: Picture, values: Sequence[str], sight: Sight) -> list[str]:
    """The title of a dialog that closed, and what the words of the target say of the row that is no more."""
    assert deed.later is not None
    old, new = sight.frame(before), sight.frame(deed.later)
    now = {folded(region.title) for region in sight.scene(deed.later).regions}
    titles = [
        region.title
        for region in sight.scene(before).regions
        if region.kind == "dialog" and region.modal and is_telling(region.title) and folded(region.title) not in now
    ]
    same_page = deed.before.url == deed.after[-1].url
    row = words.rpartition(" in the row of ")[2].strip("'") if " in the row of " in words and same_page else ""
    told = [text for text in (*titles, row) if text and (is_telling(text) or text in values)]
    return [text for text in told if sees(sight.eye, old, text) and not sees(sight.eye, new, text)]


def _changed(deed: Deed, thing: Thing | None, sight: Sight) -> bool:
    """Whether the screen changed beside the thing that was clicked, when it was done."""
    assert deed.later is not None
    old, new = sight.frame(deed.before.frame), sight.frame(deed.later)
    return answered(old, new, outside=thing.box.grow(8) if thing else None)


def with_names(proof: Proof, named: Mapping[str, str]) -> Truth:
    """The truth of a proof with ``{name}`` where its text has the value of a parameter."""
    said = proof.truth.model_dump(exclude_unset=True)
    return Truth.model_validate(
        {key: with_parameters(value, named) if isinstance(value, str) else value for key, value in said.items()}
    )
