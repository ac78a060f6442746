"""An episode on a MiniWoB++ page ends when the page says so."""

from __future__ import annotations

import contextlib
from pathlib import Path

from eyehand.agent.settings import load as settings
from eyehand.agent.start import start_browser
from eyehand.tasks.miniwob.stage import SCALE, VIEWPORT, MiniwobStage, staged


def test_an_episode_ends_when_its_task_is_over_or_after_ten_actions(tmp_path: Path) -> None:
    flags = {"model": "embedded", "browser.viewport": VIEWPORT, "browser.scale": SCALE}

    def run(stage: MiniwobStage, instruction: str, most: int) -> tuple[str, int]:
        folder = tmp_path / f"run-{most}"
        folder.mkdir()
        episode = start_browser(
            stage.url, folder, settings(flags=flags | {"limits.max_steps": most}), reads_along=False
        )
        with contextlib.closing(episode.open()):
            episode.over = stage.over
            outcome = episode.run(instruction)
        return outcome.reason, outcome.steps

    with staged("click-test", 0) as stage:
        reason, steps = run(stage, "Click the button, then type Ada into Name", 10)
        assert (reason, steps, stage.play.raw) == ("the task is over", 1, 1.0)
    with staged("enter-text", 0) as stage:
        reason, steps = run(stage, "Press Tab. " * 4, 2)
        assert "limit of 2 steps" in reason
        assert not stage.over()
