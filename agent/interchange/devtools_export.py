"""A script as a recording for Chrome's Recorder panel."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from ...tools.errors import UsageError
from ..dialect.keys import to_w3c
from ..script.script import Script, load
from ..script.verbs import Step, verb_of
from .devtools import PIXELS_PER_NOTCH
from .meaning import named

_NAME = re.compile(r"\{([A-Za-z_]\w*)\}")


def export(path: Path) -> tuple[str, list[str]]:
    """The recording, with what it lacks as sentences. Raises UsageError for a script of a desktop.

    What the Recorder has no step for is a custom step called "eyehand", which holds the step as it stands in the
    script: the Recorder keeps it, and importing reads it.
    """
    script = load(path)
    if script.start.browser is None:
        raise UsageError(f"{path} is for a desktop; only what happens in a browser can be exported")
    writer = _Writer(script)
    width, height = script.start.size
    size = {"width": width, "height": height, "deviceScaleFactor": script.start.scale}
    kind = {"isMobile": False, "hasTouch": False, "isLandscape": False}
    steps: list[dict[str, Any]] = [{"type": "setViewport", **size, **kind}]
    steps.append({"type": "navigate", "url": writer.text(script.start.browser)})
    for step in script.steps:
        steps += writer.step(step)
    told = {"title": script.name or path.stem, "steps": steps}
    return json.dumps(told, indent=2, ensure_ascii=False) + "\n", writer.notes


class _Writer:
    def __init__(self, script: Script) -> None:
        self._defaults = {name: one.default for name, one in script.parameters.items() if one.default is not None}
        self.notes: list[str] = []
        self._right = 0
        self._down = 0

    def text(self, text: str) -> str:
        """A recording has no parameters: their defaults are written, and names without one are left as they are."""
        for name in _NAME.findall(text):
            if name not in self._defaults and (said := f"{{{name}}} has no value there: write it in") not in self.notes:
                self.notes.append(said)
        return _NAME.sub(lambda match: self._defaults.get(match[1], match[0]), text)

    def step(self, step: Step) -> list[dict[str, Any]]:
        done = self._deed(step)
        if done is None:
            said = f"{verb_of(step)}: the Recorder has no step like it; it is kept as a custom step"
            self.notes.append(said)
            own = step.model_dump(mode="json", exclude_unset=True)
            return [{"type": "customStep", "name": "eyehand", "parameters": own}]
        if step.within_s:
            done[0]["timeout"] = round(step.within_s * 1000)
        for truth in step.then:
            if truth.changed:
                done[-1]["assertedEvents"] = [{"type": "navigation"}]
                continue
            text = self.text(str(truth.seen or truth.gone or truth.visible or truth.still))
            gone = {"visible": False} if truth.gone is not None else {}
            done.append(
                {"type": "waitForElement", "selectors": self._selectors(text, truth.visible is not None), **gone}
            )
        return done

    def _deed(self, step: Any) -> list[dict[str, Any]] | None:
        """Steps of the Recorder; None when it has none."""
        middle = {"offsetX": 1, "offsetY": 1}
        match verb_of(step):
            case "open":
                return [{"type": "navigate", "url": self.text(step.open)}]
            case "click":
                return self._on("click", step.click, **middle)
            case "double_click":
                return self._on("doubleClick", step.double_click, **middle)
            case "right_click":
                return self._on("click", step.right_click, button="secondary", **middle)
            case "hover":
                return self._on("hover", step.hover)
            case "type" if step.into:
                return self._on("change", step.into, value=self.text(step.type))
            case "select" if step.of:
                return self._on("change", step.of, value=self.text(step.select))
            case "press" if not isinstance(keys := to_w3c([step.press]), str):
                down = [{"type": "keyDown", "key": key} for key in keys]
                return [*down, *({"type": "keyUp", "key": key} for key in reversed(keys))]
            case "scroll" if step.scroll is not None and not step.over:
                self._right += PIXELS_PER_NOTCH * step.sideways
                self._down += PIXELS_PER_NOTCH * step.scroll
                return [{"type": "scroll", "x": self._right, "y": self._down}]
            case "wait_for" | "expect" as verb:
                gone = {"visible": False} if verb == "wait_for" and step.gone else {}
                text = self.text(getattr(step, verb))
                return [{"type": "waitForElement", "selectors": self._selectors(text, False), **gone}]
            case _:
                return None

    def _on(self, kind: str, words: str, **fields: Any) -> list[dict[str, Any]] | None:
        selectors = self._selectors(words, True)
        return [{"type": kind, "target": "main", "selectors": selectors, **fields}] if selectors else None

    def _selectors(self, words: str, thing: bool) -> list[list[str]]:
        if not thing:
            return [[f"text/{words}"]]
        one = named(words)
        if one is None or one.row or one.nth is not None:
            return []
        name = self.text(one.name)
        return [*([f'aria/{name}[role="{role}"]'] for role in one.roles[:1]), [f"aria/{name}"], [f"text/{name}"]]
