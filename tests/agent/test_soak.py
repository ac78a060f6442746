"""A run of hundreds of steps in a real browser: its memory does not grow with what it has seen."""

from __future__ import annotations

import ctypes
import gc
import os
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from eyehand.agent.episode import Episode
from eyehand.agent.history import History
from eyehand.agent.models.scripted import Scripted
from eyehand.env.events import Folded, Observed
from eyehand.tools.actions import Act, Click
from eyehand.tools.frames import Frame
from eyehand.tools.geometry import Point

from .rooms import Room

WARM, HALF = 130, 80
"""Steps until every cache is full (the eye knows the text of 256 tiles, two of each picture), and from then on."""
STEPS = WARM + 2 * HALF
NOISE = 160
"""Side in pixels of a picture that no PNG can make smaller than 75 KB."""
INDEX = 40_000
"""Bytes that a step may leave behind: its events, which are the index of the run."""
PAGE = f"""<!doctype html><title>0</title><body style="margin:0">
<canvas width={NOISE} height={NOISE} style="display:block"></canvas><p style="font:28px sans-serif">Page 0</p><script>
const context = document.querySelector("canvas").getContext("2d"), text = document.querySelector("p");
const picture = context.createImageData({NOISE}, {NOISE});
const paint = () => {{
  for (let n = 0; n < picture.data.length; n++) picture.data[n] = n % 4 === 3 ? 255 : Math.random() * 256;
  context.putImageData(picture, 0, 0);
}};
let count = 0;
document.onclick = () => {{ count += 1; document.title = text.textContent = `Page ${{count}}`; paint(); }};
paint();</script>"""


TABLE = tracemalloc.Filter(False, "*pathlib*")
"""Left out: each name of a file goes into the interpreter's table of strings, which grows by megabytes at once."""


@dataclass(frozen=True)
class Held:
    """Bytes: what Python and numpy allocated, and what the process takes up once the free rest was given back."""

    allocated: int
    resident: int

    @classmethod
    def now(cls) -> Held:
        gc.collect()
        traces = tracemalloc.take_snapshot().filter_traces([TABLE]).traces
        allocated = sum(trace.size for trace in traces)
        ctypes.CDLL(None).malloc_trim(0)
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        return cls(allocated, pages * os.sysconf("SC_PAGE_SIZE"))

    def __sub__(self, before: Held) -> Held:
        return Held(self.allocated - before.allocated, self.resident - before.resident)


@pytest.fixture
def traced() -> Iterator[None]:
    tracemalloc.start(1)
    yield
    tracemalloc.stop()


@pytest.mark.long
@pytest.mark.usefixtures("traced")
def test_memory_does_not_grow_with_the_steps(episode: Callable[..., Episode], tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(PAGE, encoding="utf-8")
    held: dict[int, Held] = {}

    def click(history: History) -> Act:
        step = len(steps)
        steps.append(step)
        if step in (WARM, WARM + HALF, STEPS):
            assert run.recall is not None
            run.recall.find("Page")  # it answers once every picture was read: then nobody holds one any more
            held[step] = Held.now()
        return Act(action=Click(at=Point(200 + step % 7, 200)))

    steps: list[int] = []
    run = episode(page.as_uri(), None, f"limits.max_steps={STEPS + 2}", "browser.viewport=[640, 480]")
    run.decider = Scripted([click] * (STEPS + 1))
    run.memory = Room(pictures=40, parts=2_000)
    run.open()
    outcome = run.run("Click on and on")
    assert outcome.outcome == "truncated" and STEPS in held, outcome.reason
    assert sum(isinstance(event, Folded) for event in run.events) > 3
    for begin in (WARM, WARM + HALF):
        seen = [event.frame for event in run.events if isinstance(event, Observed) and 0 < event.step - begin <= HALF]
        files = sum((run.folder / picture.path).stat().st_size for picture in seen)
        pixels = sum(picture.width * picture.height * 3 for picture in seen)
        assert files > 1.5 * INDEX * HALF, "so much would be allocated if the pictures were kept as they are"
        grown = held[begin + HALF] - held[begin]
        assert grown.allocated < INDEX * HALF
        assert grown.resident < 0.5 * pixels
    run.close()  # what its threads made is whole now: while they work, nobody may look at every object
    gc.collect()
    assert sum(type(thing) is Frame for thing in gc.get_objects()) < 50
