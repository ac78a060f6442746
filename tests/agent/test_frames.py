"""``eyehand frames``: the key frames of a video as pictures, as many as a budget holds."""

from __future__ import annotations

import itertools
import os
import resource
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eyehand.agent.frames.budget import Still, fit, tokens
from eyehand.agent.limits import tokens_of
from eyehand.agent.models.image_tokens import MARKERS, ImageLimits, image_tokens
from eyehand.tools.errors import UsageError
from eyehand.tools.frames import Frame
from eyehand.tools.video.keyframes import Why

from ..tools.recordings import Event, Script
from .conftest import Said, command

SIZE = (1280, 720)
EVENTS = [Event("page", 0, 9, 5), Event("toast", 1.0, 1.2, 1), Event("menu", 2.0, 2.2, 2), Event("focus", 3.0, 4.0, 1)]
WHYS: list[Why] = ["moving", "returned", "stood"]
Run = Callable[..., Said]


def size_of(path: Path) -> tuple[int, int]:
    frame = Frame.open(path)
    return frame.width, frame.height


@pytest.fixture(scope="module")
def script() -> Script:
    return Script(SIZE, 5.0, 15.0, EVENTS)


@pytest.fixture(scope="module")
def video(tmp_path_factory: pytest.TempPathFactory, script: Script) -> Path:
    return script.write(tmp_path_factory.mktemp("videos") / "work.mp4", "mp4v")


def test_the_frames_are_pictures_with_their_times_and_cost_what_is_said(
    eyehand: Run, tmp_path: Path, video: Path, script: Script
) -> None:
    said = eyehand("frames", video)
    assert (said.code, said.err) == (0, "")
    frames = said.result["frames"]
    assert script.missed([frame["time_s"] for frame in frames]) == []
    assert len(frames) <= 9
    assert frames[0] == {"time_s": 0.0, "path": "work-frames/0000-0.000s.jpg", "change": 1.0}
    assert frames[-1]["time_s"] == pytest.approx(script.times_s[-1], abs=0.001)
    assert all(0 <= frame["change"] <= 1 for frame in frames)
    sizes = [size_of(tmp_path / frame["path"]) for frame in frames]
    assert set(sizes) == {SIZE}
    assert said.result["tokens"] == sum(image_tokens(*size, ImageLimits()) + MARKERS for size in sizes)
    assert sorted(path.name for path in (tmp_path / "work-frames").iterdir()) == [
        Path(frame["path"]).name for frame in frames
    ]


@pytest.mark.parametrize("budget", ["4K", "2K", "500", "140", "70"])
def test_a_smaller_budget_is_kept_and_what_was_given_up_is_said(
    eyehand: Run, tmp_path: Path, video: Path, script: Script, budget: str
) -> None:
    said = eyehand("frames", video, "--budget", budget, "-o", tmp_path / "few")
    frames = said.result["frames"]
    sizes = [size_of(frame["path"]) for frame in frames]
    spent = sum(image_tokens(*size, ImageLimits()) + MARKERS for size in sizes)
    assert said.result["tokens"] == spent <= (tokens_of(budget) or 0)
    assert frames[-1]["time_s"] == pytest.approx(script.times_s[-1], abs=0.001), "the newest is always kept"
    assert len(frames) == 1 or frames[0]["time_s"] == 0
    assert said.err.count("eyehand: ") == len(said.err.splitlines()) >= 1


