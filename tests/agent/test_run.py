"""``eyehand run`` and the Python face on the demo application, judged by the application's own books."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from eyehand.agent import browser
from eyehand.env.trajectory import Trajectory
from eyehand.tasks.apps.expenses.server import ExpensesServer
from eyehand.tasks.apps.trials.server import TrialsServer
from eyehand.tools.errors import ActionError, EnvError
from eyehand.tools.video.webm import read_webm

from .conftest import HEADLINE, Said

Run = Callable[..., Said]


def test_the_headline_command(eyehand: Run, app: ExpensesServer, tmp_path: Path) -> None:
    said = eyehand("run", HEADLINE, "--browser", f"{app.url}new", "--json", "--out", "r")
    assert said.code == 0, said.err
    assert list(said.result) == [
        *("outcome", "reason", "verified_by", "answer", "run", "steps", "seconds", "tokens", "model")
    ]
    assert (said.result["outcome"], said.result["verified_by"]) == ("success", "implied")
    assert (said.result["run"], said.result["model"]) == ("r", "embedded")
    assert said.result["tokens"] == {"prompt": 0, "cached": 0, "completion": 0}
    booked = app.expenses[0]
    assert app.submits == 1
    assert (booked.description, booked.amount, booked.category) == ("Taxi to the airport", Decimal("42.50"), "Travel")
    assert booked.paid_by_me and not booked.billable
    folder = tmp_path / "r"
    assert len(Trajectory.read(folder).steps()) == said.result["steps"]
    assert 10_000 < (folder / "report.html").stat().st_size < 5_000_000
    times = [time_ms for time_ms, _ in read_webm(folder / "video.webm")]
    assert times == sorted(times) and times[-1] >= 1000 * said.result["seconds"]
    shown = eyehand("show", "r")
    assert shown.code == 0 and "success" in shown.out and "Taxi to the airport" in shown.out


@pytest.mark.long
def test_the_wizard_over_three_pages(eyehand: Run, app: ExpensesServer) -> None:
    said = eyehand(
        "run",
        "Type Ada Lovelace into Name, ada@example.com into Email, 'Customer visit in Turin' into Purpose, "
        "2026-12-01 into Trip date and press Next. Choose Flexible as travel policy, type 310.00 into Total amount, "
        "tick 'Receipts attached' and press Next. Tick 'I confirm these are correct', press Submit report and read "
        "the report number",
        *("--browser", f"{app.url}report/new", "--json", "--expect", "Report submitted"),
    )
    assert said.code == 0, said.err
    assert (said.result["verified_by"], said.result["answer"]) == ("check", "RPT-2041")
    assert app.reports == 1


def test_a_secret_reaches_the_page_and_nothing_else(eyehand: Run, app: ExpensesServer, tmp_path: Path) -> None:
    secret = "Tr0ub4dor&3 übergeheim"
    said = eyehand(
        "run",
        "Type ada@example.com into 'Name or email', {password} into Password and press Sign in",
        *("--browser", f"{app.url}signin", "--json", "--out", "r", "--secret", "password=@MY_PASSWORD"),
        MY_PASSWORD=secret,
    )
    assert said.result["outcome"] == "success", said.err
    assert app.state.sign_ins[0].password == secret
    assert secret not in said.out + said.err
    files = [path for path in (tmp_path / "r").rglob("*") if path.is_file()]
    assert len(files) > 5
    hidden = [secret.encode(), secret.split()[0].encode(), secret.encode("utf-16-le")]
    assert [path for path in files for value in hidden if value in path.read_bytes()] == []
    assert "{password}" in (tmp_path / "r" / "trajectory.jsonl").read_text()


def test_a_banner_after_an_error_of_the_server_is_no_success(eyehand: Run) -> None:
    with TrialsServer() as app:
        words = "Type 'Robin Vance' into Display name and press Save"
        said = eyehand("run", words, "--browser", f"{app.url}profile", "--json")
        assert app.state["profile"]["name"] == "Robin Keller"
    assert (said.code, said.result["outcome"]) == (1, "unverified")
    assert "the server answered 500 to /api/profile" in said.result["reason"]


def test_small_grey_words_that_say_not_saved_are_no_success(eyehand: Run) -> None:
    with TrialsServer() as app:
        said = eyehand("run", "Type 250 into Quantity and press Save", "--browser", f"{app.url}order", "--json")
    assert (said.code, said.result["outcome"]) == (1, "unverified")
    assert "Not saved" in said.result["reason"]


def test_unverified_can_be_accepted(eyehand: Run, app: ExpensesServer) -> None:
    """Without the flag it is exit code 1: see test_locate_finds."""
    said = eyehand("run", "wait 0 seconds", "--browser", app.url, "--json", "--accept-unverified")
    assert (said.code, said.result["outcome"], said.result["verified_by"]) == (0, "unverified", "none")


@pytest.mark.parametrize("goal", ["Book me a flight to Rome", "帮我订一张去罗马的机票" + "x " * 4900])
def test_a_goal_without_steps_fails_with_one_sentence(eyehand: Run, goal: str) -> None:
    said = eyehand("run", goal, "--browser", "about:blank", "--json")
    assert (said.code, said.result["outcome"]) == (1, "failure")
    assert "--model" in said.result["reason"] and "\n" not in said.result["reason"]


def test_absent_and_equal_targets_are_never_guessed(eyehand: Run, app: ExpensesServer) -> None:
    absent = eyehand("run", "press the Frobnicate button", "--browser", f"{app.url}new", "--json")
    assert (absent.code, absent.result["outcome"]) == (1, "failure")
    assert "Frobnicate" in absent.result["reason"]
    equal = eyehand("run", "press Delete", "--browser", app.url, "--json")
    assert (equal.code, equal.result["outcome"]) == (1, "failure")
    assert "say which" in equal.result["reason"]
    assert app.submits == 0 and len(app.expenses) == 8


@pytest.mark.long
def test_off_screen_targets_are_scrolled_to(eyehand: Run, app: ExpensesServer) -> None:
    said = eyehand("run", HEADLINE, "--browser", f"{app.url}new", "--json", "--viewport", "900x420")
    assert said.result["outcome"] == "success", said.err
    assert app.submits == 1


@pytest.mark.long
def test_device_scale_two(eyehand: Run, app: ExpensesServer) -> None:
    said = eyehand("run", HEADLINE, "--browser", f"{app.url}new", "--json", "--scale", "2")
    assert said.result["outcome"] == "success", said.err
    assert app.expenses[0].category == "Travel" and app.expenses[0].paid_by_me


@pytest.mark.long
def test_python_drives_a_screen_in_words(app: ExpensesServer, tmp_path: Path) -> None:
    with browser(f"{app.url}signin", out=tmp_path / "r", secrets={"password": "hush hush"}) as screen:
        screen.type("ada@example.com", into="Name or email")
        screen.type("{password}", into="Password")
        screen.click("the Sign in button")
        screen.expect("Welcome, Ada")
        screen.goto(f"{app.url}new")
        screen.type("Tea", into="Description")
        screen.type("3.20", into="Amount")
        screen.select("Meals", of="Category")
        screen.tick("Billable to client")
        outcome = screen.act("press Save", expect=["Saved: Tea"])
        assert (outcome.outcome, outcome.verified_by) == ("success", "check")
        assert screen.locate("the New expense button").status == "found"
        with pytest.raises(ActionError, match="Nope"):
            screen.click("the Nope button")
    assert app.state.sign_ins[0].password == "hush hush"
    assert (app.expenses[0].description, app.expenses[0].category, app.submits) == ("Tea", "Meals", 1)
    assert (tmp_path / "r" / "report.html").exists()
    assert "hush hush" not in (tmp_path / "r" / "trajectory.jsonl").read_text()


@pytest.mark.long
def test_python_reads_values(app: ExpensesServer, tmp_path: Path) -> None:
    with browser(f"{app.url}report/new", out=tmp_path / "r") as screen:
        screen.act(
            "type Ada into Name, a@b.org into Email, Turin into Purpose, 2026-12-01 into Trip date and press Next"
        )
        screen.act("choose Standard as travel policy, type 12.00 into Total amount and press Next")
        screen.act("tick 'I confirm these are correct' and press Submit report", expect=["Report submitted"])
        assert screen.read("the report number") == "RPT-2041"


@pytest.mark.long
def test_python_fills_a_field_that_only_its_placeholder_names(app: ExpensesServer, tmp_path: Path) -> None:
    with browser(app.url, out=tmp_path / "r") as screen:
        assert screen.read("Amount") == "$84.20"
        screen.type("Chicago", into="Search expenses")
        screen.expect("Flight to Chicago")
        screen.click("the Delete link in the row of Hotel in Chicago")
        screen.click("the Delete button")
        screen.expect("Deleted: Hotel in Chicago")
        assert screen.ask("What is the amount?") is not None
    assert [expense.description for expense in app.expenses if "Chicago" in expense.description] == [
        "Flight to Chicago"
    ]


def test_python_says_when_there_is_no_page(nobody: str, tmp_path: Path) -> None:
    with pytest.raises(EnvError, match="127"), browser(nobody, out=tmp_path / "r"):
        pass
