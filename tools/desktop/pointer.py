"""The pointer of an X display: it goes where it is told, in one move."""

from __future__ import annotations

import time

from .x11 import BUTTON_PRESS, BUTTON_RELEASE, MOTION, Connection

BUTTONS = {"left": 1, "middle": 2, "right": 3}
UP, DOWN, LEFT, RIGHT = 4, 5, 6, 7
DRAG_MOVES, DRAG_PACE_S = 12, 0.01
"""A drag is told from a click by its moves, and some applications drop moves that come all at once."""
APART_S, NEAR = 0.5, 8
"""Two clicks this soon after each other, this near (pixels), are a double click to every toolkit."""


class CornerReached(KeyboardInterrupt):
    """A person threw the pointer into the top-left corner: stop at once."""


class Pointer:
    """Moves, clicks, drags and scrolls, in pixels of the display. What it holds it lets go of in any case."""

    def __init__(self, connection: Connection) -> None:
        self._x = connection
        self._put: tuple[int, int] | None = None
        self._clicked: tuple[float, int, int] = (float("-inf"), 0, 0)

    def heed_corner(self) -> None:
        """Raise CornerReached when the pointer is in the top-left corner and was not put there by us."""
        if self._x.pointer == (0, 0) and self._put != (0, 0):
            raise CornerReached("stopped by the person: the pointer is in the top-left corner")

    def move(self, x: int, y: int) -> None:
        self._x.fake(MOTION, x=x, y=y)
        self._put = (x, y)

    def click(self, x: int, y: int, button: str, count: int) -> None:
        """Press and release ``count`` times; what repeats the click before waits until it is a click of its own."""
        clicked_s, x_before, y_before = self._clicked
        if abs(x - x_before) < NEAR and abs(y - y_before) < NEAR:
            time.sleep(max(0.0, clicked_s + APART_S - time.monotonic()))
        self.move(x, y)
        number = BUTTONS[button]
        self._x.fake_at_once([(BUTTON_PRESS, number), (BUTTON_RELEASE, number)] * count)
        self._clicked = (time.monotonic(), x, y)

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Hold the left button from one place to another."""
        self.move(*start)
        try:
            self._x.fake(BUTTON_PRESS, BUTTONS["left"])
            for part in range(1, DRAG_MOVES + 1):
                time.sleep(DRAG_PACE_S)
                here = (a + (b - a) * part // DRAG_MOVES for a, b in zip(start, end, strict=True))
                self.move(*here)
            time.sleep(DRAG_PACE_S)
        finally:
            self._x.fake(BUTTON_RELEASE, BUTTONS["left"])

    def scroll(self, x: int, y: int, dx_notches: int, dy_notches: int) -> None:
        """Turn the wheel; positive is right, down."""
        self.move(x, y)
        for _ in range(abs(dy_notches)):
            self._tap(DOWN if dy_notches > 0 else UP)
        for _ in range(abs(dx_notches)):
            self._tap(RIGHT if dx_notches > 0 else LEFT)

    def _tap(self, button: int) -> None:
        try:
            self._x.fake(BUTTON_PRESS, button)
        finally:
            self._x.fake(BUTTON_RELEASE, button)
