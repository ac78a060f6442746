"""What the application remembers while it runs."""

from __future__ import annotations

import datetime as dt
import threading
from dataclasses import dataclass, field, replace
from decimal import Decimal

CATEGORIES = ("Travel", "Meals", "Office", "Software", "Other")
PAYMENTS = ("Card", "Cash")
POLICIES = ("Standard", "Flexible", "International")
_FIRST_NEW = 1009
_FIRST_REPORT = 2041


@dataclass(frozen=True, slots=True, kw_only=True)
class Expense:
    """One expense; ``amount`` is in dollars. The ledger gives the number."""

    description: str
    amount: Decimal
    category: str
    date: dt.date
    notes: str = ""
    paid_by_me: bool = False
    billable: bool = False
    payment: str = "Card"
    status: str = "Pending"
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One travel report; ``amount`` is in dollars. The ledger gives the number."""

    name: str
    email: str
    purpose: str
    trip_date: dt.date
    policy: str
    receipts_attached: bool
    amount: Decimal
    number: str = ""


@dataclass(frozen=True, slots=True)
class Upload:
    """A receipt that arrived; its size is in bytes."""

    name: str
    size: int


@dataclass(frozen=True, slots=True)
class SignIn:
    """What was typed into the sign-in page. No page shows the password again."""

    name: str
    password: str = field(repr=False)


def _seed() -> list[Expense]:
    """Eight expenses that a small firm might have, newest first."""
    rows = (
        ("Team lunch", "84.20", "Meals", dt.date(2026, 11, 12), "Pending"),
        ("Conference ticket", "249.00", "Other", dt.date(2026, 11, 9), "Pending"),
        ("Printer paper", "27.80", "Office", dt.date(2026, 11, 3), "Approved"),
        ("Client dinner", "136.75", "Meals", dt.date(2026, 10, 21), "Approved"),
        ("Hotel in Chicago", "462.00", "Travel", dt.date(2026, 10, 13), "Approved"),
        ("Flight to Chicago", "318.40", "Travel", dt.date(2026, 10, 12), "Reimbursed"),
        ("Design software", "54.99", "Software", dt.date(2026, 10, 7), "Reimbursed"),
        ("Office chairs", "389.00", "Office", dt.date(2026, 10, 2), "Reimbursed"),
    )
    return [
        Expense(
            description=description,
            amount=Decimal(amount),
            category=category,
            date=date,
            billable="Chicago" in description,
            status=status,
            number=f"EXP-{_FIRST_NEW - 1 - place}",
        )
        for place, (description, amount, category, date, status) in enumerate(rows)
    ]


class Ledger:
    """Expenses, reports and counters in memory, safe to use from any thread.

    ``submits``, ``reports`` and ``uploads`` count what arrived; ``reset`` brings the first expenses back and leaves
    the counters as they are.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._expenses = _seed()
        self._next_number = _FIRST_NEW
        self._filed: list[Report] = []
        self._uploads: list[Upload] = []
        self._sign_ins: list[SignIn] = []
        self._submits = 0
        self._reports = 0

    @property
    def submits(self) -> int:
        """How many finished new expenses were posted."""
        return self._submits

    @property
    def reports(self) -> int:
        """How many finished reports were posted."""
        return self._reports

    @property
    def uploads(self) -> int:
        """How many receipts were uploaded."""
        return len(self.receipts)

    @property
    def expenses(self) -> list[Expense]:
        """The expenses as they are now, newest first."""
        with self._lock:
            return list(self._expenses)

    @property
    def filed(self) -> list[Report]:
        """The reports as they are now, newest first."""
        with self._lock:
            return list(self._filed)

    @property
    def receipts(self) -> list[Upload]:
        """The receipts that were uploaded, oldest first."""
        with self._lock:
            return list(self._uploads)

    @property
    def sign_ins(self) -> list[SignIn]:
        """Who signed in, oldest first."""
        with self._lock:
            return list(self._sign_ins)

    def add(self, expense: Expense) -> Expense:
        """Count a submit, give the expense the next number and put it on top."""
        with self._lock:
            self._submits += 1
            added = replace(expense, number=f"EXP-{self._next_number}")
            self._next_number += 1  # a deleted expense's number is not given away again
            self._expenses.insert(0, added)
            return added

    def expense(self, number: str) -> Expense | None:
        """The expense with that number, or None."""
        return next((each for each in self.expenses if each.number == number), None)

    def change(self, number: str, expense: Expense) -> Expense | None:
        """Replace an expense in place, keeping its number and status; None when there is none."""
        with self._lock:
            for place, old in enumerate(self._expenses):
                if old.number == number:
                    self._expenses[place] = replace(expense, number=number, status=old.status)
                    return self._expenses[place]
        return None

    def delete(self, number: str) -> Expense | None:
        """Take an expense out and return it; None when there is none."""
        with self._lock:
            for place, old in enumerate(self._expenses):
                if old.number == number:
                    return self._expenses.pop(place)
        return None

    def file(self, report: Report) -> Report:
        """Count a report and give it the next number."""
        with self._lock:
            self._reports += 1
            filed = replace(report, number=f"RPT-{_FIRST_REPORT + len(self._filed)}")
            self._filed.insert(0, filed)
            return filed

    def receive(self, upload: Upload) -> None:
        """Remember that a receipt arrived."""
        with self._lock:
            self._uploads.append(upload)

    def sign_in(self, entry: SignIn) -> None:
        """Remember who signed in."""
        with self._lock:
            self._sign_ins.append(entry)

    def reset(self) -> None:
        """Bring the first expenses back and forget the reports."""
        with self._lock:
            self._expenses = _seed()
            self._next_number = _FIRST_NEW
            self._filed = []
