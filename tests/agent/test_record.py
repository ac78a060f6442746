"""``eyehand record`` as a person uses it: a window, a task done in it, and what the other commands make of that."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from eyehand.env.keeper import Lease
from eyehand.tasks.apps.expenses.server import ExpensesServer

from .conftest import Said, command

Run = Callable[..., Said]
PATIENCE_S = 120.0


@pytest.fixture
def screen() -> Iterator[str]:
    """The name of an X display that nobody looks at."""
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1280x1000x24", "-nolisten", "tcp", "-noreset"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as server:
        assert server.stdout is not None
        yield ":" + server.stdout.readline().decode().strip()
        server.terminate()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("a/b", "--browser", "about:blank"), 2, "without slashes"),
        (("..", "--browser", "about:blank"), 2, "without slashes"),
        (("there", "--browser", "about:blank"), 2, "is there already"),
        (("new", "--browser", "gopher://x"), 2, "gopher"),
        (("new", "--browser", "about:blank", "--storage-state", "none.json"), 2, "none.json"),
        (("new", "--browser", "about:blank", "--cdp", "nine"), 2, "--cdp nine"),
        (("new", "--browser", "about:blank", "--display", ":7"), 2, "--display goes with --desktop"),
        (("new", "--desktop", "--cdp", "http://127.0.0.1:9"), 2, "--cdp goes with --browser"),
        (("new",), 2, "--browser"),
        (("new", "--browser", "about:blank"), 3, "no screen to show the browser on"),
        (("new", "--desktop"), 3, "no display"),
    ],
)
def test_what_cannot_be_recorded_is_one_sentence(
    eyehand: Run, tmp_path: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    (tmp_path / "recordings" / "there").mkdir(parents=True)
    (tmp_path / "recordings" / "there" / "trajectory.jsonl").touch()
    done = eyehand("record", *words, DISPLAY="", WAYLAND_DISPLAY="")
    assert (done.code, done.out) == (code, "")
    assert said in done.err and "Traceback" not in done.err
    assert [path.name for path in (tmp_path / "recordings").iterdir()] == ["there"], "nothing began"


def test_an_address_at_which_nobody_answers(eyehand: Run, screen: str, nobody: str, tmp_path: Path) -> None:
    done = eyehand("record", "new", "--browser", nobody, DISPLAY=screen, WAYLAND_DISPLAY="")
    assert done.code == 3
    assert "cannot be opened" in done.err and "Traceback" not in done.err
    assert list((tmp_path / "recordings").iterdir()) == []


def do_it(page: Page) -> None:
    """What the person does: a new expense."""
    page.get_by_label("Description").click()
    page.keyboard.type("Taxi to the airport")
    page.get_by_label("Amount").click()
    page.keyboard.type("42.50")
    page.get_by_label("Category").focus()
    page.keyboard.type("Travel")
    page.get_by_label("Paid by me").click()
    page.get_by_role("button", name="Save").click()
    page.get_by_text("EXP-1009").first.wait_for()


def recorded(cwd: Path, screen: str, folder: Path, *words: str) -> Said:
    """``eyehand record`` with a person who comes when they are told to begin, does it and closes the window."""
    told = cwd / "stderr.txt"
    with told.open("w", encoding="utf-8") as errors:
        process = subprocess.Popen(
            command("record", *words),
            cwd=cwd,
            env={**os.environ, "DISPLAY": screen, "WAYLAND_DISPLAY": "", "EYEHAND_MODEL": ""},
            stderr=errors,
        )
    try:
        deadline_s = time.monotonic() + PATIENCE_S
        while "do it now" not in told.read_text(encoding="utf-8"):
            assert process.poll() is None and time.monotonic() < deadline_s, told.read_text(encoding="utf-8")
            time.sleep(0.05)
        lease = Lease.read(folder)
        assert lease is not None
        with sync_playwright() as driver:
            context = driver.chromium.connect_over_cdp(lease.address, no_defaults=True).contexts[0]
            page = next(page for page in context.pages if page.url.endswith("/new"))
            do_it(page)
            page.close()  # the window goes with its last tab, or the recording with the tab that was recorded
            process.wait(PATIENCE_S)
    finally:
        process.kill()
    return Said(process.returncode, "", told.read_text(encoding="utf-8"))


@pytest.mark.long
def test_a_task_is_recorded_shown_found_and_made_a_script(
    eyehand: Run, app: ExpensesServer, screen: str, tmp_path: Path
) -> None:
    folder = tmp_path / "recordings" / "my taxi"
    done = recorded(tmp_path, screen, folder, "my taxi", "--browser", f"{app.url}new", "--viewport", "1000x700")
    assert done.code == 0, done.err
    assert "eyehand compile 'my taxi'" in done.err

    shown = eyehand("show", folder)
    assert shown.code == 0 and "the person closed the browser" in shown.out
    assert "Taxi to the airport" in shown.out
    found = eyehand("recall", "recordings", "Description", "--json")
    assert found.code == 0, found.err
    assert "my taxi" in found.out

    made = eyehand("compile", "my taxi", "-o", "taxi.yaml")
    assert made.code == 0, made.err
    checked = eyehand("check", "taxi.yaml", "--json")
    assert (checked.code, json.loads(checked.out)["mistakes"]) == (0, [])
    script = (tmp_path / "taxi.yaml").read_text(encoding="utf-8")
    for told in ("Taxi to the airport", "42.50", "Description", "Amount", "Paid by me"):
        assert told in script
    again = eyehand("replay", "taxi.yaml", "--set", "amount=99.90", "--model", "none")
    assert again.code == 0, again.err
    assert [str(one.amount) for one in app.expenses[:2]] == ["99.90", "42.50"]
