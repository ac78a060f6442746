"""What every executor must do: each order comes back once, its folder filled; what is killed comes back as lost."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from eyehand.agent.evaluation.executor import Executor, Order
from eyehand.agent.evaluation.on_ray import OnRay
from eyehand.agent.evaluation.processes import Processes
from eyehand.agent.evaluation.results import Result
from eyehand.agent.settings import load
from eyehand.tasks.task import Task
from eyehand.tools.errors import EnvError

PATIENCE_S = 240.0
TASK: TypeAdapter[Task] = TypeAdapter(Task)


def task(name: str, instruction: str) -> Task:
    screen, checks = {"app": "expenses"}, [{"at": ["submits"], "equals": 0}]
    return TASK.validate_python(
        {"id": name, "instruction": instruction, "screen": screen, "checks": checks, "solution": [{"say": "x"}]}
    )


PRESS = task("press", "Click the New expense button")
LONG = task("long", "Click the New expense button. Wait 9 seconds. Wait 9 seconds.")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@contextmanager
def node(folder: Path, *words: str) -> Iterator[subprocess.Popen[bytes]]:
    """A node of a cluster with one processor, on loopback; ended with all that it started."""
    ray = Path(sys.executable).with_name("ray")
    common = ("--block", "--num-cpus=1", "--node-ip-address=127.0.0.1", "--object-store-memory=100000000")
    with (folder / f"node{len(list(folder.glob('node*')))}.log").open("wb") as log:
        process = subprocess.Popen(
            [ray, "start", *common, "--disable-usage-stats", *words],
            stdout=log,
            stderr=log,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            env={**os.environ, "RAY_USAGE_STATS_ENABLED": "0"},
        )
    try:
        yield process
    finally:
        process.terminate()  # it ends what it started
        with suppress(subprocess.TimeoutExpired):
            process.wait(PATIENCE_S / 4)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def listens(port: int) -> bool:
    with socket.socket() as line:
        return line.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a cluster of two nodes on this machine, each with one processor."""
    folder = tmp_path_factory.mktemp("ray")
    port, clients = free_port(), free_port()
    head = (f"--port={port}", f"--ray-client-server-port={clients}", "--include-dashboard=false", "--head")
    with node(folder, *head) as first:
        deadline = time.monotonic() + PATIENCE_S
        while not listens(clients):
            assert first.poll() is None and time.monotonic() < deadline, (folder / "node0.log").read_text()
            time.sleep(0.1)
        with node(folder, f"--address=127.0.0.1:{port}"):
            log = folder / "node1.log"
            while "Ray runtime started" not in log.read_text():
                assert time.monotonic() < deadline, log.read_text()
                time.sleep(0.1)
            yield f"ray://127.0.0.1:{clients}"


@pytest.fixture(params=["processes", pytest.param("ray", marks=pytest.mark.long)])
def executor(request: pytest.FixtureRequest) -> Iterator[Executor]:
    made: Executor
    if request.param == "processes":
        made = Processes(2)
    else:
        made, deadline = OnRay(request.getfixturevalue("cluster")), time.monotonic() + PATIENCE_S
        while made.workers < 2 and time.monotonic() < deadline:  # the second node is not counted at once
            made.close()
            time.sleep(0.5)
            made = OnRay(request.getfixturevalue("cluster"))
        assert made.workers == 2, "two nodes of one processor"
    with closing(made):
        yield made


def order(task: Task, folder: Path, seed: int = 0, retries: int = 0) -> Order:
    settings = load(flags={"model": "embedded"})
    return Order(task=task, seed=seed, folder=folder / str(seed), settings=settings, retries=retries)


def test_each_order_comes_back_once_with_its_folder(executor: Executor, tmp_path: Path) -> None:
    (tmp_path / "0").mkdir()
    (tmp_path / "0" / "left over").write_text("from before")
    orders = [order(PRESS, tmp_path, seed, retries=seed) for seed in range(3)]
    came = list(executor.each(orders))
    assert sorted(one.seed for one, _ in came) == [0, 1, 2]
    for one, ended in came:
        assert (ended.result.outcome, ended.result.score, ended.again) == ("success", 1, False), ended
        assert ended.result.retries == one.retries
        assert Result.read(one.folder) == ended.result
        assert {path.name for path in one.folder.iterdir()} == {"log.txt", "result.json", "run", "work"}
        assert not (one.folder / "run" / "lease.json").exists()
    again = list(executor.each(orders[:1]))
    assert [ended.result.score for _, ended in again] == [1]
    assert list(executor.each([])) == []


def test_a_process_that_is_killed_comes_back_as_lost(executor: Executor, tmp_path: Path) -> None:
    killed: list[int] = []

    def kill() -> None:
        deadline = time.monotonic() + PATIENCE_S
        while not killed and time.monotonic() < deadline:
            for pid in episodes():
                os.kill(pid, signal.SIGKILL)
                killed.append(pid)
            time.sleep(0.2)

    before = episodes()
    assert not before, "another test's episode still runs"
    killer = threading.Thread(target=kill)
    killer.start()
    [(_, ended)] = executor.each([order(LONG, tmp_path)])
    killer.join()
    assert killed
    assert ended.again and ended.result.score == 0
    assert ended.result.outcome == "error" and "killed by SIGKILL" in (ended.result.error or "")


def episodes() -> list[int]:
    """The processes of episodes among what this process started: forked from a worker, so called like one."""
    parents: dict[int, int] = {}
    workers: set[int] = set()
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            if b"eyehand.agent.evaluation.worker" in (entry / "cmdline").read_bytes():
                workers.add(int(entry.name))

    def ours(pid: int) -> bool:
        while pid in parents and pid != os.getpid():
            pid = parents[pid]
        return pid == os.getpid()

    return [pid for pid in workers if parents[pid] in workers and ours(pid)]


@pytest.mark.long  # it is tried for half a minute
def test_a_cluster_that_is_not_there_is_said(nobody: str) -> None:
    with pytest.raises(EnvError, match=r"the Ray cluster at ray://127.0.0.1:\d+ cannot be used"):
        OnRay(nobody.replace("http", "ray"))
