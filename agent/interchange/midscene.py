"""YAML scripts of Midscene: its steps are told by the key that names them, as ours are."""

from __future__ import annotations

import re
from typing import Any, cast

from .draft import Draft

_ENVIRONMENT = re.compile(r"\$\{(\w+)\}")
_PAGES = ("web", "page", "browser", "target")


def is_midscene(data: Any) -> bool:
    tasks = cast(dict[str, Any], data).get("tasks") if isinstance(data, dict) else None
    return isinstance(tasks, list) and any(isinstance(one, dict) and "flow" in one for one in cast(list[Any], tasks))


def read(data: dict[str, Any]) -> Draft:
    """The steps of all its tasks, in order."""
    draft = Draft()
    pages = [cast(dict[str, Any], data[key]) for key in _PAGES if isinstance(data.get(key), dict)]
    page = pages[0] if pages else {}
    if page.get("url"):
        draft.url = str(page["url"])
    if page.get("viewportWidth") and page.get("viewportHeight"):
        draft.viewport = f"{page['viewportWidth']}x{page['viewportHeight']}"
    for key in sorted({*page} - {"url", "viewportWidth", "viewportHeight"}):
        draft.note("web", f"{key} is not carried over")
    for key in sorted({*data} - {*_PAGES, "tasks"}):
        draft.note(key, "it is not carried over")
    for task in data["tasks"]:
        name = str(task.get("name") or "task")
        for n, step in enumerate(cast(list[Any], task.get("flow") or [])):
            before = len(draft)
            told = cast(dict[str, Any], step) if isinstance(step, dict) else {str(step): None}
            _step(draft, told, f"{name}, step {n + 1}")
            if task.get("continueOnError") and len(draft) > before:
                draft.amend(optional=True)
    return draft


def _step(draft: Draft, step: dict[str, Any], place: str) -> None:
    kind = next(iter(step))
    raw: Any = step.get(kind)
    # A newer form nests: aiInput: "" with `locate`, or {prompt, …}.
    nested = cast(dict[str, Any], raw) if isinstance(raw, dict) else {}
    options = {**nested, **step}
    words = _text(draft, str(options.get("locate") or options.get("prompt") or (raw if isinstance(raw, str) else "")))
    used = {kind, "locate", "prompt"}
    simple = {"aiTap": "click", "aiClick": "click", "aiHover": "hover", "aiRightClick": "right_click"}
    simple |= {"aiDoubleClick": "double_click", "ai": "act", "aiAct": "act", "aiAction": "act"}
    if kind in simple and words:
        draft.add(**{simple[kind]: words})
    elif kind == "aiInput":
        used.add("value")
        text = str(options["value"] if "value" in options else step[kind] if options.get("locate") else "")
        named = _text(draft, text) if _ENVIRONMENT.search(text) else draft.typed(text, words)
        draft.add(type=named, into=words)
    elif kind == "aiKeyboardPress":
        used.add("keyName")
        draft.add(press=str(options.get("keyName") or step[kind]))
        if options.get("keyName") and words:
            draft.note(place, f"the key goes to where the focus is, and {words!r} is not clicked first")
    elif kind == "aiScroll":
        used |= {"direction", "distance", "scrollType"}
        _scroll(draft, options, words, place)
    elif kind in ("aiQuery", "aiString", "aiNumber", "aiBoolean", "aiAsk"):
        used.add("name")
        draft.add(extract=words, into=re.sub(r"\W", "_", str(options.get("name") or "answer")))
    elif kind in ("aiWaitFor", "aiAssert"):
        used |= {"timeout", "errorMessage"}
        draft.add(act=f"Check that {words}")
        draft.note(place, "it was a condition in words: say with wait_for or expect which text must be readable")
        if kind == "aiWaitFor" and options.get("timeout"):
            draft.amend(within_s=float(options["timeout"]) / 1000)
    elif kind == "sleep":
        draft.note(place, f"it sleeps for {raw} ms; a script waits for the screen")
    else:
        draft.note(place, f"{kind}: there is no step like it" + (f": {raw!r}" if raw else ""))
    for key in sorted({*options} - used - {kind}):
        draft.note(place, f"{key} is not carried over: {options[key]!r}")


def _scroll(draft: Draft, options: dict[str, Any], words: str, place: str) -> None:
    direction, how = options.get("direction", "down"), options.get("scrollType", "once")
    turns = {"down": (0, 1), "up": (0, -1), "right": (1, 0), "left": (-1, 0)}.get(str(direction))
    if turns is None or how not in ("once", "singleAction"):
        draft.note(place, f"it scrolls {direction} ({how}); there is no step like it")
        return
    notches = max(1, round(float(options.get("distance") or 500) / 100))
    across, down = (turn * notches for turn in turns)
    draft.add(scroll=down, sideways=across or None, over=words or None)


def _text(draft: Draft, text: str) -> str:
    """``${NAME}`` of the environment is a secret if it sounds like one, else a parameter that must be given."""
    return _ENVIRONMENT.sub(lambda match: draft.given(match[1]), text)
