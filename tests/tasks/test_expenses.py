"""The Expenses application, used as a visitor uses it, in a real Chromium."""

from __future__ import annotations

import http.client
import json
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from eyehand.tasks.apps.expenses.server import ExpensesServer

TAXI = {"description": "Taxi", "amount": "42.5", "category": "Travel", "date": "2026-11-20", "payment": "Card"}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def app() -> Iterator[ExpensesServer]:
    with ExpensesServer(latency_s=0.2) as server:
        yield server


@pytest.fixture
def page(chromium: Browser, app: ExpensesServer) -> Iterator[Page]:
    with chromium.new_context(base_url=app.url, viewport={"width": 1280, "height": 800}, locale="en-US") as context:
        yield context.new_page()


def ask(app: ExpensesServer, method: str, path: str, body: bytes | str | None = None) -> http.client.HTTPResponse:
    """One request whose path is sent as it is; the reply's body stays readable."""
    connection = http.client.HTTPConnection("127.0.0.1", urlsplit(app.url).port or 0, timeout=5)
    connection.request(method, path, body)
    return connection.getresponse()


def read(app: ExpensesServer, method: str, path: str, body: bytes | str | None = None) -> tuple[int, str]:
    with ask(app, method, path, body) as reply:
        return reply.status, reply.read().decode()


def fill_taxi(page: Page) -> None:
    page.goto("/new")
    page.get_by_label("Description").fill("Taxi to the airport")
    page.get_by_label("Amount").fill("42.50")
    page.get_by_label("Category").select_option("Travel")
    page.get_by_label("Date").fill("2026-11-20")
    page.get_by_label("Paid by me").check()


def test_a_saved_expense_is_announced_and_on_top(page: Page, app: ExpensesServer) -> None:
    page.clock.install()
    fill_taxi(page)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("button", name="Saving…")).to_be_disabled()
    expect(page.get_by_text("Saved: Taxi to the airport")).to_be_visible()
    expect(page).to_have_url(app.url)
    first = page.locator("tbody tr").first
    expect(first).to_contain_text(
        re.compile("EXP-1009.*Nov 20, 2026.*Taxi to the airport.*Travel.*42.50.*Pending", re.S)
    )
    assert app.submits == 1
    saved = app.expenses[0]
    assert (saved.description, saved.amount, saved.category) == ("Taxi to the airport", Decimal("42.50"), "Travel")
    assert (saved.date, saved.payment, saved.number) == (date(2026, 11, 20), "Card", "EXP-1009")
    assert saved.paid_by_me and not saved.billable
    page.clock.fast_forward(3000)
    expect(page.get_by_text("Saved: Taxi to the airport")).to_be_visible()
    page.clock.fast_forward(2000)
    expect(page.get_by_text("Saved: Taxi to the airport")).to_be_hidden()


def test_an_impatient_double_click_saves_once(page: Page, app: ExpensesServer) -> None:
    fill_taxi(page)
    page.get_by_role("button", name="Save").dblclick()
    expect(page.get_by_text("Saved: Taxi to the airport")).to_be_visible()
    assert app.submits == 1


def test_a_new_expense_is_dated_today_and_paid_by_card(page: Page, app: ExpensesServer) -> None:
    page.goto("/new")
    today = page.evaluate("new Date().toLocaleDateString('sv')")
    expect(page.get_by_label("Date")).to_have_value(today)
    expect(page.get_by_label("Card")).to_be_checked()


def test_what_is_missing_is_said_beside_the_field(page: Page, app: ExpensesServer) -> None:
    page.goto("/new")
    page.get_by_label("Amount").fill("a lot")
    page.get_by_role("button", name="Save").click()
    for message in ("Description is required", "Amount must be a number", "Choose a category"):
        expect(page.get_by_text(message)).to_be_visible()
    expect(page.get_by_label("Description")).to_be_focused()
    page.get_by_label("Amount").fill("12.30")
    expect(page.get_by_text("Amount must be a number")).to_be_hidden()
    assert app.submits == 0


