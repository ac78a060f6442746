"""Whether a field shows a value, as a person would judge it."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from ....tools.alike import looks_in

_ISO = re.compile(r"(\d{4}) ?[-/.] ?(\d{1,2}) ?[-/.] ?(\d{1,2})")  # large letters are read with spaces between
_SHOWN = re.compile(
    r"(?P<a>m{1,3}|d{1,3}|y{2,5}|\d{4}|\d{1,2})(?P<gap>[-/.])(?P<b>m{1,3}|d{1,3}|\d{1,2})(?P=gap)"
    r"(?P<c>m{1,3}|d{1,3}|y{2,5}|\d{4}|\d{1,2})"  # a letter more or less is misread
)
_AMOUNT = re.compile(r"(?P<minus>-)?[$€£¥₹]?(?P<number>\d[\d.,]*)(?:%|[$€£¥₹]|[A-Z]{3})?")
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?:\s*([ap])\.?m\b)?", re.IGNORECASE)
_DAY_LAST = re.compile(r"(\d{1,2}) ?[-/.] ?(\d{1,2}) ?[-/.] ?(\d{4})")


def shows(shown: str, wanted: str) -> bool:
    """Whether the text read in a field is the wanted value, allowing for how text is read and how fields format.

    An amount or a date may be written another way ("1234.5" as "$1,234.50"). Case, spaces, punctuation and letters
    that look alike may differ; a long value may be cut off by the field's edge; up to one in eight characters may be
    misread, and a caret at the end read as an "l".
    """
    if not wanted.strip():
        return not shown.strip()
    if set(dates_in(wanted)) & set(dates_in(shown)):
        return True
    if (one := _TIME.fullmatch(wanted.strip())) and (other := _TIME.match(shown.strip())):
        same = (int(one[1]), one[2]) == (int(other[1]), other[2])
        return same and (not one[3] or not other[3] or one[3].lower() == other[3].lower())
    a, b = _plain(shown), _plain(wanted)
    if not a:
        return False
    if _amount(wanted) is not None and _amount(shown) is not None:
        return _amount(wanted) == _amount(shown)
    if a == b or (len(a) >= 12 and (b.startswith(a) or b.endswith(a) or a in b)):
        return True
    if a[:-1] == b and a[-1] in "li":
        return True  # a caret behind the text
    if _digits(b) and _digits(a) != _digits(b):
        return False  # a misread digit is another amount
    if len(a) == len(b) and looks_in(b, a):
        return True
    return _close(a, b[: len(a)] if len(b) > len(a) >= 12 else b)


def _amount(text: str) -> Decimal | None:
    """The number that a text is, whatever its signs of currency, percent and thousands; None when it is none."""
    match = _AMOUNT.fullmatch(re.sub(r"[\s'\u00a0]", "", text))
    if match is None:
        return None
    whole, point, digits = match["number"].rpartition(
        "." if match["number"].rfind(".") > match["number"].rfind(",") else ","
    )
    if not point or (len(digits) == 3 and whole not in ("0", "-0")):  # 1,234 is a thousand and more
        whole, digits = match["number"], ""
    return Decimal(f"{re.sub(r'[.,]', '', whole)}.{digits or 0}") * (-1 if match["minus"] else 1)


def dates_in(text: str) -> tuple[date, ...]:
    """The dates that a numeric text can mean; day and month are tried both ways."""
    found: list[date] = []
    for match in _ISO.finditer(text):
        found += _date(match[1], match[2], match[3])
    for match in _DAY_LAST.finditer(text):
        found += _date(match[3], match[1], match[2]) + _date(match[3], match[2], match[1])
    return tuple(found)


def date_text(wanted: str, shown: str) -> str | None:
    """The wanted date, written as a date field shows its own: ``mm/dd/yyyy``, ``22.11.2026``, ``2026-11-22``.

    None when the text wanted is no date or the field shows none. Where the field's date leaves it open whether day
    or month comes first, month does, as in a browser without a language.
    """
    days, form = dates_in(wanted), _SHOWN.search(shown.lower().replace(" ", ""))
    if not days or form is None:
        return None
    parts = {"m": f"{days[0].month:02d}", "d": f"{days[0].day:02d}", "y": f"{days[0].year:04d}"}
    return form["gap"].join(parts[letter] for letter in _order(form["a"], form["b"], form["c"]))


def _order(a: str, b: str, c: str) -> str:
    if not a.isdigit():
        return a[0] + b[0] + c[0]
    if len(a) == 4:
        return "ymd"
    return "dmy" if int(a) > 12 else "mdy"


def _date(year: str, month: str, day: str) -> list[date]:
    try:
        return [date(int(year), int(month), int(day))]
    except ValueError:
        return []


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _close(a: str, b: str) -> bool:
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.distance(a, b) <= len(b) // 8
