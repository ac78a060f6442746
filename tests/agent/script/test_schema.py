"""The published JSON schema is the current one, and takes what `load` takes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator

from eyehand.agent.script.schema import schema, text
from eyehand.agent.script.script import Script, load
from eyehand.agent.script.verbs import VERBS
from eyehand.agent.script.writing import dump
from eyehand.tools.errors import UsageError
from eyehand.tools.marked_yaml import Marked

from ...tree import ROOT
from .any_scripts import scripts

_VALIDATOR = Draft202012Validator(schema())
_HEAD = "start: {browser: x}\nsteps:\n"


def test_the_published_file_is_what_check_prints() -> None:
    published = ROOT / "docs" / "script.schema.json"
    assert published.read_text(encoding="utf-8") == text(), "run: eyehand check --schema > docs/script.schema.json"


def test_it_is_a_schema_with_words_for_each_verb() -> None:
    Draft202012Validator.check_schema(schema())
    kinds = json.loads(text())["$defs"]
    assert all(kinds[kind.__name__]["properties"][verb]["description"] for verb, kind in VERBS.items())


@given(script=scripts)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_it_takes_each_script_that_is_written(script: Script) -> None:
    assert list(_VALIDATOR.iter_errors(Marked(dump(script), "any").data)) == []


@pytest.mark.parametrize(
    "steps",
    [
        "  - clik: Save\n",
        "  - {click: Save, colour: red}\n",
        "  - click: ''\n",
        "  - type: 42\n",
        "  - {scroll: one}\n",
        "  - {tab: 0}\n",
        "  - {go: forward}\n",
        "  - {click: Save, then: [{see: Saved}]}\n",
        "  - {click: Save, then: [{}]}\n",
        "  - {if_seen: x}\n",
        "  - {extract: x, into: a b}\n",
        "  []\n",
    ],
)
def test_it_refuses_what_load_refuses(steps: str, tmp_path: Path) -> None:
    path = tmp_path / "it.yaml"
    path.write_text(_HEAD + steps, encoding="utf-8")
    with pytest.raises(UsageError):
        load(path)
    assert list(_VALIDATOR.iter_errors(Marked.read(path).data))
