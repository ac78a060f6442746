"""Keys and values in few bits: how far the logits drift, and that nothing is ever cut."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import pytest
import torch

from eyehand.agent.models.local.engine import Engine
from eyehand.agent.models.local.keys import BLOCK, new_cache
from eyehand.agent.models.local.memory import cache_bytes
from eyehand.agent.models.local.settings import Cache
from eyehand.agent.models.messages import messages

from .conftest import Draw
from .conversations import furthest, loaded, read, session, turns, whole, words_of
from .test_engine import SHORT, begun, described, gone_on, never
from .tiny import build

KINDS: tuple[Cache, ...] = get_args(Cache)
MOST = {"fp8": 0.6, "8bit": 0.1, "4bit": 1.2}
"""In logits that are spread over some twenty."""


@pytest.fixture(scope="module")
def model() -> Any:
    return build()


def drifts(model: Any, folder: Path, draw: Draw, kind: Cache | None) -> list[float]:
    """How far the logits behind each turn are from those of one pass, with nothing quantised."""
    words = words_of(folder)
    one = session(loaded(model, kv_cache=kind))
    return [furthest(one.prefill(tokens)[0], whole(model, tokens)) for tokens in (read(words, m) for m in turns(draw))]


@pytest.mark.parametrize("kind", [KINDS[0], *(pytest.param(kind, marks=pytest.mark.long) for kind in KINDS[1:])])
def test_the_drift_is_small_and_does_not_grow(model: Any, folder: Path, draw: Draw, kind: Cache) -> None:
    exact, found = drifts(model, folder, draw, None), drifts(model, folder, draw, kind)
    print(f"{kind}: {', '.join(f'{one:.3f}' for one in found)}")
    assert max(exact) < 1e-3 < max(found) < MOST[kind]


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_kept_is_never_changed(kind: Cache) -> None:
    """Token by token, over many blocks: what comes out for the first tokens stays the same for ever."""
    torch.manual_seed(0)
    cache = new_cache(1, kind)
    first: torch.Tensor | None = None
    for step in range(4 * BLOCK):
        states = torch.randn(1, 2, 1, 64) * 3
        keys, values = cache.update(states, states, 0)
        assert keys.shape[-2] == values.shape[-2] == cache.get_seq_length() == step + 1
        if step == BLOCK + 5:
            first = keys[..., :BLOCK, :].clone()
        if first is not None:
            assert torch.equal(keys[..., :BLOCK, :], first)
        assert torch.equal(keys[..., -1:, :], states)
    with pytest.raises(ValueError, match="cannot be cut"):
        cache.crop(-1)


@pytest.mark.parametrize("kind", KINDS)
def test_it_takes_the_memory_that_was_said(model: Any, kind: Cache) -> None:
    made = loaded(model, kv_cache=kind)
    tokens = 32 * BLOCK
    cache = made.new_cache()
    for layer in range(made.shape.layers):
        states = torch.randn(1, made.shape.kv_heads, tokens, made.shape.head_dim)
        cache.update(states, states, layer)
    packed = [one for layer in cache.layers for pair in layer._packed for one in pair]
    held = sum(one.element_size() * one.nelement() for one in packed)
    assert held == pytest.approx(cache_bytes(made.shape, tokens, kind=kind), rel=0.01)


def test_sampled_tokens_stay_and_a_fold_begins_anew(folder: Path, draw: Draw) -> None:
    engine = Engine(described(kv_cache="8bit"), str(folder))
    first, second = draw(0), draw(1)
    history = begun(first)
    said = engine.say(messages(history, "SYSTEM", "tiny"), never)
    history = gone_on(history, said.text, second)
    again = engine.say(messages(history, "SYSTEM", "tiny"), never)
    assert again.usage.cached == said.usage.prompt + SHORT.max_tokens - 1
    folded = gone_on(begun(first), "Action: something else", second)
    assert engine.say(messages(folded, "SYSTEM", "tiny"), never).usage.cached == 0
    assert engine._features is not None and engine._features.looked == 2  # pyright: ignore[reportPrivateUsage]
