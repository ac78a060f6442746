"""Puts an episode together: a new one, or one that is resumed from its run folder."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ..env.browser import BrowserEnv
from ..env.events import Header, Observed
from ..env.recorder import Recorder
from ..env.trajectory import FILE, Trajectory
from ..tools.errors import EnvError, UsageError
from ..tools.eye.eye import Eye
from ..tools.secrets import Secrets
from .episode import Episode, Listener, RunClock, resumable
from .limits import Limits
from .models.choice import Choice, choose, decider
from .models.endpoint import Endpoint
from .settings import BrowserSettings, Settings


def new_folder(out: Path | None, title: str) -> Path:
    """Make the run folder: ``out``, or ``runs/<time>-<slug>``. Raises UsageError when a run is in it already."""
    if out is None:
        slug = re.sub(r"[^a-z0-9]+", "-", title.lower())[:40].strip("-") or "run"
        out = Path("runs") / f"{datetime.now().strftime('%Y%m%d-%H%M%S')}-{slug}"
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
) -> Episode:
    """An episode on a browser page that is not open yet. Raises UsageError for what cannot be."""
    choice = choose(settings.model, grounder=settings.grounder, base_url=settings.base_url, model_id=settings.model_id)
    header = Header(
        run=folder.name,
        created_at=datetime.now(UTC).isoformat(timespec="seconds"),
        started_unix_s=time.time(),
        eyehand=version("eyehand"),
        model=choice.title,
        screen={"browser": {"url": url, **settings.browser.model_dump(mode="json")}},
        limits=settings.limits.model_dump(mode="json"),
        secrets=secret_specs,
    )
    return _browser_episode(folder, header, choice, secrets or Secrets(), listener)


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
    return _browser_episode(folder, header, Choice.read(folder), secrets, listener, trajectory)


def _browser_episode(
    folder: Path,
    header: Header,
    choice: Choice,
    secrets: Secrets,
    listener: Listener,
    trajectory: Trajectory | None = None,
) -> Episode:
    screen: dict[str, Any] = dict(header.screen["browser"])
    url = str(screen.pop("url"))
    settings = BrowserSettings.model_validate(screen)
    clock = RunClock(header.started_unix_s)
    eye = Eye()
    model = decider(choice, eye)
    choice.write(folder)
    recorder = Recorder(folder / "video.webm", settings.viewport)
    events = trajectory.events if trajectory else ()
    last_url = next((event.url for event in reversed(events) if isinstance(event, Observed) and event.url), None)
    try:
        env = BrowserEnv(
            url,
            folder,
            clock=clock,
            secrets=secrets,
            last_url=last_url,
            on_frame=recorder.add,
            viewport=settings.viewport,
            scale=settings.scale,
            headed=settings.headed,
            profile=settings.profile,
            storage_state=settings.storage_state,
            cdp=settings.cdp,
            lease_s=settings.lease_s,
        )
        return Episode(
            folder=folder,
            header=header,
            env=env,
            decider=model,
            eye=eye,
            clock=clock,
            secrets=secrets,
            limits=Limits.model_validate(header.limits),
            listener=listener,
            recorder=recorder,
            events=list(events),
            farewell=model.close if isinstance(model, Endpoint) else lambda: None,
        )
    except (UsageError, EnvError):
        recorder.close()
        raise
