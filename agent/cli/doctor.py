"""What is missing here, and the command that installs it."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from ...tools.browser.chromium import find_chromium
from ...tools.desktop.applications import installed
from ...tools.desktop.lock import covered, told
from ...tools.desktop.trouble import MISSING, why_not
from ...tools.desktop.x11 import Connection
from ...tools.errors import EnvError

PACKAGES = Path(__file__).parents[2] / "configs" / "system-packages.txt"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that eyehand needs: whether it is here, what was found, and the command that brings it.

    ``only_for`` names what it is needed for, when that is not everything.
    """

    name: str
    ok: bool
    found: str
    remedy: str = ""
    only_for: str = ""


def examine() -> list[Finding]:
    """Look at this machine; nothing is installed or changed."""
    return [check() for check in (_python, _chromium, _driver, _ocr, _index, _fonts, _runs, *DESKTOP)]


def _desktop_packages() -> Finding:
    missing = [
        name
        for name in ("mss", *(("Xlib", "jeepney") if sys.platform == "linux" else ("pyautogui",)))
        if not _has(name)
    ]
    found = f"missing {', '.join(missing)}" if missing else "its Python packages are here"
    return Finding("Desktop", not missing, found, "pip install 'eyehand[desktop]'", DESKTOP_ONLY)


def _virtual_display() -> Finding:
    if sys.platform != "linux":
        return Finding("Virtual desktop", False, "there is none on this system", "use --display", DESKTOP_ONLY)
    missing = [program for program in MISSING if shutil.which(program) is None]
    found = f"missing {', '.join(missing)}" if missing else "X server, window manager and message bus are here"
    return Finding("Virtual desktop", not missing, found, _apt("desktop"), DESKTOP_ONLY)


def _applications() -> Finding:
    names = sorted({Path(app.command[0]).name for app in installed()})
    found = f"{len(names)} can be started by name: {', '.join(names)}" if names else "none can be started by name"
    return Finding("Applications", bool(names), found, _apt("desktop"), DESKTOP_ONLY)


def _real_display() -> Finding:
    display = os.environ.get("DISPLAY", "")
    if not display and sys.platform == "linux":
        return Finding("Real display", True, "none here (--desktop makes its own)", "", DESKTOP_ONLY)
    trouble = why_not(display or ":0") or _locked(display)
    return Finding("Real display", trouble is None, trouble or display, "see the README on platforms", DESKTOP_ONLY)


def _locked(display: str) -> str | None:
    """Why a real X display cannot be used now, once it is asked; None when nothing is in the way."""
    if sys.platform != "linux" or not (_has("Xlib") and _has("jeepney")):
        return None
    try:
        with closing(Connection(display)) as connection:
            bus, session = (os.environ.get(name) for name in ("DBUS_SESSION_BUS_ADDRESS", "XDG_SESSION_ID"))
            who = covered(connection) or told(bus, session)
    except EnvError as error:
        return str(error)
    return f"{display} is locked ({who}); unlock it" if who else None


DESKTOP_ONLY = "--desktop"
DESKTOP = (_desktop_packages, _virtual_display, _applications, _real_display)


def packages(group: str) -> list[str]:
    """The Debian packages of a group, from configs/system-packages.txt."""
    lines = PACKAGES.read_text(encoding="utf-8").splitlines()
    rows = [line.split() for line in lines if line and not line.startswith("#")]
    return [package for name, package in rows if name == group]


def _apt(group: str) -> str:
    return "sudo apt-get install -y " + " ".join(packages(group))


def _python() -> Finding:
    found = ".".join(str(part) for part in sys.version_info[:3])
    return Finding("Python", sys.version_info >= (3, 11), f"{found} (3.11 or newer is needed)", _apt_python())


def _apt_python() -> str:
    return "sudo apt-get install -y python3 python3-venv"


def _chromium() -> Finding:
    path = find_chromium()
    if path is None:
        return Finding("Chromium", False, "none found", f"{_apt('browser')}   (or: playwright install chromium)")
    try:
        said = subprocess.run([str(path), "--version"], capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return Finding("Chromium", False, f"{path} does not start: {error}", _apt("browser"))
    if said.returncode != 0:
        return Finding("Chromium", False, f"{path} does not start: {said.stderr.strip()[:200]}", _apt("browser"))
    return Finding("Chromium", True, f"{said.stdout.strip()} at {path}")


def _driver() -> Finding:
    spec = importlib.util.find_spec("playwright")
    if spec is None or spec.origin is None:
        return _module("Playwright", "playwright")
    node = Path(spec.origin).parent / "driver" / ("node.exe" if sys.platform == "win32" else "node")
    try:
        said = subprocess.run([str(node), "--version"], capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        remedy = "pip install --force-reinstall playwright"
        return Finding("Playwright", False, f"its driver does not start: {error}", remedy)
    if said.returncode != 0:
        why = said.stderr.strip()[:200]
        return Finding("Playwright", False, f"its driver does not start: {why}", _apt("playwright"))
    return Finding("Playwright", True, f"its driver starts (node {said.stdout.strip()})")


def _ocr() -> Finding:
    finding = _module("OCR", "rapidocr")
    if not finding.ok:
        return finding
    spec = importlib.util.find_spec("rapidocr")
    folder = Path(spec.origin).parent / "models" if spec and spec.origin else Path()
    models = sorted(path.name for path in folder.glob("*.onnx"))
    remedy = "pip install --force-reinstall rapidocr"
    return Finding("OCR", len(models) >= 2, f"{len(models)} models in the package, no download", remedy)


def _index() -> Finding:
    """Recall keeps what was read in SQLite's full-text search, by three letters at a time."""
    remedy = "use a Python whose SQLite is 3.34 or newer, with FTS5"
    try:
        with closing(sqlite3.connect(":memory:")) as database:
            database.execute("CREATE VIRTUAL TABLE grams USING fts5(words, tokenize='trigram')")
    except sqlite3.Error as error:
        return Finding("Text index", False, f"SQLite {sqlite3.sqlite_version}: {error}", remedy, "eyehand recall")
    return Finding("Text index", True, f"SQLite {sqlite3.sqlite_version} with FTS5", remedy, "eyehand recall")


def _has(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


def _module(name: str, module: str) -> Finding:
    there = importlib.util.find_spec(module) is not None
    return Finding(name, there, f"package {module}" + ("" if there else " is missing"), "pip install eyehand")


def _fonts() -> Finding:
    families = _font_list()
    if not families:
        return Finding("Fonts", False, "no fonts found: pages would show boxes", _apt("fonts"))
    cjk = any(word in families for word in ("CJK", "WenQuanYi", "Source Han"))
    return Finding("Fonts", cjk, "Latin and CJK" if cjk else "no CJK font: 中文 would show boxes", _apt("fonts"))


def _font_list() -> str:
    if shutil.which("fc-list") is None:
        return ""
    return subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True, timeout=20, check=False).stdout


def _runs() -> Finding:
    try:
        probe = Path("runs") / ".doctor"
        probe.parent.mkdir(exist_ok=True)
        probe.write_bytes(b"x")
        probe.unlink()
    except OSError as error:
        return Finding("Run folders", False, f"cannot write runs/ here: {error.strerror}", "use --out DIR")
    free = shutil.disk_usage(".").free / 1e9
    return Finding("Run folders", free > 0.5, f"runs/ can be written, {free:.0f} GB free", "free some disk space")
