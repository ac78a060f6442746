"""Numbers as screens write them: with thousands, currency, percent or units."""

from __future__ import annotations

import re
from decimal import Decimal

_CURRENCY = r"(?:[$€£¥￥₹₩₽元]|[A-Z]{3}\b|(?:US|A|C|HK|NT)\$|kr\.?|zł|Rs\.?|RMB)"
_FIGURE = r"\d[\d.,'’\s\u00a0\u202f]*\d|\d|[.,]\d+"
_NUMBER = re.compile(
    rf"(?P<open>\()?\s*(?P<sign>[-+−–])?\s*(?P<before>{_CURRENCY})?\s*(?P<inner>[-+−–])?\s*(?P<figure>{_FIGURE})"
    rf"(?P<after>(?:\s*(?:{_CURRENCY}|%|[^\W\d_]{{1,8}}\.?(?:/[^\W\d_]{{1,6}})?|[²³°/·]+)){{0,2}})\s*(?P<close>\))?(?P<end>-)?"
)
_MONEY = re.compile(_CURRENCY)
_SCALES = {"k": 10**3, "m": 10**6, "mio": 10**6, "bn": 10**9, "万": 10**4, "亿": 10**8, "w": 10**4}


class Unfit(ValueError):
    """A text that is not a value of the type that was asked for, or may be two; the message says which."""


def number_in(text: str) -> Decimal:
    """The one number that a text is: "$1,234.50", "1.234,50 €", "(12.00)", "45 %" (45), "3 kg", "12万" (120000).

    A comma before three digits parts thousands. A single point before three digits parts thousands where there is a
    currency, or further marks say so; without, it may mean either and Unfit is raised, as for what is no number.
    """
    solid = text.strip().rstrip(".:;")
    match = _NUMBER.fullmatch(solid)
    if match is None or bool(match["open"]) != bool(match["close"]):
        raise Unfit(f"{text!r} is no number")
    money = bool(match["before"] or _MONEY.search(match["after"] or ""))
    value = Decimal(_plain(match["figure"], money, text))
    unit = (match["after"] or "").strip().casefold()
    value *= _SCALES.get(unit, 1)
    minus = [match["sign"] or "", match["inner"] or "", match["end"] or ""]
    negative = bool(match["open"]) or any(sign in "-−–" for sign in minus if sign)
    return -value if negative else value


def _plain(figure: str, money: bool, text: str) -> str:
    """The digits of a figure with a point before the decimals."""
    figure = re.sub(r"[\s\u00a0\u202f'’]", "'", figure)
    marks = [mark for mark in figure if not mark.isdigit()]
    if not marks:
        return figure
    last = marks[-1]
    whole, _, end = figure.rpartition(last)
    kinds = set(marks)
    if last == "'" or len(kinds) > 2 or (len(kinds) == 2 and marks.count(last) > 1):
        parts = figure.split("'") if kinds == {"'"} else []
        if _grouped(parts):
            return "".join(parts)
        raise Unfit(f"{text!r} is no number")
    if len(kinds) == 2:
        return f"{_whole(whole, text)}.{end}"
    if len(marks) > 1:
        return _whole(figure, text)
    if len(end) != 3 or whole in ("", "0"):
        return f"{whole or '0'}.{end}"
    if len(whole) > 3:
        return f"{whole}.{end}"
    if last == "," or money:
        return whole + end
    raise Unfit(f"{text!r} may mean {whole}{end} or {whole}.{end}: it is ambiguous")


def _whole(figure: str, text: str) -> str:
    """The digits of a whole number in groups of thousands (or of lakhs: two digits before the last three)."""
    parts = re.split(r"[.,']", figure)
    if not _grouped(parts):
        raise Unfit(f"{text!r} is no number: its thousands are not parted as usual")
    return "".join(parts)


def _grouped(parts: list[str]) -> bool:
    return (
        len(parts) > 0
        and 1 <= len(parts[0]) <= 3
        and all(len(part) in (2, 3) for part in parts[1:-1])
        and (len(parts) == 1 or len(parts[-1]) == 3)
    )
