"""Run Trials for a person: ``python -m eyehand.tasks.apps.trials``."""

from __future__ import annotations

import argparse
import contextlib
import signal
import sys

from .server import TrialsServer


def main() -> int:
    """Serve until Ctrl-C; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m eyehand.tasks.apps.trials", description="Serve Trials.")
    parser.add_argument("--port", type=int, default=8125, help="loopback port, 0 for a free one (default: %(default)s)")
    port: int = parser.parse_args().port
    try:
        server = TrialsServer(port)
    except (OSError, OverflowError) as error:
        sys.stderr.write(f"Port {port} cannot be used ({error}); choose another one with --port, or 0.\n")
        return 2
    with server as app, contextlib.suppress(KeyboardInterrupt):
        sys.stdout.write(f"Trials are at {app.url} (Ctrl-C stops them)\n")
        sys.stdout.flush()
        signal.pause()
    return 0


if __name__ == "__main__":
    sys.exit(main())