def test_other_files_in_the_folder_stay_and_an_earlier_extraction_is_not_mixed_in(
    eyehand: Run, tmp_path: Path, video: Path
) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "notes.txt").write_text("mine")
    assert eyehand("frames", video, "-o", "there").code == 0
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "there").iterdir()}
    assert (tmp_path / "there" / "notes.txt").read_text() == "mine"
    again = eyehand("frames", video, "-o", "there", "--budget", "1K")
    assert again.code == 2 and "holds frames already" in again.err
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "there").iterdir()} == before


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["missing.mp4"], "cannot read"),
        (["letter.mp4"], "no video"),
        ([".", "-o", "x"], "cannot read"),
        (["VIDEO", "--budget", "lots"], "256K"),
        (["VIDEO", "--budget", "0"], "256K"),
        (["VIDEO", "--budget", "50"], "holds no frame"),
        (["VIDEO", "-o", "letter.mp4"], "is a file"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_leaves_nothing(
    eyehand: Run, tmp_path: Path, video: Path, words: list[str], message: str
) -> None:
    (tmp_path / "letter.mp4").write_text("Dear Sirs")
    said = eyehand("frames", *(video if word == "VIDEO" else word for word in words))
    assert (said.code, said.out) == (2, "")
    assert message in said.err and len(said.err.splitlines()) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["letter.mp4"]


def test_a_video_that_breaks_off_is_used_and_said(eyehand: Run, tmp_path: Path, script: Script) -> None:
    path = script.write(tmp_path / "torn.mkv", "MJPG")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    said = eyehand("frames", path)
    assert said.code == 0 and 1 < said.result["frames"][-1]["time_s"] < 4
    assert said.err.startswith("eyehand: ") and "breaks off" in said.err and len(said.err.splitlines()) == 1


def test_a_full_disk_is_said_and_nothing_is_left(tmp_path: Path, video: Path) -> None:
    def fill() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))

    done = subprocess.run(
        command("frames", video), cwd=tmp_path, capture_output=True, text=True, preexec_fn=fill, env={**os.environ}
    )
    assert (done.returncode, done.stdout) == (3, "")
    assert "cannot write frames" in done.stderr and "File too large" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "count"), [("256K", 262_144), ("8k", 8192), ("1M", 1_048_576), ("5000", 5000), (" 32K ", 32_768)]
)
def test_a_budget_can_be_said_in_several_ways(words: str, count: int) -> None:
    assert tokens_of(words) == count
    assert tokens_of(f"{words}x") is None


STILLS = st.lists(
    st.tuples(st.floats(0.001, 30), st.floats(0, 1), st.sampled_from(WHYS)), min_size=1, max_size=80
).flatmap(lambda rows: st.tuples(st.just(rows), st.sampled_from([(1920, 1080), (1280, 800), (300, 200), (7680, 4320)])))


def stills_of(rows: list[tuple[float, float, Why]], size: tuple[int, int]) -> list[Still]:
    times_s = itertools.accumulate(gap_s for gap_s, _, _ in rows)
    return [
        Still(number, time_s, change, "last" if number == len(rows) - 1 else why if number else "first", *size)
        for number, (time_s, (_, change, why)) in enumerate(zip(times_s, rows, strict=True))
    ]


@given(STILLS, st.integers(1, 300_000))
def test_the_budget_is_never_exceeded_and_first_and_newest_are_kept(
    drawn: tuple[list[tuple[float, float, Why]], tuple[int, int]], budget: int
) -> None:
    stills = stills_of(*drawn)
    try:
        kept = fit(stills, budget)
    except UsageError:
        assert budget < 200  # the smallest picture of a screen of 8K takes 122
        return
    assert tokens(kept) <= budget
    numbers = [still.number for still in kept]
    assert numbers == sorted(set(numbers))
    assert numbers[-1] == stills[-1].number
    assert len(kept) == 1 or numbers[0] == 0
    if len(kept) == 1 < len(stills):
        assert budget < 250, "both ends fit"
    if tokens(stills) <= budget:
        assert kept == stills


@given(STILLS)
def test_more_tokens_never_hold_fewer_events(drawn: tuple[list[tuple[float, float, Why]], tuple[int, int]]) -> None:
    stills = stills_of(*drawn)
    held = [
        sum(still.why != "moving" for still in fit(stills, budget)) for budget in (500, 2000, 8000, 32_000, 128_000)
    ]
    assert held == sorted(held)


def test_motion_goes_first_and_is_thinned_evenly() -> None:
    film = [(1 / 3, 0.9, "moving")] * 90
    rows: list[tuple[float, float, Why]] = [(0.1, 1.0, "stood"), *film[:45], (0.3, 0.01, "stood"), *film[45:]]
    kept = fit(stills_of(rows, SIZE), 22_000)
    assert 46 in [still.number for still in kept]
    gaps_s = [two.time_s - one.time_s for one, two in itertools.pairwise(kept)]
    assert max(gaps_s) <= 2.1
    assert {still.scale for still in kept} == {1} and len(kept) < 30


def test_what_changed_least_is_made_smaller_first() -> None:
    rows: list[tuple[float, float, Why]] = [(1.0, change, "stood") for change in (1.0, 0.5, 0.01, 0.4, 0.02, 0.0)]
    kept = fit(stills_of(rows, SIZE), 4500)
    assert [still.scale for still in kept] == [1, 1, 2, 1, 2, 1]
