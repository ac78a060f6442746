"""What a person who knows the page would do, carried out with Playwright.

A place is a Playwright selector; inside a frame it is ``FRAME >>> PLACE``.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import PositiveInt, Tag

from ..variants import Strict, by_key

if TYPE_CHECKING:
    from playwright.sync_api import Dialog, FrameLocator, Locator, Page


class ClickOn(Strict):
    """Click something; ``times`` times, one click after the other."""

    click: str
    button: Literal["left", "right"] = "left"
    count: Literal[1, 2] = 1
    times: PositiveInt = 1


class Fill(Strict):
    """Replace what is in a field."""

    fill: str
    text: str


class Select(Strict):
    """Choose an option of a drop-down list by what it says."""

    select: str
    option: str


class Press(Strict):
    """Press a key where the focus is."""

    press: str


class HoverOver(Strict):
    """Put the pointer on something."""

    hover: str


class Drag(Strict):
    """Drag something onto something else."""

    drag: str
    to: str


class Attach(Strict):
    """Give a file of the task to a file field."""

    attach: str
    file: str


class Reply(Strict):
    """Accept the next JavaScript dialog with this text ("" for one that asks for none)."""

    reply: str


class Await(Strict):
    """Wait until a field shows this value."""

    wait: str
    value: str


class GoBack(Strict):
    """Go back one page, to this path."""

    back: str


class UseTab(Strict):
    """Go on in another tab, counted from 0."""

    tab: int


class Remember(Strict):
    """Keep the text of something under a name, also if it is not shown any more."""

    remember: str
    name: str


class Recall(Strict):
    """Replace what is in a field by what was kept under this name."""

    recall: str
    into: str


class Say(Strict):
    """Give this answer."""

    say: str


WebStep = Annotated[
    Annotated[ClickOn, Tag("click")]
    | Annotated[Fill, Tag("fill")]
    | Annotated[Select, Tag("select")]
    | Annotated[Press, Tag("press")]
    | Annotated[HoverOver, Tag("hover")]
    | Annotated[Drag, Tag("drag")]
    | Annotated[Attach, Tag("attach")]
    | Annotated[Reply, Tag("reply")]
    | Annotated[Await, Tag("wait")]
    | Annotated[GoBack, Tag("back")]
    | Annotated[UseTab, Tag("tab")]
    | Annotated[Remember, Tag("remember")]
    | Annotated[Recall, Tag("recall")]
    | Annotated[Say, Tag("say")],
    by_key(
        "click", "fill", "select", "press", "hover", "drag", "attach", "reply", "wait", "back", "tab", "remember",
        "recall", "say",
    ),
]  # fmt: skip


def length(steps: Sequence[WebStep]) -> int:
    """How many inputs the steps come to, and answers; to wait and to remember is none."""
    return sum(
        step.times if isinstance(step, ClickOn) else 0 if isinstance(step, Await | Remember) else 1 for step in steps
    )


def solve(steps: Sequence[WebStep], page: Page, folder: Path) -> str | None:
    """Carry out the steps on a page that shows the task's start; ``folder`` holds its files. Returns the answer.

    Raises Playwright's Error when a step does not find its place within the page's default time-out.
    """
    answer: str | None = None
    kept: dict[str, str] = {}
    for step in steps:
        match step:
            case Remember(remember=place, name=name):
                kept[name] = _locator(page, place).text_content() or ""
            case Recall(recall=name, into=place):
                _locator(page, place).fill(kept[name])
            case Say(say=text):
                answer = text
            case UseTab(tab=index):
                page = _tab(page, index)
            case _:
                _carry_out(step, page, folder)
    return answer


def _carry_out(step: WebStep, page: Page, folder: Path) -> None:
    page.wait_for_load_state("domcontentloaded")  # until its scripts run, a click on a page may do nothing, or half
    match step:
        case ClickOn(click=place, button=button, count=count, times=times):
            for _ in range(times):
                _locator(page, place).click(button=button, click_count=count)
        case Fill(fill=place, text=text):
            _locator(page, place).fill(text)
        case Select(select=place, option=option):
            _locator(page, place).select_option(label=option)
        case Press(press=key):
            page.keyboard.press(key)
        case HoverOver(hover=place):
            _locator(page, place).hover()
        case Drag(drag=start, to=end):
            _locator(page, start).drag_to(_locator(page, end))
        case Attach(attach=place, file=name):
            _locator(page, place).set_input_files(folder / name)
        case Reply(reply=text):
            page.once("dialog", lambda dialog: _accept(dialog, text))
        case Await(wait=place, value=text):
            _wait(_locator(page, place), text)
        case GoBack(back=path):
            page.go_back()
            page.wait_for_url(f"**{path}")
        case UseTab() | Remember() | Recall() | Say():
            raise AssertionError(step)


def _locator(page: Page, place: str) -> Locator:
    *frames, last = place.split(" >>> ")
    inside: Page | FrameLocator = page
    for frame in frames:
        inside = inside.frame_locator(frame)
    return inside.locator(last)


def _tab(page: Page, index: int) -> Page:
    tabs = page.context.pages
    if len(tabs) <= index:
        tabs = [*tabs, page.context.wait_for_event("page")]
    tabs[index].wait_for_load_state()
    return tabs[index]


def _accept(dialog: Dialog, text: str) -> None:
    dialog.accept(text)


def _wait(field: Locator, value: str) -> None:
    from playwright.sync_api import expect

    expect(field).to_have_value(value)
