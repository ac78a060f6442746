"""What the tests of replay share: the page of parcels, and one run on it that was compiled."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from .parcels import Parcels, compile_run, parcels


@pytest.fixture(scope="session")
def parcels_page() -> Iterator[Parcels]:
    with parcels() as found:
        yield found


@pytest.fixture(scope="session")
def recorded(parcels_page: Parcels, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The script of a run; tests leave it as it is and use ``script``."""
    return compile_run(parcels_page, tmp_path_factory.mktemp("recorded"))


@pytest.fixture
def page(parcels_page: Parcels) -> Parcels:
    """The page with nothing done on it yet."""
    parcels_page.did.clear()
    return parcels_page


@pytest.fixture
def script(recorded: Path, page: Parcels, tmp_path: Path) -> Path:
    """A copy of the compiled script for one test."""
    page.did.clear()
    shutil.copytree(recorded.parent / "anchors", tmp_path / "anchors")
    return Path(shutil.copy(recorded, tmp_path))
