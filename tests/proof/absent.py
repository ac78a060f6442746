"""Instructions for what is not on a page: plausible words, roles, pictures, rows and states."""

from __future__ import annotations

import random
import re

from .icons import concepts
from .shots import Shot
from .view import Instruction
from .words import CITIES, FILES, PEOPLE, PRODUCTS, related, terms

_PRESSABLE = (
    "Save", "Delete", "Edit", "Log out", "Export", "Import", "Download", "Reply", "Forward", "Rename", "Compose",
    "Add to cart", "Place order", "Create account", "Send invitation", "New folder", "Paste", "Full screen",
    "Finish later", "Search flights", "Sign up", "Continue with Google", "Previous", "Upload", "Mark as read",
)  # fmt: skip
_FILLABLE = (
    "Email", "Password", "Postcode", "Card number", "Discount code", "First name", "Last name", "City", "Phone",
    "Username", "Company", "Department", "Security code", "Date of birth", "Message", "Expiry date", "Street",
)  # fmt: skip
_TICKABLE = (
    "Remember me", "I accept the terms", "Pay yearly", "Wrap as a gift", "Send me the newsletter", "Auto save",
    "Only my customers", "Do not ask again", "Dark mode", "Push notifications", "Location services",
)  # fmt: skip
_ALIKE: tuple[set[str], ...] = (
    {"star", "heart"}, {"settings", "menu", "more", "filter", "grid"}, {"user", "logout"}, {"help", "info"},
    {"back", "undo", "refresh", "share"}, {"download", "upload", "share", "logout", "archive"}, {"mail", "send"},
    {"folder", "archive"}, {"globe", "help"}, {"close", "add", "delete", "cut"}, {"copy", "image"}, {"phone", "volume"},
    {"image", "camera", "view"}, {"attach", "link"}, {"edit", "cut"}, {"bell", "lock"}, {"tag", "pin", "flag"},
)  # fmt: skip
"""Pictures that a person may take for one another."""
_OTHER_ROLES = {
    "button": ("slider", "check box"), "field": ("slider", "switch"), "checkbox": ("slider", "drop-down"),
    "toggle": ("slider", "drop-down"), "dropdown": ("slider", "check box"), "link": ("slider", "check box"),
}  # fmt: skip
_HUES = ("orange", "yellow", "red", "green", "purple")
_HUES_ZH = ("橙色", "黄色", "红色", "绿色", "紫色")


def absent(shot: Shot, count: int) -> list[Instruction]:
    """``count`` instructions that nothing on the page fits, no more than three of one kind."""
    chance = random.Random(shot.look.seed + 2)
    made = _words(shot, chance) + _pictures(shot, chance) + _rows(shot, chance) + _states(shot, chance)
    made += _counts(shot, chance) + _roles(shot, chance)
    chance.shuffle(made)
    chosen: list[Instruction] = []
    for one in made:
        if len(chosen) < count and sum(other.kind == one.kind for other in chosen) < 3:
            chosen.append(one)
    return chosen


def _words(shot: Shot, chance: random.Random) -> list[Instruction]:
    """Common words that the page does not have, nor any word that people use for them."""
    zh = shot.look.language == "zh" and chance.random() < 0.7
    made: list[Instruction] = []
    for kind, words, says, says_zh in (
        ("absent/button", _PRESSABLE, ("the {} button", "{}", "the '{}' button", "the {} link"), ("{}按钮", "{}")),
        (
            "absent/field",
            _FILLABLE,
            ("the {} field", "the text box labelled {}", "the {} input"),
            ("{}输入框", "{}字段"),
        ),
        (
            "absent/control",
            _TICKABLE,
            ("the {} check box", "the {} switch", "the box next to '{}'"),
            ("{}复选框", "{}开关"),
        ),
    ):
        for term in chance.sample(words, len(words)):
            if not _has(shot, term):
                said = chance.choice(says_zh).format(terms()[term]["zh"]) if zh else chance.choice(says).format(term)
                made.append(Instruction(said, kind))
            if sum(one.kind == kind for one in made) == 3:
                break
    return made


def _pictures(shot: Shot, chance: random.Random) -> list[Instruction]:
    used = {thing.icon for thing in shot.page.things} | shot.page.decorations
    near = used.union(*(group for group in _ALIKE if group & used))
    made: list[Instruction] = []
    for key in chance.sample(sorted(concepts()), len(concepts())):
        names = concepts()[key].names
        words = {word for name in names for word in name.casefold().split()}
        if key in near or any(
            _has(shot, word) for word in words - {"icon", "button", "arrow", "sign", "dots", "three"}
        ):
            continue
        picture = [name for name in names if "icon" in name]
        made.append(Instruction(f"the {chance.choice(picture or list(names))}", "absent/icon"))
    return made[:3]


