"""Where a script starts: the page, or the desktop with its application."""

from __future__ import annotations

from typing import Any

from ...env.events import Header, Picture
from ..script.script import Start
from .deeds import Deed


def start_of(header: Header, first: Picture, deeds: list[Deed]) -> tuple[Start, list[Deed]]:
    """The start of a script, with the deeds that are not part of it: to open the first page, say.

    Size and scale are those of the first picture: what the run was told may be another display's.
    """
    size = f"{round(first.width / first.scale)}x{round(first.height / first.scale)}"
    said: dict[str, Any] = header.screen.get("browser") or header.screen.get("desktop") or {}
    opening = deeds[0].text if deeds and deeds[0].verb == "open" else None
    rest = deeds[1:] if opening is not None else deeds
    kind = "desktop" if "desktop" in header.screen else "browser"
    if kind == "desktop" and said.get("app"):
        opening, rest = str(said["app"]), deeds
    where = opening if opening is not None else "" if kind == "desktop" else str(said.get("url", "about:blank"))
    return Start.model_validate({kind: where, "viewport": size, "scale": first.scale}), rest
