"""The process that starts episodes: it has imported everything, and forks a process for each.

``python -m eyehand.agent.evaluation.worker`` reads orders from its input, a line of JSON each: ``{"order", "folder"}``.
For each it prints ``{"pid"}`` when the episode's process is there, and ``{"code"}`` when it has ended: 0 with a result,
3 with one that the environment is to blame for, 4 without one, less than 0 for the signal that killed it.
"""

from __future__ import annotations

import ctypes
import json
import os
import select
import signal
import sys
import time
import traceback
from importlib import import_module
from pathlib import Path
from typing import Any

DONE, ENVIRONMENT, NO_RESULT = 0, 3, 4
POLL_S = 0.02
LOG = "log.txt"
"""What the episode's process printed, which is nothing unless something went wrong."""
_PR_SET_PDEATHSIG = 1


def main() -> None:
    """Start an episode for each line, one at a time, until there are no more."""
    for once in ("..loop", ".attempt"):
        import_module(once, __package__)  # here, for all episodes
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C in the terminal is for whoever evaluates
    for line in sys.stdin:
        words: dict[str, Any] = json.loads(line)
        pid = os.fork()
        if pid == 0:
            os._exit(_episode(words))
        _say({"pid": pid})
        _say({"code": _waited_for(pid)})


def _waited_for(pid: int) -> int:
    """The exit code of an episode. Whoever ordered it may be gone meanwhile: then it ends, and so does this."""
    while True:
        found, status = os.waitpid(pid, os.WNOHANG)
        if found:
            return os.waitstatus_to_exitcode(status)
        if select.select([sys.stdin], [], [], POLL_S)[0]:  # nothing more is said before it has ended, so it is the end
            os.kill(pid, signal.SIGKILL)
            sys.exit(1)


def _episode(words: dict[str, Any]) -> int:
    """In the forked process: a session of its own, which dies with the worker."""
    from ...tools.errors import EnvError
    from .attempt import attempt
    from .executor import Order

    folder = Path(words["folder"])
    try:
        os.setsid()
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        _print_to(folder / LOG)
        ended = attempt(Order.model_validate(words["order"]), folder, words["ordered_unix_s"])
        return ENVIRONMENT if ended.again else DONE
    except (EnvError, OSError) as error:
        print(error, file=sys.stderr)  # noqa: T201
        return NO_RESULT
    except BaseException:
        traceback.print_exc()
        return NO_RESULT
    finally:
        sys.stdout.flush()
        sys.stderr.flush()


def _print_to(log: Path) -> None:
    null = os.open(os.devnull, os.O_RDONLY)
    file = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    for at, source in enumerate((null, file, file)):
        os.dup2(source, at)
    os.close(null)
    os.close(file)


def order_line(order: dict[str, Any], folder: Path) -> bytes:
    """An order as it is written to a worker."""
    return json.dumps({"order": order, "folder": str(folder), "ordered_unix_s": time.time()}).encode() + b"\n"


def _say(words: dict[str, int]) -> None:
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
