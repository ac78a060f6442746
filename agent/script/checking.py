"""Every mistake in a script, with its line: what ``load`` says of the first one, said of all."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, cast

from pydantic import TypeAdapter, ValidationError

from ...tools.errors import UsageError
from ...tools.marked_yaml import Marked, NoYaml, Where
from .beside import anchor_mistakes, table
from .findings import Finding, Findings, said, way, without_tags
from .one_step import step_mistakes
from .script import VERSION, Script
from .values import names_in
from .verbs import Repeat, Run, Step

_STEP: TypeAdapter[Step] = TypeAdapter(Step)
_INNER = ("steps", "otherwise")
_NAME = re.compile(r"\{([A-Za-z_]\w*)\}")
_ANY = "*"
"""Stands among known names for those of a table that is not there yet."""


def check(path: Path) -> list[Finding]:
    """The mistakes and warnings in a script and the scripts that it runs, in order of file and line.

    Raises UsageError when the file cannot be read.
    """
    found = Findings()
    _File(path, found, ()).check()
    return found.sorted()


class _File:
    """One script's file. ``callers`` are the files that led to it."""

    def __init__(self, path: Path, found: Findings, callers: tuple[Path, ...]) -> None:
        self.path = path
        self._found = found
        self._callers = (*callers, path.resolve())
        self._used: set[str] = set()

    def check(self) -> None:
        try:
            self._marked = Marked.read(self.path)
        except NoYaml as error:
            self._found.mistake(self.path, error.line or 1, "", f"no YAML: {error.problem}")
            return
        data = self._marked.data
        version = cast(dict[str, Any], data).get("eyehand") if isinstance(data, dict) else None
        if isinstance(version, int) and version > VERSION:
            self._mistake(
                ("eyehand",), f"version {version} is newer than this eyehand, which reads {VERSION}: update it"
            )
            return
        self._shape(data)
        if isinstance(data, dict):
            self._meaning(cast(dict[str, Any], data))

    def _shape(self, data: Any) -> None:
        try:
            Script.model_validate(data)
        except ValidationError as error:
            for one in error.errors(include_url=False):
                if one["type"] == "too_short" and one["input"]:
                    continue  # there are steps, and what is wrong with each was told
                where = without_tags(one["loc"])
                self._mistake(where, said(one["type"], one["msg"], one.get("input")))

    def _meaning(self, data: dict[str, Any]) -> None:
        """What can only be told of parts that have the right shape; the others are passed over, each was told."""
        start = _mapping(data.get("start"))
        self._kind = "browser" if "browser" in start else "desktop" if "desktop" in start else None
        parameters = _mapping(data.get("parameters"))
        secrets = [name for name in _list(data.get("secrets")) if isinstance(name, str)]
        for name in {*parameters} & {*secrets}:
            self._mistake(("parameters", name), f"{name!r} is a secret as well; call one of them something else")
        self._used.update(_NAME.findall(f"{start.get('browser')} {start.get('desktop')}"))
        self._steps(data.get("steps"), ("steps",), {*parameters, *secrets})
        for name in [*parameters, *secrets]:
            if name not in self._used:
                part = "parameters" if name in parameters else "secrets"
                self._warning((part, name), f"no step uses {{{name}}}")

    def _steps(self, steps: Any, where: Where, names: set[str]) -> None:
        """Walk over steps in order; ``names`` grows by the variables that they set."""
        for n, data in enumerate(_list(steps)):
            if not isinstance(data, dict):
                continue
            here, raw = (*where, n), cast(dict[str, Any], data)
            self._used.update(_NAME.findall(str(raw)))
            columns: set[str] = set()
            try:
                step = _STEP.validate_python({key: [] if key in _INNER else value for key, value in raw.items()})
            except ValidationError:
                columns = {_ANY} if "repeat" in raw else columns
            else:
                self._one(step, here, names)
                columns = self._columns(step, here) if isinstance(step, Repeat) else columns
            if {"repeat", "if_seen"} & {*raw} and not any(_list(raw.get(key)) for key in _INNER):
                self._mistake(here, "it has no steps: nothing would be done")
            later = set(names)
            for key in _INNER:
                inside = names | columns
                self._steps(raw.get(key), (*here, key), inside)
                later |= inside - columns
            names |= later
            if isinstance(raw.get("into"), str) and ("extract" in raw or "ask_person" in raw):
                names.add(raw["into"])

    def _one(self, step: Step, here: Where, names: set[str]) -> None:
        for name in names_in(step):
            if name not in names and _ANY not in names:
                known = ", ".join(sorted(names)) or "none"
                self._mistake(
                    here, f"{{{name}}} names no parameter, secret or variable set before (there are: {known})"
                )
        for message in step_mistakes(step, self._kind):
            self._mistake(here, message)
        for message in anchor_mistakes(self.path, step.anchor) if step.anchor else ():
            self._mistake((*here, "anchor"), message)
        if isinstance(step, Run):
            self._run(step, here)

    def _columns(self, step: Repeat, here: Where) -> set[str]:
        if _NAME.search(step.repeat):
            return {_ANY}
        names, messages = table(self.path.parent / step.repeat)
        for message in messages:
            self._mistake((*here, "repeat"), message)
        return {*names} if names else {_ANY}

    def _run(self, step: Run, here: Where) -> None:
        """A script that is run: it is there, is given what it needs, and leads back to none that runs it."""
        where = (*here, "run")
        if _NAME.search(step.run):
            return
        path = self.path.parent / step.run
        if path.resolve() in self._callers:
            names = [one.name for one in self._callers[self._callers.index(path.resolve()) :]]
            self._mistake(where, f"it would run for ever: {' → '.join([*names, path.name])}")
            return
        try:
            data = _mapping(Marked.read(path).data)
        except NoYaml:
            data = {}
        except UsageError as error:
            self._mistake(where, str(error))
            return
        needed = {name: _mapping(about).get("default") for name, about in _mapping(data.get("parameters")).items()}
        for name in needed:
            if needed[name] is None and name not in step.set:
                self._mistake(here, f"{path.name} needs the parameter {name!r}: give it with `set`")
        for name in step.set:
            if name not in needed:
                self._mistake((*here, "set", name), f"{path.name} has no parameter {name!r}")
        start = _mapping(data.get("start"))
        if self._kind and start and self._kind not in start:
            self._mistake(where, f"{path.name} is for a {next(iter(start))}, this script for a {self._kind}")
        self._found.once(path, lambda: _File(path, self._found, self._callers).check())

    def _mistake(self, where: Where, message: str) -> None:
        self._found.mistake(self.path, self._marked.line(where), way(where), message)

    def _warning(self, where: Where, message: str) -> None:
        self._found.warning(self.path, self._marked.line(where), way(where), message)


def _mapping(value: Any) -> dict[str, Any]:
    return cast(dict[str, Any], value) if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return cast(list[Any], value) if isinstance(value, list) else []
