"""Instructions that say a thing by its words, its picture or its state."""

from __future__ import annotations

from .builder import Role
from .shots import Shown
from .view import Instruction, Made, View, sayings

SYNONYMS = {
    "Log in": "sign in", "Sign up": "register", "Log out": "sign out", "Delete": "remove", "Settings": "preferences",
    "Add to cart": "add to basket", "Postcode": "zip code", "Phone": "telephone", "Search": "find",
    "Last name": "surname", "First name": "given name", "Exit": "quit", "Place order": "order now", "Help": "support",
    "Rubbish bin": "trash", "Compose": "new message", "Create account": "sign up", "Next": "continue",
    "Car hire": "car rental", "Home": "start page", "Preferences": "settings", "Full name": "name",
}  # fmt: skip
_STATES: tuple[tuple[Role, bool, tuple[str, ...], tuple[str, ...]], ...] = (
    ("checkbox", True, ("the ticked check box", "the checked box", "the box that is ticked"), ("已勾选的复选框",)),
    ("checkbox", False, ("the unticked check box", "the empty check box", "the unchecked box"), ("未勾选的复选框",)),
    ("toggle", True, ("the switch that is on", "the toggle that is turned on"), ("打开的开关", "已开启的开关")),
    ("toggle", False, ("the switch that is off", "the toggle that is turned off"), ("关闭的开关",)),
    ("radio", True, ("the selected radio button", "the chosen option"), ("选中的单选按钮",)),
)


def by_name(view: View) -> Made:
    """Things by the words on them or beside them, by other words for these, and in the screen's other language."""
    made: Made = []
    for one in view.things:
        thing = one.thing
        if thing.role not in sayings() or not thing.name or thing.name in "−+" or not view.lone(one):
            continue
        saying = sayings()[thing.role]
        ways, ways_zh = (
            [way for way in some if view.bare(one) or way.strip("'“”") != "{n}"]
            for some in (saying.ways, saying.ways_zh)
        )
        kind = f"field/{thing.place}" if thing.role == "field" else saying.kind
        made.append(Instruction(view.say(ways, ways_zh, n=thing.name), kind, one.boxes))
        made += _by_other_words(view, one)
    return made


def _by_other_words(view: View, one: Shown) -> Made:
    thing = one.thing
    if thing.role not in ("button", "link", "field", "menuitem"):
        return []
    noun = sayings()[thing.role].noun
    group = "field" if thing.role == "field" else "text"
    if view.language == "zh" and thing.term:
        return [Instruction(f"the {thing.term} {noun}", f"{group}/other language", one.boxes)]
    other = SYNONYMS.get(thing.term, "")
    if view.language == "en" and other and not any(other in text for text in view.texts):
        return [Instruction(f"the {other} {noun}", f"{group}/synonym", one.boxes)]
    return []


def by_picture(view: View) -> Made:
    """Buttons that show a picture only, alone on the page, or one in each row or card."""
    made: Made = []
    for one in view.things:
        thing = one.thing
        if thing.role != "icon":
            continue
        names, names_zh = view.picture(thing.icon)
        if not names:
            continue
        name, name_zh = view.chance.choice(names), view.chance.choice(names_zh or ("",))
        peers = [o.thing for o in view.things if o.thing.role == "icon" and o.thing.icon == thing.icon]
        if view.only_picture(thing.icon):
            made.append(
                Instruction(view.say(["the {n}"], ["{z}"] * bool(name_zh), n=name, z=name_zh), "icon/alone", one.boxes)
            )
        elif thing.row and sum(peer.row == thing.row for peer in peers) == 1:
            said = view.say(
                ("the {n} in the row of {row}", "the {n} in the {row} row", "the {n} for {row}"),
                ("{row}那一行的{z}", "{row}的{z}") if name_zh else (), n=name, z=name_zh, row=view.row_name(thing.row),
            )  # fmt: skip
            made.append(Instruction(said, "icon/in a row", one.boxes))
        elif thing.within and sum(peer.within == thing.within for peer in peers) == 1:
            ways = (
                ("the {n} in the dialog",)
                if thing.within == "dialog"
                else ("the {n} of {c}", "the {n} in the {c} card")
            )
            ways_zh = ("对话框中的{z}",) if thing.within == "dialog" else ("{c}的{z}", "{c}下面的{z}")
            said = view.say(ways, ways_zh if name_zh else (), n=name, z=name_zh, c=thing.within)
            made.append(Instruction(said, "icon/in a card", one.boxes))
    return made


def by_state(view: View) -> Made:
    """The only one of its sort that is ticked, on, chosen, disabled, active or highlighted."""
    made: Made = []

    def add(fits: list[Shown], ways: tuple[str, ...], ways_zh: tuple[str, ...], noun: str = "") -> None:
        if len(fits) == 1:
            made.append(Instruction(view.say(ways, ways_zh, noun=noun), "control/state", fits[0].boxes))

    for role, on, ways, ways_zh in _STATES:
        if view.all_of(role):
            add([o for o in view.things if o.thing.role == role and o.thing.on is on], ways, ways_zh)
    dim = [o for o in view.things if not o.thing.enabled]
    if len(dim) == 1 and view.all_of(dim[0].thing.role):
        saying = sayings()[dim[0].thing.role]
        add(dim, ("the disabled {noun}", "the greyed out {noun}"), (f"不可用的{saying.noun_zh}",), saying.noun)
    add(
        [o for o in view.things if o.thing.role == "tab" and o.thing.selected],
        ("the active tab", "the selected tab"), ("当前标签页", "选中的标签页"),
    )  # fmt: skip
    rows = [o for o in view.things if o.thing.role == "row" and o.thing.selected]
    noun = rows[0].thing.noun if rows else ""
    add(rows, ("the highlighted row", "the selected row", "the selected {noun}"), ("选中的行", "高亮的行"), noun)
    return made
