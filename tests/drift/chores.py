"""The chores of the drift suite: what a person does in each application."""

from __future__ import annotations

from .applications import DjangoAdmin, Expenses, Roundup, Row, Truth
from .chore import Chore, Parameters
from .person import Person
from .sites.what_is_there import PASSWORD, PEOPLE, TARGET_ISSUE, TARGET_USER

EXPENSES, DJANGO, ROUNDUP = Expenses(), DjangoAdmin(), Roundup()


def _changed(truth: Truth, key: str, **fields: str) -> Truth:
    row: Row = {**truth[key], **fields}
    return {**truth, key: row}


def _named(truth: Truth, kind: str, name: str, value: str) -> list[str]:
    """The keys of the rows of a kind that show the value, whatever cannot be seen of it."""
    return [
        key
        for key, row in truth.items()
        if key.startswith(f"{kind} ") and row[name].replace("\u200b", "").strip() == value
    ]


# --- Expenses


def _enter(person: Person, given: Parameters) -> None:
    person.write("#name", given["name"])
    person.write("#password", given["password"])
    person.click("#signin button")
    person.click("#welcome a")


def _correct(person: Person, given: Parameters) -> None:
    _enter(person, given)
    person.write("#search", given["search"])
    person.click(f'tr:has(td:text-is("{Expenses.TARGET}")) a[data-edit]')
    person.write("#amount", given["amount"])
    person.write_date("#date", given["date"])
    person.click("input[name=paid_by_me]")
    person.click("#save")
    person.reads(f"Saved: {Expenses.TARGET}")


def _corrected(before: Truth, given: Parameters) -> list[Truth]:
    found = _named(before, "expense", "description", Expenses.TARGET)
    if len(found) != 1:
        return [before]
    return [before, _changed(before, found[0], amount=given["amount"], date=given["date"], paid_by_me="True")]


def _claim(person: Person, given: Parameters) -> None:
    _enter(person, given)
    person.click(".heading a.button.primary")
    person.write("#description", given["description"])
    person.write("#amount", given["amount"])
    person.pick("#category", given["category"])
    person.write_date("#date", given["date"])
    person.click("input[name=payment][value=Cash]")
    person.click("input[name=billable]")
    person.click("#save")
    person.reads(f"Saved: {given['description']}")


def _claimed(before: Truth, given: Parameters) -> list[Truth]:
    number = max(int(key.rpartition("-")[2]) for key in before if key.startswith("expense ")) + 1
    row = {
        "description": given["description"],
        "amount": given["amount"],
        "category": given["category"],
        "date": given["date"],
        "notes": "",
        "paid_by_me": "False",
        "billable": "True",
        "payment": "Cash",
        "status": "Pending",
    }
    return [before, {**before, f"expense EXP-{number}": row}]


# --- Django


def _promote(person: Person, given: Parameters) -> None:
    person.write("#id_username", given["name"])
    person.write("#id_password", given["password"])
    person.click("#login-form input[type=submit]")
    person.click("#content th a[href='/admin/auth/user/']")
    person.write("#searchbar", given["search"])
    person.click("#changelist-search input[type=submit]")
    person.click(f'#result_list th a:text-is("{TARGET_USER}")')
    person.write("#id_email", given["email"])
    person.click("#id_is_staff")
    person.click("input[name=_save]")
    person.reads("was changed successfully")


def _promoted(before: Truth, given: Parameters) -> list[Truth]:
    found = [key for key in before if key.replace("\u200b", "") == f"user {TARGET_USER}"]
    if len(found) != 1:
        return [before]
    return [before, _changed(before, found[0], email=given["email"], is_staff="1")]


# --- Roundup


def _triage(person: Person, given: Parameters) -> None:
    person.write("input[name=__login_name]", given["name"])
    person.write("input[name=__login_password]", given["password"])
    person.click("form:has(input[name=__login_name]) input[type=submit]")
    person.reads("Hello, ")
    person.click("nav a[href*='Show%20All']")
    person.click(f'table.list a:text-is("{TARGET_ISSUE}")')
    person.pick("select[name=status]", given["status"])
    person.pick("select[name=priority]", given["priority"])
    person.write("textarea[name='@note']", given["note"])
    person.click("input[name=submit_button]")
    person.reads("edited ok")


