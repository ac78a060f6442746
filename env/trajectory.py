"""The trajectory: what one episode leaves on disk, append-only, written as it happens (docs/trajectory.md)."""

from __future__ import annotations

import json
import os
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pydantic import ValidationError

from ..tools.errors import EnvError, UsageError
from ..tools.frames import Frame
from ..tools.secrets import Secrets
from .base import Observation
from .events import (
    READABLE,
    Event,
    Header,
    Instructed,
    Intent,
    Observed,
    Outcome,
    Picture,
    Receipt,
    Replied,
    event_adapter,
)

FILE = "trajectory.jsonl"
_STRUCTURE = frozenset({"event", "kind", "path", "run", "created_at", "outcome", "verified_by", "button", "status"})
"""Fields with values of our own: a secret that happens to be "click" must not make a line unreadable."""


class TrajectoryWriter:
    """Appends events to ``trajectory.jsonl`` and pictures to ``frames/`` of a run folder.

    Every line is on the disk (fsync) when the call returns, and holds ``{name}`` where a secret's value would stand.
    Raises EnvError when the disk refuses; what was written before stays readable.
    """

    def __init__(self, folder: Path, secrets: Secrets) -> None:
        self._folder = folder
        self._secrets = secrets
        with _disk(folder):
            (folder / "frames").mkdir(parents=True, exist_ok=True)
            self._file = (folder / FILE).open("ab", buffering=0)
            self._cut_torn_line()

    def write(self, event: Event) -> None:
        line = _masked(event.model_dump(mode="json"), self._secrets)
        data = json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        with _disk(self._folder):
            start = self._file.tell()
            try:
                written = self._file.write(data)
                if written != len(data):
                    raise OSError(28, "No space left on device")
                os.fsync(self._file.fileno())
            except OSError:
                self._file.truncate(start)
                raise

    def save(self, frame: Frame, name: str) -> Picture:
        """Store a picture as it came, as ``frames/<name>.<png|jpg|webp>``."""
        path = f"frames/{name}{frame.suffix}"
        with _disk(self._folder):
            (self._folder / path).write_bytes(frame.data)
        return Picture(path=path, width=frame.width, height=frame.height, scale=frame.scale, time_s=frame.time_s)

    def observe(self, step: int, observation: Observation, error: str | None, time_s: float) -> Observed:
        """Store an observation with its pictures."""
        dialog = observation.dialog
        observed = Observed(
            step=step,
            time_s=time_s,
            frame=self.save(observation.frame, f"{step:04d}"),
            clip=tuple(self.save(frame, f"{step:04d}-{n}") for n, frame in enumerate(observation.clip)),
            url=observation.url,
            title=observation.title,
            dialog=f"{dialog.kind}: {dialog.message}" if dialog else None,
            file_chooser=observation.file_chooser,
            notes=observation.notes,
            tabs=observation.tabs,
            windows=observation.windows,
            error=error,
            stages=observation.stages,
        )
        self.write(observed)
        return observed

    def close(self) -> None:
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _cut_torn_line(self) -> None:
        # A killed runner can leave half a line; nothing after it would be readable.
        path = self._folder / FILE
        data = path.read_bytes()
        if data and not data.endswith(b"\n"):
            os.truncate(path, data.rfind(b"\n") + 1)
        self._file.seek(0, os.SEEK_END)


@dataclass(frozen=True)
class Trajectory:
    """A run folder that was read: its header and its events in order (without the header)."""

    folder: Path
    header: Header
    events: tuple[Event, ...]

    @classmethod
    def read(cls, folder: Path | str) -> Trajectory:
        """Raises UsageError when the folder holds no trajectory, a newer version, or a damaged line."""
        folder = Path(folder)
        path = folder / FILE
        try:
            lines = path.read_bytes().split(b"\n")
        except OSError:
            raise UsageError(f"{str(folder)!r} is no run folder: it holds no {FILE}") from None
        whole = lines[:-1]  # what follows the last newline is a line that was being written
        if not whole:
            raise UsageError(f"{str(path)!r} is empty: the run ended before it began")
        header = _header(path, whole[0])
        return cls(folder, header, tuple(_event(path, n, line) for n, line in enumerate(whole[1:], 2)))

    @property
    def outcome(self) -> Outcome | None:
        """How the last instruction ended; None while it runs or when it was cut off."""
        for event in reversed(self.events):
            if isinstance(event, Outcome):
                return event
            if isinstance(event, Instructed):
                return None
        return None

    @property
    def instruction(self) -> Instructed | None:
        """The last instruction."""
        return next((event for event in reversed(self.events) if isinstance(event, Instructed)), None)

    def steps(self) -> tuple[Step, ...]:
        """The events grouped by step, in order."""
        found: dict[int, dict[str, Any]] = {}
        for event in self.events:
            if isinstance(event, Observed | Replied | Intent | Receipt):
                found.setdefault(event.step, {})[event.event] = event
        return tuple(
            Step(number, parts["observation"], parts.get("reply"), parts.get("intent"), parts.get("receipt"))
            for number, parts in sorted(found.items())
            if "observation" in parts
        )


@dataclass(frozen=True, slots=True)
class Step:
    """One turn of the loop: what was seen, said, meant and done; the later parts are None when it was cut off."""

    number: int
    observed: Observed
    replied: Replied | None
    intent: Intent | None
    receipt: Receipt | None


def _header(path: Path, line: bytes) -> Header:
    try:
        raw: Any = json.loads(line)
    except ValueError:
        raise UsageError(f"{path}: line 1 is no JSON") from None
    version = raw.get("version") if isinstance(raw, dict) else None  # pyright: ignore[reportUnknownVariableType, reportUnknownMemberType]
    if version not in READABLE:
        raise UsageError(f"{path}: format version {version!r}; this eyehand reads version {READABLE[-1]}: update it")
    event = _event(path, 1, line)
    if not isinstance(event, Header):
        raise UsageError(f"{path}: line 1 is {event.event!r}, a header was expected")
    return event


def _event(path: Path, number: int, line: bytes) -> Event:
    try:
        return event_adapter.validate_json(line)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise UsageError(f"{path}: line {number}: {where}: {first['msg']}") from None


def _masked(value: Any, secrets: Secrets) -> Any:
    """The JSON value with every string masked, before it is encoded: escapes must not hide a secret."""
    if isinstance(value, str):
        return secrets.mask(value)
    if isinstance(value, list):
        return [_masked(item, secrets) for item in value]  # pyright: ignore[reportUnknownVariableType]
    if isinstance(value, dict):
        return {  # pyright: ignore[reportUnknownVariableType]
            key: item if key in _STRUCTURE else _masked(item, secrets)
            for key, item in value.items()  # pyright: ignore[reportUnknownVariableType]
        }
    return value


@contextmanager
def _disk(folder: Path) -> Generator[None]:
    try:
        yield
    except OSError as error:
        raise EnvError(
            f"cannot write the run folder {str(folder)!r}: {error.strerror or error}; "
            "what was written so far is kept; free some space and use `eyehand resume`"
        ) from error
