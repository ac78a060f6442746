"""What a task needs of this machine, so that what is missing is said before anything runs."""

from __future__ import annotations

import shutil
import sys
from importlib.util import find_spec

from ..tools.browser.chromium import find_chromium
from ..tools.desktop.applications import command_for
from ..tools.desktop.trouble import MISSING
from ..tools.errors import ActionError
from .browsergym.installed import MISSING as NO_BROWSERGYM
from .browsergym.installed import is_installed
from .desktop.solution import Open
from .task import BrowserGymTask, DesktopTask, Task

PACKAGES = ("mss", "Xlib", "jeepney")
"""The modules of the extra ``desktop``."""


def missing(task: Task) -> str | None:
    """Why the task cannot be expressed on this machine, in one sentence; None when it can."""
    if isinstance(task, DesktopTask):
        return _desktop() or _applications(task)
    if isinstance(task, BrowserGymTask) and not is_installed():
        return NO_BROWSERGYM
    return None if find_chromium() else "no Chromium is installed; `eyehand doctor` says what to do"


def _desktop() -> str | None:
    if sys.platform != "linux":
        return f"it needs a virtual desktop, which there is on Linux only; this is {sys.platform}"
    if absent := [name for name in PACKAGES if find_spec(name) is None]:
        return f"a desktop needs {', '.join(absent)}: `pip install 'eyehand[desktop]'`"
    if absent := [program for program in MISSING if shutil.which(program) is None]:
        return f"a desktop needs {', '.join(absent)}; `eyehand doctor` says what to do"
    return None


def _applications(task: DesktopTask) -> str | None:
    """What is open at the start, and what is opened by the set-up or the solution."""
    opened = [step.launch for step in (*task.setup, *task.solution) if isinstance(step, Open)]
    for app in [*([task.screen.desktop] if task.screen.desktop else []), *opened]:
        try:
            command_for(app)
        except ActionError as error:
            return str(error)
    return None
