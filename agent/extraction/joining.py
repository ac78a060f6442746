"""Rows of pictures that overlap, joined without those that both show."""

from __future__ import annotations

from collections.abc import Mapping

from .values import Seen

_ALIKE = 0.9  # of the letters of a row

Row = Mapping[str, Seen]


def join(above: list[dict[str, Seen]], below: list[dict[str, Seen]]) -> list[dict[str, Seen]]:
    """Both, without the longest run of rows that ends the first and begins the second, a letter here and there
    misread. Where nothing overlaps all are kept.
    """
    for count in range(min(len(above), len(below)), 0, -1):
        if all(_alike(one, other) for one, other in zip(above[-count:], below[:count], strict=True)):
            return [*above, *below[count:]]
    return [*above, *below]


def _alike(one: Row, other: Row) -> bool:
    from rapidfuzz import fuzz

    if [seen.ticked for seen in one.values()] != [seen.ticked for seen in other.values()]:
        return False
    return fuzz.ratio(_text(one), _text(other)) >= 100 * _ALIKE and _digits(one) == _digits(other)


def _text(row: Row) -> str:
    return "|".join("".join(seen.text.split()) for seen in row.values())


def _digits(row: Row) -> str:
    return "".join(sign for sign in _text(row) if sign.isdigit())
