"""A run that is longer than its model's context: real Chromium, a real server on loopback, the command line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from eyehand.env.events import Folded, Resumed
from eyehand.env.trajectory import Trajectory

from ..conftest import Said
from .brains import BLUE, call, on_grid, patch
from .server import MODEL, Asked, ModelServer, tokens

CLICKS = 24
PAGE = f"""<!doctype html><title>0</title><body style="margin:0">
<button style="position:absolute;left:40px;top:40px;width:160px;height:60px;background:#2459d6;border:0"></button>
<p style="position:absolute;left:300px;top:40px;font:40px sans-serif">0</p><script>
const button = document.querySelector("button"), text = document.querySelector("p");
button.onclick = () => {{
  const count = Number(document.title) + 1;
  document.title = text.textContent = count < {CLICKS} ? count : "all of them";
  button.style.left = `${{40 + count * 37 % 300}}px`;
  button.style.top = `${{120 + count * 53 % 250}}px`;
}};</script>"""


def clicks_on(asked: Asked) -> str:
    """Clicks the blue button wherever it has gone, until the page says that these were all."""
    if "Page: all of them" in asked.last:
        return call(action="terminate", status="success")
    frame = asked.images[-1]
    blue = patch(frame, BLUE)
    assert blue is not None and (frame.width, frame.height) == (640, 480), "the newest screen is whole"
    return call(action="left_click", coordinate=on_grid(blue, frame))


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with ModelServer(clicks_on) as made:
        yield made


def run(eyehand: Callable[..., Said], folder: Path, server: ModelServer, *words: object) -> Said:
    (folder / "page.html").write_text(PAGE, encoding="utf-8")
    at = ("--model", "endpoint", "--base-url", server.url, "--model-id", MODEL, "--viewport", "640x480")
    page = (folder / "page.html").as_uri()
    return eyehand("run", "Click the blue button until it is over", "--browser", page, "--out", "r", *at, *words)


def beginnings(server: ModelServer) -> int:
    """How many requests did not go on with what the one before had told."""
    bodies = [asked.body["messages"] for asked in server.asked]
    return sum(new[: len(old)] != old for old, new in pairwise(bodies))


def test_it_goes_on_where_the_context_ends(eyehand: Callable[..., Said], tmp_path: Path, server: ModelServer) -> None:
    said = run(eyehand, tmp_path, server, "--context", "8K", "--json", "--expect", "all of them")
    assert (said.code, said.result["verified_by"]) == (0, "check"), said.err
    folds = [event for event in Trajectory.read(tmp_path / "r").events if isinstance(event, Folded)]
    assert len(folds) >= 2 and beginnings(server) == len(folds)
    assert [fold.generation for fold in folds] == [*range(1, len(folds) + 1)]
    assert all(fold.after.tokens < fold.before.tokens for fold in folds)
    assert "the history was folded" in said.err and "fold" in (tmp_path / "r" / "report.html").read_text("utf-8")
    for asked in server.asked:
        body = asked.body
        assert tokens(body["messages"]) + body["max_tokens"] <= 8192
        assert "Click the blue button until it is over" in asked.task
    last = " ".join(text for _, text in server.asked[-1].texts)
    assert "seconds> (the screen of then is left out here)" in last or "are left out here" in last


@pytest.mark.long
def test_a_resumed_run_folds_where_it_would_have(
    eyehand: Callable[..., Said], tmp_path: Path, server: ModelServer
) -> None:
    first = run(eyehand, tmp_path, server, "--context", "8K", "--json", "--max-steps", 15)
    assert first.result["outcome"] == "truncated", first.err
    before = len(server.asked)
    again = eyehand("resume", "r", "--json", "--accept-unverified")
    assert again.result["outcome"] == "truncated", "the page begins anew, and takes more steps than the run may"
    events = Trajectory.read(tmp_path / "r").events
    folds = [event for event in events if isinstance(event, Folded)]
    assert any(isinstance(event, Resumed) for event in events) and folds
    assert beginnings(server) == len(folds), "the new runner goes on with what the old one had told"
    assert len(server.asked) > before


def test_a_context_that_the_model_has_not_is_refused(eyehand: Callable[..., Said], tmp_path: Path) -> None:
    with ModelServer(clicks_on) as server:
        far = run(eyehand, tmp_path, server, "--context", "512K")
        assert (far.code, "more than the 262,144 tokens" in far.err) == (2, True), far.err
        odd = run(eyehand, tmp_path, server, "--context", "lots")
        assert odd.code == 2 and "context" in odd.err
        small = eyehand("run", "press Save", "--browser", "about:blank", "--model", "embedded", "--context", "8K")
        assert small.code == 2 and "--context" in small.err
