"""What a step costs with and without the kept prefix: ``python -m tests.benchmarks.prefix``.

``--write`` puts the tables into docs/results/prefix.md.

A run of 200 steps, each a drawn screen of 640x400 and a reply of eight tokens, with a small Qwen3-VL of random weights:
the real architecture and tokenizer, so tokens are those of every model, and seconds compare with each other only. At
steps 5, 50, 100 and 200 the same history is also told to a model that has nothing cached. *bare forward* is what the
step cannot do without: one forward of the new turn and one of each token of the reply, over the same keys and values,
called directly. Bytes are those of the request that the same step is for a server, which is sent everything again, or,
with ``picture_ids``, each picture once.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import torch
from PIL import Image, ImageDraw
from rich import box
from rich.console import Console
from rich.table import Table
from transformers import DynamicCache

from eyehand.agent.history import History, Said, Screen, Text
from eyehand.agent.models.description import Description, Sampling
from eyehand.agent.models.endpoint import as_sent
from eyehand.agent.models.local.engine import Engine
from eyehand.agent.models.local.session import Session
from eyehand.agent.models.local.tokens import Tokens
from eyehand.agent.models.messages import Message, messages
from eyehand.agent.models.pictures import picture_id

from ..agent.local.tiny import save

PAGE = Path(__file__).parents[2] / "docs" / "results" / "prefix.md"
STEPS = (5, 50, 100, 200)
SIZE = (640, 400)
REPLY = 8
SMALL: dict[str, Any] = {"num_hidden_layers": 2, "num_attention_heads": 2, "num_key_value_heads": 1}
INTRODUCTION = """# What a step costs with the prefix kept

Made by `python -m tests.benchmarks.prefix --write` on {today}, on one thread of a CPU; on a graphics card not measured.
{about}

"""


@dataclass(frozen=True, slots=True)
class Row:
    """One step: tokens computed, and seconds of the processor."""

    step: int
    context: int
    kept: int
    anew: int
    kept_s: float
    anew_s: float
    bare_s: float
    sent_bytes: int
    named_bytes: int


def draw(folder: Path, step: int) -> Screen:
    """A form that changes a little with each step."""
    image = Image.new("RGB", SIZE, "white")
    pen = ImageDraw.Draw(image)
    for number in range(6):
        pen.rectangle((40, 40 + 50 * number, 300, 70 + 50 * number), outline="#888888")
        pen.text((50, 48 + 50 * number), f"Field {number}: {step * 7919 % 1000 if number <= step % 6 else ''}", "black")
    pen.rectangle((400, 320, 520, 360), fill="#2459d6")
    pen.text((430, 332), "Save", "white")
    path = folder / f"{step}.png"
    image.save(path)
    return Screen(path, *SIZE, 1.0, float(step), settled=True)


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    began = time.process_time()
    result = work()
    return result, time.process_time() - began


def bare(session: Session, tokens: Tokens, keep: int) -> float:
    """Seconds of the forwards alone: the new turn with its pixels, then the reply token by token."""
    model = session.loaded.model
    state = [(layer.keys[..., :keep, :].clone(), layer.values[..., :keep, :].clone()) for layer in session.cache.layers]
    cache = DynamicCache(state, config=model.config)
    new = [sight for at, sight in tokens.sights if at >= keep]
    pixels = torch.from_numpy(new[0].patches())
    positions = torch.from_numpy(session.positions)[:, None]

    def forward(ids: torch.Tensor, start: int, **seen: Any) -> int:
        place = positions[:, :, start : start + ids.shape[1]]
        kept = {"past_key_values": cache, "use_cache": True, "logits_to_keep": 1}
        return int(model(input_ids=ids, position_ids=place, **kept, **seen).logits[0, -1].argmax())

    def whole() -> None:
        with torch.no_grad():
            grid = torch.tensor([new[0].grid])
            ids = torch.from_numpy(tokens.ids[keep:])[None]
            token = forward(ids, keep, pixel_values=pixels, image_grid_thw=grid)
            for number in range(REPLY - 1):
                token = forward(torch.tensor([[token]]), len(tokens) + number)

    return timed(whole)[1]


def measure(folder: Path, weights: Path, steps: tuple[int, ...]) -> list[Row]:
    described = Description(name="small", sampling=Sampling(max_tokens=REPLY))
    engine, history = Engine(described, str(weights)), History((Text("instruction", "fill the form"),))
    rows: list[Row] = []
    warm = [{"role": "user", "content": "hello"}]
    engine.say_all([warm], lambda: None)
    for step in range(1, steps[-1] + 1):
        known = {picture_id(screen) for screen in history.screens}
        history = history.append([draw(folder, step)])
        asked: list[Message] = messages(history, "SYSTEM", "small")
        said, kept_s = timed(lambda asked=asked: engine.say(asked, lambda: None))
        if step in steps:
            session = engine._sessions[-1]  # pyright: ignore[reportPrivateUsage]
            tokens = engine.reader.read(asked, lambda start, text: engine._replies.get((start, text)))
            bare_s = min(bare(session, tokens, said.usage.cached) for _ in range(2))
            fresh = Engine(described, str(weights))
            fresh.say_all([warm], lambda: None)
            again, anew_s = timed(lambda asked=asked, fresh=fresh: fresh.say(asked, lambda: None))
            sent, named = (len(json.dumps(as_sent(asked, ids))) for ids in (None, known))
            kept, anew = said.usage.prompt - said.usage.cached, again.usage.prompt - again.usage.cached
            rows.append(Row(step, said.usage.prompt, kept, anew, kept_s, anew_s, bare_s, sent, named))
            print(rows[-1])
        history = history.append([Said("small", said.text), Text("receipt", "done")])
    return rows


def show(console: Console, rows: list[Row]) -> None:
    table = Table(box=box.MARKDOWN)
    for column in (
        *("step", "context", "tokens computed", "without", "times fewer"),
        *("seconds", "without", "bare forward", "of it", "bytes to a server", "with picture_ids"),
    ):
        table.add_column(column, justify="right")
    for row in rows:
        table.add_row(
            *(f"{row.step}", f"{row.context:,}", f"{row.kept:,}", f"{row.anew:,}", f"{row.anew / row.kept:.0f}"),
            *(f"{row.kept_s:.2f}", f"{row.anew_s:.1f}", f"{row.bare_s:.2f}", f"{row.kept_s / row.bare_s:.2f}"),
            *(f"{row.sent_bytes:,}", f"{row.named_bytes:,}"),
        )
    console.print(table)
    flat = max(row.kept for row in rows) / min(row.kept for row in rows)
    console.print(f"Tokens computed at a step are flat within {flat:.3f} times (goal 1.05).")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--write", action="store_true", help="write docs/results/prefix.md")
    asked.add_argument("--steps", type=int, nargs="+", default=[*STEPS], metavar="N")
    arguments = asked.parse_args()
    torch.set_num_threads(1)
    with TemporaryDirectory() as place:
        folder = Path(place)
        rows = measure(folder, save(folder / "weights", **SMALL), tuple(arguments.steps))
    console = Console(record=True, width=160)
    show(console, rows)
    if arguments.write:
        about = (__doc__ or "").partition("\n\n")[2].partition("\n\n")[2]
        PAGE.write_text(INTRODUCTION.format(today=date.today(), about=about.strip()) + console.export_text(), "utf-8")


if __name__ == "__main__":
    main()
