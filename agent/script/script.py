"""A script: where it starts, what it is given, its steps."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, cast

from pydantic import Field, ValidationError, model_validator

from ...tasks.variants import Strict
from ...tools.errors import UsageError
from ...tools.marked_yaml import Marked
from .verbs import VERBS, Step

VERSION = 1
"""Of the format; a reader refuses a newer one."""
_LISTS = ("steps", "otherwise")
Name = Annotated[str, Field(pattern=r"^[A-Za-z_]\w*$")]


class Parameter(Strict):
    """A value that is given with ``--set``; without a default it must be."""

    default: str | None = None
    about: str = Field(default="", description="What it is, for who runs the script")


class Start(Strict):
    """The screen that a script starts on: a page, or a desktop with an application, "" for none."""

    browser: str | None = Field(default=None, description="The address of the page")
    desktop: str | None = Field(
        default=None, description="The application that is started first, a name or a command line"
    )
    viewport: Annotated[str, Field(pattern=r"^\d+x\d+$")] = "1280x800"
    scale: float = 1.0

    @model_validator(mode="after")
    def _one(self) -> Start:
        if (self.browser is None) == (self.desktop is None):
            raise ValueError("exactly one of browser and desktop was expected")
        return self

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the page or the desktop."""
        width, height = self.viewport.split("x")
        return int(width), int(height)


class Script(Strict):
    """Steps on a screen. ``eyehand`` is the version of the format."""

    eyehand: int = VERSION
    name: str = ""
    about: str = ""
    start: Start
    parameters: dict[Name, Parameter] = Field(default_factory=dict)
    secrets: tuple[Name, ...] = Field(
        default=(), description="Names of values that come from --secret and are kept nowhere"
    )
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]


def load(path: Path) -> Script:
    """Raises UsageError that names file, line and field when it is no script of a version that is known."""
    marked = Marked.read(path)
    data: object = marked.data
    version = cast(dict[str, Any], data).get("eyehand") if isinstance(data, dict) else None
    if isinstance(version, int) and version > VERSION:
        raise UsageError(f"{path}: it is of version {version}, this eyehand reads version {VERSION}: update it")
    try:
        return Script.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise UsageError(f"{path}: {place(marked, first['loc'])}: {first['msg'].lower()}") from None


def place(marked: Marked, where: tuple[int | str, ...]) -> str:
    """A place in a script for a person: its line, and the way to it, without the tags of steps, which no file holds."""
    parts = [part for n, part in enumerate(where) if not (n >= 2 and where[n - 2] in _LISTS and part in VERBS)]
    words = ".".join(f"{part + 1}" if isinstance(part, int) else part for part in parts)
    return f"line {marked.line(tuple(parts))}: {words or 'the file'}"
