"""Single inputs become what a person would say of them: "type … into …", "select … of …", "tick …"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ...tools.change import answered
from .deeds import Aim, Deed, deed
from .kinds import LIST_KINDS, is_empty, is_field, is_list, is_option, near, option_text, same_place, ticked
from .moments import Moment
from .sight import Sight

_ALL = frozenset({"Ctrl+A", "Meta+A"})
_WIPE = frozenset({"Delete", "Backspace"})
_TRIPLE = 3
_SETTING = frozenset({"type", "select", "tick"})
_AIMED = frozenset({"click", "double_click", "right_click", "hover", "drag", "upload", *_SETTING})


def grouped(found: Sequence[Moment], sight: Sight, *, by_person: bool) -> list[Deed]:
    """What was done in a run, without retries and what only led to other steps."""
    deeds = [one for moment in found for one in _split(deed(moment, by_person))]
    deeds = _once(_without_tabs(_merged(deeds, sight)), sight)
    return _scrolled(deeds, sight)


def _split(one: Deed | None) -> list[Deed]:
    """A text that ends its line was typed, and then Enter was pressed."""
    if one is None:
        return []
    text = one.text.removesuffix("\n")
    if one.verb != "type" or one.whole or text == one.text or "\n" in text:
        return [one]
    enter = Deed("press", one.moments, text="Enter")
    return [replace(one, text=text), enter] if text else [enter]


def _merged(deeds: list[Deed], sight: Sight) -> list[Deed]:
    found: list[Deed] = []
    at = 0
    while at < len(deeds):
        one, used = _upload(deeds, at) or _select(deeds, at, sight) or _fill(deeds, at, sight) or (deeds[at], 1)
        found.append(_alone(one, sight))
        at += used
    return found


def _alone(one: Deed, sight: Sight) -> Deed:
    """A click that ticks; a value that is chosen rather than typed."""
    if one.verb == "type" and one.aim and one.aim.element and one.aim.element.kind in LIST_KINDS:
        return replace(one, verb="select")
    if one.verb == "click" and one.aim and (on := ticked(one.aim, sight)) is not None:
        return replace(one, verb="tick", on=on)
    return one


def _upload(deeds: list[Deed], at: int) -> tuple[Deed, int] | None:
    """A click that asked for a file, and the file."""
    click, given = deeds[at], deeds[at + 1 : at + 2]
    if click.verb != "click" or not given or given[0].verb != "upload" or given[0].aims:
        return None
    return replace(given[0], moments=click.moments + given[0].moments, aims=click.aims), 2


def _select(deeds: list[Deed], at: int, sight: Sight) -> tuple[Deed, int] | None:
    """A click on a drop-down, turns of the wheel over its list, and a click on an option; or it is spelled."""
    first = deeds[at]
    if first.verb != "click" or first.aim is None or not is_list(first.aim, sight):
        return None
    end = at + 1
    while end < len(deeds) and deeds[end].verb == "scroll":
        end += 1
    if end >= len(deeds):
        return None
    last = deeds[end]
    if last.verb == "click" and last.aim and is_option(last.aim, first.aim, sight):
        text = option_text(last.aim, sight)
    elif last.verb == "type" and not last.whole and deeds[end + 1 : end + 2] and deeds[end + 1].text == "Enter":
        end, text = end + 1, last.text
    else:
        return None
    if not text:
        return None
    parts = deeds[at : end + 1]
    return Deed("select", _moments(parts), first.aims, text=text, whole=True), len(parts)


def _fill(deeds: list[Deed], at: int, sight: Sight) -> tuple[Deed, int] | None:
    """A click into a field, what empties it, and the text; the click alone where the text says its field itself."""
    first = deeds[at]
    if first.aim is None or first.verb not in ("click", "double_click") or not is_field(first.aim, sight):
        return None
    emptied, end = first.number == _TRIPLE, at + 1
    wiped = False
    while end < len(deeds) and (step := _empties(deeds[end], first.aim)):
        emptied, wiped, end = emptied or step == "all", step == "wipe", end + 1
    last = deeds[end] if end < len(deeds) else None
    if last is None or last.verb != "type" or (last.aim and not same_place(last.aim, first.aim)):
        if emptied and wiped:  # the field was cleared, and nothing typed
            return Deed("type", _moments(deeds[at:end]), first.aims, whole=True), end - at
        return None
    if not (last.whole or emptied or is_empty(first.aim, sight)):
        return None  # the text went into what the field held
    parts = deeds[at : end + 1]
    aim = last.aim if last.aim else first.aim
    return Deed("type", _moments(parts), (aim,), text=last.text, whole=True), len(parts)


def _empties(one: Deed, field: Aim) -> str:
    """Whether a deed selects "all" of a field, does "wipe" it, goes into it "again", or "" is none of that."""
    if one.verb == "press" and one.text in _ALL:
        return "all"
    if one.verb == "press" and one.text in _WIPE:
        return "wipe"
    if one.verb in ("click", "double_click") and one.aim and same_place(one.aim, field):
        return "all" if one.number == _TRIPLE else "again"
    return ""


def _without_tabs(deeds: list[Deed]) -> list[Deed]:
    """Tab between two fields says only how the person came to the second one, which is named."""
    return [
        one
        for one, then in zip(deeds, [*deeds[1:], None], strict=False)
        if not (one.verb == "press" and one.text == "Tab" and then and then.verb in _SETTING and then.aims)
    ]


def _once(deeds: list[Deed], sight: Sight) -> list[Deed]:
    """What was set again, or clicked again because nothing had come of it, is done once."""
    found: list[Deed] = []
    for one in deeds:
        last = found[-1] if found else None
        if last and _again(last, one) and (one.verb in _SETTING or not _answered(last, sight)):
            found[-1] = replace(one, moments=last.moments + one.moments)
        elif last and last.verb == "hover" and one.verb == "hover":
            found[-1] = one
        elif last and one.verb == "hover" and _rests(last, one):
            found[-1] = _seen_longer(last, one)
        else:
            found.append(one)
    return found


def _again(last: Deed, one: Deed) -> bool:
    if last.verb != one.verb or last.aim is None or one.aim is None or not same_place(last.aim, one.aim):
        return False
    if one.verb == "type" and not (last.whole and one.whole):
        return False
    return one.verb in _SETTING or one.verb in ("click", "double_click", "right_click", "upload")


def _rests(last: Deed, hover: Deed) -> bool:
    """Whether the pointer only stayed where it had clicked."""
    return last.aim is not None and hover.aim is not None and near(last.aim, hover.aim)


def _seen_longer(last: Deed, hover: Deed) -> Deed:
    moment = replace(last.moments[-1], after=(*last.after, *hover.after))
    return replace(last, moments=(*last.moments[:-1], moment))


def _answered(one: Deed, sight: Sight) -> bool:
    """Whether anything came of it but a ring around what was clicked."""
    before = sight.frame(one.before.frame)
    pictures = [picture for seen in one.after for picture in (*seen.clip, seen.frame)]
    return any(answered(before, sight.frame(picture)) for picture in pictures)


def _scrolled(deeds: list[Deed], sight: Sight) -> list[Deed]:
    """Turns of the wheel that follow each other are one; those of which nothing came are none."""
    found: list[Deed] = []
    for one in deeds:
        last = found[-1] if found else None
        if last and last.verb == one.verb == "scroll":
            found[-1] = replace(
                one,
                moments=last.moments + one.moments,
                number=last.number + one.number,
                across=last.across + one.across,
            )
        else:
            found.append(one)
    return [one for one in found if one.verb != "scroll" or _moved(one, sight)]


def _moved(scroll: Deed, sight: Sight) -> bool:
    later = scroll.later
    return later is not None and answered(sight.frame(scroll.before.frame), sight.frame(later))


def _moments(deeds: Sequence[Deed]) -> tuple[Moment, ...]:
    return tuple(moment for one in deeds for moment in one.moments)
