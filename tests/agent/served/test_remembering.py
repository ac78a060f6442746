"""What was visible once is known as long as the history tells it: real Chromium, a reader behind a server."""

from __future__ import annotations

from pathlib import Path

import pytest

from ...benchmarks.remembering import Task, Way, measure

TOAST, PAGE = Task(6, in_toast=True), Task(6)


@pytest.mark.parametrize(
    "task", [pytest.param(TOAST, id="toast"), pytest.param(PAGE, id="page", marks=pytest.mark.long)]
)
def test_the_whole_history_knows_what_five_screens_do_not(task: Task, tmp_path: Path) -> None:
    for way, known in ((Way("last 5", window=5), False), (Way("all"), True)):
        (tmp_path / way.name).mkdir()
        assert measure(way, task, tmp_path / way.name).known is known, way.name


@pytest.mark.long
def test_what_is_folded_away_is_recalled(tmp_path: Path) -> None:
    assert measure(Way("folded", context=8 << 10), Task(14), tmp_path).known
