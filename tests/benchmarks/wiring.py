"""How often a network that was taught to click a named button hits it: ``python -m tests.benchmarks.wiring``.

``--write`` puts the table into docs/results/wiring.md. Every answer goes the whole way that a user's own model goes:
screenshot, messages, tokens and patches, the network, its tool call, a point in pixels. A picture that is *swapped* is
that of another screen of the same size; *by chance* is what the same clicks hit when they are dealt out anew.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import torch

from eyehand.agent.models.vision_model import VisionModel
from eyehand.tools.geometry import Point

from ..wiring import network
from ..wiring.asking import asked, by_chance, clicked, hit, own_model, shots, swapped
from ..wiring.screens import Shot

PAGE = Path(__file__).parents[2] / "docs" / "results" / "wiring.md"
SIZE = (240, 176)
INTRODUCTION = """# Are positions wired right?

A proof of the wiring, not a model to be used: Qwen3-VL's architecture with {parameters:,} weights, which learnt in
minutes to click one of four buttons. Size of the screen, places, sizes and colours are drawn by chance; these screens
are of another seed than those it learnt from. Made by `python -m tests.benchmarks.wiring --write`, {today}, {count}
screens a row, on one thread of a CPU. {about}

"""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--screens", type=int, default=300)
    parser.add_argument("--write", action="store_true", help=f"write the table to {PAGE.name}")
    parser.add_argument("--about", default="", help="the machine, in a sentence")
    options = parser.parse_args()
    torch.set_num_threads(1)
    with TemporaryDirectory() as folder:
        model = own_model(Path(folder), os.environ.__setitem__)
        text = table(model, options.screens, Path(folder))
    print(text)
    if options.write:
        parameters = sum(weight.numel() for weight in network.stored().values())
        told = {"parameters": parameters, "today": date.today(), "count": options.screens, "about": options.about}
        head = INTRODUCTION.format(**told)
        PAGE.write_text(head + text + "\n", encoding="utf-8")


def table(model: VisionModel, count: int, folder: Path) -> str:
    own, alike = shots(count), shots(count, SIZE)
    other = [(shot, clicked(model, shot, folder)) for shot in swapped(alike)]
    answers = [(shot, clicked(model, shot, folder)) for shot in own]
    rows = [row("its own", answers)]
    for buttons in (1, 2, 3):
        some = [(shot, at) for shot, at in answers if len(shot.buttons) == buttons]
        rows.append(row(f"its own, {buttons} button{'s' * (buttons > 1)}", some))
    rows.append(row("swapped", other))
    rows.append(f"| swapped, by chance | {count} | {100 * by_chance(other):.1f}% | | |")
    head = ["| picture | screens | in the button | in another | no click |", "|---|---:|---:|---:|---:|"]
    return "\n".join([*head, *rows])


def row(name: str, answers: Sequence[tuple[Shot, Point | None]]) -> str:
    right = sum(hit(shot, at) for shot, at in answers)
    wrong = sum(any(hit(shot, at, label) for label in shot.buttons if label != asked(shot)) for shot, at in answers)
    none = sum(at is None for _, at in answers)
    parts = " | ".join(f"{100 * part / len(answers):.1f}%" for part in (right, wrong, none))
    return f"| {name} | {len(answers)} | {parts} |"


if __name__ == "__main__":
    main()
