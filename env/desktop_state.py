"""What setup and checks may ask of a desktop, and an agent never sees."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from ..tools.desktop.accessibility import things
from ..tools.desktop.windows import Windows
from ..tools.errors import EnvError

_ODF = {name: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in ("table", "text", "office")}
_MOST_BYTES = 2_000_000


class DesktopState:
    """The files of a home folder, the open windows, what applications show. Implements ``tasks.checks.Probe``.

    ``environment`` is that of the desktop's applications; ``keeper`` the process that all of them descend from, None
    on a display that is somebody's own.
    """

    def __init__(self, home: Path, windows: Windows, environment: Mapping[str, str], keeper: int | None) -> None:
        self._home = home
        self._windows = windows
        self._environment = environment
        self._keeper = keeper

    def state(self) -> Mapping[str, Any]:
        """What there is, each part looked up when it is first asked for; looking may raise EnvError.

        ``files`` by path: their text, or the rows of a spreadsheet; ``folders``: paths; ``settings``: what applications
        wrote down of how they are set, by path; ``windows``: titles; ``things``: what is shown; ``processes``: the name
        and pid of each.
        """
        return _Parts(
            {
                "files": self.files,
                "folders": self._folders,
                "settings": self._settings,
                "windows": lambda: [window.title for window in self._windows.open()],
                "things": self._things,
                "processes": self._processes,
            }
        )

    def files(self) -> dict[str, Any]:
        """What is in the home folder, hidden files aside; None for what is neither text nor an OpenDocument."""
        return {name: _contents(self._home / name) for name in self._shown(Path.is_file)}

    def _folders(self) -> list[str]:
        return self._shown(Path.is_dir)

    def _shown(self, kind: Callable[[Path], bool]) -> list[str]:
        """Paths in the home folder of a kind, without what is hidden."""
        paths = [path.relative_to(self._home) for path in sorted(self._home.rglob("*")) if kind(path)]
        return [path.as_posix() for path in paths if not any(part.startswith(".") for part in path.parts)]

    def _settings(self) -> dict[str, Any]:
        folder = self._environment.get("XDG_CONFIG_HOME")
        paths = [path for path in sorted(Path(folder).rglob("*")) if path.is_file()] if folder else []
        return {path.relative_to(str(folder)).as_posix(): _contents(path) for path in paths}

    def _things(self) -> list[dict[str, Any]]:
        bus = self._environment.get("DBUS_SESSION_BUS_ADDRESS")
        if bus is None:
            raise EnvError("this desktop has no D-Bus session, so that its applications cannot be asked")
        return [asdict(thing) for thing in things(bus)]

    def _processes(self) -> list[dict[str, Any]]:
        """The processes of a virtual desktop; of a display that is somebody's own, those that have windows."""
        if self._keeper is not None:
            return [{"name": name, "pid": pid} for pid, name in descendants(self._keeper).items()]
        pids = {window.pid: window.application for window in self._windows.open() if window.pid}
        return [{"name": name, "pid": pid} for pid, name in pids.items()]


class _Parts(Mapping[str, Any]):
    """Values that are found when they are first asked for."""

    def __init__(self, parts: Mapping[str, Callable[[], Any]]) -> None:
        self._parts = parts
        self._found: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._found:
            self._found[name] = self._parts[name]()
        return self._found[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def __len__(self) -> int:
        return len(self._parts)


def descendants(parent: int) -> dict[int, str]:
    """The running processes below one, by number, with what their programs are called."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, IndexError):
            words = (entry / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            if words[0] not in "ZX":
                children.setdefault(int(words[1]), []).append(int(entry.name))
    found: dict[int, str] = {}
    below = children.get(parent, [])
    while below:
        pid = below.pop()
        with suppress(OSError):
            found[pid] = Path(Path(f"/proc/{pid}/cmdline").read_bytes().partition(b"\0")[0].decode()).name
        below += children.get(pid, [])
    return found


def _contents(path: Path) -> Any:
    try:
        data = path.read_bytes()[:_MOST_BYTES]
    except OSError:
        return None  # it is gone again
    if path.suffix in (".ods", ".odt"):
        return _open_document(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _open_document(data: bytes) -> Any:
    """The rows of the first sheet (texts, without what is empty behind the last), or the paragraphs of a text."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            root = ElementTree.fromstring(archive.read("content.xml"))
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError):
        return None  # it is being written
    table = root.find(".//table:table", _ODF)
    if table is None:
        return ["".join(line.itertext()) for line in root.iterfind(".//text:p", _ODF)]
    rows = [_cells(row) for row in table.iterfind("table:table-row", _ODF)]
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _cells(row: ElementTree.Element) -> list[str]:
    cells: list[str] = []
    for cell in row.iterfind("table:table-cell", _ODF):
        often = int(cell.get(f"{{{_ODF['table']}}}number-columns-repeated", "1"))
        cells += ["\n".join("".join(line.itertext()) for line in cell.iterfind("text:p", _ODF))] * min(often, 100)
    while cells and not cells[-1]:
        cells.pop()
    return cells
