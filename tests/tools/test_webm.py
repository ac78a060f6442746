"""A video survives its writer, and the players that people have play it."""

from __future__ import annotations

import io
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from eyehand.tools.errors import UsageError
from eyehand.tools.video.ebml import walk
from eyehand.tools.video.vp8 import encode_key_frame, key_frame_size, key_frame_to_webp, webp_to_key_frame
from eyehand.tools.video.webm import HEAD_LENGTH, WebmWriter, read_webm

COLOURS = [(220, 30, 30), (20, 160, 40), (30, 60, 220), (240, 200, 20), (250, 250, 250), (10, 10, 10)]
SIZE = (320, 200)
CHROMIUM = "/usr/bin/chromium"


def key_frame(colour: tuple[int, int, int], size: tuple[int, int] = SIZE) -> bytes:
    return encode_key_frame(Image.new("RGB", size, colour))


def write_video(path: Path, times_ms: list[int], *, close: bool = True, size: tuple[int, int] = SIZE) -> list[int]:
    """One frame per time, the colours in turn; the length of the file after each.

    Not closed, the file is what a killed writer leaves.
    """
    writer = WebmWriter(path, *size)
    lengths: list[int] = []
    for index, time_ms in enumerate(times_ms):
        writer.write(key_frame(COLOURS[index % len(COLOURS)], size), time_ms)
        lengths.append(path.stat().st_size)
    unfinished = path.read_bytes()
    writer.close()
    if not close:
        path.write_bytes(unfinished)
    return lengths


def colour_of(webp: bytes) -> tuple[int, ...]:
    with Image.open(io.BytesIO(webp)) as picture:
        return picture.convert("RGB").resize((1, 1)).getpixel((0, 0))


def near(a: tuple[int, ...], b: tuple[int, ...], by: int = 4) -> bool:
    return all(abs(int(x) - int(y)) <= by for x, y in zip(a, b, strict=True))


@settings(deadline=None, max_examples=60)
@given(
    data=st.lists(st.binary(max_size=5000), max_size=12),
    gaps=st.lists(st.integers(1, 10**10), min_size=12, max_size=12),
    start=st.integers(0, 10**12),
    size=st.tuples(st.integers(1, 16383), st.integers(1, 16383)),
    split=st.integers(0, 12),
    torn=st.binary(max_size=40).flatmap(lambda part: st.sampled_from([part, part * 1000])),
)
def test_any_frames_at_any_times_come_back_also_after_a_continuation(
    tmp_path_factory: pytest.TempPathFactory,
    data: list[bytes],
    gaps: list[int],
    start: int,
    size: tuple[int, int],
    split: int,
    torn: bytes,
) -> None:
    path = tmp_path_factory.mktemp("video") / "run.webm"
    header = b"\x10\x00\x00\x9d\x01\x2a" + size[0].to_bytes(2, "little") + size[1].to_bytes(2, "little")
    frames = [(start + sum(gaps[:index]), header + body) for index, body in enumerate(data)]
    writer = WebmWriter(path, *size)
    for index, (time_ms, vp8) in enumerate(frames):
        if index == split:
            writer.close()
            with path.open("ab") as file:
                file.write(torn)
            writer = WebmWriter.append_to(path)
            assert writer.size == size
        writer.write(vp8, time_ms)
    writer.close()
    assert [(time, webp_to_key_frame(webp)) for time, webp in read_webm(path)] == frames
    straight = WebmWriter(path.with_name("straight.webm"), *size)
    for time_ms, vp8 in frames:
        straight.write(vp8, time_ms)
    straight.close()
    assert path.read_bytes() == path.with_name("straight.webm").read_bytes()


@settings(deadline=None, max_examples=50)
@given(where=st.floats(0, 1))
def test_a_file_cut_anywhere_gives_every_whole_frame_and_goes_on(
    tmp_path_factory: pytest.TempPathFactory, where: float
) -> None:
    path = tmp_path_factory.mktemp("video") / "run.webm"
    lengths = write_video(path, [0, 100, 200, 300, 400])
    whole, content = list(read_webm(path)), path.read_bytes()
    cut = HEAD_LENGTH + round(where * (len(content) - HEAD_LENGTH))
    path.write_bytes(content[:cut])
    kept = list(read_webm(path))
    assert kept == whole[: sum(length <= cut for length in lengths)]
    writer = WebmWriter.append_to(path)
    writer.write(key_frame(COLOURS[5]), 900)
    writer.close()
    assert list(read_webm(path))[:-1] == kept
    assert [time for time, _ in read_webm(path)] == [time for time, _ in kept] + [900]


