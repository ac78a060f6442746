"""Whether an action may be carried out."""

from __future__ import annotations

from collections.abc import Callable

from ..env.events import Observed
from ..tools.actions import Act

Policy = Callable[[Act, Observed], str | None]
"""Returns why an act is denied on a screen, in words for the model; None allows it."""


def allow_everything(act: Act, observed: Observed) -> str | None:
    """The default policy."""
    return None
