"""Recordings of other tools become scripts; what cannot be carried over is said at its place."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from eyehand.agent.interchange.reading import read
from eyehand.agent.script.checking import check
from eyehand.agent.script.script import Script, load
from eyehand.agent.script.writing import dump
from eyehand.tools.errors import UsageError


def imported(folder: Path, text: str) -> tuple[Script, str, list[str]]:
    """The script, its text, what was noted; the file's name says nothing of its kind."""
    source, out = folder / "recording.txt", folder / "out.yaml"
    source.write_text(text, encoding="utf-8")
    draft = read(source)
    script, comments = draft.script()
    out.write_text(dump(script, comments), encoding="utf-8")
    assert load(out) == script
    assert [one for one in check(out) if one.kind == "mistake"] == []
    return script, out.read_text(encoding="utf-8"), draft.notes


def told(script: Script) -> list[dict[str, Any]]:
    return [step.model_dump(exclude_unset=True, mode="json") for step in script.steps]


def _devtools(*steps: dict[str, Any]) -> str:
    return json.dumps({"title": "invoice", "steps": [{"type": "navigate", "url": "http://127.0.0.1:1/new"}, *steps]})


def test_a_recording_of_chrome(tmp_path: Path) -> None:
    aria = '[role="textbox"]'
    text = _devtools(
        {"type": "setViewport", "width": 800, "height": 600, "deviceScaleFactor": 2},
        {"type": "click", "selectors": [["#d"], ["aria/Description"]], "offsetX": 9, "offsetY": 2, "frame": [0]},
        {"type": "change", "selectors": [[f"aria/Amount{aria}"]], "value": "99.90", "timeout": 4000},
        {"type": "change", "selectors": [["aria/Password"], ["#pw"]], "value": "hunter2"},
        {"type": "change", "selectors": [['aria/Category[role="combobox"]']], "value": "Travel"},
        {"type": "keyDown", "key": "Control"},
        {"type": "keyDown", "key": "s"},
        {"type": "keyUp", "key": "s"},
        {"type": "keyUp", "key": "Control"},
        {"type": "scroll", "x": 0, "y": 400},
        {"type": "scroll", "x": 0, "y": 100},
        {"type": "scroll", "x": 200, "y": 100},
        {
            "type": "click",
            "selectors": [["x-menu", "text/Menu"]],
            "button": "secondary",
            "target": "http://127.0.0.1:1/b",
        },
        {"type": "waitForElement", "selectors": ["text/Saved"]},
        {"type": "doubleClick", "selectors": [["aria/Save in the list"]], "assertedEvents": [{"type": "navigation"}]},
    )
    script, written, _ = imported(tmp_path, text)
    assert (script.name, script.start.browser, script.start.size, script.start.scale) == (
        "invoice", "http://127.0.0.1:1/new", (800, 600), 2.0,
    )  # fmt: skip
    assert told(script) == [
        {"click": "Description"},
        {"type": "{amount}", "into": "the Amount field", "within_s": 4.0},
        {"type": "{password}", "into": "the Password field"},
        {"select": "Travel", "of": "the Category drop-down"},
        {"press": "Ctrl+s"},
        {"scroll": 4},
        {"scroll": -3},
        {"scroll": 0, "sideways": 2},
        {"tab": 2},
        {"right_click": "Menu"},
        {"tab": 1},
        {"wait_for": "Saved"},
        {"double_click": "'Save in the list'", "then": [{"changed": True}]},
    ]
    assert script.parameters["amount"].default == "99.90" and script.secrets == ("password",)
    assert "hunter2" not in written


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ({"type": "waitForExpression", "expression": "window.ready"}, "window.ready"),
        ({"type": "emulateNetworkConditions"}, "emulateNetworkConditions"),
        ({"type": "customStep", "name": "mine", "parameters": {}}, "'mine'"),
        ({"type": "click", "selectors": [["xpath///b"]]}, "xpath///b"),
        ({"type": "click", "selectors": [["aria/Save"]], "button": "auxiliary"}, "auxiliary"),
        ({"type": "waitForElement", "selectors": ["text/a"], "count": 3}, ">= 3"),
        ({"type": "scroll", "x": 10, "y": 0}, "10 pixels only"),
        ({"type": "setViewport", "width": 3, "height": 4, "isMobile": True}, "isMobile"),
        ({"type": "close"}, "closed"),
        ({"type": "click", "selectors": [["aria/Save"]], "frame": [0, 1]}, "frame [0, 1]"),
        ({"type": "click", "selectors": [["aria/Save"]], "deviceType": "touch"}, "deviceType"),
        ({"type": "keyDown", "key": "Enter", "timeout": 900}, "timeout is not carried over: 900"),
        ({"type": "waitForElement", "selectors": ["text/a"], "properties": {"checked": True}}, "properties"),
        ({"type": "hover", "selectors": [["aria/Save"]], "invented": "later"}, "invented is not carried over: 'later'"),
    ],
)
def test_what_has_no_equal_is_said_in_the_script_too(step: dict[str, Any], said: str, tmp_path: Path) -> None:
    text = _devtools(step, {"type": "click", "selectors": [["aria/Save"]]})
    _, written, notes = imported(tmp_path, text)
    assert any(said in note for note in notes)
    comments = [line.strip() for line in written.splitlines() if line.strip().startswith("#")]
    assert comments == [f"# {note}" for note in notes]


