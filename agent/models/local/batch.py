"""Several short conversations together, padded on the left, the replies the same as one by one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from .features import Features, as_outputs
from .libraries import library
from .loading import Loaded
from .sampling import Sampler
from .session import Check, positions_of
from .tokens import Ids, Tokens


def replies(
    loaded: Loaded,
    features: Features,
    asked: Sequence[Tokens],
    samplers: Sequence[Sampler],
    ends: Sequence[int],
    most: int,
    check: Check,
) -> None:
    """Draw at most so many tokens of each reply into its sampler, up to an end."""
    torch = library("torch")

    longest = max(map(len, asked))
    ids = np.full((len(asked), longest), ends[-1], dtype=np.int64)
    mask = np.zeros_like(ids)
    positions = np.zeros((3, len(asked), longest), dtype=np.int64)
    for row, tokens in enumerate(asked):
        ids[row, longest - len(tokens) :], mask[row, longest - len(tokens) :] = tokens.ids, 1
        positions[:, row, longest - len(tokens) :] = positions_of(loaded, tokens, 0)
    sights = [sight for tokens in asked for _, sight in tokens.sights]
    with torch.no_grad():
        outputs = {
            kind: as_outputs([features.of(one) for one in sights if one.video is video], loaded)
            for kind, video in (("image", False), ("video", True))
            if any(one.video is video for one in sights)
        }
        cache = loaded.new_cache()
        logits = _call(loaded, cache, ids, mask, positions, outputs)
        positions = positions[:, :, -1:].max(axis=0, keepdims=True).repeat(3, axis=0)
        going: list[int] = [*range(len(asked))]
        for _ in range(most):
            check()
            drawn = np.full((len(asked), 1), ends[-1], dtype=np.int64)
            for row in going:
                drawn[row] = samplers[row].next(logits[row])
            going = [row for row in going if drawn[row, 0] not in ends]
            if not going:
                return
            mask = np.concatenate([mask, np.ones((len(asked), 1), dtype=np.int64)], axis=1)
            positions = positions + 1
            logits = _call(loaded, cache, drawn, mask, positions, None)


def _call(loaded: Loaded, cache: Any, ids: Ids, mask: Ids, positions: Ids, outputs: dict[str, object] | None) -> Any:
    torch = library("torch")

    device = loaded.device
    made = loaded.model(
        input_ids=torch.from_numpy(ids).to(device),
        attention_mask=torch.from_numpy(mask).to(device),
        position_ids=torch.from_numpy(positions).to(device),
        past_key_values=cache,
        use_cache=True,
        logits_to_keep=1,
        mm_encoder_outputs=outputs,
    )
    return made.logits[:, -1]
