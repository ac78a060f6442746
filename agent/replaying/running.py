"""Replay from the outside: a script file, the values of its names, the screen that it starts on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, Unpack

from pydantic import SecretStr

from ...env.events import Instructed, Outcome, OutcomeName, Resolved
from ...tools.errors import ActionError, EnvError, UsageError
from ...tools.eye.location import Locator
from ...tools.secrets import Secrets
from ..episode import Episode, Listener
from ..models.choice import Models
from ..models.vision_model import VisionModel
from ..report import write_report
from ..script.checking import check
from ..script.script import load
from ..settings import Settings
from ..settings import load as settings
from ..start import new_folder, start_browser, start_desktop
from .finding import Finder
from .healing import propose
from .ladder import Ladder
from .play import Play, opened
from .replayer import Halt, Replayer
from .results import Replayed, StepResult
from .stage import Stage

PACE_S = 0.8
"""Between two inputs at natural speed."""
_OUTCOMES: dict[str, OutcomeName] = {
    "success": "success",
    "halted": "failure",
    "error": "error",
    "stopped": "stopped",
}


def no_person(question: str) -> str:
    """Asks nobody. Raises ActionError."""
    raise ActionError(f"nobody is there to be asked {question!r}; run it at a terminal")


def replay(
    script: Path | str,
    *,
    values: Mapping[str, str] | None = None,
    secrets: Mapping[str, str] | None = None,
    start: str | None = None,
    headed: bool = False,
    out: Path | str | None = None,
    **models: Unpack[Models],
) -> Replayed:
    """Run a script again on the screen it names; ``values`` are its parameters, ``start`` another page to begin on.

    A step that cannot be done for sure halts the run: the result's ``outcome`` says so, nothing is raised. Raises
    UsageError for what cannot be: no such script, a value or secret that is missing, a damaged anchor.
    """
    path = Path(script)
    begins = load(path).start
    own: dict[str, Any] = {"desktop.size": begins.size, "desktop.app": begins.desktop or None}
    if begins.browser is not None:
        own = {"browser.viewport": begins.size, "browser.scale": begins.scale, "browser.headed": headed}
    hidden = Secrets({name: SecretStr(value) for name, value in (secrets or {}).items()})
    return run_script(
        path,
        settings(flags={**models, **own}),
        values=values,
        secrets=hidden,
        secret_specs=hidden.names,
        start=start,
        out=Path(out) if out else None,
    )


def run_script(
    path: Path,
    with_settings: Settings,
    *,
    values: Mapping[str, str] | None = None,
    secrets: Secrets | None = None,
    secret_specs: tuple[str, ...] = (),
    start: str | None = None,
    out: Path | None = None,
    ask: Callable[[str], str] = no_person,
    listener: Listener = lambda event: None,
    on_step: Callable[[StepResult], None] = lambda result: None,
    natural: bool = False,
    locator: Locator | None = None,
) -> Replayed:
    """Run a script on the screen it names, or from the page ``start`` on; the run folder stays.

    ``locator`` is asked for what nothing else finds, instead of the run's own model.

    Raises UsageError for what cannot be: no such script, a value or secret that is missing, a missing anchor.
    """
    play = opened(path, values or {})
    if mistakes := [one for one in check(path) if one.kind == "mistake"]:
        raise UsageError(f"{mistakes[0]}; `eyehand check {path}` tells all")
    missing = [name for name in play.script.secrets if name not in (secrets or Secrets()).names]
    if missing:
        raise UsageError(f"{path} needs the secret {missing[0]!r}; give it with --secret {missing[0]}=@VARIABLE")
    folder = new_folder(out, play.script.name or path.stem)
    page = start or play.script.start.browser
    opening = start_desktop if page is None else partial(start_browser, page)
    episode = opening(
        folder, with_settings, secrets=secrets, secret_specs=secret_specs, listener=listener, reads_along=False
    )
    try:
        return replay_on(episode, play, ask=ask, on_step=on_step, natural=natural, locator=locator)
    finally:
        episode.close()
        with suppress(EnvError, UsageError):
            write_report(folder)


def replay_on(
    episode: Episode,
    play: Play,
    *,
    ask: Callable[[str], str] = no_person,
    on_step: Callable[[StepResult], None] = lambda result: None,
    natural: bool = False,
    locator: Locator | None = None,
) -> Replayed:
    """Run a script on an episode's screen, which is opened if it is not yet; every ending is written down."""
    stage = Stage(episode, pace_s=PACE_S if natural else 0.0)
    own = episode.decider if isinstance(episode.decider, VisionModel) else None
    finder = Finder(stage, Ladder(episode.env, episode.eye, stage.think, locator or own))
    player = Replayer(stage, finder, ask, on_step)
    began_s = episode.clock()
    episode.emit(Instructed(time_s=began_s, text=f"replay {play.script.name or play.path.stem}"))
    halt: Halt | None = None
    try:
        episode.open()
        player.play(play)
        outcome, reason = "success", _proof(player)
    except Halt as error:
        outcome, reason, halt = "halted", str(error), error
    except UsageError as error:  # a file of the script that was there when it was checked
        outcome, reason = "halted", str(error)
    except EnvError as error:
        outcome, reason = "error", str(error)
    except KeyboardInterrupt:
        outcome, reason = "stopped", "stopped by the person (Ctrl-C)"
    reason = episode.secrets.mask(reason)
    heals = _proposed(episode, player)
    expected, seen = _pictures(episode, player, halt) if halt else (None, None)
    episode.end(
        Outcome(
            time_s=episode.clock(),
            outcome=_OUTCOMES[outcome],
            reason=reason,
            verified_by="check" if outcome == "success" and player.proven else "none",
            steps=len(player.results),
            seconds=round(episode.clock() - began_s, 3),
        )
    )
    return Replayed(
        outcome=outcome,
        reason=reason,
        steps=tuple(player.results),
        run=episode.folder,
        values=player.extracted,
        expected=expected,
        seen=seen,
        heals=heals,
    )


def _proposed(episode: Episode, player: Replayer) -> int:
    """What was learned, written down beside the script; a screen that is gone is not looked at any more."""
    if not player.learned:
        return 0
    with suppress(EnvError, KeyboardInterrupt):
        episode.observe()  # what the last step led to
    return propose(player.learned, episode.folder, episode.eye)


def _proof(player: Replayer) -> str:
    if player.proven:
        return f"each of {len(player.results)} steps was carried out, and {player.proven} times what must be true was"
    return f"each of {len(player.results)} steps was carried out; the script says nothing that would prove it"


def _pictures(episode: Episode, player: Replayer, halt: Halt) -> tuple[Path | None, Path | None]:
    """What was looked for and what was there, as files of the run folder; a screen that is gone has none."""
    expected = seen = None
    if halt.expected is not None:
        expected = episode.folder / "frames" / f"expected{halt.expected.suffix}"
        expected.write_bytes(halt.expected.data)
    with suppress(EnvError, OSError):
        observed = episode.observe()
        seen = episode.folder / observed.frame.path
        last = player.results[-1]
        episode.emit(
            Resolved(
                step=observed.step,
                time_s=episode.clock(),
                at=last.at,
                words=last.words,
                rung="none",
                seconds=last.seconds,
                model_calls=last.model_calls,
                reason=episode.secrets.mask(str(halt)),
                expected=f"frames/{expected.name}" if expected else None,
            )
        )
    return expected, seen
