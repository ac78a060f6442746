"""Puts an episode together: a new one, or one that is resumed from its run folder."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ..env.base import Env
from ..env.browser import BrowserEnv
from ..env.desktop import DesktopEnv
from ..env.events import Event, Header, Observed
from ..env.recorder import Recorder
from ..env.trajectory import FILE, Trajectory
from ..tools.errors import EnvError, UsageError
from ..tools.eye.eye import Eye
from ..tools.frames import Frame
from ..tools.secrets import Secrets
from .clock import RunClock
from .episode import Episode, Listener
from .limits import Limits
from .models.choice import Choice, choose, decider
from .models.vision_model import VisionModel
from .protocols import Decider
from .recall.live import Recall
from .resuming import resumable
from .settings import BrowserSettings, DesktopSettings, Settings


def new_folder(out: Path | None, title: str, runs: Path = Path("runs")) -> Path:
    """Make the run folder: ``out``, or ``runs/<time>-<slug>``. Raises UsageError when a run is in it already."""
    if out is None:
        slug = re.sub(r"[^a-z0-9]+", "-", title.lower())[:40].strip("-") or "run"
        out = runs / f"{datetime.now().strftime('%Y%m%d-%H%M%S')}-{slug}"
        base, number = out, 1
        while out.exists():
            number += 1
            out = base.with_name(f"{base.name}-{number}")
    if (out / FILE).exists():
        raise UsageError(f"{str(out)!r} holds a run already; name another folder, or `eyehand resume {out}`")
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"cannot make the run folder {str(out)!r}: {error.strerror}") from None
    return out


def start_browser(
    url: str,
    folder: Path,
    settings: Settings,
    *,
    secrets: Secrets | None = None,
    secret_specs: tuple[str, ...] = (),
    listener: Listener = lambda event: None,
    reads_along: bool = True,
    decides: Decider | None = None,
) -> Episode:
    """An episode on a browser page that is not open yet. Raises UsageError for what cannot be.

    ``reads_along`` is whether all that can be read is put into the index for recall while it runs. ``decides`` is who
    does in place of the model of the settings.
    """
    screen = {"browser": {"url": url, **settings.browser.model_dump(mode="json")}}
    return _started(folder, settings, screen, secrets or Secrets(), secret_specs, listener, reads_along, decides)


def start_desktop(
    folder: Path,
    settings: Settings,
    *,
    secrets: Secrets | None = None,
    secret_specs: tuple[str, ...] = (),
    listener: Listener = lambda event: None,
    reads_along: bool = True,
    decides: Decider | None = None,
) -> Episode:
    """An episode on a desktop that is not started yet, like ``start_browser``."""
    screen = {"desktop": settings.desktop.model_dump(mode="json")}
    return _started(folder, settings, screen, secrets or Secrets(), secret_specs, listener, reads_along, decides)


def resume(folder: Path, listener: Listener = lambda event: None) -> Episode:
    """The episode of a run folder, to go on with its last instruction.

    Raises UsageError when there is nothing to resume: no run, no instruction, or one that came to its end.
    """
    trajectory = Trajectory.read(folder)
    if trajectory.instruction is None:
        raise UsageError(f"{str(folder)!r} has no instruction to go on with; run the program that drove it again")
    if not resumable(trajectory):
        name = trajectory.outcome.outcome if trajectory.outcome else ""
        raise UsageError(f"{str(folder)!r} ended as {name!r}; there is nothing to resume, `eyehand show` tells it")
    header = trajectory.header
    if any("=@" not in spec for spec in header.secrets):
        raise UsageError("its secrets were given by a program; run that program again")
    secrets = Secrets.parse(list(header.secrets))
    return _episode(folder, header, Choice.read(folder), secrets, listener, trajectory.events)


def _started(
    folder: Path,
    settings: Settings,
    screen: dict[str, Any],
    secrets: Secrets,
    secret_specs: tuple[str, ...],
    listener: Listener,
    reads_along: bool,
    decides: Decider | None,
) -> Episode:
    choice = choose(
        settings.model,
        grounder=settings.grounder,
        base_url=settings.base_url,
        model_id=settings.model_id,
        context=settings.context,
    )
    header = Header(
        run=folder.name,
        created_at=datetime.now(UTC).isoformat(timespec="seconds"),
        started_unix_s=time.time(),
        eyehand=version("eyehand"),
        model=choice.title,
        screen=screen,
        limits=settings.limits.model_dump(mode="json"),
        secrets=secret_specs,
    )
    return _episode(folder, header, choice, secrets, listener, reads_along=reads_along, decides=decides)


def _episode(
    folder: Path,
    header: Header,
    choice: Choice,
    secrets: Secrets,
    listener: Listener,
    events: tuple[Event, ...] = (),
    reads_along: bool = True,
    decides: Decider | None = None,
) -> Episode:
    """The episode of a header, new or with the events so far."""
    clock = RunClock(header.started_unix_s)
    eye = Eye()
    model = decides or decider(choice, eye)
    choice.write(folder)
    size, screen = _screen(folder, header, clock, secrets, events)
    recorder = Recorder(folder / "video.webm", size)
    recall = Recall(folder, eye, secrets, events) if reads_along else None
    clock.not_before(max([recorder.end_s, *(event.time_s for event in events if not isinstance(event, Header))]))
    try:
        return Episode(
            folder=folder,
            header=header,
            env=screen(recorder.add),
            decider=model,
            eye=eye,
            clock=clock,
            secrets=secrets,
            limits=Limits.model_validate(header.limits),
            listener=partial(_told, (recall, listener)) if recall else listener,
            recorder=recorder,
            recall=recall,
            events=list(events),
            memory=model if isinstance(model, VisionModel) else None,
            farewell=model.close if isinstance(model, VisionModel) else lambda: None,
        )
    except (UsageError, EnvError):
        recorder.close()
        raise


def _screen(
    folder: Path, header: Header, clock: RunClock, secrets: Secrets, events: tuple[Event, ...]
) -> tuple[tuple[int, int], Callable[[Callable[[Frame], None]], Env]]:
    """The size of the video, and what makes the env of a header once it is told where painted frames go."""
    seen = [event for event in events if isinstance(event, Observed)]
    if "desktop" in header.screen:
        settings = DesktopSettings.model_validate(header.screen["desktop"])
        common = {"clock": clock, "secrets": secrets, **dict(settings)}
        return settings.size, partial(_desktop, folder, {**common, "resumed": bool(seen)})
    screen: dict[str, Any] = dict(header.screen["browser"])
    url = str(screen.pop("url"))
    settings = BrowserSettings.model_validate(screen)
    last_url = next((event.url for event in reversed(seen) if event.url), None)
    common = {"clock": clock, "secrets": secrets, **dict(settings), "last_url": last_url}
    return settings.viewport, partial(_browser, url, folder, common)


def _told(listeners: tuple[Listener, ...], event: Event) -> None:
    for listener in listeners:
        listener(event)


def _browser(url: str, folder: Path, options: dict[str, Any], on_frame: Callable[[Frame], None]) -> Env:
    return BrowserEnv(url, folder, on_frame=on_frame, **options)


def _desktop(folder: Path, options: dict[str, Any], on_frame: Callable[[Frame], None]) -> Env:
    return DesktopEnv(folder, on_frame=on_frame, **options)
