"""Which page was in front of a person at what time."""

from __future__ import annotations

from dataclasses import dataclass

from ...tools.browser.recording.watched import Watched


@dataclass(frozen=True, slots=True)
class Scene:
    """The address and title of the page, and the titles of the tabs when there are several."""

    url: str | None = None
    title: str | None = None
    tabs: tuple[str, ...] = ()


class Scenes:
    """Notes what the current tab shows; times must not go back."""

    def __init__(self, browser: Watched) -> None:
        self._browser = browser
        self._known: list[tuple[float, Scene]] = []
        self._notes: list[tuple[float, str]] = []

    async def note(self, time_s: float, *, titles: bool) -> None:
        """Look where the person is; at the titles, too, when the page is still. Raises Playwright's Error."""
        browser = self._browser
        self._notes += [(time_s, note) for note in browser.notes]
        browser.notes.clear()
        last = self._known[-1][1] if self._known else Scene()
        tab, several = browser.current, len(browser.tabs.open) > 1
        url = tab.page.url
        if not titles and url == last.url and several == bool(last.tabs):
            return
        titles_ = tuple([await one.title() for one in browser.tabs.open]) if several else ()
        scene = Scene(url, await tab.title(), titles_)
        if scene != last:
            self._known.append((time_s, scene))

    def at(self, time_s: float) -> tuple[Scene, tuple[str, ...]]:
        """The scene just then, and what was noted since this was last asked. What is older is forgotten."""
        past = [one for one in self._known if one[0] <= time_s]
        if past:
            self._known = self._known[len(past) - 1 :]
        notes = tuple(note for noted_s, note in self._notes if noted_s <= time_s)
        self._notes = [one for one in self._notes if one[0] > time_s]
        return (self._known[0][1] if self._known else Scene()), notes
