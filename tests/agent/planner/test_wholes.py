"""Instructions that mean something only as a whole, and values that follow by a rule."""

from __future__ import annotations

import pytest

from eyehand.agent.planner.grammar.understanding import NotUnderstood, parse
from eyehand.agent.planner.plan import Fill, Menu, PlanStep, read_plan, write_plan
from eyehand.agent.planner.searches import (
    ClickIn,
    ClickResult,
    ClickValue,
    FillFrom,
    PickDay,
    ScrollIn,
    Suggest,
    Uncover,
    Unfold,
    WriteAt,
)
from eyehand.agent.planner.steps.rules import solved
from eyehand.agent.planner.steps.values import shows


@pytest.mark.parametrize(
    ("said", "first"),
    [
        ('Switch between the tabs to find and click on the link "Oslo".', Uncover("'Oslo'", "tab", True)),
        ('Expand the sections below, to find and click on the link "Oslo".', Uncover("'Oslo'", "section", True)),
        ("Expand the section below and click submit.", Unfold()),
        ("Find Ada in the contact book and click on their email.", Uncover("'Ada'", "page", False)),
        ('Type "ADA" in all lower case letters in the text input and press Submit.', Fill("text field", "ada")),
        ("Select 11/02/2016 as the date and hit submit.", PickDay("date", "2016-11-02")),
        ('Enter an item that starts with "An" and ends with "ra".', Suggest("text field", "An", "ra")),
        ("Scroll the textarea to the bottom of the text and hit Submit.", ScrollIn("the textarea", 100)),
        ("Enter the value that corresponds with each label into the form and submit when done.", FillFrom()),
        ('For the user @ada, click on the "Reply" button.', ClickIn("@ada", "Reply", 1)),
        ('Click the "Like" button on all posts by @ada and then click Submit.', ClickIn("@ada", "Like", 0)),
    ],
)
def test_what_begins_an_instruction_is_understood_as_a_whole(said: str, first: PlanStep) -> None:
    plan = parse(said)
    assert plan[0] == first
    assert read_plan(write_plan(plan)) == plan


def test_a_menu_with_a_path_is_none_that_unfolds() -> None:
    assert parse("Open the menu File > Export > PDF document.") == (Menu(("File", "Export", "PDF document")),)


def test_what_stands_behind_is_read_as_usual_and_may_be_a_whole_again() -> None:
    plan = parse('Use the textbox to enter "Rex" and press "Search", then find and click the 5th search result.')
    assert plan[0] == Fill("text field", "Rex") and plan[-1] == ClickResult(5) and len(plan) == 3
    assert parse("Find Ada in the phone book and click on her address.")[1] == ClickValue("address")
    with pytest.raises(NotUnderstood, match="make me happy"):
        parse("Expand the section below and make me happy")


@pytest.mark.parametrize(
    "said",
    [
        "Send Bob the email from Ada.",
        "Find Ada's email and forward it to Bob.",
        "Bob must be forwarded the email from Ada.",
        "Please find the mail by Ada. Forward it to Bob.",
        "Navigate to the message from Ada and send it to Bob.",
    ],
)
def test_mail_is_passed_on_however_it_is_said(said: str) -> None:
    opened, forward, to, _ = parse(said)
    assert "'Ada'" in str(opened) and "Forward" in str(forward)
    assert to == WriteAt("to", "Bob")


def test_mail_is_answered_deleted_and_marked() -> None:
    assert WriteAt("", "See you.") in parse('Find the email by Ada and reply to them with the text "See you.".')
    assert "the trash icon in the row of 'Ada'" in str(parse("There is an email that needs to be deleted by Ada."))
    assert "the star icon in the row of 'Ada'" in str(parse("Mark Ada's last email as important."))


@pytest.mark.parametrize(
    ("equation", "result"),
    [
        ("3 × 4 =", "12"),
        ("0 - 11 = ?", "-11"),
        ("x - 2 = 12", "14"),
        ("- 2 = 12", "14"),
        ("3 - x = 5", "-2"),
        ("2x = 9", "4.5"),
        ("x = x", None),
        ("7 / 0 =", None),
        ("nothing to solve", None),
    ],
)
def test_what_an_equation_leaves_open_is_worked_out(equation: str, result: str | None) -> None:
    assert solved(equation) == result


def test_a_time_is_shown_with_and_without_its_half_of_the_day() -> None:
    assert shows("06:15 AM", "6:15 AM") and shows("06:15", "6:15 AM")
    assert not shows("06:15 PM", "6:15 AM") and not shows("07:15 AM", "6:15 AM")
