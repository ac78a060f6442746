"""Run Trials for a person: ``python -m eyehand.tasks.apps.trials``."""

from __future__ import annotations

import sys

from ..terminal import serve
from .server import TrialsServer

if __name__ == "__main__":
    sys.exit(serve("Trials", 8125, TrialsServer))
