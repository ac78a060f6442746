"""How often ``locate`` is right on real screenshots: ``python -m tests.benchmarks.grounding FOLDER`` prints tables.

FOLDER holds a ``.jsonl`` file of targets, one object a line: ``image`` (a path from the folder), ``instruction``,
``bbox`` [x0, y0, x1, y1] in pixels, ``kind`` ("prompt" was written by a person, anything else names visible words).
A found target is right when the point to click is in its box. Each picture is also asked for words that stand only on
pictures of other sites: to find one of those is an error. ``--write`` puts the tables into docs/results/grounding.md,
``--verbose`` lists what went wrong; ``--fit`` prints the constants of ``tools/eye/locating/calibration.py``, fitted to
these answers.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import re
import statistics
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from eyehand.tools.eye.eye import Eye
from eyehand.tools.eye.locating.calibration import fit_constants
from eyehand.tools.eye.locating.searching import Match, best_matches, locate
from eyehand.tools.eye.location import Location
from eyehand.tools.eye.scene import Scene
from eyehand.tools.frames import Frame
from eyehand.tools.geometry import Box

ABSENT_A_PICTURE = 24
BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 1.001)
RESULT = Path(__file__).parents[2] / "docs" / "results" / "grounding.md"
INTRODUCTION = """Thirteen real pictures of web sites and phone pages, 400x905 to 1920x1080, with 581 targets, from the
evaluation set of Midscene (web-infra-dev/midscene, MIT). They are not in this repository. A "prompt" was written by a
person, mostly in Chinese, and names a place, an icon or what is to be done; "dom-text" is "Click" with words that stand
on the picture. A target is right when the answer is "found" and the point lies in its box; what is "absent" are words
that stand only on pictures of other sites, where "found" is always wrong. Failures were looked at on these pictures, so
the figures say what the eye can do on them, not what it does on pictures that it was never tried on."""


@dataclass(frozen=True)
class Case:
    """Words asked of a picture; ``box`` is None when they are not on it."""

    image: str
    words: str
    kind: str
    box: Box | None

    @property
    def language(self) -> str:
        return "Chinese" if re.search(r"[\u4e00-\u9fff]", self.words) else "English"


@dataclass(frozen=True)
class Answer:
    """What came of a case."""

    case: Case
    location: Location
    matches: list[Match]
    seconds: float

    @property
    def right(self) -> bool:
        return (
            self.case.box is not None
            and self.location.point is not None
            and self.case.box.contains(self.location.point)
        )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--write", action="store_true", help=f"write the tables to {RESULT.name}")
    options = parser.parse_args()
    present = read_cases(options.folder)
    scenes, reading = see_all(options.folder, present)
    answers = [answer(scenes[case.image], case) for case in [*present, *absent_cases(present)]]
    text = "\n\n".join([kinds(answers), absent(answers), reliability(answers), seconds(answers, reading)])
    print(text)
    if options.write:
        origin = f"`python -m tests.benchmarks.grounding FOLDER --write`, {date.today()}, on the CPU."
        RESULT.write_text(f"# The eye on real screens\n\n{INTRODUCTION}\n\n{origin}\n\n{text}\n", encoding="utf-8")
    if options.verbose:
        print_errors(answers)
    if options.fit:
        samples = [(one.matches, one.right) for one in answers if one.location.status == "found"]
        print(fit_constants(samples))


def read_cases(folder: Path) -> list[Case]:
    lines = [line for path in sorted(folder.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()]
    rows = [json.loads(line) for line in lines]
    return [Case(row["image"], row["instruction"], row["kind"], Box(*row["bbox"])) for row in rows]


def absent_cases(present: list[Case]) -> list[Case]:
    """Visible words of other sites (a site is the first part of a file's name) that no text of a picture contains."""
    chance = random.Random(5)
    cases: list[Case] = []
    for image in sorted({case.image for case in present}):
        own = " ".join(case.words for case in present if site(case.image) == site(image)).casefold()
        foreign = {case.words for case in present if site(case.image) != site(image) and case.kind != "prompt"}
        strange = sorted(words for words in foreign if quoted(words).casefold() not in own)
        cases += [Case(image, words, "absent", None) for words in chance.sample(strange, ABSENT_A_PICTURE)]
    return cases


def site(image: str) -> str:
    return re.split(r"[-_.]", Path(image).name)[0]


def quoted(words: str) -> str:
    match = re.search(r"'(.+)'", words)
    return match[1] if match else words


def see_all(folder: Path, cases: list[Case]) -> tuple[dict[str, Scene], list[float]]:
    eye = Eye()
    eye.warm()
    scenes: dict[str, Scene] = {}
    spent: list[float] = []
    for image in sorted({case.image for case in cases}):
        frame = Frame.open(folder / image)
        began = time.perf_counter()
        scenes[image] = eye.see(frame)
        spent.append(time.perf_counter() - began)
    return scenes, spent


def answer(scene: Scene, case: Case) -> Answer:
    began = time.perf_counter()
    location = locate(scene, case.words)
    spent = time.perf_counter() - began
    return Answer(case, location, best_matches(scene, case.words), spent)


def kinds(answers: list[Answer]) -> str:
    """Right, wrong, ambiguous and not found, by kind and language."""
    rows = [
        "| Kind | Language | targets | right | wrong | ambiguous | not found |",
        "|---|---|---:|---:|---:|---:|---:|",
    ]
    for (kind, language), group in grouped([one for one in answers if one.case.kind != "absent"]):
        status = [one.location.status for one in group]
        right = sum(one.right for one in group)
        counts = (right, status.count("found") - right, status.count("ambiguous"), status.count("not_found"))
        shares = " | ".join(f"{count / len(group):.1%}" for count in counts)
        rows.append(f"| {kind} | {language} | {len(group)} | {shares} |")
    return "\n".join(rows)


def absent(answers: list[Answer]) -> str:
    """How often what is not there was not found."""
    rows = ["| Absent, language | targets | never found |", "|---|---:|---:|"]
    for (_, language), group in grouped([one for one in answers if one.case.kind == "absent"]):
        right = sum(one.location.status != "found" for one in group)
        rows.append(f"| {language} | {len(group)} | {right / len(group):.1%} |")
    return "\n".join(rows)


def seconds(answers: list[Answer], reading: list[float]) -> str:
    spent = [one.seconds for one in answers]
    return (
        f"{len(reading)} pictures seen in {sum(reading):.0f} s (median {statistics.median(reading):.1f} s); other words"
        f" on a seen picture: median {1000 * statistics.median(spent):.1f} ms, most {1000 * max(spent):.0f} ms."
    )


def grouped(answers: list[Answer]) -> Iterable[tuple[tuple[str, str], list[Answer]]]:
    keys = sorted({(one.case.kind, one.case.language) for one in answers})
    return [(key, [one for one in answers if (one.case.kind, one.case.language) == key]) for key in keys]


def reliability(answers: list[Answer]) -> str:
    """Of the answers "found" with a confidence in a bin, the share that is right."""
    found = [one for one in answers if one.location.status == "found"]
    rows = ["| Confidence of “found” | answers | mean | right |", "|---|---:|---:|---:|"]
    for low, high in itertools.pairwise(BINS):
        group = [one for one in found if low <= one.location.confidence < high]
        if group:
            mean = statistics.mean(one.location.confidence for one in group)
            share = sum(one.right for one in group) / len(group)
            rows.append(f"| {low:.2f} to {min(high, 1):.2f} | {len(group)} | {mean:.2f} | {share:.1%} |")
    squares = [(one.location.confidence - one.right) ** 2 for one in found]
    return "\n".join(rows) + f"\n\nBrier score {statistics.mean(squares):.4f}."


def print_errors(answers: list[Answer]) -> None:
    for one in answers:
        expected = one.location.status == "not_found" if one.case.kind == "absent" else one.right
        if not expected:
            near = [(tuple(match.box), match.how, match.score) for match in one.matches[:3]]
            print(one.case.kind, one.location.status, one.case.image, one.case.words, one.case.box, near, sep=" | ")


if __name__ == "__main__":
    main()
