"""Which texts say something that will be the same the next time."""

from __future__ import annotations

import re
from collections.abc import Iterable

# fmt: off
_TIMES = frozenset({
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue", "wed", "thu", "fri",
    "sat", "sun", "today", "yesterday", "tomorrow", "now", "january", "february", "march", "april", "june", "july",
    "august", "september", "october", "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep",
    "oct", "nov", "dec", "am", "pm", "ago",
})
_COMMON = frozenset({
    "yes", "no", "ok", "on", "off", "all", "none", "any", "new", "other", "open", "close", "save", "cancel", "delete",
    "edit", "add", "search", "true", "false", "and", "the", "for", "with", "from", "name", "date", "type", "test",
})
# fmt: on
_EDGES = " ·|,;:-–—()[]+•*›»▸▾"
_CARETS = "lI|1"
"""What a reader takes the caret behind a text for."""
_LEAST = 3
_LONGEST = 70
_SCRIPT = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")  # a letter says more there


def is_telling(text: str) -> bool:
    """Whether a text has letters and neither digits nor words of time: what counts or dates is other tomorrow."""
    return bool(_letters(text)) and not any(sign.isdigit() for sign in text) and not _of_time(text)


def is_distinctive(value: str) -> bool:
    """Whether a value is told from other texts by itself: three letters or more, and no common word."""
    bare = value.strip()
    least = 2 if _SCRIPT.search(bare) else _LEAST
    return least <= len(bare) and bare.casefold() not in _COMMON


def lasting(text: str, values: Iterable[str]) -> str:
    """The part of a text that will be there the next time: the longest without numbers and times of its own.

    What was typed (``values``) stands for itself, whatever is in it. "" when nothing that says something is left.
    """
    held = [value for value in values if value in text]
    for value in held:
        if text.strip() in (value.strip(), *(value.strip() + caret for caret in _CARETS)):
            return value.strip()
    if any(is_distinctive(value) and not _as_words(value, text) for value in held):
        return ""  # it holds what was typed, and would hold something else the next time
    parts = _lasting_parts(text, held)
    best = max(parts, key=len, default="").strip(_EDGES)
    whole = best == text.strip(_EDGES)
    enough = whole or any(value in best for value in held) or _says_enough(best)
    return best if best and enough and len(best) <= _LONGEST else ""


def _as_words(value: str, text: str) -> bool:
    """Whether a value stands in a text between other words, not as a part of one."""
    return re.search(rf"(?<!\w){re.escape(value)}(?!\w)", text) is not None


def _lasting_parts(text: str, held: list[str]) -> list[str]:
    words = re.split(r"(\s+)", _hidden(text, held))
    parts, part = list[str](), ""
    for word in words:
        if any(sign.isdigit() for sign in word) or _bare(word) in _TIMES:
            parts.append(part)
            part = ""
        else:
            part += word
    return [_shown(part, held) for part in (*parts, part)]


def _hidden(text: str, held: list[str]) -> str:
    for n, value in enumerate(held):
        text = text.replace(value, chr(0xE000 + n))
    return text


def _shown(text: str, held: list[str]) -> str:
    for n, value in enumerate(held):
        text = text.replace(chr(0xE000 + n), value)
    return text


def _says_enough(text: str) -> bool:
    return len(_letters(text)) >= 8 or (bool(_SCRIPT.search(text)) and len(text) >= 4)


def _of_time(text: str) -> bool:
    return any(_bare(word) in _TIMES for word in text.split())


def _bare(word: str) -> str:
    return word.strip(".,:;()[]").casefold()


def _letters(text: str) -> str:
    return "".join(sign for sign in text if sign.isalpha())
