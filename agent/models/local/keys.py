"""How the keys and values of a layer are kept. Imported by whoever has loaded a model.

Source of the quantisation: KIVI (Liu et al., 2024): keys by channel in blocks of tokens, values by token. Unlike the
quantised caches of transformers nothing is ever quantised twice, so drift does not grow with the number of steps.
"""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor
from transformers.cache_utils import Cache, DynamicLayer

from .settings import Cache as Kind

BLOCK = 64
"""Tokens that are quantised together, or channels of one; until so many tokens have come they are kept as they are."""
_ROOM = 256


def new_cache(layers: int, kind: Kind | None, *, compiled: bool = False) -> Cache:
    """Nothing kept yet. A compiled model gets layers that copy: its compiler takes none that are written in place."""
    plain = DynamicLayer if compiled else GrowingLayer
    return Cache(layers=[QuantisedLayer(kind) if kind else plain() for _ in range(layers)])


class GrowingLayer(DynamicLayer):
    """Written in place: neither a new token nor a cut copies what is there."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._rooms: tuple[Tensor, Tensor] | None = None

    def update(self, key_states: Tensor, value_states: Tensor, *args: Any, **kwargs: Any) -> tuple[Tensor, Tensor]:
        if not self.is_initialized:
            self.lazy_initialization(key_states, value_states)
        before = self.get_seq_length()
        length = before + key_states.shape[-2]
        if self._rooms is None or self._rooms[0].shape[-2] < length:
            self._rooms = self._larger(key_states, before, length), self._larger(value_states, before, length, 1)
        for room, new in zip(self._rooms, (key_states, value_states), strict=True):
            room[..., before:length, :] = new
        self.keys, self.values = (room[..., :length, :] for room in self._rooms)
        return self.keys, self.values

    def reset(self) -> None:
        super().reset()
        self._rooms = None

    def _larger(self, states: Tensor, before: int, length: int, which: int = 0) -> Tensor:
        room = states.new_empty((*states.shape[:-2], length + length // 8 + _ROOM, states.shape[-1]))
        if self._rooms is not None and before:
            room[..., :before, :] = self._rooms[which][..., :before, :]
        return room


class QuantisedLayer(DynamicLayer):
    """All but the newest tokens in few bits; it cannot be cut, for a block is whole or not there."""

    is_croppable = False

    def __init__(self, kind: Kind, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._kind: Kind = kind
        self._packed: list[list[Tensor]] = [[], []]
        self._length = 0

    def update(self, key_states: Tensor, value_states: Tensor, *args: Any, **kwargs: Any) -> tuple[Tensor, Tensor]:
        if not self.is_initialized:
            self.lazy_initialization(key_states, value_states)
            self.keys, self.values = key_states[..., :0, :], value_states[..., :0, :]
        self._length += key_states.shape[-2]
        assert self.keys is not None and self.values is not None
        kept = ((self.keys, key_states), (self.values, value_states))
        loose = [torch.cat([old, new], dim=-2) for old, new in kept]
        whole = loose[0].shape[-2] // BLOCK * BLOCK
        keys, values = (
            torch.cat([_unpack(packed, self._kind, new), new], dim=-2) if packed else new
            for packed, new in zip(self._packed, loose, strict=True)
        )
        if whole:
            for which, (packed, new) in enumerate(zip(self._packed, loose, strict=True)):
                fresh = _pack(new[..., :whole, :], self._kind, by_channel=which == 0)
                both = zip(packed, fresh, strict=True) if packed else ()
                self._packed[which] = [torch.cat(pair, dim=2) for pair in both] or fresh
        self.keys, self.values = (new[..., whole:, :].clone() for new in loose)
        return keys, values

    def get_seq_length(self) -> int:
        return self._length

    def crop(self, tokens_to_remove: int) -> None:
        if tokens_to_remove:
            raise ValueError("a quantised cache cannot be cut")


def _pack(states: Tensor, kind: Kind, *, by_channel: bool) -> list[Tensor]:
    """Codes with scale and offset, each of shape (batch, heads, blocks of tokens, …)."""
    blocks = states.unflatten(-2, (-1, BLOCK)).float()
    blocks = blocks if by_channel else blocks.unflatten(-1, (-1, BLOCK))
    axis = -2 if by_channel else -1
    if kind == "fp8":
        scale = (blocks.abs().amax(axis, keepdim=True) / torch.finfo(torch.float8_e4m3fn).max).clamp(min=1e-12)
        return [(blocks / scale).to(torch.float8_e4m3fn), scale]
    low, high = blocks.amin(axis, keepdim=True), blocks.amax(axis, keepdim=True)
    steps = 255 if kind == "8bit" else 15
    low, scale = low.half(), ((high - low) / steps).clamp(min=1e-6).half()
    codes = ((blocks - low.float()) / scale.float()).round().clamp(0, steps).to(torch.uint8)
    if kind == "4bit":
        codes = codes[..., 0::2] | codes[..., 1::2] << 4
    return [codes, scale, low]


def _unpack(packed: list[Tensor], kind: Kind, like: Tensor) -> Tensor:
    codes, scale, *offset = packed
    if kind == "4bit":
        codes = torch.stack([codes & 15, codes >> 4], dim=-1).flatten(-2)
    states = codes.to(like.dtype) * scale.to(like.dtype)
    states = states + offset[0].to(like.dtype) if offset else states
    return states.reshape(*like.shape[:2], -1, like.shape[-1])
