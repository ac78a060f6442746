"""From the JSON of a posted form to a value of the ledger."""

from __future__ import annotations

import datetime as dt
import json
import re
from decimal import Decimal
from typing import cast

from .ledger import CATEGORIES, PAYMENTS, POLICIES, Expense, Report, SignIn

_AMOUNT = re.compile(r"[0-9]{1,9}(\.[0-9]{1,2})?")
_LONGEST = 2000


class FormRefused(ValueError):
    """What was posted cannot be used; ``fields`` says why, by the name of the field."""

    def __init__(self, message: str, fields: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.fields = fields or {}


class _Fields:
    """Reads one field after the other and collects what is wrong, so that a visitor hears it all at once."""

    def __init__(self, body: bytes) -> None:
        try:
            payload: object = json.loads(body)
        except (ValueError, RecursionError):
            raise FormRefused("The request body is not valid JSON") from None
        if not isinstance(payload, dict):
            raise FormRefused("The request body must be a JSON object")
        self._values = cast(dict[str, object], payload)
        self._wrong: dict[str, str] = {}

    def text(self, name: str, missing: str | None = None) -> str:
        value = self._values.get(name)
        text = value.strip() if isinstance(value, str) else ""
        if len(text) > _LONGEST:
            self._wrong[name] = f"Use at most {_LONGEST} characters"
        elif missing and not text:
            self._wrong[name] = missing
        return text

    def amount(self, name: str) -> Decimal:
        text = self.text(name)
        if _AMOUNT.fullmatch(text):
            return Decimal(text).quantize(Decimal("0.01"))
        self._wrong[name] = "Amount must be a number"
        return Decimal(0)

    def date(self, name: str, missing: str) -> dt.date:
        try:
            return dt.date.fromisoformat(self.text(name))
        except ValueError:
            self._wrong[name] = missing
            return dt.date.min

    def choice(self, name: str, allowed: tuple[str, ...], missing: str) -> str:
        value = self.text(name)
        if value not in allowed:
            self._wrong[name] = missing
        return value

    def ticked(self, name: str) -> bool:
        return self._values.get(name) is True

    def refuse(self, name: str, message: str) -> None:
        self._wrong[name] = message

    def check(self) -> None:
        if self._wrong:
            raise FormRefused(next(iter(self._wrong.values())), self._wrong)


def read_expense(body: bytes) -> Expense:
    """An expense without a number. Raises FormRefused."""
    fields = _Fields(body)
    expense = Expense(
        description=fields.text("description", "Description is required"),
        amount=fields.amount("amount"),
        category=fields.choice("category", CATEGORIES, "Choose a category"),
        date=fields.date("date", "Date is required"),
        notes=fields.text("notes"),
        paid_by_me=fields.ticked("paid_by_me"),
        billable=fields.ticked("billable"),
        payment=fields.choice("payment", PAYMENTS, "Choose a payment method"),
    )
    fields.check()
    return expense


def read_report(body: bytes) -> Report:
    """A report without a number. Raises FormRefused."""
    fields = _Fields(body)
    report = Report(
        name=fields.text("name", "Name is required"),
        email=fields.text("email", "Email is required"),
        purpose=fields.text("purpose", "Purpose is required"),
        trip_date=fields.date("trip_date", "Trip date is required"),
        policy=fields.choice("policy", POLICIES, "Choose a policy"),
        receipts_attached=fields.ticked("receipts_attached"),
        amount=fields.amount("amount"),
    )
    if not fields.ticked("confirmed"):
        fields.refuse("confirmed", "Please confirm that the details are correct")
    fields.check()
    return report


def read_sign_in(body: bytes) -> SignIn:
    """A name with a password; anything that is not empty will do. Raises FormRefused."""
    fields = _Fields(body)
    entry = SignIn(fields.text("name", "Name or email is required"), fields.text("password", "Password is required"))
    fields.check()
    return entry
