"""Settings from a file, words and flags."""

from pathlib import Path

import pytest

from eyehand.agent.settings import load
from eyehand.tools.errors import UsageError


def test_flags_win_over_words_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / "my.yaml"
    file.write_text("limits: {max_steps: 5, max_seconds: 50}\nbrowser: {scale: 2}\n")
    settings = load(file, ("limits.max_steps=6", "browser.viewport=[800, 600]"), {"limits.max_seconds": 70.0})
    assert (settings.limits.max_steps, settings.limits.max_seconds) == (6, 70)
    assert (settings.browser.scale, settings.browser.viewport) == (2, (800, 600))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("limits.max_step=3",), "limits.max_step"),
        (("limits.max_steps=-1",), "max_steps"),
        (("browser.viewport=[1]",), "viewport"),
        (("model.name=x", "model=y"), "model"),
    ],
)
def test_what_cannot_be_is_named(words: tuple[str, ...], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        load(None, words)


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "broken.yaml"
    file.write_text("a: [1")
    with pytest.raises(UsageError, match=r"broken\.yaml"):
        load(file)
    with pytest.raises(UsageError, match="cannot read"):
        load(tmp_path / "none.yaml")
