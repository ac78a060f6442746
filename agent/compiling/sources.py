"""Which folder is meant by the name of a recording or the folder of a run."""

from __future__ import annotations

from pathlib import Path

from ...env.trajectory import FILE, Trajectory
from ...tools.errors import UsageError

RECORDINGS = Path("recordings")


def read_run(said: str) -> Trajectory:
    """The run in a folder, else the recording of a name in ``recordings/``. Raises UsageError when there is none."""
    places = dict.fromkeys((Path(said), RECORDINGS / said))
    folder = next((place for place in places if (place / FILE).is_file()), None)
    if folder is None:
        looked = " or ".join(repr(str(place)) for place in places)
        raise UsageError(f"{said!r} is no run or recording: there is no {FILE} in {looked}" if len(said) < 200 else
                         f"{said[:60]!r}… is no run or recording")  # fmt: skip
    return Trajectory.read(folder)
