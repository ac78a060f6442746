"""The ``computer_use`` tool as published, with descriptions in our words.

Source: QwenLM/Qwen3-VL:cookbooks/utils/agent_function_call.py. Numbers and names must not be touched: the model was
trained on them.
"""

from __future__ import annotations

from typing import Any

NAME = "computer_use"
ACTIONS = (
    *("key", "type", "mouse_move", "left_click", "left_click_drag", "right_click", "middle_click", "double_click"),
    *("triple_click", "scroll", "hscroll", "wait", "terminate", "answer"),
)
PARAMETERS = ("action", "keys", "text", "coordinate", "pixels", "time", "status")
STATUSES = ("success", "failure")
_ABOUT = (
    "Work on a computer through its screen, with mouse and keyboard.",
    "* What you see is a screenshot of the screen as it is now; there is no terminal and nothing but the screen.",
    "* Programs and pages take a moment to answer. If nothing has come of an action yet, wait and look again.",
    "* The screen's resolution is 1000x1000.",
    "* Find the thing on the newest screenshot before you move the cursor to it, and aim at its middle, not its edge.",
    "* If a click had no effect, do not repeat it: check where the cursor points, or try another way.",
)
_EACH = {
    "key": "press the keys of `keys` in their order, then let go of them in reverse.",
    "type": "type `text` where the focus is.",
    "mouse_move": "move the cursor to `coordinate`.",
    "left_click": "click with the left button at `coordinate`.",
    "left_click_drag": "hold the left button where the cursor is now, move to `coordinate` and let go there.",
    "right_click": "click with the right button at `coordinate`.",
    "middle_click": "click with the middle button at `coordinate`.",
    "double_click": "click twice with the left button at `coordinate`.",
    "triple_click": "click three times with the left button at `coordinate`; in text this selects the line.",
    "scroll": "turn the wheel by `pixels` where the cursor is, or at `coordinate`.",
    "hscroll": "turn the wheel sideways by `pixels`.",
    "wait": "look on for `time` seconds.",
    "terminate": "end the task and say its `status`; failure when it cannot be done.",
    "answer": "give the answer to a question in `text`.",
}


def tool(*, in_words: bool = False) -> dict[str, Any]:
    """The function as the model's chat template wants it.

    ``in_words`` replaces ``coordinate`` by ``target``, words that another model points at.
    """
    place = "target" if in_words else "coordinate"
    each = "\n".join(f"* `{name}`: {_EACH[name].replace('coordinate', place)}" for name in ACTIONS)
    words = {
        "description": "What to point at, named as a person would on this screen: `the Save button`.",
        "type": "string",
    }
    pair = {
        "description": "[x, y]: how far from the left and from the top of the screen, each from 0 to 1000.",
        "type": "array",
    }
    return {
        "type": "function",
        "function": {
            "name": NAME,
            "description": "\n".join(_ABOUT),
            "parameters": {
                "properties": {
                    "action": {"description": f"What to do:\n{each}", "enum": list(ACTIONS), "type": "string"},
                    "keys": {"description": "Only with `action=key`: names of keys.", "type": "array"},
                    "text": {"description": "Only with `action=type` and `action=answer`.", "type": "string"},
                    place: words if in_words else pair,
                    "pixels": {
                        "description": "Only with `scroll` and `hscroll`: positive is up (right), negative is down "
                        "(left).",
                        "type": "number",
                    },
                    "time": {"description": "Only with `action=wait`: seconds.", "type": "number"},
                    "status": {
                        "description": "Only with `action=terminate`.",
                        "type": "string",
                        "enum": list(STATUSES),
                    },
                },
                "required": ["action"],
                "type": "object",
            },
        },
    }
