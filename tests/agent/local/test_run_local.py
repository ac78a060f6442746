"""``eyehand`` with a model in this process: real Chromium, real weights, the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eyehand.agent.cli import main
from eyehand.agent.models.local.loading import load
from eyehand.agent.models.local.reader import Reader
from eyehand.agent.models.local.settings import InProcess

from .conftest import Draw
from .conversations import furthest, session, turns
from .test_engine import described


@pytest.mark.long
def test_a_run_keeps_what_it_has_computed(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Random weights never say anything usable, three times; each time only the new turn is computed."""
    own = tmp_path / "config" / "eyehand" / "models"
    own.mkdir(parents=True)
    (own / "mine.yaml").write_text(f"sampling: {{max_tokens: 8}}\nin_process: {{weights: {folder}}}\n")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    out = tmp_path / "r"
    assert main(["run", "press Save", "--browser", "about:blank", "--model", "mine", "--out", str(out), "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert (said["model"], said["outcome"]) == ("mine", "failure") and "unusable replies" in said["reason"]
    prompt, cached = said["tokens"]["prompt"], said["tokens"]["cached"]
    assert 0.5 < cached / prompt < 0.7, "two of three times nearly all of it"
    assert json.loads((out / "model.json").read_text())["model"] == "mine"


@pytest.mark.long
@pytest.mark.filterwarnings("ignore:.torch.jit:DeprecationWarning")  # of torch's own compiler
def test_a_compiled_model_says_the_same(folder: Path, draw: Draw) -> None:
    plain, compiled = (load(folder, InProcess(compile=one), 262_144) for one in (False, True))
    reader = Reader(folder, described())
    one, other = session(plain), session(compiled)
    for messages in turns(draw)[:4]:
        tokens = reader.read(messages)
        assert furthest(one.prefill(tokens)[0], other.prefill(tokens)[0]) < 1e-3