def test_a_report_over_three_pages_keeps_its_values(page: Page, app: ExpensesServer) -> None:
    page.goto("/report/new")
    go_on = page.get_by_role("button", name="Next")
    go_on.click()
    expect(page.get_by_text("Name is required")).to_be_visible()
    for label, value in {
        "Name": "Ada",
        "Email": "ada@example.com",
        "Purpose": "Fair",
        "Trip date": "2026-11-10",
    }.items():
        page.get_by_label(label, exact=True).fill(value)
    go_on.click()
    page.get_by_label("Travel policy").select_option("Flexible")
    page.get_by_label("Total amount").fill("310")
    page.get_by_label("Receipts attached").check()
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_label("Name", exact=True)).to_have_value("Ada")
    go_on.click()
    expect(page.get_by_label("Travel policy")).to_have_value("Flexible")
    expect(page.get_by_label("Receipts attached")).to_be_checked()
    page.reload()
    expect(page.get_by_label("Total amount")).to_have_value("310")
    go_on.click()
    for value in ("ada@example.com", "Nov 10, 2026", "Flexible", "$310.00"):
        expect(page.locator("#facts").get_by_text(value, exact=True)).to_be_visible()
    page.get_by_role("button", name="Submit report").click()
    expect(page.get_by_text("Please confirm that the details are correct")).to_be_visible()
    assert app.reports == 0
    page.get_by_label("I confirm these are correct").check()
    page.get_by_role("button", name="Submit report").click()
    expect(page.get_by_text("Report submitted")).to_be_visible()
    expect(page.get_by_text("Report number RPT-2041")).to_be_visible()
    assert app.reports == 1
    assert app.state.filed[0].amount == Decimal("310.00")


def test_deleting_asks_first(page: Page, app: ExpensesServer) -> None:
    page.goto("/")
    page.get_by_role("button", name="Delete Team lunch").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Delete “Team lunch”?")
    dialog.get_by_role("button", name="Cancel").click()
    expect(page.locator("tbody tr")).to_have_count(8)
    page.get_by_role("button", name="Delete Team lunch").click()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert len(app.expenses) == 8
    page.get_by_role("button", name="Delete Team lunch").click()
    dialog.get_by_role("button", name="Delete").click()
    expect(page.locator("tbody tr")).to_have_count(7)
    expect(page.locator("tbody").get_by_text("Team lunch")).to_have_count(0)
    assert "Team lunch" not in [expense.description for expense in app.expenses]


def test_editing_keeps_number_and_status(page: Page, app: ExpensesServer) -> None:
    page.goto("/")
    page.get_by_role("link", name="Edit Printer paper").click()
    expect(page.get_by_label("Amount")).to_have_value("27.80")
    page.get_by_label("Amount").fill("30")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved: Printer paper")).to_be_visible()
    changed = app.state.expense("EXP-1006")
    assert changed and (changed.amount, changed.status) == (Decimal("30.00"), "Approved")
    assert app.submits == 0


def test_search_and_filter_narrow_the_table(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Search expenses").fill("chicago")
    expect(page.locator("tbody tr")).to_have_count(2)
    expect(page.get_by_text("2 expenses, $780.40 in total")).to_be_visible()
    page.get_by_label("Category").select_option("Meals")
    expect(page.get_by_text("No expenses match your search.")).to_be_visible()


def test_the_user_menu_exports_the_table(page: Page, tmp_path: Path) -> None:
    page.goto("/")
    user = page.get_by_role("button", name="Ada L.")
    user.click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("menu")).to_be_hidden()
    user.click()
    with page.expect_download() as started:
        page.get_by_role("menuitem", name="Export CSV").click()
    assert started.value.suggested_filename == "expenses.csv"
    started.value.save_as(tmp_path / "expenses.csv")
    lines = (tmp_path / "expenses.csv").read_text().splitlines()
    assert lines[0] == "Number,Date,Description,Category,Amount,Status,Payment,Notes"
    assert lines[1].startswith("EXP-1008,2026-11-12,Team lunch,Meals,84.20,")
    assert len(lines) == 9


def test_signing_in_never_shows_the_password(page: Page, app: ExpensesServer) -> None:
    page.goto("/signin")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("Password is required")).to_be_visible()
    page.get_by_label("Name or email").fill("ada@example.com")
    page.get_by_label("Password").fill("c0rrect horse")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("Welcome, Ada")).to_be_visible()
    assert [entry.password for entry in app.state.sign_ins] == ["c0rrect horse"]
    assert "c0rrect" not in repr(app.state.sign_ins) + read(app, "GET", "/api/state")[1] + page.content() + page.url


