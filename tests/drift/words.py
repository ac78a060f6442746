"""What an application's pages say, and in which order their rows come, by other words and another order."""

from __future__ import annotations

import json
from dataclasses import replace

from .proxy import Ask, Exchange, Reply, Request, rewritten

_WORDS = {
    "expenses": (
        ("Sign in</button>", "Log on</button>"),
        ("Continue to expenses", "Show my expenses"),
        ('placeholder="Search expenses"', 'placeholder="Find a cost"'),
        (">Search expenses<", ">Find a cost<"),
        ("data-edit>Edit<", "data-edit>Change<"),
        ("`Edit ${", "`Change ${"),
        ("New expense", "Add a cost"),
        (">Description<", ">What for<"),
        (">Amount<", ">Sum<"),
        (">Date<", ">Day<"),
        (">Category<", ">Kind<"),
        (">Paid by me<", ">I paid it myself<"),
        (">Billable to client<", ">The client pays<"),
        (">Cash<", ">Notes and coins<"),
        (">Save<", ">Store<"),
    ),
    "django": (
        ("Username:", "Account:"),
        ("Password:", "Secret word:"),
        ('value="Log in"', 'value="Sign in"'),
        (">Users<", ">Accounts<"),
        ('value="Search"', 'value="Find"'),
        ("Email address", "E-mail"),
        ("Staff status", "Member of staff"),
        ('value="Save"', 'value="Store"'),
    ),
    "roundup": (
        ('type="submit" value="Login"', 'type="submit" value="Sign in"'),  # another one says what is to be done
        (">Show All<", ">Every issue<"),
        (">Status<", ">State<"),
        (">Priority<", ">Urgency<"),
        (">Change Note<", ">Remark<"),
        ('value="Submit Changes"', 'value="Store it"'),
    ),
}
"""What is said, and what is said in its place: the same meaning in other words."""


def reworded(application: str) -> Exchange:
    """Other words on the controls; what the application says when it is done stays."""

    def change(page: str) -> str:
        for old, new in _WORDS[application]:
            page = page.replace(old, new)
        return page

    pages, scripts = rewritten("text/html", change), rewritten("javascript", change)

    def exchange(request: Request, ask: Ask) -> Reply:
        return pages(request, lambda inner: scripts(inner, ask))

    return exchange


def rows_reversed(application: str) -> Exchange:
    """The application's own sorting, the other way round; where it has none, its list turned round."""

    def exchange(request: Request, ask: Ask) -> Reply:
        if request.method != "GET":
            return ask(request)
        if application == "django" and request.path == "/admin/auth/user/" and "o=" not in request.target:
            return ask(replace(request, target=f"{request.target}{'&' if '?' in request.target else '?'}o=-1"))
        if application == "roundup" and request.path in ("/", "/issue"):
            turned = request.target.replace("@sort=-activity", "@sort=id").replace(
                "@group=priority", "@group=-priority"
            )
            return ask(replace(request, target=turned))
        reply = ask(request)
        if application == "expenses" and request.path == "/api/expenses":
            return replace(reply, body=json.dumps(json.loads(reply.body)[::-1]).encode())
        return reply

    return exchange
