"""What it costs to remember a long run: ``python -m tests.benchmarks.history``.

``--write`` puts the tables into docs/results/history.md.

A run of 500 steps, each a drawn screen of 640x400, its address and a reply of eight tokens, told to a small Qwen3-VL
of random weights in this process: the real architecture, tokenizer and chat template, so tokens are those of every
model, and seconds (of the processor) compare with each other only. *Folded* is eyehand with a context of 32K. *Last 5*
is what agents mostly do: all words, and the five newest screens, with the same prefix reuse. *All anew* is the folded
history told to a model that has nothing cached. The mean is over all steps, those that fold among them.

The second table counts without a model: steps of a screen, its address and an action of 25 tokens. *Whole* is how many
fit before the first fold; *in all* is how many screens, of any size, a run of 1,200 steps is told with.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import torch
from PIL import Image
from rich import box
from rich.console import Console
from rich.table import Table

from eyehand.agent.folding import fold
from eyehand.agent.history import History, Part, Said, Screen, Strip, Text
from eyehand.agent.models.description import Description, Sampling
from eyehand.agent.models.local.engine import Engine
from eyehand.agent.models.local.voice import InProcess
from eyehand.agent.models.messages import messages
from eyehand.agent.models.vision_model import VisionModel

from ..agent.local.tiny import save
from .prefix import REPLY, SMALL, draw

PAGE = Path(__file__).parents[2] / "docs" / "results" / "history.md"
STEPS = (5, 50, 200, 500)
CONTEXT, WINDOW, LONG = 32 << 10, 5, 1_200
SIZES = ((1280, 800), (1920, 1080))
ACTION = 'Action: Open the next order.\n<tool_call>\n{"name": "computer_use", "arguments": {"action": "left_click"}}\n'
INTRODUCTION = """# What it costs to remember a long run

Made by `python -m tests.benchmarks.history --write` on {today}, on one thread of a CPU; on a graphics card not
measured. {about}

