"""A control that says another word: a model points at it once, a person accepts, and nobody is asked again.

The model is scripted (``pointer.py``): the page tells it where the thing is.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from eyehand.agent.replaying.healing import accept, proposals
from eyehand.agent.script.script import load
from eyehand.agent.script.verbs import targets_of

from ..agent.served.server import MODEL, ModelServer
from .chore import Chore
from .chores import CORRECT
from .drifts import DRIFTS, Drift
from .pointer import Pointer
from .proxy import Exchange, rewritten
from .shown import shown
from .suite import replayed, with_a_model


def _stored(chore: Chore, chance: random.Random) -> tuple[Exchange, ...]:
    def change(page: str) -> str:
        return page.replace(">Save<", ">Store<")

    return rewritten("text/html", change), rewritten("javascript", change)


STORED = Drift("the last button re-worded", "structural", _stored)


@pytest.mark.long
def test_a_re_worded_control_is_pointed_at_once_and_known_from_then_on(tmp_path: Path) -> None:
    lesson = shown(CORRECT, tmp_path / "shown")
    folder = tmp_path / "runs"
    pointer = Pointer(folder / "run-0", lesson.places())
    with ModelServer(pointer) as server:
        models = {"model": "endpoint", "base_url": server.url, "model_id": MODEL}
        asked = replayed(lesson, STORED, 0, folder, models)
        assert asked.end == "pass", f"{asked.reason} [{asked.judged}]"
        assert asked.rungs.get("model") == 1 and asked.model_calls <= 2
        assert pointer.words == ["the Save button"]

        script = folder / "script" / lesson.script.name
        learned = [one for one in proposals(script) if one.rung == "model"]
        assert [one.words for one in learned] == ["the Save button"]
        accept(script, proposals(script))
        assert "the Store button" in targets_of(load(script).steps[-1])

        requests = len(server.asked)
        known = replayed(lesson, STORED, 1, folder, models)
    assert known.end == "pass", f"{known.reason} [{known.judged}]"
    assert known.model_calls == 0 and len(server.asked) == requests


@pytest.mark.long
def test_all_controls_re_worded_take_two_questions_once(tmp_path: Path) -> None:
    """What proves a step is what the page tells, not what its controls are called; a date finds its field, too."""
    [reworded] = [drift for drift in DRIFTS if drift.name == "controls re-worded"]
    asked, known = with_a_model(shown(CORRECT, tmp_path / "shown"), reworded, 0, tmp_path / "runs")
    assert asked.end == known.end == "pass", f"{asked.reason} {known.reason}"
    assert 1 <= asked.model_calls <= 2 and known.model_calls == 0


@pytest.mark.long
def test_without_a_model_a_re_worded_control_halts_and_nothing_is_saved(tmp_path: Path) -> None:
    one = replayed(shown(CORRECT, tmp_path / "shown"), STORED, 0, tmp_path / "run")
    assert one.end == "halt" and one.judged.startswith("not done"), f"{one.reason} [{one.judged}]"
    assert "Save" in one.reason and one.model_calls == 0
