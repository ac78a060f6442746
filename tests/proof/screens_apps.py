"""Screens of applications: a calendar, an editor with an open menu."""

from __future__ import annotations

from .builder import Page
from .screens_forms import shell, top_bar
from .words import SOURCES

_COLOURS = ["#c0392b", "#1e8449", "#2563c9", "#8e44ad", "#b9770e"]
_CODE = """import json
from pathlib import Path

def load(path: Path) -> dict:
    with path.open() as file:
        return json.load(file)

def total(orders: list[dict]) -> float:
    amount = 0.0
    for order in orders:
        if order["paid"]:
            amount += order["price"]
    return round(amount, 2)

print(total(load(Path("orders.json"))))
"""


def calendar(page: Page) -> str:
    events = ["Team meeting", "Dentist", "Project review", "Lunch with Sam", "Yoga class"]
    days = page.chance.sample(range(3, 28), len(events))
    placed = dict(zip(days, zip(events, page.chance.sample(_COLOURS, 5), strict=True), strict=True))
    cells: list[str] = []
    for day in range(1, 31):
        inner = page.text(str(day))
        if day in placed:
            term, colour = placed[day]
            mark = page.named("link", term)
            inner += f'<a {mark} class="event" style="background:{colour}" href="#">{page.say(term)}</a>'
        cells.append(f"<div>{inner}</div>")
    tools = (
        page.button("Today") + page.icon("back") + page.text("2026-11", "h2") + '<span class="l-push"></span>'
        + page.tabs(["Day", "Week", "Month"], 2) + page.button("New event", "primary")
    )  # fmt: skip
    side = (
        page.entry("Search", "placeholder") + page.check("Reminders", True) + page.check("All-day", False)
        + page.toggle("Email notifications", page.chance.random() < 0.5)
        + page.dropdown("Time zone", "above", "UTC+01:00")
        + page.link("Settings", "settings") + page.link("Export", "download")
    )  # fmt: skip
    bar = top_bar(page, [], ["menu", "print", "bell", "user"])
    body = f'<div class="l-row">{tools}</div><div class="l-days">{"".join(cells)}</div>'
    return shell(bar, body, side)


def editor(page: Page) -> str:
    heads = ["File", "Edit", "View", "Run", "Terminal", "Help"]
    opened = page.chance.choice([0, 1, 2])
    menus: list[list[tuple[str, str] | None]] = [
        [("New file", "Ctrl+N"), ("Open folder", "Ctrl+K"), ("Open recent", "›"), None, ("Save as", "Ctrl+Shift+S"),
         ("Save all", ""), ("Auto save", ""), None, ("Preferences", "›"), ("Exit", "Alt+F4")],
        [("Undo", "Ctrl+Z"), ("Redo", "Ctrl+Y"), None, ("Cut", "Ctrl+X"), ("Copy", "Ctrl+C"), ("Paste", "Ctrl+V"), None,
         ("Replace", "Ctrl+H"), ("Select all", "Ctrl+A")],
        [("Appearance", "›"), ("Problems", "Ctrl+Shift+M"), ("Output", "Ctrl+Shift+U"), None, ("Zoom in", "Ctrl++"),
         ("Zoom out", "Ctrl+-"), ("Full screen", "F11")],
    ]  # fmt: skip
    entries = menus[opened]
    off = page.chance.choice([entry[0] for entry in entries if entry])
    bar = "".join(page.link(term) for term in heads)
    tools = "".join(page.icon(concept, 18, True) for concept in ("search", "play", "undo", "settings"))
    names = page.chance.sample(SOURCES, 6)
    tree = "".join(f"<a href='#'>{page.text(name)}</a>" for name in names)
    start = "right" if page.rtl else "left"
    menu = page.menu(entries, f"top:42px;{start}:{12 + opened * 58}px", frozenset({off}))
    low = page.tabs(["Problems", "Output", "Terminal"] if opened != 2 else ["Terminal", "Reports", "Help"], 1)
    body = f'<pre class="l-code" dir="ltr">{_CODE}</pre><div class="l-push"></div>{low}'
    bar = f'<header class="l-bar" style="height:42px;padding:0 12px">{bar}<span class="l-push"></span>{tools}</header>'
    return f'<div style="font-size:14px">{shell(bar, body, tree)}</div>{menu}'
