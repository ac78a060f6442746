"""What belongs to an entry of a list: its pictures, and the items of its menu."""

from __future__ import annotations

from ....tools.actions import Click
from ....tools.geometry import Box
from ..plan import Cursor
from ..searches import ClickIn
from .moves import GiveUp, Move, Next, do
from .seeking import seek
from .view import View

_MORE = "the more icon"


def click_in(step: ClickIn, cursor: Cursor, view: View) -> Move:
    """Click the picture of that name in each entry; what is no picture is an item behind the entry's "more"."""
    done = cursor.times + 1 if cursor.phase == "entry" else 0
    name = f"{step.what!r} of {step.entry}"
    if cursor.phase == "more":
        place = view.eye.locate(view.frame, step.what)
        if place.point is None:
            return GiveUp(f"{name} is not among what its menu shows")
        return do(cursor, "entry", Click(at=place.point), f"click {name}")
    entries = _entries(step.entry, view.begun(cursor) if done else view)
    if not entries:
        return seek(cursor, view, f"an entry with {step.entry!r}") if not done else Next()
    if done >= (step.count or len(entries)):
        return Next()
    if done >= len(entries):
        return GiveUp(f"only {len(entries)} entries with {step.entry!r} can be seen")
    box = _picture(step.what, entries[done], view)
    if box is not None:
        return do(cursor, "entry", Click(at=box.center), f"click {name}, entry {done + 1}")
    more = view.eye.locate(view.frame, _MORE, entries[done])
    if more.point is None and not done:
        return seek(cursor, view, name)  # the entry is cut off
    if more.point is None:
        return GiveUp(f"{name} cannot be seen")
    return do(cursor, "more", Click(at=more.point), f"open the menu of {step.entry}")


def _entries(text: str, view: View) -> list[Box]:
    """The rows of the list whose words hold the text; top to bottom."""
    lines = view.eye.read(view.frame)
    rows = [row for region in view.scene.regions if region.kind in ("list", "table") for row in region.rows]
    wanted = text.casefold()
    holding = [line.box for line in lines if wanted in line.text.casefold().replace(" ", "").replace("·", " ")]
    if not rows:
        return []
    return [row for row in rows if any(row.has_center_of(box) for box in holding)]


def _picture(what: str, row: Box, view: View) -> Box | None:
    """The picture of that name in a row."""
    return view.eye.locate(view.frame, f"the {what} icon", row).box
