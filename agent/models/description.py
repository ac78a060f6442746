"""What is known of a model: configs/models/NAME.yaml, or a file of the user's own.

A model's numbers are data; nothing follows from a part of its name.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, NonNegativeFloat, PositiveFloat, PositiveInt, ValidationError

from ...env.events import Usage
from ...tools.errors import UsageError
from .image_tokens import ImageLimits
from .local.folder import is_path, read_json
from .local.settings import InProcess, Shape
from .own_config import own_folder

SHIPPED = Path(__file__).parents[2] / "configs" / "models"
STAND_INS = {"oracle": "the solutions of a suite", "nothing": "an agent that does nothing"}
"""What `eyehand eval` takes in the place of a model, and nothing else does."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Sampling(_Part):
    """How replies are drawn; None is left to the server. In this process no temperature means the likeliest token."""

    temperature: Annotated[float, Field(ge=0, le=2)] | None = None
    top_p: Annotated[float, Field(gt=0, le=1)] | None = None
    top_k: PositiveInt | None = None
    """Not part of OpenAI's interface; vLLM, SGLang and DashScope take it."""
    repetition_penalty: PositiveFloat | None = None
    """Like ``top_k``."""
    presence_penalty: Annotated[float, Field(ge=-2, le=2)] | None = None
    seed: int | None = None
    max_tokens: PositiveInt = 4096
    """Of a reply, thinking included."""


class Price(_Part):
    """What a million tokens cost, in any currency; ``cached`` are prompt tokens that the server had already."""

    prompt: NonNegativeFloat = 0
    cached: NonNegativeFloat = 0
    completion: NonNegativeFloat = 0

    def of(self, usage: Usage) -> float:
        fresh = max(0, usage.prompt - usage.cached)
        return (fresh * self.prompt + usage.cached * self.cached + usage.completion * self.completion) / 1e6


class Description(_Part):
    """One model, and where it is served if that is always the same place; without that it runs in this process."""

    name: str
    """That of its file."""
    model_id: str | None = None
    """What servers and the hub call it; None has to be said with --model-id."""
    also: tuple[str, ...] = ()
    """Other ids of the same model (quantised weights, for one)."""
    base_url: str | None = None
    calls: Literal["json", "xml"] = "json"
    """How it writes tool calls."""
    thinks: bool = False
    """Whether it thinks before it replies."""
    context_tokens: PositiveInt = 262_144
    max_images: PositiveInt = 999
    """In one request; vLLM's own limit is 999."""
    max_request_bytes: PositiveInt = 100_000_000
    """What servers and the proxies before them take; a request holds every picture that is told anew."""
    picture_ids: bool = False
    """Whether its server takes an id in place of a picture that it was sent before (``uuid`` of vLLM)."""
    images: ImageLimits = ImageLimits()
    sampling: Sampling = Sampling()
    price: Price | None = None
    shape: Shape | None = None
    """What the memory that it needs follows from."""
    in_process: InProcess = InProcess()
    """How it runs in this process, without a server."""
    prompt_file: Path | None = None
    """A text file with the system prompt, instead of ours; relative to the YAML file."""
    deadline_s: PositiveFloat = 300
    """The longest that one reply may take, tries again included."""


def described() -> dict[str, Path]:
    """Every model that has a file, by name; the user's own files go over those that ship."""
    folders = (SHIPPED, own_folder() / "models")
    return {path.stem: path for folder in folders for path in sorted(folder.glob("*.yaml"))}


def describe(name: str, model_id: str | None = None) -> Description:
    """A model by its name; one whose id is that of a described model is that model, and a folder of weights is one.

    Raises UsageError when no model has this name or its file is wrong.
    """
    if name in STAND_INS:
        raise UsageError(f"{name!r} is no model; it stands for {STAND_INS[name]}, and only `eyehand eval` takes it")
    files = described()
    if name not in files and is_path(name):
        return _of_folder(Path(name).expanduser().resolve())
    if name not in files:
        raise UsageError(f"no model is called {name!r}; there is: embedded, {', '.join(files)}, or a folder")
    found = read_description(files[name])
    if found.model_id is None and model_id is not None:
        known = [one for one in map(read_description, files.values()) if model_id in (one.model_id, *one.also)]
        if known:
            return known[0].model_copy(update={"model_id": model_id})
    return found


def _of_folder(folder: Path) -> Description:
    """Weights that nobody described: their own context, and the likeliest token."""
    found = Description(name=folder.name, in_process=InProcess(weights=str(folder)))
    text: dict[str, Any] = (read_json(folder / "config.json") or {}).get("text_config") or {}
    most = text.get("max_position_embeddings")
    return found.model_copy(update={"context_tokens": most}) if isinstance(most, int) else found


def read_description(path: Path) -> Description:
    """The description in a file. Raises UsageError that names the file and the key."""
    try:
        values: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
        found = Description.model_validate({**(values or {}), "name": path.stem})
    except (OSError, UnicodeDecodeError, yaml.YAMLError, TypeError) as error:
        raise UsageError(f"{path}: cannot be read: {error}") from None
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise UsageError(f"{path}: {'.'.join(map(str, first['loc']))}: {first['msg'].lower()}") from None
    if found.prompt_file is None:
        return found
    return found.model_copy(update={"prompt_file": path.parent / found.prompt_file.expanduser()})
