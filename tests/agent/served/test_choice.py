"""Which model a name stands for, and what is known of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from eyehand.agent.models.choice import Choice, choose, vision_model
from eyehand.agent.models.description import SHIPPED, Description, Price, Sampling, describe, read_description
from eyehand.agent.models.image_tokens import ImageLimits
from eyehand.agent.models.local.settings import InProcess, Shape
from eyehand.agent.models.own_config import OwnConfig, read_own, write_own
from eyehand.tools.errors import UsageError

from ...tree import ROOT

FILES = sorted(SHIPPED.glob("*.yaml"))


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A config folder of the test's own, and no EYEHAND_MODEL."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.delenv("EYEHAND_MODEL", raising=False)
    return tmp_path / "eyehand"


def test_auto_is_the_variable_else_the_file_else_embedded(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert choose() == Choice(model="embedded")
    write_own(OwnConfig(model="qwen3-vl-8b", base_url="http://here/v1", model_id="mine"))
    chosen = Choice(model="qwen3-vl-8b", base_url="http://here/v1", model_id="mine")
    assert choose() == choose("qwen3-vl-8b") == chosen
    monkeypatch.setenv("EYEHAND_MODEL", "qwen3-vl-4b")
    assert choose() == Choice(model="qwen3-vl-4b"), "the address in the file is that of another model"
    assert choose("embedded") == Choice()
    assert choose("qwen3-vl-8b", base_url="http://there/v1").base_url == "http://there/v1"
    write_own(OwnConfig(model="embedded"))
    assert read_own() == OwnConfig(model="embedded")
    (home / "config.yaml").write_text("model: [")
    with pytest.raises(UsageError, match=r"config\.yaml"):
        choose()


def test_a_folder_of_weights_is_named_for_good(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "weights").mkdir()
    (tmp_path / "embedded").mkdir()
    monkeypatch.chdir(tmp_path)
    here = str(tmp_path / "weights")
    assert choose("./weights", grounder="weights") == Choice(model=here, grounder=here)
    assert choose("qwen3-vl-4b", model_id="./weights").model_id == here
    assert choose("embedded") == Choice(), "a folder of the same name changes nothing"
    served = choose("endpoint", base_url="http://here/v1", model_id="weights")
    assert served.model_id == "weights", "there it is what the server calls it"


def test_what_ships_is_complete_and_no_id_stands_for_two() -> None:
    known = [read_description(path) for path in FILES]
    assert {one.name for one in known} == {
        "endpoint",
        "qwen3.5-397b-a17b",
        *(
            f"qwen3-vl-{size}{kind}"
            for size in ("2b", "4b", "8b", "32b", "30b-a3b", "235b")
            for kind in ("", "-thinking")
        ),
    }
    ids = [name for one in known for name in (one.model_id, *one.also) if name]
    assert len(ids) == len(set(ids)) == 26
    assert {one.name for one in known if one.calls == "xml"} == {"qwen3.5-397b-a17b"}
    assert all(one.thinks == (one.sampling.max_tokens > 10_000) for one in known)


def test_an_id_that_is_known_brings_its_numbers_and_a_part_of_a_name_does_not() -> None:
    known = describe("endpoint", "Qwen/Qwen3-VL-32B-Thinking-FP8")
    assert (known.name, known.thinks, known.model_id) == (
        "qwen3-vl-32b-thinking",
        True,
        "Qwen/Qwen3-VL-32B-Thinking-FP8",
    )
    assert describe("endpoint", "someone/Qwen3-VL-32B-Thinking-tuned").name == "endpoint"
    made = vision_model(Choice(model="endpoint", base_url="http://here/v1", model_id="someone/else"))
    assert made.name == "someone/else"


def test_each_key_is_explained() -> None:
    text = (ROOT / "docs" / "models.md").read_text(encoding="utf-8")
    told = set(re.findall(r"`(\w+)`", "\n".join(re.findall(r"^\| `.*$", text, re.MULTILINE))))
    kinds = (Description, Sampling, Price, ImageLimits, Shape, InProcess)
    assert {name for kind in kinds for name in kind.model_fields} - told == {"name"}


def test_a_run_folder_keeps_the_choice(tmp_path: Path) -> None:
    chosen = Choice(model="endpoint", grounder="embedded", base_url="http://here/v1", model_id="x")
    chosen.write(tmp_path)
    assert Choice.read(tmp_path) == chosen and chosen.title == "x, pointed by embedded"
    (tmp_path / "model.json").write_text("{")
    with pytest.raises(UsageError, match=r"model\.json"):
        Choice.read(tmp_path)
    (tmp_path / "model.json").unlink()
    Choice().write(tmp_path)
    assert not list(tmp_path.glob("*.json")) and Choice.read(tmp_path) == Choice()
