"""What memory a model needs, what fits, and what is here."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eyehand.agent.cli import main
from eyehand.agent.models.choice import Choice, vision_model
from eyehand.agent.models.description import describe
from eyehand.agent.models.local.fits import advice, fit, needs, state
from eyehand.agent.models.local.loading import shape_of
from eyehand.agent.models.local.memory import GIB, cache_bytes, weight_bytes
from eyehand.agent.models.local.settings import InProcess, Shape
from eyehand.tools.errors import EnvError

from .tiny import build


def shape(name: str) -> Shape:
    found = describe(name).shape
    assert found is not None
    return found


def test_keys_and_values_of_the_published_shapes() -> None:
    """2, 4, 8 and 32B hold 112, 144, 144 and 256 KiB for a token; 256K tokens of the 4B are 36 GiB."""
    sizes = {name: cache_bytes(shape(f"qwen3-vl-{name}"), 1) // 1024 for name in ("2b", "4b", "8b", "32b")}
    assert sizes == {"2b": 112, "4b": 144, "8b": 144, "32b": 256}
    assert cache_bytes(shape("qwen3-vl-4b"), 262_144) == 36 * GIB
    assert cache_bytes(shape("qwen3-vl-4b"), 262_144, kind="4bit") / GIB == pytest.approx(36 * 4.5 / 16)


def test_weights_are_counted_as_they_are_loaded() -> None:
    model = build()
    made = shape_of(model)
    assert weight_bytes(made, "float32") == sum(one.numel() * 4 for one in model.parameters())
    four = shape("qwen3-vl-4b")
    assert weight_bytes(four, quantisation="4bit") < weight_bytes(four, quantisation="8bit") < weight_bytes(four)
    assert {describe(f"qwen3-vl-{size}").shape for size in ("30b-a3b", "235b")} == {
        describe(f"qwen3-vl-{size}-thinking").shape for size in ("30b-a3b", "235b")
    }


def test_the_longest_context_that_fits_with_the_fewest_changes() -> None:
    four = describe("qwen3-vl-4b")
    assert str(fit(four, 80 * GIB)) == "256K"
    assert str(fit(four, 24 * GIB)) == "256K, keys and values in 4 bits"
    small = fit(four, 8 * GIB)
    assert small is not None and (small.context, small.settings["quantisation"]) == ("32K", "4bit")
    assert fit(describe("qwen3-vl-235b"), 24 * GIB) is None
    assert fit(describe("qwen3-vl-30b-a3b"), 48 * GIB) is None, "experts cannot be quantised here"
    compiled = four.model_copy(update={"in_process": InProcess(compile=True)})
    assert str(fit(compiled, 24 * GIB)) == "32K", "compile does not go with a quantised cache"
    assert set(needs(four)) == {"32K", "128K", "256K"} and not needs(describe("endpoint"))


def test_what_can_never_fit_is_told_before_it_is_fetched() -> None:
    model = vision_model(Choice(model="qwen3-vl-235b"))
    with pytest.raises(EnvError, match=r"needs 439\.0 GiB for its weights alone.*what would fit.*--base-url"):
        model.voice.fetch()
    assert "qwen3-vl" in advice(describe("qwen3-vl-235b"))


def test_where_a_model_is(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    assert state(describe("qwen3-vl-4b"), None) == "weights not here"
    assert state(describe("qwen3-vl-4b"), "http://x/v1") == "served at http://x/v1"
    assert state(describe("endpoint"), None) == state(describe("qwen3.5-397b-a17b"), None) == "--base-url says where"
    assert state(describe(str(folder)), None) == "weights here"
    snapshot = tmp_path / "models--Qwen--Qwen3-VL-4B-Instruct" / "snapshots" / ("0" * 40)
    snapshot.mkdir(parents=True)
    (snapshot / "config.json").write_text((folder / "config.json").read_text())
    (snapshot.parents[1] / "refs").mkdir()
    (snapshot.parents[1] / "refs" / "main").write_text("0" * 40)
    assert state(describe("qwen3-vl-4b"), None) == "weights partly here"


def test_the_table(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.delenv("EYEHAND_MODEL", raising=False)
    assert main(["models", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    rows = {row["name"]: row for row in said["models"]}
    assert said["in_process"] is True and said["memory_bytes"] > GIB
    assert rows["qwen3-vl-4b"]["needs_bytes"]["256K"] == 36 * GIB + weight_bytes(shape("qwen3-vl-4b"))
    monkeypatch.setenv("COLUMNS", "140")
    assert main(["models"]) == 0
    told = capsys.readouterr().out
    assert "44.3" in told and "fits here" in told
