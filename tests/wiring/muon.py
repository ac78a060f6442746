"""An optimiser of matrices that turns each by the same amount in all of its directions.

Source: Keller Jordan, "Muon: An optimizer for hidden layers in neural networks" (kellerjordan.github.io/posts/muon),
with the step size of Liu et al., "Muon is scalable for LLM training" (arXiv 2502.16982). torch.optim.Muon computes in
bfloat16, which a processor without it emulates: five times as slow as float32.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import torch
from torch import Tensor

_MOMENTUM, _DECAY = 0.95, 0.01
_ROUNDS, _A, _B, _C = 5, 3.4445, -4.7750, 2.0315


class Muon(torch.optim.Optimizer):
    """``rate`` means what it does for AdamW: a fifth of it is the root mean square of a change."""

    def __init__(self, matrices: Iterable[Tensor], rate: float) -> None:
        super().__init__(matrices, {"lr": rate})

    @torch.no_grad()
    def step(self, closure: Callable[[], Any] | None = None) -> None:
        for group in self.param_groups:
            for matrix in group["params"]:
                if matrix.grad is None:
                    continue
                kept = self.state[matrix].setdefault("mean", torch.zeros_like(matrix))
                kept.lerp_(matrix.grad, 1 - _MOMENTUM)
                turn = evened(matrix.grad.lerp(kept, _MOMENTUM))
                matrix.mul_(1 - group["lr"] * _DECAY)
                matrix.add_(turn, alpha=-0.2 * max(matrix.shape) ** 0.5 * group["lr"])


def evened(matrix: Tensor) -> Tensor:
    """The matrix with singular values near 1: none stays below 0.5, none grows beyond 1.5."""
    tall = matrix.shape[0] > matrix.shape[1]
    found = matrix.T if tall else matrix
    found = found / (found.norm() + 1e-7)
    for _ in range(_ROUNDS):
        square = found @ found.T
        found = _A * found + (_B * square + _C * square @ square) @ found
    return found.T if tall else found
