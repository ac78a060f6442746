"""What a replay found in another way is proposed, accepted by a person, and withdrawn when it was wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from eyehand.agent.replaying.healing import accept, folder_of, proposals
from eyehand.agent.replaying.results import Replayed
from eyehand.agent.replaying.running import run_script
from eyehand.agent.script.anchors import Anchors
from eyehand.agent.script.script import load
from eyehand.agent.settings import load as settings
from eyehand.tools.errors import UsageError
from eyehand.tools.eye.eye import Eye
from eyehand.tools.eye.location import Location
from eyehand.tools.frames import Frame

from ..conftest import Said
from .parcels import Parcels

QUIET = frozenset({"pixels", "structure", "direct"})
"""Rungs that need no healing."""

BY_HAND = """\
eyehand: 1
start: {browser: 'http://127.0.0.1:1/'}
parameters:
  who: {default: Bo Chen}
steps:
  # who it is for
  - type: Finn Olsen
    into: the Name field
  - click: the Add button  # sends it
    then: [{seen: 'Added: Finn Olsen'}]
  - {click: 'the Return link in the row of {who}', then: [{seen: 'Returned: {who}'}]}
"""


@dataclass
class Scripted:
    """Stands for a model that points: it finds a thing by words of the test's choice."""

    instead: dict[str, str]
    eye: Eye = field(default_factory=Eye)
    asked: list[str] = field(default_factory=list[str])

    def locate(self, frame: Frame, target: str) -> Location:
        self.asked.append(target)
        return self.eye.locate(frame, self.instead.get(target, "no such thing"))


def again(script: Path, page: Parcels, *how: str, locator: Scripted | None = None, **values: str) -> Replayed:
    run = script.parent / f"replay-{len(list(script.parent.glob('replay-*')))}"
    with_settings = settings(flags={"model": "embedded"})
    return run_script(script, with_settings, start=page.url(*how), values=values, out=run, locator=locator)


def rungs(result: Replayed) -> set[str]:
    return {step.rung for step in result.steps}


@pytest.fixture
def by_hand(tmp_path: Path) -> Path:
    path = tmp_path / "mine.yaml"
    path.write_text(BY_HAND, encoding="utf-8")
    return path


@pytest.mark.long
def test_a_script_by_hand_is_healed_into_one_with_anchors(
    by_hand: Path, page: Parcels, eyehand: Callable[..., Said]
) -> None:
    first = again(by_hand, page)
    assert first.outcome == "success", first.reason
    assert rungs(first) == {"eye"} and first.heals == 3

    said = eyehand("heal", by_hand)
    assert said.code == 0 and by_hand.read_text(encoding="utf-8") == BY_HAND
    assert "- the Add button  (no picture)\n+ the Add button  (" in said.out
    pictures = re.findall(r"^\+ .*\((.*)\)$", said.out, re.MULTILINE)
    assert len(pictures) == 3 and all(Path(picture).is_file() for picture in pictures)

    assert eyehand("heal", by_hand, "--accept").code == 0
    text = by_hand.read_text(encoding="utf-8")
    assert "# who it is for" in text and "# sends it" in text and "in the row of {who}" in text
    assert all(getattr(step, "anchor", None) for step in load(by_hand).steps)
    assert not folder_of(by_hand).exists()
    assert "nothing to heal" in eyehand("heal", by_hand).out

    page.did.clear()
    second = again(by_hand, page)
    assert second.outcome == "success", second.reason
    assert rungs(second) <= QUIET and second.heals == 0
    assert [list(did) for did in page.did] == [["added"], ["returned"]] and page.did[1] == {"returned": "Bo Chen"}

    page.did.clear()
    other = again(by_hand, page, who="Cleo Diaz")
    assert other.outcome == "success", other.reason
    assert page.did[1] == {"returned": "Cleo Diaz"}


