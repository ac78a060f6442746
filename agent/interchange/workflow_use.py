"""Workflows of workflow-use, YAML or JSON with the same keys, of its older and newer versions."""

from __future__ import annotations

import re
from typing import Any, cast

from ..script.script import Parameter
from .draft import Draft
from .naming import words_of

_NAME = re.compile(r"\{([A-Za-z_]\w*)\}")
_SILENT = {
    "type", "description", "target_text", "elementText", "elementTag", "cssSelector", "xpath", "value", "url", "key",
    "default_value", "selectedText", "checked", "goal", "extractionGoal", "output", "task", "scrollX", "scrollY",
    "timestamp", "tabId", "frameUrl", "screenshot", "targetId", "wait_time", "elementHash", "frameIdPath",
    "selectorStrategies",
}  # fmt: skip
"""Keys that are carried over, or say what another key says too."""


def is_workflow(data: Any) -> bool:
    if not isinstance(data, dict) or "title" in data:
        return False
    steps = cast(dict[str, Any], data).get("steps")
    if not isinstance(steps, list):
        return False
    listed = cast(list[Any], steps)
    return bool(listed) and all(isinstance(one, dict) and "type" in one for one in listed)


def read(data: dict[str, Any]) -> Draft:
    """The steps of a workflow; its inputs are parameters."""
    draft = Draft(str(data.get("name") or ""), str(data.get("description") or ""))
    for one in data.get("input_schema") or ():
        draft.parameters[str(one["name"])] = Parameter(default=None if one.get("required", True) else "")
    if data.get("default_wait_time"):
        draft.note("default_wait_time", "a script waits for the screen, not for a time")
    for n, step in enumerate(data["steps"]):
        place = f"step {n + 1} ({step['type']})"
        _step(draft, step, place)
        for key in sorted({*step} - _SILENT):
            if step[key] not in (None, "", False):
                draft.note(place, f"{key} is not carried over: {step[key]!r}")
    return draft


def _step(draft: Draft, step: dict[str, Any], place: str) -> None:
    kind, label = step["type"], str(step.get("target_text") or step.get("elementText") or "").strip()
    if kind == "navigation":
        _navigate(draft, str(step["url"]))
    elif kind == "key_press":
        draft.add(press=str(step["key"]))
    elif kind == "scroll":
        across, down = (round(float(step.get(side) or 0) / 100) for side in ("scrollX", "scrollY"))
        if across or down:
            draft.add(scroll=down, sideways=across or None)
    elif kind in ("extract_page_content", "extract"):
        goal = str(step.get("goal") or step.get("extractionGoal") or "")
        draft.add(extract=_text(draft, goal), into=re.sub(r"\W", "_", str(step.get("output") or "extracted")))
    elif kind == "agent":
        draft.add(act=_text(draft, str(step["task"])))
    elif kind == "done":
        return
    elif not label:
        draft.note(place, f"no text of its target is known, only {step.get('cssSelector') or step.get('xpath')!r}")
    elif kind == "click":
        draft.add(click=_text(draft, words_of(label, _role(step))))
    elif kind == "input":
        _input(draft, step, label)
    elif kind in ("select_option", "select_change"):
        chosen = str(step.get("selectedText") or step.get("value") or "")
        draft.add(select=_text(draft, chosen), of=_text(draft, words_of(label, "combobox")))
    elif kind == "checkbox":
        draft.add(tick=_text(draft, words_of(label, "checkbox")), on=None if step.get("checked", True) else False)
    else:
        draft.note(place, "there is no step like it")


def _navigate(draft: Draft, url: str) -> None:
    if _NAME.search(url) and not draft.url:
        draft.url = "about:blank"
    draft.add(open=_text(draft, url)) if draft.url else draft.open(url)


def _input(draft: Draft, step: dict[str, Any], label: str) -> None:
    value = str(step.get("value") or "")
    if (found := _NAME.fullmatch(value)) and found[1] in draft.parameters:
        default = step.get("default_value")
        if default not in (None, "", "*") and draft.parameters[found[1]].default is None:
            draft.parameters[found[1]] = Parameter(default=str(default))
        text = value
    else:
        text = _text(draft, value) if _NAME.search(value) else draft.typed(value, label)
    draft.add(type=text, into=_text(draft, words_of(label, "textbox")))


def _text(draft: Draft, text: str) -> str:
    """A text whose names are parameters, or variables of an earlier step."""
    for name in _NAME.findall(text):
        if name not in draft.parameters and name not in draft.variables:
            draft.parameters[name] = Parameter()
    return text


def _role(step: dict[str, Any]) -> str:
    return {"BUTTON": "button", "A": "link"}.get(str(step.get("elementTag") or "").upper(), "")
