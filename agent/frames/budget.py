"""Which key frames of a video a budget of tokens holds, at which size.

The first and the newest are always kept. Of the others, what tells least goes first: *motion* (a look at something that
never stood; of these the one that is nearest to its neighbours), then what looks like a key frame shortly before, then
what changed least. When all do not fit as they are,

    1. motion is thinned to one look a second;
    2. frames are sent at half the side (a quarter of the tokens), those that tell least first, then at a quarter;
    3. those that tell least are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...tools.errors import UsageError
from ...tools.video.keyframes import Why
from ..models.image_tokens import MARKERS, ImageLimits, image_tokens

SCALES = (1, 2, 4)
"""What the sides of a picture are divided by."""
TINY = (8, 16)
"""For budgets that hold hardly a frame."""
THIN_S = 2.0
"""Motion is thinned while the neighbours of a look are nearer to each other than this: one look a second stays."""
_TELLS: dict[Why, int] = {"moving": 0, "returned": 1, "stood": 2, "flashed": 2, "first": 3, "last": 3}
LIMITS = ImageLimits()


@dataclass(frozen=True, slots=True)
class Still:
    """A key frame as the budget sees it; ``scale`` is what its sides are divided by when it is sent."""

    number: int
    time_s: float
    change: float
    why: Why
    width: int
    height: int
    scale: int = 1

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels as it is sent."""
        return max(1, self.width // self.scale), max(1, self.height // self.scale)

    @property
    def tokens(self) -> int:
        """Tokens of Qwen3-VL, with the two markers around the picture."""
        return image_tokens(*self.size, LIMITS) + MARKERS

    @property
    def least_tokens(self) -> int:
        """Its tokens at the smallest usual scale."""
        return replace(self, scale=SCALES[-1]).tokens


def tokens(stills: Sequence[Still]) -> int:
    return sum(still.tokens for still in stills)


def fit(stills: Sequence[Still], budget: int) -> list[Still]:
    """Those that the budget holds, in order of time, each with its scale. Raises UsageError when it holds none."""
    kept = list(stills)
    while tokens(kept) > budget and (place := _near_motion(kept)) is not None:
        del kept[place]
    kept = _scaled(kept, budget, SCALES)
    while tokens(kept) > budget and len(kept) > 2:
        del kept[least(kept)]
    kept = _scaled(kept, budget, TINY)
    if tokens(kept) > budget:
        kept = kept[-1:]
    if tokens(kept) > budget:
        smallest = kept[0].tokens
        raise UsageError(
            f"a budget of {budget} tokens holds no frame: the smallest picture takes {smallest}; give more"
        )
    return kept


def _scaled(stills: list[Still], budget: int, scales: Sequence[int]) -> list[Still]:
    """At smaller scales, as far as it takes: those that tell least first."""
    kept, total = list(stills), tokens(stills)
    order = sorted(range(len(kept)), key=lambda place: _telling(kept, place))
    for scale in scales:
        for place in order:
            if total <= budget:
                return kept
            smaller = replace(kept[place], scale=scale)
            total += smaller.tokens - kept[place].tokens
            kept[place] = smaller
    return kept


def least(stills: Sequence[Still]) -> int:
    """The place of the one that tells least; first and newest are never it. For three or more, in order of time."""
    return min(range(1, len(stills) - 1), key=lambda place: _telling(stills, place))


def _telling(stills: Sequence[Still], place: int) -> tuple[int, float]:
    """How much one tells; the ends tell most."""
    still = stills[place]
    if place in (0, len(stills) - 1):
        return 4, float(place > 0)
    return _TELLS[still.why], _gap_s(stills, place) if still.why == "moving" else still.change


def _near_motion(stills: Sequence[Still]) -> int | None:
    """The place of the look at motion that is nearest to its neighbours; None when all are a second apart."""
    moving = [place for place in range(1, len(stills) - 1) if stills[place].why == "moving"]
    place = min(moving, key=lambda place: _gap_s(stills, place), default=None)
    return place if place is not None and _gap_s(stills, place) < THIN_S else None


def _gap_s(stills: Sequence[Still], place: int) -> float:
    """Seconds between the neighbours of one."""
    return stills[place + 1].time_s - stills[place - 1].time_s
