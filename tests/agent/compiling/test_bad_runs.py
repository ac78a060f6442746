"""What cannot be compiled is said in one line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ..conftest import Said

HEADER = (
    '{"event":"header","version":%d,"run":"r","created_at":"2026-11-26T00:00:00+00:00","started_unix_s":0.0,'
    '"eyehand":"0","model":"a person","screen":{"browser":{"url":"about:blank"}},"limits":{},"secrets":[]}\n'
)


def test_a_name_without_a_recording(eyehand: Callable[..., Said]) -> None:
    said = eyehand("compile", "invoice")
    assert said.code == 2
    assert "recordings/invoice" in said.err


def test_a_run_without_steps(tmp_path: Path, eyehand: Callable[..., Said]) -> None:
    _write(tmp_path / "r", HEADER % 4)
    said = eyehand("compile", "r")
    assert said.code == 2
    assert "would have no steps" in said.err
    assert not (tmp_path / "r.yaml").exists()


def test_a_run_of_a_newer_version(tmp_path: Path, eyehand: Callable[..., Said]) -> None:
    _write(tmp_path / "r", HEADER % 99)
    said = eyehand("compile", "r")
    assert said.code == 2
    assert "update it" in said.err


def _write(folder: Path, text: str) -> None:
    folder.mkdir()
    (folder / "trajectory.jsonl").write_text(text, encoding="utf-8")
