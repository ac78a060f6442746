"""Which texts are alike: the same but for how they are written, or for how a reader mistakes letters."""

from __future__ import annotations

import unicodedata

_MARKS = range(0x300, 0x370)  # accents; the marks of other scripts make other letters
_BLANK = frozenset({"C", "Z"})  # the first letters of categories: controls, formats, halves of pairs; spaces
_SAME = dict.fromkeys("’‘‛′`´", "'") | dict.fromkeys("“”„″", '"') | {"−": "-", "。": ".", "、": ","}
_LOOKS = str.maketrans("ol|!iszbgq", "0111152899")


class _Folding(dict[int, str]):
    """What each character is folded to, worked out when it is first met.

    Each for itself, whatever stands beside it: so a part of a text is a part of the folded text.
    """

    def __missing__(self, code: int) -> str:
        letters = unicodedata.normalize("NFKD", chr(code)).casefold()
        self[code] = "".join(map(_plain, unicodedata.normalize("NFKD", letters)))
        return self[code]


def _plain(letter: str) -> str:
    category = unicodedata.category(letter)
    if category[0] in _BLANK or ord(letter) in _MARKS:
        return ""
    return "-" if category == "Pd" else _SAME.get(letter, letter)


_FOLDING = _Folding()


def folded(text: str) -> str:
    """The text without case, accents, full and half widths, kinds of dashes and quotes, spaces and controls.

    The folded parts of a text, put together, are the folded text.
    """
    return text.translate(_FOLDING)


def looks(text: str) -> str:
    """A folded text with one letter for all those that readers mistake for each other: 0 and o, g and q, …

    As long as the folded text.
    """
    return text.translate(_LOOKS)


def looks_in(part: str, text: str) -> bool:
    """Whether a folded part stands in a folded text, with half of its letters or more as they are.

    With fewer it is another word: "loo" is no 100.
    """
    alike, pattern = looks(text), looks(part)
    start = alike.find(pattern)
    while start >= 0:
        same = sum(text[start + n] == letter for n, letter in enumerate(part))
        if 2 * same >= len(part):
            return True
        start = alike.find(pattern, start + 1)
    return False
