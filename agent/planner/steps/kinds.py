"""Controls that are named by what they are and by their place among their kind: "the 2nd text field"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ....tools.eye.scene import Control, Scene
from ....tools.geometry import Box

_KINDS: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = tuple(
    (re.compile(words, re.IGNORECASE), frozenset(kinds))
    for words, kinds in (
        (r"(?:(?:input|text|search|answer|entry) ?)*(?:fields?|inputs?|box|boxes|text ?box(?:es)?)|text|input text ?box", ("field", "spinbox")),
        (r"text ?areas?|(?:multi-?line )?text box", ("field",)),
        (r"(?:number )?spinners?|spin ?box(?:es)?|steppers?|counter", ("spinbox", "field")),
        (r"sliders?", ("slider",)),
        (r"(?:check|tick) ?box(?:es)?", ("checkbox",)),
        (r"radio(?: ?buttons?| options?)?", ("radio",)),
        (r"buttons?", ("button",)),
        (r"(?:drop-?down|combo)(?: ?(?:list|menu|box))?|list|select", ("dropdown",)),
        (r"links?", ("link",)),
    )
)  # fmt: skip
_BUTTON = re.compile(r"(?:the )?(?:button (?:named |labell?ed )?['\"]?(?P<name>[\w]+)['\"]?)", re.IGNORECASE)
_AREA = re.compile(r"text ?areas?", re.IGNORECASE)
_LOW = 44
"""Pixels: a field that is higher has room for more than a line."""
_SHAPED = {
    "date": re.compile(r"mm.?dd.?yyyy|yyyy.?mm.?dd|dd.?mm.?yyyy|\d+[/.-]\d+[/.-]\d+", re.IGNORECASE),
    "time": re.compile(r"-+\s*:\s*-+|\d+:\d+"),
}
_ORDINALS = {"first": 0, "second": 1, "third": 2, "fourth": 3, "fifth": 4, "sixth": 5, "last": -1}
_SAID = re.compile(
    r"(?:into |in |on )?(?:(?:the|an?|only) )?(?:(?P<word>first|second|third|fourth|fifth|sixth|last)|(?P<number>\d+)(?:st|nd|rd|th))?"
    r" ?(?:['\"](?P<quoted>[\w -]+)['\"] widget|(?P<what>[a-z -]+?)(?: widget)?)(?: below| above| on (?:the|this) page)?",
    re.IGNORECASE,
)


def of_kind(scene: Scene, words: str, kinds: frozenset[str] | None = None) -> tuple[Control, ...]:
    """The controls that words name by their kind alone, in reading order; one when its number is said.

    Empty when the words say more than a kind, or when there are fewer of it; only of ``kinds`` if given.
    """
    said = _SAID.fullmatch(words.strip())
    if said is None:
        return ()
    what = (said["quoted"] or said["what"] or "").strip()
    meant = next((of for name, of in _KINDS if name.fullmatch(what)), None)
    shaped = _SHAPED.get(what.casefold())
    if meant is None and shaped is None:
        return ()
    seen = [control for control in scene.controls if not control.covered and (kinds is None or control.kind in kinds)]
    if shaped is not None:
        of_shape = tuple(
            c for c in seen if c.kind == "field" and shaped.search(f"{c.label} {c.value}".replace(" ", ""))
        )
        fields = tuple(control for control in seen if control.kind == "field")
        return of_shape if len(of_shape) == 1 else fields if len(fields) == 1 else ()
    found = _in_order([control for control in seen if control.kind in (meant or ())])
    least = min((control.box.height for control in found), default=0)
    if _AREA.fullmatch(what):
        found = [control for control in found if control.box.height > max(_LOW, 1.15 * least * (len(found) > 1))]
        found = found or _blocks(scene)
    elif "text" in what.casefold():
        found = [control for control in found if control.box.height <= 1.15 * least]
    index = _ORDINALS[said["word"].lower()] if said["word"] else int(said["number"]) - 1 if said["number"] else None
    if index is None:
        return tuple(found[:1]) if said["quoted"] or said[0].strip().lower().startswith("a ") else tuple(found)
    return (found[index],) if -1 <= index < len(found) else ()


def misread(scene: Scene, words: str) -> tuple[Control, ...]:
    """The one button whose name differs from the asked one by a single letter: at an edge letters are cut."""
    said = _BUTTON.fullmatch(words.strip())
    name = said["name"].casefold() if said else ""
    if len(name) < 3 or not name.isalpha():
        return ()
    buttons = [control for control in scene.controls if control.kind == "button" and not control.covered]
    near = [
        control
        for control in buttons
        if len(control.label) == len(name)
        and sum(one != other for one, other in zip(control.label.casefold(), name, strict=True)) == 1
    ]
    return tuple(near) if len(near) == 1 else ()


def _blocks(scene: Scene) -> list[Control]:
    """Texts that stand together, as controls: what a small text area, whose frame is not seen, shows."""
    lists = [region for region in scene.regions if region.kind == "list"]
    texts = [control.box for control in scene.controls if control.kind == "text"]
    if lists:
        return [Control("text", box, "") for box in lists[0].rows]
    if not texts:
        return []
    whole = Box(min(b.x0 for b in texts), min(b.y0 for b in texts), max(b.x1 for b in texts), max(b.y1 for b in texts))
    return [Control("text", whole, "")]


def _in_order(controls: Sequence[Control]) -> list[Control]:
    """Row by row, left to right: what overlaps half of another's height stands in its row."""
    rows: list[list[Control]] = []
    for control in sorted(controls, key=lambda each: each.box.center.y):
        if rows and abs(rows[-1][0].box.center.y - control.box.center.y) < rows[-1][0].box.height / 2:
            rows[-1].append(control)
        else:
            rows.append([control])
    return [control for row in rows for control in sorted(row, key=lambda each: each.box.x0)]
