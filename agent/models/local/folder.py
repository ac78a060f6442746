"""The folder of a model's weights: one of the user's own, or what the hub's client has fetched."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any, cast

from ....tools.errors import EnvError, UsageError
from .libraries import library

KINDS = ("qwen3_vl", "qwen3_vl_moe")
"""The architectures that run in this process."""
_WANTED = ["*.json", "*.safetensors", "*.jinja", "*.txt"]
_SINGLE, _INDEX = "model.safetensors", "model.safetensors.index.json"


def is_path(source: str) -> bool:
    """Whether weights are named by a folder, not by an id on the hub."""
    return source.startswith(("/", "./", "../", "~")) or Path(source).is_dir()


def folder_of(source: str) -> Path:
    """The folder, whole. Raises UsageError for a wrong path or id, EnvError for what is not whole or not to be had."""
    folder = Path(source).expanduser() if is_path(source) else _fetched(source)
    check(folder)
    return folder


def check(folder: Path) -> None:
    """Raises UsageError when the folder holds no weights that can run here, EnvError when they are not whole."""
    if not folder.is_dir():
        raise UsageError(f"no folder {str(folder)!r}; a folder with config.json and *.safetensors was expected")
    _check_kind(folder, str(folder))
    for name in _files(folder):
        _check_file(folder / name)


def _check_kind(folder: Path, name: str) -> None:
    kind = config_of(folder).get("model_type")
    if kind not in KINDS:
        raise UsageError(
            f"{name!r} holds a {kind} model; {' and '.join(KINDS)} run in this process. Serve others and say where "
            "with --base-url"
        )


def config_of(folder: Path) -> dict[str, Any]:
    """Its config.json. Raises UsageError without one."""
    return read_json(folder / "config.json") or _missing(folder)


def read_json(path: Path) -> dict[str, Any] | None:
    """None without the file. Raises EnvError when it cannot be read."""
    try:
        return cast("dict[str, Any]", json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise EnvError(f"{str(path)!r} cannot be read: {error}") from None


def stored_bytes(folder: Path) -> int:
    """What the weights take on the disk."""
    return sum((folder / name).stat().st_size for name in _files(folder))


def _missing(folder: Path) -> dict[str, Any]:
    raise UsageError(f"{str(folder)!r} has no config.json; a folder of weights for transformers was expected")


def _files(folder: Path) -> list[str]:
    index = read_json(folder / _INDEX)
    return sorted(set(index["weight_map"].values())) if index else [_SINGLE]


def _check_file(path: Path) -> None:
    """By the length that its own header announces."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            length = int.from_bytes(file.read(8), "little")
            header: dict[str, Any] = json.loads(file.read(length)) if 2 <= length < size else {}
    except FileNotFoundError:
        raise EnvError(f"the weights in {str(path.parent)!r} are not whole: {path.name} is missing; {_AGAIN}") from None
    except (OSError, ValueError):
        header, size, length = {}, 0, 0
    ends = [one["data_offsets"][1] for name, one in header.items() if name != "__metadata__"]
    whole = 8 + length + max(ends) if ends else None
    if whole is None:
        raise EnvError(f"{str(path)!r} is damaged or not whole; {_AGAIN}")
    if size != whole:
        raise EnvError(f"{str(path)!r} is not whole: it has {size:,} of {whole:,} bytes; {_AGAIN}")


_AGAIN = "fetch the weights again"


def cached(source: str) -> Path | None:
    """Where the hub's client keeps what it fetched of an id; None when it has nothing."""
    if find_spec("huggingface_hub") is None:
        return None
    hub = library("huggingface_hub")
    try:
        return Path(hub.snapshot_download(source, local_files_only=True))
    except (OSError, ValueError, hub.errors.LocalEntryNotFoundError):
        return None


def _fetched(source: str) -> Path:
    """From the hub, or where its client keeps what it fetched before; first what kind of model it is."""
    from huggingface_hub.errors import (
        GatedRepoError,
        HfHubHTTPError,
        HFValidationError,
        LocalEntryNotFoundError,
        RepositoryNotFoundError,
    )

    try:
        fetch = library("huggingface_hub").snapshot_download
        _check_kind(Path(fetch(source, allow_patterns=["config.json"])), source)
        return Path(fetch(source, allow_patterns=_WANTED))
    except HFValidationError:
        raise UsageError(
            f"{source!r} is neither a folder nor an id on the hub like Qwen/Qwen3-VL-4B-Instruct"
        ) from None
    except GatedRepoError:
        raise UsageError(f"the hub gives {source!r} only to who asked for it: set HF_TOKEN") from None
    except RepositoryNotFoundError:
        raise UsageError(
            f"the hub has no model {source!r}, or not for everybody: check the id, or set HF_TOKEN"
        ) from None
    except LocalEntryNotFoundError:
        raise EnvError(
            f"the weights of {source!r} are not on this machine, and the hub cannot be reached; fetch them elsewhere "
            "and name their folder with --model-id"
        ) from None
    except (HfHubHTTPError, OSError) as error:
        said = " ".join(str(error).split())
        raise EnvError(f"the weights of {source!r} cannot be fetched: {said[:300]}; try again, it goes on") from None
