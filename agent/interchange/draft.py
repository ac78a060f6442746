"""A script that is being made of another tool's recording, with what could not be carried over."""

from __future__ import annotations

import re
from typing import Any

from ...tools.errors import UsageError
from ..script.script import Parameter, Script, Start
from ..script.verbs import VERBS

_NAME = re.compile(r"\{([A-Za-z_]\w*)\}")
_PASSWORD = re.compile(r"pass(word|code|phrase|wd)?\b|pwd|secret|\bpin\b|\bcv[vc]\b|token|\botp\b|密码", re.IGNORECASE)


class Draft:
    """Steps in order. What cannot be carried over is noted at its place, and never dropped without a word."""

    def __init__(self, name: str = "", about: str = "") -> None:
        self.name = name
        self.about = about
        self.url = ""
        self.viewport = "1280x800"
        self.scale = 1.0
        self.parameters: dict[str, Parameter] = {}
        self.secrets: list[str] = []
        self.notes: list[str] = []
        self._comments: dict[int, list[str]] = {}
        self._steps: list[dict[str, Any]] = []

    def __len__(self) -> int:
        return len(self._steps)

    @property
    def variables(self) -> set[str]:
        """What steps so far have read from the screen."""
        return {step["into"] for step in self._steps if "extract" in step}

    def given(self, name: str) -> str:
        """A value of this name that is given when the script runs, as a script writes it."""
        if _PASSWORD.search(name.replace("_", " ")):
            self.secrets += [] if name in self.secrets else [name]
        else:
            self.parameters.setdefault(name, Parameter())
        return f"{{{name}}}"

    def add(self, **step: Any) -> None:
        """A step, as it stands in a script; what is None or empty of it is left out."""
        self._steps.append({key: value for key, value in step.items() if value not in (None, (), [])})

    def open(self, url: str) -> None:
        """The page that it starts on, or one that is opened later."""
        if self.url or self._steps:
            self.add(open=self.literal(url))
        else:
            self.url = url

    def then(self, **truth: Any) -> None:
        """What must be true after the newest step; a step of its own when there is none."""
        if self._steps and "expect" not in self._steps[-1]:
            self._steps[-1].setdefault("then", []).append(truth)
        elif "seen" in truth:
            self.add(expect=truth["seen"])
        else:
            self.note("", f"a condition on the first page has no step that it follows: {truth}")

    def amend(self, **fields: Any) -> None:
        """More of the newest step, if there is one."""
        if self._steps:
            self._steps[-1].update(fields)

    def note(self, place: str, sentence: str) -> None:
        """What could not be carried over: a comment above the step that comes next. ``place`` is that in the file."""
        said = f"{place}: {sentence}" if place else sentence
        self.notes.append(said)
        self._comments.setdefault(len(self._steps), []).append(said)

    def typed(self, value: str, label: str, *, secret: bool = False) -> str:
        """A typed value as a parameter, or a secret that is kept nowhere; ``label`` is the field's, for its name."""
        name = _name(label)
        if secret or _PASSWORD.search(label):
            if name not in self.secrets:
                name = self._free(name)
                self.secrets.append(name)
            return f"{{{name}}}"
        known = next((key for key, one in self.parameters.items() if one.default == value and key == name), None)
        if known is None:
            known = self._free(name)
            self.parameters[known] = Parameter(default=value)
        return f"{{{known}}}"

    def literal(self, text: str) -> str:
        """A text as a script holds it; braces that would stand for a name there become a parameter's value."""
        if any(match not in self.parameters for match in _NAME.findall(text)):
            return self.typed(text, "text")
        return text

    def script(self) -> tuple[Script, dict[int, str]]:
        """The script with the comments of its steps. Raises UsageError when nothing could be carried over."""
        if not self._steps and self.url:
            self._steps.append({"open": self.url})
        if not self._steps:
            raise UsageError(f"no step of it can be carried over: {'; '.join(self.notes) or 'there is none'}")
        if not self.url:
            self.url = "about:blank"
            self.notes.append("it names no page to start on: write its address under start.browser")
        steps = tuple(_model(step) for step in self._steps)
        last = len(steps) - 1
        comments: dict[int, str] = {}
        for n, lines in self._comments.items():
            place = min(n, last)
            after = [f"(after this step) {line}" for line in lines] if n > last else lines
            comments[place] = "\n".join([*([comments[place]] if place in comments else []), *after])
        start = Start(browser=self.url, viewport=self.viewport, scale=self.scale)
        named = {"name": self.name, "about": self.about, "start": start, "parameters": self.parameters}
        return Script.model_validate({**named, "secrets": tuple(self.secrets), "steps": steps}), comments

    def _free(self, name: str) -> str:
        taken, found, number = {*self.parameters, *self.secrets}, name, 1
        while found in taken:
            number += 1
            found = f"{name}_{number}"
        return found


def _model(step: dict[str, Any]) -> Any:
    kind = next(kind for verb, kind in VERBS.items() if verb in step)
    return kind.model_validate(step)


def _name(label: str) -> str:
    found = re.sub(r"[^a-z0-9]+", "_", label.lower()).strip("_")[:30].strip("_")
    found = re.sub(r"^(the_|enter_|your_)+", "", found)
    found = re.sub(r"_(field|box|input|textbox)$", "", found) or "value"
    return found if not found[0].isdigit() else f"_{found}"
