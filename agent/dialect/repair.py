"""JSON as models really write it.

Read are: single and typographic quotes, quotes inside a text, raw line breaks, missing or trailing commas, bare keys,
Python's True, False and None, brackets that are not closed, text behind the value. Never made up is what was cut off: a
text, a list or a number that ends where the input ends is an error, for the rest of it may have said something else.
"""

from __future__ import annotations

import json
import re
from typing import Any

_CLOSING = {'"': '"', "'": "'", "“": "”", "‘": "’", "`": "`"}
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "/": "/", "\\": "\\", '"': '"', "'": "'"}
_WORDS: dict[str, Any] = {"true": True, "false": False, "null": None, "none": None}
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_BARE = re.compile(r"[A-Za-z_][\w-]*")
_DEPTH = 12
_STRICT = json.JSONDecoder(strict=False)


def read_json(text: str, *, whole: bool) -> tuple[Any, bool]:
    """The first object or list in the text, and whether brackets were missing at its end.

    ``whole`` says that the text is known not to be cut off (its closing tag was there), so that a list or number at its
    end is complete. Raises ValueError when there is none, or one that only a guess could read.
    """
    start = re.search(r"[{\[]", text)
    if start is None:
        raise ValueError("there is no JSON object")
    try:
        return _STRICT.raw_decode(text, start.start())[0], False
    except (ValueError, RecursionError):
        reader = _Reader(text, start.start(), whole)
        return reader.value(0), reader.unclosed


class _Reader:
    """A recursive descent over text that is almost JSON; every way through it moves forward or raises."""

    def __init__(self, text: str, at: int, whole: bool) -> None:
        self.text, self.at, self.whole, self.unclosed = text, at, whole, False

    def value(self, depth: int) -> Any:
        if depth > _DEPTH:
            raise ValueError("it is nested too deeply")
        sign = self._next()
        if sign == "{":
            return self._object(depth)
        if sign in ("[", "("):
            return self._list(depth)
        if sign in _CLOSING:
            return self._string(sign)
        return self._scalar()

    def _object(self, depth: int) -> dict[str, Any]:
        self.at += 1
        found: dict[str, Any] = {}
        while True:
            sign = self._next(",;")
            if sign in ("}", ""):
                self._close(sign)
                return found
            if sign in ("]", ")"):
                raise ValueError("a bracket closes what was not opened")
            key = self._string(sign) if sign in _CLOSING else self._bare()
            if self._next() not in (":", "=", "："):
                raise ValueError(f"a value was expected after {key!r}")
            self.at += 1
            if key in found:
                raise ValueError(f"{key!r} is there twice")
            found[key] = self.value(depth + 1)

    def _list(self, depth: int) -> list[Any]:
        self.at += 1
        found: list[Any] = []
        while True:
            sign = self._next(",;")
            if sign in ("]", ")"):
                self.at += 1
                return found
            if sign == "}" or (sign == "" and self.whole):  # the list's own bracket is missing
                self.unclosed = True
                return found
            if sign == "":
                raise ValueError("a list is cut off")
            found.append(self.value(depth + 1))

    def _close(self, sign: str) -> None:
        if sign:
            self.at += 1
        else:
            self.unclosed = True

    def _string(self, quote: str) -> str:
        """A quote ends the text only where something of JSON follows: others belong to the text."""
        end, at, found = _CLOSING[quote], self.at + 1, ""
        while at < len(self.text):
            sign = self.text[at]
            if sign == "\\" and at + 1 < len(self.text):
                read, at = self._escape(at)
                found += read
                continue
            if sign == end and re.match(r"\s*(?:[,:：;}\])]|$)", self.text[at + 1 : at + 40]):
                self.at = at + 1
                return self._whole(found, quote)
            if sign == end and re.match(r"\s+[\"'“][A-Za-z_]+[\"'”]\s*:", self.text[at + 1 : at + 60]):
                self.at = at + 1  # the comma before the next key is missing
                return self._whole(found, quote)
            found += sign
            at += 1
        raise ValueError("a text is cut off")

    def _whole(self, found: str, quote: str) -> str:
        """Quotes at the ends of a text may be its own or one too many."""
        if found[:1] == quote or found[-1:] == _CLOSING[quote]:
            raise ValueError("a text begins or ends with two quotes")
        return found

    def _escape(self, at: int) -> tuple[str, int]:
        sign = self.text[at + 1]
        if sign == "u":
            if not re.fullmatch(r"[0-9a-fA-F]{4}", self.text[at + 2 : at + 6]):
                return "\\u", at + 2
            return chr(int(self.text[at + 2 : at + 6], 16)), at + 6
        return _ESCAPES.get(sign, "\\" + sign), at + 2

    def _bare(self) -> str:
        match = _BARE.match(self.text, self.at)
        if match is None:
            raise ValueError("the name of a parameter was expected")
        self.at = match.end()
        return match[0]

    def _scalar(self) -> Any:
        match = _NUMBER.match(self.text, self.at) or _BARE.match(self.text, self.at)
        if match is None:
            raise ValueError("a value was expected")
        self.at = match.end()
        if self.at == len(self.text) and not self.whole:
            raise ValueError("a value is cut off")
        word = match[0]
        if word[0].isalpha() or word[0] == "_":
            if word.lower() not in _WORDS:
                raise ValueError(f"{word!r} has no quotes around it")
            return _WORDS[word.lower()]
        return int(word) if re.fullmatch(r"[+-]?\d{1,18}", word) else float(word)

    def _next(self, also: str = "") -> str:
        """The next sign that is no white space (nor one of ``also``); empty at the end."""
        while self.at < len(self.text) and (self.text[self.at].isspace() or self.text[self.at] in also):
            self.at += 1
        return self.text[self.at] if self.at < len(self.text) else ""
