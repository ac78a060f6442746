"""The files in configs/ say what the code says."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from eyehand.agent.cli.doctor import packages
from eyehand.agent.settings import Settings, load
from eyehand.tools.errors import UsageError

from .tree import ROOT

CONFIGS = sorted((ROOT / "configs").glob("*.yaml"))


@pytest.mark.parametrize("file", CONFIGS, ids=lambda file: file.name)
def test_each_file_loads(file: Path) -> None:
    load(file)


def test_the_default_file_holds_every_key_with_its_default() -> None:
    written = yaml.safe_load((ROOT / "configs" / "default.yaml").read_text(encoding="utf-8"))
    assert written == Settings().model_dump(mode="json")


def test_an_unknown_key_is_refused_with_its_name(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("limits:\n  max_stepz: 3\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"mine\.yaml: limits\.max_stepz"):
        load(file)


def test_each_group_of_system_packages_has_packages() -> None:
    lines = (ROOT / "configs" / "system-packages.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split() for line in lines if line and not line.startswith("#")]
    assert all(len(row) == 2 for row in rows)
    assert {group: packages(group) for group, _ in rows} == {
        group: [package for name, package in rows if name == group] for group, _ in rows
    }
    assert "chromium" in packages("browser")
