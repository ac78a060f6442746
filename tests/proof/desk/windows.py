"""Descriptions of windows with random content, which any toolkit can show."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from ..words import CITIES, FILES, PEOPLE, PRODUCTS
from .vocabulary import (
    ASKED,
    BOXES,
    BUTTONS,
    CHECKABLE,
    CHOICES,
    FOLDERS,
    GROUPS,
    LABELS,
    MENUS,
    NUMBERS,
    PROSE,
    SLIDERS,
    TABS,
    TOOLS,
)

Node = dict[str, Any]
Chance = random.Random


def describe(screen: str, seed: int, dark: bool, icons: str) -> Node:
    """A window as JSON: title, size, menus, tools and what is in it. ``open`` is the menu to look at, "" for none."""
    chance = Chance(seed)
    size = [chance.randrange(700, 1100, 20), chance.randrange(480, 680, 20)]
    made: Node = {"title": chance.choice(FILES), "size": size, "menus": [], "tools": [], "open": ""}
    made |= {"dark": dark, "icons": icons, **SCREENS[screen](chance)}
    return made


def menus(chance: Chance) -> list[Any]:
    """A menu bar: File, Edit, Help and some between, with some entries dimmed."""
    between = chance.sample([title for title in MENUS if title not in ("File", "Edit", "Help")], chance.randint(2, 4))
    made: list[Any] = []
    for title in ("File", "Edit", *between, "Help"):
        entries: list[Any] = []
        for words, keys in MENUS[title]:
            state = "dim" if chance.random() < 0.12 else ""
            if words in CHECKABLE:
                state = chance.choice(("on", "off"))
            entries.append([words, keys, state])
        entries.insert(chance.randrange(1, len(entries)), None)
        made.append([title, entries])
    return made


def tools(chance: Chance) -> list[Any]:
    names = chance.sample(sorted(TOOLS), chance.randint(7, 12))
    made: list[Any] = [[name, TOOLS[name]] for name in names]
    for _ in range(2):
        made.insert(chance.randrange(1, len(made)), None)
    return made


def form(chance: Chance, count: int) -> Node:
    colon, rows = chance.choice(("", ":")), []
    names = chance.sample(LABELS, 4)
    for number in range(count):
        kind = ("field", "spin", "combo", "field", "slider", "spin", "field", "combo")[number % 8]
        part: Node = {"kind": kind, "dim": chance.random() < 0.08}
        taken = [label for label, _ in rows]
        pool = {"field": names, "spin": NUMBERS, "combo": tuple(CHOICES), "slider": SLIDERS}[kind]
        label = chance.choice([one for one in pool if one not in taken])
        if kind == "combo":
            part["options"] = list(CHOICES[label])
        elif kind == "field":
            part["value"] = chance.choice(("", "", *CITIES["en"], *PRODUCTS["en"][:4]))
        else:
            part["value"] = chance.randint(1, 90)
        rows.append([label, part])
    chance.shuffle(rows)
    return {"kind": "form", "rows": rows, "colon": colon, "right": chance.random() < 0.4}


def ticks(chance: Chance, count: int) -> Node:
    boxes = [
        [name, chance.random() < 0.5, "dim" if chance.random() < 0.1 else ""] for name in chance.sample(BOXES, count)
    ]
    return {"kind": "group", "title": chance.choice(TABS), "single": False, "boxes": boxes}


def radios(chance: Chance) -> Node:
    title = chance.choice(sorted(GROUPS))
    chosen = chance.randrange(len(GROUPS[title]))
    boxes = [[name, number == chosen, ""] for number, name in enumerate(GROUPS[title])]
    return {"kind": "group", "title": title, "single": True, "boxes": boxes}


def buttons(chance: Chance, names: tuple[str, ...] = ()) -> Node:
    return {"kind": "buttons", "names": list(names or chance.sample(BUTTONS, chance.randint(2, 4)))}


def table(chance: Chance) -> Node:
    heads = chance.choice((["Name", "Size", "Changed"], ["Customer", "City", "Balance"], ["Product", "Stock", "Price"]))
    first = {"Name": FILES, "Customer": PEOPLE["en"], "Product": PRODUCTS["en"]}[heads[0]]
    rows: list[list[str]] = []
    for name in chance.sample(first, chance.randint(6, 10)):
        second = {"City": chance.choice(CITIES["en"])}.get(heads[1], f"{chance.randint(2, 980)}")
        third = f"{chance.randint(1, 28)}.{chance.randint(1, 12)}.2026" if heads[2] == "Changed" else ""
        rows.append([name, second, third or f"{chance.randint(5, 900)}.{chance.randint(10, 99)}"])
    selected = chance.randrange(-1, len(rows))
    return {"kind": "list", "heads": heads, "rows": rows, "selected": selected, "grid": chance.random() < 0.5}


def folders(chance: Chance) -> Node:
    items = [
        [name, chance.random() < 0.5, [[inner, False, []] for inner in FOLDERS[name]]]
        for name in chance.sample(sorted(FOLDERS), chance.randint(4, 7))
    ]
    return {"kind": "tree", "head": chance.choice(("Folders", "Contents", "Places")), "items": items}


def editor(chance: Chance) -> Node:
    bar = menus(chance)
    return {
        "menus": bar, "tools": tools(chance) if chance.random() < 0.6 else [],
        "open": chance.choice(bar)[0] if chance.random() < 0.7 else "",
        "body": {"kind": "text", "value": chance.choice(PROSE)},
    }  # fmt: skip


def preferences(chance: Chance) -> Node:
    names = chance.sample(TABS, chance.randint(3, 5))
    inner: list[Node] = [ticks(chance, chance.randint(3, 5)), radios(chance), form(chance, chance.randint(2, 3))]
    chance.shuffle(inner)
    page = {"kind": "stack", "children": inner}
    other: Node = {"kind": "status", "value": "Nothing to set here."}
    active = chance.randrange(len(names))
    pages = [[name, page if number == active else other] for number, name in enumerate(names)]
    book = {"kind": "tabs", "pages": pages, "active": active}
    return {"title": "Preferences", "body": {"kind": "stack", "children": [book, buttons(chance)]}}


def files(chance: Chance) -> Node:
    place = {"kind": "form", "rows": [["Location", {"kind": "field", "value": "/home/ada/work"}]]}
    count: Node = {"kind": "status", "value": f"{chance.randint(6, 90)} items, {chance.randint(1, 9)}.4 GB free"}
    body = {"kind": "stack", "children": [place, table(chance), count]}
    return {"menus": menus(chance), "tools": tools(chance), "body": body}


def outline(chance: Chance) -> Node:
    right = {"kind": "stack", "children": [form(chance, 4), radios(chance), buttons(chance)]}
    bar = tools(chance) if chance.random() < 0.5 else []
    return {"tools": bar, "body": {"kind": "columns", "children": [folders(chance), right]}}


def entries(chance: Chance) -> Node:
    body = {"kind": "stack", "children": [form(chance, chance.randint(5, 8)), ticks(chance, 3), buttons(chance)]}
    return {"menus": menus(chance) if chance.random() < 0.5 else [], "body": body, "title": "Edit entry"}


def question(chance: Chance) -> Node:
    said, detail, icon, names = chance.choice(ASKED)
    words = {"kind": "message", "text": said, "detail": detail, "icon": icon}
    body = {"kind": "stack", "children": [words, buttons(chance, names)]}
    return {"title": "Question", "size": [440, 160], "body": body}


SCREENS: dict[str, Callable[[Chance], Node]] = {
    "editor": editor, "preferences": preferences, "files": files, "tree": outline, "form": entries,
    "question": question,
}  # fmt: skip
