"""Instructions in words and the plans they become."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eyehand.agent.planner.grammar.understanding import NotUnderstood, parse
from eyehand.agent.planner.plan import (
    AnswerWith,
    Attach,
    Choose,
    ClickOn,
    Cursor,
    DragTo,
    Fill,
    GoBack,
    Hover,
    Keys,
    Open,
    Pause,
    Read,
    Refresh,
    ScrollBy,
    ScrollTo,
    See,
    Tick,
    read_cursor,
    read_plan,
    write_plan,
)


def click(target: str) -> ClickOn:
    return ClickOn(target, "left", 1)


TABLE = {
    "Type 'Taxi to the airport' into Description, 42.50 into Amount, choose Travel as category, tick 'Paid by me' "
    "and press Save": [
        Fill("Description", "Taxi to the airport"),
        Fill("Amount", "42.50"),
        Choose("Travel", "category"),
        Tick("Paid by me", True),
        click("Save"),
    ],
    "type Ada into Name, tick I agree and press Save": [Fill("Name", "Ada"), Tick("I agree", True), click("Save")],
    "Type Hello, world into Message and press Enter": [Fill("Message", "Hello, world"), Keys(("Enter",))],
    "Type “salt and pepper” into Item": [Fill("Item", "salt and pepper")],
    "Enter it's fine into Notes": [Fill("Notes", "it's fine")],
    "set Name to Ada, Email to ada@example.com": [Fill("Name", "Ada"), Fill("Email", "ada@example.com")],
    "Fill Name with Ada, Email with b@c.d and click Next": [Fill("Name", "Ada"), Fill("Email", "b@c.d"), click("Next")],
    "Fill in the Name field with Ada": [Fill("Name", "Ada")],
    "Name: Ada\nEmail: ada@x.y\npress Save": [Fill("Name", "Ada"), Fill("Email", "ada@x.y"), click("Save")],
    "1. Click 'New expense'\n2. Choose Meals from the Category drop-down\n3. Press the Save button": [
        click("'New expense'"),
        Choose("Meals", "Category"),
        click("the Save button"),
    ],
    "Please click the Sign in button.": [click("the Sign in button")],
    "type {password} into Password. Then click Sign in.": [Fill("Password", "{password}"), click("Sign in")],
    "clear the Search box": [Fill("Search", "")],
    "type hello": [Fill("", "hello")],
    "select 'Express delivery'": [Choose("Express delivery", "")],
    "untick Newsletter and turn on Dark mode": [Tick("Newsletter", False), Tick("Dark mode", True)],
    "uncheck the 'Send me news' checkbox": [Tick("Send me news", False)],
    "press Ctrl+S then go back": [Keys(("Control", "s")), GoBack()],
    "press the Tab key, press F5, hit Escape": [Keys(("Tab",)), Keys(("F5",)), Keys(("Escape",))],
    "press Shift+Tab": [Keys(("Shift", "Tab"))],
    "press 'Enter'": [click("'Enter'")],
    "double-click the first row": [ClickOn("the first row", "left", 2)],
    "right-click on 'Report.pdf'": [ClickOn("'Report.pdf'", "right", 1)],
    "hover over Help": [Hover("Help")],
    "drag 'Task A' to 'Done'": [DragTo("'Task A'", "'Done'")],
    "scroll down twice and click the second Delete": [ScrollBy(10), click("the second Delete")],
    "scroll to the bottom": [ScrollBy(100)],
    "scroll to 'Terms'": [ScrollTo("'Terms'")],
    "go to http://127.0.0.1:80/x?y=1 and click Save.": [Open("http://127.0.0.1:80/x?y=1"), click("Save")],
    "open the File menu": [click("the File menu")],
    "reload the page": [Refresh()],
    "wait 2.5 seconds": [Pause(2.5)],
    "wait for 'Exported' to appear": [See("Exported")],
    "check that 'Saved' appears": [See("Saved")],
    "click Delete and accept the dialog": [click("Delete"), AnswerWith(True, "")],
    "dismiss the confirmation": [AnswerWith(False, "")],
    "upload 'a b.pdf' to Receipt": [Attach("a b.pdf", "Receipt")],
    "What is the order number?": [Read("order number")],
    "read the total": [Read("total")],
}


@pytest.mark.parametrize("instruction", TABLE)
def test_instruction_becomes_these_steps(instruction: str) -> None:
    assert list(parse(instruction)) == TABLE[instruction]


@pytest.mark.parametrize(
    "instruction",
    ["Book me a flight to Rome", "don't click anything", "填写姓名", "Réserve une table", "Save it for later", "hello"],
)
def test_a_goal_that_is_no_explicit_step_is_refused(instruction: str) -> None:
    with pytest.raises(NotUnderstood):
        parse(instruction)


@given(st.text(max_size=300))
def test_any_text_is_parsed_or_refused(text: str) -> None:
    try:
        plan = parse(text)
    except NotUnderstood:
        return
    assert plan


def test_ten_thousand_characters_take_no_long_time() -> None:
    plan = parse(", ".join(f"type value {n} into Field {n}" for n in range(300)))
    assert len(plan) == 300
    with pytest.raises(NotUnderstood):
        parse("a, " * 3300)


words = st.text(min_size=0, max_size=40)
steps = st.one_of(
    st.builds(Fill, words, words),
    st.builds(Choose, words, words),
    st.builds(Tick, words, st.booleans()),
    st.builds(ClickOn, words, st.sampled_from(["left", "right"]), st.integers(1, 3)),
    st.builds(Keys, st.lists(words, min_size=1, max_size=3).map(tuple)),
    st.just(GoBack()),
    st.builds(AnswerWith, st.booleans(), words),
)


@given(st.lists(steps, max_size=6), st.integers(0, 99), st.integers(0, 9))
def test_a_plan_is_read_back_from_its_text(plan: list[object], step: int, times: int) -> None:
    cursor = Cursor(step, "seek-down", times)
    text = f"{write_plan(plan)}\n\n{cursor} click [3 something else] \n1. fill"  # type: ignore[arg-type]
    assert list(read_plan(text)) == plan
    assert read_cursor(text) == cursor
