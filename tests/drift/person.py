"""A person's mouse with a person's keys, at the places where things are on an open page."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

PATIENCE_S = 30.0
LOOK_S = 0.05

# What is at the middle of the element: it, or what covers it, or that it is off the screen.
_AT = """element => {
  const box = element.getBoundingClientRect();
  const x = box.left + box.width / 2, y = box.top + box.height / 2;
  const away = y < 0 ? y - innerHeight / 2 : y > innerHeight ? y - innerHeight / 2 : 0;
  if (away || x < 0 || x > innerWidth) return {away, side: x < 0 || x > innerWidth, free: false, close: null};
  const top = document.elementFromPoint(x, y);
  if (top && (element.contains(top) || [...(element.labels ?? [])].some(label => label.contains(top))))
    return {away: 0, side: false, free: !element.disabled, close: null};
  let cover = top;
  while (cover && getComputedStyle(cover).position !== "fixed") cover = cover.parentElement;
  const button = cover?.querySelector("button");
  if (!button) return {away: 0, side: false, free: false, close: null};
  const place = button.getBoundingClientRect();
  return {away: 0, side: false, free: false, close: [place.left + place.width / 2, place.top + place.height / 2]};
}"""

# A page may become another without another address.
_HEADINGS = "() => [...document.querySelectorAll('h1, h2')].map(one => one.textContent).join()"


class Stuck(Exception):
    """A person would not know how to go on; the text says what was looked for."""


class Person:
    """Acts on a page as a person does, and knows where things are by selectors that no drift changes.

    ``look_s`` is how long a new page is looked at before anything is done, ``aim_s`` how long the hand takes from the
    keys or from one place to the next; ``patience_s`` how long to wait for what is not there yet.
    """

    def __init__(self, page: Page, look_s: float = 0.0, aim_s: float = 0.0, patience_s: float = PATIENCE_S) -> None:
        self.page = page
        self._look_s = look_s
        self._aim_s = aim_s
        self._patience_s = patience_s
        self._seen = ""

    def click(self, selector: str) -> None:
        """Move to the middle of the one visible element and click; scroll to it, close what covers it. Raises Stuck."""
        x, y = self._place(selector)
        self._click_at(x, y)

    def write(self, selector: str, text: str) -> None:
        """Click into a field and type in the place of what it holds."""
        self.click(selector)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def write_date(self, selector: str, iso: str) -> None:
        """Click the first part of a date field, the month where English is spoken in America, and type."""
        box = self._box(selector)
        self._place(selector)
        box = self._box(selector)
        self._click_at(box[0] + min(18.0, box[2] / 6), box[1] + box[3] / 2)
        year, month, day = iso.split("-")
        self.page.keyboard.type(month + day + year)
        self._until(lambda: self._one(selector).input_value() == iso, f"the date {iso} in {selector}")

    def pick(self, selector: str, label: str) -> None:
        """Open a list of choices, type how the choice begins, take it."""
        self.click(selector)
        self.page.keyboard.type(label)
        self.page.keyboard.press("Enter")
        chosen = "element => element.selectedOptions[0]?.label.trim()"
        self._until(lambda: self._one(selector).evaluate(chosen) == label, f"{label} chosen in {selector}")

    def reads(self, text: str) -> None:
        """Wait until the text is there to be read. Raises Stuck."""
        self._until(lambda: self.page.get_by_text(text).first.is_visible(), f"the text {text!r}")

    def _click_at(self, x: float, y: float) -> None:
        time.sleep(self._aim_s)
        self.page.mouse.move(x, y, steps=4)
        self.page.mouse.down()
        self.page.mouse.up()

    def _place(self, selector: str) -> tuple[float, float]:
        self._until(lambda: self._one(selector).is_visible(), selector)
        page = self.page.url + self._headings()
        if page != self._seen:
            self._seen = page
            time.sleep(self._look_s)
        self._until(lambda: self._free(selector), f"{selector}, free to be clicked")
        left, top, width, height = self._box(selector)
        return left + width / 2, top + height / 2

    def _headings(self) -> str:
        from playwright.sync_api import Error

        try:
            return self.page.evaluate(_HEADINGS)
        except Error:  # the page is just going
            return ""

    def _free(self, selector: str) -> bool:
        at = self._one(selector).evaluate(_AT)
        if at["close"]:
            self._click_at(*at["close"])
        elif at["side"]:
            self.page.mouse.wheel(200, 0)
        elif at["away"]:
            self.page.mouse.wheel(0, at["away"])
        elif at["free"]:
            return self._still(selector)
        return False

    def _still(self, selector: str) -> bool:
        before = self._box(selector)
        time.sleep(LOOK_S)
        return before == self._box(selector)

    def _one(self, selector: str) -> Locator:
        return self.page.locator(selector).locator("visible=true")

    def _box(self, selector: str) -> tuple[float, float, float, float]:
        box = self._one(selector).bounding_box()
        if box is None:
            raise Stuck(f"{selector} is not to be seen")
        return box["x"], box["y"], box["width"], box["height"]

    def _until(self, there: Callable[[], bool], what: str) -> None:
        from playwright.sync_api import Error

        end_s = time.monotonic() + self._patience_s
        why = ""
        while time.monotonic() < end_s:
            try:
                if there():
                    return
            except Error as error:  # the page changes while it is looked at, or two things are meant
                why = f": {error.message.splitlines()[0]}"
            time.sleep(LOOK_S)
        raise Stuck(f"waited {self._patience_s:g} s for {what}{why}")
