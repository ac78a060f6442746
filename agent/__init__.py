"""Who does it: models, history, the loop, and the fronts.

from eyehand.agent import browser

with browser("http://…") as screen:
    screen.act("Type 'Ada' into Name and press Save")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .replaying.running import replay
    from .screen import Screen, browser, desktop

__all__ = ["Screen", "browser", "desktop", "replay"]


def __getattr__(name: str) -> Any:  # `eyehand --help` must not wait for what only a run needs
    if name in __all__:
        from . import screen
        from .replaying import running

        return getattr(running if name == "replay" else screen, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
