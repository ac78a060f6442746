"""Replies as models write them, with the decision in each; None is an unusable one.

The screen is 1280x720 (the processor makes 704 rows of it), the cursor is at (100, 50).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from eyehand.tools.actions import Act, Action, Click, Done, Drag, Move, Press, Scroll, Type, Wait
from eyehand.tools.geometry import Box, Point

SCREEN = Box(0, 0, 1280, 720)
CURSOR = Point(100, 50)
Decision = Action | Done | None


def done(status: str, answer: str | None = None) -> Done:
    return Done.model_validate({"status": status, "answer": answer})


CALLS: list[tuple[dict[str, Any], Decision]] = [
    ({"action": "key", "keys": ["ctrl", "s"]}, Press(keys=("Control", "s"))),
    ({"action": "type", "text": "Grüße, it's 5 o'clock"}, Type(text="Grüße, it's 5 o'clock")),
    ({"action": "mouse_move", "coordinate": [500, 500]}, Move(at=Point(640, 360))),
    ({"action": "left_click", "coordinate": [447, 81]}, Click(at=Point(572, 58))),
    ({"action": "left_click_drag", "coordinate": [999, 999]}, Drag(start=CURSOR, end=Point(1278, 719))),
    ({"action": "right_click", "coordinate": [0, 0]}, Click(at=Point(0, 0), button="right")),
    ({"action": "middle_click", "coordinate": [1000, 1000]}, Click(at=Point(1279, 719), button="middle")),
    ({"action": "double_click", "coordinate": [250, 750]}, Click(at=Point(320, 540), count=2)),
    ({"action": "triple_click", "coordinate": [250, 750]}, Click(at=Point(320, 540), count=3)),
    ({"action": "scroll", "coordinate": [500, 500], "pixels": -500}, Scroll(at=Point(640, 360), dy_notches=5)),
    ({"action": "hscroll", "coordinate": [500, 500], "pixels": 300}, Scroll(at=Point(640, 360), dx_notches=3)),
    ({"action": "wait", "time": 2.5}, Wait(seconds=2.5)),
    ({"action": "terminate", "status": "success"}, done("success")),
    ({"action": "terminate", "status": "failure"}, done("infeasible")),
    ({"action": "answer", "text": "42"}, done("success", "42")),
]
"""Each of the fourteen actions, as published."""


def wire(arguments: dict[str, Any]) -> str:
    return json.dumps({"name": "computer_use", "arguments": arguments}, ensure_ascii=False)


def tagged(body: str) -> str:
    return f"<tool_call>\n{body}\n</tool_call>"


def xml(arguments: dict[str, Any]) -> str:
    def value(given: Any) -> str:
        return given if isinstance(given, str) else json.dumps(given)

    parameters = "".join(f"<parameter={key}>\n{value(given)}\n</parameter>\n" for key, given in arguments.items())
    return tagged(f"<function=computer_use>\n{parameters}</function>")


def python(arguments: dict[str, Any]) -> str:
    return tagged(repr({"name": "computer_use", "arguments": arguments}))


SHAPES: dict[str, Callable[[dict[str, Any]], str]] = {
    "as published": lambda call: f"Action: Do it.\n{tagged(wire(call))}",
    "with a thought": lambda call: f"Thought: I should.\nAction: Do it.\n{tagged(wire(call))}",
    "thinking": lambda call: f'<think>\nA {{"name"}} or <tool_call>?\n</think>\n\nAction: Do it.\n{tagged(wire(call))}',
    "thinking opened by the template": lambda call: (
        f"Hm, {tagged(wire({'action': 'key'}))}</think>{tagged(wire(call))}"
    ),
    "without an Action line": lambda call: tagged(wire(call)),
    "on one line": lambda call: f"<tool_call>{wire(call)}</tool_call>",
    "no closing tag": lambda call: f"Action: Do it.\n<tool_call>\n{wire(call)}",
    "no opening tag": lambda call: f"Action: Do it.\n{wire(call)}\n</tool_call>",
    "bare": lambda call: f"Action: Do it.\n{wire(call)}",
    "fenced": lambda call: f"Action: Do it.\n```json\n{wire(call)}\n```",
    "fenced within tags": lambda call: tagged(f"```json\n{wire(call)}\n```"),
    "trailing text": lambda call: f"{tagged(wire(call))}\nI have done it and wait for the next screenshot.",
    "trailing text within tags": lambda call: tagged(wire(call) + "\nThat is all."),
    "a brace too few": lambda call: tagged(wire(call)[:-1]),
    "both braces missing": lambda call: tagged(wire(call)[:-2]),
    "a brace too many": lambda call: tagged(wire(call) + "}"),
    "single quotes": python,
    "trailing comma": lambda call: tagged(wire(call)[:-2] + ",}}"),
    "arguments as text": lambda call: tagged(json.dumps({"name": "computer_use", "arguments": json.dumps(call)})),
    "parameters": lambda call: tagged(json.dumps({"name": "computer_use", "parameters": call})),
    "flat": lambda call: tagged(json.dumps({"name": "computer_use", **call})),
    "only arguments": lambda call: tagged(json.dumps(call)),
    "the action is the name": lambda call: tagged(
        json.dumps({"name": call["action"], "arguments": {k: v for k, v in call.items() if k != "action"}})
    ),
    "as OpenAI's": lambda call: tagged(json.dumps({"type": "function", "function": json.loads(wire(call))})),
    "the name is the key": lambda call: tagged(json.dumps({"computer_use": call})),
    "in a list": lambda call: tagged(f"[{wire(call)}]"),
    "pretty": lambda call: tagged(json.dumps(json.loads(wire(call)), indent=4)),
    "XML": xml,
    "XML without its end": lambda call: xml(call).partition("</tool_call>")[0],
    "XML without tags": lambda call: f"Action: Do it.\n{xml(call)[len('<tool_call>') : -len('</tool_call>')]}",
}


def _mess() -> Iterator[tuple[str, Decision]]:
    """Replies that fit no shape."""
    click = Click(at=Point(572, 58))
    for place in (
        *('["447", "81"]', '"447, 81"', '"[447, 81]"', '"(447,81)"', "[447.0, 81.0]", '{"x": 447, "y": 81}'),
        *("[[447, 81]]", "(447, 81)", '"447 81"', "[447, 81", "[440, 71, 454, 91]", "[447 81]", "[447; 81]"),
    ):
        yield (
            tagged(f'{{"name": "computer_use", "arguments": {{"action": "left_click", "coordinate": {place}}}}}'),
            click,
        )
    for place in (
        *(
            "[447]",
            "[447, 81, 3]",
            '"here"',
            "null",
            "[1203, 700]",
            "[-1, 5]",
            "[0.4, 0.08]",
            '["a", "b"]',
            "[true, 1]",
        ),
        *("[NaN, 5]", "[1e999, 5]", "{}", '{"x": 4}', "[[447, 81], [1, 2]]", "[454, 91, 440, 71]", '""', "[1000.5, 1]"),
    ):
        said = f'{{"name": "computer_use", "arguments": {{"action": "mouse_move", "coordinate": {place}}}}}'
        yield tagged(said), None
    for text in (
        "", "   ", "\n\n", "I cannot help with that.", "Action: Click Save.", "left_click(447, 81)",
        "<tool_call></tool_call>",
        "<tool_call>", "```json\n```", "{}", "[]", tagged("{}"), tagged("[]"), tagged("null"), tagged("left_click"),
        "<think>I should click", "<think>" + tagged(wire({"action": "left_click", "coordinate": [1, 1]})),
        tagged('{"name": "browser_use", "arguments": {"action": "left_click", "coordinate": [4, 8]}}'),
        tagged('{"name": "computer_use", "arguments": {"action": "screenshot"}}'),
        tagged('{"name": "computer_use", "arguments": {"action": ["left_click"]}}'),
        tagged('{"name": "computer_use", "arguments": {}}'), tagged('{"name": "computer_use", "arguments": 7}'),
        tagged('{"name": "computer_use"}'), tagged('{"arguments": {"coordinate": [4, 8]}}'),
        tagged(wire({"action": "terminate"})), tagged(wire({"action": "terminate", "status": "maybe"})),
        tagged(wire({"action": "key", "keys": []})), tagged(wire({"action": "key", "keys": ["hello"]})),
        tagged(wire({"action": "key", "keys": [3]})), tagged(wire({"action": "key"})),
        tagged(wire({"action": "key", "keys": ["a", "b", "c", "d", "e", "f"]})),
        tagged(wire({"action": "type"})), tagged(wire({"action": "type", "text": ""})),
        tagged(wire({"action": "answer"})),
        tagged(wire({"action": "scroll"})), tagged(wire({"action": "scroll", "pixels": 0})),
        tagged(wire({"action": "scroll", "pixels": "down"})), tagged(wire({"action": "left_click_drag"})),
        tagged(wire({"action": "wait", "time": "a while"})),
        tagged(wire({"action": "left_click", "coordinate": [4, 8], "text": "ctrl"})),
        tagged(wire({"action": "left_click", "coordinate": [4, 8], "text": "ctrl+shift"})),
        '<tool_call>\n{"name": "computer_use", "arguments": {"action": "left_click", "coordinate": [44',
        '<tool_call>\n{"name": "computer_use", "arguments": {"action": "left_click", "coordinate": [447, 8',
        '<tool_call>\n{"name": "computer_use", "arguments": {"action": "left_click"',
        '<tool_call>\n{"name": "computer_use", "arguments": {"action": "type", "text": "half a sen',
        '<tool_call>\n{"name": "computer_use", "arguments": {"action": "scroll", "pixels": -5',
        '<tool_call>\n{"name": "computer_use", "arguments": {"action": "key", "keys": ["ctrl"',
        '<tool_call>\n{"name": "computer_use", "arguments": {"action": "left_cl',
        "<tool_call>\n<function=computer_use>\n<parameter=action>\ntype\n</parameter>\n<parameter=text>\nhalf a sen",
        "<tool_call>\n<function=computer_use>\n<parameter=action>\nleft_click\n</parameter>\n",
        tagged('{"name": "mobile_use", "arguments": {"action": "open", "text": "Camera"}}'),
        tagged('{"name": "mobile_use", "arguments": {"action": "system_button", "button": "Home"}}'),
        tagged('{"name": "mobile_use", "arguments": {"action": "fly"}}'),
        tagged('{"action": "type", "text": "a", "text": b}'), tagged("{" * 500), "{" * 100_000, "[" * 100_000,
    ):  # fmt: skip
        yield text, None
    yield tagged(wire({"action": "left_click"})), Click(at=CURSOR)
    yield tagged(wire({"action": "scroll", "pixels": -5})), Scroll(at=CURSOR, dy_notches=1)
    yield tagged(wire({"action": "scroll", "pixels": "300"})), Scroll(at=CURSOR, dy_notches=-3)
    yield tagged(wire({"action": "scroll", "pixels": -1e9})), Scroll(at=CURSOR, dy_notches=100)
    yield tagged(wire({"action": "hscroll", "pixels": -100})), Scroll(at=CURSOR, dx_notches=-1)
    yield tagged(wire({"action": "wait"})), Wait(seconds=1)
    yield tagged(wire({"action": "wait", "time": "3"})), Wait(seconds=3)
    yield tagged(wire({"action": "wait", "time": 900})), Wait(seconds=60)
    yield tagged(wire({"action": "Left_Click ", "coordinate": [447, 81]})), click
    yield tagged(wire({"action": "left_click", "coordinate": [447, 81], "text": "Save"})), click
    yield tagged(wire({"action": "type", "text": 42.5})), Type(text="42.5")
    yield tagged(wire({"action": "type", "text": "a </b> {c} [d] \\n"})), Type(text="a </b> {c} [d] \\n")
    yield tagged(wire({"action": "terminate", "status": "Success"})), done("success")
    for keys, found in (
        *(("ctrl+c", ("Control", "c")), (["ctrl+shift+t"], ("Control", "Shift", "t")), ("Enter", ("Enter",))),
        *((["return"], ("Enter",)), (["page_down"], ("PageDown",)), (["Page Down"], ("PageDown",)), (["F5"], ("F5",))),
        *((["ArrowDown"], ("ArrowDown",)), (["down"] * 3, ("ArrowDown",) * 3), ([" "], ("Space",)), (["+"], ("+",))),
        *((["ctrl", "+"], ("Control", "+")), ("ctrl++", ("Control", "+")), ('["alt", "tab"]', ("Alt", "Tab"))),
        *(
            (["cmd", "A"], ("Meta", "A")),
            (["esc"], ("Escape",)),
            (["\n"], ("Enter",)),
            (["ctrl", "-"], ("Control", "-")),
        ),
    ):
        yield tagged(wire({"action": "key", "keys": keys})), Press(keys=found)
    yield tagged(wire({"action": "key", "text": "ctrl+a"})), Press(keys=("Control", "a"))
    yield (
        '<tool_call>{"name": "computer_use", "arguments": {"action": "type", "text": "say "hi" now"}}</tool_call>',
        Type(text='say "hi" now'),
    )
    yield (
        "<tool_call>{'name': 'computer_use', 'arguments': {'action': 'type', 'text': 'it's'}}</tool_call>",
        Type(text="it's"),
    )
    yield '<tool_call>{name: "computer_use", arguments: {action: "type", text: "a"}}</tool_call>', Type(text="a")
    yield (
        "<tool_call>{“name”: “computer_use”, “arguments”: {“action”: “type”, “text”: “a”}}</tool_call>",
        Type(text="a"),
    )
    yield '{"name": "computer_use", "arguments": {"action": "type" "text": "a"}}', Type(text="a")
    yield '{"name": "computer_use", "arguments": {"action": "type", "text": "C:\\Users"}}', Type(text="C:\\Users")
    yield '{"name": "computer_use", "arguments": {"action": "type", "text": "a\nb"}}', Type(text="a\nb")
    yield '{"name": "functions.computer_use", "arguments": {"action": "type", "text": "a"}}', Type(text="a")
    one, two = wire({"action": "left_click", "coordinate": [447, 81]}), wire({"action": "type", "text": "a"})
    move, drag = wire({"action": "mouse_move", "coordinate": [500, 500]}), CALLS[4][0]
    yield tagged(one) + tagged(two), click
    yield tagged(f"{one}\n{two}"), click
    yield f"<tool_call>\n{one}\n<tool_call>\n{two}\n</tool_call>", click
    yield tagged(move) + tagged(wire(drag)), Drag(start=Point(640, 360), end=Point(1278, 719))
    yield tagged(move) + tagged(wire({"action": "left_click"})), Click(at=Point(640, 360))
    yield tagged(move) + tagged(one), Move(at=Point(640, 360))
    yield tagged(wire({"action": "answer", "text": "7"})) + tagged(wire(CALLS[12][0])), done("success", "7")
    yield tagged(wire({"action": "answer", "text": "7"})) + tagged(wire(CALLS[13][0])), done("infeasible", "7")
    mobile = ('{"name": "mobile_use", "arguments": ', "}")
    yield tagged(f'{mobile[0]}{{"action": "click", "coordinate": [447, 81]}}{mobile[1]}'), click
    yield tagged(f'{mobile[0]}{{"action": "type", "text": "a"}}{mobile[1]}'), Type(text="a")
    yield tagged(f'{mobile[0]}{{"action": "terminate", "status": "failure"}}{mobile[1]}'), done("infeasible")
    yield tagged(f'{mobile[0]}{{"action": "system_button", "button": "Enter"}}{mobile[1]}'), Press(keys=("Enter",))
    yield (
        tagged(f'{mobile[0]}{{"action": "swipe", "coordinate": [500, 500], "coordinate2": [999, 999]}}{mobile[1]}'),
        Drag(start=Point(640, 360), end=Point(1278, 719)),
    )


TABLE: list[tuple[str, Decision]] = [
    *((shape(arguments), found) for shape in SHAPES.values() for arguments, found in CALLS),
    *_mess(),
]


def bare(decision: Act | Done) -> Decision:
    """A decision without its words."""
    return decision.action if isinstance(decision, Act) else decision.model_copy(update={"reason": ""})
