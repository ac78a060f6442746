"""The embedded eye on a fixed sample of generated pages; `python -m tests.benchmarks.eye_pages` measures many more."""

from __future__ import annotations

import pytest

from eyehand.tools.browser.chromium import find_chromium
from tests.proof.measure import Answer, measure
from tests.proof.phrases import instructions
from tests.proof.shots import INSTALL, MODULES, Shot, plan, shoot

SEED, LOOKS = 10, (0, 2, 4, 10, 11)
TARGETS, MISSING = 30, 12
FLOORS = {"text": 0.78, "field": 0.64, "control": 0.64, "icon": 0.6, "descriptive": 0.46}
"""A little below what is measured on this sample."""
NEVER_FOUND = 0.98
MOST_WRONG = 0.06


@pytest.fixture(scope="module")
def shots() -> list[Shot]:
    if not MODULES.is_dir():
        pytest.fail(f"{MODULES} is missing; install the style sheets and icons with `{INSTALL}`")
    looks = plan(SEED, max(LOOKS) + 1)
    return list(shoot([looks[number] for number in LOOKS], str(find_chromium())))


@pytest.fixture(scope="module")
def answers(shots: list[Shot]) -> list[Answer[Shot]]:
    return [answer for reading in measure(shots, TARGETS, MISSING) for answer in reading.answers]


@pytest.mark.parametrize("kind", FLOORS)
def test_targets_are_found(answers: list[Answer[Shot]], kind: str) -> None:
    some = [answer for answer in answers if answer.present and answer.asked.group == kind]
    assert len(some) >= 10
    missed = [f"{a.asked.words!r}: {a.outcome} ({a.said.how}) on {a.shot.look}" for a in some if a.outcome != "hit"]
    assert 1 - len(missed) / len(some) >= FLOORS[kind], "\n".join(missed)


def test_what_is_not_there_is_not_found(answers: list[Answer[Shot]]) -> None:
    some = [answer for answer in answers if not answer.present]
    assert len(some) >= 10 * len(LOOKS)
    wrong = [f"{a.asked.words!r}: {a.said.how} on {a.shot.look}" for a in some if a.outcome == "wrong"]
    assert 1 - len(wrong) / len(some) >= NEVER_FOUND, "\n".join(wrong)


def test_a_wrong_place_is_rarely_named(answers: list[Answer[Shot]]) -> None:
    some = [answer for answer in answers if answer.present]
    wrong = [f"{a.asked.words!r}: {a.said.how} on {a.shot.look}" for a in some if a.outcome == "wrong"]
    assert len(wrong) / len(some) <= MOST_WRONG, "\n".join(wrong)


def test_the_same_seed_asks_for_the_same(shots: list[Shot]) -> None:
    (again,) = shoot([shots[0].look], str(find_chromium()))
    assert instructions(again, TARGETS) == instructions(shots[0], TARGETS)
    other = (again.frame.pixels != shots[0].frame.pixels).any(axis=2)
    assert other.mean() < 0.001  # Chromium smooths a few edges differently from time to time


def test_the_truth_lies_on_the_picture(shots: list[Shot]) -> None:
    for shot in shots:
        assert len(shot.shown) >= 5
        for one in shot.shown:
            for box in one.boxes:
                assert box.area > 0 and box.clip(shot.frame.width, shot.frame.height).iou(box) > 0.9
