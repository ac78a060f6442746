"""The run folder: what is written is read back, whole or cut off, and holds no secret."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import SecretStr

from eyehand.env.base import Dialog, Observation
from eyehand.env.events import Header, Instructed, Intent, Outcome, Receipt, Replied
from eyehand.env.trajectory import FILE, Trajectory, TrajectoryWriter
from eyehand.tools.actions import Act, Click, Type
from eyehand.tools.errors import UsageError
from eyehand.tools.frames import Frame
from eyehand.tools.geometry import Point
from eyehand.tools.secrets import Secrets

HEADER = Header(run="r", created_at="2026-11-22", started_unix_s=1.5, eyehand="0.1.0", model="m", screen={}, limits={})
DOT = Frame.decode(
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS\xde"
    b"\x00\x00\x00\x0cIDATx\x9cc```\x00\x00\x00\x04\x00\x01\xf6\x178U\x00\x00\x00\x00IEND\xaeB`\x82"
)


def write(folder: Path, secrets: Secrets | None = None) -> TrajectoryWriter:
    writer = TrajectoryWriter(folder, secrets or Secrets())
    writer.write(HEADER)
    return writer


def test_what_is_written_is_read(tmp_path: Path) -> None:
    events = [
        Instructed(time_s=0, text="naïve café — 東京 ✓\n\x85\u2028", expect=("a",)),
        Replied(step=0, time_s=1, by="m", text="x", decision=Act(action=Click(at=Point(1, 2)), target="t"), seconds=1),
        Intent(step=0, time_s=2, action=Type(text="{pw}")),
        Receipt(step=0, time_s=3, error="no", seconds=1),
        Outcome(time_s=4, outcome="success", reason="r", verified_by="check", answer="42", steps=1, seconds=4),
    ]
    with write(tmp_path) as writer:
        for event in events:
            writer.write(event)
        seen = writer.observe(1, Observation(DOT, clip=(DOT,), dialog=Dialog("alert", "Hi")), "why", 5)
    kept = Trajectory.read(tmp_path)
    assert kept.header == HEADER
    assert list(kept.events) == [*events, seen]
    assert seen.dialog == "alert: Hi" and seen.error == "why"
    assert (tmp_path / seen.frame.path).read_bytes() == DOT.data
    assert (tmp_path / seen.clip[0].path).read_bytes() == DOT.data


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(cut=st.integers(0, 2000))
def test_a_torn_tail_is_no_loss(tmp_path: Path, cut: int) -> None:
    """Cut the file anywhere: the whole lines are read, and a writer goes on after them."""
    folder = tmp_path / str(cut)
    if not folder.exists():
        with write(folder) as writer:
            for number in range(12):
                writer.write(Instructed(time_s=number, text=f"instruction {number} ✓"))
    data = (folder / FILE).read_bytes()
    (folder / FILE).write_bytes(data[: max(data.index(b"\n") + 1, min(cut, len(data)))])
    whole = (folder / FILE).read_bytes().count(b"\n") - 1
    assert len(Trajectory.read(folder).events) == whole
    with TrajectoryWriter(folder, Secrets()) as writer:
        writer.write(Instructed(time_s=99, text="again"))
    kept = Trajectory.read(folder).events
    assert len(kept) == whole + 1 and kept[-1] == Instructed(time_s=99, text="again")


@given(value=st.text(min_size=4, max_size=30).filter(lambda text: text.strip()))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_no_secret_is_written(tmp_path: Path, value: str) -> None:
    """Whatever the value is: quotes, escapes, line ends; also where it equals a word of the format."""
    secrets = Secrets({"pw": SecretStr(value)})
    path = tmp_path / FILE
    path.unlink(missing_ok=True)
    with write(tmp_path, secrets) as writer:
        writer.write(Replied(step=0, time_s=0, by="m", text=f"a {value} b", decision=None, error=value, seconds=0))
    text = json.loads(path.read_text(encoding="utf-8").split("\n")[1])["text"]
    assert text == "a {pw} b" or value in "a {pw} b"
    assert len(Trajectory.read(tmp_path).events) == 1


@pytest.mark.parametrize("value", ["click", "reply", "none", "event"])
def test_a_secret_that_is_a_word_of_the_format_harms_nothing(tmp_path: Path, value: str) -> None:
    with write(tmp_path, Secrets({"pw": SecretStr(value)})) as writer:
        writer.write(Intent(step=0, time_s=0, action=Click(at=Point(1, 2))))
        writer.write(Instructed(time_s=0, text=value))
    assert Trajectory.read(tmp_path).events[1] == Instructed(time_s=0, text="{pw}")


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no run folder"):
        Trajectory.read(tmp_path)
    (tmp_path / FILE).write_text("")
    with pytest.raises(UsageError, match="empty"):
        Trajectory.read(tmp_path)
    newer = {**HEADER.model_dump(mode="json"), "version": 6}
    (tmp_path / FILE).write_text(json.dumps(newer) + "\n")
    with pytest.raises(UsageError, match=r"version 6.*reads version 5"):
        Trajectory.read(tmp_path)
    (tmp_path / FILE).write_text(HEADER.model_dump_json() + '\n{"event":"dance"}\n')
    with pytest.raises(UsageError, match="line 2"):
        Trajectory.read(tmp_path)
    (tmp_path / FILE).write_text(HEADER.model_dump_json() + '\n{"event":"instruction","time_s":0,"text":"x","y":1}\n')
    with pytest.raises(UsageError, match=r"line 2.*y"):
        Trajectory.read(tmp_path)
