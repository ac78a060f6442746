"""What each command of the command line does."""

from __future__ import annotations

import json
import re
import signal
import sys
import webbrowser
from argparse import Namespace
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from ...env.events import Outcome
from ...tools.errors import EnvError, UsageError
from ..episode import Episode

EXIT = {"success": 0, "error": 3, "stopped": 130}


def run(arguments: Namespace) -> int:
    from ...tools.secrets import Secrets
    from ..episode import checked
    from ..settings import load
    from ..start import new_folder, start_browser, start_desktop
    from .live import Live

    instruction = checked(arguments.instruction)
    settings = load(arguments.config, _words(arguments.settings), _flags(arguments))
    secrets = Secrets.parse(arguments.secret)
    folder = new_folder(arguments.out, instruction)
    live = Live()
    try:
        start = start_desktop if arguments.desktop else partial(start_browser, arguments.browser)
        episode = start(folder, settings, secrets=secrets, secret_specs=tuple(arguments.secret), listener=live)
    except (UsageError, EnvError):
        with suppress(OSError):
            (folder / "video.webm").unlink(missing_ok=True)
            folder.rmdir()  # nothing happened there
        raise
    return _finish(episode, lambda: episode.run(instruction, arguments.expect), live, arguments)


def resume(arguments: Namespace) -> int:
    from ..start import resume as resumed
    from .live import Live

    live = Live()
    episode = resumed(arguments.run, live)
    return _finish(episode, episode.go_on, live, arguments)


def show(arguments: Namespace) -> int:
    from rich.console import Console

    from ...env.trajectory import Trajectory
    from ..report import write_report
    from .live import places
    from .show import render_run

    trajectory = Trajectory.read(arguments.run)
    report = write_report(arguments.run)
    console = Console()
    console.print(render_run(trajectory))
    console.print(places(arguments.run, report), soft_wrap=True)
    if arguments.open:
        webbrowser.open(report.resolve().as_uri())
    return 0


def locate(arguments: Namespace) -> int:
    from ...tools.errors import FormatError
    from ...tools.eye.eye import Eye
    from ...tools.frames import Frame
    from ..models.choice import choose, locator

    if not arguments.target.strip():
        raise UsageError('the target is empty; name what to find, like "the Save button"')
    frame = Frame.open(arguments.image)
    chosen = choose(arguments.model, base_url=arguments.base_url, model_id=arguments.model_id)
    try:
        location = locator(chosen, Eye()).locate(frame, arguments.target)
    except FormatError as error:
        raise EnvError(f"{chosen.title} gave no usable answer: {error}; it said: {error.reply[:200]!r}") from None
    print(location.model_dump_json())  # noqa: T201
    return 0 if location.status == "found" else 1


def record(arguments: Namespace) -> int:
    from . import record as said
    from .record_desktop import record_desktop

    return record_desktop(arguments) if arguments.desktop else said.record(arguments)


def recall(arguments: Namespace) -> int:
    from . import recall as said

    return said.recall(arguments)


def compile_script(arguments: Namespace) -> int:
    from . import compiling as said

    return said.compile_script(arguments)


def frames(arguments: Namespace) -> int:
    from ..frames.extracting import extract
    from ..limits import tokens_of

    video: Path = arguments.video
    budget = tokens_of(arguments.budget)
    if budget is None:
        raise UsageError(f"--budget {arguments.budget}: a number of tokens like 256K, 1M or 50000 was expected")
    found = extract(video, arguments.out or Path(f"{video.stem}-frames"), budget)
    for note in found.notes:
        print(f"eyehand: {note}", file=sys.stderr)  # noqa: T201
    listed = [{"time_s": one.time_s, "path": str(one.path), "change": round(one.change, 4)} for one in found.frames]
    print(json.dumps({"frames": listed, "tokens": found.tokens}, ensure_ascii=False))  # noqa: T201
    return 0


def models(arguments: Namespace) -> int:
    from . import models as said

    return said.models(arguments)


def doctor(arguments: Namespace) -> int:
    from dataclasses import asdict

    from rich.console import Console

    from .doctor import examine

    findings = examine()
    if arguments.json:
        print(json.dumps({"findings": [asdict(finding) for finding in findings]}))  # noqa: T201
    else:
        console = Console(highlight=False)
        for finding in findings:
            mark = "[green]ok     [/]" if finding.ok else "[red]missing[/]"
            where = f" (only for {finding.only_for})" if finding.only_for and not finding.ok else ""
            console.print(f"{mark} {finding.name}: {finding.found}{where}")
            if not finding.ok:
                console.print(f"        → {finding.remedy}", soft_wrap=True)
    return 0 if all(finding.ok or finding.only_for for finding in findings) else 3


