"""Damaged replies: never a crash, never a decision that was not meant."""

from __future__ import annotations

import random

import pytest

from eyehand.agent.dialect.decoding import Pointing, decode
from eyehand.tools.actions import Act, Done, Drag, Type, point_of
from eyehand.tools.errors import FormatError

from .replies import CALLS, CURSOR, SCREEN, SHAPES, Decision, bare

MARKS = "{}[]\"',:\\<>/()“”=\n\t 0123456789-.eE`truefalsn\x00é中"
STRUCTURE = "{}[]\"',:<>/"
SHOWN = Pointing(SCREEN, CURSOR)


def read(reply: str) -> Decision:
    """The decision without its words; None when the reply is unusable."""
    try:
        decision = decode(reply, SHOWN).decision
    except FormatError as error:
        assert str(error) and error.reply == reply
        return None
    assert isinstance(decision, Act | Done)
    if isinstance(decision, Act):
        points = [point_of(decision.action)]
        points += [decision.action.start] if isinstance(decision.action, Drag) else []
        assert all(point is None or SCREEN.contains(point) for point in points)
    return bare(decision)


def replies() -> list[tuple[str, Decision]]:
    return [(shape(arguments), found) for shape in SHAPES.values() for arguments, found in CALLS]


def damaged(reply: str, chance: random.Random) -> str:
    """Up to six signs are lost, doubled, swapped, replaced or put in; or a piece moves."""
    text = list(reply)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(text)) if text else 0
        match chance.randrange(6):
            case 0 if text:
                del text[at]
            case 1 if text:
                text.insert(at, text[at])
            case 2 if text:
                other = chance.randrange(len(text))
                text[at], text[other] = text[other], text[at]
            case 3 if text:
                text[at] = chance.choice(MARKS)
            case 4:
                text.insert(at, chance.choice(MARKS))
            case _:
                end = min(len(text), at + chance.randint(1, 30))
                piece = text[at:end]
                del text[at:end]
                if chance.random() < 0.5:
                    spot = chance.randint(0, len(text))
                    text[spot:spot] = piece
    return "".join(text)


def test_a_reply_that_is_cut_off_is_unusable_or_means_what_it_meant() -> None:
    """Wherever it stops: no half of a text is typed, no half of a number is clicked."""
    wrong: list[tuple[str, Decision]] = []
    for reply, meant in replies():
        for end in range(0, len(reply)):
            found = read(reply[:end])
            if found is not None and found != meant:
                wrong.append((reply[:end], found))
    assert wrong == []


def test_a_mark_too_few_or_too_many_is_unusable_or_changes_nothing() -> None:
    """Brackets, quotes, commas, colons: never a parameter that is lost, and a default in its place."""
    wrong: list[tuple[str, Decision]] = []
    understood = 0
    for reply, meant in replies():
        if isinstance(meant, Type) or (isinstance(meant, Done) and meant.answer):
            continue  # a mark more may be one of the text
        for at, sign in enumerate(reply):
            for broken in (reply[:at] + reply[at + 1 :], reply[:at] + sign + reply[at:]) if sign in STRUCTURE else ():
                found = read(broken)
                understood += found is not None
                if found is not None and found != meant:
                    wrong.append((broken, found))
    assert wrong == [] and understood > 5_000


def test_white_space_between_the_parts_changes_nothing() -> None:
    for reply, meant in replies():
        spaced = reply.replace('": ', '" :\n ').replace('", "', '" ,\t "')
        assert read(spaced) in (meant, None)


@pytest.mark.parametrize("seed", range(4))
def test_damaged_replies_never_crash(seed: int) -> None:
    _fuzz(seed, 500)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(100, 108))
def test_many_damaged_replies_never_crash(seed: int) -> None:
    """Twenty-four thousand of them."""
    _fuzz(seed, 3_000)


def _fuzz(seed: int, count: int) -> None:
    chance = random.Random(seed)
    all_of_them = replies()
    understood = 0
    for _ in range(count):
        reply, _ = chance.choice(all_of_them)
        understood += read(damaged(reply, chance)) is not None
    assert 0 < understood < count
