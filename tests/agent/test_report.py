"""The report of a run: written from real run folders and opened from disk in a real Chromium."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page, sync_playwright

from eyehand.agent.report import LIMIT, write_report
from eyehand.agent.report.pictures import Wanted, embedded
from eyehand.env.base import Dialog, Observation
from eyehand.env.events import Event, Header, Instructed, Intent, Outcome, Receipt, Replied, Resumed, Usage
from eyehand.env.recorder import Recorder
from eyehand.env.trajectory import TrajectoryWriter
from eyehand.tools.actions import Act, Action, Click, Done, Drag, Move, Press, Scroll, Type
from eyehand.tools.browser.chromium import find_chromium
from eyehand.tools.errors import EnvError, UsageError
from eyehand.tools.frames import Frame
from eyehand.tools.geometry import Point
from eyehand.tools.secrets import Secrets

HOSTILE = "</script><script>window.pwned = 1</script><img src=x onerror='window.pwned = 2'>\"'&\x1b[31m\u202e"
HEADER = Header(
    run="a-run", created_at="2026-11-22T09:00:00+00:00", started_unix_s=0.0, eyehand="0.1.0", model="embedded",
    screen={}, limits={},
)  # fmt: skip


@cache
def drawn(width: int = 1280, height: int = 800, scale: float = 1.0, noise: int = -1) -> Frame:
    """A form with a title bar; with ``noise`` (a seed), the lower half is like a photograph."""
    image = Image.new("RGB", (width, height), "#f4f5f8")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, width, height // 16), fill="#2b4acb")
    for n in range(6):
        top = height // 8 + n * height // 12
        draw.text((width // 5, top), f"Label of field {n}", fill="#20242c", font_size=height // 50)
        draw.rounded_rectangle(
            (width // 3, top, width * 2 // 3, top + height // 18), 6, fill="white", outline="#8890a0"
        )
    if noise >= 0:
        coarse = np.random.default_rng(noise).integers(0, 256, (height // 30, width // 15, 3), dtype=np.uint8)
        photo = Image.fromarray(coarse).resize((width, height // 2), Image.Resampling.BICUBIC)
        image.paste(photo, (0, height // 2))
    buffer = io.BytesIO()
    image.save(buffer, "JPEG" if noise >= 0 else "PNG", quality=92, compress_level=1)
    return Frame(buffer.getvalue(), width, height, scale)


class RunFolder:
    """Writes a trajectory as the loop does."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.steps = -1
        with TrajectoryWriter(folder, Secrets({})) as writer:
            writer.write(HEADER)

    def write(self, *events: Event) -> None:
        with TrajectoryWriter(self.folder, Secrets({})) as writer:
            for event in events:
                writer.write(event)

    def ask(self, text: str = "Save the form") -> None:
        self.write(Instructed(time_s=float(self.steps + 1), text=text))

    def see(
        self, frame: Frame | None = None, *, error: str | None = None, observation: Observation | None = None
    ) -> None:
        self.steps += 1
        seen = observation or Observation(frame or drawn(), url="http://127.0.0.1/form", title="A form")
        with TrajectoryWriter(self.folder, Secrets({})) as writer:
            writer.observe(self.steps, seen, error, float(self.steps))

    def say(self, decision: Act | Done | None, text: str = "as asked", error: str | None = None) -> None:
        at, step = float(self.steps), self.steps
        self.write(Replied(step=step, time_s=at, by="embedded", text=text, decision=decision, error=error, seconds=0.4))

    def do(self, action: Action, target: str | None = "the Save button", *, frame: Frame | None = None) -> None:
        self.see(frame)
        self.say(Act(action=action, target=target))
        at, step = float(self.steps), self.steps
        self.write(Intent(step=step, time_s=at, action=action), Receipt(step=step, time_s=at, seconds=0.1))

    def end(self, reason: str = "it was seen", answer: str | None = None) -> None:
        self.write(
            Outcome(
                time_s=float(self.steps), outcome="success", reason=reason, verified_by="check", answer=answer,
                steps=self.steps + 1, seconds=float(self.steps), tokens=Usage(prompt=1200, completion=34),
            )
        )  # fmt: skip


