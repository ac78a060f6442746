"""Loads a model into this process: the adapter of transformers."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ....tools.errors import EnvError, UsageError
from .folder import config_of, stored_bytes
from .libraries import library
from .memory import free_bytes, gib
from .settings import InProcess, Shape

_said: set[str] = set()


@dataclass(frozen=True, slots=True)
class Loaded:
    """A model that is in memory. ``model`` is a Qwen3VLForConditionalGeneration or its MoE variant."""

    model: Any
    how: InProcess
    attention: str
    shape: Shape

    @property
    def device(self) -> Any:
        """Where tokens go in."""
        return self.model.get_input_embeddings().weight.device

    @property
    def quantised_cache(self) -> bool:
        return self.how.kv_cache is not None

    def new_cache(self) -> Any:
        """No keys and values yet."""
        from .keys import new_cache

        return new_cache(self.shape.layers, self.how.kv_cache, compiled=self.how.compile)


def installed() -> bool:
    """Whether the ``local`` extra is."""
    return all(find_spec(name) is not None for name in ("torch", "transformers", "accelerate"))


def load(folder: Path, how: InProcess, context_tokens: int) -> Loaded:
    """Raises UsageError for settings that cannot be, EnvError when memory or a package is missing."""
    torch = library("torch")
    transformers = library("transformers")
    mixed = config_of(folder)["model_type"] == "qwen3_vl_moe"
    kind = getattr(transformers, f"Qwen3VL{'Moe' if mixed else ''}ForConditionalGeneration")
    config: Any = transformers.AutoConfig.from_pretrained(folder, local_files_only=True)
    stretch(config.text_config, how.yarn_factor, context_tokens)
    if how.quantisation is None:
        require_room(stored_bytes(folder), folder.name)
    attention = _attention(how, torch.cuda.is_available())
    options: dict[str, Any] = {"quantization_config": _quantisation(how, mixed)} if how.quantisation else {}
    device_map = how.device_map if torch.cuda.is_available() or how.device_map != "auto" else "cpu"
    model: Any = kind.from_pretrained(
        folder,
        config=config,
        dtype="auto" if how.dtype == "auto" else getattr(torch, how.dtype),
        attn_implementation=attention,
        device_map=device_map,
        local_files_only=True,
        **options,
    )
    model.eval()
    if how.compile:
        model.model.language_model.compile(dynamic=True)
    return Loaded(model, how, attention, shape_of(model))


def shape_of(model: Any) -> Shape:
    """Of a model that is loaded, or laid out without memory."""
    text = model.config.text_config
    linear = sum(
        one.numel()
        for name, one in model.model.language_model.named_parameters()
        if one.dim() > 1 and "embed" not in name
    )
    total = sum(one.numel() for one in model.parameters())
    return Shape(
        parameters=total,
        kept=total - linear,
        layers=text.num_hidden_layers,
        kv_heads=text.num_key_value_heads,
        head_dim=text.head_dim,
    )


def stretch(text_config: Any, factor: float | None, context_tokens: int) -> None:
    """Set YaRN where it was asked for. Raises UsageError when the context goes beyond what the model knows."""
    trained: int = text_config.max_position_embeddings
    most = int(trained * (factor or 1))
    if context_tokens > most:
        hint = f"set in_process.yarn_factor ({context_tokens / trained:.2g} would do; Qwen says 2 to 3)"
        raise UsageError(
            f"context_tokens is {context_tokens:,}, but the model was trained for {trained:,}"
            + (f", and yarn_factor {factor:g} gives {most:,}" if factor else f"; {hint}, or ask for less")
        )
    if factor is None:
        return
    text_config.rope_parameters = {
        **text_config.rope_parameters,
        "rope_type": "yarn",
        "factor": factor,
        "original_max_position_embeddings": trained,
    }
    text_config.max_position_embeddings = most


def require_room(count: int, name: str) -> None:
    """Raises EnvError when so many bytes of weights are not free."""
    free = free_bytes()
    if count > free:
        raise EnvError(
            f"{name} needs {gib(count)} for its weights alone, and {gib(free)} are free; end other programs. "
            "`eyehand models` says what would fit, and in_process.quantisation (8bit, 4bit) makes weights smaller"
        )


@contextmanager
def memory_guard(name: str, advice: Callable[[], str]) -> Generator[None]:
    """Turns running out of memory into an EnvError that says what would fit."""
    torch = library("torch")

    try:
        yield
    except (torch.OutOfMemoryError, MemoryError, RuntimeError) as error:
        if not isinstance(error, torch.OutOfMemoryError | MemoryError) and "DefaultCPUAllocator" not in str(error):
            raise
        free = gib(free_bytes())
        raise EnvError(f"{name} ran out of memory ({free} are free); a shorter task, or: {advice()}") from None


def _attention(how: InProcess, cuda: bool) -> str:
    usable = cuda and bool(library("transformers.utils").is_flash_attn_2_available())
    if how.attention == "flash_attention_2" and not usable:
        raise EnvError("attention: flash_attention_2 needs a graphics card and `pip install 'eyehand[flash]'`; or sdpa")
    chosen = ("flash_attention_2" if usable else "sdpa") if how.attention == "auto" else how.attention
    if how.attention == "auto" and not usable:
        say_once(f"attention: {chosen} ({'flash-attn is not installed' if cuda else 'no graphics card'})")
    return chosen


def _quantisation(how: InProcess, mixed: bool) -> Any:
    if mixed:
        raise UsageError("the experts of this model cannot be quantised in this process; serve its FP8 weights instead")
    if find_spec("bitsandbytes") is None:
        raise EnvError("quantised weights need bitsandbytes: pip install 'eyehand[quantised]'")
    made, kept = library("transformers").BitsAndBytesConfig, ["lm_head", "visual"]
    if how.quantisation == "8bit":
        return made(load_in_8bit=True, llm_int8_skip_modules=kept)
    return made(
        load_in_4bit=True,
        bnb_4bit_quant_type="nf4",
        bnb_4bit_compute_dtype=library("torch").bfloat16,
        llm_int8_skip_modules=kept,
    )


def say_once(words: str) -> None:
    """Tell the person, on stderr."""
    if words not in _said:
        _said.add(words)
        print(f"eyehand: {words}", file=sys.stderr)  # noqa: T201
