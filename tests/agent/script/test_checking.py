"""`eyehand check` tells every mistake in a script, each with its line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from eyehand.agent.script.anchors import Anchor, Anchors
from eyehand.agent.script.checking import check
from eyehand.tools.errors import UsageError
from eyehand.tools.geometry import Box, Point

_HEAD = "eyehand: 1\nstart: {browser: 'http://127.0.0.1:1/'}\n"


def found(folder: Path, text: str, name: str = "it.yaml") -> list[tuple[int, str]]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return [(one.line, one.message) for one in check(path)]


def one(folder: Path, steps: str, head: str = _HEAD) -> tuple[int, str]:
    """What is found in steps that have one mistake; their first line is line 1."""
    text = head + "steps:\n" + steps
    [(line, message)] = found(folder, text)
    return line - head.count("\n") - 1, message


def test_a_good_script_has_no_findings(tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text("who,sum\nAda,1\n", encoding="utf-8")
    (tmp_path / "login.yaml").write_text(
        _HEAD + "parameters: {user: {}}\nsteps: [{type: '{user}', into: Name}]\n", encoding="utf-8"
    )
    text = _HEAD + (
        "parameters: {amount: {}}\nsecrets: [pw]\nsteps:\n"
        "  - run: login.yaml\n    set: {user: Ada}\n"
        "  - {type: '{amount} {pw}', into: Amount}\n"
        "  - {extract: the total, into: total}\n"
        "  - repeat: rows.csv\n    steps:\n      - type: '{who} {sum} {total}'\n"
        "  - {press: Ctrl+S, then: [{seen: Saved}]}\n"
    )
    assert found(tmp_path, text) == []


def test_all_mistakes_are_told_with_their_lines(tmp_path: Path) -> None:
    text = _HEAD + (
        "steps:\n"  # 3
        "  - clik: Save\n"
        "  - click: Save\n    colour: red\n"
        "  - {type: '{amonut}', into: Amount}\n"
        "  - type: 42\n"
        "  - if_seen: Cookies\n    steps:\n      - press: Ctrl+Foo\n      - hover: {}\n"
    )
    assert [line for line, _ in found(tmp_path, text)] == [4, 6, 7, 8, 11, 12]


@pytest.mark.parametrize(
    ("steps", "line", "said"),
    [
        ("  - click: ''\n", 1, "empty"),
        ("  - click: '?'\n  - tab: 0\n", 2, "greater"),
        ("  - press: Ctrl+Foo\n", 1, "'Foo' is not the name of a key"),
        ("  - click: Save\n    then:\n      - seen: ''\n", 1, "empty text"),
        ("  - click: Save\n    then:\n      - {seen: a, gone: b}\n", 3, "exactly one of"),
        ("  - click: Save\n    anchor: step-1\n", 2, "cannot read the anchor"),
        ("  - repeat: rows.csv\n    steps: [{click: '{any}'}]\n", 1, "rows.csv"),
        ("  - repeat: '{rows}'\n    steps: []\n", 1, "no steps"),
        ("  - run: none.yaml\n", 1, "none.yaml"),
        ("  - click: Save\n  - run: it.yaml\n", 2, "for ever: it.yaml → it.yaml"),
        ("  - window: Editor\n", 1, "for a desktop"),
        ("  - open: ftp://x\n", 1, "cannot be opened"),
        ("  - type: 7\n", 1, "write it in quotes"),
        ("  - expect: ''\n", 1, "empty text"),
        ("  - scroll: 1\n    to: the end\n", 1, "scroll"),
    ],
)
def test_each_kind_of_mistake_in_a_step(steps: str, line: int, said: str, tmp_path: Path) -> None:
    head = _HEAD + ("parameters: {rows: {}}\n" if "{rows}" in steps else "")
    told = one(tmp_path, steps, head)
    assert told[0] == line and said in told[1], told


def test_verbs_of_a_browser_are_none_of_a_desktop(tmp_path: Path) -> None:
    head = "start: {desktop: mousepad}\n"
    for step in ("go: back", "tab: 2", "dialog: accept", "upload: a.txt"):
        line, message = one(tmp_path, f"  - {step}\n", head)
        assert line == 1 and "for a browser" in message


def test_a_name_is_known_from_where_it_is_set(tmp_path: Path) -> None:
    late = "  - type: '{total}'\n  - {extract: the total, into: total}\n"
    assert one(tmp_path, late) == (1, "{total} names no parameter, secret or variable set before (there are: none)")


def test_a_column_is_known_in_its_rows_alone(tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text("\ufeffwho\nAda\n", encoding="utf-8")
    steps = "  - repeat: rows.csv\n    steps:\n      - click: '{who}'\n      - click: '{whom}'\n  - click: '{who}'\n"
    told = found(tmp_path, _HEAD + "steps:\n" + steps)
    assert [line for line, _ in told] == [7, 8]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("who,sum\nAda,1\n\nBen\n", "line 4: 2 values were expected and there are 1, 'sum' for one is missing"),
        ("who,who\nAda,1\n", "two columns are called 'who'"),
        ("who\n", "no row"),
        ("", "is empty"),
    ],
)
def test_a_table_is_looked_through(table: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text(table, encoding="utf-8")
    line, message = one(tmp_path, "  - repeat: rows.csv\n    steps: [{click: Save}]\n")
    assert line == 1 and said in message


def test_a_parameter_that_nothing_uses_is_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "it.yaml"
    path.write_text(_HEAD + "parameters:\n  a: {}\n  b: {}\nsteps: [{click: '{b}'}]\n", encoding="utf-8")
    assert [(one.kind, one.line, one.at) for one in check(path)] == [("warning", 4, "parameters.a")]


def test_a_script_that_is_run_gets_what_it_needs_and_is_looked_at_too(tmp_path: Path) -> None:
    inner = _HEAD + "parameters: {user: {}}\nsteps:\n  - {type: '{usr}', into: '{user}'}\n"
    (tmp_path / "login.yaml").write_text(inner, encoding="utf-8")
    path = tmp_path / "it.yaml"
    path.write_text(_HEAD + "steps:\n  - run: login.yaml\n    set: {name: x}\n", encoding="utf-8")
    told = [(Path(one.file).name, one.line, one.message.partition(":")[0]) for one in check(path)]
    assert told == [
        ("it.yaml", 4, "login.yaml needs the parameter 'user'"),
        ("it.yaml", 5, "login.yaml has no parameter 'name'"),
        ("login.yaml", 5, "{usr} names no parameter, secret or variable set before (there are"),
    ]


def test_scripts_that_run_each_other_are_told(tmp_path: Path) -> None:
    for name, other in (("a", "b"), ("b", "a")):
        (tmp_path / f"{name}.yaml").write_text(_HEAD + f"steps: [{{run: {other}.yaml}}]\n", encoding="utf-8")
    [told] = check(tmp_path / "a.yaml")
    assert told.file.endswith("b.yaml") and "a.yaml → b.yaml → a.yaml" in told.message


def test_a_missing_picture_of_an_anchor_is_told(tmp_path: Path) -> None:
    box = Box(x0=0, y0=0, x1=2, y1=2)
    anchor = Anchor(width=9, height=9, at=Point(x=1, y=1), box=box, around=box, picture="step-1.png")
    Anchors(tmp_path / "it.yaml").write("step-1", (anchor,), {})
    line, message = one(tmp_path, "  - click: Save\n    anchor: step-1\n")
    assert line == 2 and "step-1.png" in message


def test_a_newer_version_is_told_and_nothing_else(tmp_path: Path) -> None:
    [(line, message)] = found(tmp_path, "# new\neyehand: 2\nsteps: [{fly: away}]\n")
    assert line == 2 and "update" in message


def test_what_is_no_yaml_is_a_mistake_and_what_cannot_be_read_an_error(tmp_path: Path) -> None:
    assert [line for line, _ in found(tmp_path, "steps:\n  - a: [\n")] in ([2], [3])
    with pytest.raises(UsageError, match=r"none\.yaml"):
        check(tmp_path / "none.yaml")


@pytest.mark.parametrize(
    "text", ["", "steps", "[]", "steps: 3", "start: 1\nparameters: []\nsecrets: 2\nsteps: [1, [], null]\n"]
)
def test_any_other_yaml_is_a_mistake(text: str, tmp_path: Path) -> None:
    assert found(tmp_path, text)


def _command(*words: str | Path) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "eyehand.agent", "check", *map(str, words)]
    return subprocess.run(line, capture_output=True, text=True, timeout=300)


def test_the_command_prints_text_or_one_object(tmp_path: Path) -> None:
    path = tmp_path / "it.yaml"
    path.write_text(_HEAD + "steps:\n  - clik: Save\n", encoding="utf-8")
    told = _command(path)
    assert told.returncode == 1
    assert told.stdout.splitlines()[0].startswith(f"{path}:4: steps.1: unknown kind")
    assert told.stdout.splitlines()[-1] == f"{path}: 1 mistake, no warnings"
    listed = json.loads(_command(path, "--json").stdout)
    assert listed["ok"] is False and listed["warnings"] == []
    assert [(one["line"], one["at"]) for one in listed["mistakes"]] == [(4, "steps.1")]
    path.write_text(_HEAD + "steps:\n  - click: Save\n", encoding="utf-8")
    assert _command(path).returncode == 0
    assert _command(tmp_path / "none.yaml").returncode == 2
