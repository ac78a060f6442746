"""What the page script of one tab says, as happenings on the page as it is shown."""

from __future__ import annotations

import math
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from ...geometry import Point
from ..devtools import command
from ..structure import told
from ..worlds import Place, Worlds
from .happenings import Asked, Cancelled, Chose, Down, Filled, Happening, Pressed, Rested, Turned, Up


class Reports:
    """Knows the scale of a tab's page, and where its inner frames lie."""

    def __init__(self, worlds: Worlds, time_of: Callable[[float], float]) -> None:
        self._worlds = worlds
        self._time_of = time_of
        self._places: dict[str, Place] = {}
        self.ratio = 1.0

    def time_s(self, said: dict[str, Any]) -> float:
        return self._time_of(said["unix_ms"] / 1000)

    async def happening(self, frame: str, said: dict[str, Any]) -> Happening | None:
        """None for what nobody did, like the size of the window."""
        self.ratio = said.get("ratio", self.ratio)
        time_s = self.time_s(said)
        if said["kind"] in ("size", "shown"):
            return None
        place = await self._place(frame)
        element = told(said.get("what"), place, self.ratio, self._worlds.path(frame))
        at = self._point(place, said) if "x" in said else Point(0, 0)
        match said["kind"]:
            case "down":
                over_s = self._time_of(said["over_ms"] / 1000)
                return Down(time_s, at, said["button"], element, said["field"], over_s)
            case "rest":
                return Rested(time_s, at, element)
            case "up":
                return Up(time_s, at, said["dragged"])
            case "cancel":
                return Cancelled(time_s)
            case "asks":
                return Asked(time_s)
            case "wheel":
                return Turned(time_s, at, said["dx"], said["dy"])
            case "value" if element is not None:
                secret = (said["called"], said["origin"]) if said["secret"] else None
                return Filled(time_s, said["field"], element, said["value"], secret)
            case "key":
                return Pressed(time_s, tuple(said["keys"]), element, said["character"], said["field"])
            case "files":
                return Chose(time_s, await self._paths(frame, said["names"]), element)
            case _:
                return None

    def _point(self, place: Place, said: dict[str, Any]) -> Point:
        x, y = place.point(said["x"], said["y"])
        return Point(max(0, math.floor(x * self.ratio)), max(0, math.floor(y * self.ratio)))

    async def _place(self, frame: str) -> Place:
        """Where the frame lies now, or lay when it was last asked: it may have left the page since."""
        from playwright.async_api import Error

        if not self._worlds.path(frame):
            return Place()
        with suppress(Error):
            self._places[frame] = await self._worlds.place(frame)
        return self._places.get(frame, Place())

    async def _paths(self, frame: str, names: list[str]) -> tuple[str, ...]:
        """The paths of the files that were chosen; their names where the browser does not say."""
        from playwright.async_api import Error

        found: list[str] = []
        for number, name in enumerate(names):
            try:
                held = await self._worlds.hold(frame, f"eyehandFiles[{number}]")
                info = await command(held[0], "DOM.getFileInfo", objectId=held[1]) if held else {}
            except Error:
                info = {}
            found.append(info.get("path") or name)
        return tuple(found)
