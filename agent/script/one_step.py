"""What is wrong with one step, by itself and for the screen that it is for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ...tools.browser.address import web_address
from ...tools.errors import ActionError
from ...tools.eye.language.readings import readings
from ..dialect.keys import to_w3c
from .verbs import Dialog, Expect, Go, IfSeen, Open, Press, Step, Tab, Upload, WaitFor, Window, targets_of, verb_of

_BROWSER_ONLY = (Go, Tab, Dialog, Upload)
_DESKTOP_ONLY = (Window,)
_NAME = re.compile(r"\{([A-Za-z_]\w*)\}")


def step_mistakes(step: Step, kind: str | None) -> Iterator[str]:
    """``kind`` is "browser" or "desktop", the screen of the script, or None when it does not say."""
    verb = verb_of(step)
    if kind == "desktop" and isinstance(step, _BROWSER_ONLY):
        yield f"a desktop has no {verb!r}: that is for a browser"
    if kind == "browser" and isinstance(step, _DESKTOP_ONLY):
        yield f"a page has no {verb!r}: that is for a desktop; `tab` brings another page to the front"
    seen = [truth.visible for truth in step.then if truth.visible is not None]
    for words in (*targets_of(step), *seen, *([step.if_seen] if isinstance(step, IfSeen) else [])):
        if not _NAME.search(words) and all(target.is_bare for target, _ in readings(words)):
            yield f"{words!r} names nothing that could be found; say it like `the Save button`"
    for truth in step.then:
        if "" in (truth.seen, truth.gone):
            yield "a condition of an empty text is true of no screen, or of any: say which text"
    yield from _own(step, kind)


def _own(step: Any, kind: str | None) -> Iterator[str]:
    match step:
        case Press(press=keys) if not _NAME.search(keys) and isinstance(reason := to_w3c([keys]), str):
            yield f"press: {reason}; write keys like Enter, Escape, ArrowDown, Ctrl+S"
        case Open(open=address) if kind == "browser" and not _NAME.search(address):
            try:
                web_address(address)
            except ActionError as error:
                yield str(error)
        case WaitFor(wait_for="") | Expect(expect=""):
            yield "an empty text can be read on no screen: say which text"
        case _:
            pass
