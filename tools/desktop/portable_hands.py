"""The adapter of pyautogui: pointer and keys where there is no X display (macOS, Windows)."""

# pyright: basic
# pyautogui has no types; strict checking ends at this file.
from __future__ import annotations

import sys
from typing import Any

from ..actions import Action, Click, Drag, Move, Press, Scroll, Type
from ..errors import ActionError, EnvError
from ..secrets import Secrets
from .hands import Place
from .pointer import DRAG_MOVES, DRAG_PACE_S, CornerReached

_NAMES = {
    "Control": "ctrl", "Meta": "command" if sys.platform == "darwin" else "win", "ControlOrMeta": "ctrl",
    "ArrowUp": "up", "ArrowDown": "down", "ArrowLeft": "left", "ArrowRight": "right", "Escape": "esc",
    "Space": "space", " ": "space", "CapsLock": "capslock", "PrintScreen": "printscreen", "ContextMenu": "apps",
}  # fmt: skip


class PortableHands:
    """The pointer and the keys of macOS or Windows. Implements ``hands.Hands``. Not tested on either."""

    def __init__(self, secrets: Secrets) -> None:
        self._secrets = secrets
        try:
            import pyautogui
        except ImportError as error:
            raise EnvError(f"pyautogui is missing ({error}); pip install 'eyehand[desktop]'") from None
        pyautogui.PAUSE = 0
        self._gui: Any = pyautogui

    def send(self, action: Action, place: Place) -> list[str]:
        try:
            self._send(action, place)
        except self._gui.FailSafeException:
            raise CornerReached("stopped by the person: the pointer is in a corner") from None
        return []

    def idle(self) -> None:
        return

    def close(self) -> None:
        return

    def _send(self, action: Action, place: Place) -> None:
        gui = self._gui
        match action:
            case Move(at=at):
                gui.moveTo(*place(at))
            case Click(at=at, button=button, count=count):
                gui.click(*place(at), clicks=count, button=button)
            case Drag(start=start, end=end):
                gui.moveTo(*place(start))
                try:
                    gui.mouseDown()
                    gui.moveTo(*place(end), duration=DRAG_MOVES * DRAG_PACE_S)
                finally:
                    gui.mouseUp()
            case Scroll(at=at, dx_notches=dx, dy_notches=dy):
                gui.moveTo(*place(at))
                if dy:
                    gui.scroll(-dy)
                if dx:
                    gui.hscroll(dx)
            case Type(text=text):
                self._type(self._secrets.render(text))
            case Press(keys=keys):
                self._press([_name(key) for key in keys])
            case _:
                raise ActionError(f"{action.kind} is neither a pointer nor a keyboard action")

    def _type(self, text: str) -> None:
        """By keystrokes when pyautogui can type each character, else by pasting, with the clipboard put back."""
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if text.isascii():
            self._gui.write(text)
            return
        import pyperclip

        before = pyperclip.paste()
        try:
            pyperclip.copy(text)
            self._press(["command" if sys.platform == "darwin" else "ctrl", "v"])
        finally:
            pyperclip.copy(before)

    def _press(self, keys: list[str]) -> None:
        unknown = [key for key in keys if key not in self._gui.KEYBOARD_KEYS]
        if unknown:
            raise ActionError(f"unknown key {unknown[0]!r}; write Enter, Tab, Escape, ArrowDown, Control, F5, a …")
        held: list[str] = []
        try:
            for key in keys:
                held.append(key)
                self._gui.keyDown(key)
        finally:
            for key in reversed(held):
                self._gui.keyUp(key)


def _name(key: str) -> str:
    return _NAMES.get(key, key.lower())
