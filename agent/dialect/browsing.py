"""What a call means in a browser, where some keys do what no page sees."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from ...tools.actions import (
    Act,
    Action,
    AnswerDialog,
    Back,
    Done,
    Navigate,
    Press,
    Reload,
    SwitchTab,
    Type,
    Upload,
    Wait,
)
from ...tools.errors import FormatError

ADDRESS_KEYS = (("Control", "l"), ("Alt", "d"), ("F6",))
"""What puts the focus into a browser's address bar."""
_KEYS: dict[tuple[str, ...], Action] = {
    ("Alt", "ArrowLeft"): Back(),
    ("F5",): Reload(),
    ("Control", "r"): Reload(),
    **{("Control", str(number)): SwitchTab(index=number - 1) for number in range(1, 9)},
}
_NOTHING = Wait(seconds=0)
_HOST = re.compile(r"(?:[\w-]+\.)+[^\W\d_]{2,}(?:[/?#]\S*)?")
_BEFORE, _BEHIND = r"(?<![\w./\\~-])", r"(?![\w/\\-])"
"""Where a path or an address that is named in a sentence begins and ends."""


@dataclass(frozen=True, slots=True)
class Unseen:
    """What has the focus though no picture shows it.

    ``dialog`` says which one is open, its kind first. ``answered``: the last thing that was typed went into one of
    these, so that an enter behind it belongs to it.
    """

    dialog: str | None = None
    chooser: bool = False
    address_bar: bool = False
    answered: bool = False

    def takes(self, action: Action | None) -> bool:
        """Whether what is typed goes into it."""
        prompt = self.dialog is not None and self.dialog.startswith("prompt")
        return isinstance(action, Type) and (prompt or (self.dialog is None and (self.chooser or self.address_bar)))


def in_browser(decision: Act | Done, unseen: Unseen, task: str) -> Act | Done:
    """The decision as the browser's own: its shortcuts, and what is typed into something that no picture shows.

    Only files that ``task`` names are given to a page or opened, since a page may ask for any. Raises FormatError for
    others.
    """
    if isinstance(decision, Done):
        return decision
    return decision.model_copy(update={"action": _meant(decision.action, unseen, task)})


def _meant(action: Action, unseen: Unseen, task: str) -> Action:
    match action:
        case Press(keys=("Enter",)) if unseen.dialog is not None:
            return AnswerDialog(accept=True)
        case Press(keys=("Escape",)) if unseen.dialog is not None:
            return AnswerDialog(accept=False)
        case Type(text=text) if unseen.takes(action):
            if unseen.dialog is not None:
                return AnswerDialog(accept=True, text=text)
            return _upload(text, task) if unseen.chooser else _navigate(text, task)
        case Press(keys=("Enter",)) if unseen.answered:
            return _NOTHING
        case Press(keys=("Escape",)) if unseen.address_bar:
            return _NOTHING
        case Press(keys=keys) if unseen.dialog is None and keys in _KEYS:
            return _KEYS[keys]
        case _:
            return action


def _upload(text: str, task: str) -> Upload:
    """The files whose paths are typed, one a line."""
    lines = [line.strip().strip("\"'") for line in text.splitlines() if line.strip()]
    for line in lines:
        if not _names(task, line):
            raise FormatError(f"only files that the task names are given to a page, and it does not name {line!r}")
    if not lines:
        raise FormatError("the file chooser needs the path of a file")
    return Upload(paths=tuple(Path(line).expanduser() for line in lines))


def _navigate(text: str, task: str) -> Navigate:
    """Like a browser, with https where a host stands alone."""
    address = text.strip()
    if address.lower().startswith("file:") and not _names(task, address):
        raise FormatError(f"only files that the task names are opened, and it does not name {address!r}")
    return Navigate(url=f"https://{address}" if _HOST.fullmatch(address) else address)


def _names(task: str, what: str) -> bool:
    return re.search(f"{_BEFORE}{re.escape(what)}{_BEHIND}", task, re.ASCII) is not None
