"""Nothing is lost and nothing is left over: episodes and workers that are killed, Ctrl-C, a full disk, a hang."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from eyehand.env.keeper import Lease, children

from .conftest import result
from .evaluating import PATIENCE_S, evaluating, wait_for


def at_work(process: subprocess.Popen[str], out: Path, task: str) -> tuple[int, int, Lease]:
    """The numbers of the worker and of the episode's process, and the lease of its screen, once it has taken a step."""
    run = out / "episodes" / task / "0" / "run"
    wait_for(lambda: '"receipt"' in _text(run / "trajectory.jsonl") or process.poll() is not None, "no step was taken")
    assert process.poll() is None, process.communicate()[1]
    [worker] = children(process.pid)
    lease = Lease.read(run)
    assert lease is not None
    return worker, lease.runner.pid, lease


def ended(lease: Lease) -> bool:
    return not any(one is not None and one.alive() for one in (lease.runner, lease.keeper, lease.screen))


@pytest.mark.parametrize("whom", ["episode", pytest.param("worker", marks=pytest.mark.long)])
def test_what_is_killed_is_run_again_and_counted(suite: Path, tmp_path: Path, whom: str) -> None:
    out = tmp_path / "o"
    with evaluating(suite, out, "--tasks", "long") as process:
        worker, episode, lease = at_work(process, out, "long")
        os.kill(episode if whom == "episode" else worker, signal.SIGKILL)
        wait_for(lambda: ended(lease), "the screen of the killed episode is still there")
        told, said = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 0, said
    assert json.loads(told)["errors"] == 0
    assert "killed" in said and "it is tried again" in said
    kept = result(out, "long")
    assert (kept["score"], kept["retries"], kept["error"]) == (1, 1, None)


@pytest.mark.long
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_a_stop_leaves_nothing_over_and_the_same_command_goes_on(
    suite: Path, tmp_path: Path, number: signal.Signals
) -> None:
    out = tmp_path / "o"
    with evaluating(suite, out, "--tasks", "press,long") as process:
        _, _, lease = at_work(process, out, "long")
        finished = (out / "episodes" / "press" / "0" / "result.json").stat().st_mtime_ns
        with evaluating(suite, out) as second:
            _, refused = second.communicate(timeout=PATIENCE_S)
        assert second.returncode == 2 and "another process evaluates" in refused
        process.send_signal(number)
        process.communicate(timeout=PATIENCE_S)
        assert process.returncode == (130 if number == signal.SIGINT else -9)
        wait_for(lambda: ended(lease), "the screen of the interrupted episode is still there")
    assert not (out / "episodes" / "long" / "0" / "result.json").exists()
    with evaluating(suite, out, "--tasks", "press,long") as process:
        told, said = process.communicate(timeout=PATIENCE_S)
    assert (process.returncode, json.loads(told)["episodes"]) == (0, 2), said
    assert (out / "episodes" / "press" / "0" / "result.json").stat().st_mtime_ns == finished
    assert result(out, "long")["retries"] == 0


@pytest.mark.long
def test_a_full_disk_is_said_and_what_has_ended_is_kept(suite: Path, tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", small], capture_output=True).returncode:
        pytest.skip("mounting a small disk needs root")
    try:
        (small / "ballast").write_bytes(b"x" * (3800 << 10))
        with evaluating(suite, small / "o", "--tasks", "press") as process:
            _, said = process.communicate(timeout=PATIENCE_S)
        assert process.returncode == 3
        assert "is full" in said and "give the same command again" in said and "Traceback" not in said
        (small / "ballast").unlink()
        with evaluating(suite, small / "o", "--tasks", "press") as process:
            told, said = process.communicate(timeout=PATIENCE_S)
        assert (process.returncode, json.loads(told)["success_rate"]) == (0, 1), said
    finally:
        subprocess.run(["umount", "-l", small], check=True)
        shutil.rmtree(small, ignore_errors=True)


@pytest.mark.long
def test_an_episode_that_hangs_is_ended_from_outside(suite: Path, tmp_path: Path) -> None:
    suite.write_text(suite.read_text().replace("- id: long\n", "- id: long\n  limits: {max_seconds: 30}\n"))
    out = tmp_path / "o"
    with evaluating(suite, out, "--tasks", "long") as process:
        _, episode, lease = at_work(process, out, "long")
        os.kill(episode, signal.SIGSTOP)
        _, said = process.communicate(timeout=3 * PATIENCE_S)
        wait_for(lambda: ended(lease), "the screen of the episode that hung is still there")
    assert process.returncode == 3, said
    kept = result(out, "long")
    assert (kept["outcome"], kept["score"], kept["retries"]) == ("error", 0, 0)
    assert kept["error"] == "it took longer than 150 s and was ended"


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return ""
