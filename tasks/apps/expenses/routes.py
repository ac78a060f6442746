"""What is answered to each request."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from http import HTTPStatus
from urllib.parse import parse_qs

from .forms import FormRefused, read_expense, read_report, read_sign_in
from .ledger import Expense, Ledger, Report, Upload
from .pages import File, assets, page

_PAGES: dict[tuple[str, ...], tuple[str, str]] = {
    (): ("expenses", "Expenses"),
    ("new",): ("expense", "New expense"),
    ("reports",): ("reports", "Reports"),
    ("report", "new"): ("report", "New report"),
    ("signin",): ("signin", "Sign in"),
    ("settings",): ("settings", "Settings"),
}


@dataclass(frozen=True, slots=True)
class Request:
    """A request without its headers; ``path`` holds no query."""

    method: str
    path: str
    query: str = ""
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back. A ``late`` reply is held back for the server's latency."""

    file: File
    status: HTTPStatus = HTTPStatus.OK
    late: bool = False
    headers: dict[str, str] = field(default_factory=dict[str, str])


def json_reply(value: object, status: HTTPStatus = HTTPStatus.OK, *, late: bool = False) -> Reply:
    """A value as JSON; amounts and dates are strings."""
    body = json.dumps(value, default=str).encode()
    return Reply(File("application/json; charset=utf-8", body), status, late)


def refusal(status: HTTPStatus, message: str, fields: dict[str, str] | None = None) -> Reply:
    """A request that cannot be met, with the reason."""
    return json_reply({"error": message, "fields": fields or {}}, status)


def answer(request: Request, ledger: Ledger) -> Reply:
    """The reply to a request, after it changed the ledger."""
    match tuple(part for part in request.path.split("/") if part):
        case ("api", *rest):
            try:
                return _api(request, tuple(rest), ledger)
            except FormRefused as refused:
                return refusal(HTTPStatus.BAD_REQUEST, str(refused), refused.fields)
        case path if request.method == "GET":
            return _document(path, ledger)
        case _:
            return refusal(HTTPStatus.METHOD_NOT_ALLOWED, "Pages can only be read")


def _document(path: tuple[str, ...], ledger: Ledger) -> Reply:
    match path:
        case ("static", name) if name in assets():
            return Reply(assets()[name])
        case ("expenses.csv",):
            headers = {"Content-Disposition": 'attachment; filename="expenses.csv"'}
            return Reply(File("text/csv; charset=utf-8", _csv(ledger.expenses)), headers=headers)
        case ("expenses", number, "edit") if ledger.expense(number):
            return Reply(page("expense", "Edit expense"))
        case ("reports", number) if _report(ledger, number):
            return Reply(page("filed", "Report submitted"))
        case _ if path in _PAGES:
            return Reply(page(*_PAGES[path]))
        case _:
            return Reply(page("missing", "Page not found"), HTTPStatus.NOT_FOUND)


def _api(request: Request, path: tuple[str, ...], ledger: Ledger) -> Reply:
    match request.method, path:
        case "GET", ("state",):
            return json_reply(_state(ledger))
        case "GET", ("expenses",):
            return json_reply(_plain(ledger.expenses))
        case "POST", ("expenses",):
            return json_reply(asdict(ledger.add(read_expense(request.body))), HTTPStatus.CREATED, late=True)
        case (("GET" | "PUT" | "DELETE"), ("expenses", number)):
            return _one_expense(request, number, ledger)
        case "GET", ("reports",):
            return json_reply(_plain(ledger.filed))
        case "GET", ("reports", number):
            return _found(_report(ledger, number), f"There is no report {number}")
        case "POST", ("reports",):
            return json_reply(asdict(ledger.file(read_report(request.body))), HTTPStatus.CREATED, late=True)
        case "POST", (action,) if action in _ACTIONS:
            return _ACTIONS[action](request, ledger)
        case _:
            return refusal(HTTPStatus.NOT_FOUND, f"There is nothing at {request.method} {request.path}")


def _one_expense(request: Request, number: str, ledger: Ledger) -> Reply:
    missing = f"There is no expense {number}"
    match request.method:
        case "PUT":
            return _found(ledger.change(number, read_expense(request.body)), missing)
        case "DELETE":
            return _found(ledger.delete(number), missing)
        case _:
            return _found(ledger.expense(number), missing)


def _sign_in(request: Request, ledger: Ledger) -> Reply:
    entry = read_sign_in(request.body)
    ledger.sign_in(entry)
    first_name = entry.name.partition("@")[0].replace(".", " ").split(" ")[0]
    return json_reply({"welcome": first_name[:1].upper() + first_name[1:]})


def _receive(request: Request, ledger: Ledger) -> Reply:
    name = parse_qs(request.query).get("name", [""])[0]
    if not name:
        raise FormRefused("Choose a file first", {"receipt": "Choose a file first"})
    ledger.receive(Upload(name, len(request.body)))
    return json_reply({"name": name, "size": len(request.body)}, HTTPStatus.CREATED)


def _reset(request: Request, ledger: Ledger) -> Reply:
    ledger.reset()
    return json_reply({})


_ACTIONS: dict[str, Callable[[Request, Ledger], Reply]] = {"signin": _sign_in, "uploads": _receive, "reset": _reset}


def _found(item: Expense | Report | None, missing: str) -> Reply:
    return json_reply(asdict(item)) if item else refusal(HTTPStatus.NOT_FOUND, missing)


def _report(ledger: Ledger, number: str) -> Report | None:
    return next((each for each in ledger.filed if each.number == number), None)


def _plain(items: list[Expense] | list[Report]) -> list[dict[str, object]]:
    return [asdict(item) for item in items]


def _state(ledger: Ledger) -> dict[str, object]:
    return {
        "submits": ledger.submits,
        "reports": ledger.reports,
        "uploads": ledger.uploads,
        "sign_ins": len(ledger.sign_ins),
        "expenses": _plain(ledger.expenses),
        "filed": _plain(ledger.filed),
    }


def _csv(expenses: list[Expense]) -> bytes:
    columns = ("number", "date", "description", "category", "amount", "status", "payment", "notes")
    text = io.StringIO(newline="")
    rows = csv.writer(text)
    rows.writerow(column.capitalize() for column in columns)
    rows.writerows([getattr(expense, column) for column in columns] for expense in expenses)
    return text.getvalue().encode(errors="replace")
