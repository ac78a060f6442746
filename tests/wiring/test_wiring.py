"""A model that learnt to click a named button does so through everything that is between a screen and a click."""

from __future__ import annotations

import random
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
import torch

from eyehand.agent.history import History, Screen, Text
from eyehand.agent.models.choice import Choice, vision_model
from eyehand.agent.models.vision_model import VisionModel
from eyehand.agent.settings import load
from eyehand.agent.start import start_browser
from eyehand.tools.actions import Act, Click
from eyehand.tools.geometry import Point

from . import lessons, network
from .screens import DONE, Shot, draw

RUNS = 10
SHOTS, SEED = 120, 4711
"""Never shown while it learnt: those are of another seed."""


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> VisionModel:
    """As a user would describe it: a file of their own, and a folder of weights."""
    own = tmp_path_factory.mktemp("own")
    folder = network.save(own / "weights")
    (own / "eyehand" / "models").mkdir(parents=True)
    (own / "eyehand" / "models" / f"{lessons.ME}.yaml").write_text(
        f"prompt_file: prompt.txt\nin_process: {{weights: {folder}}}\n"
    )
    (own / "eyehand" / "models" / "prompt.txt").write_text(lessons.SYSTEM)
    torch.set_num_threads(1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(own))
        return vision_model(Choice(model=lessons.ME))


def shots(count: int, size: tuple[int, int] | None = None) -> list[Shot]:
    chance = random.Random(SEED)
    return [draw(chance, size=size) for _ in range(count)]


def clicked(model: VisionModel, shot: Shot, label: str, folder: Path) -> Point | None:
    """Where the model clicks when it sees a screen and is asked for a button."""
    path = folder / "screen.png"
    path.write_bytes(shot.frame.data)
    screen = Screen(path, shot.frame.width, shot.frame.height, 1.0, 0.4, settled=True)
    page = Text("page", f"{lessons.TITLE} http://127.0.0.1:41235/")
    decision = model.decide(History((Text("instruction", f"Click {label}"), screen, page))).decision
    return decision.action.at if isinstance(decision, Act) and isinstance(decision.action, Click) else None


def test_it_clicks_the_named_button_wherever_that_is(model: VisionModel, tmp_path: Path) -> None:
    hits = 0
    for shot in shots(SHOTS):
        label = next(iter(shot.buttons))
        at = clicked(model, shot, label, tmp_path)
        hits += at is not None and shot.buttons[label].contains(at)
    assert hits >= 0.95 * SHOTS


def test_with_another_picture_it_finds_the_button_by_chance_only(model: VisionModel, tmp_path: Path) -> None:
    some = shots(SHOTS, (240, 176))
    hits = 0
    for shot, other in zip(some, some[1:] + some[:1], strict=True):
        label = next(iter(shot.buttons))
        at = clicked(model, replace(shot, frame=other.frame), label, tmp_path)
        hits += at is not None and shot.buttons[label].contains(at)
    assert hits <= 0.3 * SHOTS


class Buttons:
    """Serves a page with buttons on loopback, and remembers what was clicked."""

    def __init__(self, shot: Shot) -> None:
        self.clicked: list[str] = []
        page, clicked = _page(shot), self.clicked

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                if self.path.startswith("/clicked/"):
                    clicked.append(self.path.removeprefix("/clicked/"))
                self.send_response(200)
                self.send_header("Content-Type", "text/html")
                self.end_headers()
                self.wfile.write(page.encode())

            def log_message(self, format: str, *args: object) -> None:
                """Nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/"
        self._thread = Thread(target=self._server.serve_forever)

    def __enter__(self) -> Buttons:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def _page(shot: Shot) -> str:
    buttons = "".join(
        f'<button style="left:{box.x0}px;top:{box.y0}px;width:{box.width}px;height:{box.height}px"'
        f" onclick=\"fetch('/clicked/{label}'); document.title = '{DONE}';"
        f" document.body.innerHTML = '<p>{DONE}</p>'\">{label}</button>"
        for label, box in shot.buttons.items()
    )
    return f"""<!doctype html><title>{lessons.TITLE}</title><style>
        body {{ margin: 0; background: #eef3f8; color: #123; font: bold 19px "Liberation Sans" }}
        button {{ position: absolute; font: inherit; color: #123; background: #bcd8ee; border: 1px solid #123;
          border-radius: 4px; padding: 0 }}
        p {{ margin: 60px 80px }}</style>{buttons}"""


@pytest.mark.long
def test_the_whole_loop_in_a_browser(model: VisionModel, tmp_path: Path) -> None:
    """Real pages, real screenshots, tool calls, real clicks; the page says what was clicked, the eye that it is done."""
    right = 0
    for number, shot in enumerate(shots(RUNS)):
        label = next(iter(shot.buttons))
        flags = {"browser.viewport": (shot.frame.width, shot.frame.height), "model": "embedded"}
        (tmp_path / str(number)).mkdir()
        with Buttons(shot) as page:
            episode = start_browser(page.url, tmp_path / str(number), load(flags=flags))
            episode.decider = model
            try:
                outcome = episode.run(f"Click {label}", [DONE])
            finally:
                episode.close()
        right += outcome.outcome == "success" and outcome.verified_by == "expect" and page.clicked == [label]
    assert right >= 0.9 * RUNS