def test_the_index_of_a_closed_file_points_at_its_frames(tmp_path: Path) -> None:
    segment, seek_head, seek, seek_position = 0x18538067, 0x114D9B74, 0x4DBB, 0x53AC
    cues, point, cue_time, positions, cue_cluster = 0x1C53BB6B, 0xBB, 0xB3, 0xB7, 0xF1
    cluster, timestamp = 0x1F43B675, 0xE7
    times = [0, 7, 300, 70_000]
    write_video(tmp_path / "v.webm", times)
    masters = frozenset({segment, seek_head, seek, cues, point, positions, cluster})
    places: dict[int, list[int]] = {}
    numbers: dict[int, list[int]] = {}
    with (tmp_path / "v.webm").open("rb") as file:
        for found in walk(file, masters):
            places.setdefault(found.id, []).append(found.start)
            if found.id in (seek_position, cue_time, cue_cluster, timestamp):
                file.seek(found.body)
                numbers.setdefault(found.id, []).append(int.from_bytes(file.read(found.size or 0)))
            if found.id == segment:
                assert found.size is not None
                body = found.body
                assert body + found.size == (tmp_path / "v.webm").stat().st_size
    assert [body + at for at in numbers[seek_position]] == places[cues]
    assert [body + at for at in numbers[cue_cluster]] == places[cluster]
    assert numbers[cue_time] == numbers[timestamp] == times


def test_a_picture_comes_back_as_the_same_bytes_that_pillow_decodes(tmp_path: Path) -> None:
    picture = Image.effect_mandelbrot((333, 77), (-2, -1, 1, 1), 50).convert("RGB")
    vp8 = encode_key_frame(picture, quality=90)
    assert key_frame_size(vp8) == (333, 77)
    writer = WebmWriter(tmp_path / "v.webm", 333, 77)
    writer.write(vp8, 12)
    writer.close()
    [(time_ms, webp)] = read_webm(tmp_path / "v.webm")
    straight = io.BytesIO()
    picture.save(straight, "WEBP", quality=90, method=0)
    assert (time_ms, webp) == (12, straight.getvalue())
    assert webp == key_frame_to_webp(vp8)


def test_alpha_and_colour_profiles_do_not_change_the_container() -> None:
    picture = Image.new("RGBA", (40, 30), (200, 10, 10, 120))
    picture.info["icc_profile"] = b"profile"
    picture.info["exif"] = b"Exif\0\0"
    assert key_frame_size(encode_key_frame(picture)) == (40, 30)
    lossless = io.BytesIO()
    picture.save(lossless, "WEBP", lossless=True)
    with pytest.raises(ValueError, match="plain lossy WebP"):
        webp_to_key_frame(lossless.getvalue())


def test_frames_that_do_not_fit_are_refused_and_leave_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "v.webm"
    writer = WebmWriter(path, *SIZE)
    writer.write(key_frame(COLOURS[0]), 50)
    with pytest.raises(ValueError, match="after 50 ms"):
        writer.write(key_frame(COLOURS[0]), 50)
    with pytest.raises(ValueError, match="pixels was expected"):
        writer.write(key_frame(COLOURS[0], (10, 10)), 60)
    with pytest.raises(ValueError, match="key frame"):
        writer.write(b"not a frame", 60)
    writer.close()
    writer.close()
    assert len(list(read_webm(path))) == 1
    with pytest.raises(ValueError, match="16383x16383"):
        WebmWriter(tmp_path / "huge.webm", 16384, 10)


@pytest.mark.parametrize("content", [None, b"", b"GIF89a", b"\x1aE\xdf\xa3" + bytes(300), bytes(1000)])
def test_a_file_of_somebody_else_is_refused_and_left_alone(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "other.webm"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UsageError, match=r"other\.webm"):
        list(read_webm(path))
    with pytest.raises((UsageError, OSError)):
        WebmWriter.append_to(path)
    assert (path.read_bytes() if path.exists() else None) == content


@pytest.mark.parametrize("close", [True, False], ids=["closed", "killed"])
def test_opencv_reads_frames_times_and_colours(tmp_path: Path, close: bool) -> None:
    import cv2

    times = [0, 40, 1500, 1600, 7000, 7033]
    write_video(tmp_path / "v.webm", times, close=close)
    video = cv2.VideoCapture(str(tmp_path / "v.webm"))
    assert (video.get(cv2.CAP_PROP_FRAME_WIDTH), video.get(cv2.CAP_PROP_FRAME_HEIGHT)) == SIZE
    seen: list[tuple[int, bool]] = []
    while (got := video.read())[0]:
        blue, green, red = got[1].mean(axis=(0, 1))
        seen.append((round(video.get(cv2.CAP_PROP_POS_MSEC)), near((red, green, blue), COLOURS[len(seen)], 8)))
    video.release()
    assert seen == [(time, True) for time in times]


