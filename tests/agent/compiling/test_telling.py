"""What is said of a step is true the next time, too."""

from __future__ import annotations

import pytest

from eyehand.agent.compiling.telling import lasting


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Dear Ada", "Dear Ada"),
        ("Dear Adal", "Dear Ada"),  # a caret behind it
        ("Dear Adam was here", ""),  # another text the next time
        ("Letter to Dear Ada", "Letter to Dear Ada"),
        ("The letter was sent", "The letter was sent"),
    ],
)
def test_a_text_with_a_value_in_it_lasts_where_the_value_stands_for_itself(text: str, left: str) -> None:
    assert lasting(text, ["Dear Ada"]) == left
