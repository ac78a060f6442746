"""What setup and checks may ask of a desktop, and an agent never sees."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
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

    ``environment`` is that of the desktop's applications.
    """

    def __init__(self, home: Path, windows: Windows, environment: Mapping[str, str]) -> None:
        self._home = home
        self._windows = windows
        self._environment = environment

    def state(self) -> dict[str, Any]:
        """``files`` by path: their text, or the rows of a spreadsheet; ``windows``: titles; ``things``: what is shown.

        Raises EnvError when the desktop cannot be asked.
        """
        bus = self._environment.get("DBUS_SESSION_BUS_ADDRESS")
        if bus is None:
            raise EnvError("this desktop has no D-Bus session, so that its applications cannot be asked")
        return {
            "files": self.files(),
            "windows": [window.title for window in self._windows.open()],
            "things": [asdict(thing) for thing in things(bus)],
        }

    def files(self) -> dict[str, Any]:
        """What is in the home folder, hidden files aside; None for what is neither text nor an OpenDocument."""
        found: dict[str, Any] = {}
        for path in sorted(self._home.rglob("*")):
            name = path.relative_to(self._home)
            if path.is_file() and not any(part.startswith(".") for part in name.parts):
                found[name.as_posix()] = _contents(path)
        return found


def _contents(path: Path) -> Any:
    data = path.read_bytes()[:_MOST_BYTES]
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
