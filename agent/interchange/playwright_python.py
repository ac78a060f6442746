"""A script as a Python program that needs Playwright alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ...tools.browser.address import web_address
from ...tools.elements import Element
from ...tools.errors import UsageError
from ..script.anchors import Anchors
from ..script.script import Parameter, Script, load
from ..script.verbs import Dialog, Run, Step, targets_of, verb_of
from .meaning import Named, named
from .playwright_lines import NAME, alone, named_of, quoted, text_of, timeout_of, truth_of, with_thing

_IMPORTS = """import argparse
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
                act = f"accept({text_of(following.text)})" if following.dialog == "accept" else "dismiss()"
                lines.append(f'{indent}page.once("dialog", lambda dialog: dialog.{act})')
            if any(truth.changed for truth in step.then):
                lines.append(f"{indent}before = page.screenshot()")
            deed = list(self._deed(step, path, n == 0))
            truths = [truth_of(truth, timeout_of(step)) for truth in step.then]
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
        verb = verb_of(step)
        if verb in ("repeat", "if_seen", "run"):
            yield from self._block(step, path)
        elif verb == "dialog" and first:
            yield from self._cannot("dialog", "nothing that opens the dialog comes before it")
        elif verb in ("act", "extract", "window"):
            yield from self._cannot(verb, f"it takes eyes, which Playwright has not: {getattr(step, verb)!r}")
        elif found:
            yield with_thing(step, [one for one in found if one])
        else:
            yield alone(step)

    def _block(self, step: Any, path: Path) -> Iterator[str]:
        """Steps that hold others."""
        match verb_of(step):
            case "repeat":
                yield f"for row in rows({text_of(step.repeat)}):"
                yield "    outer, values = values, {**values, **row}"
                yield from self._steps(step.steps, path, "    ")
                yield "    values = outer"
            case "if_seen":
                one = named(step.if_seen) or Named(step.if_seen)
                yield f"if comes(page, {named_of(one)}{timeout_of(step)}):"
                yield from self._steps(step.steps, path, "    ")
                if step.otherwise:
                    yield "else:"
                    yield from self._steps(step.otherwise, path, "    ")
            case _:
                yield from self._run(step, path)

    def _run(self, step: Run, path: Path) -> Iterator[str]:
        inner = (path.parent / step.run).resolve()
        script = load(path.parent / step.run)
        if inner not in self._known:
            self.function(f"run_{re.sub(r'[^0-9A-Za-z_]', '_', inner.stem)}_{len(self._known)}", inner, script)
        given = {name: one.default for name, one in script.parameters.items() if one.default is not None}
        pairs = [f"{name!r}: {text_of(value)}" for name, value in {**given, **step.set}.items()]
        secrets = [f"{name!r}: values[{name!r}]" for name in script.secrets]
        yield f"page = {self._known[inner]}(context, page, {{{', '.join([*pairs, *secrets])}}})"

    def _find(self, words: str, element: Element | None, step: Step) -> str | None:
        one = named(words, element)
        return f"find(page, {named_of(one)}{timeout_of(step)})" if one else None

    def _cannot(self, verb: str, why: str) -> Iterator[str]:
        self.notes.append(f"{verb}: {why}")
        yield f"# {verb}: {_plain(why)}"
        yield f"raise NotImplementedError({f'{verb}: {why}'!r})"


def _targets(step: Step, path: Path) -> list[tuple[str, Element | None]]:
    words = targets_of(step)
    anchors = Anchors(path).read(step.anchor) if step.anchor and words else ()
    elements = [one.element for one in anchors] if len(anchors) == len(words) else [None] * len(words)
    return list(zip(words, elements, strict=True))


def _plain(text: str) -> str:
    return re.sub(r'[\\"\n\r]', " ", text)


def _flag(name: str, one: Parameter) -> str:
    given = f"default={quoted(one.default)}" if one.default is not None else "required=True"
    words = [quoted("--" + name.replace("_", "-")), f"dest={quoted(name)}", given]
    return f"    parser.add_argument({', '.join(words)}, help={quoted(one.about.replace('%', '%%'))})"


def _main(script: Script, writer: _Writer) -> str:
    flags = [_flag(name, one) for name, one in script.parameters.items()]
    variables = ", ".join(name.upper() for name in writer.secrets)
    about = "environment: EXECUTABLE is the browser to start (default: Playwright's own)"
    about += f"; secrets come from {variables}" if variables else ""
    described = quoted(script.about.replace("%", "%%"))
    width, height = script.start.size
    start = script.start.browser or ""
    lines = [
        "def main():",
        f"    parser = argparse.ArgumentParser(description={described}, epilog={quoted(about)})",
        *flags,
        '    parser.add_argument("--headed", dest="_headed", action="store_true", help="show the browser\'s window")',
        '    parser.add_argument("--start", dest="_start", default=None, help="the page to start on")',
        "    values = vars(parser.parse_args())",
        f"    for name in {tuple(writer.secrets)!r}:",
        "        if name.upper() not in os.environ:",
        '            sys.exit(f"{name.upper()} is not set: it is the secret {name!r} of this script")',
        "        values[name] = os.environ[name.upper()]",
        f"    start = values['_start'] or {text_of(start if NAME.search(start) else web_address(start))}",
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