def _triaged(before: Truth, given: Parameters) -> list[Truth]:
    found = _named(before, "issue", "title", TARGET_ISSUE)
    if len(found) != 1:
        return [before]
    after = _changed(before, found[0], status=given["status"], priority=given["priority"], notes="1")
    return [before, {**after, "note 1": {"summary": given["note"]}}]


CORRECT = Chore(
    name="correct an expense",
    application=EXPENSES,
    path="signin",
    parameters={
        "name": "ada@example.org",
        "password": PASSWORD,
        "search": "Chicago",
        "amount": "471.50",
        "date": "2026-10-14",
    },
    others={"name": "bruno@example.org", "search": "Hotel in", "amount": "388.25", "date": "2026-09-28"},
    secrets=frozenset({"password"}),
    steps=10,
    person=_correct,
    stages=_corrected,
    final="PUT /api/expenses/.*",
    button="#save",
    form="/expenses/.*/edit",
    entrance="/signin",
    confirmation=f"Saved: {Expenses.TARGET}",
    spoil=(r'("amount": ?)"[^"]*"', r'\1"unknown"'),
    other="/expenses/EXP-1003/edit",
)
CLAIM = Chore(
    name="claim an expense",
    application=EXPENSES,
    path="signin",
    parameters={
        "name": "ada@example.org",
        "password": PASSWORD,
        "description": "Taxi to the airport",
        "amount": "38.60",
        "category": "Travel",
        "date": "2026-11-13",
    },
    others={
        "name": "bruno@example.org",
        "description": "Lunch with the auditors",
        "amount": "112.40",
        "category": "Meals",
        "date": "2026-10-02",
    },
    secrets=frozenset({"password"}),
    steps=11,
    person=_claim,
    stages=_claimed,
    final="POST /api/expenses",
    button="#save",
    form="/new",
    entrance="/signin",
    confirmation="Saved: Taxi to the airport",
    spoil=(r'("amount": ?)"[^"]*"', r'\1"unknown"'),
    other=None,
)
PROMOTE = Chore(
    name="make a user staff",
    application=DJANGO,
    path="admin/",
    parameters={"name": PEOPLE[0][0], "password": PASSWORD, "search": TARGET_USER, "email": "g.whitfield@example.org"},
    others={"email": "grace@north.example.com"},
    secrets=frozenset({"password"}),
    steps=10,
    person=_promote,
    stages=_promoted,
    final=r"POST /admin/auth/user/\d+/change/",
    button="input[name=_save]",
    form=r"/admin/auth/user/\d+/change/",
    entrance="/admin/login/",
    confirmation=f"The user “{TARGET_USER}” was changed successfully.",
    spoil=(r"((?:^|&)email=)[^&]*", r"\1nowhere"),
    other="/admin/auth/user/6/change/",
)
TRIAGE = Chore(
    name="triage an issue",
    application=ROUNDUP,
    path="",
    parameters={
        "name": PEOPLE[1][0],
        "password": PASSWORD,
        "status": "in-progress",
        "priority": "urgent",
        "note": "Seen on the invoice of October",
    },
    others={"name": PEOPLE[4][0], "status": "testing", "priority": "critical", "note": "Two customers have told us"},
    secrets=frozenset({"password"}),
    steps=9,
    person=_triage,
    stages=_triaged,
    final=r"POST /issue\d+",
    button="input[name=submit_button]",
    form=r"/issue\d+",
    entrance="/",
    confirmation="issue 3 status, priority, messages edited ok",
    spoil=(r'(name="superseder"\r\n\r\n)[^\r]*', r"\1none-such"),
    other="/issue2",
)
CHORES = (CORRECT, CLAIM, PROMOTE, TRIAGE)
