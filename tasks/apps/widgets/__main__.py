"""Run Widgets for a person: ``python -m eyehand.tasks.apps.widgets``."""

from __future__ import annotations

import sys

from ..terminal import serve
from .server import WidgetsServer

if __name__ == "__main__":
    sys.exit(serve("Widgets", 8124, WidgetsServer))
