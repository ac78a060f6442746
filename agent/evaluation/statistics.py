"""What can be said of scores that were measured a few times."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

DRAWS = 2000


def mean_with_interval(scores: Sequence[float]) -> tuple[float, float, float]:
    """The mean with its 95 % interval, by bootstrap over the scores; the same scores give the same interval."""
    if not scores:
        return 0.0, 0.0, 0.0
    values = np.asarray(scores, dtype=np.float64)
    drawn = np.random.default_rng(0).choice(values, (DRAWS, len(values))).mean(axis=1)
    low, high = np.quantile(drawn, [0.025, 0.975])
    return float(values.mean()), float(low), float(high)
