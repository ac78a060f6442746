"""What a step on a desktop costs beside its parts, and what looking costs beside bare mss; prints a table.

``python tests/benchmarks/desktop.py`` prints it, ``--write`` puts it into docs/results/desktop-speed.md. Step minus
capture, input, settle and model is the overhead of the loop, by the clock and by the processor time of its thread. The
capture rate is that of a desktop that is watched as fast as it can be, with nothing and with everything changing, by
turns with mss alone on the same display.
"""

from __future__ import annotations

import argparse
import itertools
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar

from mss import MSS
from rich.box import MARKDOWN
from rich.console import Console
from rich.table import Table

from eyehand.agent.models.scripted import Scripted
from eyehand.agent.settings import load
from eyehand.agent.start import start_desktop
from eyehand.env import desktop
from eyehand.env.base import Env, Observation
from eyehand.env.desktop import DesktopEnv
from eyehand.env.events import Observed, Receipt, Replied
from eyehand.env.trajectory import Trajectory
from eyehand.tools.actions import Act, Action, Done, Type

T = TypeVar("T")
PAGE = Path(__file__).parent.parent.parent / "docs" / "results" / "desktop-speed.md"
STEPS, ROUNDS, RATE_S = 60, 8, 0.5
WARM = 5
"""Steps at the start that are not counted: libraries are loaded then."""


@dataclass
class Metered:
    """An env whose share of its thread's processor time is known; ``beside_s`` is the time between its calls."""

    env: Env
    beside_s: list[float] = field(default_factory=list[float])
    left_s: float | None = None

    @property
    def accepts(self) -> frozenset[str]:
        return self.env.accepts

    def reset(self) -> Observation:
        return self._metered(self.env.reset)

    def observe(self) -> Observation:
        self.beside_s.append(0.0)
        return self._metered(self.env.observe)

    def step(self, action: Action) -> None:
        self._metered(lambda: self.env.step(action))

    def watch(self, until: Callable[[], bool]) -> None:
        self._metered(lambda: self.env.watch(until))

    def close(self) -> None:
        self.env.close()

    def _metered(self, work: Callable[[], T]) -> T:
        if self.left_s is not None and self.beside_s:
            self.beside_s[-1] += time.thread_time() - self.left_s
        try:
            return work()
        finally:
            self.left_s = time.thread_time()


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure a step and the capture rate on a desktop.")
    parser.add_argument("--write", action="store_true", help="write docs/results/desktop-speed.md")
    write = parser.parse_args().write
    with tempfile.TemporaryDirectory() as folder:
        found = stages(Path(folder) / "run")
        still = rates(Path(folder) / "still", "mousepad")
        moving = rates(Path(folder) / "moving", "xterm -e yes")
    table = Table("what", "eyehand", "beside it", "goal", box=MARKDOWN)
    table.add_row("step minus capture, input, settle, model", ms(found["rest"]), "", "60 ms at most")
    table.add_row("of it processor time of the loop's thread", ms(found["beside"]), "", "")
    table.add_row("capture (picture and PNG)", ms(found["capture"]), "", "")
    table.add_row("input (a character)", ms(found["act"]), "", "")
    table.add_row("settle after a character", ms(found["settle"]), "", "")
    table.add_row("captures a second, still", f"{still[0]:.0f}", f"{still[1]:.0f} (mss)", "")
    table.add_row("captures a second, a terminal that scrolls", f"{moving[0]:.0f}", f"{moving[1]:.0f} (mss)", "")
    console = Console(width=110, record=True)
    console.print(table)
    if write:
        PAGE.write_text(page(console.export_text()), encoding="utf-8")


def page(table: str) -> str:
    return (
        "# How fast a desktop is\n\n"
        f"Made by `python tests/benchmarks/desktop.py --write` on {date.today()}, on two CPU cores, load at the end "
        f"{os.getloadavg()[0]:.1f}.\nA virtual display of 1280x800; medians of {STEPS - WARM} steps that type a "
        "character each into a text editor, through the\nreal loop. The capture rates are of a desktop that is watched "
        "without a pause, by turns with mss alone; eyehand\ncompares each picture with the one before, and keeps what "
        f"changed as JPEG and video.\n{table}"
    )


def stages(folder: Path) -> dict[str, list[float]]:
    """Run scripted actions through the real loop; seconds of each stage of each step, read from the trajectory."""
    folder.mkdir()
    flags = {"model": "embedded", "limits.max_steps": STEPS + 5, "desktop.app": "mousepad"}
    episode = start_desktop(folder, load(flags=flags))
    meter = Metered(episode.env)
    episode.env = meter
    acts = [Act(action=Type(text=letter)) for letter in itertools.islice(itertools.cycle("abcdefg\n"), STEPS)]
    episode.decider = Scripted([*acts, Done(status="failure", reason="the end")])
    try:
        outcome = episode.run("benchmark")
    finally:
        episode.close()
    assert outcome.reason == "the end", outcome
    found: dict[str, list[float]] = {
        "rest": [],
        "capture": [],
        "act": [],
        "settle": [],
        "beside": meter.beside_s[WARM:],
    }
    events = Trajectory.read(folder).events
    seen = [event for event in events if isinstance(event, Observed)][WARM:]
    said = {event.step: event.seconds for event in events if isinstance(event, Replied)}
    sent = {event.step: event.seconds for event in events if isinstance(event, Receipt)}
    for before, after in itertools.pairwise(seen):
        parts = sum(after.stages.values()) + said[before.step] + sent[before.step]
        found["rest"].append(after.time_s - before.time_s - parts)
        found["act"].append(sent[before.step])
        found["capture"].append(after.stages["capture"])
        found["settle"].append(after.stages["settle"])
    return found


def rates(folder: Path, app: str) -> tuple[float, float]:
    """Captures a second of a desktop that is watched without a pause, and of mss alone, by turns."""
    desktop.POLL_S = desktop.ASK_S = 0.0
    env = DesktopEnv(folder, clock=time.monotonic, app=app)
    try:
        env.reset()
        source = MSS(display=env.display)
        place = source.monitors[0]
        ours = bare = 0
        for _ in range(ROUNDS):
            looks = itertools.count()
            until_s = time.monotonic() + RATE_S
            env.watch(lambda: next(looks) < 0 or time.monotonic() > until_s)  # noqa: B023 - it is asked at once
            ours += next(looks)
            until_s = time.monotonic() + RATE_S
            while time.monotonic() < until_s:
                source.grab(place)
                bare += 1
        source.close()
        return ours / (ROUNDS * RATE_S), bare / (ROUNDS * RATE_S)
    finally:
        env.close()


def ms(seconds: list[float]) -> str:
    return f"{1000 * statistics.median(seconds):.0f} ms"


if __name__ == "__main__":
    main()
