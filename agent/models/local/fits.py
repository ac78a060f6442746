"""Which models fit this machine, how, and which of them are here."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ....tools.errors import EnvError, EyehandError
from ..description import Description, read_description
from ..description import described as all_described
from .folder import cached, check, is_path
from .memory import cache_bytes, gib, needed, present, weight_bytes

CONTEXTS = {"32K": 32_768, "128K": 131_072, "256K": 262_144}
_MARGIN = 0.92
"""What is left of a machine's memory for weights, keys and values, when the rest is for computing with them."""
_WAYS: tuple[tuple[str, dict[str, str]], ...] = (
    ("", {}),
    ("keys and values in 8 bits", {"kv_cache": "8bit"}),
    ("keys and values in 4 bits", {"kv_cache": "4bit"}),
    ("weights in 4, keys and values in 8 bits", {"quantisation": "4bit", "kv_cache": "8bit"}),
    ("weights, keys and values in 4 bits", {"quantisation": "4bit", "kv_cache": "4bit"}),
)


@dataclass(frozen=True, slots=True)
class Fit:
    """The longest context that fits, and with which settings beside the description's own."""

    context: str
    way: str
    settings: dict[str, str]

    def __str__(self) -> str:
        return f"{self.context}, {self.way}" if self.way else self.context


def needs(described: Description) -> dict[str, int]:
    """Bytes at each length of context, with the description's own settings; empty when its shape is not known."""
    shape = described.shape
    if shape is None:
        return {}
    return {name: needed(shape, tokens, described.in_process) for name, tokens in CONTEXTS.items()}


def fit(described: Description, bytes_here: int) -> Fit | None:
    """None when nothing fits, or its shape is not known. The longest context comes first, then the fewest changes."""
    shape = described.shape
    if shape is None:
        return None
    for context, tokens in reversed(CONTEXTS.items()):
        for way, settings in _WAYS:
            if "quantisation" in settings and not shape.quantises:
                continue
            if "kv_cache" in settings and described.in_process.compile:
                continue
            how = described.in_process.model_copy(update=settings)
            if needed(shape, tokens, how) <= bytes_here * _MARGIN:
                return Fit(context, way, settings)
    return None


def longest(described: Description) -> int:
    """Tokens of context that fit this machine with the description's own settings, in whole K and 8K at least; at most
    what the model has. Where its shape is not known, that is it.
    """
    shape, how = described.shape, described.in_process
    if shape is None:
        return described.context_tokens
    _, here = present()
    left = here * _MARGIN - weight_bytes(shape, how.dtype, how.quantisation)
    each = cache_bytes(shape, 1 << 10, how.dtype, how.kv_cache)
    return min(described.context_tokens, max(8, int(left // each)) << 10)


def require_fit(described: Description) -> None:
    """Raises EnvError when the weights alone are more than this machine's memory, before anything is fetched."""
    machine, here = present()
    if described.shape is None:
        return
    weights = weight_bytes(described.shape, described.in_process.dtype, described.in_process.quantisation)
    if weights > here:
        raise EnvError(
            f"{described.name} needs {gib(weights)} for its weights alone, and {machine} has {gib(here)}; "
            f"{advice(described)}"
        )


def advice(described: Description) -> str:
    """What would fit this machine: this model with other settings, else other models."""
    _, here = present()
    found = fit(described, here)
    if found is not None and found.settings:
        settings = ", ".join(f"{name}: {value}" for name, value in found.settings.items())
        return f"what would fit: in_process {{{settings}}} in its file, with {found.context} of context"
    others = {name: read_description(path) for name, path in all_described().items()}
    names = [f"{name} ({fits})" for name, one in others.items() if not one.thinks and (fits := fit(one, here))]
    return f"what would fit: {'; '.join(names) or 'no model that runs here'}; or a server, with --base-url"


def state(described: Description, base_url: str | None) -> str:
    """Where it runs, and whether its weights are here."""
    if base_url:
        return f"served at {base_url}"
    source = described.in_process.weights or (described.model_id if described.shape else None)
    if source is None:
        return "--base-url says where"
    folder = Path(source).expanduser() if is_path(source) else cached(source)
    if folder is None:
        return "weights not here"
    try:
        check(folder)
    except EyehandError as error:
        return f"weights not usable: {error}" if is_path(source) else "weights partly here"
    return "weights here"
