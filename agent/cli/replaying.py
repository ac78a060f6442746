"""The commands `eyehand replay` and `eyehand heal`."""

from __future__ import annotations

import argparse
import json
import signal
import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...tools.errors import ActionError, UsageError

if TYPE_CHECKING:
    from ..replaying.results import Replayed, StepResult

EXIT = {"success": 0, "halted": 1, "error": 3, "stopped": 130}


def add_replay(parser: argparse.ArgumentParser) -> None:
    """The arguments of `eyehand replay`."""
    parser.add_argument("script", type=Path, metavar="SCRIPT.yaml")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="a parameter of the script")
    parser.add_argument("--secret", action="append", default=[], metavar="NAME=@ENV|@FILE", help="typed as {NAME}")
    parser.add_argument("--start", metavar="URL", help="begin on this page instead of the script's own")
    parser.add_argument("--model", metavar="NAME|none", help="asked where nothing else finds it (default: auto)")
    parser.add_argument("--base-url", metavar="U", help="the model's server, like http://127.0.0.1:8000/v1")
    parser.add_argument("--model-id", metavar="ID", help="what that server calls it")
    parser.add_argument("--speed", choices=("max", "natural"), default="max", help="natural: so that one can follow")
    parser.add_argument("--headed", action="store_true", default=None, help="show the browser's window")
    parser.add_argument("--profile", type=Path, metavar="DIR", help="a folder that keeps cookies and settings")
    parser.add_argument("--storage-state", type=Path, metavar="FILE", help="a Playwright state file to start from")
    parser.add_argument("--cdp", metavar="URL", help="use a running Chrome; it is never closed")
    parser.add_argument("--display", metavar=":N", help="a desktop's script: your real screen instead of a virtual one")
    parser.add_argument("--viewport", metavar="WxH", help="size of the page or the desktop (default: the script's)")
    parser.add_argument("--scale", type=float, metavar="S", help="device pixels per CSS pixel (default: the script's)")
    parser.add_argument("--out", type=Path, metavar="DIR", help="the run folder (default: runs/<time>-<name>)")
    parser.add_argument("--json", action="store_true", help="print one JSON object at the end; progress on stderr")


def replay(arguments: Namespace) -> int:
    from ...tools.secrets import Secrets
    from ..replaying.running import run_script
    from ..script.script import load
    from ..settings import load as settings

    script = load(arguments.script)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a polite kill ends like Ctrl-C
    result = run_script(
        arguments.script,
        settings(
            flags=_flags(
                arguments,
                browser=script.start.browser is not None,
                size=script.start.size,
                scale=script.start.scale,
                app=script.start.desktop,
            )
        ),
        values=dict(_pair(word) for word in arguments.set),
        secrets=Secrets.parse(arguments.secret),
        secret_specs=tuple(arguments.secret),
        start=arguments.start,
        out=arguments.out,
        ask=_ask,
        on_step=_told,
        natural=arguments.speed == "natural",
    )
    _report(result)
    if arguments.json:
        print(result.model_dump_json(exclude_none=True))  # noqa: T201
    return EXIT[result.outcome]


def _flags(
    arguments: Namespace, *, browser: bool, size: tuple[int, int], scale: float, app: str | None
) -> dict[str, Any]:
    model = "embedded" if arguments.model == "none" else arguments.model
    common = {"model": model, "base_url": arguments.base_url, "model_id": arguments.model_id}
    wanted = _size(arguments.viewport) or size
    if browser:
        own = {
            "browser.viewport": wanted,
            "browser.scale": arguments.scale or scale,
            "browser.headed": arguments.headed,
            "browser.profile": arguments.profile,
            "browser.storage_state": arguments.storage_state,
            "browser.cdp": arguments.cdp,
        }
        strange = {"--display": arguments.display}
    else:
        own = {"desktop.size": wanted, "desktop.display": arguments.display, "desktop.app": app or None}
        strange = {"--profile": arguments.profile, "--storage-state": arguments.storage_state, "--cdp": arguments.cdp,
                   "--headed": arguments.headed, "--scale": arguments.scale, "--start": arguments.start}  # fmt: skip
    if flag := next((name for name, value in strange.items() if value is not None), None):
        raise UsageError(f"{flag} does not go with a script for a {'page' if browser else 'desktop'}")
    return {key: value for key, value in {**common, **own}.items() if value is not None}


def _size(words: str | None) -> tuple[int, int] | None:
    from .commands import size_of

    return size_of(words)


def _pair(word: str) -> tuple[str, str]:
    name, equals, value = word.partition("=")
    if not equals or not name.isidentifier():
        raise UsageError(f"--set {word}: NAME=VALUE was expected")
    return name, value


def _ask(question: str) -> str:
    if not sys.stdin.isatty():
        raise ActionError(f"nobody is there to be asked {question!r}; run it at a terminal")
    print(f"{question} ", end="", file=sys.stderr, flush=True)  # noqa: T201
    return sys.stdin.readline().rstrip("\n")


def _told(result: StepResult) -> None:
    rung = "skipped" if result.skipped else result.rung
    line = f"{result.at:>6}  {rung:<9} {result.seconds:6.2f} s  {result.words}"
    print(line, file=sys.stderr)  # noqa: T201


def _report(result: Replayed) -> None:
    print(f"{result.outcome}: {result.reason}", file=sys.stderr)  # noqa: T201
    for name, path in (("expected", result.expected), ("seen", result.seen)):
        if path is not None:
            print(f"{name}: {path}", file=sys.stderr)  # noqa: T201
    if result.heals:
        print(f"{result.heals} steps were found in another way than recorded; `eyehand heal` shows them",  # noqa: T201
              file=sys.stderr)  # fmt: skip
    print(f"run: {result.run}", file=sys.stderr)  # noqa: T201


def add_heal(parser: argparse.ArgumentParser) -> None:
    """The arguments of `eyehand heal`."""
    parser.add_argument("script", type=Path, metavar="SCRIPT.yaml")
    parser.add_argument("--accept", action="store_true", help="take the proposals over into the script")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def heal(arguments: Namespace) -> int:
    from ..replaying.healing import accept, proposals, shown

    found = proposals(arguments.script)
    if arguments.json:
        print(json.dumps({"proposals": [one.model_dump(mode="json") for one in found]}))  # noqa: T201
    else:
        for one in found:
            print(shown(one, arguments.script))  # noqa: T201
        if not found:
            print("nothing to heal: the last replays found each step as it was recorded")  # noqa: T201
    if arguments.accept and found:
        accept(arguments.script, found)
        print(f"{len(found)} accepted", file=sys.stderr)  # noqa: T201
    return 0
