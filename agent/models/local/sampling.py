"""Draws the next token."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from ..description import Sampling
from .libraries import library

if TYPE_CHECKING:
    from torch import Tensor


class Sampler:
    """Of one reply. The same seed draws the same tokens, whoever else is asked beside it."""

    def __init__(self, sampling: Sampling, never: Collection[int], prompt: Tensor) -> None:
        """``never`` are tokens that no reply may hold; ``prompt`` are those that repetition counts, too."""
        torch = library("torch")

        self.sampling = sampling
        self._never = torch.tensor(sorted(never), dtype=torch.long)
        self._random = torch.Generator().manual_seed(sampling.seed or 0)
        self._prompt = torch.unique(prompt) if sampling.repetition_penalty not in (None, 1.0) else None
        self.drawn: list[int] = []

    def next(self, logits: Tensor) -> int:
        """The token behind logits, of one row."""
        torch = library("torch")

        scores = logits.float().cpu().clone()
        scores[self._never] = -torch.inf
        self._penalise(scores)
        token = self._draw(scores)
        self.drawn.append(token)
        return token

    def _penalise(self, scores: Tensor) -> None:
        """By the rules of vLLM: repetition counts the prompt as well, presence the reply alone."""
        torch = library("torch")

        drawn = torch.tensor(sorted(set(self.drawn)), dtype=torch.long)
        if self._prompt is not None and self.sampling.repetition_penalty:
            said = torch.unique(torch.cat([self._prompt, drawn]))
            penalty = self.sampling.repetition_penalty
            scores[said] = torch.where(scores[said] > 0, scores[said] / penalty, scores[said] * penalty)
        if self.sampling.presence_penalty and len(drawn):
            scores[drawn] -= self.sampling.presence_penalty

    def _draw(self, scores: Tensor) -> int:
        """Without a temperature the likeliest."""
        torch = library("torch")

        if not self.sampling.temperature:
            return int(scores.argmax())
        kept, tokens = torch.topk(
            scores / self.sampling.temperature, min(self.sampling.top_k or len(scores), len(scores))
        )
        chances = torch.softmax(kept.double(), dim=0)
        if self.sampling.top_p is not None:
            chances[chances.cumsum(0) - chances >= self.sampling.top_p] = 0  # the first is always kept
        return int(tokens[torch.multinomial(chances, 1, generator=self._random)])