"""


@dataclass(frozen=True, slots=True)
class Row:
    """One step, each pair tokens computed and seconds: folded, the last five screens, all anew."""

    step: int
    context: int
    folded: tuple[int, float]
    window: tuple[int, float]
    anew: tuple[int, float]


def seen(screen: Screen, step: int) -> tuple[Part, ...]:
    begins = () if step > 1 else (Text("instruction", "fill in every order"),)
    return (*begins, screen, Text("page", f"Orders http://127.0.0.1/orders/{step}"))


def windowed(history: History) -> History:
    newest = history.screens[-WINDOW:]
    return History(tuple(part for part in history.parts if not isinstance(part, Screen) or part in newest))


def asked(engine: Engine, history: History) -> tuple[str, tuple[int, float]]:
    """The reply, tokens computed for it, seconds."""
    sent = messages(history, "SYSTEM", "small")
    began = time.process_time()
    said = engine.say(sent, lambda: None)
    return said.text, (said.usage.prompt - said.usage.cached, time.process_time() - began)


def measure(folder: Path, weights: Path, steps: tuple[int, ...]) -> tuple[list[Row], list[int], list[bool]]:
    """The rows, and of every step the tokens that were computed and whether it folded."""
    described = Description(name="small", sampling=Sampling(max_tokens=REPLY), context_tokens=CONTEXT)

    def engine() -> Engine:
        made = Engine(described, str(weights))
        made.say_all([[{"role": "user", "content": "hello"}]], lambda: None)
        return made

    memory, ours = VisionModel(described, InProcess(described, str(weights)), "small"), engine()
    history, whole = History(), History()
    rows: list[Row] = []
    computed: list[int] = []
    folds: list[bool] = []
    for step in range(1, steps[-1] + 1):
        new = seen(draw(folder, step), step)
        before = whole
        history, whole = fold(history.append(new), memory), whole.append(new)
        folds.append(history.folded == len(history.parts))
        reply, folded = asked(ours, history)
        computed.append(folded[0])
        if step in steps:
            other = engine()
            asked(other, windowed(before))
            window, anew = asked(other, windowed(whole))[1], asked(engine(), history)[1]
            rows.append(Row(step, memory.cost(history).tokens, folded, window, anew))
            print(rows[-1], flush=True)
        told: tuple[Part, ...] = (Said("small", reply), Text("receipt", "done"))
        history, whole = history.append(told), whole.append(told)
    return rows, computed, folds


def held(described: Description, weights: Path, screen: Screen) -> tuple[int, int]:
    """Screens that 256K tokens hold before the first fold, and in all when a long run fills them."""
    memory = VisionModel(described, InProcess(described, str(weights)), "small")
    history = History()
    whole = 0
    for step in range(1, LONG + 1):
        history = history.append(seen(replace(screen, time_s=float(step)), step))
        if not whole and step % 10 == 0 and not memory.cost(history).within(memory.most):
            whole = next(n for n in range(step - 1, 0, -1) if memory.cost(first(history, n)).within(memory.most))
        history = history.append([Said("small", ACTION), Text("receipt", "done")])
    shown = fold(History(history.parts[:-2]), memory, low=1.0).parts
    return whole, sum(len(part.screens) if isinstance(part, Strip) else isinstance(part, Screen) for part in shown)


def first(history: History, screens: int) -> History:
    """Up to the page of so many screens."""
    places = [index for index, part in enumerate(history.parts) if isinstance(part, Screen)]
    return History(history.parts[: places[screens - 1] + 2])


def tables(rows: list[Row], computed: list[int], folds: list[bool], sizes: dict[str, tuple[int, int]]) -> Iterator[Any]:
    table = Table(box=box.MARKDOWN)
    for column in ("step", "context", "tokens: folded", "last 5", "all anew", "seconds: folded", "last 5", "all anew"):
        table.add_column(column, justify="right")
    for row in rows:
        ways = (row.folded, row.window, row.anew)
        table.add_row(f"{row.step}", f"{row.context:,}", *(f"{n:,}" for n, _ in ways), *(f"{s:.2f}" for _, s in ways))
    yield table
    flat = [tokens for tokens, folded in zip(computed, folds, strict=True) if not folded][1:]
    mean = sum(computed) / len(computed)
    yield (
        f"\nBetween folds the tokens computed at a step are flat within {max(flat) / min(flat):.3f} times (goal 1.05). "
        f"{sum(folds)} of {len(folds)} steps fold; the mean is {mean:,.0f} tokens, "
        f"{mean / (sum(flat) / len(flat)):.2f} times a step without (goal 1.4).\n"
    )
    held_table = Table(box=box.MARKDOWN)
    for column in ("screens in 256K tokens", "whole", "goal", "in all", "goal "):
        held_table.add_column(column, justify="right")
    for (name, (whole, every)), goal in zip(sizes.items(), ("230", "120"), strict=True):
        held_table.add_row(name, f"{whole:,}", goal, f"{every:,}", "1,000")
    yield held_table


def main() -> None:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--write", action="store_true", help="write docs/results/history.md")
    arguments.add_argument("--steps", type=int, nargs="+", default=[*STEPS], metavar="N")
    chosen = arguments.parse_args()
    torch.set_num_threads(1)
    with TemporaryDirectory() as place:
        folder = Path(place)
        weights = save(folder / "weights", **SMALL)
        sizes: dict[str, tuple[int, int]] = {}
        for width, height in SIZES:
            path = folder / f"{width}.png"
            Image.new("RGB", (width, height)).save(path)
            screen = Screen(path, width, height, 1.0, 0.0, settled=True)
            sizes[f"{width}x{height}"] = held(Description(name="small"), weights, screen)
        print(sizes, flush=True)
        rows, computed, folds = measure(folder, weights, tuple(chosen.steps))
    console = Console(record=True, width=160)
    for part in tables(rows, computed, folds, sizes):
        console.print(part, soft_wrap=isinstance(part, str))
    if chosen.write:
        about = (__doc__ or "").partition("\n\n")[2].partition("\n\n")[2]
        PAGE.write_text(INTRODUCTION.format(today=date.today(), about=about.strip()) + console.export_text(), "utf-8")


if __name__ == "__main__":
    main()
