"""A drag starts where the last reply left the pointer; that follows from the history alone."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from eyehand.agent.history import History, Said, Screen, Text
from eyehand.tools.actions import Act, Click, Drag
from eyehand.tools.errors import FormatError
from eyehand.tools.geometry import Point

from .brains import call
from .server import ModelServer
from .test_exchange import model


def decided(folder: Path, *said: str | tuple[str, str], now: str) -> Act | str:
    """What ``now`` means after these replies, each on a screen of 1000x500; a pair says who said it."""
    Image.new("RGB", (1000, 500)).save(folder / "s.png")
    screen = Screen(folder / "s.png", 1000, 500, 1.0, 0.0, settled=True)
    with ModelServer(lambda asked: now) as server:
        asked = model(server)
        history = History((Text("instruction", "drag it"), screen))
        for one in said:
            by, text = (asked.name, one) if isinstance(one, str) else one
            history = history.append([Said(by, text), screen])
        try:
            decision = asked.decide(history).decision
        except FormatError as error:
            return str(error)
    assert isinstance(decision, Act)
    return decision


DRAG = call(action="left_click_drag", coordinate=[100, 100])


def test_after_a_move(tmp_path: Path) -> None:
    act = decided(tmp_path, call(action="mouse_move", coordinate=[500, 500]), call(action="wait"), now=DRAG)
    assert isinstance(act, Act) and act.action == Drag(start=Point(500, 250), end=Point(100, 50))


def test_after_a_click_where_the_cursor_was_and_an_unusable_reply(tmp_path: Path) -> None:
    said = [call(action="mouse_move", coordinate=[200, 200]), call(action="left_click"), "hm"]
    act = decided(tmp_path, *said, now=call(action="double_click"))
    assert isinstance(act, Act) and act.action == Click(at=Point(200, 100), count=2)


def test_nobody_knows_at_the_beginning_or_after_another_hand(tmp_path: Path) -> None:
    assert "mouse_move first" in str(decided(tmp_path, now=DRAG))
    moved = call(action="mouse_move", coordinate=[500, 500])
    assert "mouse_move first" in str(decided(tmp_path, moved, ("embedded", "click Save"), now=DRAG))
