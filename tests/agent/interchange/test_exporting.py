"""Scripts are written for other tools: the Playwright program runs on its own, the Recorder's steps come back."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from eyehand.agent.interchange import devtools_export, playwright_python
from eyehand.agent.interchange.reading import read
from eyehand.agent.script.anchors import Anchor, Anchors
from eyehand.agent.script.script import load
from eyehand.tasks.apps.expenses.server import ExpensesServer
from eyehand.tools.browser.chromium import find_chromium
from eyehand.tools.elements import Element
from eyehand.tools.errors import UsageError
from eyehand.tools.geometry import Box, Point


@pytest.fixture
def app() -> Iterator[ExpensesServer]:
    with ExpensesServer(0) as server:
        yield server


def script(folder: Path, text: str, name: str = "it.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def ran(path: Path, *words: str, answer: str = "", **secrets: str) -> subprocess.CompletedProcess[str]:
    """The exported program, by a Python that cannot see this project's folder."""
    program = path.with_suffix(".py")
    text, _ = playwright_python.export(path)
    assert "eyehand." not in text
    program.write_text(text, encoding="utf-8")
    env = {**os.environ, "EXECUTABLE": str(find_chromium()), **secrets}
    line = [sys.executable, "-I", str(program), *words]
    return subprocess.run(line, env=env, cwd="/", input=answer, capture_output=True, text=True, timeout=300)


_NEW = """\
  - type: "{what}"
    into: the Description field
  - type: "{amount}"
    into: the Amount field
  - select: Travel
    of: the Category drop-down
  - type: "2026-11-20"
    into: the Date field
  - select: Cash
  - tick: Paid by me
  - click: the Save button
    then: [{seen: "{what}"}, {gone: Paid by me}, {visible: New expense}]
"""


def test_the_program_does_what_the_script_says(app: ExpensesServer, tmp_path: Path) -> None:
    text = (
        f"start: {{browser: '{app.url}new'}}\nparameters: {{amount: {{default: '42.50'}}, what: {{}}}}\nsteps:\n{_NEW}"
    )
    text += (
        "  - if_seen: Cookies\n    within_s: 0.2\n    steps: [{click: Nothing}]\n"
        "    otherwise: [{click: the Edit link in the row of Hotel in Chicago}]\n"
        "  - {type: '470.00', into: Amount}\n"
        "  - click: the Save button\n    then: [{changed: true}, {seen: $470.00}]\n"
        "  - {click: Nonsense, optional: true, within_s: 0.2}\n"
    )
    done = ran(script(tmp_path, text), "--what", "Taxi")
    assert done.returncode == 0, done.stderr
    told = {one.description: (str(one.amount), one.category, one.paid_by_me, one.payment) for one in app.expenses}
    assert told["Taxi"] == ("42.50", "Travel", True, "Cash")
    assert told["Hotel in Chicago"][0] == "470.00"


