"""Numbers in words: how often, how long, which one."""

from __future__ import annotations

import re

_WORDS = (
    ("zero",), ("one", "a", "an", "once", "一"), ("two", "twice", "a couple of", "二", "两"), ("three", "thrice", "三"),
    ("four", "四"), ("five", "五"), ("six", "六"), ("seven", "七"), ("eight", "八"), ("nine", "九"), ("ten", "十"),
    ("eleven", "十一"), ("twelve", "十二"),
)  # fmt: skip
_NUMBERS = {word: number for number, words in enumerate(_WORDS) for word in words}
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_MOST = 100
"""How often anything is repeated at most."""

NUMBER = (
    r"(?:\d+(?:\.\d+)?|[一二两三四五六七八九十]+|zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
)
TIMES = re.compile(
    rf"(?:,?\s+|(?<=\ue001))(?P<count>once|twice|thrice|(?:{NUMBER}|a couple of)\s*(?:times|x))"
    r"(?:\s+in\s+(?:a\s+row|succession))?$",
    re.IGNORECASE,
)
_UNITS = {"ms": 0.001, "millisecond": 0.001, "s": 1.0, "sec": 1.0, "second": 1.0, "min": 60.0, "minute": 60.0,
          "秒": 1.0, "秒钟": 1.0, "毫秒": 0.001, "分钟": 60.0}  # fmt: skip
_SPAN = re.compile(
    rf"(?P<number>{NUMBER}|an?|half\s+an?|半|a\s+few|a\s+couple(?:\s+of)?|several|几)\s*"
    r"(?P<unit>ms|milliseconds?|s|secs?|seconds?|min|minutes?|秒钟?|毫秒|分钟)(?:\s+or\s+(?:so|two))?",
    re.IGNORECASE,
)
_MOMENT = re.compile(
    r"(?:an?|for\s+an?)?\s*(?:little\s+)?(?:moment|bit|little|while|tick)|一下|一会儿?|片刻|稍等", re.I
)


def number(words: str) -> float | None:
    """A number in digits or in a word."""
    text = words.strip().lower()
    if re.fullmatch(r"\d{1,9}(?:\.\d{1,6})?", text):
        return float(text)
    return float(_NUMBERS[text]) if text in _NUMBERS else None


def times(words: str) -> int | None:
    """How often: "twice", "three times", "3x", "两次"; None when it is no such number, or far too often."""
    found = number(re.sub(r"\s*(?:times|x|次|下|遍|回)$", "", words.strip(), flags=re.IGNORECASE))
    return int(found) if found is not None and 1 <= found <= _MOST and found == int(found) else None


def seconds(words: str) -> float | None:
    """How long, in seconds: "2.5 seconds", "half a minute", "a moment", "3 秒"; a minute at most."""
    text = words.strip()
    if _MOMENT.fullmatch(text):
        return 1.0
    match = _SPAN.fullmatch(text)
    if match is None:
        return None
    said = match["number"].lower()
    some = 0.5 if said.startswith(("half", "半")) else 2.0 if "couple" in said else 3.0 if said in _SOME else None
    amount = some if some is not None else number(said)
    unit = match["unit"].lower()
    scale = _UNITS.get(unit) or _UNITS[unit.removesuffix("s")]
    return None if amount is None else min(60.0, amount * scale)


_SOME = ("a few", "several", "几")


def ordinal(words: str) -> int | None:
    """Which one, from 1: "second", "3rd", "2", "第二", "第 2"."""
    text = words.strip().lower().removeprefix("number ").removeprefix("no. ")
    if text in _ORDINALS:
        return _ORDINALS.index(text) + 1
    digits = re.fullmatch(r"(?:第\s*)?(\d{1,3})(?:st|nd|rd|th)?", text)
    if digits:
        return int(digits[1])
    found = number(text.removeprefix("第").strip()) if text.startswith("第") else _NUMBERS.get(text)
    return int(found) if found else None
