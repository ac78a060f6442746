"""The command that makes a script of a run or a recording."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from ...tools.errors import UsageError


def compile_script(arguments: Namespace) -> int:
    """Write the script, say where it is and what a person should look at."""
    from ...tools.eye.eye import Eye
    from ..compiling.compiler import compiled
    from ..compiling.sources import read_run

    trajectory = read_run(arguments.run)
    name = trajectory.folder.resolve().name
    path: Path = arguments.out or Path(f"{name}.yaml")
    if path.exists():
        raise UsageError(f"{str(path)!r} is there already, perhaps with changes of yours; -o names another file")
    made = compiled(trajectory, Eye(), path.stem)
    made.write(path)
    script = made.script
    given = f", {len(script.parameters)} parameters: {', '.join(script.parameters)}" if script.parameters else ""
    hidden = f", secrets: {', '.join(script.secrets)}" if script.secrets else ""
    print(f"{path}: {len(script.steps)} steps{given}{hidden}")  # noqa: T201
    for warning in made.warnings:
        print(f"eyehand: {warning}", file=sys.stderr)  # noqa: T201
    return 0
