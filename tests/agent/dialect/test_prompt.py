"""The rendered prompts are those of the golden files, and the interface in them is the published one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from eyehand.agent.dialect import computer_use
from eyehand.agent.dialect.browsing import Unseen, in_browser
from eyehand.agent.dialect.prompt import Calls, frame, system_prompt
from eyehand.tools.actions import Act, AnswerDialog, Back, Done, Press, Reload, SwitchTab, Type

GOLDEN = Path(__file__).parent / "golden"
PARTS = (
    "# Tools\n\nYou may call one or more functions to assist with the user query.\n\n"
    "You are provided with function signatures within <tools></tools> XML tags:\n<tools>",
    "\n",
    "\n</tools>\n\nFor each function call, return a json object with function name and arguments within "
    '<tool_call></tool_call> XML tags:\n<tool_call>\n{"name": <function-name>, "arguments": <args-json-object>}\n'
    "</tool_call>",
)
"""What Qwen3-VL's chat template writes before the tools, before each of them (as JSON), and after them."""


def rendered(tools: list[dict[str, Any]]) -> str:
    before, between, after = PARTS
    return before + "".join(between + json.dumps(tool, ensure_ascii=False) for tool in tools) + after


@pytest.mark.parametrize(
    ("name", "calls", "in_words"),
    [("computer_use", "json", False), ("computer_use_xml", "xml", False), ("computer_use_in_words", "json", True)],
)
def test_a_prompt_is_its_golden_file(name: str, calls: Calls, in_words: bool) -> None:
    golden = (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")
    assert system_prompt(calls, in_words=in_words) + "\n" == golden


def test_the_frame_is_what_the_chat_template_renders() -> None:
    tools = [computer_use.tool(), {"type": "function", "function": {"name": "é"}}]
    assert frame(tools, "json") == rendered(tools)


def test_names_and_enumerations_are_the_published_ones() -> None:
    function = computer_use.tool()["function"]
    parameters = function["parameters"]
    assert function["name"] == "computer_use" and parameters["required"] == ["action"]
    assert {name: part["type"] for name, part in parameters["properties"].items()} == {
        **{"action": "string", "keys": "array", "text": "string", "coordinate": "array", "pixels": "number"},
        **{"time": "number", "status": "string"},
    }
    assert parameters["properties"]["action"]["enum"] == [
        *("key", "type", "mouse_move", "left_click", "left_click_drag", "right_click", "middle_click"),
        *("double_click", "triple_click", "scroll", "hscroll", "wait", "terminate", "answer"),
    ]
    assert parameters["properties"]["status"]["enum"] == ["success", "failure"]
    assert "The screen's resolution is 1000x1000." in function["description"]


def test_in_a_browser_some_keys_are_the_browsers_own() -> None:
    def act(action: object) -> Act:
        return Act.model_validate({"action": action, "target": "x"})

    def meant(action: object, dialog: str | None = None) -> Act | Done:
        return in_browser(act(action), Unseen(dialog=dialog), "")

    assert meant(Press(keys=("Alt", "ArrowLeft"))) == act(Back())
    assert meant(Press(keys=("F5",))) == act(Reload())
    assert meant(Press(keys=("Control", "2"))) == act(SwitchTab(index=1))
    assert meant(Press(keys=("Enter",))) == act(Press(keys=("Enter",)))
    assert meant(Press(keys=("Enter",)), "confirm: Sure?") == act(AnswerDialog(accept=True))
    assert meant(Press(keys=("Escape",)), "confirm: Sure?") == act(AnswerDialog(accept=False))
    assert meant(Type(text="a"), "prompt: Name?") == act(AnswerDialog(accept=True, text="a"))
    assert meant(Type(text="a"), "confirm: Sure?") == act(Type(text="a"))
    assert in_browser(Done(status="success"), Unseen(dialog="alert: x"), "") == Done(status="success")
