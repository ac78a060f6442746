"""Keys and buttons grouped into what a person meant by them: pure logic, without a display or a clock."""

from __future__ import annotations

from ...tools.actions import Drag, Press
from ...tools.desktop.pointer import BUTTONS
from ...tools.desktop.symbols import LOCKS
from .inputs import Button, Input, Key
from .intentions import DRAGGED, NAMES, WHEEL, Clicking, Intention, Pressing, Scrolling, Typing, near, noted

_SWITCHES = ("Alt", "Meta")


class Grouping:
    """Takes in inputs in order, gives intentions in order; at most one is open at a time.

    Text that is typed in one go is one Type, and Backspace takes back what is still open of it. A held key is one
    Press (text counts as often as it appeared). Buttons that were down at the start, and keys, are nobody's intention.
    """

    def __init__(self) -> None:
        self._open: Typing | Clicking | Scrolling | Pressing | None = None
        self._down: dict[int, Button] = {}
        self._tap: Key | None = None
        """Alt or the Meta key, with nothing else since it went down: alone it opens a menu."""

    @property
    def waiting(self) -> tuple[float, ...]:
        """When what is open now began: the screen as it was then is still needed."""
        found = [press.time_s for press in self._down.values()]
        found += [self._open.began_s] if self._open else []
        return (*found, self._tap.time_s) if self._tap else tuple(found)

    @property
    def typing(self) -> str:
        """What is typed so far and not given yet."""
        return "".join(self._open.text) if isinstance(self._open, Typing) else ""

    def add(self, one: Input) -> list[Intention]:
        """Take in an input; returns what is complete by it."""
        found = self.tick(one.time_s)
        match one:
            case Key(down=True):
                return found + self._key_down(one)
            case Key():
                return found + self._key_up(one)
            case Button(down=True):
                self._tap = None
                return found + (self._turned(one) if one.number in WHEEL else self._button_down(one))
            case Button():
                return found + self._button_up(one)

    def tick(self, now_s: float) -> list[Intention]:
        """What is complete because nothing more came until now. A double click may still be on its way down."""
        pressed = any(isinstance(self._open, Clicking) and self._open.continued_by(p) for p in self._down.values())
        return self._close() if self._open and now_s > self._open.due_s() and not pressed else []

    def end(self) -> list[Intention]:
        """What is open, as it is: the recording is over."""
        self._down.clear()
        self._tap = None
        return self._close()

    def _key_down(self, key: Key) -> list[Intention]:
        if key.name in LOCKS:
            if not key.repeated:
                self._tap = key if key.name in _SWITCHES and not key.held and not self._down else None
            return []
        self._tap = None
        if key.text and not set(key.held) - {"Shift"}:
            return self._typed(key)
        if key.name == "Backspace" and not key.held and isinstance(self._open, Typing) and len(self._open.text) > 1:
            self._open.text.pop()
            self._open.ended_s = key.time_s
            return []
        return self._pressed(key) if key.name else []

    def _typed(self, key: Key) -> list[Intention]:
        if isinstance(self._open, Typing):
            self._open.text.append(key.text)
            self._open.ended_s = key.time_s
            return []
        found = self._close()
        self._open = Typing(key.time_s, key.time_s, [key.text])
        return found

    def _pressed(self, key: Key) -> list[Intention]:
        keys = (*key.held, key.name)[-5:]
        pressing = self._open if isinstance(self._open, Pressing) else None
        if pressing and pressing.switches and key.name == "Tab":
            pressing.ended_s = key.time_s
            return []
        if key.repeated:
            if pressing and pressing.code == key.code:
                pressing.repeats += 1
                pressing.ended_s = key.time_s
                return []
            if not isinstance(self._open, Typing) or key.name != "Backspace":
                return []
        found = self._close()
        switches = key.name == "Tab" and bool(set(key.held) & set(_SWITCHES)) and "Control" not in key.held
        self._open = Pressing(key.time_s, key.time_s, key.code, keys, switches=switches)
        return found

    def _key_up(self, key: Key) -> list[Intention]:
        tap, self._tap = self._tap, None
        pressing = self._open if isinstance(self._open, Pressing) else None
        if tap is not None and tap.code == key.code:
            return [*self._close(), Intention(tap.time_s, key.time_s, Press(keys=(tap.name,)))]
        if pressing and pressing.switches and key.name in _SWITCHES:
            pressing.ended_s = key.time_s
            return self._close()
        if pressing and not pressing.switches and pressing.code == key.code:
            pressing.ended_s = max(pressing.ended_s, key.time_s)
            return self._close()
        return []

    def _turned(self, turn: Button) -> list[Intention]:
        if isinstance(self._open, Scrolling) and self._open.continued_by(turn):
            self._open.notches += 1
            self._open.ended_s = turn.time_s
            return []
        found = self._close()
        self._open = Scrolling(turn.time_s, turn.time_s, turn.at, turn.number, turn.held)
        return found

    def _button_down(self, press: Button) -> list[Intention]:
        if press.number not in NAMES:
            return []  # the buttons at the side of some mice; no action has them
        found: list[Intention] = []
        if not (isinstance(self._open, Clicking) and self._open.continued_by(press)):
            found = self._close()
        self._down[press.number] = press
        return found

    def _button_up(self, up: Button) -> list[Intention]:
        press = self._down.pop(up.number, None)
        if press is None:
            return []
        clicking = self._open if isinstance(self._open, Clicking) else None
        dragged = not near(press.at, up.at, DRAGGED)
        if dragged and up.number == BUTTONS["left"]:
            notes = noted(press.held, "dragging")
            drag = Intention(press.time_s, up.time_s, Drag(start=press.at, end=up.at), notes)
            return [*self._close(), drag]
        if clicking and clicking.continued_by(press) and not dragged:
            clicking.count += 1
            clicking.pressed_s, clicking.ended_s = press.time_s, up.time_s
            return []
        found = self._close()
        self._open = Clicking(press.time_s, press.time_s, up.time_s, press.at, up.number, press.held)
        if dragged:
            where = f"({up.at.x}, {up.at.y})"
            self._open.notes = (
                f"the {NAMES[up.number]} button was let go at {where} of the display; no action has that",
            )
        return found

    def _close(self) -> list[Intention]:
        is_open, self._open = self._open, None
        return [is_open.closed()] if is_open else []
