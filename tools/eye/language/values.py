"""Texts known by their form: a price, a date, a version number."""

from __future__ import annotations

import re
from functools import lru_cache

from .synonyms import same_meaning

_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DATE = (
    rf"\d{{1,4}}[-/.年]\d{{1,2}}[-/.月]\d{{1,4}}日?|(?:{_MONTHS})\w*\.? \d{{1,2}},? \d{{4}}"
    rf"|\d{{1,2}}\.? (?:{_MONTHS})\w* \d{{4}}"
)
_PRICE = r"(?:[¥￥$€£]|rmb|usd|eur|chf)\s*\d[\d.,]*(?:起|\+)?|\d[\d.,]*\s*(?:[€£¥元]|usd|eur|chf)|\d+[.,]\d{2}"
_FORMS: tuple[tuple[tuple[str, ...], re.Pattern[str]], ...] = tuple(
    (tuple(names.split(", ")), re.compile(pattern, re.IGNORECASE))
    for names, pattern in (
        ("price, cost, amount, 价格, 金额, 价钱", _PRICE),
        ("version number, version, 版本号, 版本", r"v?\d+\.\d+(?:\.\d+)*(?:[-.]?(?:alpha|beta|rc)\.?\d*)?"),
        ("email address, 邮箱地址", r"\S+@\S+\.\w+"),
        ("date, 日期", _DATE),
        ("time, 时间", r"\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]m)?"),
        ("percentage, percent, 百分比", r"\d+(?:\.\d+)?\s*%"),
        ("phone number, 电话号码", r"\+?\d[\d\s()-]{6,}\d"),
        ("number, count, 数字, 数量", r"[\d.,]+[kmw万]?"),
        ("web address, url, 网址", r"https?://\S+|www\.\S+"),
    )
)


def has_form(name: str, text: str) -> bool:
    """Whether a text has the form that its name promises: "the price" is a text like $4.50."""
    pattern = _form(name.casefold().strip())
    return pattern is not None and pattern.fullmatch(text.strip()) is not None


@lru_cache(maxsize=512)
def _form(name: str) -> re.Pattern[str] | None:
    for names, pattern in _FORMS:
        if name in names or same_meaning(name, names[0]):
            return pattern
    return None
