"""The README's commands run and do what it says; its tree and its help are the real ones."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from argparse import _SubParsersAction  # pyright: ignore[reportPrivateUsage]
from collections.abc import Iterator
from pathlib import Path

import pytest

from eyehand.agent.cli import parser
from eyehand.tasks.apps.expenses.server import ExpensesServer

from .tree import ROOT, entries, files

TEXT = (ROOT / "README.md").read_text(encoding="utf-8")
ADDRESS = "http://127.0.0.1:8123/"
LISTED = ("agent", "configs", "env", "tasks", "tools")
"""Folders whose folders have a line each, down to the last; what a file says, its own first line tells."""


def blocks(kind: str) -> list[str]:
    """What stands in the fences of a kind, in order."""
    fenced = re.findall(r"^```(\w*)\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
    return [block for said, block in fenced if said == kind]


@pytest.fixture(scope="module")
def app() -> Iterator[ExpensesServer]:
    with ExpensesServer(0) as server:
        yield server


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("author")


def run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    env = {**os.environ, "PATH": path, "EYEHAND_MODEL": "embedded", "COLUMNS": "80"}
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, timeout=300)


def shell(line: str, app: ExpensesServer, folder: Path) -> subprocess.CompletedProcess[str]:
    return run(["bash", "-c", line.replace(ADDRESS, app.url)], folder)


@pytest.mark.long
def test_each_command_of_the_first_ones_achieves_what_it_says(app: ExpensesServer, folder: Path) -> None:
    [lines] = blocks("sh")
    done = {line.split()[1]: shell(line, app, folder) for line in lines.splitlines()}
    assert {name: one.returncode for name, one in done.items()} == dict.fromkeys(
        ("run", "show", "locate", "doctor"), 0
    ), "\n".join(one.stdout + one.stderr for one in done.values())
    assert app.submits == 1
    assert app.expenses[0].description == "Taxi to the airport"
    assert "success" in done["show"].stdout
    assert json.loads(done["locate"].stdout)["status"] == "found"
    left = {path.name for path in (folder / "runs" / "taxi").iterdir()}
    assert left >= {"trajectory.jsonl", "frames", "video.webm", "report.html"}
    assert "lease.json" not in left


@pytest.mark.long
def test_the_python_block_runs(app: ExpensesServer, folder: Path) -> None:
    [program] = blocks("python")
    done = run([sys.executable, "-c", program.replace(ADDRESS, app.url)], folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "The hotel was 462.00\n"
    assert [str(one.amount) for one in app.expenses if one.description == "Hotel in Chicago"] == ["470.00"]


def test_the_demo_does_the_main_job(folder: Path) -> None:
    assert "$(BIN)/python -m eyehand.agent.demo" in (ROOT / "Makefile").read_text(encoding="utf-8")
    done = run([sys.executable, "-m", "eyehand.agent.demo"], folder)
    assert done.returncode == 0, done.stderr
    assert "1 expense submitted: EXP-1009 Taxi to the airport 42.50 Travel 2026-11-20" in done.stderr


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('eyehand run "" --browser http://127.0.0.1:8123/', 2),
        ('eyehand run "Press Save" --browser http://127.0.0.1:8123/ limits.max_stepz=3', 2),
        ("eyehand show nowhere", 2),
        ('eyehand locate nothing.png "Save"', 2),
    ],
)
def test_what_cannot_be_carried_out_as_written_is_2(line: str, code: int, app: ExpensesServer, folder: Path) -> None:
    table = dict(re.findall(r"^\| (\d+) \| (.+) \|$", TEXT, re.MULTILINE))
    done = shell(line, app, folder)
    assert (done.returncode, done.stdout) == (code, "")
    assert str(code) in table
    assert "Traceback" not in done.stderr


def test_the_help_is_the_real_one(app: ExpensesServer, folder: Path) -> None:
    [shown] = [block for block in blocks("") if block.startswith("$ eyehand --help\n")]
    assert shown.partition("\n")[2].split() == shell("eyehand --help", app, folder).stdout.split()


def test_each_flag_and_command_that_is_named_is_there() -> None:
    [commands] = [action for action in parser()._actions if isinstance(action, _SubParsersAction)]
    flags = {flag for command in (parser(), *commands.choices.values()) for flag in command._option_string_actions}
    prose = "\n".join(re.findall(r"`[^`\n]+`", TEXT) + blocks("sh"))
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", prose)) - flags == set()
    assert set(re.findall(r"\beyehand ([a-z]+)\b", prose)) - set(commands.choices) == set()


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "AGENTS.md"])
def test_each_target_of_make_and_each_link_is_there(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"(?:^\s*|`)make ([a-z-]+)", text, re.MULTILINE)) - targets == set()
    links = [link for link in re.findall(r"\]\(([^)]+)\)", text) if not link.startswith("http")]
    assert [link for link in links if not (ROOT / link).exists()] == []


def tree_of_readme() -> dict[str, str]:
    """Path to words, from the indented lines."""
    found: dict[str, str] = {}
    parents: list[str] = []
    for line in blocks("")[-1].splitlines():
        indent, name, words = re.fullmatch(r"( *)(\S+)\s+(\S.*)", line).groups()  # pyright: ignore[reportOptionalMemberAccess]
        parents[len(indent) // 2 :] = [name]
        found["".join(parents)] = words
    return found


def tree_of_disk(folder: Path, *, below: bool, only_folders: bool = False) -> Iterator[str]:
    """Paths relative to the project, folders with a slash at the end."""
    for path in entries(folder):
        name = path.relative_to(ROOT).as_posix()
        if path.is_dir() and path.name != "static":
            yield f"{name}/"
            if below:
                yield from tree_of_disk(path, below=True, only_folders=True)
        elif not only_folders:
            yield name


def test_the_tree_is_the_real_one() -> None:
    there = {*tree_of_disk(ROOT, below=False), *tree_of_disk(ROOT / "tests", below=False, only_folders=True)}
    for room in LISTED:
        there |= set(tree_of_disk(ROOT / room, below=True, only_folders=True))
    assert sorted(tree_of_readme()) == sorted(there)
    assert all(len(words) >= 3 for words in tree_of_readme().values())


def test_each_module_says_in_its_first_line_what_it_is() -> None:
    modules = [path for room in LISTED for path in files(ROOT / room) if path.suffix == ".py"]
    silent = [str(path) for path in modules if not _first_line(ROOT / path).endswith((".", ":", "?", ")"))]
    assert len(modules) > 100 and silent == []


def _first_line(path: Path) -> str:
    said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return said.partition("\n")[0]


@pytest.mark.long
def test_the_demo_of_the_desktop_does_what_it_says(folder: Path) -> None:
    assert "$(BIN)/python -m eyehand.agent.demo_desktop" in (ROOT / "Makefile").read_text(encoding="utf-8")
    done = run([sys.executable, "-m", "eyehand.agent.demo_desktop"], folder)
    assert done.returncode == 0, done.stderr
    assert "home/result.txt: '12 × 34 = 408, naïve café, 東京 ✓'" in done.stderr
