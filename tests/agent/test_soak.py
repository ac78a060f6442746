"""A run of hundreds of steps in a real browser: its memory does not grow with what it has seen."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from eyehand.agent.episode import Episode
from eyehand.agent.history import History
from eyehand.agent.models.scripted import Scripted
from eyehand.env.events import Folded, Observed
from eyehand.tools.actions import Act, Click
from eyehand.tools.geometry import Point

from .rooms import Room

WARM, STEPS = 80, 320
NOISE = 400
"""Side in pixels of a picture that no PNG can make smaller than half a megabyte."""
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


def resident() -> int:
    """Bytes of memory of this process."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.long
def test_memory_does_not_grow_with_the_steps(episode: Callable[..., Episode], tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(PAGE, encoding="utf-8")
    measured: dict[int, int] = {}

    def click(history: History) -> Act:
        step = len(steps)
        steps.append(step)
        if step in (WARM, STEPS):
            measured[step] = resident()
        return Act(action=Click(at=Point(200 + step % 7, 200)))

    steps: list[int] = []
    run = episode(page.as_uri(), None, f"limits.max_steps={STEPS + 10}", "browser.viewport=[640, 480]")
    run.decider = Scripted([click] * (STEPS + 1))
    run.memory = Room(pictures=40, parts=2_000)
    run.open()
    outcome = run.run("Click on and on")
    assert len(steps) == STEPS + 1, outcome.reason
    assert sum(isinstance(event, Folded) for event in run.events) > 3
    seen = [event for event in run.events if isinstance(event, Observed) and WARM < event.step <= STEPS]
    shown = sum((run.folder / event.frame.path).stat().st_size for event in seen)
    assert shown > 80e6, "so much would be kept if the frames were kept as they are"
    assert measured[STEPS] - measured[WARM] < 0.3 * shown
