"""Applications are found by what a person calls them, from .desktop files."""

from __future__ import annotations

from pathlib import Path

import pytest

from eyehand.agent.cli.doctor import packages
from eyehand.tools.desktop import applications
from eyehand.tools.desktop.applications import command_for, is_application
from eyehand.tools.errors import ActionError

MENU = {
    "org.example.pad": "Name=Scratch Pad\nName[de]=Notizblock\nExec=cat %U\nCategories=TextEditor;",
    "org.example.sum": "Name=Sums\nExec=expr --sum\nCategories=Utility;Calculator;",
    "org.example.twin-a": "Name=Twin\nExec=true a\n",
    "org.example.twin-b": "Name=Twin\nExec=true b\n",
    "org.example.hidden": "Name=Ghost\nExec=true\nNoDisplay=true\n",
    "org.example.gone": "Name=Gone\nExec=not-installed-anywhere\n",
    "org.example.shell": "Name=Top\nExec=ls -l\nTerminal=true\n",
    "broken": "Name",
}


@pytest.fixture(autouse=True)
def menu(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "applications"
    folder.mkdir()
    for name, entry in MENU.items():
        (folder / f"{name}.desktop").write_text(f"[Desktop Entry]\nType=Application\n{entry}\n", encoding="utf-8")
    monkeypatch.setattr(applications, "FOLDERS", (tmp_path, tmp_path / "nowhere"))


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ("Scratch Pad", ["cat"]),
        ("the Notizblock app", ["cat"]),
        ("the text editor", ["cat"]),
        ("文本编辑器", ["cat"]),
        ("a calculator", ["expr", "--sum"]),
        ("sums", ["expr", "--sum"]),
        ("Top", ["x-terminal-emulator", "-e", "ls", "-l"]),
        ("ls -a 'my files'", ["ls", "-a", "my files"]),
    ],
)
def test_an_application_is_found_by_what_it_is_called(words: str, command: list[str]) -> None:
    assert command_for(words) == command


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Twin", "2 applications fit 'Twin': org.example.twin-a, org.example.twin-b; name one"),
        ("Ghost", "'Ghost' is not installed: no application or command is called that"),
        ("Gone", "'Gone' is not installed"),
        ("the image viewer", "Debian's package ristretto has it: sudo apt-get install ristretto"),
        ("", "is not installed"),
        ("it's", "is not installed"),
    ],
)
def test_what_is_missing_or_ambiguous_is_said(words: str, said: str) -> None:
    with pytest.raises(ActionError, match=said):
        command_for(words)


def test_kinds_and_names_are_told_from_other_words() -> None:
    assert is_application("the text editor") and is_application("Scratch Pad")
    assert not is_application("the Save button") and not is_application("Pad")


def test_the_first_program_of_each_kind_is_a_package_that_is_installed() -> None:
    first = {row[2][0] for row in applications._GENERIC}  # pyright: ignore[reportPrivateUsage]
    assert first <= {*packages("desktop"), *packages("browser")}
