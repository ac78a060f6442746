"""One small model for all of these tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from eyehand.agent.history import Screen

from .tiny import save

Draw = Callable[..., Screen]


@pytest.fixture(scope="session", autouse=True)
def one_thread() -> None:
    """Small matrices are slower on two threads, by far when the other core is busy."""
    torch.set_num_threads(1)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its weights, as they would come from the hub."""
    return save(tmp_path_factory.mktemp("weights") / "tiny")


@pytest.fixture
def draw(tmp_path: Path) -> Draw:
    """Makes a screen of a run: noise, another for each number."""

    def make(number: int, width: int = 320, height: int = 200, *, settled: bool = True) -> Screen:
        path = tmp_path / f"{number}-{width}x{height}.png"
        noise = np.random.default_rng(number).integers(0, 255, (height, width, 3), dtype=np.uint8)
        Image.fromarray(noise).save(path)
        return Screen(path, width, height, 1.0, float(number), settled=settled, shrink=1 if settled else 2)

    return make
