"""Which command starts an application that is named in words, from the system's .desktop files."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from configparser import ConfigParser, Error
from dataclasses import dataclass
from pathlib import Path

from ..errors import ActionError

_DATA = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
FOLDERS = (Path.home() / ".local/share", *map(Path, _DATA.split(":")))
_GENERIC: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        r"(?:(?:plain )?text )?editor|notepad|文本编辑器|记事本|编辑器", "TextEditor",
        ("mousepad", "gedit", "gnome-text-editor", "kate"),
    ),
    (r"(?:pocket )?calculator|计算器", "Calculator", ("galculator", "gnome-calculator", "kcalc", "mate-calc", "xcalc")),
    (r"file (?:manager|browser|explorer)|files|文件管理器", "FileManager", ("pcmanfm", "thunar", "nautilus")),
    (r"terminal(?: emulator)?|console|command line|shell|终端", "TerminalEmulator", ("xterm", "gnome-terminal")),
    (r"spread ?sheets?(?: program)?|电子表格|表格", "Spreadsheet", ("libreoffice-calc", "gnumeric")),
    (r"word processor|文字处理", "WordProcessor", ("libreoffice-writer", "abiword")),
    (r"(?:image|picture|photo) viewer|看图|图片查看器|图像查看器", "Viewer", ("ristretto", "eog", "gpicview")),
    (r"(?:web ?)?browser|浏览器", "WebBrowser", ("chromium", "firefox-esr")),
)  # fmt: skip
"""What a kind of application is called, its category in .desktop files, and programs (Debian packages) of that kind."""
_ARTICLE = re.compile(r"^(?:the|a|an|my|一个)\s*|\s*(?:application|app|program|应用程序|应用|程序)$", re.IGNORECASE)
_FIELD = re.compile(r"%[a-zA-Z]")


@dataclass(frozen=True, slots=True)
class Application:
    """An entry of the system's menu: its id, what it is called in any language, its command, its categories."""

    id: str
    names: frozenset[str]
    generic_names: frozenset[str]
    command: tuple[str, ...]
    categories: frozenset[str]


def command_for(words: str) -> list[str]:
    """The command for a name ("Mousepad", "the text editor", "计算器") or a command line ("mousepad note.txt").

    Raises ActionError when nothing fits, with the package that would bring it, or when several applications fit.
    """
    line = words.strip()
    name = _ARTICLE.sub("", line).casefold().strip()
    known = installed()
    named = [app for app in known if name in app.names or name == app.id.casefold()]
    if len(named) == 1:
        return list(named[0].command)
    kind = next((row for row in _GENERIC if re.fullmatch(row[0], name)), None)
    typed = _typed(line)
    if kind is None and typed and shutil.which(typed[0]):
        return typed
    fits = named or [app for app in known if name in app.generic_names or (kind is not None and _is_kind(app, kind))]
    fits = fits or [app for app in known if any(name in called.split() for called in app.names)]
    if kind is not None and fits:
        return list(min(fits, key=lambda app: _rank(app, kind[2])).command)
    if len({app.command for app in fits}) == 1:
        return list(fits[0].command)
    if fits:
        names = ", ".join(sorted(app.id for app in fits))
        raise ActionError(f"{len(fits)} applications fit {words!r}: {names}; name one")
    command = typed[0] if typed and name == line.casefold() else name.replace(" ", "-")
    raise ActionError(_missing(words, kind[2][0] if kind else command))


def trouble(words: str) -> str:
    """Why words start no application, in words."""
    try:
        return f"{command_for(words)[0]} was not asked for by its name"
    except ActionError as error:
        return str(error)


def is_application(words: str) -> bool:
    """Whether words name a kind of application ("the calculator") or one that is installed ("Mousepad")."""
    name = _ARTICLE.sub("", words.strip()).casefold().strip()
    if any(re.fullmatch(row[0], name) for row in _GENERIC):
        return True
    return any(name in app.names or name in app.generic_names for app in installed())


def installed() -> list[Application]:
    """The applications of the system's menu, each once, by id."""
    found: dict[str, Application] = {}
    for folder in FOLDERS:
        for path in sorted((folder / "applications").glob("**/*.desktop")):
            if path.stem not in found:
                found |= {app.id: app for app in _read(path)}
    return [found[name] for name in sorted(found)]


def _read(path: Path) -> Iterator[Application]:
    parser = ConfigParser(interpolation=None, strict=False, delimiters=("=",), comment_prefixes=("#",))
    parser.optionxform = str  # pyright: ignore[reportAttributeAccessIssue]
    try:
        parser.read(path, encoding="utf-8")
        entry = parser["Desktop Entry"]
        words = shlex.split(_FIELD.sub("", entry.get("Exec", "")))
    except (OSError, Error, KeyError, ValueError):
        return  # other programs skip what they cannot read, and so do we
    hidden = any(entry.get(key, "false").lower() == "true" for key in ("NoDisplay", "Hidden"))
    if entry.get("Type") != "Application" or hidden or not words or not shutil.which(words[0]):
        return
    if entry.get("Terminal", "false").lower() == "true":
        words = ["x-terminal-emulator", "-e", *words]
    values = dict(entry)
    names = _values(values, "Name") | ({Path(words[0]).name.casefold()} if len(words) == 1 else set[str]())
    yield Application(
        path.stem,
        frozenset(names),
        frozenset(_values(values, "GenericName")),
        tuple(words),
        frozenset(entry.get("Categories", "").split(";")),
    )


def _values(entry: dict[str, str], key: str) -> set[str]:
    """A key's values in all languages, in lower case."""
    return {value.casefold() for name, value in entry.items() if name.partition("[")[0] == key}


def _typed(line: str) -> list[str]:
    try:
        return shlex.split(line)
    except ValueError:
        return []


def _is_kind(app: Application, kind: tuple[str, str, tuple[str, ...]]) -> bool:
    return kind[1] in app.categories or Path(app.command[0]).name in kind[2]


def _rank(app: Application, programs: tuple[str, ...]) -> tuple[int, str]:
    """Those programs first, in their order; then by id."""
    called = (Path(app.command[0]).name, app.id.casefold())
    return next((place for place, program in enumerate(programs) if program in called), len(programs)), app.id


def _missing(words: str, package: str) -> str:
    """What to do about an application that is not there."""
    if _is_package(package):
        return f"{words!r} is not installed; Debian's package {package} has it: sudo apt-get install {package}"
    return f"{words!r} is not installed: no application or command is called that, nor is a package of Debian"


def _is_package(name: str) -> bool:
    if not re.fullmatch(r"[a-z0-9][a-z0-9+.-]+", name) or not shutil.which("apt-cache"):
        return False
    asked = ["apt-cache", "--names-only", "search", f"^{re.escape(name)}$"]
    return bool(subprocess.run(asked, capture_output=True, text=True, timeout=20, check=False).stdout.strip())
