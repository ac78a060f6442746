"""What goes wrong on real pages is seen, tried a different way once, then said; judged by the page's own state."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import sync_playwright

from eyehand.agent.episode import Episode
from eyehand.agent.settings import load
from eyehand.agent.start import start_browser
from eyehand.env.events import Outcome

State = Callable[[], dict[str, Any]]


class Workshop:
    """One browser for the module; each task starts on its own part of the page."""

    def __init__(self, episode: Episode, url: str) -> None:
        self._episode = episode
        self._url = url

    def do(self, part: str, instruction: str) -> tuple[Outcome, dict[str, Any]]:
        outcome = self._episode.run(f"go to {self._url}/trouble.html?{part}#{part} and {instruction}")
        return outcome, self._state()

    def said(self) -> str:
        """The replies of the last task."""
        return "\n".join(said.text for said in self._episode.history.current().replies)

    def _state(self) -> dict[str, Any]:
        lease = json.loads((self._episode.folder / "lease.json").read_text())
        with sync_playwright() as playwright:
            browser = playwright.chromium.connect_over_cdp(lease["address"])
            page = next(page for page in browser.contexts[0].pages if "trouble.html" in page.url)
            return page.evaluate("() => ({ ...state, fields: Object.fromEntries([...document.querySelectorAll('input')]"
                                 ".map(e => [e.id, e.value])) })")  # fmt: skip


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory, page_server: str) -> Iterator[Workshop]:
    folder: Path = tmp_path_factory.mktemp("run")
    episode = start_browser(page_server + "/points.html", folder, load(flags={"model": "embedded"}))
    with_open = episode.open()
    yield Workshop(with_open, page_server)
    episode.close()


def test_a_field_that_did_not_take_the_text_is_filled_again(workshop: Workshop) -> None:
    outcome, state = workshop.do("deaf-field", "type KX-4410 into Serial number")
    assert (outcome.outcome, state["fields"]["a"]) == ("success", "KX-4410")


def test_a_field_that_never_takes_the_text_is_said(workshop: Workshop) -> None:
    outcome, state = workshop.do("erased", "type Ultramarine into Colour")
    assert (outcome.outcome, state["fields"]["e"]) == ("failure", "")
    assert "typed twice" in outcome.reason and "Colour" in outcome.reason


def test_a_click_of_which_nothing_came_is_tried_once_more(workshop: Workshop) -> None:
    outcome, state = workshop.do("deaf-button", "click 'Show details', then check that 'overhauled twice' is shown")
    assert (outcome.outcome, state["clicks"]["b"]) == ("success", 2)


def test_a_save_of_which_nothing_came_is_not_repeated_but_said(workshop: Workshop) -> None:
    outcome, state = workshop.do("dead-save", "type Lathe into Title and press Save")
    assert state["clicks"]["save"] == 1, "saving twice may be worse than not at all"
    assert outcome.outcome == "unverified" and "nothing" in outcome.reason


def test_a_value_in_the_fields_own_format_is_the_value(workshop: Workshop) -> None:
    outcome, state = workshop.do("format", "type 5551234567 into Phone")
    assert (outcome.outcome, state["fields"]["d"]) == ("success", "(555) 123-4567")
    assert "(555) 123-4567" in workshop.said()


def test_a_menu_that_closed_is_opened_again(workshop: Workshop) -> None:
    outcome, state = workshop.do("menu", "open the menu Actions > Archive")
    assert (outcome.outcome, state["clicks"]["archive"]) == ("success", 1)


@pytest.mark.parametrize(("part", "button", "way"), [("cookies", "go", "no"), ("offer", "go2", "later")])
def test_what_nobody_asked_for_is_cleared_away(workshop: Workshop, part: str, button: str, way: str) -> None:
    outcome, state = workshop.do(part, "click 'Start the machine'")
    assert state["clicks"].get(way) == 1, state
    assert (outcome.outcome, state["clicks"].get(button)) == ("success", 1), outcome.reason


def test_a_question_is_not_answered_by_itself(workshop: Workshop) -> None:
    outcome, state = workshop.do("question", "click 'Start the machine'")
    assert "del" not in state["clicks"]
    assert outcome.outcome != "success"
