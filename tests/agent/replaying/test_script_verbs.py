"""Every verb of a script that a person wrote, on pages that remember on their server what was done."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import SecretStr

from eyehand.agent.replaying.results import Replayed
from eyehand.agent.replaying.running import no_person, run_script
from eyehand.agent.settings import load as settings
from eyehand.tools.errors import UsageError
from eyehand.tools.secrets import Secrets

from .parcels import Parcels

HEAD = "eyehand: 1\nstart: {browser: 'http://127.0.0.1:1/'}\n"
PASSWORD = "hunter2-swordfish"


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., Replayed]:
    """Writes a script with these steps (and what stands before them), and runs it."""

    def ran(
        steps: str,
        start: str,
        *,
        head: str = "",
        ask: Callable[[str], str] = no_person,
        secrets: dict[str, str] | None = None,
    ) -> Replayed:
        path = tmp_path / "it.yaml"
        path.write_text(f"{HEAD}{head}steps:\n{steps}", encoding="utf-8")
        hidden = Secrets({name: SecretStr(value) for name, value in (secrets or {}).items()})
        return run_script(
            path,
            settings(flags={"model": "embedded"}),
            start=start,
            out=tmp_path / "run",
            ask=ask,
            secrets=hidden,
            secret_specs=hidden.names,
        )

    return ran


@pytest.mark.long
def test_pointer_and_keys(run: Callable[..., Replayed], page: Parcels) -> None:
    steps = """\
  - {type: lamps, into: the Search field}
  - {press: Enter, then: [{seen: Searched for lamps}]}
  - {hover: Account, then: [{seen: Account of Ada}]}
  - {double_click: Report, then: [{seen: Opened the report}]}
  - {right_click: Report, then: [{seen: Menu of the report}]}
  - {drag: Card, to: Basket, then: [{seen: Put the card away}]}
  - {scroll: 2, over: Entry 2, then: [{seen: Scrolled the list}]}
  - {scroll: 0, sideways: 1, over: Monday Tuesday, then: [{seen: Scrolled the strip}]}
  - {scroll: null, to: the Finish button}
  - {click: the Finish button, then: [{seen: All finished}]}
"""
    result = run(steps, page.verbs)
    assert result.outcome == "success", result.reason
    done = [what for what in page.did if what != "in front"]
    for what in ("Searched for lamps", "Account of Ada", "Opened the report", "Menu of the report",
                 "Put the card away", "Scrolled the list", "Scrolled the strip", "All finished"):  # fmt: skip
        assert what in done
    assert done[0] == "Searched for lamps" and done[-1] == "All finished"


@pytest.mark.long
def test_dialogs_tabs_and_files(run: Callable[..., Replayed], page: Parcels, tmp_path: Path) -> None:
    (tmp_path / "cat.png").write_bytes(b"a picture")
    steps = """\
  - click: the Delete all button
  - {dialog: dismiss, then: [{seen: Kept all}]}
  - click: the Delete all button
  - {dialog: accept, then: [{seen: Deleted all}]}
  - click: the Rename button
  - {dialog: accept, text: Ada, then: [{seen: Renamed to Ada}]}
  - upload: cat.png
    to: the Choose File button
    then: [{seen: Got cat.png}]
  - click: the Help page link
  - {tab: 2, then: [{seen: pop-up}]}
  - {tab: 1, then: [{seen: Got cat.png}, {gone: pop-up}]}
"""
    result = run(steps, page.verbs)
    assert result.outcome == "success", result.reason
    done = [what for what in page.did if what != "in front"]
    assert done == ["Kept all", "Deleted all", "Renamed to Ada", "Got cat.png"]


def test_a_secret_is_typed_and_kept_nowhere(run: Callable[..., Replayed], page: Parcels, tmp_path: Path) -> None:
    steps = "  - {type: '{pw}', into: the Password field}\n  - {press: Tab}\n  - {expect: Password}\n"
    result = run(steps, page.verbs, head="secrets: [pw]\n", secrets={"pw": PASSWORD})
    assert result.outcome == "success", result.reason
    assert {"password": PASSWORD} in page.did
    files = [path for path in (tmp_path / "run").rglob("*") if path.is_file()]
    assert files and not [path for path in files if PASSWORD.encode() in path.read_bytes()]
    assert PASSWORD not in result.model_dump_json()


@pytest.mark.long
def test_rows_of_a_table_and_another_script(run: Callable[..., Replayed], page: Parcels, tmp_path: Path) -> None:
    """What was read, and what a person answered in a row, is typed further down."""
    (tmp_path / "new.csv").write_text("name,weight\nEva Fox,3\nGus Hall,0.75\n", encoding="utf-8")
    (tmp_path / "add.yaml").write_text(
        HEAD + "parameters: {name: {}, weight: {}}\nsteps:\n"
        "  - {type: '{name}', into: the Name field}\n"
        "  - {type: '{weight}', into: the Weight field}\n"
        "  - {click: the Add button, then: [{seen: 'Added: {name}'}]}\n",
        encoding="utf-8",
    )
    steps = """\
  - repeat: new.csv
    steps:
      - run: add.yaml
        set: {name: '{name}', weight: '{weight}'}
      - {ask_person: 'Who is after {name}?', into: next}
  - extract: the Kilos in the row of Cleo Diaz
    into: kilos
  - {extract: the parcels, into: parcels, fields: {who: For, kilos: Kilos}, rows: true}
  - run: add.yaml
    set: {name: '{next}', weight: '{kilos}'}
  - {wait_for: Overdue, gone: true}