WRITE_FOR_EVER = """
import itertools, os, sys
from PIL import Image
from eyehand.tools.video.vp8 import encode_key_frame
from eyehand.tools.video.webm import WebmWriter
noise = Image.effect_noise((320, 200), 90)
writer = WebmWriter(sys.argv[1], 320, 200)
frames = [encode_key_frame(noise.rotate(angle)) for angle in range(8)]
for index in itertools.count():
    writer.write(frames[index % 8], index * 20)
    os.write(1, b"%d\\n" % (index + 1))
"""


def test_kill_9_loses_no_frame_that_was_reported(tmp_path: Path) -> None:
    for attempt in range(3):
        path = tmp_path / f"{attempt}.webm"
        child = subprocess.Popen([sys.executable, "-c", WRITE_FOR_EVER, str(path)], stdout=subprocess.PIPE)
        assert child.stdout
        with child, child.stdout:
            for _ in range(random.randint(1, 300)):
                reported = int(child.stdout.readline())
            child.send_signal(signal.SIGKILL)
            for line in child.stdout:
                reported = int(line)
        kept = list(read_webm(path))
        assert len(kept) in (reported, reported + 1)
        assert [time for time, _ in kept] == [index * 20 for index in range(len(kept))]
        colour_of(kept[-1][1])
        writer = WebmWriter.append_to(path)
        assert writer.last_ms == kept[-1][0]
        writer.write(key_frame(COLOURS[2]), writer.last_ms + 1)
        writer.close()
        assert list(read_webm(path))[:-1] == kept


FILL_THE_DISK = """
import resource, sys
from PIL import Image
from eyehand.tools.video.vp8 import encode_key_frame
from eyehand.tools.video.webm import WebmWriter
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
frame = encode_key_frame(Image.effect_noise((320, 200), 90))
writer = WebmWriter(sys.argv[1], 320, 200)
for index in range(1000):
    try:
        writer.write(frame, index)
    except OSError:
        print(index)
        break
"""


def test_a_full_disk_leaves_a_good_file(tmp_path: Path) -> None:
    path = tmp_path / "v.webm"
    child = subprocess.run([sys.executable, "-c", FILL_THE_DISK, str(path)], capture_output=True, check=True)
    kept = list(read_webm(path))
    assert len(kept) == int(child.stdout) > 0
    [*_, (_, last)] = kept
    assert 100_000 - len(last) - 50 < path.stat().st_size < 100_000  # nothing torn is left behind


PAGE = '<body style="margin:0"><video src="run.webm" muted style="width:{0}px;height:{1}px;display:block"></video>'
METADATA = """() => new Promise((done, fail) => {
  const video = document.querySelector("video");
  const ready = () => done([video.duration, video.videoWidth, video.videoHeight]);
  video.onerror = () => fail(video.error.message);
  video.readyState ? ready() : (video.onloadedmetadata = ready);
})"""
WATCH = """() => {
  const video = document.querySelector("video");
  const note = (_, shown) => { window.shownAt = shown.mediaTime; video.requestVideoFrameCallback(note); };
  video.requestVideoFrameCallback(note);
}"""
SEEK = "time => { document.querySelector('video').currentTime = time; }"
SHOWN = "time => !document.querySelector('video').seeking && Math.round(window.shownAt * 1000) === time"
PLAY = """() => new Promise(done => {
  const video = document.querySelector("video");
  video.onended = () => done(video.currentTime);
  video.playbackRate = 8;
  video.play();
})"""


@pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="no Chromium")
@pytest.mark.parametrize("state", ["closed", "killed", "continued"])
def test_chromium_plays_and_seeks_it_from_a_file(tmp_path: Path, state: str) -> None:
    from playwright.sync_api import sync_playwright

    size = (1280, 800)  # large: a player that guesses takes the wrong colour matrix
    times = [0, 1000, 1250, 4000, 6000, 9000]
    video = tmp_path / "run.webm"
    write_video(video, times[:3] if state == "continued" else times, close=state != "killed", size=size)
    if state == "continued":
        writer = WebmWriter.append_to(video)
        for index in range(3, 6):
            writer.write(key_frame(COLOURS[index], size), times[index])
        writer.close()
    (tmp_path / "page.html").write_text(PAGE.format(*size))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": size[0], "height": size[1]})
        page.goto((tmp_path / "page.html").as_uri())
        duration, width, height = page.evaluate(METADATA)
        assert duration == pytest.approx(9, abs=0.2)
        assert (width, height) == size
        page.evaluate(WATCH)
        for seconds, expected in [(5.0, 3), (1.1, 1), (8.9, 4), (1.3, 2), (0.5, 0), (4.0, 3)]:
            page.evaluate(SEEK, seconds)
            page.wait_for_function(SHOWN, arg=times[expected])
            with Image.open(io.BytesIO(page.screenshot())) as picture:
                assert near(picture.convert("RGB").getpixel((200, 200)), COLOURS[expected], 6), (seconds, expected)
        assert page.evaluate(PLAY) == pytest.approx(9, abs=0.2)
        browser.close()
