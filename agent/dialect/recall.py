"""The second tool that a model has: its memory of the screens it is shown no longer."""

from __future__ import annotations

from typing import Any

NAME = "recall"


def tool() -> dict[str, Any]:
    """The function as the model's chat template wants it."""
    return {
        "type": "function",
        "function": {
            "name": NAME,
            "description": "Have an earlier screenshot of this task shown again, at full size, on which the words of "
            "`query` could be read. Use it for what you saw once and need now, like an order number.",
            "parameters": {
                "properties": {
                    "query": {"description": "Words that stood on the screen near what you need.", "type": "string"}
                },
                "required": ["query"],
                "type": "object",
            },
        },
    }