def test_what_a_whole_recording_of_chrome_says_is_not_dropped(tmp_path: Path) -> None:
    recording = {"title": "x", "timeout": 9000, "steps": [{"type": "click", "selectors": [["aria/Save"]]}]}
    _, _, notes = imported(tmp_path, json.dumps(recording))
    assert any("timeout" in note and "9000" in note for note in notes)


def test_actions_of_playwrights_code_generator(tmp_path: Path) -> None:
    lines: list[dict[str, Any]] = [
        {"browserName": "chromium", "contextOptions": {"viewport": {"width": 640, "height": 480}, "locale": "de"}},
        {"name": "openPage", "url": "about:blank", "pageAlias": "page"},
        {"name": "navigate", "url": "http://127.0.0.1:1/", "pageAlias": "page"},
        {"name": "fill", "selector": 'internal:label="Amount"i', "text": "5", "pageAlias": "page"},
        {"name": "check", "locator": {"kind": "label", "body": "Paid by me"}, "pageAlias": "page"},
        {"name": "select", "selector": 'internal:role=combobox[name="Category"i]', "options": ["Travel"]},
        {"name": "press", "selector": "x", "key": "s", "modifiers": 10},
        {
            "name": "click", "clickCount": 2, "button": "left", "signals": [{"name": "dialog"}],
            "locator": {"kind": "role", "body": "button", "options": {"name": "Save"}, "next": {"kind": "first"}},
        },
        {"name": "assertVisible", "locator": {"kind": "text", "body": "Saved"}},
        {
            "name": "setInputFiles", "selector": 'internal:role=button[name="Receipt"i]', "files": ["a.pdf"],
            "pageAlias": "page1",
        },
        {"name": "assertText", "selector": "h1", "text": "Expenses", "pageAlias": "page1"},
        {"name": "assertSnapshot", "ariaSnapshot": "- heading", "pageAlias": "page1"},
    ]  # fmt: skip
    script, _, notes = imported(tmp_path, "\n".join(map(json.dumps, lines)))
    assert told(script) == [
        {"type": "{amount}", "into": "the Amount field"},
        {"tick": "the Paid by me checkbox"},
        {"select": "Travel", "of": "the Category drop-down"},
        {"press": "Ctrl+Shift+s"},
        {"double_click": "the first Save button"},
        {"dialog": "dismiss", "then": [{"visible": "Saved"}]},
        {"tab": 2},
        {"upload": "{file}", "to": "the Receipt button"},
        {"expect": "Expenses"},
    ]
    assert ["locale" in notes[0], "- heading" in notes[1]] == [True, True]


