"""What the pages of Trials remember, and what comes of what is asked of them; the pages may show something else."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

State = dict[str, Any]

_LETTERS = "ACDEFHKLMNPRTUVWXY34679"
"""Without signs that are taken for each other."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer; ``late_s`` seconds pass before it is sent, after it has taken effect."""

    status: HTTPStatus = HTTPStatus.OK
    late_s: float = 0.0


OK = Reply()
BROKEN = Reply(HTTPStatus.INTERNAL_SERVER_ERROR)
REFUSED = Reply(HTTPStatus.UNPROCESSABLE_ENTITY)
ROLLED_BACK = Reply(HTTPStatus.CONFLICT, late_s=1.2)
SLOW = Reply(late_s=5.0)


def beginning() -> dict[str, State]:
    """What each page remembers before anything is done. The codes are new each time: nobody can know them."""
    codes = [code() for _ in range(3)]
    return {
        "profile": {"name": "Robin Keller", "tries": 0},
        "address": {"street": "4 Mill Lane", "tries": 0},
        "newsletter": {"on": False, "tries": 0},
        "backup": {"on": False, "tries": 0},
        "report": {"did": []},
        "article": {"published": False, "did": []},
        "booking": {"booked": [], "subscribed": 0},
        "shop": {"Berlin": "open", "Paris": "open"},
        "cards": {"cards": ["Mastercard 5150", "Visa 4242", "Amex 1009"]},
        "people": {"people": [[1, "Alex Kim"], [2, "Dana Ortiz"], [3, "Alex Kim"]]},
        "invoice": {"signed_in": False, "invoices": []},
        "limits": {"limit": "500", "draft": None},
        "order": {"quantity": "20", "tries": 0},
        "deadline": {"date": "2026-11-30"},
        "checkout": {"orders": 0},
        "queue": {"open": ["T-31", "T-32", "T-33", "T-34"], "closed": []},
        "message": {"sent": [], "tries": 0},
        "code": {"codes": codes, "answers": [], "right": False},
    }


def code() -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(6))


def _profile(state: State, asked: State) -> Reply:
    state["tries"] += 1
    if state["tries"] == 1:
        return BROKEN
    state["name"] = asked["name"]
    return OK


def _broken(state: State, asked: State) -> Reply:
    state["tries"] += 1
    return BROKEN


def _newsletter(state: State, asked: State) -> Reply:
    state["tries"] += 1
    if state["tries"] == 1:
        return ROLLED_BACK
    state["on"] = asked["on"]
    return OK


def _backup(state: State, asked: State) -> Reply:
    state["tries"] += 1
    return ROLLED_BACK


def _noted(state: State, asked: State) -> Reply:
    state["did"].append(asked["what"])
    return OK


def _booking(state: State, asked: State) -> Reply:
    if asked["what"] == "subscribe":
        state["subscribed"] += 1
    else:
        state["booked"].append({"name": asked["name"], "room": asked["room"]})
    return OK


def _shop(state: State, asked: State) -> Reply:
    state[asked["city"]] = "closed"
    return OK


def _cards(state: State, asked: State) -> Reply:
    state["cards"].remove(asked["card"])
    return OK


def _people(state: State, asked: State) -> Reply:
    state["people"] = [person for person in state["people"] if person[0] != asked["number"]]
    return OK


def _invoice(state: State, asked: State) -> Reply:
    if asked["what"] == "sign in":
        state["signed_in"] = True
    elif not state["signed_in"]:
        return Reply(HTTPStatus.UNAUTHORIZED)
    else:
        state["invoices"].append({"customer": asked["customer"], "amount": asked["amount"]})
    return OK


def _limits(state: State, asked: State) -> Reply:
    if asked["what"] == "save":
        state["draft"] = asked["limit"]
    else:
        state["limit"], state["draft"] = state["draft"], None
    return OK


def _order(state: State, asked: State) -> Reply:
    state["tries"] += 1
    if not re.fullmatch(r"[1-9]\d?", asked["quantity"]):
        return REFUSED
    state["quantity"] = asked["quantity"]
    return OK


def _deadline(state: State, asked: State) -> Reply:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", asked["date"]):
        return REFUSED
    state["date"] = asked["date"]
    return OK


def _checkout(state: State, asked: State) -> Reply:
    state["orders"] += 1
    return SLOW


def _queue(state: State, asked: State) -> Reply:
    state["open"].remove(asked["ticket"])
    state["closed"].append(asked["ticket"])
    return OK


def _code(state: State, asked: State) -> Reply:
    """The first answer counts: it cannot be found by trying."""
    right = state["codes"][asked["which"]]
    state["answers"].append(asked["answer"])
    state["right"] = state["answers"] == [right]
    return OK


RULES: dict[str, Callable[[State, State], Reply]] = {
    "profile": _profile,
    "address": _broken,
    "newsletter": _newsletter,
    "backup": _backup,
    "report": _noted,
    "article": _noted,
    "booking": _booking,
    "shop": _shop,
    "cards": _cards,
    "people": _people,
    "invoice": _invoice,
    "limits": _limits,
    "order": _order,
    "deadline": _deadline,
    "checkout": _checkout,
    "queue": _queue,
    "message": _broken,
    "code": _code,
}
"""What a page asks for, by its name: changes what is remembered. Raises LookupError or ValueError for nonsense."""
