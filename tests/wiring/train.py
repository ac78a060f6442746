"""Teaches the network to click a named button: ``python -m tests.wiring.train``.

First the vision part learns to read the buttons, with a guess from each vision token that is thrown away afterwards.
Then all of it learns the lessons, and is told where to look: whoever says a digit of a place attends to the button in
question. Without these two the same is learnt, in many times the time. It writes weights.safetensors; what it is shown
is drawn by chance (``--seed``), everything else is fixed. It takes some ten minutes of one core (65, 330 and 210 s on a
Xeon at 2.8 GHz), and three of another that draws.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file
from torch import Tensor, nn
from torch.utils.data import DataLoader

from eyehand.agent.models.description import Description
from eyehand.agent.models.local.reader import Reader

from . import network
from .muon import Muon
from .school import Batch, Lessons, Pictures, Seen, words_of
from .screens import LABELS

_LOOKING = (1, 2)
"""The layers that are told where to look."""
_ALMOST_NOTHING = 1e-4


class Guess(nn.Module):
    """What is on a vision token and where that is, from each of the layers that the vision part hands on."""

    def __init__(self) -> None:
        super().__init__()
        self.heads = nn.ModuleList([nn.Linear(network.HIDDEN, 1 + len(LABELS) + 2) for _ in range(3)])

    def loss(self, layers: list[Tensor], seen: Seen) -> Tensor:
        """How wrong it is about the words, and a little about the places."""
        total = torch.zeros(())
        for head, features in zip(self.heads, layers, strict=True):
            guess = head(features)
            total = total + nn.functional.cross_entropy(guess[:, :-2], seen.words)
            total = total + (guess[:, -2:] - seen.places).abs().mean() / 3
        return total


class Within:
    """What went on within a model the last time: what its vision part found, what its layers attended to."""

    def __init__(self, model: Any) -> None:
        model.model.language_model.config._attn_implementation = "eager"  # the only one that tells
        self.seen: list[Tensor] = []
        self.attention: dict[int, Tensor] = {}
        model.model.visual.register_forward_hook(self._see)
        for number, layer in enumerate(model.model.language_model.layers):
            layer.self_attn.register_forward_hook(partial(self._attend, number))

    def _see(self, module: nn.Module, given: Any, found: Any) -> None:
        self.seen = _layers(found)

    def _attend(self, number: int, module: nn.Module, given: Any, found: tuple[Tensor, Tensor]) -> None:
        self.attention[number] = found[1]

    def astray(self, look: Tensor, asked: Tensor) -> Tensor:
        """How far the tokens that are ``asked`` were from attending to ``look``: a divergence."""
        wanted = look[:, None].expand(-1, look.shape[1], -1)[asked] + _ALMOST_NOTHING
        found = [self.attention[number].mean(1)[asked] + _ALMOST_NOTHING for number in _LOOKING]
        return torch.stack([(wanted * (wanted / one).log()).sum(-1).mean() for one in found]).mean()


def _layers(found: Any) -> list[Tensor]:
    """What the vision part hands on."""
    return [*found.deepstack_features, found.pooler_output]


def said(model: Any, batch: Batch) -> tuple[Tensor, Tensor]:
    """The loss of each token that is taught, and its weight."""
    seen = batch.seen
    hidden = model.model(
        input_ids=batch.ids, mm_token_type_ids=batch.kinds, pixel_values=seen.pixels, image_grid_thw=seen.grids
    ).last_hidden_state
    taught = batch.weights[:, :-1] > 0
    logits = hidden[:, :-1][taught] @ model.get_input_embeddings().weight.T
    losses = nn.functional.cross_entropy(logits, batch.ids[:, 1:][taught], reduction="none")
    return losses, batch.weights[:, :-1][taught]


def reading(model: Any, guess: Guess) -> Callable[[Seen], dict[str, Tensor]]:
    def losses(seen: Seen) -> dict[str, Tensor]:
        return {"reading": guess.loss(_layers(model.model.visual(seen.pixels, grid_thw=seen.grids)), seen)}

    return losses


def clicking(model: Any, within: Within, guess: Guess | None) -> Callable[[Batch], dict[str, Tensor]]:
    def losses(batch: Batch) -> dict[str, Tensor]:
        each, weights = said(model, batch)
        total = {"saying": (each * weights).sum() / weights.sum()}
        if batch.look.any():
            if guess is not None:
                total["reading"] = guess.loss(within.seen, batch.seen)
            total["looking"] = within.astray(batch.look, batch.weights >= 1)
            total["(digits)"] = each[weights >= 1].mean().detach()
        return total

    return losses


def learn(name: str, parameters: list[Tensor], rate: float, batches: Any, steps: int, losses_of: Any) -> None:
    """Prints the losses every 50 steps, with seconds of the processor. What is in brackets teaches nothing."""
    optimisers = _optimisers(parameters, rate)
    schedules = [
        torch.optim.lr_scheduler.OneCycleLR(
            one, [group["lr"] for group in one.param_groups], steps, pct_start=0.06, cycle_momentum=False
        )
        for one in optimisers
    ]
    began, sums = time.process_time(), dict[str, list[float]]()
    for step, batch in zip(range(1, steps + 1), DataLoader(batches, batch_size=None, num_workers=1), strict=False):
        losses = losses_of(batch)
        sum(losses.values()).backward()
        nn.utils.clip_grad_norm_(parameters, 1.0)
        for one in (*optimisers, *schedules):
            one.step()
        for one in optimisers:
            one.zero_grad()
        for key, loss in losses.items():
            sums.setdefault(key, []).append(loss.item())
        if step % 50 == 0:
            told = "  ".join(f"{key} {sum(values) / len(values):.4f}" for key, values in sums.items())
            print(f"{name} {step:5} {time.process_time() - began:6.0f} s  {told}", flush=True)
            sums.clear()


def _optimisers(parameters: list[Tensor], rate: float) -> list[torch.optim.Optimizer]:
    """Muon for the matrices, AdamW for all else."""
    matrices = [one for one in parameters if one.ndim == 2 and not hasattr(one, "table")]
    rest = [one for one in parameters if one.ndim != 2 or hasattr(one, "table")]
    return [Muon(matrices, 3 * rate), torch.optim.AdamW(rest, rate, betas=(0.9, 0.98), weight_decay=0.01)]


def as_matrix(embed: Any) -> None:
    """A convolution over single patches is a product with a matrix, whose gradient takes a tenth of the time."""
    embed.forward = lambda pixels: nn.functional.linear(pixels, embed.proj.weight.flatten(1), embed.proj.bias)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    asked.add_argument("--pictures", type=int, default=500, help="steps of reading")
    asked.add_argument("--steps", type=int, default=1000, help="steps of lessons")
    asked.add_argument("--again", type=int, default=600, help="steps of more lessons, at half the rate")
    asked.add_argument("--rate", type=float, default=3e-3)
    asked.add_argument("--threads", type=int, default=1)
    asked.add_argument("--seed", type=int, default=20261126)
    asked.add_argument("--to", type=Path, default=network.WEIGHTS)
    arguments = asked.parse_args()
    torch.manual_seed(arguments.seed)
    torch.set_num_threads(arguments.threads)
    with tempfile.TemporaryDirectory() as folder:
        reader = Reader(network.tokenizer(Path(folder)), Description(name="wiring"))
    words = words_of(reader, reader.words.control)
    model, guess = network.build(words), Guess()
    as_matrix(model.model.visual.patch_embed)
    for table in (model.get_input_embeddings().weight, model.model.visual.pos_embed.weight):
        table.table = True
    eye = [*model.model.visual.parameters(), *guess.parameters()]
    pictures = Pictures(reader, arguments.seed)
    learn("reading", eye, arguments.rate, pictures, arguments.pictures, reading(model, guess))
    within, every = Within(model), [*model.parameters(), *guess.parameters()]
    taught = Lessons(reader, words, arguments.seed)
    learn("clicking", every, arguments.rate, taught, arguments.steps, clicking(model, within, guess))
    more = Lessons(reader, words, arguments.seed + 1)
    learn("again", [*model.parameters()], arguments.rate / 2, more, arguments.again, clicking(model, within, None))
    kept = {name: weight.half() for name, weight in model.state_dict().items() if name != "lm_head.weight"}
    save_file({**kept, network.WORDS: torch.tensor(words)}, arguments.to)


if __name__ == "__main__":
    main()
