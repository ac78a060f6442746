"""One conversation whose keys and values are kept: only what is new is computed.

Three things are always said to the model, for each goes wrong without a word when it is left to it: the positions of
every token (a picture's are of three kinds, and what the model remembers of them is that of whoever asked it last), the
features of every new picture, and no mask at all (one of the new tokens only would hide the rest).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from .features import Feature, Features, as_outputs
from .libraries import library
from .tokens import Ids, Tokens

if TYPE_CHECKING:
    from torch import Tensor

    from .loading import Loaded

CHUNK = 2048
"""Tokens computed at once: bounds the memory that a long prompt needs beside its keys and values."""
Check = Callable[[], None]
"""Called between two computations; raises to stop."""


class Session:
    """Tokens with their positions, and the keys and values of all of them but the newest."""

    def __init__(self, loaded: Loaded, features: Features, chunk: int = CHUNK) -> None:
        self.loaded, self.features, self.chunk = loaded, features, chunk
        self._forget()

    def _forget(self) -> None:
        self.same: Ids = np.zeros(0, dtype=np.int64)
        self.positions: Ids = np.zeros((3, 0), dtype=np.int64)
        self.cache: Any = self.loaded.new_cache()
        self.first_sight_ends = 0

    @property
    def cached(self) -> int:
        """Tokens whose keys and values are there."""
        return self.cache.get_seq_length()

    def common(self, tokens: Tokens) -> int:
        """How many tokens of its beginning a conversation shares with this one."""
        length = min(len(self.same), len(tokens))
        differs = np.flatnonzero(self.same[:length] != tokens.same[:length])
        return int(differs[0]) if len(differs) else length

    def prefill(self, tokens: Tokens, check: Check = lambda: None) -> tuple[Tensor, int]:
        """Make the conversation be these tokens; the logits behind the last one, and how many were computed anew."""
        keep = min(self.common(tokens), self.cached, len(tokens) - 1)
        self._rewind(keep)
        keep = self.cached
        self.positions = np.concatenate([self.positions, self._following(tokens, keep)], axis=1)
        self.same = tokens.same
        self.first_sight_ends = next((start + sight.tokens for start, sight in tokens.sights), len(tokens))
        logits = None
        for start in range(keep, len(tokens), self.chunk):
            check()
            logits = self._forward(tokens, start, min(start + self.chunk, len(tokens)))
        assert logits is not None
        return logits, len(tokens) - keep

    def push(self, token: int) -> Tensor:
        """Add one token that was sampled; the logits behind it."""
        torch = library("torch")

        self.note(token)
        with torch.no_grad():
            return self._call(np.array([token]), self.positions[:, -1:])

    def note(self, token: int) -> None:
        """Add one token that was sampled, to be computed with what comes after it."""
        following = self.positions[:, -1:].max() + 1
        self.same = np.append(self.same, token)
        self.positions = np.concatenate([self.positions, np.full((3, 1), following)], axis=1)

    def _rewind(self, length: int) -> None:
        """Forget everything behind a place; a quantised cache cannot be cut, so all of it goes."""
        surplus = self.cached - length
        if surplus > 0 and self.loaded.quantised_cache:
            self._forget()
            return
        if surplus > 0:
            self.cache.crop(-surplus)
        self.same, self.positions = self.same[:length], self.positions[:, :length]

    def _following(self, tokens: Tokens, start: int) -> Ids:
        behind = int(self.positions.max()) + 1 if self.positions.size else 0
        return positions_of(self.loaded, tokens, start) + behind

    def _forward(self, tokens: Tokens, start: int, end: int) -> Tensor:
        torch = library("torch")

        seen: dict[str, list[Feature]] = {"image": [], "video": []}
        with torch.no_grad():
            for at, sight in tokens.sights:
                if at < end and at + sight.tokens > start:
                    part = self.features.of(sight).cut(max(0, start - at), end - at)
                    seen["video" if sight.video else "image"].append(part)
            outputs = {kind: as_outputs(parts, self.loaded) for kind, parts in seen.items() if parts}
            return self._call(tokens.ids[start:end], self.positions[:, start:end], outputs)

    def _call(self, ids: Ids, positions: Ids, outputs: dict[str, object] | None = None) -> Tensor:
        torch = library("torch")

        device = self.loaded.device
        made = self.loaded.model(
            input_ids=torch.from_numpy(ids)[None].to(device),
            position_ids=torch.from_numpy(positions)[:, None].to(device),
            past_key_values=self.cache,
            use_cache=True,
            logits_to_keep=1,
            mm_encoder_outputs=outputs,
        )
        return made.logits[0, -1]


def positions_of(loaded: Loaded, tokens: Tokens, start: int) -> Ids:
    """Those of the tokens from a place on, as if nothing were before them: they move along with what is."""
    torch = library("torch")

    sights = [(at, sight) for at, sight in tokens.sights if at >= start]
    kinds = np.zeros(len(tokens) - start, dtype=np.int64)
    for at, sight in sights:
        kinds[at - start : at - start + sight.tokens] = 2 if sight.video else 1
    grids = [
        torch.tensor([sight.grid for _, sight in sights if sight.video is video], dtype=torch.long)
        for video in (False, True)
    ]
    images, videos = (grid if len(grid) else None for grid in grids)
    ids = torch.from_numpy(tokens.ids[start:])[None]
    local, _ = loaded.model.model.get_rope_index(ids, torch.from_numpy(kinds)[None], images, videos)
    return local[:, 0].numpy()
