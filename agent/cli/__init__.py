"""The command line: arguments in, exit codes out.

0 achieved, 1 not achieved, 2 usage, 3 environment or model unavailable, 130 interrupted.
"""

from __future__ import annotations

import argparse
import shlex
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from ...tools.errors import EnvError, UsageError
from .evaluating import add_eval
from .replaying import add_heal, add_replay
from .results import add_results


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code; errors are one line for the person, never a traceback."""
    words = list(sys.argv[1:] if argv is None else argv)
    arguments = parser().parse_args(words)
    arguments.as_given = shlex.join(["eyehand", *words])  # for what is made by a command, and says by which
    from . import commands

    try:
        return commands.COMMANDS[arguments.command](arguments)
    except UsageError as error:
        print(f"eyehand: {error}", file=sys.stderr)  # noqa: T201
        return 2
    except EnvError as error:
        print(f"eyehand: {error}", file=sys.stderr)  # noqa: T201
        return 3
    except KeyboardInterrupt:
        return 130


def parser() -> argparse.ArgumentParser:
    """Every command with its arguments."""
    top = argparse.ArgumentParser(
        prog="eyehand", description="Say what you want done on a screen; eyehand looks, acts and proves it."
    )
    top.add_argument("--version", action="version", version=f"eyehand {version('eyehand')}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _run(commands.add_parser("run", help="carry out an instruction", allow_abbrev=False))
    resume = commands.add_parser("resume", help="go on with a run that was cut off", allow_abbrev=False)
    resume.add_argument("run", type=Path, metavar="RUN", help="its run folder")
    _ending(resume)
    show = commands.add_parser("show", help="tell what happened in a run", allow_abbrev=False)
    show.add_argument("run", type=Path, metavar="RUN", help="its run folder")
    show.add_argument("--open", action="store_true", help="open the report in the browser")
    locate = commands.add_parser("locate", help="find a target in words on a picture (JSON)", allow_abbrev=False)
    locate.add_argument("image", type=Path, metavar="IMAGE")
    locate.add_argument("target", metavar="TARGET", help='"the Save button"')
    locate.add_argument("--model", default="embedded", metavar="NAME", help="who points (default: embedded)")
    _served(locate)
    _record(commands.add_parser("record", help="watch a person do a task, and write it down", allow_abbrev=False))
    compile_ = commands.add_parser("compile", help="make a script of a recording or a run", allow_abbrev=False)
    compile_.add_argument("run", metavar="NAME|RUN", help="a recording in recordings/, or a run folder")
    compile_.add_argument("-o", "--out", type=Path, metavar="SCRIPT.yaml", help="the script (default: ./NAME.yaml)")
    recall = commands.add_parser("recall", help="find what could be read on the screens of runs", allow_abbrev=False)
    recall.add_argument("places", nargs="+", type=Path, metavar="RUN|DIR", help="a run folder, or one that holds some")
    recall.add_argument("query", metavar="QUERY", help='words, "order number"; between double quotes: just so')
    recall.add_argument("--open", action="store_true", help="open the pictures in the browser")
    recall.add_argument("--json", action="store_true", help="print one JSON object")
    frames = commands.add_parser("frames", help="take the key frames out of a video (JSON)", allow_abbrev=False)
    frames.add_argument("video", type=Path, metavar="VIDEO", help="MP4, MOV, MKV, WebM or AVI")
    frames.add_argument("--budget", default="256K", metavar="N", help="tokens that they may take (default: 256K)")
    frames.add_argument("-o", "--out", type=Path, metavar="DIR", help="where they go (default: ./NAME-frames)")
    _check(commands.add_parser("check", help="find the mistakes in a script", allow_abbrev=False))
    _import(commands.add_parser("import", help="make a script of another tool's recording", allow_abbrev=False))
    _export(commands.add_parser("export", help="write a script for another tool", allow_abbrev=False))
    add_replay(commands.add_parser("replay", help="run a script again on its screen", allow_abbrev=False))
    add_heal(commands.add_parser("heal", help="show or accept what replays learned", allow_abbrev=False))
    add_eval(commands.add_parser("eval", help="run a suite of tasks, each judged", allow_abbrev=False))
    add_results(commands.add_parser("results", help="tell what an evaluation came to", allow_abbrev=False))
    _models(commands.add_parser("models", help="say which models there are, choose or try one", allow_abbrev=False))
    doctor = commands.add_parser("doctor", help="say what is missing here", allow_abbrev=False)
    doctor.add_argument("--json", action="store_true", help="print one JSON object")
    return top


def _run(run: argparse.ArgumentParser) -> None:
    run.add_argument("instruction", metavar="INSTRUCTION", help="what is to be done, in words")
    run.add_argument("settings", nargs="*", metavar="KEY=VALUE", help="settings, like limits.max_steps=20")
    screen = run.add_mutually_exclusive_group(required=True)
    screen.add_argument("--browser", metavar="URL", help="work in a browser, from this page on")
    screen.add_argument("--desktop", action="store_true", help="work on a virtual desktop of its own")
    run.add_argument("--display", metavar=":N", help="with --desktop: your real screen instead")
    run.add_argument("--app", metavar="CMD", help="with --desktop: what to start first, a name or a command line")
    run.add_argument("--vnc", action="store_true", default=None, help="with --desktop: let a person watch (x11vnc)")
    run.add_argument("--model", metavar="NAME", help="who decides (default: auto)")
    run.add_argument("--grounder", metavar="NAME", help="who points at what the model names (default: the model)")
    _served(run)
    run.add_argument("--context", metavar="TOKENS", help="what the model is told at most, like 32K (default: auto)")
    run.add_argument("--max-steps", type=int, metavar="N")
    run.add_argument("--max-seconds", type=float, metavar="S")
    run.add_argument("--max-tokens", type=int, metavar="N")
    run.add_argument("--max-cost", type=float, metavar="C")
    _opening(run)
    run.add_argument(
        "--expect", nargs="+", action="extend", default=[], metavar="TEXT", help="seen at the end, or it failed"
    )
    run.add_argument("--secret", action="append", default=[], metavar="NAME=@ENV|@FILE", help="typed as {NAME}")
    run.add_argument("--headed", action="store_true", default=None, help="show the browser's window")
    run.add_argument("--viewport", metavar="WxH", help="size of the page or the virtual desktop (default: 1280x800)")
    run.add_argument("--scale", type=float, metavar="S", help="device pixels per CSS pixel (default: 1)")
    run.add_argument("--out", type=Path, metavar="DIR", help="the run folder (default: runs/<time>-<slug>)")
    run.add_argument("--config", type=Path, metavar="FILE", help="settings, like configs/default.yaml")
    _ending(run)


def _check(check: argparse.ArgumentParser) -> None:
    what = check.add_mutually_exclusive_group(required=True)
    what.add_argument("script", nargs="?", type=Path, metavar="SCRIPT.yaml")
    what.add_argument("--schema", action="store_true", help="print the JSON schema of scripts, for editors, instead")
    check.add_argument("--json", action="store_true", help="print one JSON object")


def _import(read: argparse.ArgumentParser) -> None:
    read.add_argument(
        "file", type=Path, metavar="FILE", help="of Chrome's Recorder, Playwright, workflow-use, browser-use, Midscene"
    )
    read.add_argument("-o", "--out", type=Path, metavar="SCRIPT.yaml", help="where it goes (default: ./NAME.yaml)")


def _export(write: argparse.ArgumentParser) -> None:
    write.add_argument("script", type=Path, metavar="SCRIPT.yaml")
    write.add_argument("--format", required=True, choices=("playwright-python", "devtools-json"), help="what for")
    write.add_argument("-o", "--out", type=Path, metavar="FILE", help="where it goes (default: printed)")


def _record(record: argparse.ArgumentParser) -> None:
    record.add_argument("name", metavar="NAME", help="what the task is called, like invoice")
    screen = record.add_mutually_exclusive_group(required=True)
    screen.add_argument("--browser", metavar="URL", help="in a browser; the page on which it begins")
    screen.add_argument("--desktop", action="store_true", help="on a desktop")
    record.add_argument("--display", metavar=":N", help="with --desktop: which screen (default: $DISPLAY)")
    _opening(record)
    record.add_argument("--viewport", metavar="WxH", help="size of the page at the beginning (default: 1280x800)")
    record.add_argument("--scale", type=float, metavar="S", help="device pixels per CSS pixel (default: 1)")
    record.add_argument("--out", type=Path, metavar="DIR", help="where it is written (default: recordings/NAME)")


def _opening(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--profile", type=Path, metavar="DIR", help="a folder that keeps cookies and settings")
    parser.add_argument("--storage-state", type=Path, metavar="FILE", help="a Playwright state file to start from")
    parser.add_argument("--cdp", metavar="URL", help="use a running Chrome; it is never closed")


def _models(models: argparse.ArgumentParser) -> None:
    models.add_argument(
        "task", nargs="?", choices=("check", "use"), metavar="check|use", help="try it, or make it auto"
    )
    models.add_argument("name", nargs="?", metavar="NAME")
    _served(models)
    models.add_argument("--json", action="store_true", help="print one JSON object")


def _served(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--base-url", metavar="U", help="the model's server, like http://127.0.0.1:8000/v1")
    parser.add_argument(
        "--model-id", metavar="ID", help="what that server calls it; without one, an id on the hub or a folder"
    )


def _ending(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--accept-unverified", action="store_true", help="exit 0 when nothing proves the success")
    parser.add_argument("--json", action="store_true", help="print one JSON object at the end; progress on stderr")


if __name__ == "__main__":
    sys.exit(main())
