"""Which executor is meant by ``--on``."""

from __future__ import annotations

from ...tools.errors import UsageError
from .executor import Executor


def executor_on(place: str, workers: int | None) -> Executor:
    """``local``, or the address of a Ray cluster. Raises UsageError for anything else, EnvError when Ray is missing."""
    if place == "local":
        from .processes import Processes

        return Processes(workers or 1)
    if place.startswith("ray://"):
        from .on_ray import OnRay

        return OnRay(place, workers)
    raise UsageError(f"--on {place}: `local` or an address like ray://head:10001 was expected")
