"""Everything that stands in quotation marks, kept whole: a slot stands for it in the text."""

from __future__ import annotations

import re

SLOT = re.compile("\ue000(\\d+)\ue001")
_PAIRS = {'"': '"', "“": "”", "„": "“", "«": "»", "「": "」", "『": "』", "‘": "’", "'": "'", "`": "`", "【": "】"}
_BOLD = re.compile(r"\*\*([^*\n]+)\*\*")
_PRIVATE = re.compile("[\ue000-\ue00f]")
_ALPHABET = re.compile(r"[^\W_\u2e80-\u9fff\uf900-\ufaff]")
"""A letter of a script that puts spaces between words: an apostrophe between two of them is no quotation mark."""


def lift(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with each quotation replaced by a slot, and the quotations. Empty ones stand for the empty text."""
    text = _BOLD.sub(r'"\1"', _PRIVATE.sub("", text))
    out: list[str] = []
    quoted: list[str] = []
    index = 0
    unclosed: set[str] = set()
    while index < len(text):
        end = None if text[index] in unclosed else _closing(text, index)
        if end is None:
            if text[index] in _PAIRS and _opens(text, index):
                unclosed.add(text[index])  # nor will a later one close: the rest is looked through only once
            out.append(text[index])
            index += 1
        else:
            out.append(f"\ue000{len(quoted)}\ue001")
            quoted.append(text[index + 1 : end])
            index = end + 1
    return "".join(out), tuple(quoted)


def _opens(text: str, index: int) -> bool:
    return index == 0 or not (_ALPHABET.match(text[index - 1]) or text[index - 1] == _PAIRS[text[index]])


def _closing(text: str, start: int) -> int | None:
    """Where the quotation that opens here closes; None when none opens."""
    closer = _PAIRS.get(text[start])
    if closer is None or not _opens(text, start):
        return None
    end = text.find(closer, start + 1)
    while end >= 0:
        after = text[end + 1 : end + 2]
        if not (closer in "'’" and _ALPHABET.match(after)):
            return end
        end = text.find(closer, end + 1)
    return None
