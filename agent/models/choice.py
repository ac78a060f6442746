"""Which models a run asks."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TypedDict

from pydantic import BaseModel, ConfigDict, ValidationError

from ...tools.errors import EnvError, UsageError
from ...tools.eye.eye import Eye
from ...tools.eye.location import Locator
from ..protocols import Decider
from ..settings import Context
from .description import Description, describe
from .description import described as described_models
from .embedded import Embedded
from .endpoint import Endpoint
from .local.folder import check, is_path
from .local.loading import installed
from .own_config import read_own
from .vision_model import VisionModel

FILE = "model.json"
"""Of the run folder, so that `eyehand resume` asks the same model; there unless the model is embedded."""


class Models(TypedDict, total=False):
    """Which models, as arguments of a program; what is left out is that of the user's own config."""

    model: str
    grounder: str | None
    base_url: str | None
    model_id: str | None
    context: Context


class Choice(BaseModel):
    """Models by name; ``base_url`` and ``model_id`` say where the one that decides is served, and as what."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    model: str = "embedded"
    grounder: str | None = None
    base_url: str | None = None
    model_id: str | None = None
    context: Context = "auto"

    @property
    def title(self) -> str:
        """What a person is told."""
        name = self.model_id if self.model == "endpoint" and self.model_id else self.model
        return f"{name}, pointed by {self.grounder}" if self.grounder else name

    def write(self, folder: Path) -> None:
        """Keep it in a run folder. Raises EnvError when the disk refuses."""
        if self == Choice():
            return
        try:
            (folder / FILE).write_text(self.model_dump_json(indent=2) + "\n", encoding="utf-8")
        except OSError as error:
            raise EnvError(f"cannot write {FILE} in {str(folder)!r}: {error.strerror}") from None

    @classmethod
    def read(cls, folder: Path) -> Choice:
        """That of a run folder. Raises UsageError when its file cannot be read."""
        try:
            return cls.model_validate_json((folder / FILE).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return cls()
        except (OSError, UnicodeDecodeError, ValidationError) as error:
            raise UsageError(f"{str(folder / FILE)!r} cannot be read: {error}") from None


def choose(
    model: str = "auto",
    *,
    grounder: str | None = None,
    base_url: str | None = None,
    model_id: str | None = None,
    context: Context = "auto",
) -> Choice:
    """The choice that the names stand for.

    ``auto`` is EYEHAND_MODEL, else ``model`` in the user's config file, else embedded; the file's address goes with the
    file's model. Raises UsageError when the file cannot be read.
    """
    own = read_own() if model == "auto" or base_url is None else None
    if model == "auto":
        model = os.environ.get("EYEHAND_MODEL") or (own.model if own else None) or "embedded"
    if own is not None and own.model == model:
        base_url, model_id = base_url or own.base_url, model_id or own.model_id
    if base_url is None and model_id is not None and is_path(model_id):
        model_id = _absolute(model_id)
    pointing = grounder and _named(grounder)
    return Choice(model=_named(model), grounder=pointing, base_url=base_url, model_id=model_id, context=context)


def _named(model: str) -> str:
    """A name, or where a folder of weights is, wherever this is read again."""
    known = model == "embedded" or model in described_models()
    return _absolute(model) if not known and is_path(model) else model


def _absolute(path: str) -> str:
    return str(Path(path).expanduser().resolve())


def decider(choice: Choice, eye: Eye) -> Decider:
    """Whoever decides; weights of its own are there before a screen is opened.

    Raises UsageError when there is no such model, EnvError when what it needs cannot be had.
    """
    if choice.model != "embedded":
        return _fetched(vision_model(choice, _grounder(choice, eye)))
    if choice.grounder is not None:
        raise UsageError("the embedded model points itself; --grounder goes with a model that plans (--model NAME)")
    if choice.context != "auto":
        raise UsageError("the embedded model needs no --context; it goes with a model that is told a history")
    if choice.base_url or choice.model_id:
        raise UsageError("the embedded model is served nowhere; --base-url and --model-id go with --model endpoint")
    return Embedded(eye)


def locator(choice: Choice, eye: Eye) -> Locator:
    """Whoever points. Raises UsageError and EnvError like ``decider``."""
    return eye if choice.model == "embedded" else _fetched(vision_model(choice))


def vision_model(choice: Choice, grounder: Locator | None = None) -> VisionModel:
    """A model behind a server when somebody said where, else in this process.

    Raises UsageError when there is none of this name, or what it needs is not there.
    """
    described = describe(choice.model, choice.model_id)
    base_url, model_id = choice.base_url or described.base_url, choice.model_id or described.model_id
    if base_url is None:
        return _in_process(described, choice, grounder)
    described = _shortened(described, choice.context)
    if not base_url.startswith(("http://", "https://")):
        raise UsageError(f"--base-url {base_url}: an address like http://127.0.0.1:8000/v1 was expected")
    if model_id is None:
        raise UsageError(f"{choice.model} needs --model-id: what the server calls the model")
    name = model_id if described.model_id is None else described.name
    return VisionModel(described, Endpoint(described, base_url, model_id), name, grounder)


def served_nowhere(choice: Choice) -> Description | None:
    """The model that would run in this process, if it does; None for the embedded one and for one behind a server.

    Raises UsageError when there is none of this name.
    """
    if choice.model == "embedded":
        return None
    described = describe(choice.model, choice.model_id)
    return None if choice.base_url or described.base_url else described


def _fetched(model: VisionModel) -> VisionModel:
    for one in (model, model.grounder):
        if isinstance(one, VisionModel):
            one.voice.fetch()
    return model


def _shortened(described: Description, context: Context) -> Description:
    """With the context that was asked for. Raises UsageError when the model has none that long."""
    if context == "auto":
        return described
    if context > described.context_tokens:
        raise UsageError(
            f"--context {context:,} is more than the {described.context_tokens:,} tokens of {described.name}; ask for "
            "less, or set context_tokens in the model's file (in this process beyond what it was trained for with "
            "in_process.yarn_factor)"
        )
    return described.model_copy(update={"context_tokens": context})


def _in_process(described: Description, choice: Choice, grounder: Locator | None) -> VisionModel:
    name = described.name
    source = choice.model_id or described.in_process.weights or described.model_id
    if source is None:
        raise UsageError(
            f"{name}: say where it is served with --base-url, like http://127.0.0.1:8000/v1, and with --model-id what "
            "the server calls it"
        )
    if not installed():
        raise EnvError(
            f"{name} runs in this process and needs `pip install 'eyehand[local]'`; or it runs behind a server: say "
            f"where with --base-url, or once and for all with `eyehand models use {name} --base-url URL`"
        )
    if is_path(source):
        check(Path(source).expanduser())
    from .local.fits import longest
    from .local.voice import InProcess

    described = _shortened(described, longest(described) if choice.context == "auto" else choice.context)
    return VisionModel(described, InProcess(described, source), name, grounder)


def _grounder(choice: Choice, eye: Eye) -> Locator | None:
    """The model that points: where its own file says, else where the model that decides is."""
    if choice.grounder in (None, "embedded"):
        return eye if choice.grounder else None
    described: Description = describe(choice.grounder)
    own = described.base_url or described.in_process.weights
    return vision_model(Choice(model=choice.grounder, base_url=described.base_url if own else choice.base_url))
