"""Bringing to light what is not on the screen: tabs, sections, folders and pages are opened one after another."""

from __future__ import annotations

import re
from dataclasses import replace

from ....tools.actions import Click, Scroll, Type, Wait
from ....tools.eye.scene import Line
from ....tools.geometry import Box, Point
from ..plan import ClickOn, Cursor, Fill
from ..searches import ClickResult, ClickValue, PickDay, ScrollIn, Suggest, Uncover, WriteAt
from .bars import bars_of
from .forms import fill
from .kinds import of_kind
from .moves import GiveUp, Move, Next, do
from .pointing import point_at
from .seeking import seek
from .view import FILLABLE, View

_MOST = 12
"""Things that are opened in one step at most."""
_FURTHER = re.compile(r"[>»›≥→]|next|more", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = re.compile(rf"({'|'.join(_MONTHS)})[a-z]*\s*(\d{{4}})", re.IGNORECASE)


def uncover(step: Uncover, cursor: Cursor, view: View) -> Move:
    """Click the target; while it cannot be seen, open the next thing of the kind that may hide it."""
    if cursor.phase in ("done", "quiet", "again"):
        return point_at(ClickOn(step.target, "left", 1), cursor, view)
    if (place := _place(step.target, view)) is not None:
        if not step.click:
            return Next()
        return do(cursor, "done", Click(at=place.center), f"click {step.target}", step.target)
    opened = cursor.times + 1 if cursor.phase == "uncover" else 0
    if opened >= _MOST:
        return GiveUp(f"{step.target} was not behind the first {_MOST} of {step.among}")
    box = _opener(step.among, opened, cursor, view)
    if box is None:
        return GiveUp(f"{step.target} cannot be seen, and no further {step.among} can")
    return do(
        cursor,
        "uncover",
        Click(at=box.center),
        f"open the {step.among} number {opened + 1}: {step.target} cannot be seen",
    )


def _place(target: str, view: View) -> Box | None:
    """Where a text is: alone as a thing, or as a word of a line, in the colour of links where several read so."""
    from .words import word_boxes

    words = re.search(r"'(.+)'", target)
    found = word_boxes(view, words[1] if words else target)
    if found:
        return found[0]
    place = view.eye.locate(view.frame, target, view.within, view.told)
    return place.box if place.status == "found" else None


def _opener(among: str, opened: int, cursor: Cursor, view: View) -> Box | None:
    """The next tab, section, folder or link to the next page."""
    start = view.begun(cursor)
    match among:
        case "tab":
            tabs = _tabs(start)
            return tabs[opened + 1] if opened + 1 < len(tabs) else tabs[0] if tabs and opened + 1 == len(tabs) else None
        case "section":
            bars = bars_of(view)
            return bars[opened] if opened < len(bars) else None
        case "entry":
            entries = _submenus(start)
            return entries[opened] if opened < len(entries) else None
        case "folder":
            folders = _closed_folders(view)
            return folders[0] if folders else None
        case _:
            return _next_page(view)


def _tabs(view: View) -> list[Box]:
    """The tabs of the page: those the eye knows, else the row of equal boxes at its top."""
    tabs = [control.box for control in view.scene.controls if control.kind == "tab"]
    if len(tabs) >= 2:
        return tabs
    tops = [control for control in view.scene.controls if control.kind in ("tab", "button")]
    if not tops:
        return []
    first = min(tops, key=lambda control: control.box.y0).box
    return [control.box for control in tops if abs(control.box.center.y - first.center.y) < first.height / 2]


def _submenus(view: View) -> list[Box]:
    """Entries of an open menu that lead to another one: an arrow stands behind their words."""
    lines = [line for line in view.eye.read(view.frame) if re.search(r"[>›»▸►]\s*$", line.text)]
    arrows = [c.box for c in view.scene.controls if any(icon.name in ("chevron-right", "arrow-right", "play") for icon in c.icons[:2])]  # fmt: skip
    return [line.box for line in lines] + [
        box for box in arrows if not any(line.box.common_area(box) for line in lines)
    ]


def _closed_folders(view: View) -> list[Box]:
    """Texts of a list whose picture is another than that of most: a folder beside files, with a plus before it."""
    lines = view.eye.read(view.frame)
    marks = [c for c in view.scene.controls if c.kind == "icon" and c.box.width > 1.25 * c.box.height]
    return [
        line.box
        for line in lines
        if any(abs(mark.box.center.y - line.box.center.y) < line.box.height and 0 <= line.box.x0 - mark.box.x1 < 3 * line.box.height for mark in marks)
    ]  # fmt: skip


def _next_page(view: View) -> Box | None:
    """What leads to the next page: the last of the marks, or the last short link at the bottom."""
    things = [c for c in view.scene.controls if c.kind in ("icon", "link", "button", "text")]
    named = [c for c in things if any(icon.name in ("chevron-right", "arrow-right", "next") for icon in c.icons[:2])]
    named += [c for c in things if len(c.label) <= 8 and _FURTHER.search(c.label)]
    low = sorted((c.box for c in named), key=lambda box: (box.center.y, box.x1))
    if low:
        return _right_end(low[-1])
    bottom = max((c.box for c in things), key=lambda box: (box.center.y, box.x1), default=None)
    return _right_end(bottom) if bottom is not None and bottom.width < 8 * bottom.height else None


def _right_end(box: Box) -> Box:
    """The last sign of a short line: "1 2 >"."""
    width = min(box.width, max(6, round(0.7 * box.height)))
    return Box(box.x1 - width, box.y0, box.x1, box.y1)


def unfold(cursor: Cursor, view: View) -> Move:
    """Click the only section's head; else the only picture there is."""
    if cursor.phase == "unfold":
        return Next()
    bars = bars_of(view)
    pictures = [c.box for c in view.scene.controls if c.kind in ("icon", "button")]
    box = bars[0] if bars else max(pictures, key=lambda each: each.area, default=None)
    if box is None:
        return seek(cursor, view, "something folded")
    return do(cursor, "unfold", Click(at=box.center), "open what is folded")


def fill_from(cursor: Cursor, view: View) -> Move:
    """Fill the first field that is still empty, with what stands beside its name in the table."""
    begun = view.begun(Cursor(cursor.step))
    names = [
        c.label.strip(" :") for c in begun.scene.controls if c.kind == "field" and not c.value and c.label.strip(" :")
    ]
    index = max(cursor.inner, 0)
    while index < len(names):
        value = _beside(names[index], begun)
        if value is None:
            return GiveUp(f"no value for {names[index]!r} can be read")
        move = fill(Fill(names[index], value), replace(cursor, turn=0, inner=index), view)
        if not isinstance(move, Next):
            return move
        index += 1
        cursor = Cursor(cursor.step, turn=0, inner=index)
    return Next() if names else GiveUp("no empty field with a name can be seen")


def _beside(name: str, view: View) -> str | None:
    """The text right of the name where it stands without a field beside it."""
    lines = view.eye.read(view.frame)
    for line in lines:
        if line.text.strip(" :").casefold() != name.casefold():
            continue
        row = [other for other in lines if other is not line and other.box.x0 >= line.box.x1 and abs(other.box.center.y - line.box.center.y) < line.box.height / 2]  # fmt: skip
        if row:
            return min(row, key=lambda other: other.box.x0).text
    return None


def suggest(step: Suggest, cursor: Cursor, view: View) -> Move:
    """Type the beginning, then click the suggestion that fits; arrows and Enter would take any."""
    if cursor.phase == "pick" and view.fate == "done":
        return Next()
    if cursor.phase in ("type", "wait"):
        fitting = [line for line in view.eye.read(view.frame) if _fits(line, step, view)]
        if fitting:
            return do(cursor, "pick", Click(at=fitting[0].box.center), f"take the suggestion {fitting[0].text!r}")
        if cursor.phase == "wait":
            return GiveUp(f"nothing that begins with {step.start!r} is suggested")
        return do(cursor, "wait", Wait(seconds=1.0), "wait for suggestions")
    if cursor.phase == "focus":
        return do(cursor, "type", Type(text=step.start), f"type {step.start!r}")
    fields = view.controls(step.field, FILLABLE) or of_kind(view.scene, "field", FILLABLE)
    if len(fields) != 1:
        return seek(cursor, view, f"the field {step.field!r}")
    return do(cursor, "focus", Click(at=fields[0].box.center), f"click the field {step.field!r}")


def _fits(line: Line, step: Suggest, view: View) -> bool:
    text = line.text.strip().casefold()
    inside = any(c.kind == "field" and c.box.has_center_of(line.box) for c in view.scene.controls)
    return not inside and text.startswith(step.start.casefold()) and text.endswith(step.end.casefold())


def scroll_in(step: ScrollIn, cursor: Cursor, view: View) -> Move:
    """Turn the wheel over the box, far enough for any text."""
    if cursor.phase == "scrolled":
        return Next()
    box = _text_box(view)
    if box is None:
        return seek(cursor, view, step.target)
    return do(cursor, "scrolled", Scroll(at=box.center, dy_notches=step.notches), f"scroll in {step.target}")


def _text_box(view: View) -> Box | None:
    """The box with the longest text: the lines of the screen that are not buttons or single-line fields."""
    areas = [c for c in view.scene.controls if c.kind == "field" and c.box.height > 50]
    if areas:
        return max(areas, key=lambda control: control.box.area).box
    lines = [c.box for c in view.scene.controls if c.kind == "text"]
    return None if not lines else Box(min(b.x0 for b in lines), min(b.y0 for b in lines), max(b.x1 for b in lines), max(b.y1 for b in lines))  # fmt: skip


def write_at(step: WriteAt, cursor: Cursor, view: View) -> Move:
    """Click behind the name, or into the free space below all text, type, and see the text."""
    if cursor.phase == "write" and view.fate == "done":
        return Next() if view.sees(step.text) else GiveUp(f"{step.text!r} cannot be seen after it was typed")
    if cursor.phase == "focus" and view.fate == "done":
        return do(cursor, "write", Type(text=step.text), f"type {step.text!r}")
    lines = view.eye.read(view.frame)
    named = [line for line in lines if re.match(rf"{re.escape(step.name)}\s*:", line.text, re.IGNORECASE)]
    if (step.name and not named) or not lines:
        return seek(cursor, view, f"the field {step.name!r}")
    if step.name:
        box = named[0].box
        at = Point(box.x1 + 2 * box.height, box.center.y)
    else:
        low = max(lines, key=lambda line: line.box.y1).box
        marks = [c.box.y0 for c in view.scene.controls if c.kind == "icon" and c.box.y0 > low.y1]
        at = Point((min(line.box.x0 for line in lines) + max(line.box.x1 for line in lines)) // 2, (low.y1 + max(marks, default=view.frame.height)) // 2)  # fmt: skip
    return do(cursor, "focus", Click(at=at), f"click the field {step.name or 'for the text'!r}")


def pick_day(step: PickDay, cursor: Cursor, view: View) -> Move:
    """Open the field's calendar, turn its pages to the month, click the day."""
    if cursor.phase == "day" and view.fate == "done":
        return Next()
    year, month, day = (int(part) for part in step.day.split("-"))
    lines = view.eye.read(view.frame)
    head = next(((line, match) for line in lines if (match := _MONTH.search(line.text))), None)
    if head is None:
        if cursor.phase == "calendar":
            return GiveUp(f"no calendar opened for {step.field!r}")
        fields = view.controls(step.field, FILLABLE) or of_kind(view.scene, "field", FILLABLE)
        if len(fields) != 1:
            return seek(cursor, view, f"the field {step.field!r}")
        return do(cursor, "calendar", Click(at=fields[0].box.center), f"open the calendar of {step.field!r}")
    line, match = head
    off = 12 * (year - int(match[2])) + month - (_MONTHS.index(match[1][:3].lower()) + 1)
    if off:
        box = _turn(line, view, forward=off > 0)
        return do(cursor, "turn", Click(at=box), f"turn the calendar {'on' if off > 0 else 'back'}: {match[0]}")
    days = [each for each in _days(view, line) if each[0] == day]
    if not days:
        return GiveUp(f"the day {day} cannot be read in the calendar")
    return do(cursor, "day", Click(at=days[0][1].center), f"click the day {day}")


def _turn(head: Line, view: View, *, forward: bool) -> Point:
    """The arrow right or left of a calendar's head."""
    row = [c.box for c in view.scene.controls if c.kind in ("icon", "button", "link") and abs(c.box.center.y - head.box.center.y) < 1.5 * head.box.height]  # fmt: skip
    side = [box for box in row if (box.x0 > head.box.x1 if forward else box.x1 < head.box.x0)]
    if side:
        box = max(side, key=lambda each: each.x1) if forward else min(side, key=lambda each: each.x0)
        return box.center
    lines = [line.box for line in view.eye.read(view.frame) if line.box.y0 > head.box.y1]
    edge = max((box.x1 for box in lines), default=head.box.x1) if forward else min((box.x0 for box in lines), default=0)
    return Point(edge - head.box.height // 2 if forward else edge + head.box.height // 2, head.box.center.y)


def _days(view: View, head: Line) -> list[tuple[int, Box]]:
    """The numbers below a calendar's head with their places; in a line of several each has its share."""
    found: list[tuple[int, Box]] = []
    for line in view.eye.read(view.frame):
        if line.box.y0 < head.box.y1:
            continue
        for match in re.finditer(r"\d{1,2}", line.text):
            share = line.box.width / max(1, len(line.text))
            x0 = round(line.box.x0 + match.start() * share)
            found.append((int(match[0]), Box(x0, line.box.y0, round(x0 + len(match[0]) * share), line.box.y1)))
    return found


def click_value(step: ClickValue, cursor: Cursor, view: View) -> Move:
    """Click the text behind the name, where it ends: the name itself is seldom a link."""
    if cursor.phase == "value" and view.fate == "done":
        return Next()
    for line in view.eye.read(view.frame):
        if match := re.match(rf"{re.escape(step.name)}\s*[:：]\s*(?=\S)", line.text, re.IGNORECASE):
            share = match.end() / len(line.text)
            x0 = round(line.box.x0 + share * line.box.width)
            at = Point((x0 + line.box.x1) // 2, line.box.center.y)
            return do(cursor, "value", Click(at=at), f"click what stands behind {step.name!r}")
    return seek(cursor, view, f"something behind {step.name!r}")


def click_result(step: ClickResult, cursor: Cursor, view: View) -> Move:
    """Click the title of a result; a later page is turned to when it must be there."""
    if cursor.phase == "result" and view.fate == "done":
        return Next()
    per_page = len(_titles(view.begun(cursor)))
    if not per_page:
        return seek(cursor, view, "results of a search")
    page, index = divmod(step.number - 1, per_page)
    turned = cursor.times + 1 if cursor.phase == "page" else 0
    if turned < page:
        further = _next_page(view)
        if further is None:
            return GiveUp(f"there are no more than {per_page} results, and no next page")
        return do(cursor, "page", Click(at=further.center), "turn to the next page of results")
    titles = _titles(view)
    if index >= len(titles):
        return GiveUp(f"this page has {len(titles)} results")
    return do(cursor, "result", Click(at=titles[index].center), f"click result {step.number}")


def _titles(view: View) -> list[Box]:
    """The links that look like the first one, one above the other: the others are addresses, or pages."""
    links = [c for c in view.scene.controls if c.kind == "link" and re.search(r"[^\W\d]", c.label)]
    if not links:
        return []
    return [link.box for link in links if link.colours == links[0].colours and abs(link.box.x0 - links[0].box.x0) < 12]
