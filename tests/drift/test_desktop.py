"""Chores that were shown once on a desktop are replayed when its windows, letters and colours are others.

A replay that does what was not asked for is always wrong; one that stops without harm is what faults ask for.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from .desk import CHORES, DRIFTS, FORM_CHORE, NONE, Chore, Drift, has_gtk, replayed, shown

QUICK = {"the window is elsewhere", "Save is missing"}
Scripts = dict[str, Path]

pytestmark = pytest.mark.skipif(not has_gtk(), reason="/usr/bin/python3 has no GTK 3")


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Scripts:
    """The scripts that were compiled so far; each chore is shown once."""
    return {}


def script_of(chore: Chore, scripts: Scripts, tmp_path_factory: pytest.TempPathFactory) -> Path:
    if chore.name not in scripts:
        scripts[chore.name] = shown(chore, tmp_path_factory.mktemp(chore.name))
    return scripts[chore.name]


def cases() -> list[object]:
    """Each chore under each drift that says something of it."""
    return [
        pytest.param(
            chore,
            drift,
            id=f"{chore.name}, {drift.name}",
            marks=() if chore is FORM_CHORE and drift.name in QUICK else pytest.mark.long,
        )
        for chore in CHORES
        for drift in (NONE, *DRIFTS)
        if chore is FORM_CHORE
    ]


@pytest.mark.parametrize(("chore", "drift"), cases())
def test_a_chore_is_replayed_or_stops_without_harm(
    chore: Chore, drift: Drift, scripts: Scripts, tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    script = script_of(chore, scripts, tmp_path_factory)
    verdict, result = replayed(chore, script, drift, tmp_path)
    print(f"{chore.name}, {drift.name}: {verdict}; {[(step.rung, step.seconds) for step in result.steps]}")
    allowed = drift.allowed | ({"safe halt"} if chore.may_halt else set())
    assert verdict in allowed, f"{verdict}: {result.reason}"
    assert (result.outcome == "success") == (verdict == "pass"), result.reason
    assert result.model_calls == 0
