"""Somebody works in a real browser, and the run folder says what they did."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from eyehand.env.events import Instructed, Intent, Observed, Outcome, Receipt
from eyehand.tools.actions import (
    AnswerDialog,
    Back,
    Click,
    Drag,
    Move,
    Navigate,
    Press,
    Reload,
    Scroll,
    SwitchTab,
    Type,
    Upload,
)
from eyehand.tools.elements import Element
from eyehand.tools.frames import Frame

from .person import PATIENCE_S, Recorded, center, press_at, recorded

pytestmark = pytest.mark.alone
SECRET, CODE, SEALED = "sesame-open", "QX7ZJ9", "V3ryH1dden"


@pytest.fixture(scope="module")
def one(page_server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Recorded]:
    folder = tmp_path_factory.mktemp("recordings") / "task"
    with recorded(folder, f"{page_server}/task.html") as one:
        yield one


def done(one: Recorded, number: int) -> list[Intent]:
    """The newest intentions, so many, once they are written; the page is loaded anew for the next test."""
    one.count(one.known + number)
    found = one.intents[one.known :]
    one.known = len(one.intents)
    assert len(found) == number, found
    return found


def test_typing_is_the_new_value_and_passwords_are_names(one: Recorded) -> None:
    page = one.page
    press_at(page, "[name=name]")
    page.keyboard.press("Control+a")
    page.keyboard.type("Axa")
    page.keyboard.press("Backspace")
    page.keyboard.press("Backspace")
    page.keyboard.type("da")
    page.keyboard.press("Tab")
    page.keyboard.type("two\nlines")
    press_at(page, "[name=pw]")
    page.keyboard.type(SECRET)
    page.keyboard.press("Enter")
    press_at(page, "[name=otp]")
    page.keyboard.type(CODE)
    press_at(page, "#save")
    found = done(one, 7)
    assert [intent.action for intent in found[:6]] == [
        Type(text="Ada"),
        Press(keys=("Tab",)),
        Type(text="two\nlines"),
        Type(text="{pw}"),
        Press(keys=("Enter",)),
        Type(text="{otp}"),
    ]
    name, _, _, password, _, code, save = (intent.element for intent in found)
    assert name is not None and (name.role, name.name, name.value, name.kind) == ("textbox", "Name", "Bob", "text")
    assert name.box.contains(center(page, "[name=name]"))
    assert password is not None and password.secret and password.value is None
    assert code is not None and code.secret and code.kind == "one-time-code"
    assert save is not None and (save.role, save.name) == ("button", "Save")


def test_a_box_a_select_and_a_slider_are_one_intention_each(one: Recorded) -> None:
    page = one.page
    page.get_by_text("Remind me").click()
    press_at(page, "select")
    page.get_by_role("option", name="Travel").click()
    slider = center(page, "[type=range]")
    page.mouse.move(slider.x, slider.y)
    page.mouse.down()
    page.mouse.move(slider.x + 60, slider.y, steps=4)
    page.mouse.up()
    press_at(page, "#save")
    box, select, level, _ = done(one, 4)
    assert isinstance(box.action, Click)
    assert box.element is not None and (box.element.role, box.element.checked) == ("checkbox", False)
    assert box.element.box.contains(box.action.at)
    assert select.action == Type(text="Travel")
    assert select.element is not None and (select.element.kind, select.element.value) == ("select-one", "Meals")
    assert level.action == Type(text="8")
    assert level.element is not None and (level.element.kind, level.element.value) == ("range", "5")


def test_a_double_click_a_drag_and_scrolls(one: Recorded) -> None:
    page = one.page
    page.locator("#twice").dblclick()
    at = center(page, "#bin")
    page.locator("#box").drag_to(page.locator("#bin"))
    for _ in range(3):
        page.mouse.wheel(0, 100)
    page.wait_for_function("scrollY >= 300")
    page.mouse.wheel(0, -300)
    page.wait_for_function("scrollY == 0")
    press_at(page, "#save")
    twice, drag, down, up, _ = done(one, 5)
    assert isinstance(twice.action, Click) and twice.action.count == 2
    assert isinstance(drag.action, Drag) and drag.action.end == at
    assert isinstance(down.action, Scroll) and down.action.dy_notches == 3
    assert isinstance(up.action, Scroll) and up.action.dy_notches == -3


def test_a_hover_that_opened_what_was_clicked(one: Recorded) -> None:
    page = one.page
    page.locator("#save").hover()
    page.wait_for_timeout(500)
    page.locator("#menu").hover(position={"x": 20, "y": 10})
    page.wait_for_timeout(1000)
    item = center(page, "#menu button")
    page.mouse.move(item.x, item.y, steps=5)
    page.wait_for_timeout(300)
    page.mouse.click(item.x, item.y)
    hover, click = done(one, 2)
    assert isinstance(hover.action, Move) and hover.element is not None
    assert hover.element.box.contains(hover.action.at)
    assert click.element is not None and click.element.name == "Archive"
    before = Frame.open(one.folder / one.seen[click.step].frame.path)
    assert tuple(before.pixels[item.y - 12, item.x]) != (255, 255, 255), "the menu is open in the picture"


def test_frames_and_shadow_trees(one: Recorded) -> None:
    page = one.page
    page.frame_locator("[name=inner]").get_by_label("Ref").click()
    page.keyboard.type("R1")
    page.locator("#shady input").click()
    page.keyboard.type("S1")
    press_at(page, "#save")
    inner, shadow, _ = (intent.element for intent in done(one, 3))
    assert inner is not None and (inner.name, inner.frames) == ("Ref", ("inner",))
    assert shadow is not None and (shadow.name, shadow.frames) == ("Shadow", ())
    frame = page.locator("[name=inner]").bounding_box()
    assert frame is not None and frame["y"] < inner.box.center.y < frame["y"] + frame["height"]


def test_what_is_typed_where_nobody_can_look_is_a_secret(one: Recorded) -> None:
    page = one.page
    at = page.locator("#sealed").bounding_box()
    assert at is not None
    page.mouse.click(at["x"] + 20, at["y"] + 15)
    page.keyboard.type(f"x{SEALED}")
    page.keyboard.press("Control+a")
    page.keyboard.type(SEALED)
    press_at(page, "#save")
    click, typed, _ = done(one, 3)
    assert isinstance(click.action, Click) and typed.action == Type(text="{sealed}")
    assert typed.element is not None and typed.element.secret and typed.element.value is None


def test_files_dialogs_and_where_the_browser_was_sent(one: Recorded, page_server: str, tmp_path: Path) -> None:
    page = one.page
    path = tmp_path / "invoice.pdf"
    path.write_bytes(b"%PDF")
    cdp = one.context.new_cdp_session(page)
    root = cdp.send("DOM.getDocument")["root"]["nodeId"]
    node = cdp.send("DOM.querySelector", {"nodeId": root, "selector": "[type=file]"})["nodeId"]
    cdp.send("DOM.setFileInputFiles", {"files": [str(path)], "nodeId": node})
    page.once("dialog", lambda dialog: dialog.accept("Zed"))
    press_at(page, "#prompt")
    page.wait_for_function("document.title == 'prompt:Zed'")
    press_at(page, "#away")
    page.wait_for_url("**/points.html")
    page.wait_for_timeout(300)
    page.go_back()
    page.wait_for_timeout(300)
    page.reload()
    page.wait_for_timeout(300)
    page.goto(f"{page_server}/form.html")
    found = done(one, 7)
    assert [intent.action for intent in found if not isinstance(intent.action, Click)] == [
        Upload(paths=(path,)),
        AnswerDialog(accept=True, text="Zed"),
        Back(),
        Reload(),
        Navigate(url=f"{page_server}/form.html"),
    ]
    answered = one.seen[found[2].step]
    assert answered.dialog == "prompt: Who?"
    page.goto(f"{page_server}/task.html")
    done(one, 1)


def test_tabs(one: Recorded) -> None:
    page = one.page
    with one.context.expect_page() as opened:
        press_at(page, "#new")
    opened.value.wait_for_load_state()
    done(one, 1)
    page.wait_for_timeout(2000)  # a tab that comes into view at once came by itself
    page.bring_to_front()
    assert done(one, 1)[0].action == SwitchTab(index=0)
    opened.value.bring_to_front()
    assert done(one, 1)[0].action == SwitchTab(index=1)
    opened.value.close()
    assert done(one, 1)[0].action == SwitchTab(index=0)


def test_what_was_written_is_a_run_like_any_other(one: Recorded) -> None:
    trajectory = one.finish()
    assert trajectory.header.model == "a person"
    assert trajectory.outcome is not None
    assert (trajectory.outcome.outcome, trajectory.outcome.verified_by) == ("success", "none")
    assert trajectory.outcome.reason == "the person closed the browser"
    kinds = [type(event) for event in trajectory.events]
    steps = len(one.intents)
    assert kinds == [Instructed, *[Observed, Intent, Receipt] * steps, Observed, Outcome]
    assert [step.number for step in trajectory.steps()] == list(range(steps + 1))
    times = [event.time_s for event in trajectory.events]
    assert times == sorted(times)
    for step in trajectory.steps():
        frame = Frame.open(trajectory.folder / step.observed.frame.path)
        assert frame.width == 1000
        assert frame.height >= 700  # another tab has no bar that warns of a missing sandbox
        assert step.observed.frame.time_s <= step.observed.time_s
        element: Element | None = step.intent.element if step.intent else None
        if isinstance(step.intent, Intent) and isinstance(step.intent.action, Click) and element is not None:
            assert element.box.contains(step.intent.action.at)


def test_no_secret_is_anywhere_in_the_folder(one: Recorded) -> None:
    one.thread.join(PATIENCE_S)
    told = b"".join(path.read_bytes() for path in one.folder.rglob("*") if path.is_file())
    assert SECRET.encode() not in told
    assert CODE.encode() not in told
    assert SEALED.encode() not in told
    text = (one.folder / "trajectory.jsonl").read_text(encoding="utf-8")
    assert not any(part in text for part in ("sesam", "QX7", "same-op", "V3r", "dden"))
