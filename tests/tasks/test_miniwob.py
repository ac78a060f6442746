"""MiniWoB++ on our stage: what the page gives, what it tells, and what it does not show."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from eyehand.tasks.checks import judge
from eyehand.tasks.miniwob.pages import NOT_AMONG_THEM, names
from eyehand.tasks.miniwob.stage import SCALE, VIEWPORT, staged
from eyehand.tasks.miniwob.suite import suite, task
from eyehand.tools.browser.chromium import find_chromium
from eyehand.tools.errors import EnvError
from eyehand.tools.eye.eye import Eye
from eyehand.tools.frames import Frame

ROOT = Path(__file__).parent.parent.parent
A_WHILE_S = 20.0


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=str(find_chromium()), args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    size = {"width": VIEWPORT[0], "height": VIEWPORT[1]}
    with browser.new_context(viewport=size, device_scale_factor=SCALE) as context:
        context.set_default_timeout(1000 * A_WHILE_S)
        yield context.new_page()


def quoted(instruction: str) -> str:
    return instruction.split('"')[1]


def click_button(page: Page, asked: str, right: bool = True) -> None:
    """Press the button of exactly this name, or one of another name."""
    buttons = page.locator("#area button")
    texts = buttons.all_inner_texts()
    buttons.nth(next(n for n, text in enumerate(texts) if (text == quoted(asked)) == right)).click()


def enter_text(page: Page, asked: str, right: bool = True) -> None:
    page.locator("#area input").fill(quoted(asked) if right else "something else")
    page.locator("#area button").click()


def click_tab(page: Page, asked: str, right: bool = True) -> None:
    number = int(re.findall(r"\d", asked)[0])
    page.get_by_text(f"Tab #{number if right else number % 3 + 1}").click()


@pytest.mark.parametrize(
    ("name", "play"), [("click-button", click_button), ("enter-text", enter_text), ("click-tab", click_tab)]
)
def test_what_is_asked_for_gives_1_and_nothing_or_another_thing_does_not(
    name: str, play: Callable[..., None], page: Page
) -> None:
    checks = task(name).checks
    with staged(name, 3) as stage:
        page.goto(stage.url)
        asked = stage.instruction
        assert judge(checks, stage, None).score == 0
        assert not stage.over()
        play(page, asked)
        done = stage.play
        assert stage.over() and done.raw == 1
        assert done.reward == pytest.approx(max(0.0, 1 - done.seconds / done.native_s))
        assert judge(checks, stage, None).score == 1
    with staged(name, 3) as stage:
        page.goto(stage.url)
        assert stage.instruction == asked, "the seed did not decide what was asked for"
        play(page, asked, right=False)
        assert stage.over() and stage.play.raw <= 0
        play(page, asked)  # too late
        assert judge(checks, stage, None).score == 0


def test_seeds_ask_for_different_things(page: Page) -> None:
    asked: set[str] = set()
    for seed in range(4):
        with staged("enter-text", seed) as stage:
            page.goto(stage.url)
            asked.add(stage.instruction)
    assert len(asked) > 1


@pytest.mark.parametrize("way", ["location.reload()", "location.hash = 'elsewhere'"])
def test_leaving_the_page_ends_the_episode_with_nothing(way: str, page: Page) -> None:
    with staged("click-button", 3) as stage:
        page.goto(stage.url)
        asked = stage.instruction
        page.evaluate(way)
        page.wait_for_load_state()
        deadline_s = time.monotonic() + A_WHILE_S
        while not stage.over() and time.monotonic() < deadline_s:
            page.wait_for_timeout(20)
        assert stage.over()
        page.locator("#area button").first.wait_for()
        click_button(page, asked)
        assert stage.play.raw == 0


def test_what_is_asked_for_and_the_score_are_not_in_the_picture(page: Page) -> None:
    with staged("enter-password", 1) as stage:
        page.goto(stage.url)
        assert stage.instruction.startswith("Enter the password")
        read = {line.text for line in Eye().read(Frame.decode(page.screenshot(), scale=SCALE))}
    assert read == {"Password", "Verify password", "Submit"}


def test_what_was_not_opened_has_no_instruction(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eyehand.tasks.miniwob.stage.START_S", 0.05)
    with staged("click-test", 0) as stage, pytest.raises(EnvError, match="did not begin"):
        _ = stage.instruction


def test_the_suite_has_125_tasks() -> None:
    tasks = suite().tasks
    assert len(tasks) == len({task.id for task in tasks}) == len(names()) == 125
    assert not NOT_AMONG_THEM & set(names())


def test_neither_the_eye_nor_the_planner_knows_the_tasks() -> None:
    known = [name for name in names() if "-" in name]
    assert len(known) > 100
    sources = [
        path for folder in ("tools/eye", "agent/planner") for path in (ROOT / folder).rglob("*") if path.suffix in KINDS
    ]
    assert len(sources) > 100
    found = {(path.name, name) for path in sources for name in known if name in path.read_text(encoding="utf-8")}
    assert not found
    assert not [path for path in sources if "miniwob" in path.read_text(encoding="utf-8").lower()]


KINDS = {".py", ".txt", ".json", ".yaml", ".js"}
