"""``eyehand check``, ``import``, ``export``: scripts as files."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from pathlib import Path

from ...tools.errors import UsageError


def check(arguments: Namespace) -> int:
    """Print what is wrong with a script, or the schema of scripts; exit code 1 when there are mistakes."""
    from ..script.checking import check as checked
    from ..script.schema import text

    if arguments.schema:
        sys.stdout.write(text())
        return 0
    found = checked(arguments.script)
    mistakes = [one for one in found if one.kind == "mistake"]
    warnings = [one for one in found if one.kind == "warning"]
    if arguments.json:
        told = {"script": str(arguments.script), "ok": not mistakes}
        listed = {"mistakes": [one.as_json() for one in mistakes], "warnings": [one.as_json() for one in warnings]}
        print(json.dumps({**told, **listed}, ensure_ascii=False))  # noqa: T201
    else:
        for one in found:
            print(one)  # noqa: T201
        print(f"{arguments.script}: {_count(len(mistakes), 'mistake')}, {_count(len(warnings), 'warning')}")  # noqa: T201
    return 1 if mistakes else 0


def import_(arguments: Namespace) -> int:
    """Write a script of another tool's recording; what could not be carried over is said on stderr too."""
    from ..interchange.reading import read
    from ..script.schema import FILE
    from ..script.writing import dump

    draft = read(arguments.file)
    script, comments = draft.script()
    out: Path = arguments.out or Path(f"{arguments.file.name.partition('.')[0]}.yaml")
    if out.exists():
        raise UsageError(f"{str(out)!r} is there already; name another file with -o, or remove it")
    schema = FILE if (out.parent / FILE).exists() else ""
    try:
        out.write_text(dump(script, comments, schema=schema), encoding="utf-8")
    except OSError as error:
        raise UsageError(f"cannot write {str(out)!r}: {error.strerror}") from None
    for note in draft.notes:
        print(f"eyehand: {arguments.file}: {note}", file=sys.stderr)  # noqa: T201
    print(out)  # noqa: T201
    return 0


def export(arguments: Namespace) -> int:
    """Write a script for another tool; what it cannot do there is said on stderr too."""
    from ..interchange import devtools_export, playwright_python

    format = {"playwright-python": playwright_python, "devtools-json": devtools_export}[arguments.format]
    text, notes = format.export(arguments.script)
    if arguments.out is None:
        sys.stdout.write(text)
    else:
        try:
            arguments.out.write_text(text, encoding="utf-8")
        except OSError as error:
            raise UsageError(f"cannot write {str(arguments.out)!r}: {error.strerror}") from None
    for note in notes:
        print(f"eyehand: {arguments.script}: {note}", file=sys.stderr)  # noqa: T201
    return 0


def _count(number: int, what: str) -> str:
    return f"{number or 'no'} {what}{'' if number == 1 else 's'}"
