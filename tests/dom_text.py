"""The text that a rendered page shows, from its DOM, beside what was read of its picture."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from playwright.sync_api import Page

from eyehand.tools.geometry import Box

_VISIBLE = """() => {
  const lines = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node; node = walker.nextNode();) {
    if (['SCRIPT', 'STYLE', 'OPTION'].includes(node.parentElement.tagName)) continue
    let line = null
    for (const word of node.data.matchAll(/\\S+/g)) {
      const range = document.createRange()
      range.setStart(node, word.index)
      range.setEnd(node, word.index + word[0].length)
      const r = range.getClientRects()[0]
      if (!r || r.bottom > innerHeight || r.right > innerWidth) continue
      if (line && Math.abs(line.box[1] - r.y) < 3) { line.text += ' ' + word[0]; line.box[2] = r.right }
      else lines.push(line = {text: word[0], box: [r.x, r.y, r.right, r.bottom]})
    }
  }
  for (const entry of document.querySelectorAll('input:not([type=checkbox]), select')) {
    const r = entry.getBoundingClientRect(), text = entry.value || entry.placeholder
    if (text && r.bottom <= innerHeight) lines.push({text, box: [r.x, r.y, r.right, r.bottom]})
  }
  return lines
}"""

Read = tuple[str, Box]
"""Words that were read, and where."""


@dataclass(frozen=True)
class Shown:
    """One line of words of a page (a paragraph has several), with its box in CSS pixels."""

    text: str
    box: Box

    def was_read(self, lines: Iterable[Read]) -> bool:
        """Whether these words, spaces aside, are in what was read in their place."""
        return _squeeze(self.text) in _squeeze("".join(text for text, box in lines if self._is_at(box)))

    def words_read(self, lines: Iterable[Read]) -> int:
        """How many of the words were read in this place."""
        read = " ".join(text for text, box in lines if self._is_at(box)).split()
        return sum(word in read for word in self.text.split())

    def _is_at(self, box: Box) -> bool:
        return box.x0 < self.box.x1 and self.box.x0 < box.x1 and box.y0 < self.box.center.y < box.y1


def shown_on(page: Page) -> list[Shown]:
    """Every line that is wholly in sight."""
    return [Shown(line["text"], Box(*(round(side) for side in line["box"]))) for line in page.evaluate(_VISIBLE)]


def _squeeze(text: str) -> str:
    return "".join(text.split())
