"""Only what is new is computed, and the logits are those of a pass over everything."""

from __future__ import annotations

import copy
import itertools
from pathlib import Path
from typing import Any

import pytest
import torch

from eyehand.agent.models.local.session import Session
from eyehand.agent.models.local.tokens import Tokens, Words

from .conftest import Draw
from .conversations import furthest, image, inputs, loaded, read, session, text, turns, whole, with_reply, words_of
from .tiny import build

EXACT, THROUGH_GENERATE = 1e-9, 1e-5
WRONG = 0.1
"""Logits that are off by so much are not off by rounding."""


@pytest.fixture(scope="module")
def model() -> Any:
    return build().double()


@pytest.fixture(scope="module")
def words(folder: Path) -> Words:
    return words_of(folder)


@pytest.fixture
def said(words: Words, draw: Draw) -> list[Tokens]:
    return [read(words, messages) for messages in turns(draw)]


def play(one: Session, tokens: Tokens, count: int = 3) -> tuple[list[torch.Tensor], list[int]]:
    """The logits behind a turn and behind each of the likeliest tokens, and those tokens."""
    logits = [one.prefill(tokens)[0]]
    drawn: list[int] = []
    for _ in range(count):
        drawn.append(int(logits[-1].argmax()))
        logits.append(one.push(drawn[-1]))
    return logits, drawn


def test_each_turn_is_as_exact_as_a_pass_over_everything(model: Any, said: list[Tokens]) -> None:
    one = session(loaded(model))
    for tokens in said:
        logits, drawn = play(one, tokens)
        for count, found in enumerate(logits):
            assert furthest(found, whole(model, with_reply(tokens, drawn[:count]))) <= EXACT


def test_only_what_is_new_is_computed(model: Any, said: list[Tokens]) -> None:
    one = session(loaded(model))
    lengths = [0, *map(len, said)]
    assert [one.prefill(tokens)[1] for tokens in said] == [b - a for a, b in itertools.pairwise(lengths)]
    assert one.features.looked == len(said[-1].sights)


def test_generate_says_the_same(model: Any, said: list[Tokens]) -> None:
    one = session(loaded(model))
    for tokens in said[:-1]:
        one.prefill(tokens)
    logits, drawn = play(one, said[-1])
    how = {"max_new_tokens": 4, "do_sample": False, "return_dict_in_generate": True, "output_logits": True}
    made = model.generate(**inputs(said[-1]), **how)
    assert made.sequences[0, -4:-1].tolist() == drawn
    for ours, theirs in zip(logits, made.logits, strict=True):
        assert furthest(ours, theirs[0]) <= THROUGH_GENERATE


def test_generate_goes_on_from_what_is_cached(model: Any, said: list[Tokens]) -> None:
    """Ids, positions and cache of a session are all that generate needs, without a pixel."""
    one = session(loaded(model))
    logits, drawn = play(one, said[1])
    again = session(loaded(model))
    again.prefill(said[1])
    again.cache.crop(-1)
    made = model.generate(
        input_ids=torch.from_numpy(said[1].ids)[None],
        position_ids=torch.from_numpy(again.positions)[:, None],
        past_key_values=again.cache,
        max_new_tokens=4,
        do_sample=False,
        return_dict_in_generate=True,
        output_logits=True,
    )
    assert made.sequences[0, -4:-1].tolist() == drawn
    assert max(furthest(ours, theirs[0]) for ours, theirs in zip(logits, made.logits, strict=True)) <= THROUGH_GENERATE


@pytest.mark.parametrize("chunk", [7, 64])
def test_a_long_prompt_is_computed_in_pieces(model: Any, said: list[Tokens], chunk: int) -> None:
    """The pieces end in the middle of pictures."""
    tokens = said[1]
    assert furthest(session(loaded(model), chunk=chunk).prefill(tokens)[0], whole(model, tokens)) <= EXACT


# Four calls that go wrong without a word. Each is shown to be wrong, so that the session's not doing it can be seen.


def _left_to_the_model(one: Session, tokens: Tokens, keep: int, **also: Any) -> dict[str, Any]:
    fresh = Tokens(
        tokens.ids[keep:], tokens.same[keep:], tuple((at - keep, s) for at, s in tokens.sights if at >= keep)
    )
    return {**inputs(fresh), "past_key_values": copy.deepcopy(one.cache), **also}


def _behind(model: Any, given: dict[str, Any]) -> torch.Tensor:
    with torch.no_grad():
        return model(**given, logits_to_keep=1).logits[0, -1]


def _begun(model: Any, tokens: Tokens) -> Session:
    one = session(loaded(model))
    one.prefill(tokens)
    return one


def test_a_new_picture_has_positions_of_its_own(model: Any, said: list[Tokens]) -> None:
    one = _begun(model, said[0])
    right = whole(model, said[1])
    keep = one.common(said[1])
    assert keep == one.cached
    assert furthest(_behind(model, _left_to_the_model(one, said[1], keep)), right) > WRONG
    assert furthest(one.prefill(said[1])[0], right) <= EXACT


