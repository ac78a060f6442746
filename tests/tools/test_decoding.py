"""Videos of any kind are looked at often enough, with the times that they say, as far as they can be read."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from eyehand.tools.errors import UsageError
from eyehand.tools.video.decoding import UNSEEN_S, Video
from eyehand.tools.video.vp8 import encode_key_frame
from eyehand.tools.video.webm import WebmWriter

from .recordings import Event, Script

SMALL = (320, 240)
KINDS = [
    ("a.mp4", "mp4v"),
    ("a.mov", "mp4v"),
    ("a.mkv", "MJPG"),
    ("a.avi", "XVID"),
    ("a.avi", "MJPG"),
    ("a.webm", "VP80"),
    ("a.webm", "VP90"),
    ("a.mkv", "FFV1"),
]


def times_of(video: Video, *, lively: bool) -> list[float]:
    return [look.time_s for look in video.looks(lambda: lively)]


def ours(path: Path, times_ms: list[int]) -> Path:
    """A video of the recorder's kind, each frame a little darker."""
    writer = WebmWriter(path, *SMALL)
    for number, time_ms in enumerate(times_ms):
        writer.write(encode_key_frame(Image.new("RGB", SMALL, (250 - number * 5 % 250,) * 3)), time_ms)
    writer.close()
    return path


@pytest.mark.parametrize(("name", "codec"), KINDS, ids=lambda word: str(word))
def test_each_kind_of_file_gives_frames_at_their_times(tmp_path: Path, name: str, codec: str) -> None:
    script = Script(SMALL, 2.0, 25.0, [Event("page", 1.0, 2.0, 3)], noise=())
    video = Video(script.write(tmp_path / name, codec))
    assert video.times_s == pytest.approx(script.times_s, abs=0.0011)
    for look in video.looks(lambda: False):
        drawn = script.draw(look.time_s + 0.001).astype(int)
        assert look.pixels.shape == drawn.shape
        assert np.abs(look.pixels.astype(int) - drawn).mean() < 8
    assert video.end_s == pytest.approx(1.96, abs=0.0011)
    assert video.missing() is None


def test_whatever_is_shown_long_enough_is_looked_at_also_when_frames_come_unevenly(tmp_path: Path) -> None:
    times_ms = [0, 30, 60, 90, 120, 150, 180, 210, 240, 270, 5000, 5030, 5060, 9000, 9010, 9020, 9230, 9240]
    video = Video(ours(tmp_path / "v.webm", times_ms))
    looked_ms = [round(look.time_s * 1000) for look in video.looks(lambda: False)]
    assert {0, 270, 5060, 9020, 9240} <= set(looked_ms)
    assert len(looked_ms) < len(times_ms)
    assert len(times_of(video, lively=True)) > len(looked_ms)


def test_no_stretch_without_a_look_is_as_long_as_an_event(tmp_path: Path) -> None:
    chance = np.random.default_rng(5)
    times_ms = np.cumsum(chance.integers(5, 130, 200)).tolist()
    video = Video(ours(tmp_path / "v.webm", times_ms))
    begun_s = times_ms[0] / 1000
    for look in video.looks(lambda: False):
        assert look.time_s - look.since_s < UNSEEN_S
        assert look.since_s == pytest.approx(begun_s, abs=0.0011), "nothing between two looks may be left out"
        place = times_ms.index(round(look.time_s * 1000))
        begun_s = times_ms[min(place + 1, len(times_ms) - 1)] / 1000
    assert look.time_s == times_ms[-1] / 1000


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "cannot read"),
        (b"", "no video"),
        (b"not a video, a letter" * 99, "no video"),
        ("empty", "holds no frame"),
    ],
)
def test_what_is_no_video_is_said(tmp_path: Path, content: bytes | str | None, message: str) -> None:
    path = tmp_path / "v.webm"
    if content == "empty":
        ours(path, [])
    elif isinstance(content, bytes):
        path.write_bytes(content)
    with pytest.raises(UsageError, match=message) as caught:
        Video(path)
    assert "v.webm" in str(caught.value)


@pytest.mark.parametrize(("name", "codec"), [("a.mkv", "MJPG"), ("a.avi", "MJPG"), ("a.webm", "VP80")])
def test_a_video_that_breaks_off_is_used_as_far_as_it_goes(tmp_path: Path, name: str, codec: str) -> None:
    script = Script(SMALL, 8.0, 10.0, [Event("page", at, at + 1, at) for at in range(8)], noise=())
    path = script.write(tmp_path / name, codec)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    video = Video(path)
    looked_s = times_of(video, lively=False)
    assert 2 < looked_s[-1] <= 6
    assert f"breaks off at {looked_s[-1]:.1f} s" in str(video.missing())


def test_damage_in_the_middle_is_said_when_nothing_behind_it_can_be_read(tmp_path: Path) -> None:
    path = ours(tmp_path / "v.webm", list(range(0, 6000, 100)))
    content = bytearray(path.read_bytes())
    half = len(content) // 2
    content[half : half + len(content) // 4] = bytes(len(content) // 4)
    path.write_bytes(content)
    video = Video(path)
    looked_s = times_of(video, lively=False)
    assert looked_s[0] == 0 and looked_s == sorted(looked_s)
    assert looked_s[-1] == 5.9 or "used" in str(video.missing())


def test_a_video_of_which_nothing_can_be_decoded_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "v.webm"
    writer = WebmWriter(path, *SMALL)
    for time_ms in range(0, 500, 100):
        writer.write(encode_key_frame(Image.new("RGB", SMALL))[:10], time_ms)
    writer.close()
    with pytest.raises(UsageError, match="none of its 5 frames can be decoded"):
        times_of(Video(path), lively=False)


def test_a_killed_recording_with_a_torn_tail_is_read(tmp_path: Path) -> None:
    path = ours(tmp_path / "v.webm", [500, 1500, 2500])
    path.write_bytes(path.read_bytes()[:-150] + b"\x1fC\xb6u torn")
    video = Video(path)
    assert times_of(video, lively=False)[:2] == [0.5, 1.5]
