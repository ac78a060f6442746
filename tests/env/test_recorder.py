"""What the screen showed is in the video, at its time, whatever happened to the run."""

from __future__ import annotations

import io
import itertools
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from eyehand.env.recorder import MAX_WAITING, Recorder
from eyehand.tools.errors import EnvError, UsageError
from eyehand.tools.frames import Frame
from eyehand.tools.video.webm import WebmWriter, read_webm

SIZE = (320, 200)
RED, GREEN, BLUE, BLACK = (220, 30, 30), (20, 160, 40), (30, 60, 220), (0, 0, 0)
Colour = tuple[int, int, int]


def frame(time_s: float, colour: Colour = RED, size: tuple[int, int] = SIZE, kind: str = "PNG") -> Frame:
    buffer = io.BytesIO()
    Image.new("RGB", size, colour).save(buffer, kind)
    return Frame(buffer.getvalue(), *size, time_s=time_s)


def shade(index: int) -> Colour:
    """Another colour for each index, bright enough to tell the neighbours apart."""
    return (index * 7 % 250, index // 36 * 7 % 250, 100)


def shown(path: Path, x: int = 160, y: int = 100, *, size: tuple[int, int] = SIZE) -> list[tuple[int, Colour]]:
    """Time in ms and the colour of one pixel, for each frame."""
    seen: list[tuple[int, Colour]] = []
    for time_ms, webp in read_webm(path):
        with Image.open(io.BytesIO(webp)) as picture:
            assert picture.size == size
            red, green, blue = picture.convert("RGB").getpixel((x, y))
        seen.append((time_ms, (red, green, blue)))
    return seen


def near(a: Colour, b: Colour) -> bool:
    return all(abs(x - y) <= 5 for x, y in zip(a, b, strict=True))


def wait_for_frames(path: Path, count: int, within_s: float = 10) -> None:
    deadline = time.monotonic() + within_s
    while len(list(read_webm(path))) < count:
        assert time.monotonic() < deadline, f"{count} frames were expected in {within_s} s"
        time.sleep(0.02)


def test_frames_are_there_at_their_times_and_the_last_is_repeated_at_the_end(tmp_path: Path) -> None:
    path = tmp_path / "run.webm"
    recorder = Recorder(path, SIZE)
    for at, colour, kind in [(0.0, RED, "PNG"), (0.4567, GREEN, "JPEG"), (3.0, BLUE, "WEBP")]:
        recorder.add(frame(at, colour, kind=kind))
    recorder.close(7.5)
    recorder.close(9)
    expected = [(0, RED), (457, GREEN), (3000, BLUE), (7500, BLUE)]
    seen = shown(path)
    assert [at for at, _ in seen] == [at for at, _ in expected]
    assert all(near(got, want) for (_, got), (_, want) in zip(seen, expected, strict=True))


def test_a_frame_of_another_size_is_scaled_and_centred_on_black(tmp_path: Path) -> None:
    path = tmp_path / "run.webm"
    recorder = Recorder(path, SIZE)
    recorder.add(frame(0, GREEN, (640, 400)))
    recorder.add(frame(1, BLUE, (100, 200)))
    recorder.close()
    assert [near(colour, GREEN) for _, colour in shown(path, 2, 2)] == [True, False]
    assert near(shown(path, 20, 100)[1][1], BLACK)
    assert near(shown(path, 300, 100)[1][1], BLACK)
    assert near(shown(path, 160, 5)[1][1], BLUE)


def test_the_same_bytes_again_are_left_out(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path / "run.webm", SIZE)
    for index in range(20):
        recorder.add(frame(index, RED))
    recorder.add(frame(20, BLUE))
    recorder.close()
    assert [at for at, _ in shown(tmp_path / "run.webm")] == [0, 20_000]


def test_a_burst_is_thinned_out_but_its_last_frame_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "run.webm"
    recorder = Recorder(path, SIZE, max_fps=10)
    for index in range(30):  # half a second at 60 fps, then stillness, then one more
        recorder.add(frame(index / 60, shade(index)))
    recorder.add(frame(5, BLUE))
    recorder.close()
    seen = shown(path)
    times = [at for at, _ in seen]
    assert times[-2:] == [round(29 / 60 * 1000), 5000]
    assert near(seen[-2][1], shade(29))
    assert len(times) <= 8
    assert all(later - earlier >= 99 for earlier, later in itertools.pairwise(times[:-2]))


def test_the_last_frame_of_a_burst_is_written_without_waiting_for_the_next(tmp_path: Path) -> None:
    path = tmp_path / "run.webm"
    recorder = Recorder(path, SIZE)
    recorder.add(frame(0, RED))
    recorder.add(frame(0.01, GREEN))
    wait_for_frames(path, 2)
    assert near(shown(path)[1][1], GREEN)
    recorder.close()


def test_when_frames_come_faster_than_they_are_written_the_newest_is_kept(tmp_path: Path) -> None:
    path, large = tmp_path / "run.webm", (1280, 800)  # slow to encode
    recorder = Recorder(path, large)
    frames = [frame(float(index), shade(index), (16, 10)) for index in range(2 * MAX_WAITING)]
    for one in frames:
        recorder.add(one)
    recorder.close()
    seen = shown(path, size=large)
    assert MAX_WAITING <= len(seen) < len(frames)
    assert seen[-1][0] == round(frames[-1].time_s * 1000)
    assert near(seen[-1][1], shade(len(frames) - 1))


def test_adding_does_not_keep_decoded_pixels(tmp_path: Path) -> None:
    one = frame(0)
    recorder = Recorder(tmp_path / "run.webm", SIZE)
    recorder.add(one)
    recorder.close()
    assert "pixels" not in vars(one)


@pytest.mark.parametrize("killed", [False, True])
def test_a_resumed_run_goes_on_in_the_same_video(tmp_path: Path, killed: bool) -> None:
    path = tmp_path / "run.webm"
    recorder = Recorder(path, SIZE)
    recorder.add(frame(0, RED))
    recorder.add(frame(2.5, GREEN))
    wait_for_frames(path, 2)
    unfinished = path.read_bytes()
    recorder.close()
    if killed:
        path.write_bytes(unfinished + b"\x1fC\xb6u torn")
    again = Recorder(path, (640, 400))  # another screen: the video keeps its size
    assert again.end_s == 2.5
    again.add(frame(1.0, BLUE))  # a clock that went back does not hurt the file
    again.add(frame(4.0, RED))
    again.close(6)
    assert [at for at, _ in shown(path)] == [0, 2500, 2501, 4000, 6000]


@pytest.mark.parametrize("length", [0, 100])
def test_a_file_that_holds_no_frame_yet_is_begun_anew(tmp_path: Path, length: int) -> None:
    path = tmp_path / "run.webm"
    writer = WebmWriter(path, 10, 10)
    writer.close()
    path.write_bytes(path.read_bytes()[:length])
    recorder = Recorder(path, SIZE)
    recorder.add(frame(0, RED))
    recorder.close()
    assert len(shown(path)) == 1


def test_a_run_without_frames_leaves_an_empty_video(tmp_path: Path) -> None:
    Recorder(tmp_path / "run.webm", SIZE).close(3)
    assert shown(tmp_path / "run.webm") == []


def test_a_damaged_frame_is_said_at_the_next_call(tmp_path: Path) -> None:
    path = tmp_path / "run.webm"
    recorder = Recorder(path, SIZE)
    recorder.add(frame(0))
    recorder.add(Frame(frame(0, BLUE).data[:80], *SIZE, time_s=1))
    deadline = time.monotonic() + 10
    with pytest.raises(EnvError, match=r"run\.webm.*broke off"):
        for index in itertools.count(2):
            recorder.add(frame(index, shade(index)))
            assert time.monotonic() < deadline
            time.sleep(0.01)
    with pytest.raises(EnvError, match="broke off"):
        recorder.close()
    recorder.close()
    assert [at for at, _ in shown(path)] == [0]


def test_a_place_that_cannot_be_written_and_a_foreign_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(EnvError, match="No such file"):
        Recorder(tmp_path / "missing" / "run.webm", SIZE)
    foreign = tmp_path / "holiday.webm"
    foreign.write_bytes(bytes(5000))
    with pytest.raises(UsageError, match="holiday"):
        Recorder(foreign, SIZE)
    assert foreign.read_bytes() == bytes(5000)


def test_a_frame_after_the_end_is_refused(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path / "run.webm", SIZE)
    recorder.close()
    with pytest.raises(EnvError, match="closed"):
        recorder.add(frame(0))


FILL_THE_DISK = """
import resource, sys
import numpy as np
from eyehand.env.recorder import Recorder
from eyehand.tools.errors import EnvError
from eyehand.tools.frames import Frame
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
recorder = Recorder(sys.argv[1], (320, 200))
for index in range(40):
    noise = np.random.default_rng(index).integers(0, 255, (200, 320, 3), np.uint8)
    try:
        recorder.add(Frame.from_pixels(noise, time_s=index))
    except EnvError:
        break
try:
    recorder.close(99)
except EnvError as error:
    print(error)
"""


def test_a_full_disk_is_an_error_and_what_was_written_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "run.webm"
    child = subprocess.run([sys.executable, "-c", FILL_THE_DISK, str(path)], capture_output=True, check=True, text=True)
    assert "broke off" in child.stdout
    assert "File too large" in child.stdout
    assert 0 < len(shown(path)) < 40
    assert path.stat().st_size < 100_000


RECORD_FOR_EVER = """
import sys, time
import numpy as np
from eyehand.env.recorder import Recorder
from eyehand.tools.frames import Frame
recorder = Recorder(sys.argv[1], (320, 200))
started = time.monotonic()
while True:
    now = time.monotonic() - started
    recorder.add(Frame.from_pixels(np.full((200, 320, 3), now * 40 % 255, np.uint8), time_s=now))
    print(now, flush=True)
    time.sleep(0.02)
"""


def test_kill_9_loses_less_than_a_second(tmp_path: Path) -> None:
    path = tmp_path / "run.webm"
    child = subprocess.Popen([sys.executable, "-c", RECORD_FOR_EVER, str(path)], stdout=subprocess.PIPE, text=True)
    assert child.stdout
    with child, child.stdout:
        while (newest := float(child.stdout.readline())) < 2:
            pass
        child.send_signal(signal.SIGKILL)
    times = [at for at, _ in shown(path)]
    assert newest * 1000 - times[-1] < 1000
    assert all(gap < 1000 for gap in np.diff(times))


def test_it_costs_nothing_while_the_screen_is_still(tmp_path: Path) -> None:
    path = tmp_path / "run.webm"
    recorder = Recorder(path, SIZE)
    recorder.add(frame(0, RED))
    recorder.add(frame(0.01, BLUE))
    wait_for_frames(path, 2)
    length, spent = path.stat().st_size, time.process_time()
    time.sleep(0.5)
    assert time.process_time() - spent < 0.02
    assert path.stat().st_size == length
    recorder.close()