def test_resetting_asks_in_a_browser_dialog(page: Page, app: ExpensesServer) -> None:
    app.state.delete("EXP-1008")
    page.goto("/settings")
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("button", name="Reset demo data").click()
    assert len(app.expenses) == 7
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Reset demo data").click()
    expect(page.get_by_text("Demo data was reset")).to_be_visible()
    assert len(app.expenses) == 8


def test_settings_take_a_receipt_and_a_theme(page: Page, app: ExpensesServer, tmp_path: Path) -> None:
    receipt = tmp_path / "taxi & bus é.pdf"
    receipt.write_bytes(b"%PDF-1.7\n")
    page.goto("/settings")
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_text("Choose a file first.")).to_be_visible()
    page.get_by_label("Receipt", exact=True).set_input_files(receipt)
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_text("Uploaded: taxi & bus é.pdf")).to_be_visible()
    assert app.state.uploads == 1
    assert (app.state.receipts[0].name, app.state.receipts[0].size) == ("taxi & bus é.pdf", 9)
    page.get_by_label("Weekly summary").check()
    page.get_by_label("Dark").check()
    page.reload()
    expect(page.get_by_label("Weekly summary")).to_be_checked()
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"


def test_typed_markup_stays_text(page: Page, app: ExpensesServer) -> None:
    read(
        app, "POST", "/api/expenses", json.dumps({**TAXI, "description": "<img src=x onerror=alert(1)> \ud800 ≤ 漢字"})
    )
    page.goto("/")
    expect(page.locator("tbody tr").first).to_contain_text("<img src=x onerror=alert(1)>")
    expect(page.locator("tbody img")).to_have_count(0)
    assert read(app, "GET", "/expenses.csv")[0] == 200


def test_pages_load_nothing_from_elsewhere_and_fit_800_pixels(page: Page, app: ExpensesServer) -> None:
    asked: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.set_viewport_size({"width": 800, "height": 600})
    for path in ("/", "/new", "/reports", "/report/new", "/signin", "/settings", "/nowhere"):
        reply = page.goto(path)
        assert reply and reply.status == (404 if path == "/nowhere" else 200)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 800
    assert [url for url in asked if not url.startswith(app.url)] == []
    assert errors == []


@pytest.mark.parametrize(
    "path",
    [
        "/static/../ledger.py",
        "/static/..%2fledger.py",
        "/static/%2e%2e/ledger.py",
        "/../../../../etc/passwd",
        "//etc/passwd",
        "/static//etc/passwd",
        "/static/layout.html",
        "/static/",
        "/static",
        "/server.py",
    ],
)
def test_only_known_files_are_served(app: ExpensesServer, path: str) -> None:
    status, text = read(app, "GET", path)
    assert status == 404
    assert "Page not found" in text and "root:" not in text


def test_files_have_their_types_and_are_not_stored(app: ExpensesServer) -> None:
    expected = {
        "/": "text/html",
        "/static/app.css": "text/css",
        "/static/app.js": "text/javascript",
        "/static/brand.svg": "image/svg+xml",
        "/api/state": "application/json",
        "/expenses.csv": "text/csv",
    }
    for path, content_type in expected.items():
        with ask(app, "GET", path) as reply:
            assert reply.status == 200
            assert reply.headers["Content-Type"] == f"{content_type}; charset=utf-8"
            assert reply.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("{", "The request body is not valid JSON"),
        (b"\xff\xfe", "The request body is not valid JSON"),
        ("[" * 100_000, "The request body is not valid JSON"),
        ("[]", "The request body must be a JSON object"),
        ("{}", "Description is required"),
        (json.dumps({**TAXI, "amount": 42.5}), "Amount must be a number"),
        (json.dumps({**TAXI, "amount": "-1"}), "Amount must be a number"),
        (json.dumps({**TAXI, "amount": "1e9"}), "Amount must be a number"),
        (json.dumps({**TAXI, "date": "yesterday"}), "Date is required"),
        (json.dumps({**TAXI, "category": "Yachts"}), "Choose a category"),
        (json.dumps({**TAXI, "description": "x" * 2001}), "Use at most 2000 characters"),
    ],
)
def test_an_unusable_expense_is_refused(app: ExpensesServer, body: str | bytes, message: str) -> None:
    status, text = read(app, "POST", "/api/expenses", body)
    assert (status, json.loads(text)["error"]) == (400, message)
    assert app.submits == 0


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/expenses/EXP-9", 404),
        ("DELETE", "/api/expenses/EXP-9", 404),
        ("POST", "/api/nothing", 404),
        ("POST", "/api/uploads", 400),
        ("POST", "/new", 405),
        ("GET", "/reports/RPT-9", 404),
        ("PATCH", "/", 501),
    ],
)
def test_other_requests_are_refused(app: ExpensesServer, method: str, path: str, status: int) -> None:
    assert read(app, method, path)[0] == status


