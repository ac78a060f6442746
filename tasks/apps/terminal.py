"""Runs an application for a person at a terminal."""

from __future__ import annotations

import argparse
import contextlib
import signal
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any


def serve(name: str, port: int, server: Callable[[int], AbstractContextManager[Any]]) -> int:
    """Serve until Ctrl-C, by default on ``port``; returns the exit code."""
    program = f"python -m eyehand.tasks.apps.{name.lower()}"
    parser = argparse.ArgumentParser(prog=program, description=f"Serve {name}.")
    parser.add_argument("--port", type=int, default=port, help="loopback port, 0 for a free one (default: %(default)s)")
    asked: int = parser.parse_args().port
    try:
        application = server(asked)
    except (OSError, OverflowError) as error:
        sys.stderr.write(f"Port {asked} cannot be used ({error}); choose another one with --port, or 0.\n")
        return 2
    with application as app, contextlib.suppress(KeyboardInterrupt):
        sys.stdout.write(f"{name} is at {app.url} (Ctrl-C stops it)\n")
        sys.stdout.flush()
        signal.pause()
    return 0
