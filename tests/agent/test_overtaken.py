"""What was decided on is not pressed when the screen has changed there meanwhile; real pages, a slow decider."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from eyehand.agent.episode import Episode
from eyehand.agent.history import History
from eyehand.agent.models.scripted import Scripted
from eyehand.env.events import Intent, Observed, Receipt, Replied, Withheld
from eyehand.env.trajectory import Trajectory
from eyehand.tools.actions import Act, Click, Done, Drag
from eyehand.tools.geometry import Point

Make = Callable[..., Episode]
BOOK, OTHER = Point(120, 40), Point(120, 440)
PAGE = b"""<!doctype html><meta charset=utf-8><title>booking</title>
<style>body { margin: 0 } button { position: absolute; left: 20px; width: 200px; height: 40px }
#veil { position: fixed; inset: 0 0 400px 0; display: none; background: #246 }</style>
<button style="top: 20px" onclick="document.title = 'booked'">Book</button>
<button style="top: 420px" onclick="document.title = 'elsewhere'">Elsewhere</button>
<div id=veil onclick="document.title = 'subscribed'"></div>
<script>fetch("/cover").then(() => {
  veil.style.display = "block";
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => fetch("/covered"), 100)));
})</script>"""


class Covered:
    """A page of which the upper half is covered when somebody says so."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.cover, self.covered = threading.Event(), threading.Event()

    def __call__(self, _: History) -> Act:
        """A decision to book, made on a page that is covered while it is made."""
        self.cover.set()
        assert self.covered.wait(30)
        return Act(action=Click(at=BOOK))


@pytest.fixture
def page() -> Iterator[Covered]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/cover":
                made.cover.wait(30)
            if self.path == "/covered":
                made.covered.set()
            self.send_response(200)
            self.end_headers()
            self.wfile.write(PAGE)

        def log_message(self, format: str, *args: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        made = Covered(f"http://127.0.0.1:{server.server_port}/")
        threading.Thread(target=server.serve_forever).start()
        yield made
        made.cover.set()
        server.shutdown()


def test_what_was_covered_while_it_was_decided_is_looked_at_again(episode: Make, page: Covered) -> None:
    told: list[tuple[str, ...]] = []

    def look(history: History) -> Done:
        told.append(history.texts("fate"))
        return Done(status="failure", reason="it is covered")

    run = episode(page.url, Scripted([page, look]))
    assert run.run("press Book").reason == "it is covered"
    kept = Trajectory.read(run.folder)
    assert [type(event) for event in kept.events[1:-1]] == [Observed, Replied, Withheld, Observed, Replied]
    assert told == [("withheld",)]
    assert kept.steps()[-1].observed.title == "booking"


@pytest.mark.parametrize("action", [Click(at=OTHER), Drag(start=OTHER, end=Point(120, 445))])
def test_what_changes_elsewhere_holds_nothing_up(episode: Make, page: Covered, action: Click | Drag) -> None:
    def decide(history: History) -> Act:
        page(history)
        return Act(action=action)

    run = episode(page.url, Scripted([decide, Done(status="failure")]))
    run.run("press Elsewhere")
    assert [type(event) for event in run.events[2:5]] == [Replied, Intent, Receipt]
    assert Trajectory.read(run.folder).steps()[-1].observed.title == "elsewhere"


def test_what_never_stands_still_is_pressed_as_it_moves(episode: Make, page_server: str) -> None:
    film = Act(action=Click(at=Point(600, 450)))
    run = episode(f"{page_server}/moving.html?forever", Scripted([film] * 3 + [Done(status="failure")]))
    run.run("press the film")
    kinds = [type(event) for event in run.events if isinstance(event, Withheld | Intent)]
    assert kinds == [Withheld, Intent, Withheld]
