"""Settings of a run: defaults, then a YAML file, then ``key=value`` words, then flags."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PositiveFloat, ValidationError

from ..tools.errors import UsageError
from .limits import Limits, tokens_of

FromHere = Annotated[Path, AfterValidator(lambda path: path.expanduser().absolute())]
"""A path that stays the same when the run is resumed from another folder."""


def _tokens(value: object) -> object:
    """32K as 32768; what is no number of tokens is left to whoever checks it."""
    return (tokens_of(value) or value) if isinstance(value, str) else value


Context = Annotated[Literal["auto"] | Annotated[int, Field(ge=8 << 10, le=1 << 20)], BeforeValidator(_tokens)]
"""A number of tokens from 8K to 1M, or auto."""


class _Settings(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class BrowserSettings(_Settings):
    """The browser screen."""

    viewport: tuple[Annotated[int, Field(ge=64, le=7680)], Annotated[int, Field(ge=64, le=4320)]] = (1280, 800)
    """Width and height in CSS pixels."""
    scale: Annotated[float, Field(ge=0.5, le=4)] = 1.0
    """Device pixels per CSS pixel."""
    headed: bool = False
    """Show the browser's window."""
    profile: FromHere | None = None
    """A folder that keeps cookies and settings; none is a temporary one."""
    storage_state: FromHere | None = None
    """A Playwright state file (cookies, local storage) to start from."""
    cdp: str | None = None
    """The DevTools address of a running browser to use; it is never closed."""
    lease_s: PositiveFloat = 600.0
    """How long the browser outlives a runner that was killed, for `eyehand resume`."""


class DesktopSettings(_Settings):
    """The desktop screen."""

    display: str | None = None
    """The real display to use, like ":0"; none is a virtual one of our own."""
    monitor: Annotated[int, Field(ge=0, le=16)] = 0
    """Which monitor, counted from 1; 0 is all of them as one picture."""
    size: tuple[Annotated[int, Field(ge=64, le=7680)], Annotated[int, Field(ge=64, le=4320)]] = (1280, 800)
    """Width and height of a virtual display in pixels."""
    depth: Literal[16, 24] = 24
    """Bits per pixel of a virtual display."""
    app: str | None = None
    """The application to start at the beginning: a name, or a command line."""
    vnc: bool = False
    """Let a person watch a virtual display through x11vnc."""
    lease_s: PositiveFloat = 600.0
    """How long a virtual display outlives a runner that was killed, for `eyehand resume`."""


class Settings(_Settings):
    """Everything that can be set, with its default."""

    model: str = "auto"
    """Who decides: auto is EYEHAND_MODEL, else the user's config file, else embedded."""
    grounder: str | None = None
    """Who points at what the model names in words; none is the model itself."""
    base_url: str | None = None
    """The OpenAI-compatible server of the model."""
    model_id: str | None = None
    """What that server calls the model."""
    context: Context = "auto"
    """How many tokens the model is told at most, like 32K; auto is what fits the model, its server or the memory."""
    limits: Limits = Limits()
    """What an instruction may cost."""
    browser: BrowserSettings = BrowserSettings()
    desktop: DesktopSettings = DesktopSettings()


def load(file: Path | None = None, words: tuple[str, ...] = (), flags: dict[str, Any] | None = None) -> Settings:
    """Settings with a file's, then the words', then the flags' values over the defaults.

    ``words`` are like ``limits.max_steps=20``; ``flags`` has the same dotted keys. Raises UsageError that names the
    file or word and the key.
    """
    values: dict[str, Any] = _read(file) if file else {}
    _validated(values, str(file))
    for word in words:
        key, _, value = word.partition("=")
        _put(values, key, yaml.safe_load(value))
        _validated(values, word)
    for key, value in (flags or {}).items():
        _put(values, key, value)
    return _validated(values, "the flags")


def _read(file: Path) -> dict[str, Any]:
    try:
        values: Any = yaml.safe_load(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"cannot read {str(file)!r}: {error.strerror}") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise UsageError(f"{file}: no YAML: {error}") from None
    if values is None:
        return {}
    if not isinstance(values, dict):
        raise UsageError(f"{file}: a mapping of settings was expected")
    return values  # pyright: ignore[reportUnknownVariableType]


def _put(values: dict[str, Any], key: str, value: Any) -> None:
    *path, last = key.split(".")
    for part in path:
        values = values.setdefault(part, {})
        if not isinstance(values, dict):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise UsageError(f"{key}={value}: {part!r} holds a value, not a group of settings")
    values[last] = value


def _validated(values: dict[str, Any], where: str) -> Settings:
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        key = ".".join(str(part) for part in first["loc"])
        raise UsageError(f"{where}: {key}: {first['msg'].lower()}") from None
