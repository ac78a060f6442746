"""The desktop, shown: a calculator, a text editor and a file manager on a virtual display of their own."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

from ..tools.errors import EnvError, UsageError
from .cli import commands, parser

INSTRUCTION = (
    "Open the calculator, compute 12 × 34 and wait for 408. "
    "Start the text editor, write '12 × 34 = 408, naïve café, 東京 ✓' and save it as result.txt. "
    "Open the file manager and wait for result.txt"
)


def main() -> int:
    """Run the demo; the file that the editor wrote says whether it was true."""
    out = Path("runs") / f"{datetime.now().strftime('%Y%m%d-%H%M%S')}-desktop"
    print("A virtual desktop starts, and eyehand is told:\n", file=sys.stderr)  # noqa: T201
    words = ["run", INSTRUCTION, "--desktop", "--model", "embedded", "--out", str(out)]
    try:
        code = commands.run(parser().parse_args(words))
    except (EnvError, UsageError) as error:
        print(f"eyehand: {error}\nTry: eyehand doctor", file=sys.stderr)  # noqa: T201
        return 3
    saved = out / "home" / "result.txt"
    wrote = repr(saved.read_text(encoding="utf-8")) if saved.exists() else "nothing"
    print(f"\nThe editor wrote into {saved}: {wrote}", file=sys.stderr)  # noqa: T201
    return code


if __name__ == "__main__":
    sys.exit(main())