def test_a_reworded_button_is_found_by_a_model_once(script: Path, page: Parcels, eyehand: Callable[..., Said]) -> None:
    model = Scripted({"the Add button": "the Store button"})
    first = again(script, page, "reworded", locator=model)
    assert first.outcome == "success", first.reason
    assert 1 <= first.model_calls <= 2 and first.model_calls == len(model.asked)
    [found] = [step for step in first.steps if step.rung == "model"]
    assert "Add" in found.words and len(page.did) == 2

    before = script.read_text(encoding="utf-8")
    said = eyehand("heal", script, "--accept")
    assert said.code == 0 and "- the Add button  (" in said.out and "+ the Store button  (" in said.out
    after = script.read_text(encoding="utf-8")
    assert after == before.replace("the Add button", "the Store button")

    model.asked.clear()
    second = again(script, page, "reworded", locator=model)
    assert second.outcome == "success", second.reason
    assert model.asked == [] and second.model_calls == 0 and rungs(second) <= QUIET

    # the same button, of which nothing comes any more
    third = again(script, page, "reworded", "silent", locator=model)
    assert third.outcome == "halted" and "withdrawn" in third.reason
    assert script.read_text(encoding="utf-8") == before


@pytest.mark.long
def test_a_heal_that_fails_later_is_withdrawn_with_its_anchor(
    by_hand: Path, page: Parcels, eyehand: Callable[..., Said]
) -> None:
    text = by_hand.read_text(encoding="utf-8").replace("then: [{", "within_s: 3\n    then: [{", 1)
    by_hand.write_text(text, encoding="utf-8")
    assert again(by_hand, page).heals == 3
    assert eyehand("heal", by_hand, "--accept").code == 0
    name = load(by_hand).steps[1].anchor
    assert name is not None and Anchors(by_hand).read(name) != ()

    failed = again(by_hand, page, "silent")
    assert failed.outcome == "halted" and "`eyehand heal` is withdrawn" in failed.reason
    assert Anchors(by_hand).read(name) == ()
    twice = again(by_hand, page, "silent")
    assert twice.outcome == "halted" and "withdrawn" not in twice.reason

    relearned = again(by_hand, page)
    assert relearned.outcome == "success" and relearned.heals == 1
    assert eyehand("heal", by_hand, "--accept").code == 0
    assert Anchors(by_hand).read(name) != ()


def test_nothing_is_taken_over_into_a_script_that_was_changed_since(
    by_hand: Path, page: Parcels, eyehand: Callable[..., Said]
) -> None:
    written = BY_HAND.partition("steps:")[0] + "steps:\n  - click: the Add button\n"
    by_hand.write_text(written, encoding="utf-8")
    assert again(by_hand, page).heals == 1
    changed = written.replace("steps:\n", "steps:\n  - click: the Fragile check box\n")
    by_hand.write_text(changed, encoding="utf-8")
    said = eyehand("heal", by_hand, "--accept")
    assert said.code == 2 and "changed" in said.err
    assert by_hand.read_text(encoding="utf-8") == changed
    assert not Anchors(by_hand).folder.exists()


@pytest.mark.long
def test_a_step_that_named_something_else_teaches_nothing(
    by_hand: Path, page: Parcels, eyehand: Callable[..., Said]
) -> None:
    """Its picture would be of another row."""
    assert again(by_hand, page, who="Cleo Diaz").heals == 2
    assert eyehand("heal", by_hand, "--accept").code == 0
    page.did.clear()
    result = again(by_hand, page)
    assert result.outcome == "success", result.reason
    assert page.did[1] == {"returned": "Bo Chen"}


def test_where_nothing_was_learned_nothing_changes(by_hand: Path, eyehand: Callable[..., Said]) -> None:
    accept(by_hand, proposals(by_hand))
    assert eyehand("heal", by_hand, "--accept").code == 0
    assert by_hand.read_text(encoding="utf-8") == BY_HAND


def test_a_damaged_proposal_is_told(by_hand: Path, eyehand: Callable[..., Said]) -> None:
    folder_of(by_hand).mkdir(parents=True)
    (folder_of(by_hand) / "2-click.json").write_text('{"name": "2-cl', encoding="utf-8")
    with pytest.raises(UsageError, match="is no proposal"):
        proposals(by_hand)
    said = eyehand("heal", by_hand, "--accept")
    assert said.code == 2 and "2-click.json is no proposal" in said.err and "delete it" in said.err
    assert by_hand.read_text(encoding="utf-8") == BY_HAND
