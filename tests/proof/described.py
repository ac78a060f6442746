"""Instructions that say where a thing is: which of several, beside what, in which row, card, corner or colour."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from .builder import Role
from .geometry import hue_name, in_reading_order, lone_in_corner, nearest_beside
from .shots import Shown
from .view import Instruction, Made, View, sayings

_NTH = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "last")
_NTH_ZH = ("第一", "第二", "第三", "第四", "第五", "第六", "第七", "第八", "最后一")
_SIDES = {
    "left": ("to the left of", "左边"), "right": ("to the right of", "右边"),
    "below": ("below", "下方"), "above": ("above", "上方"),
}  # fmt: skip
_CORNERS = {"top right": "右上角", "top left": "左上角", "bottom right": "右下角", "bottom left": "左下角"}
_HUES = {"red": "红色", "green": "绿色", "blue": "蓝色", "purple": "紫色", "orange": "橙色", "yellow": "黄色"}
_ROLES: tuple[Role, ...] = ("button", "link", "icon", "field", "checkbox", "toggle", "dropdown", "radio")


def by_number(view: View) -> Made:
    """The second of several that are called or look the same."""
    groups: dict[tuple[Role, str], list[Shown]] = {}
    for one in view.things:
        thing = one.thing
        if thing.role in ("button", "link", "icon") and thing.name not in ("−", "+"):
            groups.setdefault((thing.role, thing.name or thing.icon), []).append(one)
        elif thing.role in ("checkbox", "radio", "toggle", "field", "row"):
            groups.setdefault((thing.role, ""), []).append(one)
    made: Made = []
    for (role, name), group in groups.items():
        ordered = in_reading_order(group)
        if (
            len(group) < 2
            or ordered is None
            or (view.rtl and not _vertical(ordered))
            or not _countable(view, role, name)
        ):
            continue
        place = view.chance.choice([*range(min(len(ordered), 8)), -1])
        parts = {"nth": _NTH[place], "nth_zh": _NTH_ZH[place], "n": name}
        if role == "row":
            noun = ordered[0].thing.noun
            ways = ("the {nth} row", "the {nth} {noun}", "the {nth} {noun} in the list", "the {nth} row of the table")
            said = view.say(ways, ("表格的{nth_zh}行",), noun=noun, **parts)
        elif role == "icon":
            names, names_zh = view.picture(name)
            if not names:
                continue
            ways_zh = tuple(f"{{nth_zh}}个{other}" for other in names_zh if "个" not in other)
            said = view.say([f"the {{nth}} {other}" for other in names if "three" not in other], ways_zh, **parts)
        else:
            saying = sayings()[role]
            said = view.say([f"the {{nth}} {{n}} {saying.noun}"], [f"{{nth_zh}}个{{n}}{saying.noun_zh}"], **parts)
        made.append(Instruction(" ".join(said.split()), "descriptive/ordinal", ordered[place].boxes))
    return made


def _countable(view: View, role: Role, name: str) -> bool:
    """Whether nobody would count otherwise: all in sight, and no others that some would count too."""
    if role == "field":
        return view.all_of("field") and not any(o.thing.role in ("dropdown", "spinbox") for o in view.things)
    if role in ("checkbox", "radio", "toggle", "row"):
        return view.all_of(role)
    if role == "icon" and name in view.shot.page.decorations:
        return False
    return view.shot.all_seen(lambda thing: thing.role == role and name in (thing.name, thing.icon))


def beside(view: View) -> Made:
    """A control by the one that it stands next to."""
    made: Made = []
    named = [o for o in view.things if o.thing.name and o.thing.role not in ("row", "cell") and view.lone(o)]
    named = [o for o in named if o.thing.place != "left"]  # is it the label or the field that stands above?
    solid = [o for o in view.things if o.thing.role not in ("row", "cell", "text")]
    for anchor in view.chance.sample(named, min(len(named), 20)):
        for side, (english, chinese) in _SIDES.items():
            role = view.chance.choice(_ROLES)
            if role in view.shot.page.unnamed:
                continue
            hit = nearest_beside(anchor, [o for o in solid if o is not anchor], side)
            if hit is None or hit.thing.role != role:
                continue
            saying, name = sayings()[role], anchor.thing.name
            told, told_zh = name, f"“{name}”"
            if anchor.thing.role != "text":
                its = sayings()[anchor.thing.role]
                told, told_zh = f"the {name} {its.noun}", f"{told_zh}{its.noun_zh}"
            ways, ways_zh = (f"the {saying.noun} {english} {{told}}",), (f"{{told_zh}}{chinese}的{saying.noun_zh}",)
            made.append(
                Instruction(view.say(ways, ways_zh, told=told, told_zh=told_zh), "descriptive/beside", hit.boxes)
            )
    return made


def in_cells(view: View) -> Made:
    """A cell by its column and row."""
    made: Made = []
    cells = [o for o in view.things if o.thing.role == "cell" and o.thing.column]
    for one in cells:
        if one.thing.column == cells[0].thing.column:
            continue  # the names of the rows
        said = view.say(
            ("the {c} of {row}", "the cell under {c} in the row of {row}", "the {c} cell in the {row} row",
             "the {c} column in the row of '{row}'"),
            ("{row}的{c}", "{row}那一行的{c}", "“{row}”行“{c}”列的单元格"),
            c=one.thing.column, row=view.row_name(one.thing.row),
        )  # fmt: skip
        made.append(Instruction(said, "descriptive/cell", one.boxes))
    return view.chance.sample(made, min(len(made), 6))


def in_corners(view: View) -> Made:
    """The icon, button or link in a corner of the screen."""
    if view.shot.look.screen == "dialog":
        return []  # the corner of what?
    made: Made = []
    frame = view.shot.frame
    for place, chinese in _CORNERS.items():
        for role in ("icon", "button", "link"):
            rivals = [o for o in view.things if _may_be(o, role) or (role == "link" and o.thing.role == "text")]
            hit = lone_in_corner(rivals, place, frame.width, frame.height)
            if hit is None or hit.thing.role != role:
                continue  # a text, such as a brand, may be a link; an icon is a button to many
            saying = sayings()[role]
            ways = (
                f"the {saying.noun} in the {place} corner",
                f"the {saying.noun} at the {place}",
                f"the {place} {saying.noun}",
            )
            said = view.say(ways, (f"{chinese}的{saying.noun_zh}",))
            made.append(Instruction(said, "descriptive/corner", hit.boxes))
    return made


def by_colour(view: View) -> Made:
    """The only button, or event of a calendar, on a ground of a colour."""
    made: Made = []
    hues: dict[str, list[Shown]] = {}
    for one in view.things:
        if one.thing.role in ("button", "icon", "link", "tab") and one.ground and (name := hue_name(one.ground)):
            hues.setdefault(name, []).append(one)
    for hue, (found, *more) in hues.items():
        event = found.thing.role == "link" and view.shot.look.screen == "calendar"
        if not more and found.thing.enabled and (found.thing.role == "button" or event):
            noun, noun_zh = ("event", "日程") if event else ("button", "按钮")
            said = view.say((f"the {hue} {noun}",), (f"{_HUES[hue]}的{noun_zh}",))
            made.append(Instruction(said, "descriptive/colour", found.boxes))
    return made


def held(view: View) -> Made:
    """A button or link by the row, card or dialog that holds it."""
    made: Made = []
    for one in view.things:
        thing = one.thing
        if thing.role not in ("button", "link") or not thing.name or thing.name in "−+":
            continue
        several = sum(o.thing.name == thing.name and o.thing.role == thing.role for o in view.things) > 1
        noun = sayings()[thing.role].noun
        if thing.row and several:
            kind, parts = "in a row", {"n": thing.name, "row": view.row_name(thing.row)}
            ways = ("the {n} button in the row of {row}", "{n} in the {row} row", "the {n} button next to {row}")
            ways_zh = ("{row}那一行的{n}按钮", "{row}的{n}")
        elif thing.within == "dialog":
            kind, parts = "in the dialog", {"n": thing.name}
            ways = ("the {n} button in the dialog", "{n} in the pop-up", "the dialog's {n} button")
            ways_zh = ("对话框中的{n}按钮", "弹窗里的{n}")
        elif thing.within not in ("", "menu") and several:
            kind, parts = "in a card", {"n": thing.name, "noun": noun, "c": thing.within}
            ways = (
                "the {n} {noun} of {c}",
                "{n} under {c}",
                "the {n} {noun} in the {c} card",
                "the {n} {noun} for {c}",
            )
            ways_zh = ("{c}的{n}按钮", "{c}下面的{n}")
        else:
            continue
        made.append(Instruction(view.say(ways, ways_zh, **parts), f"descriptive/{kind}", one.boxes))
    return made


def _may_be(one: Shown, role: str) -> bool:
    """Whether a person may call a thing by this role; a button that shows a picture only is both."""
    return one.thing.role == role or (role == "button" and one.thing.role == "icon")


def _vertical(things: Sequence[Shown]) -> bool:
    return all(below.box.y0 >= above.box.y1 - 2 for above, below in pairwise(things))