def _rows(shot: Shot, chance: random.Random) -> list[Instruction]:
    """Something in the row of somebody who is not in the table, and a column that is not there."""
    rows = [one.thing.row for one in shot.shown if one.thing.role == "row"]
    if not rows:
        return []
    language = shot.look.language
    names = FILES if rows[0] in FILES else PEOPLE[language] + CITIES[language] + PRODUCTS[language]
    strangers = [name for name in names if not any(part in text for part in name.split() for text in shot.texts)]
    if not strangers:
        return []
    held = [one.thing for one in shot.shown if one.thing.row and one.thing.role in ("icon", "button")]
    made: list[Instruction] = []
    for stranger in chance.sample(strangers, min(2, len(strangers))):
        what = "cell"
        if held:
            thing = chance.choice(held)
            what = f"{thing.name} button" if thing.name else concepts()[thing.icon].names[0]
        made.append(Instruction(f"the {what} in the row of {stranger}", "absent/row"))
    if not _has(shot, "Department"):
        made.append(Instruction(f"the Department of {chance.choice(rows)}", "absent/column"))
    return made


def _states(shot: Shot, chance: random.Random) -> list[Instruction]:
    """States, colours and places that nothing is in."""
    things = shot.page.things
    made: list[Instruction] = []
    roles = {thing.role for thing in things} | shot.page.unnamed
    zh = shot.look.language == "zh" and chance.random() < 0.7
    if "checkbox" not in roles and "toggle" not in roles:
        made.append(Instruction("已勾选的复选框" if zh else "the ticked check box", "absent/state"))
    if all(thing.enabled for thing in things):
        made.append(Instruction("不可用的按钮" if zh else "the disabled button", "absent/state"))
    if "slider" not in roles:
        made.append(Instruction("滑块" if zh else "the slider", "absent/role"))
    if "radio" not in roles:
        made.append(Instruction("选中的单选按钮" if zh else "the selected radio button", "absent/state"))
    if shot.look.screen != "dialog":
        made.append(Instruction("对话框中的确定按钮" if zh else "the OK button in the dialog", "absent/dialog"))
    number = chance.randrange(len(_HUES))
    if (
        not any(one.ground and _warm(one.ground, _HUES[number]) for one in shot.shown)
        and shot.look.screen != "calendar"
    ):
        made.append(Instruction(f"{_HUES_ZH[number]}的按钮" if zh else f"the {_HUES[number]} button", "absent/colour"))
    return made


def _counts(shot: Shot, chance: random.Random) -> list[Instruction]:
    """One more than there are."""
    made: list[Instruction] = []
    ordinals = ("third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
    for role, noun in (
        ("row", "row of the table"),
        ("checkbox", "check box"),
        ("radio", "radio button"),
        ("toggle", "switch"),
    ):
        count = sum(thing.role == role for thing in shot.page.things)
        if 1 <= count <= 8 and role not in shot.page.unnamed:
            made.append(
                Instruction(f"the {chance.choice(ordinals[max(0, count - 1) : count + 1])} {noun}", "absent/ordinal")
            )
    return made


def _roles(shot: Shot, chance: random.Random) -> list[Instruction]:
    """A word that is there, as another sort of thing."""
    made: list[Instruction] = []
    for one in chance.sample(shot.shown, len(shot.shown)):
        thing = one.thing
        same = [other for other in shot.page.things if other.name == thing.name]
        if thing.role in _OTHER_ROLES and thing.name not in ("", "−", "+") and len(same) == 1:
            made.append(Instruction(f"the {thing.name} {chance.choice(_OTHER_ROLES[thing.role])}", "absent/other role"))
    return made[:2]


def _has(shot: Shot, term: str) -> bool:
    """Whether a word, or one that people use for it, is on the page in any form: text, or the picture of it."""
    wanted = related(term)
    words = {word for said in wanted for word in re.findall(r"[a-z]+", said) if len(word) > 2} - {
        "the",
        "and",
        "for",
        "new",
        "all",
    }
    seen = " ".join(shot.texts).casefold()
    pictures = {thing.icon for thing in shot.page.things} | shot.page.decorations
    shown = {name for key in pictures if key for name in (key, *concepts()[key].names)}
    forms = {value.casefold() for key, value in _forms(shot, wanted)}
    spoken = " ".join(thing.term for thing in shot.page.things).casefold() + " " + " ".join(shown)
    return any(form in seen for form in forms) or any(re.search(rf"\b{word}", seen + " " + spoken) for word in words)


def _forms(shot: Shot, wanted: frozenset[str]) -> list[tuple[str, str]]:
    return [(en, words[shot.look.language]) for en, words in terms().items() if en.casefold() in wanted]


def _warm(rgb: tuple[int, int, int], hue: str) -> bool:
    """Whether a ground could pass for a colour."""
    red, green, blue = rgb
    if max(rgb) - min(rgb) < 40:
        return False
    return {
        "red": red > max(green, blue), "orange": red > blue and red >= green, "yellow": blue < min(red, green),
        "green": green > red and green >= blue - 40, "purple": blue > green and red > green - 20,
    }[hue]  # fmt: skip