def test_whoever_else_asked_the_model_moves_no_position(
    model: Any, said: list[Tokens], words: Words, draw: Draw
) -> None:
    one = _begun(model, said[1])
    keep = one.common(said[2])
    right = whole(model, said[2])
    assert keep == one.cached
    other = read(words, [{"role": "user", "content": [image(draw(40, 640, 96)), image(draw(41, 96, 640))]}])
    whole(model, other)  # the model remembers the positions of this one now
    given = _left_to_the_model(one, said[2], keep)
    assert furthest(_behind(model, given), right) > WRONG
    _begun(model, other)
    assert furthest(one.prefill(said[2])[0], right) <= EXACT


def test_a_new_picture_is_looked_at(model: Any, said: list[Tokens]) -> None:
    one = _begun(model, said[0])
    right = whole(model, said[1])
    keep = one.common(said[1])
    assert keep == one.cached
    given = _left_to_the_model(one, said[1], keep)
    positions = _begun(model, said[1]).positions[:, keep:]
    blind = {name: given[name] for name in ("input_ids", "past_key_values")}
    blind["position_ids"] = torch.from_numpy(positions)[:, None]
    assert furthest(_behind(model, blind), right) > WRONG
    assert furthest(one.prefill(said[1])[0], right) <= EXACT


def test_no_mask_hides_what_was_before(model: Any, said: list[Tokens]) -> None:
    one = _begun(model, said[1])
    right = whole(model, said[2])
    keep = one.common(said[2])
    assert keep == one.cached
    positions = torch.from_numpy(_begun(model, said[2]).positions[:, keep:])[:, None]
    given = _left_to_the_model(one, said[2], keep, position_ids=positions)
    masked = {**given, "attention_mask": torch.ones_like(given["input_ids"])}
    assert furthest(_behind(model, masked), right) > WRONG
    assert furthest(one.prefill(said[2])[0], right) <= EXACT


# What was said before changed.


@pytest.mark.parametrize("change", [0, 1, 3, 4])
def test_a_changed_beginning_is_computed_again_from_there(model: Any, words: Words, draw: Draw, change: int) -> None:
    """A fold, for one: an older picture becomes a smaller one, or text."""
    messages = turns(draw)[-1]
    one = session(loaded(model))
    one.prefill(read(words, messages))
    looked = one.features.looked
    users = [index for index, message in enumerate(messages) if message["role"] == "user"]
    folded = [
        {**message, "content": [text("a picture was here")]} if index == users[change] else message
        for index, message in enumerate(messages)
    ]
    tokens = read(words, folded)
    same = one.common(tokens)
    logits, fresh = one.prefill(tokens)
    assert furthest(logits, whole(model, tokens)) <= EXACT
    assert fresh == len(tokens) - same and one.features.looked == looked, "pictures that stayed are not looked at again"


def test_a_picture_whose_file_changed_is_another(model: Any, words: Words, draw: Draw) -> None:
    screen = draw(1)
    message = [{"role": "user", "content": [image(screen)]}]
    one = _begun(model, read(words, message))
    screen.path.write_bytes(draw(2).path.read_bytes())
    tokens = read(words, message)
    assert furthest(one.prefill(tokens)[0], whole(model, tokens)) <= EXACT
    assert one.features.looked == 2


def test_a_tail_that_was_sampled_is_cut_off_and_another_put_there(model: Any, said: list[Tokens]) -> None:
    one = session(loaded(model))
    play(one, said[0], 5)
    assert furthest(one.prefill(said[1])[0], whole(model, said[1])) <= EXACT


def test_two_conversations_on_one_model_do_not_disturb_each_other(
    model: Any, said: list[Tokens], draw: Draw, words: Words
) -> None:
    others = [read(words, messages) for messages in turns(lambda n, *size, **how: draw(100 + n, *size[::-1], **how))]
    made = loaded(model)
    one, two = session(made), session(made)
    for mine, yours in zip(said, others, strict=True):
        first, drawn = play(one, mine, 2)
        second, also = play(two, yours, 2)
        assert furthest(first[-1], whole(model, with_reply(mine, drawn))) <= EXACT
        assert furthest(second[-1], whole(model, with_reply(yours, also))) <= EXACT


def test_features_are_kept_up_to_their_limit(model: Any, words: Words, draw: Draw) -> None:
    pictures = [image(draw(50 + n, 640, 480)) for n in range(4)]
    one = session(loaded(model), cache_mb=1)
    for number, shown in enumerate(pictures):
        one.prefill(read(words, [{"role": "user", "content": [text(str(number)), shown]}]))
    assert 0 < one.features.bytes <= 1_000_000 and one.features.looked == 4
    one.prefill(read(words, [{"role": "user", "content": [text("again"), pictures[3]]}]))
    assert one.features.looked == 4
    one.prefill(read(words, [{"role": "user", "content": [text("again"), pictures[0]]}]))
    assert one.features.looked == 5


def test_a_mixture_of_experts_is_the_same(said: list[Tokens]) -> None:
    model = build(mixed=True).double()
    one = session(loaded(model))
    for tokens in said:
        logits, drawn = play(one, tokens, 1)
        assert furthest(logits[1], whole(model, with_reply(tokens, drawn))) <= EXACT
