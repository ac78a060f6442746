"""The history of a browser-use agent, as its ``save_to_file`` writes it."""

from __future__ import annotations

import re
from typing import Any, cast

from ..dialect.keys import to_w3c
from .draft import Draft
from .naming import words_of

_ROLES = {"button": "button", "a": "link", "select": "combobox", "textarea": "textbox", "option": "option"}
_INPUTS = {"checkbox": "checkbox", "radio": "radio", "submit": "button", "button": "button", "range": "slider"}
_NAMES = ("aria-label", "placeholder", "title", "alt", "name", "id")
"""Attributes that may say what a thing is called, the surest first."""
_SECRET = re.compile(r"<secret>(\w+)</secret>")
_NOTCHES_A_PAGE = 8
_OPENED = ("navigate", "go_to_url", "open_tab")
_CLICKED = ("click", "click_element", "click_element_by_index")
_TYPED = ("input", "input_text")
_CHOSEN = ("select_dropdown", "select_dropdown_option")
_READ = ("extract", "extract_content", "extract_structured_data", "extract_page_content")


def is_browser_use(data: Any) -> bool:
    history = cast(dict[str, Any], data).get("history") if isinstance(data, dict) else None
    if not isinstance(history, list):
        return False
    listed = cast(list[Any], history)
    return bool(listed) and all(isinstance(one, dict) and "model_output" in one for one in listed)


def read(data: dict[str, Any]) -> Draft:
    """The actions that succeeded, in order."""
    draft = Draft()
    for n, item in enumerate(cast(list[dict[str, Any]], data["history"])):
        state = cast(dict[str, Any], item.get("state") or {})
        output = cast(dict[str, Any], item["model_output"] or {})
        actions = cast(list[dict[str, Any]], output.get("action") or [])
        results = cast(list[dict[str, Any]], item.get("result") or [])
        elements = cast(list[Any], state.get("interacted_element") or [])
        for k, action in enumerate(actions):
            kind = next(iter(action), "")
            place = f"step {n + 1}.{k + 1} ({kind})"
            _started(draft, state, kind)
            if k >= len(results):
                draft.note(place, "it was not carried out there")
            elif error := results[k].get("error"):
                draft.note(place, f"it failed there and is left out: {str(error).splitlines()[0]}")
            else:
                element = cast(dict[str, Any], elements[k] or {}) if k < len(elements) else {}
                _action(draft, kind, cast(dict[str, Any], action.get(kind) or {}), element, place)
    return draft


def _started(draft: Draft, state: dict[str, Any], kind: str) -> None:
    """An agent that opens no page began on the one that was there."""
    url = str(state.get("url") or "")
    if not draft.url and kind not in _OPENED and url and not url.startswith(("about:", "chrome:")):
        draft.open(url)


def _action(draft: Draft, kind: str, given: dict[str, Any], element: dict[str, Any], place: str) -> None:
    name, role = _named(element)
    words = draft.literal(words_of(name, role))
    used = {"index", "xpath"}
    if kind in (*_CLICKED, *_TYPED, *_CHOSEN, "upload_file") and not words:
        where = element.get("x_path") or element.get("xpath") or given
        draft.note(place, f"no name of it was recorded, only {where}: say it in words")
        return
    if kind in _OPENED:
        used |= {"url"}
        draft.open(str(given["url"]))
        if kind == "open_tab":
            draft.note(place, "it was opened in a tab of its own; a script opens it in this one")
    elif kind in _CLICKED:
        used |= {"right_click"}
        draft.add(**{"right_click" if given.get("right_click") else "click": words})
    elif kind in _TYPED:
        used |= {"text", "clear"}
        draft.add(type=_typed(draft, str(given["text"]), name, element), into=words)
        if given.get("clear") is False:
            draft.note(place, "it was added to what the field held; a script replaces that")
    elif kind in _CHOSEN:
        used |= {"text"}
        draft.add(select=draft.literal(str(given["text"])), of=words)
    elif kind == "upload_file":
        used |= {"path"}
        draft.add(upload=draft.typed(str(given["path"]), "file"), to=words)
    else:
        used |= _alone(draft, kind, given, words, place)
    for key in sorted({*given} - used):
        if given[key] not in (None, "", False, []):
            draft.note(place, f"{key} is not carried over: {given[key]!r}")


def _alone(draft: Draft, kind: str, given: dict[str, Any], words: str, place: str) -> set[str]:
    """What is done to no thing; the fields that were looked at."""
    if kind == "send_keys":
        _keys(draft, str(given["keys"]))
        return {"keys"}
    if kind == "go_back":
        draft.add(go="back")
        return set()
    if kind in ("scroll", "scroll_down", "scroll_up"):
        down = -1 if kind == "scroll_up" or given.get("down") is False else 1
        pixels = given.get("amount")
        notches = float(pixels) / 100 if pixels else float(given.get("pages") or 1) * _NOTCHES_A_PAGE
        draft.add(scroll=down * max(1, round(notches)), over=words or None)
        return {"down", "pages", "num_pages", "amount"}
    if kind == "switch_tab" and "page_id" in given:
        draft.add(tab=int(given["page_id"]) + 1)
        return {"page_id"}
    if kind in _READ:
        query = next((str(given[key]) for key in ("query", "goal", "value") if given.get(key)), "the page")
        draft.add(extract=draft.literal(query), into="extracted")
        return {"query", "goal", "value"}
    if kind == "wait":
        draft.note(place, "it waits for a time; a script waits for the screen")
    elif kind == "done":
        draft.note(place, f"it said at the end: {given.get('text') or given.get('data')}")
    else:
        draft.note(place, f"there is no step like it: {given}")
    return {*given}


def _keys(draft: Draft, keys: str) -> None:
    """Keys by name, pressed together; anything else is typed where the focus is."""
    said = re.sub(r"\bControl\b", "Ctrl", keys)
    if isinstance(to_w3c([said]), str):
        draft.add(type=draft.literal(keys))
    else:
        draft.add(press=said)


def _typed(draft: Draft, text: str, name: str, element: dict[str, Any]) -> str:
    """A typed value; ``<secret>name</secret>`` stands for a value that browser-use keeps from its model."""
    hidden = _SECRET.findall(text)
    draft.secrets += [one for one in dict.fromkeys(hidden) if one not in draft.secrets]
    if hidden:
        return _SECRET.sub(r"{\1}", text)
    attributes = cast(dict[str, Any], element.get("attributes") or {})
    return draft.typed(text, name, secret=attributes.get("type") == "password")


def _named(element: dict[str, Any]) -> tuple[str, str]:
    """Name and role of an element, older or newer."""
    attributes = cast(dict[str, Any], element.get("attributes") or {})
    tag = str(element.get("node_name") or element.get("tag_name") or "").lower()
    kind = str(attributes.get("type") or "text")
    role = str(attributes.get("role") or (_INPUTS.get(kind, "textbox") if tag == "input" else _ROLES.get(tag, "")))
    if name := str(element.get("ax_name") or "").strip():
        return name, role
    if tag == "input" and role == "button" and attributes.get("value"):
        return str(attributes["value"]), role
    found = next(((key, str(attributes[key])) for key in _NAMES if attributes.get(key)), ("", ""))
    return (re.sub(r"[-_]+", " ", found[1]) if found[0] in ("name", "id") else found[1]), role
