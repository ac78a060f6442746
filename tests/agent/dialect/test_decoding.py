"""Replies become decisions, or sentences that help the model."""

from __future__ import annotations

import pytest

from eyehand.agent.dialect.decoding import Decoded, Pointing, decode
from eyehand.tools.actions import Act, Click, Drag, Recall
from eyehand.tools.errors import FormatError
from eyehand.tools.geometry import Point

from .replies import CALLS, CURSOR, SCREEN, TABLE, Decision, bare, tagged, wire

SHOWN = Pointing(SCREEN, CURSOR)


def read(reply: str, pointing: Pointing = SHOWN) -> Decoded:
    return decode(reply, pointing)


def test_the_table_is_long() -> None:
    assert len(TABLE) >= 500 and len({reply for reply, _ in TABLE}) >= 480


@pytest.mark.parametrize("first", range(0, len(TABLE), 50))
def test_each_reply_of_the_table_is_the_decision_beside_it(first: int) -> None:
    wrong: list[tuple[str, Decision | str, Decision]] = []
    for reply, expected in TABLE[first : first + 50]:
        try:
            found: Decision | str = bare(read(reply).decision)
        except FormatError as error:
            assert error.reply == reply and 20 < len(str(error)) < 500
            found = None if expected is None else str(error)
        if found != expected:
            wrong.append((reply[:200], found, expected))
    assert wrong == []


@pytest.mark.parametrize(
    "reply",
    [
        'Action: Look it up.\n<tool_call>\n{"name": "recall", "arguments": {"query": " order  number "}}\n</tool_call>',
        "Action: Look it up.\n<tool_call>\n<function=recall>\n<parameter=query>\norder number\n</parameter>\n"
        "</function>\n</tool_call>",
        'Action: Look it up.\n{"name": "recall", "arguments": {"query": "order number"}',
    ],
)
def test_the_memory_is_asked_in_words(reply: str) -> None:
    assert read(reply).decision == Act(action=Recall(query="order number"), target="Look it up.")
    with pytest.raises(FormatError, match="recall needs a `query`"):
        read('<tool_call>\n{"name": "recall", "arguments": {"text": "x"}}\n</tool_call>')


def test_the_action_line_names_the_target() -> None:
    click = tagged(wire({"action": "left_click", "coordinate": [447, 81]}))
    for words in (
        "Action: Click Save.\n",
        "**Action:** Click Save.\n",
        "Thought: x\nAction： Click Save.\n",
        "Click Save.\n",
    ):
        decision = read(words + click).decision
        assert isinstance(decision, Act) and decision.target == "Click Save."
    nameless = read(click).decision
    assert isinstance(nameless, Act) and nameless.target is None


def test_how_many_calls_were_made_and_used_is_said() -> None:
    replies = [tagged(wire(CALLS[index][0])) for index in (2, 4, 3)]
    assert [(one.calls, one.used) for one in map(read, ("".join(replies), replies[2] * 2, replies[2]))] == [
        (3, 2),
        (2, 1),
        (1, 1),
    ]


def test_a_drag_without_a_cursor_is_refused() -> None:
    drag = tagged(wire({"action": "left_click_drag", "coordinate": [1, 1]}))
    with pytest.raises(FormatError, match="mouse_move first"):
        read(drag, Pointing(SCREEN))
    with pytest.raises(FormatError, match="left_click needs a `coordinate`"):
        read(tagged(wire({"action": "left_click"})), Pointing(SCREEN))


def test_words_are_pointed_at_by_whoever_can() -> None:
    asked: list[str] = []

    def find(target: str) -> Point:
        asked.append(target)
        if target == "a unicorn":
            raise FormatError("a unicorn is not on the screen")
        return Point(7, 9)

    pointing = Pointing(SCREEN, CURSOR, find)
    click = read(tagged(wire({"action": "left_click", "target": "the Save button"})), pointing).decision
    assert click == Act(action=Click(at=Point(7, 9)), target="the Save button")
    drag = read(tagged(wire({"action": "left_click_drag", "target": "the bin"})), pointing).decision
    assert bare(drag) == Drag(start=CURSOR, end=Point(7, 9))
    assert asked == ["the Save button", "the bin"]
    unicorn = tagged(wire({"action": "left_click", "target": "a unicorn"}))
    with pytest.raises(FormatError, match="not on the screen") as caught:
        read(unicorn, pointing)
    assert caught.value.reply == unicorn
    with pytest.raises(FormatError, match="target"):
        read(tagged(wire({"action": "left_click", "coordinate": [4, 4]})), Pointing(SCREEN, None, find))