def test_the_program_repeats_rows_and_runs_other_scripts(app: ExpensesServer, tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text("thing,sum\nBus,3.00\nTram,4.10\n", encoding="utf-8")
    script(
        tmp_path,
        f"start: {{browser: '{app.url}new'}}\nparameters: {{amount: {{}}, what: {{}}}}\nsteps:\n{_NEW}",
        "new.yaml",
    )
    text = f"start: {{browser: '{app.url}'}}\nsteps:\n  - repeat: rows.csv\n    steps:\n      - open: {app.url}new\n"
    text += "      - run: new.yaml\n        set: {what: '{thing} to town', amount: '{sum}'}\n"
    done = ran(script(tmp_path, text))
    assert done.returncode == 0, done.stderr
    assert {one.description for one in app.expenses} >= {"Bus to town", "Tram to town"}


def test_secrets_come_from_the_environment_and_people_are_asked(app: ExpensesServer, tmp_path: Path) -> None:
    text = f"start: {{browser: '{app.url}signin'}}\nsecrets: [pw]\nsteps:\n" + (
        "  - {ask_person: 'Your name?', into: who}\n"
        "  - {type: '{who}', into: Name or email}\n"
        "  - {type: '{pw}', into: Password}\n"
        "  - {press: Enter, then: [{seen: Welcome}]}\n"
    )
    path = script(tmp_path, text)
    without = ran(path, answer="Ada\n")
    assert without.returncode != 0 and "PW is not set" in without.stderr
    done = ran(path, answer="Ada\n", PW="x-secret")
    assert done.returncode == 0, done.stderr
    assert [(entry.name, entry.password) for entry in app.state.sign_ins] == [("Ada", "x-secret")]


def test_dialogs_files_frames_and_tabs(page_server: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a", encoding="utf-8")
    text = f"start: {{browser: '{page_server}/exported.html'}}\nsteps:\n" + (
        "  - click: the Ask button\n"
        "  - {dialog: accept, then: [{seen: confirmed true}]}\n"
        "  - click: the Ask button\n"
        "  - {dialog: dismiss, then: [{seen: confirmed false}]}\n"
        "  - click: the Name button\n"
        "  - {dialog: accept, text: Zoë, then: [{seen: named Zoë}]}\n"
        "  - {upload: a.txt, to: the Attach button, then: [{seen: attached a.txt}]}\n"
        "  - {click: the Inside button, anchor: inside, then: [{seen: within}]}\n"
        "  - click: the Elsewhere link\n"
        "  - {tab: 2, then: [{seen: another page}]}\n"
        "  - {tab: 1, then: [{seen: within}]}\n"
    )
    path = script(tmp_path, text)
    box = Box(0, 0, 10, 10)
    element = Element(role="button", name="Inside", box=box, frames=("inner",))
    place = Anchor(width=100, height=100, at=Point(5, 5), box=box, around=box, picture="inside.png", element=element)
    Anchors(path).write("inside", (place,), {})
    done = ran(path)
    assert done.returncode == 0, done.stderr


def test_what_is_not_there_ends_the_program(app: ExpensesServer, tmp_path: Path) -> None:
    text = f"start: {{browser: '{app.url}'}}\nsteps:\n  - click: the Fly button\n    within_s: 0.3\n"
    done = ran(script(tmp_path, text))
    assert done.returncode == 1 and "'Fly' is there did not come true" in done.stderr


@pytest.mark.parametrize("step", ["{act: Do it}", "{extract: the total, into: total}", "{click: the red button}"])
def test_what_takes_eyes_is_said_and_raised(step: str, tmp_path: Path) -> None:
    text, notes = playwright_python.export(script(tmp_path, f"start: {{browser: 'http://x/'}}\nsteps:\n  - {step}\n"))
    assert len(notes) == 1 and "raise NotImplementedError(" in text
    compile(text, "it.py", "exec")


@pytest.mark.parametrize("exporter", [playwright_python, devtools_export])
def test_a_desktop_cannot_be_exported(exporter: object, tmp_path: Path) -> None:
    path = script(tmp_path, "start: {desktop: mousepad}\nsteps:\n  - click: Save\n")
    with pytest.raises(UsageError, match="desktop"):
        exporter.export(path)  # pyright: ignore[reportAttributeAccessIssue]


def test_steps_of_the_recorder_come_back(tmp_path: Path) -> None:
    recorded = {
        "title": "invoice",
        "steps": [
            {"type": "setViewport", "width": 800, "height": 600, "deviceScaleFactor": 1},
            {"type": "navigate", "url": "http://127.0.0.1:1/"},
            {"type": "click", "selectors": [['aria/Menu[role="button"]']]},
            {"type": "click", "selectors": [["aria/Row"]], "button": "secondary"},
            {"type": "doubleClick", "selectors": [["aria/Row"]]},
            {"type": "hover", "selectors": [["aria/Help"]]},
            {"type": "change", "selectors": [['aria/Amount[role="textbox"]']], "value": "5", "timeout": 2000},
            {"type": "keyDown", "key": "Enter"},
            {"type": "keyUp", "key": "Enter"},
            {"type": "scroll", "x": 0, "y": 300},
            {"type": "scroll", "x": 0, "y": 100},
            {"type": "waitForElement", "selectors": [["text/Saved"]]},
            {"type": "customStep", "name": "eyehand", "parameters": {"tick": "Paid by me"}},
        ],
    }
    source = tmp_path / "r.json"
    source.write_text(json.dumps(recorded), encoding="utf-8")
    from eyehand.agent.script.writing import dump

    made, comments = read(source).script()
    path = script(tmp_path, dump(made, comments))
    written = json.loads(devtools_export.export(path)[0])
    keep = ("type", "width", "height", "url", "button", "value", "key", "x", "y", "timeout", "parameters")

    def told(recording: dict[str, list[dict[str, object]]]) -> list[dict[str, object]]:
        return [{key: step[key] for key in keep if key in step} for step in recording["steps"]]

    assert told(written) == told(recorded)
    source.write_text(json.dumps(written), encoding="utf-8")
    assert read(source).script()[0] == load(path)
