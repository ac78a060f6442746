"""A model asks its memory for a screen that it is shown no longer: real Chromium, a real server, the command line."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

from eyehand.env.events import Recalled
from eyehand.env.trajectory import Trajectory
from eyehand.tools.eye.eye import Eye

from ..conftest import Said
from .brains import BLUE, call, on_grid, patch
from .server import MODEL, Asked, ModelServer

EYE = Eye()
NUMBER = "84713"
LINES = ("Your orders", "Order number", "Invoices", "Addresses", "Which order was it?")
PAGE = """<!doctype html><title>Page 1</title><style>
  body { margin: 0; font: 24px sans-serif } p { position: absolute; left: 200px; top: 60px }
  button { position: absolute; left: 40px; top: 300px; width: 160px; height: 50px; background: #2459d6; border: 0 }
  input { position: absolute; left: 200px; top: 200px; font: inherit; display: none }</style>
<p></p><input><button></button><script>
const lines = LINES, text = document.querySelector("p"), field = document.querySelector("input");
let page = 0;
const show = () => {
  text.textContent = page === 1 ? `${lines[1]} NUMBER` : lines[page];
  document.title = `Page ${page + 1}`;
  if (page === lines.length - 1) { field.style.display = "block"; field.focus(); }
};
document.querySelector("button").onclick = () => { page += page < lines.length - 1; show(); };
field.oninput = () => { if (field.value === "NUMBER") document.title = text.textContent = "That is right"; };
show();</script>""".replace("LINES", json.dumps(LINES)).replace("NUMBER", NUMBER)


def remembers(asked: Asked) -> str:
    """Goes on to the last page; there it types the number that it reads on the screen that was recalled."""
    if "Page: That is right" in asked.last:
        return call(action="terminate", status="success")
    if "Page: Page 5" not in asked.last:
        blue = patch(asked.images[-1], BLUE)
        assert blue is not None
        return call(action="left_click", coordinate=on_grid(blue, asked.images[-1]))
    if "it said:" not in asked.last:
        return f"<tool_call>\n{json.dumps({'name': 'recall', 'arguments': {'query': 'order number'}})}\n</tool_call>"
    recalled = asked.images[-2]
    assert (recalled.width, recalled.height) == (640, 480), "at full size"
    lines = " ".join(line.text for line in EYE.read(recalled))
    found = re.search(r"Order number (\d+)", lines)
    return call(action="type", text=found[1] if found else lines)


def test_what_was_seen_once_is_recalled_as_it_was(eyehand: Callable[..., Said], tmp_path: Path) -> None:
    (tmp_path / "orders.html").write_text(PAGE, encoding="utf-8")
    page = (tmp_path / "orders.html").as_uri()
    with ModelServer(remembers) as server:
        at = ("--model", "endpoint", "--base-url", server.url, "--model-id", MODEL, "--viewport", "640x480")
        words = ("--browser", page, "--out", "r", "--json", "--expect", "That is right", *at)
        said = eyehand("run", "Answer what the last page asks", *words)
    assert (said.code, said.result["verified_by"]) == (0, "check"), said.err
    [recalled] = [event for event in Trajectory.read(tmp_path / "r").events if isinstance(event, Recalled)]
    assert recalled.query == "order number" and NUMBER in recalled.found[0].text
    assert recalled.found[0].picture.path == "frames/0001.png"
    told = server.asked[-2]
    assert '"name": "recall"' in told.texts[0][1]
    assert f"it said: Order number {NUMBER}" in told.last
    assert "recalled the screen of" in said.err


def test_a_memory_without_it_says_so(eyehand: Callable[..., Said], tmp_path: Path) -> None:
    def asks(asked: Asked) -> str:
        if "Nothing that could be read on an earlier screen is like 'a unicorn'" in asked.last:
            return call(action="answer", text="There was none")
        return '<tool_call>\n{"name": "recall", "arguments": {"query": "a unicorn"}}\n</tool_call>'

    (tmp_path / "orders.html").write_text(PAGE, encoding="utf-8")
    with ModelServer(asks) as server:
        at = ("--model", "endpoint", "--base-url", server.url, "--model-id", MODEL, "--viewport", "640x480")
        page = (tmp_path / "orders.html").as_uri()
        said = eyehand("run", "Was there a unicorn?", "--browser", page, "--json", "--accept-unverified", *at)
    assert (said.code, said.result["answer"]) == (0, "There was none"), said.err