@pytest.fixture
def run(tmp_path: Path) -> RunFolder:
    return RunFolder(tmp_path / "run")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a report from disk; at the end nothing may have come from anywhere else, and no script have failed."""
    wrong: list[str] = []
    pages: list[Page] = []

    def check(address: str) -> None:
        if not address.startswith(("file:", "data:")):
            wrong.append(address)

    def open_(report: Path, width: int = 1280) -> Page:
        page = chromium.new_page(viewport={"width": width, "height": 800})
        pages.append(page)
        page.on("request", lambda request: check(request.url))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda message: wrong.append(message.text))
        page.goto(report.as_uri())
        return page

    yield open_
    for page in pages:
        page.close()
    assert wrong == []


def test_tells_the_whole_story(run: RunFolder, opened: Callable[..., Page]) -> None:
    run.ask("Type Ada into Name and press Save")
    run.do(Type(text="Ada"), "the Name field")
    run.do(Click(at=Point(640, 400)))
    toast = Observation(
        drawn(), clip=(drawn(), drawn(noise=1)), url="https://example.org/a", notes=("a new tab opened",),
        dialog=Dialog("alert", "Really?"), stages={"settle": 0.21, "capture": 0.03},
    )  # fmt: skip
    run.see(observation=toast)
    run.say(None, "{", error="the reply holds no decision")
    run.say(Done(status="success", answer="A-17"))
    run.end("“Saved” was seen", answer="A-17")
    (run.folder / "downloads").mkdir()
    (run.folder / "downloads" / "orders 100%.csv").write_text("a,b")

    page = opened(write_report(run.folder))
    assert page.title().startswith("Type Ada into Name and press Save")
    head = page.inner_text("header")
    for words in ("Type Ada into Name", "✓ success", "verified by a check", "“Saved” was seen", "A-17", "embedded",
                  "3 steps", "1,234 tokens", "22 November 2026", "http://127.0.0.1/form"):  # fmt: skip
        assert words in head
    assert page.get_attribute("header .file", "href") == "downloads/orders%20100%25.csv"
    assert page.locator(".film li").count() == page.locator(".card").count() == 3
    assert "Type 'Ada'" in page.inner_text("#step-1") and "the Name field" in page.inner_text("#step-1")
    assert "(640, 400)" in page.inner_text("#step-2")
    last = page.inner_text("#step-3")
    for words in (
        "a new tab opened",
        "alert: Really?",
        "the reply holds no decision",
        "settle 0.21 s",
        "decide 0.80 s",
    ):
        assert words in last
    assert page.locator("#step-3 .clip img").count() == 2
    assert page.locator("#step-3.failed").count() == 1 and page.locator("#step-2.failed").count() == 0
    full = page.get_attribute("#step-2 .full", "href")
    assert full == "frames/0001.png" and (run.folder / full).is_file()


@pytest.mark.parametrize("width", [1280, 800])
def test_marks_are_where_the_action_was(run: RunFolder, opened: Callable[..., Page], width: int) -> None:
    frame = drawn(2560, 1600, 2.0)
    places = [Point(0, 0), Point(2559, 1599), Point(1711, 347), Point(90, 1200)]
    run.ask()
    for place, action in zip(places, (Click, Click, Move, Scroll), strict=True):
        run.do(action(at=place), frame=frame)
    run.do(Drag(start=places[3], end=places[2]), frame=frame)
    page = opened(write_report(run.folder), width)

    def expected(step: int, place: Point) -> tuple[float, float]:
        box = page.locator(f"#step-{step} .shot img").bounding_box()
        assert box and box["width"] > 500
        return box["x"] + place.x * box["width"] / 2560, box["y"] + place.y * box["height"] / 1600

    for step, place in enumerate(places, 1):
        box = page.locator(f"#step-{step} .marks .ring").bounding_box()
        assert box
        middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        assert middle == pytest.approx(expected(step, place), abs=2)
        dot = page.locator(".film .dot").nth(step - 1).bounding_box()
        thumb = page.locator(".film img").nth(step - 1).bounding_box()
        assert dot and thumb
        assert dot["x"] + dot["width"] / 2 == pytest.approx(thumb["x"] + place.x * thumb["width"] / 2560, abs=2)
    line = page.locator("#step-5 .marks .arrow").evaluate(
        """line => { const to = line.getScreenCTM(), at = n => line[n].baseVal.value;
            return [at('x1') + to.e, at('y1') + to.f, at('x2') + to.e, at('y2') + to.f].map((v, n) =>
                v + (n % 2 ? scrollY : scrollX)); }"""
    )
    assert line == pytest.approx([*expected(5, places[3]), *expected(5, places[2])], abs=2)


def test_a_mark_is_seen_on_the_picture(run: RunFolder, opened: Callable[..., Page]) -> None:
    run.ask()
    run.do(Click(at=Point(640, 600)), frame=drawn(noise=3))
    page = opened(write_report(run.folder))
    shot = Image.open(io.BytesIO(page.locator("#step-1 .shot").screenshot())).convert("RGB")
    x, y = shot.width // 2, shot.height * 3 // 4
    ring = np.asarray(shot.crop((x - 17, y - 2, x - 12, y + 2))).reshape(-1, 3).astype(int)
    assert np.abs(ring - (245, 16, 126)).sum(axis=1).min() < 40


def test_arrow_keys_go_from_step_to_step(run: RunFolder, opened: Callable[..., Page]) -> None:
    run.ask()
    for _ in range(4):
        run.do(Press(keys=("Tab",)))
    page = opened(write_report(run.folder))
    for key, step in (("ArrowRight", 1), ("ArrowRight", 2), ("ArrowRight", 3), ("ArrowLeft", 2), ("j", 3), ("j", 4),
                      ("j", 4)):  # fmt: skip
        page.keyboard.press(key)
        assert page.evaluate("location.hash") == f"#step-{step}"
        assert page.get_attribute(".film a[aria-current]", "href") == f"#step-{step}"
        if step < 4:
            box = page.locator(f"#step-{step}").bounding_box()
            film = page.locator(".film").bounding_box()
            assert box and film and film["height"] <= box["y"] < film["height"] + 60
    page.locator(".film a").nth(1).click()
    assert page.evaluate("location.hash") == "#step-2"


def test_a_step_leads_to_its_moment_of_the_video(run: RunFolder, opened: Callable[..., Page]) -> None:
    run.ask()
    recorder = Recorder(run.folder / "video.webm", (320, 200))
    for second in range(4):
        frame = Frame.from_pixels(np.full((200, 320, 3), 60 * second, np.uint8), time_s=float(second))
        recorder.add(frame)
        run.do(Press(keys=("Tab",)), frame=frame)
    recorder.close(5.0)
    page = opened(write_report(run.folder))
    assert page.get_attribute("video", "src") == "video.webm"
    clock = page.locator("#step-4 .clock")
    assert clock.get_attribute("href") == "video.webm#t=3.00"
    clock.click()
    page.wait_for_function(
        "() => { const v = document.querySelector('video'); return !v.seeking && v.currentTime > 0; }"
    )
    assert page.evaluate("document.querySelector('video').currentTime") == pytest.approx(3.0, abs=0.05)
    assert page.evaluate("document.querySelector('video').error") is None
    box = page.locator("video").bounding_box()
    assert box and 0 <= box["y"] < 800, "the video is in sight when it is sought from far below"
    page.keyboard.press("Escape")
    assert page.locator(".floating").count() == 0


def test_hostile_text_stays_text(run: RunFolder, opened: Callable[..., Page]) -> None:
    run.ask(HOSTILE)
    run.do(Type(text=HOSTILE), HOSTILE)
    seen = Observation(drawn(), url=f"javascript:window.pwned=3//{HOSTILE}", title=HOSTILE, notes=(HOSTILE,))
    run.see(observation=seen, error=HOSTILE)
    run.say(Done(status="failure", answer=HOSTILE), HOSTILE * 20)
    run.end(HOSTILE, HOSTILE)
    report = write_report(run.folder)
    page = opened(report)
    assert page.evaluate("window.pwned") is None
    assert page.locator("script").count() == 1
    assert page.locator("[onerror], a[href^=javascript]").count() == 0
    assert "<script>window.pwned = 1</script>" in page.inner_text("h1")
    assert page.inner_text("main").count("<script>window.pwned = 1</script>") >= 4


def test_only_its_own_script_may_run(run: RunFolder, chromium: Browser, tmp_path: Path) -> None:
    report = write_report(run.folder).read_text()
    (tmp_path / "broken.html").write_text(report.replace("<footer>", "<script>window.pwned = 1</script><footer>"))
    with chromium.new_page() as page:
        page.goto((tmp_path / "broken.html").as_uri())
        assert page.locator("script").count() == 2
        assert page.evaluate("window.pwned") is None


def test_lost_and_damaged_pictures_leave_an_empty_frame(run: RunFolder, opened: Callable[..., Page]) -> None:
    run.ask()
    for _ in range(3):
        run.do(Click(at=Point(640, 400)))
    (run.folder / "frames/0000.png").unlink()
    (run.folder / "frames/0001.png").write_bytes(drawn().data[:500])
    page = opened(write_report(run.folder))
    assert page.locator(".card .missing").count() == 2 and page.locator(".card img").count() == 1
    lost, kept = page.locator("#step-1 .missing").bounding_box(), page.locator("#step-3 img").bounding_box()
    assert lost and kept and lost["height"] == pytest.approx(kept["height"], abs=2)
    assert "frames/0000.png" in page.inner_text("#step-1")


def test_pictures_outside_the_run_folder_are_not_put_into_it(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "private.png").write_bytes(drawn().data)
    paths = ["../private.png", str(tmp_path / "private.png")]
    assert embedded(tmp_path / "run", [Wanted(path, 100) for path in paths], LIMIT) == {}


def test_fifty_noisy_steps_at_scale_2_fit_in_5_mb(run: RunFolder) -> None:
    run.ask()
    for n in range(50):
        run.do(Click(at=Point(700, 300)), frame=drawn(2560, 1600, 2.0, noise=n % 4))
    run.end()
    report = write_report(run.folder)
    assert report.stat().st_size <= LIMIT == 5_000_000
    shown = re.findall(r'<img src="data:image/webp;base64,([^"]+)"', report.read_text())
    assert len(shown) == 100
    # They fill most of the room that they have: small is no excuse for unreadable.
    assert sum(map(len, shown)) > 0.6 * LIMIT


@pytest.mark.parametrize("budget", [0, 3_000, 40_000, 200_000, LIMIT])
def test_pictures_keep_to_their_budget(tmp_path: Path, budget: int) -> None:
    wanted: list[Wanted] = []
    for n in range(6):
        (tmp_path / f"{n}.png").write_bytes(drawn(640, 400, noise=n - 3).data)
        wanted += [Wanted(f"{n}.png", 640), Wanted(f"{n}.png", 120)]
    found = embedded(tmp_path, wanted, budget)
    assert sum(map(len, found.values())) <= budget
    assert (len(found) == 12) is (budget >= 40_000)
    if budget == 200_000:
        assert len(found[wanted[6]]) > len(found[wanted[0]]), "a picture that needs little leaves more to the others"


def test_runs_that_did_not_end(run: RunFolder, opened: Callable[..., Page]) -> None:
    page = opened(write_report(run.folder))
    assert "Nothing was asked yet" in page.inner_text("header") and "cut off" in page.inner_text("header")
    run.ask()
    page = opened(write_report(run.folder))
    assert "No step was taken" in page.inner_text("main") and page.locator(".film").count() == 0
    page.keyboard.press("ArrowRight")
    run.see()
    run.say(Act(action=Click(at=Point(5, 5)), target="the Save button"))
    assert "not carried out" in opened(write_report(run.folder)).inner_text("#step-1")
    run.write(Intent(step=0, time_s=1.0, action=Click(at=Point(5, 5))))
    page = opened(write_report(run.folder))
    assert "it may have happened" in page.inner_text("#step-1") and "cut off" in page.inner_text("header")
    run.end("it was stopped")
    run.write(Resumed(time_s=2.0, last_action="unknown"))
    run.see(error="it may have happened")
    page = opened(write_report(run.folder))
    assert "the last action may have happened" in page.inner_text("#step-2")
    assert page.locator(".chapter").count() == 1 and "it was stopped" not in page.inner_text("header")


def test_several_instructions_each_have_their_section(run: RunFolder, opened: Callable[..., Page]) -> None:
    for n in range(3):
        run.ask(f"Task number {n}")
        run.do(Click(at=Point(5, 5)))
        if n < 2:
            run.end(f"reason {n}")
    page = opened(write_report(run.folder))
    assert page.locator("header .badge").all_inner_texts() == ["✓ success", "✓ success", "… cut off"]
    assert page.locator(".chapter").count() == 3
    assert "Task number 2" in page.inner_text("#chapter-2") and page.locator("#chapter-2 #step-3").count() == 1
    page.click("header a >> text=Task number 1")
    assert page.evaluate("location.hash") == "#chapter-1"


def test_an_error_is_told_once(run: RunFolder) -> None:
    run.ask()
    run.see()
    run.say(Act(action=Click(at=Point(5, 5))))
    run.write(Intent(step=0, time_s=1.0, action=Click(at=Point(5, 5))))
    run.write(Receipt(step=0, time_s=1.0, error="the page was gone", seconds=0.1))
    run.see(error="the last action failed: the page was gone")
    assert write_report(run.folder).read_text().count("the page was gone") == 1


def test_what_cannot_be_read_or_written_is_said(run: RunFolder, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no run folder"):
        write_report(tmp_path)
    (run.folder / "report.html").mkdir()
    with pytest.raises(EnvError, match=r"report\.html"):
        write_report(run.folder)
    assert not list(run.folder.glob("*.new"))