def test_a_deleted_number_is_not_given_again(app: ExpensesServer) -> None:
    read(app, "POST", "/api/expenses", json.dumps(TAXI))
    read(app, "DELETE", "/api/expenses/EXP-1009")
    read(app, "POST", "/api/expenses", json.dumps(TAXI))
    assert app.expenses[0].number == "EXP-1010"


def test_every_submit_is_counted_when_many_arrive_at_once(app: ExpensesServer) -> None:
    with ThreadPoolExecutor(20) as visitors:
        replies = list(visitors.map(lambda _: read(app, "POST", "/api/expenses", json.dumps(TAXI)), range(40)))
    assert {status for status, _ in replies} == {201}
    assert app.submits == 40
    assert len({json.loads(text)["number"] for _, text in replies}) == 40


def test_a_submit_counts_when_it_arrives_though_the_answer_is_late() -> None:
    with ExpensesServer(latency_s=30) as app, ThreadPoolExecutor(1) as visitor:
        waiting = visitor.submit(read, app, "POST", "/api/expenses", json.dumps(TAXI))
        deadline = time.monotonic() + 5
        while app.submits == 0 and time.monotonic() < deadline:
            time.sleep(0.01)
        assert app.submits == 1 and not waiting.done()
        app.__exit__()
        assert waiting.result(timeout=5)[0] == 201  # closing hurries it, but does not cut it off


def test_closing_frees_the_port_though_a_visitor_lingers(capfd: pytest.CaptureFixture[str]) -> None:
    with ExpensesServer() as app:
        port = urlsplit(app.url).port or 0
        idle = socket.create_connection(("127.0.0.1", port))
        half_sent = socket.create_connection(("127.0.0.1", port))
        half_sent.sendall(b"POST /api/expenses HTTP/1.1\r\nContent-Length: 500\r\n\r\n{")
        assert read(app, "GET", "/api/state")[0] == 200
        started = time.monotonic()
    assert time.monotonic() - started < 2
    idle.close()
    half_sent.close()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=2)
    with ExpensesServer(port) as again:
        assert again.url == app.url and again.submits == app.submits == 0
    assert capfd.readouterr() == ("", "")


def test_a_body_that_is_too_large_is_refused(app: ExpensesServer) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", urlsplit(app.url).port or 0, timeout=5)
    for length, status in {"99999999": 413, "-1": 400, "many": 400}.items():
        connection.putrequest("POST", "/api/uploads?name=a")
        connection.putheader("Content-Length", length)
        connection.endheaders()
        with connection.getresponse() as reply:
            assert reply.status == status
        connection.close()


def test_a_person_can_start_it(app: ExpensesServer) -> None:
    command = [sys.executable, "-m", "eyehand.tasks.apps.expenses", "--port"]
    with subprocess.Popen([*command, "0"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as started:
        assert started.stdout and started.stderr
        said = started.stdout.readline()
        started.send_signal(signal.SIGINT)
        assert started.wait(5) == 0 and started.stderr.read() == ""
    assert re.fullmatch(r"Expenses is at http://127\.0\.0\.1:\d+/ \(Ctrl-C stops it\)\n", said)
    taken = str(urlsplit(app.url).port)
    refused = subprocess.run([*command, taken], capture_output=True, text=True, timeout=10)
    assert refused.returncode == 2
    assert "choose another one with --port" in refused.stderr and "Traceback" not in refused.stderr
