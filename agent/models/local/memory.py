"""The memory that a model needs, and what this machine has."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from .libraries import library
from .settings import Cache, InProcess, Shape, Weights

GIB = 1 << 30
_DTYPE_BYTES = {"bfloat16": 2.0, "float16": 2.0, "float32": 4.0, "float64": 8.0}
_WEIGHT_BYTES: dict[Weights, float] = {"8bit": 1.0, "4bit": 0.5 + 4 / 64}
"""4 bits, and 4 bytes for each 64 of them."""
_CACHE_BYTES: dict[Cache, float] = {"fp8": 1 + 4 / 64, "8bit": 1 + 4 / 64, "4bit": 0.5 + 4 / 64}
"""Codes, and what 64 of them share: scale and offset of two bytes each, or a scale of four."""


def dtype_bytes(dtype: str) -> float:
    """Of one number; auto is that of the published weights."""
    return _DTYPE_BYTES.get(dtype, 2.0)


def weight_bytes(shape: Shape, dtype: str = "auto", quantisation: Weights | None = None) -> int:
    """Of all weights."""
    each = dtype_bytes(dtype)
    if quantisation is None:
        return int(shape.parameters * each)
    return int(shape.kept * each + (shape.parameters - shape.kept) * _WEIGHT_BYTES[quantisation])


def cache_bytes(shape: Shape, tokens: int, dtype: str = "auto", kind: Cache | None = None) -> int:
    """Of the keys and values of so many tokens."""
    each = dtype_bytes(dtype) if kind is None else _CACHE_BYTES[kind]
    return int(2 * shape.layers * shape.kv_heads * shape.head_dim * each * tokens)


def needed(shape: Shape, tokens: int, how: InProcess) -> int:
    """Weights with the keys and values of so many tokens, in bytes."""
    return weight_bytes(shape, how.dtype, how.quantisation) + cache_bytes(shape, tokens, how.dtype, how.kv_cache)


def present() -> tuple[str, int]:
    """What models run on here, and its memory in bytes: the graphics card, else main memory."""
    if find_spec("torch") is not None:
        torch = library("torch")

        if torch.cuda.is_available():
            found = torch.cuda.get_device_properties(0)
            return found.name, int(found.total_memory)
    return "this machine", _meminfo("MemTotal")


def free_bytes() -> int:
    """What is free of it now."""
    torch = library("torch")

    if torch.cuda.is_available():
        return int(torch.cuda.mem_get_info()[0])
    return _meminfo("MemAvailable")


def gib(count: float) -> str:
    return f"{count / GIB:.1f} GiB"


def _meminfo(name: str) -> int:
    """A line of Linux; elsewhere so much that nothing is refused."""
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
    except OSError:
        return 1 << 62
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{name}:"))
