"""Run Expenses for a person: ``python -m eyehand.tasks.apps.expenses``."""

from __future__ import annotations

import sys

from ..terminal import serve
from .server import ExpensesServer

if __name__ == "__main__":
    sys.exit(serve("Expenses", 8123, ExpensesServer))