_WORKFLOW = {
    "name": "Pay", "description": "Pays a bill", "input_schema": [{"name": "user", "type": "string", "required": True}],
    "steps": [
        {"type": "navigation", "url": "http://127.0.0.1:1/"},
        {"type": "input", "target_text": "Username", "value": "{user}"},
        {"type": "input", "target_text": "Password", "value": "hunter2"},
        {"type": "input", "target_text": "Sum", "value": "12"},
        {"type": "select_change", "elementText": "Country", "selectedText": "Peru"},
        {"type": "checkbox", "target_text": "I agree", "checked": False},
        {"type": "key_press", "key": "Enter"},
        {"type": "scroll", "scrollX": 0, "scrollY": 300},
        {"type": "extract_page_content", "goal": "the total", "output": "total"},
        {"type": "agent", "task": "Book {total}", "max_steps": 5},
        {"type": "click", "cssSelector": "#go"},
        {"type": "done"},
    ],
}  # fmt: skip


@pytest.mark.parametrize("write", [json.dumps, yaml.safe_dump])
def test_a_workflow_of_workflow_use(write: Any, tmp_path: Path) -> None:
    script, written, notes = imported(tmp_path, write(_WORKFLOW))
    assert told(script) == [
        {"type": "{user}", "into": "the Username field"},
        {"type": "{password}", "into": "the Password field"},
        {"type": "{sum}", "into": "the Sum field"},
        {"select": "Peru", "of": "the Country drop-down"},
        {"tick": "the I agree checkbox", "on": False},
        {"press": "Enter"},
        {"scroll": 3},
        {"extract": "the total", "into": "total"},
        {"act": "Book {total}"},
    ]
    assert {name: one.default for name, one in script.parameters.items()} == {"user": None, "sum": "12"}
    assert "hunter2" not in written
    assert ["max_steps" in notes[0], "#go" in notes[1]] == [True, True]


def test_a_script_of_midscene(tmp_path: Path) -> None:
    text = """
web: {url: "http://127.0.0.1:1/", viewportWidth: 800, viewportHeight: 600, userAgent: x}
tasks:
  - name: pay
    flow:
      - aiTap: the Pay button
      - aiInput: "12"
        locate: the Sum field
      - aiInput: the Password field
        value: ${SITE_PASSWORD}
      - aiKeyboardPress: Enter
      - aiScroll: the list
        direction: down
        distance: 300
      - aiQuery: the total
        name: total
      - aiWaitFor: the bill is paid
        timeout: 3000
      - sleep: 500
      - javascript: document.title
      - aiTap: the Done button
        deepLocate: true
  - name: later
    continueOnError: true
    flow: [{ai: close everything}]
"""
    script, _, notes = imported(tmp_path, text)
    assert told(script) == [
        {"click": "the Pay button"},
        {"type": "{sum}", "into": "the Sum field"},
        {"type": "{SITE_PASSWORD}", "into": "the Password field"},
        {"press": "Enter"},
        {"scroll": 3, "over": "the list"},
        {"extract": "the total", "into": "total"},
        {"act": "Check that the bill is paid", "within_s": 3.0},
        {"click": "the Done button"},
        {"act": "close everything", "optional": True},
    ]
    assert script.secrets == ("SITE_PASSWORD",)
    expected = ["userAgent", "condition", "sleeps", "javascript", "deepLocate"]
    assert [word for word in expected if word in str(notes)] == expected


