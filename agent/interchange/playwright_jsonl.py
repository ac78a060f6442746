"""What Playwright's code generator writes with ``--target=jsonl``: its options, then one action a line."""

from __future__ import annotations

import re
from typing import Any, cast

from .draft import Draft
from .naming import words_of

_MODIFIERS = {1: "Alt", 2: "Ctrl", 4: "Meta", 8: "Shift"}
_ROLE = re.compile(r"internal:role=(\w+)(?:\[name=\"((?:[^\"\\]|\\.)*)\")?")
_TEXT = re.compile(r"internal:(?:text|label)=\"((?:[^\"\\]|\\.)*)\"")
_ATTR = re.compile(r"internal:attr=\[(\w+)=\"((?:[^\"\\]|\\.)*)\"")


def is_playwright(lines: list[Any]) -> bool:
    kinds = [cast(dict[str, Any], one) for one in lines if isinstance(one, dict)]
    return len(kinds) == len(lines) > 1 and all("name" in one for one in kinds[1:]) and "name" not in kinds[0]


def read(lines: list[dict[str, Any]]) -> Draft:
    """The actions of a recording."""
    draft = Draft()
    options = cast(dict[str, Any], lines[0].get("contextOptions") or {})
    if size := options.get("viewport"):
        draft.viewport = f"{size['width']}x{size['height']}"
    draft.scale = float(options.get("deviceScaleFactor") or 1)
    if other := sorted({*options} - {"viewport", "deviceScaleFactor"}):
        draft.note("line 1", f"options of the browser are not carried over: {', '.join(other)}")
    pages = ["page"]
    front = "page"
    for n, action in enumerate(lines[1:], 2):
        place = f"line {n} ({action['name']})"
        alias = str(action.get("pageAlias") or "page")
        if alias not in pages:
            pages.append(alias)
        if alias != front and action["name"] not in ("openPage", "closePage"):
            front = alias
            draft.add(tab=pages.index(alias) + 1)
        _action(draft, action, place)
        for signal in action.get("signals") or ():
            _signal(draft, str(signal.get("name")), place)
    return draft


def _action(draft: Draft, action: dict[str, Any], place: str) -> None:
    name, role, nth = _named(action)
    words = draft.literal(words_of(name, role, nth=nth))
    kind = action["name"]
    if kind in ("navigate", "openPage"):
        if (url := str(action.get("url") or "")) and url != "about:blank":
            draft.open(url)
    elif kind == "closePage":
        draft.note(place, "the page is closed there; a script ends by itself")
    elif kind == "press":
        held = [key for bit, key in _MODIFIERS.items() if int(action.get("modifiers") or 0) & bit]
        draft.add(press="+".join([*held, str(action["key"])]))
    elif kind == "assertText":
        draft.add(expect=draft.literal(str(action["text"])))
    elif kind == "assertValue":
        draft.then(seen=draft.literal(str(action["value"])))
    elif not words:
        what = action.get("selector") or action.get("ariaSnapshot") or ""
        draft.note(place, f"no name of it was recorded, only {what!r}: say it in words")
    else:
        _on(draft, action, words, name, place)


def _on(draft: Draft, action: dict[str, Any], words: str, name: str, place: str) -> None:
    """An action on something that is named."""
    kind = action["name"]
    if kind == "click":
        _click(draft, action, words, place)
    elif kind in ("check", "uncheck"):
        draft.add(tick=words, on=None if kind == "check" else False)
    elif kind == "fill":
        draft.add(type=draft.typed(str(action.get("text") or ""), name), into=words)
    elif kind == "select":
        options = [str(one) for one in action.get("options") or ()]
        for option in options:
            draft.add(select=draft.literal(option), of=words)
    elif kind == "setInputFiles":
        files = [str(one) for one in action.get("files") or ()]
        for file in files:
            draft.add(upload=draft.typed(file, "file"), to=words)
        if len(files) != 1:
            draft.note(place, f"{len(files)} files are given at once; a step gives one")
    elif kind == "assertVisible":
        draft.then(visible=words)
    elif kind == "assertChecked":
        draft.then(visible=words.replace("the ", f"the {'' if action.get('checked', True) else 'un'}ticked ", 1))
    else:
        draft.note(place, "there is no step like it")


def _click(draft: Draft, action: dict[str, Any], words: str, place: str) -> None:
    if action.get("modifiers"):
        draft.note(place, "a key was held during the click; it is clicked without")
    button, count = action.get("button", "left"), int(action.get("clickCount") or 1)
    if button == "middle" or count > 2:
        draft.note(place, f"{count} clicks of the {button} button; there is no step like it")
        return
    draft.add(**{"right_click" if button == "right" else "double_click" if count == 2 else "click": words})


def _signal(draft: Draft, name: str, place: str) -> None:
    if name == "dialog":
        draft.add(dialog="dismiss")
    elif name == "download":
        draft.note(place, "a file was downloaded there; that it comes is not checked")


def _named(action: dict[str, Any]) -> tuple[str, str, int | None]:
    """Name, role, which of several: from the locator, or else the selector."""
    part, name, role, nth = action.get("locator"), "", "", None
    while isinstance(part, dict):
        one = cast(dict[str, Any], part)
        kind, body, options = one.get("kind"), one.get("body"), cast(dict[str, Any], one.get("options") or {})
        if kind == "role":
            name, role = str(options.get("name") or ""), str(body)
        elif kind in ("text", "label", "placeholder", "alt", "title"):
            name, role = str(body), {"label": "textbox", "placeholder": "textbox"}.get(str(kind), "")
        elif kind in ("nth", "first", "last"):
            index = str(body)
            nth = {"first": 0, "last": -1}.get(str(kind), int(index) if index.lstrip("-").isdigit() else None)
        part = one.get("next")
    if not name and (selector := str(action.get("selector") or "")):
        if found := _ROLE.search(selector):
            name, role = found[2] or "", found[1]
        elif found := _TEXT.search(selector) or re.search(_ATTR, selector):
            name, role = (
                found[found.lastindex or 1],
                "textbox" if "label=" in selector or "placeholder" in selector else "",
            )
    if action["name"] in ("check", "uncheck") and role in ("", "textbox"):
        role = "checkbox"
    if action["name"] == "select" and role in ("", "textbox"):
        role = "combobox"
    return name, role, nth
