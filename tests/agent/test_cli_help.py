"""``eyehand --help`` answers at once on a bare machine."""

from __future__ import annotations

import subprocess
import sys
import tomllib

import pytest

from ..tree import ROOT

COMMANDS = (
    "run", "resume", "show", "locate", "record", "compile", "recall", "frames", "check", "import", "export", "replay",
    "heal", "eval", "results", "models", "doctor",
)  # fmt: skip
NOT_FOR_HELP = ("numpy", "PIL", "pydantic", "rich", "yaml")
"""Beside the libraries that ruff keeps out of module level: what only a run needs."""
IMPORTS = """
import sys
from eyehand.agent.cli import main
try:
    main(sys.argv[1:])
except SystemExit as end:
    assert not end.code
sys.stderr.write(" ".join(sys.modules))
"""


def eyehand(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "eyehand.agent", *words], capture_output=True, text=True, timeout=60)


def test_the_help_lists_each_command() -> None:
    told = eyehand("--help")
    assert told.returncode == 0
    listed = [line.split()[0] for line in told.stdout.splitlines() if line.startswith("    ")]
    assert listed == list(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_help(command: str) -> None:
    told = eyehand(command, "--help")
    assert told.returncode == 0
    assert told.stdout.startswith(f"usage: eyehand {command} ")


@pytest.mark.parametrize("words", [("--help",), ("--version",), ("run", "--help")])
def test_help_imports_nothing_heavy(words: tuple[str, ...]) -> None:
    lint = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["ruff"]["lint"]
    heavy = {*lint["flake8-tidy-imports"]["banned-module-level-imports"], *NOT_FOR_HELP}
    done = subprocess.run([sys.executable, "-c", IMPORTS, *words], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert heavy & {name.split(".")[0] for name in done.stderr.split()} == set()


@pytest.mark.parametrize("words", [(), ("fly",), ("run",), ("run", "Press Save"), ("run", "x", "--brow", "y")])
def test_a_wrong_line_is_one_sentence_and_2(words: tuple[str, ...]) -> None:
    told = eyehand(*words)
    assert told.returncode == 2
    assert told.stdout == ""
    assert "Traceback" not in told.stderr
    assert "eyehand" in told.stderr.splitlines()[-1]
