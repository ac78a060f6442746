"""Rooms import in one direction: tools, env, tasks, agent."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from .tree import ROOMS, ROOT, files


def imported_rooms(file: Path, source: str) -> Iterator[tuple[int, str]]:
    """Line and room of each import, wherever it stands: in a function, or for type checkers only."""
    package = file.parent.parts
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = package[: len(package) - node.level + 1]
            for alias in node.names:
                yield node.lineno, (*base, *(node.module or alias.name).split("."))[0]
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
            for name in names:
                assert name.split(".")[0] not in ("eyehand", *ROOMS), (
                    f"{file}:{node.lineno}: rooms import each other relatively, so that no foreign folder shadows them"
                )


def upward(file: Path, source: str) -> list[str]:
    allowed = ROOMS[: ROOMS.index(file.parts[0]) + 1]
    return [
        f"{file}:{line}: {file.parts[0]} imports {room}"
        for line, room in imported_rooms(file, source)
        if room not in allowed
    ]


@pytest.mark.parametrize("room", ROOMS)
def test_no_room_imports_upward(room: str) -> None:
    sources = [file for file in files(ROOT / room) if file.suffix == ".py"]
    assert sources
    assert [line for file in sources for line in upward(file, (ROOT / file).read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    "source",
    [
        "from ..agent.loop import run",
        "from .. import agent",
        "from ..tasks import apps",
        "def later():\n    from ..agent import loop",
        "if TYPE_CHECKING:\n    from ..agent import loop",
    ],
)
def test_an_import_upward_is_noticed(source: str) -> None:
    assert len(upward(Path("env/new.py"), source)) == 1
    assert upward(Path("agent/new.py"), source) == []


@pytest.mark.parametrize("source", ["import tools.actions", "from eyehand.tools.actions import Click"])
def test_an_absolute_import_between_rooms_is_noticed(source: str) -> None:
    with pytest.raises(AssertionError, match="relatively"):
        upward(Path("env/new.py"), source)


def test_no_file_knows_the_machine_it_was_written_on() -> None:
    homes = (str(ROOT), f"{Path.home()}/")
    knowing = [
        str(file)
        for file in files(ROOT)
        if any(home.encode() in (ROOT / file).read_bytes() for home in homes if len(home) > 2)
    ]
    assert knowing == []