def check(arguments: Namespace) -> int:
    from . import scripts as said

    return said.check(arguments)


def import_(arguments: Namespace) -> int:
    from . import scripts as said

    return said.import_(arguments)


def export(arguments: Namespace) -> int:
    from . import scripts as said

    return said.export(arguments)


def replay(arguments: Namespace) -> int:
    from . import replaying

    return replaying.replay(arguments)


def heal(arguments: Namespace) -> int:
    from . import replaying

    return replaying.heal(arguments)


def eval_(arguments: Namespace) -> int:
    from . import evaluating

    return evaluating.eval_(arguments)


def results(arguments: Namespace) -> int:
    from . import results as said

    return said.results(arguments)


COMMANDS: dict[str, Callable[[Namespace], int]] = {
    "run": run,
    "resume": resume,
    "show": show,
    "record": record,
    "locate": locate,
    "compile": compile_script,
    "recall": recall,
    "frames": frames,
    "check": check,
    "import": import_,
    "export": export,
    "eval": eval_,
    "models": models,
    "doctor": doctor,
    "replay": replay,
    "heal": heal,
    "results": results,
}


def _finish(episode: Episode, work: Callable[[], Outcome], live: Any, arguments: Namespace) -> int:
    """Work, close the screen whatever happens, write the report, say how it ended."""
    from ..report import write_report

    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a polite kill ends like Ctrl-C
    try:
        outcome = work()
    finally:
        episode.close()
    report: Path | None = None
    try:
        report = write_report(episode.folder)
    except (EnvError, UsageError) as error:
        print(f"eyehand: {error}", file=sys.stderr)  # noqa: T201
    live.finish(outcome, episode.folder, report)
    if arguments.json:
        print(json.dumps(summary(outcome, episode), ensure_ascii=False))  # noqa: T201
    accepted = outcome.outcome == "unverified" and arguments.accept_unverified
    return 0 if accepted else EXIT.get(outcome.outcome, 1)


def summary(outcome: Outcome, episode: Episode) -> dict[str, Any]:
    """The JSON object of `eyehand run --json`."""
    tokens = outcome.tokens
    return {
        "outcome": outcome.outcome,
        "reason": outcome.reason,
        "verified_by": outcome.verified_by,
        "answer": outcome.answer,
        "run": str(episode.folder),
        "steps": outcome.steps,
        "seconds": outcome.seconds,
        "tokens": {"prompt": tokens.prompt, "cached": tokens.cached, "completion": tokens.completion},
        "model": episode.decider.name,
    }


def _words(words: list[str]) -> tuple[str, ...]:
    for word in words:
        if not re.match(r"[a-z_.]+=", word):
            raise UsageError(f"{word!r}: KEY=VALUE was expected after the instruction; quote the instruction as one")
    return tuple(words)


def _flags(arguments: Namespace) -> dict[str, Any]:
    """The settings that flags set, by dotted key."""
    flags = {
        "model": arguments.model,
        "grounder": arguments.grounder,
        "base_url": arguments.base_url,
        "model_id": arguments.model_id,
        "context": arguments.context,
        "limits.max_steps": arguments.max_steps,
        "limits.max_seconds": arguments.max_seconds,
        "limits.max_tokens": arguments.max_tokens,
        "limits.max_cost": arguments.max_cost,
        "browser.profile": arguments.profile,
        "browser.storage_state": arguments.storage_state,
        "browser.cdp": arguments.cdp,
        "browser.headed": arguments.headed,
        "browser.scale": arguments.scale,
        "desktop.display": arguments.display,
        "desktop.app": arguments.app,
        "desktop.vnc": arguments.vnc,
    }
    given = {key: value for key, value in flags.items() if value is not None}
    other = "browser." if arguments.desktop else "desktop."
    if strange := next((key for key in given if key.startswith(other)), None):
        flag = strange.removeprefix(other).replace("_", "-")
        raise UsageError(f"--{flag} goes with --{other.removesuffix('.')}")
    size = size_of(arguments.viewport)
    return {**given, ("desktop.size" if arguments.desktop else "browser.viewport"): size} if size else given


def size_of(words: str | None) -> tuple[int, int] | None:
    """What a size like 1280x800 means."""
    if words is None:
        return None
    match = re.fullmatch(r"(\d+)x(\d+)", words)
    if match is None:
        raise UsageError(f"--viewport {words}: a size like 1280x800 was expected")
    return int(match[1]), int(match[2])
