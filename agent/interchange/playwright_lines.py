"""One step of a script as a line of Python for Playwright."""

from __future__ import annotations

import json
import re
from typing import Any

from ...tools.browser.address import web_address
from ..dialect.keys import to_w3c
from ..script.verbs import Step, Truth, verb_of
from .meaning import Named, named

NAME = re.compile(r"\{([A-Za-z_]\w*)\}")


def with_thing(step: Any, found: list[str]) -> str:
    """A step on things that are found."""
    thing = found[0]
    match verb_of(step):
        case "click":
            return f"{thing}.click()"
        case "double_click":
            return f"{thing}.dblclick()"
        case "right_click":
            return f'{thing}.click(button="right")'
        case "hover":
            return f"{thing}.hover()"
        case "tick":
            return f"{thing}.set_checked({step.on})"
        case "type":
            return f"{thing}.fill({text_of(step.type)})"
        case "select":
            return f"choose(page, {text_of(step.select)}, {thing})"
        case "drag":
            return f"{thing}.drag_to({found[1]})"
        case "upload":
            return f"give_file(page, {text_of(step.upload)}, {thing})"
        case _ if step.to:
            return f"{found[-1]}.scroll_into_view_if_needed()"
        case _:
            return f"turn(page, {step.sideways}, {step.scroll}, {thing})"


def alone(step: Any) -> str:
    """A step on nothing that must be found."""
    match verb_of(step):
        case "open" | "tab" | "go" | "dialog":
            return _page(step)
        case "type":
            return f"page.keyboard.type({text_of(step.type)})"
        case "select":
            return f"choose(page, {text_of(step.select)})"
        case "press":
            return f"page.keyboard.press({_keys(step.press)})"
        case "scroll":
            return f"turn(page, {step.sideways}, {step.scroll})"
        case "upload":
            return f'page.locator("input[type=file]").set_input_files(HERE / {text_of(step.upload)})'
        case "ask_person":
            ask = f"input({text_of(step.ask_person + ' ')})"
            return f"values = {{**values, {step.into!r}: {ask}}}" if step.into else ask
        case "wait_for" if step.gone:
            return f"gone(page, {text_of(step.wait_for)}{timeout_of(step)})"
        case verb:
            return f"see(page, {text_of(getattr(step, verb))}{timeout_of(step)})"


def _page(step: Any) -> str:
    match verb_of(step):
        case "open":
            return f"page.goto({text_of(step.open if NAME.search(step.open) else web_address(step.open))})"
        case "tab":
            return f"page = tab(context, {step.tab})"
        case "go":
            return "page.go_back()" if step.go == "back" else "page.reload()"
        case _:
            return "pass  # the dialog was answered when it opened, in the step before"


def truth_of(truth: Truth, timeout: str) -> str:
    if truth.changed:
        return f"changed(page, before{timeout})"
    if truth.visible is not None:
        row = truth.visible.removeprefix("the row of ")
        of_row = Named(row, row=row) if row != truth.visible else None
        one = of_row or named(truth.visible) or Named(truth.visible)
        return f"expect(find(page, {named_of(one)}{timeout}).first).to_be_visible()"
    text = text_of(str(truth.seen or truth.still or truth.gone))
    return f"{'gone' if truth.gone is not None else 'see'}(page, {text}{timeout})"


def named_of(one: Named) -> str:
    parts = [text_of(one.name)]
    if one.roles:
        parts.append(f"({', '.join(map(quoted, one.roles))},)")
    parts += [f"nth={one.nth}"] if one.nth is not None else []
    parts += [f"row={text_of(one.row)}"] if one.row else []
    parts += [f"frames=({', '.join(map(quoted, one.frames))},)"] if one.frames else []
    return ", ".join(parts)


def _keys(keys: str) -> str:
    found = to_w3c([keys])
    if isinstance(found, str) or NAME.search(keys):
        return text_of(keys)
    *held, last = found
    return quoted("+".join([*held, last.lower() if held and len(last) == 1 and "Shift" not in held else last]))


def timeout_of(step: Step) -> str:
    return f", timeout_s={step.within_s:g}" if step.within_s else ""


def text_of(text: str) -> str:
    """A text of a script as Python, its names as values."""
    if not NAME.search(text):
        return quoted(text)
    if whole := NAME.fullmatch(text):
        return f"values[{quoted(whole[1])}]"
    parts = [quoted(part) if n % 2 == 0 else f"values[{quoted(part)}]" for n, part in enumerate(NAME.split(text))]
    return " + ".join(part for part in parts if part != '""')


def quoted(text: str) -> str:
    return json.dumps(text) if text.isascii() else repr(text)
