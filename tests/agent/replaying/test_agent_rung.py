"""What nothing finds, the run's own model may do: one step, judged by what must be true afterwards."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from eyehand.agent.episode import Episode
from eyehand.agent.history import History
from eyehand.agent.models.scripted import Scripted
from eyehand.agent.replaying.play import opened
from eyehand.agent.replaying.running import replay_on
from eyehand.env.events import Replied, Resolved
from eyehand.tools.actions import Act, Click, Done
from eyehand.tools.eye.eye import Eye
from eyehand.tools.frames import Frame

from .parcels import Parcels

HEAD = "eyehand: 1\nstart: {browser: 'http://127.0.0.1:1/'}\nsteps:\n  - {type: Ada, into: the Name field}\n"


def click_store(history: History) -> Act:
    """What a model would do that knows that Store is another word for it."""
    found = Eye().locate(Frame.open(history.screens[-1].path), "the Store button")
    assert found.point is not None
    return Act(action=Click(at=found.point), target="the Store button")


@pytest.fixture
def script(tmp_path: Path) -> Path:
    return tmp_path / "it.yaml"


def test_it_does_one_step_and_hands_back(episode: Callable[..., Episode], script: Path, page: Parcels) -> None:
    script.write_text(
        HEAD + "  - {click: the Frobnicate button, within_s: 1, then: [{seen: 'Added: Ada'}]}\n"
        "  - {click: the Return link in the row of Bo Chen, then: [{seen: 'Returned: Bo Chen'}]}\n",
        encoding="utf-8",
    )
    said = [click_store, Done(status="success", reason="stored")]
    run = episode(page.url("reworded"), Scripted(said))
    result = replay_on(run, opened(script, {}))
    assert result.outcome == "success", result.reason
    assert [step.rung for step in result.steps] == ["eye", "agent", "eye"]
    assert result.steps[1].model_calls == 2
    assert [list(did) for did in page.did] == [["added"], ["returned"]]
    [event] = [event for event in run.events if isinstance(event, Resolved) and event.rung == "agent"]
    assert event.words == result.steps[1].words and "was not found" in event.reason
    assert result.heals == 2  # not of what it did


def test_what_it_claims_is_not_believed(episode: Callable[..., Episode], script: Path, page: Parcels) -> None:
    script.write_text(
        HEAD + "  - {click: the Frobnicate button, within_s: 1, then: [{seen: 'Added: Ada'}]}\n"
        "  - {click: the Return link in the row of Bo Chen}\n",
        encoding="utf-8",
    )
    run = episode(page.url(), Scripted([Done(status="success", reason="it is done")]))
    result = replay_on(run, opened(script, {}))
    assert result.outcome == "halted" and "'Added: Ada' can be read was expected" in result.reason
    assert result.steps[-1].rung == "agent" and page.did == []


@pytest.mark.long
def test_a_step_that_nothing_would_prove_is_not_handed_over(
    episode: Callable[..., Episode], script: Path, page: Parcels
) -> None:
    script.write_text(HEAD + "  - {click: the Frobnicate button, within_s: 1}\n", encoding="utf-8")
    run = episode(page.url("reworded"), Scripted([click_store]))
    result = replay_on(run, opened(script, {}))
    assert result.outcome == "halted" and "was not found" in result.reason
    assert not [event for event in run.events if isinstance(event, Replied) and event.by == "scripted"]
    assert page.did == []