"""
    asked: list[str] = []

    def person(question: str) -> str:
        asked.append(question)
        return "Ida Jung"

    result = run(steps, page.url(), ask=person)
    assert result.outcome == "success", result.reason
    added = [(one["added"]["name"], one["added"]["weight"]) for one in page.did]
    assert added == [("Eva Fox", "3"), ("Gus Hall", "0.75"), ("Ida Jung", "7.1")]
    assert asked == ["Who is after Eva Fox?", "Who is after Gus Hall?"]
    assert result.values["kilos"] == "7.1"
    assert result.values["parcels"] == [
        {"who": "Gus Hall", "kilos": "0.75"},
        {"who": "Eva Fox", "kilos": "3"},
        {"who": "Anna Berg", "kilos": "2.5"},
        {"who": "Bo Chen", "kilos": "0.4"},
        {"who": "Cleo Diaz", "kilos": "7.1"},
    ]
    assert [step.at for step in result.steps][:5] == ["1.1.1.1", "1.1.1.2", "1.1.1.3", "1.1.2", "1.2.1.1"]


def test_what_is_seen_decides_and_what_is_optional_may_be_missing(run: Callable[..., Replayed], page: Parcels) -> None:
    steps = """\
  - if_seen: Cookies
    within_s: 0.5
    steps:
      - click: the Accept button
    otherwise:
      - {type: Nobody, into: the Name field}
  - if_seen: Parcels
    steps:
      - act: "Type '4' into Weight and tick Fragile"
  - {click: the Later button, optional: true, within_s: 0.5}
  - {select: Overnight, of: the Service drop-down}
  - {tick: Fragile, on: false}
  - {click: the Add button, then: [{seen: 'Added: Nobody'}, {visible: the Return link in the row of Nobody}]}
"""
    result = run(steps, page.url())
    assert result.outcome == "success", result.reason
    assert page.did == [{"added": {"name": "Nobody", "weight": "4", "service": "Overnight"}}]
    assert [step.at for step in result.steps] == ["1.1", "2.1", "3", "4", "5", "6"]
    assert [step.skipped for step in result.steps] == [False, False, True, False, False, False]


@pytest.mark.parametrize(
    ("steps", "problem"),
    [
        ("  - {expect: Delivered, within_s: 1}\n", "'Delivered' can be read was expected"),
        ("  - {ask_person: 'Go on?'}\n", "nobody is there to be asked 'Go on?'"),
        pytest.param("  - {dialog: accept, within_s: 1}\n", "no dialog opened", marks=pytest.mark.long),
        pytest.param("  - {wait_for: Parcels, gone: true, within_s: 1}\n", "'Parcels' is gone was expected",
                     marks=pytest.mark.long),
        pytest.param("  - {select: Never, of: the Service drop-down}\n", "Never", marks=pytest.mark.long),
        pytest.param("  - {act: Frobnicate the parcels}\n", "Frobnicate", marks=pytest.mark.long),
        pytest.param("  - {extract: the colour of the sky, into: colour}\n", "cannot be read", marks=pytest.mark.long),
    ],
)  # fmt: skip
def test_what_cannot_be_done_halts_with_its_step(
    run: Callable[..., Replayed], page: Parcels, steps: str, problem: str
) -> None:
    result = run(steps + "  - {click: the Add button}\n", page.url())
    assert result.outcome == "halted"
    assert result.reason.startswith("step 1 (") and problem in result.reason
    assert page.did == []


def test_a_script_that_runs_itself_is_refused(run: Callable[..., Replayed], page: Parcels, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="it would run for ever"):
        run("  - {click: the Add button}\n  - run: it.yaml\n", page.url())
    assert page.did == [] and not (tmp_path / "run").exists()


@pytest.mark.parametrize("proof", ["{seen: Dora Ek}", "{visible: the row of Dora Ek}"])
def test_what_was_typed_proves_nothing_while_it_stands_in_its_field(
    run: Callable[..., Replayed], page: Parcels, proof: str
) -> None:
    """A button that does nothing is noticed, though all that was given can be read; in a row it is a proof."""
    steps = f"  - {{type: Dora Ek, into: Name}}\n  - {{click: the Add button, within_s: 4, then: [{proof}]}}\n"
    deaf = run(steps, page.url("deaf"))
    assert deaf.outcome == "halted" and "Dora Ek" in deaf.reason, deaf.reason
    shutil.rmtree(deaf.run)
    assert run(steps, page.url()).outcome == "success"
    assert page.did == [{"added": {"name": "Dora Ek", "weight": "", "service": "Standard"}}]


def test_a_thing_that_must_be_seen_is_scrolled_to(run: Callable[..., Replayed], page: Parcels) -> None:
    result = run("  - {hover: Account, within_s: 4, then: [{visible: the Finish button}]}\n", page.verbs)
    assert result.outcome == "success", result.reason
