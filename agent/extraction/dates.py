"""Dates and times as screens write them; one that may mean two days is not guessed."""

from __future__ import annotations

import re
from datetime import date, datetime, time

from .numbers import Unfit

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_OTHERS = {"mär": 3, "mai": 5, "okt": 10, "dez": 12, "sept": 9}
_DAY = r"(?:(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)[a-z]*\.?,?\s*|(?:星期|周)[一二三四五六日天]\s*)?"
_NAME = r"(?P<month>[^\W\d_]{3,9})\.?"
_TAIL = r"(?:st|nd|rd|th)?"
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*[日号]?")
_YEAR_LAST = re.compile(r"(?P<one>\d{1,2})\s*(?P<gap>[-/.])\s*(?P<two>\d{1,2})\s*(?P=gap)\s*(?P<year>\d{4}|\d{2})")
_NAMED = [
    re.compile(rf"(?P<day>\d{{1,2}}){_TAIL}\.?[\s-]*(?:of\s+)?{_NAME},?[\s-]*(?P<year>\d{{4}})", re.IGNORECASE),
    re.compile(rf"{_NAME}\s*(?P<day>\d{{1,2}}){_TAIL}\s*,?\s*(?P<year>\d{{4}})", re.IGNORECASE),
    re.compile(rf"(?P<year>\d{{4}})[\s-]+{_NAME}[\s-]+(?P<day>\d{{1,2}})", re.IGNORECASE),
]
_TIME = re.compile(
    r"(?P<hour>\d{1,2})\s*[:：.时]\s*(?P<minute>\d{2})(?:\s*[:：分]\s*(?P<second>\d{2}))?\s*(?P<half>[ap]\.?m\.?)?",
    re.IGNORECASE,
)
_GAP = r"[\s,T]*(?:at\s+|um\s+)?"


def date_in(text: str) -> date:
    """The one date that a text is: "2026-11-22", "22 Nov 2026", "November 22, 2026", "22.11.2026", "2026年11月22日".

    Raises Unfit when it is none, and when day and month may be swapped ("03/04/2026"). With points the day comes first.
    """
    found, end = _date_at_start(text)
    if text.strip()[end:].strip(" ,."):
        raise Unfit(f"{text!r} is no date")
    return found


def datetime_in(text: str) -> datetime:
    """The date and time of day that a text is; without a time it is midnight. Raises Unfit as ``date_in``."""
    found, end = _date_at_start(text)
    rest = re.sub(f"^{_GAP}", "", text.strip()[end:])
    return datetime.combine(found, time_in(rest) if rest else time())


def time_in(text: str) -> time:
    """The time of day that a text is: "14:05", "2:05 pm". Raises Unfit when it is none."""
    match = _TIME.fullmatch(text.strip())
    if match is None:
        raise Unfit(f"{text!r} is no time of day")
    hour, half = int(match["hour"]), (match["half"] or "").casefold()[:1]
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        return time(hour, int(match["minute"]), int(match["second"] or 0))
    except ValueError:
        raise Unfit(f"{text!r} is no time of day") from None


def _date_at_start(text: str) -> tuple[date, int]:
    """The date with which a text begins, and where it ends in the stripped text."""
    solid = text.strip()
    start = re.match(_DAY, solid, re.IGNORECASE)
    at = start.end() if start else 0
    if match := _YEAR_FIRST.match(solid, at):
        return _made(match["year"], int(match["month"]), match["day"], text), match.end()
    if match := _YEAR_LAST.match(solid, at):
        return _year_last(match, text), match.end()
    for pattern in _NAMED:
        match = pattern.match(solid, at)
        month = _month(match["month"]) if match else None
        if match and month:
            return _made(match["year"], month, match["day"], text), match.end()
    raise Unfit(f"{text!r} is no date")


def _year_last(match: re.Match[str], text: str) -> date:
    one, two, year = int(match["one"]), int(match["two"]), match["year"]
    year = f"20{year}" if len(year) == 2 else year
    if match["gap"] == "." or one > 12:
        return _made(year, two, str(one), text)
    if two > 12 or one == two:
        return _made(year, one, str(two), text)
    raise Unfit(
        f"{text!r} may mean {_made(year, two, str(one), text)} or {_made(year, one, str(two), text)}: it is ambiguous"
    )


def _month(word: str) -> int | None:
    start = word.casefold()
    if start in _OTHERS or start[:3] in _OTHERS:
        return _OTHERS.get(start) or _OTHERS[start[:3]]
    return _MONTHS.index(start[:3]) + 1 if start[:3] in _MONTHS else None


def _made(year: str, month: int, day: str, text: str) -> date:
    try:
        return date(int(year), month, int(day))
    except ValueError:
        raise Unfit(f"{text!r} is no date of the calendar") from None
