"""docs/scripts.md names every verb and field of scripts; its example is a script without a mistake."""

from __future__ import annotations

import re
from pathlib import Path

from eyehand.agent.replaying.running import replay
from eyehand.agent.script.checking import check
from eyehand.agent.script.script import VERSION
from eyehand.agent.script.verbs import VERBS, Click
from eyehand.tasks.apps.expenses.server import ExpensesServer

from .tree import ROOT

TEXT = (ROOT / "docs" / "scripts.md").read_text(encoding="utf-8")
_SHARED = [name for name in Click.model_fields if name != "click"]


def _rows(section: str) -> dict[str, list[str]]:
    """First cell to the names in the last one."""
    found = re.findall(r"^\| `(\w+)` \|.*\|([^|]*)\|$", section, re.MULTILINE)
    return {verb: re.findall(r"`(\w+)`", fields) for verb, fields in found}


def test_each_verb_has_its_row_with_its_fields() -> None:
    own = {verb: [name for name in kind.model_fields if name not in (*_SHARED, verb)] for verb, kind in VERBS.items()}
    assert _rows(TEXT.partition("## Verbs")[2]) == own


def test_each_field_that_all_have_is_named() -> None:
    shared = TEXT.partition("## What every step may say")[2].partition("## Verbs")[0]
    assert sorted(re.findall(r"^\| `(\w+)` \|", shared, re.MULTILINE)) == sorted(_SHARED)


def test_the_version_is_the_one_that_is_read() -> None:
    assert re.findall(r"format version (\d+)", TEXT) == [str(VERSION)]


def test_each_example_has_no_mistake(tmp_path: Path) -> None:
    examples = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
    assert examples
    for n, example in enumerate(examples):
        path = tmp_path / f"{n}.yaml"
        path.write_text(example, encoding="utf-8")
        assert check(path) == []


def test_the_example_does_what_it_says(tmp_path: Path) -> None:
    [example, *_] = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
    path = tmp_path / "expense.yaml"
    path.write_text(example, encoding="utf-8")
    with ExpensesServer(latency_s=0.3) as app:
        done = replay(path, start=f"{app.url}new", values={"amount": "99.90"}, out=tmp_path / "run", model="embedded")
    assert done.outcome == "success", done.reason
    made = app.expenses[0]
    assert (made.description, str(made.amount), made.category) == ("Taxi", "99.90", "Travel")
