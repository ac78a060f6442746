"""What goes wrong between a browser and an application."""

from __future__ import annotations

import json
import random
import re
import threading
import time
from dataclasses import replace
from html import escape

from .chore import Chore
from .proxy import Ask, Exchange, Reply, Request


def slow(chance: random.Random, least_s: float, most_s: float) -> Exchange:
    """Every request takes longer, each by a time of its own."""

    def exchange(request: Request, ask: Ask) -> Reply:
        time.sleep(chance.uniform(least_s, most_s))
        return ask(request)

    return exchange


def failing(chore: Chore) -> Exchange:
    """The last write never arrives; the answer is status 500 below a bar that says the contrary."""

    def exchange(request: Request, ask: Ask) -> Reply:
        if not re.fullmatch(chore.final, request.line):
            return ask(request)
        if request.path.startswith("/api/"):
            problem = json.dumps({"error": "Server error (500)", "fields": {}})
            return Reply(500, (("Content-Type", "application/json"),), problem.encode())
        page = (
            "<!doctype html><html><head><title>Server error</title></head><body style='margin:0;font:17px sans-serif'>"
            f"<p style='margin:0;padding:14px;background:#1b7f3b;color:#fff'>{escape(chore.confirmation)}</p>"
            "<h1>Server error (500)</h1><p>Something went wrong on our side.</p></body></html>"
        )
        return Reply(500, (("Content-Type", "text/html; charset=utf-8"),), page.encode())

    return exchange


def rejected(chore: Chore) -> Exchange:
    """The last write arrives with a value that the application itself refuses."""
    find, put = (part.encode() for part in chore.spoil)

    def exchange(request: Request, ask: Ask) -> Reply:
        if not re.fullmatch(chore.final, request.line):
            return ask(request)
        body, spoilt = re.subn(find, put, request.body)
        if spoilt != 1:
            raise AssertionError(f"{request.line}: {spoilt} values match {chore.spoil[0]}, 1 was expected")
        return ask(replace(request, body=body))

    return exchange


def logged_out(chore: Chore) -> Exchange:
    """The first time the form is asked for, the session is over and the sign-in page comes."""
    over = threading.Lock()

    def exchange(request: Request, ask: Ask) -> Reply:
        if request.method != "GET" or not re.fullmatch(chore.form, request.path) or not over.acquire(blocking=False):
            return ask(request)
        sent = "; ".join(value for name, value in request.headers if name.lower() == "cookie")
        names = [each.partition("=")[0] for each in sent.split("; ") if "session" in each.partition("=")[0]]
        gone = tuple(("Set-Cookie", f"{name}=; Path=/; Max-Age=0") for name in names)
        return Reply(302, (("Location", chore.entrance), *gone), b"")

    return exchange


def other_record(chore: Chore) -> Exchange:
    """Whatever row is opened, the form of another one comes."""

    def exchange(request: Request, ask: Ask) -> Reply:
        opens = request.method == "GET" and re.fullmatch(chore.form, request.path)
        if not opens or chore.other is None or request.path == chore.other:
            return ask(request)
        return Reply(302, (("Location", chore.other),), b"")

    return exchange
