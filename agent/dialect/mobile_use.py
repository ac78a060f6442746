"""The ``mobile_use`` tool, as far as a reply in it can be read on a screen with a pointer.

Source: QwenLM/Qwen3-VL:cookbooks/utils/agent_function_call.py and cookbooks/mobile_agent.ipynb. Same grid, other verbs;
what only a telephone has (its system buttons, opening an application by name) has no counterpart and is refused.
"""

from __future__ import annotations

from typing import Any

NAME = "mobile_use"
ACTIONS = ("key", "click", "long_press", "swipe", "type", "answer", "system_button", "open", "wait", "terminate")
PARAMETERS = ("action", "coordinate", "coordinate2", "text", "time", "button", "status")
_SAME = {"click": "left_click", "type": "type", "answer": "answer", "wait": "wait", "terminate": "terminate"}


def as_computer_use(arguments: dict[str, Any]) -> list[dict[str, Any]] | str:
    """The same in calls of ``computer_use``; or, as a sentence, why there is none."""
    action = arguments.get("action")
    if action == "swipe":
        start, end = ({"coordinate": arguments.get(name)} for name in ("coordinate", "coordinate2"))
        return [{"action": "mouse_move", **start}, {"action": "left_click_drag", **end}]
    if action == "system_button":
        keys = {"back": ["alt", "left"], "enter": ["enter"]}.get(str(arguments.get("button")).lower())
        return [{"action": "key", "keys": keys}] if keys else "this screen has no such system button"
    if not isinstance(action, str) or action not in _SAME:
        return f"the action {action!r} of {NAME} cannot be done on this screen; use computer_use"
    return [{**arguments, "action": _SAME[action]}]