def test_a_history_of_browser_use(tmp_path: Path) -> None:
    def element(tag: str, name: str, **attributes: str) -> dict[str, Any]:
        return {"node_name": tag, "ax_name": name, "attributes": attributes, "x_path": "html/body"}

    def item(*done: tuple[dict[str, Any], dict[str, Any] | None], error: str | None = None) -> dict[str, Any]:
        state = {"url": "http://127.0.0.1:1/", "title": "t", "tabs": [], "interacted_element": [one for _, one in done]}
        results = [{"error": error} if error else {} for _ in done]
        return {"model_output": {"action": [action for action, _ in done]}, "result": results, "state": state}

    data = {
        "history": [
            {"model_output": None, "result": [], "state": {"url": "about:blank"}},
            item(({"navigate": {"url": "http://127.0.0.1:1/new", "new_tab": False}}, None)),
            item(
                ({"input": {"index": 1, "text": "5", "clear": True}}, element("INPUT", "Amount", type="text")),
                ({"input": {"index": 2, "text": "hunter2"}}, element("INPUT", "Key", type="password")),
                ({"input_text": {"index": 3, "text": "<secret>x_code</secret>"}}, element("INPUT", "Code")),
            ),
            item(({"select_dropdown": {"index": 4, "text": "Travel"}}, element("SELECT", "Category"))),
            item(({"click_element_by_index": {"index": 9}}, element("BUTTON", "Gone")), error="not there"),
            item(
                ({"click": {"index": 5}}, {"tag_name": "button", "xpath": "/b", "attributes": {"aria-label": "Save"}}),
                ({"send_keys": {"keys": "Control+o"}}, None),
                ({"send_keys": {"keys": "hello there"}}, None),
                ({"scroll": {"down": False, "pages": 0.5}}, None),
                ({"switch_tab": {"page_id": 1}}, None),
                ({"extract": {"query": "the total", "extract_links": True}}, None),
                ({"click": {"index": 6}}, {"node_name": "DIV", "attributes": {}, "x_path": "html/div[3]"}),
                ({"evaluate": {"code": "1 + 1"}}, None),
                ({"done": {"text": "It is saved", "success": True}}, None),
            ),
        ]
    }
    script, written, notes = imported(tmp_path, json.dumps(data))
    assert script.start.browser == "http://127.0.0.1:1/new"
    assert told(script) == [
        {"type": "{amount}", "into": "the Amount field"},
        {"type": "{key}", "into": "the Key field"},
        {"type": "{x_code}", "into": "the Code field"},
        {"select": "Travel", "of": "the Category drop-down"},
        {"click": "the Save button"},
        {"press": "Ctrl+o"},
        {"type": "hello there"},
        {"scroll": -4},
        {"tab": 2},
        {"extract": "the total", "into": "extracted"},
    ]
    assert script.secrets == ("key", "x_code") and "hunter2" not in written
    expected = ["not there", "extract_links", "html/div[3]", "1 + 1", "It is saved"]
    assert [word for word in expected if any(word in note for note in notes)] == expected


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"history": [{"model_output": {"action": [{"navigate": {}}]}, "result": [{}]}]}', "cut off or damaged"),
        ("", "no recording that is known"),
        ("hello", "no recording that is known"),
        ('{"title": "x", "steps": [{"type": "navigate"}]}', "cut off or damaged"),
        ('{"title": "x", "steps": [{"type": "navi', "no recording that is known"),
        ("eyehand: 1\nsteps: [{click: x}]\n", "no recording that is known"),
    ],
)
def test_what_is_no_recording_is_refused(text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "r").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=said):
        read(tmp_path / "r")


def test_the_command_writes_a_script_and_never_over_one(tmp_path: Path) -> None:
    (tmp_path / "r.json").write_text(_devtools({"type": "close"}, {"type": "hover", "selectors": ["aria/Menu"]}))
    line = [sys.executable, "-m", "eyehand.agent", "import", "r.json", "-o", "mine.yaml"]
    first = subprocess.run(line, cwd=tmp_path, capture_output=True, text=True, timeout=300)
    assert (first.returncode, first.stdout) == (0, "mine.yaml\n")
    assert "step 2 (close)" in first.stderr
    again = subprocess.run(line, cwd=tmp_path, capture_output=True, text=True, timeout=300)
    assert again.returncode == 2 and "mine.yaml" in again.stderr
