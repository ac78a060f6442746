"""Text that is typed into a real editor is the text that it saves."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from eyehand.env.desktop import DesktopEnv
from eyehand.tools.actions import Press, Type
from eyehand.tools.errors import ActionError

SAVED_S = 10.0
TEXT = st.text(st.characters(exclude_categories=("Cc", "Cs", "Co", "Cn")) | st.sampled_from("\n\t<>\"'"), max_size=60)


class Editor:
    """Mousepad with a file; ``saved`` types over what is there and returns what the file then holds."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "note.txt"
        self.path.write_text("nothing yet", encoding="utf-8")
        self.env = DesktopEnv(folder / "run", clock=time.monotonic, app=f"mousepad {self.path}")
        self.env.reset()

    def saved(self, *actions: Type | Press) -> str:
        before = self._written
        for action in (*actions, Press(keys=("Control", "s"))):
            self.env.step(action)
        until_s = time.monotonic() + SAVED_S
        self.env.watch(lambda: self._written not in (before, None) or time.monotonic() > until_s)
        assert self._written != before, "the editor did not save"
        return self.path.read_text(encoding="utf-8")

    @property
    def _written(self) -> tuple[int, int] | None:
        """What tells that the file was written anew; None while it is being replaced."""
        try:
            state = self.path.stat()
        except FileNotFoundError:
            return None
        return state.st_mtime_ns, state.st_ino


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    made = Editor(tmp_path_factory.mktemp("editor"))
    yield made
    made.env.close()


ALL = Press(keys=("Control", "a"))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXT)
@example(text="naïve café — 東京 ✓")
@example(text='\tif a < b && c > d:\n\t\tprint("it\'s ~`^ {x}")\n')
@example(text="👩‍👩‍👧 e\u0301 \u202eabc\u202c")
def test_what_is_typed_is_what_is_saved(editor: Editor, text: str) -> None:
    """Behind an x, so that there is always something to save."""
    assert editor.saved(ALL, Type(text="x"), Type(text=text)) == "x" + text


def test_the_clipboard_is_as_it_was_after_a_paste(editor: Editor) -> None:
    copied = (ALL, Type(text="keep me"), ALL, Press(keys=("Control", "c")))
    assert editor.saved(*copied, Type(text="東京 "), Press(keys=("Control", "v"))) == "東京 keep me"


def test_a_selection_is_replaced_by_what_is_pasted(editor: Editor) -> None:
    assert editor.saved(ALL, Type(text="old"), ALL, Type(text="新")) == "新"


def test_an_unknown_key_holds_nothing_down(editor: Editor) -> None:
    with pytest.raises(ActionError, match="unknown key 'NoSuchKey'"):
        editor.env.step(Press(keys=("Shift", "NoSuchKey")))
    assert editor.saved(ALL, Type(text="a")) == "a"


@pytest.mark.parametrize(
    "name", ["Enter", "ArrowDown", "PageUp", "F5", "Control", "Meta", "XF86AudioMute", "é", "Home"]
)
def test_keys_have_w3c_and_x_names(desktop_env: Callable[..., DesktopEnv], editor: Editor, name: str) -> None:
    try:
        editor.env.step(Press(keys=(name,)))
    except ActionError as error:
        assert name == "é" and "unknown key" in str(error)  # no key of this layout has it
    editor.env.step(Press(keys=("Escape",)))
