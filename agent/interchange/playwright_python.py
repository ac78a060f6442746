"""A script as a Python program that needs Playwright alone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ...tools.browser.address import web_address
from ...tools.elements import Element
from ...tools.errors import UsageError
from ..dialect.keys import to_w3c
from ..script.anchors import Anchors
from ..script.script import Parameter, Script, load
from ..script.verbs import Dialog, Run, Step, Truth, targets_of, verb_of
from .meaning import Named, named

_NAME = re.compile(r"\{([A-Za-z_]\w*)\}")
_IMPORTS = """import argparse
import contextlib
import csv
import os
import sys
import time
from pathlib import Path

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import expect, sync_playwright
"""
_RIGHT = 'click(button="right")'
_HELPERS = Path(__file__).with_name("playwright_helpers.txt")


def export(path: Path) -> tuple[str, list[str]]:
    """The program, with what it cannot do as sentences. Raises UsageError for a script of a desktop."""
    writer = _Writer()
    script = load(path)
    if script.start.browser is None:
        raise UsageError(f"{path} is for a desktop; only what happens in a browser can be exported")
    writer.function("steps", path, script)
    head = f'"""{_plain(script.name or path.stem)}: written by eyehand from a script; needs Playwright alone."""\n\n'
    body = "\n\n".join(writer.functions)
    return head + "\n\n".join(
        [_IMPORTS, _HELPERS.read_text(encoding="utf-8"), body, _main(script, writer)]
    ), writer.notes


class _Writer:
    """Writes one function for each script."""

    def __init__(self) -> None:
        self.functions: list[str] = []
        self.notes: list[str] = []
        self.secrets: list[str] = []
        self._known: dict[Path, str] = {}

    def function(self, name: str, path: Path, script: Script) -> None:
        self._known[path.resolve()] = name
        self.secrets += [one for one in script.secrets if one not in self.secrets]
        lines = self._steps(script.steps, path, "    ")
        self.functions.append("\n".join([f"def {name}(context, page, values):", *lines, "    return page"]) + "\n")

    def _steps(self, steps: tuple[Step, ...], path: Path, indent: str) -> list[str]:
        lines: list[str] = []
        for n, step in enumerate(steps):
            following = steps[n + 1] if n + 1 < len(steps) else None
            if isinstance(following, Dialog) and not isinstance(step, Dialog):
                act = f"accept({_text(following.text)})" if following.dialog == "accept" else "dismiss()"
                lines.append(f'{indent}page.once("dialog", lambda dialog: dialog.{act})')
            if any(truth.changed for truth in step.then):
                lines.append(f"{indent}before = page.screenshot()")
            deed = list(self._deed(step, path, n == 0))
            truths = [_truth(truth, _timeout(step)) for truth in step.then]
            if step.optional:
                deed = ["try:", *(f"    {line}" for line in deed), "except NotThere:", "    pass"]
                truths = ["else:", *(f"    {line}" for line in truths)] if truths else []
            lines += [f"{indent}{line}" for line in (*deed, *truths)]
        return lines or [f"{indent}pass"]

    def _deed(self, step: Any, path: Path, first: bool) -> Iterator[str]:
        found = [self._find(words, element, step) for words, element in _targets(step, path)]
        if None in found:
            words = next(words for (words, _), one in zip(_targets(step, path), found, strict=True) if one is None)
            yield from self._cannot(verb_of(step), f"what is meant by {words!r} cannot be told by role and name")
            return
        simple = {
            "click": "click()",
            "double_click": "dblclick()",
            "right_click": 'click(button="right")',
            "hover": "hover()",
        }
        match verb_of(step):
            case "click" | "double_click" | "right_click" | "hover" as verb:
                yield f"{found[0]}.{simple.get(verb, _RIGHT)}"
            case "open":
                yield f"page.goto({_text(step.open if _NAME.search(step.open) else web_address(step.open))})"
            case "go":
                yield "page.go_back()" if step.go == "back" else "page.reload()"
            case "tab":
                yield f"page = tab(context, {step.tab})"
            case "dialog":
                if first:
                    yield from self._cannot("dialog", "nothing that opens the dialog comes before it")
                else:
                    yield "# The dialog was answered in the step before, when it opened."
            case "tick":
                yield f"{found[0]}.set_checked({step.on})"
            case "type":
                yield f"{found[0]}.fill({_text(step.type)})" if found else f"page.keyboard.type({_text(step.type)})"
            case "select":
                yield f"choose(page, {_text(step.select)}{f', {found[0]}' if found else ''})"
            case "press":
                yield f"page.keyboard.press({_keys(step.press)})"
            case "scroll":
                if step.to:
                    yield f"{found[-1]}.scroll_into_view_if_needed()"
                else:
                    yield f"{found[0]}.hover()" if found else "page.mouse.move(640, 400)"
                    yield f"page.mouse.wheel(0, {100 * step.scroll})"
            case "drag":
                yield f"{found[0]}.drag_to({found[1]})"
            case "upload":
                if found:
                    yield f"give_file(page, {_text(step.upload)}, {found[0]})"
                else:
                    yield f'page.locator("input[type=file]").set_input_files(HERE / {_text(step.upload)})'
            case "wait_for" | "expect" as verb:
                call = "gone" if verb == "wait_for" and step.gone else "see"
                yield f"{call}(page, {_text(getattr(step, verb))}{_timeout(step)})"
            case "ask_person":
                ask = f"input({_text(step.ask_person + ' ')})"
                yield f"values = {{**values, {step.into!r}: {ask}}}" if step.into else ask
            case "repeat":
                yield f"for row in rows({_text(step.repeat)}):"
                yield "    outer, values = values, {**values, **row}"
                yield from self._steps(step.steps, path, "    ")
                yield "    values = outer"
            case "if_seen":
                one = named(step.if_seen) or Named(step.if_seen)
                yield f"if comes(page, {_named(one)}{_timeout(step)}):"
                yield from self._steps(step.steps, path, "    ")
                if step.otherwise:
                    yield "else:"
                    yield from self._steps(step.otherwise, path, "    ")
            case "run":
                yield from self._run(step, path)
            case verb:
                yield from self._cannot(verb, f"it takes eyes, which Playwright has not: {getattr(step, verb)!r}")

    def _run(self, step: Run, path: Path) -> Iterator[str]:
        inner = (path.parent / step.run).resolve()
        script = load(path.parent / step.run)
        if inner not in self._known:
            self.function(f"run_{re.sub(r'[^0-9A-Za-z_]', '_', inner.stem)}_{len(self._known)}", inner, script)
        given = {name: one.default for name, one in script.parameters.items() if one.default is not None}
        pairs = [f"{name!r}: {_text(value)}" for name, value in {**given, **step.set}.items()]
        secrets = [f"{name!r}: values[{name!r}]" for name in script.secrets]
        yield f"page = {self._known[inner]}(context, page, {{{', '.join([*pairs, *secrets])}}})"

    def _find(self, words: str, element: Element | None, step: Step) -> str | None:
        one = named(words, element)
        return f"find(page, {_named(one)}{_timeout(step)})" if one else None

    def _cannot(self, verb: str, why: str) -> Iterator[str]:
        self.notes.append(f"{verb}: {why}")
        yield f"# {verb}: {_plain(why)}"
        yield f"raise NotImplementedError({f'{verb}: {why}'!r})"


def _targets(step: Step, path: Path) -> list[tuple[str, Element | None]]:
    words = targets_of(step)
    anchors = Anchors(path).read(step.anchor) if step.anchor and words else ()
    elements = [one.element for one in anchors] if len(anchors) == len(words) else [None] * len(words)
    return list(zip(words, elements, strict=True))


def _truth(truth: Truth, timeout: str) -> str:
    if truth.changed:
        return f"changed(page, before{timeout})"
    if truth.visible is not None:
        one = named(truth.visible) or Named(truth.visible)
        return f"expect(find(page, {_named(one)}{timeout}).first).to_be_visible()"
    return f"{'see' if truth.seen is not None else 'gone'}(page, {_text(str(truth.seen or truth.gone))}{timeout})"


def _named(one: Named) -> str:
    parts = [_text(one.name)]
    if one.roles:
        parts.append(f"({', '.join(map(_quoted, one.roles))},)")
    parts += [f"nth={one.nth}"] if one.nth is not None else []
    parts += [f"row={_text(one.row)}"] if one.row else []
    parts += [f"frames=({', '.join(map(_quoted, one.frames))},)"] if one.frames else []
    return ", ".join(parts)


def _keys(keys: str) -> str:
    found = to_w3c([keys])
    if isinstance(found, str) or _NAME.search(keys):
        return _text(keys)
    *held, last = found
    return _quoted("+".join([*held, last.lower() if held and len(last) == 1 and "Shift" not in held else last]))


def _timeout(step: Step) -> str:
    return f", timeout_s={step.within_s:g}" if step.within_s else ""


def _text(text: str) -> str:
    """A text of a script as Python, its names as values."""
    if not _NAME.search(text):
        return _quoted(text)
    if whole := _NAME.fullmatch(text):
        return f"values[{_quoted(whole[1])}]"
    parts = [_quoted(part) if n % 2 == 0 else f"values[{_quoted(part)}]" for n, part in enumerate(_NAME.split(text))]
    return " + ".join(part for part in parts if part != '""')


def _quoted(text: str) -> str:
    return json.dumps(text) if text.isascii() else repr(text)


def _plain(text: str) -> str:
    return re.sub(r'[\\"\n\r]', " ", text)


def _flag(name: str, one: Parameter) -> str:
    given = f"default={_quoted(one.default)}" if one.default is not None else "required=True"
    words = [_quoted("--" + name.replace("_", "-")), f"dest={_quoted(name)}", given]
    return f"    parser.add_argument({', '.join(words)}, help={_quoted(one.about.replace('%', '%%'))})"


def _main(script: Script, writer: _Writer) -> str:
    flags = [_flag(name, one) for name, one in script.parameters.items()]
    variables = ", ".join(name.upper() for name in writer.secrets)
    about = "environment: EXECUTABLE is the browser to start (default: Playwright's own)"
    about += f"; secrets come from {variables}" if variables else ""
    described = _quoted(script.about.replace("%", "%%"))
    width, height = script.start.size
    start = script.start.browser or ""
    lines = [
        "def main():",
        f"    parser = argparse.ArgumentParser(description={described}, epilog={_quoted(about)})",
        *flags,
        '    parser.add_argument("--headed", dest="_headed", action="store_true", help="show the browser\'s window")',
        '    parser.add_argument("--start", dest="_start", default=None, help="the page to start on")',
        "    values = vars(parser.parse_args())",
        f"    for name in {tuple(writer.secrets)!r}:",
        "        if name.upper() not in os.environ:",
        '            sys.exit(f"{name.upper()} is not set: it is the secret {name!r} of this script")',
        "        values[name] = os.environ[name.upper()]",
        f"    start = values['_start'] or {_text(start if _NAME.search(start) else web_address(start))}",
        "    as_root = hasattr(os, 'geteuid') and os.geteuid() == 0",
        "    with sync_playwright() as playwright:",
        "        browser = playwright.chromium.launch(",
        "            executable_path=os.environ.get('EXECUTABLE'),",
        "            headless=not values['_headed'],",
        "            chromium_sandbox=not as_root,",
        "        )",
        f"        context = browser.new_context(viewport={{'width': {width}, 'height': {height}}}, "
        f"device_scale_factor={script.start.scale:g})",
        "        page = context.new_page()",
        "        page.goto(start)",
        "        steps(context, page, values)",
        "        browser.close()",
        "",
        "",
        'if __name__ == "__main__":',
        "    main()",
        "",
    ]
    return "\n".join(lines)
