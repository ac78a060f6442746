"""A model that learnt to click a named button does so through everything that is between a screen and a click."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from math import sqrt
from pathlib import Path
from threading import Thread

import pytest
import torch

from eyehand.agent.models.vision_model import VisionModel
from eyehand.agent.settings import load
from eyehand.agent.start import start_browser

from . import lessons
from .asking import asked, by_chance, clicked, hit, own_model, shots, swapped
from .screens import DONE, Shot

RUNS = 10
FEW, MANY = 40, 150
SIZE = (240, 176)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> VisionModel:
    torch.set_num_threads(1)
    with pytest.MonkeyPatch.context() as patch:
        return own_model(tmp_path_factory.mktemp("own"), patch.setenv)


@pytest.mark.parametrize(("count", "least"), [(FEW, 0.9), pytest.param(MANY, 0.95, marks=pytest.mark.long)])
def test_it_clicks_the_named_button_wherever_that_is(
    model: VisionModel, tmp_path: Path, count: int, least: float
) -> None:
    """On few screens chance weighs more than on many, which are what counts."""
    hits = sum(hit(shot, clicked(model, shot, tmp_path)) for shot in shots(count))
    assert hits >= least * count


@pytest.mark.parametrize("count", [FEW, pytest.param(MANY, marks=pytest.mark.long)])
def test_with_another_picture_it_finds_the_button_by_chance_only(
    model: VisionModel, tmp_path: Path, count: int
) -> None:
    answers = [(shot, clicked(model, shot, tmp_path)) for shot in swapped(shots(count, SIZE))]
    chance = by_chance(answers)
    hits = sum(hit(*answer) for answer in answers)
    assert chance < 0.25
    assert hits <= count * chance + 3 * sqrt(count * chance * (1 - chance))


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
    """Real pages, screenshots, tool calls and clicks; the page says what was clicked, the eye that it is done."""
    right = 0
    for number, shot in enumerate(shots(RUNS)):
        flags = {"browser.viewport": (shot.frame.width, shot.frame.height), "model": "embedded"}
        (tmp_path / str(number)).mkdir()
        with Buttons(shot) as page:
            episode = start_browser(page.url, tmp_path / str(number), load(flags=flags))
            episode.decider = model
            try:
                outcome = episode.run(f"Click {asked(shot)}", [DONE])
            finally:
                episode.close()
        ended = (outcome.outcome, outcome.verified_by, page.clicked)
        print(asked(shot), ended)
        right += ended == ("success", "check", [asked(shot)])
    assert right >= 0.9 * RUNS
