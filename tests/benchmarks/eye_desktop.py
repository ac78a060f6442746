"""How often the eye finds what it is asked for on desktop windows: ``python -m tests.benchmarks.eye_desktop``.

Windows of GTK and Qt with random content, then real applications, in light and dark. The truth is the accessibility
tree's, which the eye never sees. ``--write`` puts the tables into docs/results/eye-desktop.md, ``--dump DIR`` writes
each failure as a picture.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from tests.proof.desk.asking import absent, asked_for
from tests.proof.desk.hovering import hovered
from tests.proof.desk.shots import DeskShot, plan, shoot
from tests.proof.dump import dump
from tests.proof.measure import Answer, Reading, answers_to
from tests.proof.tables import missing_table, reliability, table

SEED, WINDOWS, TARGETS, MISSING = 20261126, 48, 16, 6
"""Of the committed result; chosen before the first run."""
RESULT = Path(__file__).parents[2] / "docs" / "results" / "eye-desktop.md"
INTRODUCTION = """Windows of six kinds (editor with an open menu, preferences with tabs, file list, tree with a form,
form, question) are described by a seeded generator and shown by GTK 3 (Adwaita) and by Qt 5 (Fusion), light and dark,
with icons of two themes, on a virtual display of 1280×800; then come real applications from Debian, each light and
dark. The eye sees the picture only; the truth (role, name, box, state) comes from the accessibility tree. Generator:
`tests/proof/desk/`.

A target is a hit when the answer is "found" and the point lies inside the thing. Tools are buttons of toolbars that
show a picture only, asked for by the name that their tooltip has, before anything hovered over them; a table of its own
has the same for file lists of which every tool was pointed at once. Expanders are the signs that fold out the rows of
trees. Absent targets are menus, entries, tools, fields, boxes, tabs and rows that are
not on the window; there "found" is always wrong. The seed was chosen before the first run; failures were looked at on
windows of other seeds only."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--windows", type=int, default=WINDOWS)
    parser.add_argument("--generated", action="store_true", help="leave out the real applications")
    parser.add_argument("--dump", type=Path, metavar="DIR", help="write each failure as a picture")
    parser.add_argument("--write", action="store_true", help=f"write the tables to {RESULT.name}")
    args = parser.parse_args()
    if args.write and (args.generated or (args.seed, args.windows) != (SEED, WINDOWS)):
        parser.error("--write is for the whole run of the committed seed")
    began = time.perf_counter()
    shots = list(shoot(plan(args.seed, args.windows, applications=not args.generated)))
    shown_s = time.perf_counter() - began
    readings: list[Reading[DeskShot]] = []
    for reading in answers_to((shot, asked_for(shot, TARGETS) + absent(shot, MISSING)) for shot in shots):
        readings.append(reading)
        if args.dump:
            dump(reading, args.dump, len(readings))
    told = list(hovered([shot.look for shot in shots if shot.look.screen == "files"]))
    text = report(readings, told, shown_s)
    print(text)
    if args.write:
        command = "python -m tests.benchmarks.eye_desktop --write"
        origin = (
            f"`{command}` (seed {args.seed}, {args.windows} windows and the applications), {date.today()}, on the CPU."
        )
        RESULT.write_text(f"# The eye on desktop windows\n\n{INTRODUCTION}\n\n{origin}\n\n{text}\n", encoding="utf-8")
    return 0


def report(readings: Sequence[Reading[DeskShot]], told: Sequence[Answer[DeskShot]], shown_s: float) -> str:
    """Every table as Markdown."""
    answers = [answer for reading in readings for answer in reading.answers]
    present = [a for a in answers if a.present]
    made = [a for a in present if a.shot.look.toolkit != "application"]
    real = [a for a in present if a.shot.look.toolkit == "application"]
    looks = sorted(reading.look_s for reading in readings)
    return "\n\n".join(
        part
        for part in (
            table("Kind", present, lambda a: a.asked.kind),
            table("Look", present, _look),
            table("Kind, GTK", [a for a in made if a.shot.look.toolkit == "GTK"], lambda a: a.asked.kind),
            table("Kind, Qt", [a for a in made if a.shot.look.toolkit == "Qt"], lambda a: a.asked.kind),
            table("Kind, applications", real, lambda a: a.asked.kind),
            table("Window", made, lambda a: a.shot.look.screen),
            table("Application", real, lambda a: _application(a.shot)),
            table("Tools, by shape", [a for a in made if a.asked.kind == "tool"], _icons),
            table("Tools, when their tooltips were read", told, _icons),
            missing_table([a for a in answers if not a.present]),
            reliability(answers),
            f"{len(readings)} windows shown in {shown_s:.0f} s; one is read in {looks[len(looks) // 2]:.1f} s (median,"
            f" at most {looks[-1]:.1f} s).",
        )
        if part
    )


def _look(answer: Answer[DeskShot]) -> str:
    return f"{answer.shot.look.toolkit}, {'dark' if answer.shot.look.dark else 'light'}"


def _icons(answer: Answer[DeskShot]) -> str:
    return f"{answer.shot.look.toolkit}, {answer.shot.look.icons}"


def _application(shot: DeskShot) -> str:
    words = [word.lstrip("-") for word in shot.look.screen.split() if word != "--norestore"]
    return " ".join(words)


if __name__ == "__main__":
    sys.exit(main())
