"""How likely the place is right, from how it was found.

``python tests/benchmarks/grounding.py FOLDER --fit`` prints the constants.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .candidates import FOUND, Match
from .matching import Evidence

_EVIDENCE: tuple[Evidence, ...] = ("exact", "near", "piece", "meaning", "part", "picture", "role", "value")
_PRIOR = (4.0, 3.0, 2.6, 1.5, 0.6, 1.4, 0.8, 0.8, 4.0, 2.0, -0.4)
"""What is believed before anything was measured: a constant per evidence, then the slopes of score, margin, choice."""
_CONSTANTS = _PRIOR
_TRUST = 1.0  # how firmly the prior holds against what was measured


def probability(matches: list[Match]) -> float:
    """The share of such findings that are right, 0 to 1; 0 where nothing was found."""
    if not matches or matches[0].score < FOUND:
        return 0.0
    best = min(matches, key=lambda match: match.score)
    return 1 / (1 + math.exp(-float(_features(best) @ np.array(_CONSTANTS))))


def fit_constants(samples: Sequence[tuple[list[Match], bool]]) -> tuple[float, ...]:
    """The constants under which what was found, and whether it was right, is likeliest; held near the prior."""
    rows = np.array([_features(min(matches, key=lambda match: match.score)) for matches, _ in samples])
    right = np.array([float(is_right) for _, is_right in samples])
    prior = np.array(_PRIOR)
    weights = prior.copy()
    for _ in range(50):  # Newton's method
        sure = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (right - sure) - _TRUST * (weights - prior)
        bend = (rows * (sure * (1 - sure))[:, None]).T @ rows + _TRUST * np.eye(len(prior))
        weights = weights + np.linalg.solve(bend, slope)
    return tuple(round(float(weight), 2) for weight in weights)


def _features(match: Match) -> NDArray[np.float64]:
    kind = [float(match.evidence == evidence) for evidence in _EVIDENCE]
    return np.array([*kind, match.score - 0.85, min(match.margin, 0.4) - 0.2, math.log(match.among)])
