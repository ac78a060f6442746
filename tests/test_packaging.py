"""What is installed is what is in the tree, and nobody's own folders shadow it."""

from __future__ import annotations

import os
import shutil
import site
import subprocess
import sys
import tomllib
from pathlib import Path
from zipfile import ZipFile

import pytest

from .tree import ROOMS, ROOT, files

INSTALLED = ("agent", "configs", "env", "tasks", "tools")
PROBE = """
import agent, tools  # the author's own
assert agent.MINE and tools.MINE

import sys
from pathlib import Path
from urllib.request import urlopen

import eyehand.env.keeper
import eyehand.tools.actions
from eyehand.agent import browser
from eyehand.agent.cli.doctor import PACKAGES, packages
from eyehand.agent.report import write_report
from eyehand.agent.settings import Settings, load
from eyehand.env.events import Header
from eyehand.env.trajectory import TrajectoryWriter
from eyehand.tasks.apps.expenses.server import ExpensesServer
from eyehand.tools.secrets import Secrets

assert load(PACKAGES.with_name("default.yaml")) == Settings()
assert packages("browser")
with TrajectoryWriter(Path("run"), Secrets()) as trajectory:
    trajectory.write(Header(run="run", created_at="", started_unix_s=0, eyehand="", model="", screen={}, limits={}))
assert "</html>" in write_report("run").read_text()
with ExpensesServer(0) as app:
    for path in ("", "static/app.css", "static/brand.svg"):
        with urlopen(app.url + path) as reply:
            assert reply.read()
print(eyehand.env.keeper.__file__, eyehand.tools.actions.__file__, PACKAGES, sys.modules[browser.__module__].__file__)
"""


def run(*command: str | Path, cwd: Path, **env: str) -> str:
    done = subprocess.run(
        [str(word) for word in command], cwd=cwd, env={**os.environ, **env}, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy, so that nothing is left in the tree."""
    source = tmp_path_factory.mktemp("source")
    for file in files(ROOT):
        (source / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / file, source / file)
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", "dist", ".", cwd=source)
    [built] = (source / "dist").glob("*.whl")
    return built


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    """The working directory of an author who has folders called tools and agent too."""
    for name in ("tools", "agent"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("MINE = True\n", encoding="utf-8")
        (tmp_path / name / "actions.py").write_text("raise ImportError('the wrong one')\n", encoding="utf-8")
    return tmp_path


def test_the_list_of_packages_equals_the_tree() -> None:
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["packages"]
    there = [file.parent for room in INSTALLED for file in files(ROOT / room) if file.name == "__init__.py"]
    assert sorted(listed) == sorted(".".join(("eyehand", *folder.parts)) for folder in there)


def test_each_folder_with_python_in_it_is_a_package() -> None:
    sources = [file for room in ROOMS for file in files(ROOT / room) if file.suffix == ".py"]
    assert [str(file) for file in sources if not (ROOT / file.parent / "__init__.py").is_file()] == []


def test_the_wheel_holds_every_file_of_the_rooms(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if name.startswith("eyehand/")}
    assert held == {f"eyehand/{file.as_posix()}" for room in INSTALLED for file in files(ROOT / room)}


def test_the_wheel_works_beside_folders_of_the_same_names(
    wheel: Path, foreign: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    target = tmp_path_factory.mktemp("installed")
    pip = (sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target")
    run(*pip, target, wheel, cwd=foreign)
    libraries = os.pathsep.join([str(target), *site.getsitepackages()])
    # -S: no .pth files, and so no editable install, which would answer first
    where = run(sys.executable, "-S", "-c", PROBE, cwd=foreign, PYTHONPATH=libraries)
    assert where.count(str(target)) == 4


def test_the_editable_install_works_beside_folders_of_the_same_names(foreign: Path) -> None:
    where = run(sys.executable, "-c", PROBE, cwd=foreign)
    assert where.count(str(ROOT)) == 4
