"""Texts that are alike but for how they are written, or for how readers mistake letters; secrets in what was read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from eyehand.tools.alike import folded, looks, looks_in
from eyehand.tools.secrets import Secrets

ANY = st.text(st.characters(), max_size=40)
"""Halves of pairs, controls and marks included."""


@given(ANY, ANY)
def test_the_folded_parts_of_a_text_are_the_folded_text(one: str, other: str) -> None:
    assert folded(one) + folded(other) == folded(one + other)


@given(ANY)
def test_what_is_folded_stays_and_what_looks_alike_is_as_long(text: str) -> None:
    assert folded(folded(text)) == folded(text)
    assert len(looks(folded(text))) == len(folded(text))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Order  Number", "ordernumber"),
        ("ＥＸＰ－１００９", "exp-1009"),
        ("Café Zürich", "cafe zurich"),
        ("Tomás – “Rivera”", 'tomas - "rivera"'),
        ("合计：１２３。", "合计:123."),
        ("ﬁne Straße", "fine strasse"),
    ],
)
def test_ways_to_write_are_alike(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(("one", "other"), [("が", "か"), ("café", "coffee"), ("ไม้", "ไม")])
def test_other_words_are_not(one: str, other: str) -> None:
    assert folded(one) != folded(other)


@pytest.mark.parametrize(
    ("part", "text", "there"),
    [
        ("EXP-1009", "Saved: EXP-1OO9", True),
        ("EXP-1009", "Saved: EXP-l009", True),
        ("EXP-1009", "Saved: EXP-1008", False),
        ("100", "look", False),
        ("hello", "he1lo", True),
        ("hello", "he110", False),
        ("grace", "The user “qrace” was changed", True),
    ],
)
def test_mistaken_letters_are_known_while_half_of_them_are_right(part: str, text: str, there: bool) -> None:
    assert looks_in(folded(part), folded(text)) is there


@pytest.mark.parametrize(
    ("line", "masked"),
    [
        ("Tr0ub4dor&3", "{pw}"),
        ("Your password: Tr0ub4dor&3!", "Your password: {pw}!"),
        ("Your password: TrOub4dor&3", "{pw}"),
        ("TrOub4 dor&3", "{pw}"),
        ("Tr0ub4d0r8.3", "{pw}"),
        ("Tr0ub4d", "{pw}"),
        ("You wrote Tr0u", "{pw}"),
        ("dor&3 is what you wrote", "{pw}"),
        ("You wrote Tr", "You wrote Tr"),
        ("Troubled doors", "Troubled doors"),
        ("Sign in", "Sign in"),
        ("3", "3"),
    ],
)
def test_a_secret_that_was_read_with_mistakes_is_masked(line: str, masked: str) -> None:
    assert Secrets({"pw": SecretStr("Tr0ub4dor&3")}).mask_read(line) == masked


def test_a_short_secret_hides_no_other_words() -> None:
    assert Secrets({"pin": SecretStr("10")}).mask_read("to lo 10") == "to lo {pin}"
