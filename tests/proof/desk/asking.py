"""The instructions that a window is asked for: its things by name, and things that it does not have."""

from __future__ import annotations

import random

from ..phrases import spread
from ..view import Instruction, plain
from ..words import FILES, PEOPLE, PRODUCTS, related
from .shots import DeskShot
from .truth import Target, Truth, truth_of
from .vocabulary import BOXES, BUTTONS, CHOICES, FOLDERS, GROUPS, LABELS, MENUS, NUMBERS, TABS, TOOLS

WAYS: dict[str, tuple[str, ...]] = {
    "menu": ("the {} menu", "{}", "the menu {}"),
    "menu entry": ("{}", "the {} menu item", "{} in the menu", "the menu entry '{}'"),
    "tool": ("the {} button", "the {} icon", "the {} button in the toolbar"),
    "button": ("the {} button", "{}", "the button '{}'"),
    "field": ("the {} field", "the {} box", "the text box labelled {}"),
    "spin box": ("the {} spin box", "the {} field", "the number field {}"),
    "drop-down": ("the {} drop-down", "the {} combo box", "the {} list"),
    "slider": ("the {} slider", "the slider for {}"),
    "check box": ("the {} check box", "{}", "the box next to '{}'"),
    "radio button": ("the {} radio button", "the {} option", "{}"),
    "tab": ("the {} tab", "the tab called '{}'"),
    "column head": ("the {} column header", "the heading of the {} column"),
    "list row": ("{}", "the row of {}", "the {} row", "the list item {}"),
    "tree row": ("{}", "the item {}", "'{}'"),
    "expander": ("the arrow left of {}", "the expander of {}", "the arrow next to {}"),
}
_ABSENT: dict[str, tuple[str, ...]] = {
    "menu": tuple(MENUS), "button": BUTTONS, "field": LABELS, "spin box": NUMBERS, "drop-down": tuple(CHOICES),
    "check box": BOXES, "tab": TABS, "list row": (*FILES, *PEOPLE["en"], *PRODUCTS["en"]), "tree row": tuple(FOLDERS),
    "radio button": tuple(name for names in GROUPS.values() for name in names), "tool": tuple(TOOLS.values()),
    "menu entry": tuple(words for entries in MENUS.values() for words, _ in entries),
}  # fmt: skip
MOST_OF_A_KIND = 4
_ALWAYS = ("close", "minimise", "maximise", "full screen")
"""The window manager's buttons, which are on every screen."""
_ALIKE: tuple[frozenset[str], ...] = (
    frozenset({"New", "New Message", "New Tab", "New Folder", "New Window", "Add Bookmark", "Add", "Copy", "Properties",
               "Paste", "Page Setup"}),
    frozenset({"Open", "New Folder", "Save", "Save As", "Export as PDF…"}),
    frozenset({"Undo", "Redo", "Back", "Forward", "Reply", "Forward Message", "Reload", "Next Track", "Play", "Up"}),
    frozenset({"Find", "Find and Replace", "Zoom In", "Zoom Out"}), frozenset({"Stop", "Delete", "Remove", "Cancel"}),
    frozenset({"Bold", "Italic", "Underline"}), frozenset({"Full Screen", "Select All", "Home", "Up"}),
    frozenset({"Align Left", "Centre", "Align Right", "Increase Indent", "Paragraph…", "Properties"}),
)  # fmt: skip
"""Tools with pictures that a person may take for one another."""


def asked_for(shot: DeskShot, count: int) -> list[Instruction]:
    """Up to ``count`` instructions for what can be seen, spread over the kinds."""
    chance, truth = random.Random(shot.look.seed + 1), truth_of(shot)
    made = [_say(chance, target, truth) for target in truth.targets if truth.lone(target)]
    chance.shuffle(made)
    few = [one for n, one in enumerate(made) if sum(other.kind == one.kind for other in made[:n]) < MOST_OF_A_KIND]
    return spread(few + _in_a_state(truth), count, chance)


def _say(chance: random.Random, target: Target, truth: Truth) -> Instruction:
    bare = truth.texts.count(plain(target.name)) == 1
    ways = [way for way in WAYS[target.kind] if bare or way.strip("'") != "{}"]
    name = target.name.replace("_", "") if target.kind == "menu" else target.name
    return Instruction(chance.choice(ways).format(name), target.kind, (target.box,))


def _in_a_state(truth: Truth) -> list[Instruction]:
    """The only box of its sort that is ticked, the only one that is not, the row that is selected."""
    made: list[Instruction] = []
    for kind, words, fits in (
        ("check box", "the ticked check box", lambda t: t.checked),
        ("check box", "the unticked check box", lambda t: not t.checked),
        ("radio button", "the selected radio button", lambda t: t.checked),
        ("list row", "the selected row", lambda t: t.selected),
    ):
        some = [target for target in truth.targets if target.kind == kind and fits(target.thing)]
        if len(some) == 1:
            made.append(Instruction(words, "state", (some[0].box,)))
    return made


def absent(shot: DeskShot, count: int) -> list[Instruction]:
    """``count`` instructions that nothing on the window fits, no more than two of one kind."""
    chance, truth = random.Random(shot.look.seed + 2), truth_of(shot)
    made: list[Instruction] = []
    kinds = chance.sample(sorted(_ABSENT), len(_ABSENT))
    for kind in kinds * 2:
        names = [name for name in _ABSENT[kind] if not _has(truth, name) and not _may_be_taken(truth, kind, name)]
        if names:
            words = chance.choice(WAYS[kind]).format(chance.choice(names))
            made.append(Instruction(words, f"absent/{kind}"))
    return made[:count]


def _has(truth: Truth, name: str) -> bool:
    words = related(plain(name.rstrip("…")))
    shown = [text.replace("…", "").replace("...", "") for text in truth.texts]
    return bool(words & {*_ALWAYS}) or any(word in text or text in words for text in shown if text for word in words)


def _may_be_taken(truth: Truth, kind: str, name: str) -> bool:
    """Whether a toolbar has a picture that a person may take for one of this name."""
    if kind not in ("tool", "button"):
        return False
    near = frozenset({name}).union(*(group for group in _ALIKE if name in group))
    return any(target.name in near or not target.thing.name for target in truth.targets if not target.words)
