"""What a step on a desktop costs beside its parts, and what looking costs beside bare mss; prints a table.

    python tests/benchmarks/desktop.py

Step minus capture, input, settle and model is the overhead of the loop. The capture rate is that of a desktop that is
watched as fast as it can be, with nothing and with everything changing, beside mss alone on the same display.
"""

from __future__ import annotations

import itertools
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from eyehand.agent.models.scripted import Scripted
from eyehand.agent.settings import load
from eyehand.agent.start import start_desktop
from eyehand.env import desktop
from eyehand.env.desktop import DesktopEnv
from eyehand.env.events import Observed, Receipt, Replied
from eyehand.env.trajectory import Trajectory
from eyehand.tools.actions import Act, Done, Type
from eyehand.tools.desktop.capture import Capture

STEPS, RATE_S = 30, 3.0


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        found = stages(Path(folder) / "run")
        still, bare = rates(Path(folder) / "still", "mousepad")
        moving, bare_moving = rates(Path(folder) / "moving", "xterm -e yes")
    table = Table("what", "eyehand (median)", "beside it", "goal")
    table.add_row("step minus capture, input, settle, model", ms(found["rest"]), "", "≤ 60 ms")
    table.add_row("capture (1280x800, PNG)", ms(found["capture"]), "", "")
    table.add_row("input (a character)", ms(found["act"]), "", "")
    table.add_row("settle after a character", ms(found["settle"]), "", "")
    table.add_row("captures a second, still", f"{still:.0f}", f"{bare:.0f} mss", "")
    table.add_row("captures a second, a terminal that scrolls", f"{moving:.0f}", f"{bare_moving:.0f} mss", "")
    Console(width=110).print(table)


def stages(folder: Path) -> dict[str, list[float]]:
    """Run scripted actions through the real loop; seconds of each stage of each step, read from the trajectory."""
    folder.mkdir()
    flags = {"model": "embedded", "limits.max_steps": STEPS + 5, "desktop.app": "mousepad"}
    episode = start_desktop(folder, load(flags=flags))
    acts = [Act(action=Type(text=letter)) for letter in itertools.islice(itertools.cycle("abcdefg\n"), STEPS)]
    episode.decider = Scripted([*acts, Done(status="failure", reason="the end")])
    try:
        outcome = episode.run("benchmark")
    finally:
        episode.close()
    assert outcome.reason == "the end", outcome
    found: dict[str, list[float]] = {"rest": [], "capture": [], "act": [], "settle": []}
    events = Trajectory.read(folder).events
    seen = [event for event in events if isinstance(event, Observed)]
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
    """Captures a second of a desktop that is watched without a pause, and of mss alone."""
    desktop.POLL_S = desktop.ASK_S = 0.0
    env = DesktopEnv(folder, clock=time.monotonic, app=app)
    try:
        env.reset()
        looks = itertools.count()
        until_s = time.monotonic() + RATE_S
        env.watch(lambda: next(looks) < 0 or time.monotonic() > until_s)
        source = Capture(env.display, 0)
        bare = per_second(source.grab)
        source.close()
        return next(looks) / RATE_S, bare
    finally:
        env.close()


def per_second(work: Callable[[], object]) -> float:
    times, until_s = 0, time.monotonic() + RATE_S
    while time.monotonic() < until_s:
        work()
        times += 1
    return times / RATE_S


def ms(seconds: list[float]) -> str:
    return f"{1000 * statistics.median(seconds):.0f} ms"


if __name__ == "__main__":
    main()
