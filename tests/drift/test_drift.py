"""Shown once, replayed on an application that looks other: it is done, or it stops; nothing wrong is ever done."""

from __future__ import annotations

from pathlib import Path

import pytest

from .chore import Chore
from .chores import CHORES, CORRECT, PROMOTE, TRIAGE
from .drifts import DRIFTS, NONE
from .shown import Shown, shown
from .suite import Run, replayed

BY_NAME = {drift.name: drift for drift in (NONE, *DRIFTS)}
QUICK = ("none", "another record opens")
DOZEN = (
    "zoom 80 %",
    "zoom 150 %",
    "device scale 2",
    "inverted colours",
    "serif font",
    "text 120 %",
    "window 1024×768",
    "restyled controls",
    "more rows",
    "row twice",
    "another record opens",
    "values rejected",
)


@pytest.fixture(scope="module")
def lessons(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Shown]:
    """Chores that were shown already, by name."""
    return {}


def run(lessons: dict[str, Shown], name: str, drift: str, tmp_path_factory: pytest.TempPathFactory, number: int) -> Run:
    chore = next(each for each in CHORES if each.name == name)
    if name not in lessons:
        lessons[name] = shown(chore, tmp_path_factory.mktemp("shown"))
    return replayed(lessons[name], BY_NAME[drift], number, tmp_path_factory.mktemp("run"))


@pytest.mark.parametrize("drift", QUICK)
def test_it_is_done_under_drift_and_stops_under_a_fault(
    lessons: dict[str, Shown], tmp_path_factory: pytest.TempPathFactory, drift: str
) -> None:
    one = run(lessons, CORRECT.name, drift, tmp_path_factory, number=0)
    assert one.end == ("halt" if BY_NAME[drift].kind == "fault" else "pass"), f"{one.reason} [{one.judged}]"
    assert one.model_calls == 0


@pytest.mark.long
@pytest.mark.parametrize("chore", [PROMOTE, TRIAGE], ids=lambda chore: chore.name)
def test_other_applications_are_done_again_and_their_faults_are_noticed(
    lessons: dict[str, Shown], tmp_path_factory: pytest.TempPathFactory, chore: Chore
) -> None:
    done = run(lessons, chore.name, "none", tmp_path_factory, number=0)
    assert done.end == "pass" and done.model_calls == 0, f"{done.reason} [{done.judged}]"
    for fault in ("another record opens", "row twice", "button does nothing"):
        one = run(lessons, chore.name, fault, tmp_path_factory, number=0)
        assert one.end == "halt", f"{fault}: {one.reason} [{one.judged}]"


@pytest.mark.long
def test_nothing_wrong_is_done_and_most_looks_are_passed(
    lessons: dict[str, Shown], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The other chores, and how many of each kind, are for ``python -m tests.benchmarks.drift``."""
    runs = [run(lessons, CORRECT.name, name, tmp_path_factory, number=1) for name in DOZEN]
    assert not [one for one in runs if one.end == "wrong"]
    looks = [one for one in runs if BY_NAME[one.drift].kind == "cosmetic"]
    passed = [one for one in looks if one.end == "pass"]
    assert passed, [(one.drift, one.reason) for one in looks]
    assert sum(one.model_calls for one in runs) == 0


@pytest.mark.long
def test_a_success_banner_over_an_error_is_not_believed(
    lessons: dict[str, Shown], tmp_path_factory: pytest.TempPathFactory
) -> None:
    one = run(lessons, CORRECT.name, "error 500 with a success banner", tmp_path_factory, number=1)
    assert one.end == "halt", one.reason


def test_a_script_knows_its_parameters_by_what_was_typed(tmp_path: Path) -> None:
    lesson = Shown(CORRECT, tmp_path / "script.yaml", 0, 0)
    lesson.script.write_text(
        "eyehand: 1\nname: x\nstart: {browser: 'http://localhost/'}\nparameters:\n  sum: {default: '471.50'}\n"
        "secrets: [password]\nsteps:\n  - type: '{sum}'\n    into: Amount\n"
    )
    assert lesson.values(CORRECT.with_others()) == {"sum": CORRECT.others["amount"]}
    assert lesson.secrets() == {"password": CORRECT.parameters["password"]}
