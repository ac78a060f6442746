"""Words for figures ("a large blue triangle", "the smaller box", "all shades of red"), and the figures that fit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .figure import Figure
from .hues import WORDS, is_of, is_shade_of

_NOUNS = (
    "circle|disc|ball|triangle|rectangle|square|box|letter|digit|number|item|shape|figure|polygon|block|dot|point|tile"
)
_PLAIN = frozenset({"box", "item", "number", "tile", "dot", "point"})
"""Nouns that say too little alone: other things of a page are called so as well."""
_SIZE = "small|smaller|smallest|little|tiny|large|larger|largest|big|bigger|biggest"
_PHRASE = re.compile(
    r"(?:on )?(?:(?P<article>an?|any|the|all(?: of)?(?: the)?|every|each)\s)?\s*"
    rf"(?:(?P<size>{_SIZE})\s)?(?:(?P<side>left|right)\s)?"
    rf"(?:(?P<colour>{'|'.join(WORDS)})(?:[ -]colou?red)?\s)?(?:(?P<noun>{_NOUNS})(?P<plural>e?s)?|(?P<sign>[^\W_]))",
    re.IGNORECASE,
)
_SHADES = re.compile(
    rf"(?:on )?(?P<article>all(?: of)?(?: the)?|every|each|the)?\s*(?:shades? of (?P<colour>{'|'.join(WORDS)})"
    rf"|(?P<of>{'|'.join(WORDS)}) shades?)",
    re.IGNORECASE,
)
_USUAL_PX = 15.0  # logical pixels: a large thing is larger than a line of usual text
_CLEARLY = 1.6  # times as large
_PALE_PX = 200  # of 255: buttons are paler


@dataclass(frozen=True, slots=True)
class FigureWords:
    """What is said of figures. ``several`` for all that fit, ``any_of`` when one of them will do."""

    noun: str
    size: str = ""
    colour: str = ""
    shade: bool = False
    side: str = ""
    several: bool = False
    any_of: bool = False
    sign: str = ""
    """The letter or digit itself, where it is named."""

    @property
    def is_plain(self) -> bool:
        """Whether these words could as well mean something that is no figure."""
        return self.noun in _PLAIN and not self.size and not self.colour


def read_words(text: str) -> FigureWords | None:
    """The words of a phrase that is about figures and nothing else; None of any other."""
    text = " ".join(text.strip(" .?").split())
    if match := _SHADES.fullmatch(text):
        return FigureWords("shape", colour=(match["colour"] or match["of"]).lower(), shade=True, several=True)
    match = _PHRASE.fullmatch(text)
    if match is None:
        return None
    article = (match["article"] or "").lower()
    if match["sign"] and not (article or match["colour"] or match["size"]):
        return None
    return FigureWords(
        noun=(match["noun"] or "sign").lower(),
        sign=match["sign"] or "",
        size=(match["size"] or "").lower(),
        colour=(match["colour"] or "").lower(),
        side=(match["side"] or "").lower(),
        several=bool(match["plural"]) or article.startswith(("all", "every", "each")),
        any_of=article in ("a", "an", "any"),
    )


def fitting(figures: Sequence[Figure], words: FigureWords) -> tuple[Figure, ...]:
    """The figures that the words fit, in the order given. Buttons are none, nor is what could not be made out."""
    found = [each for each in figures if _has_form(each, words.noun) and not is_button(each)]
    if words.sign:
        found = [each for each in found if each.text.casefold() == words.sign.casefold()]
        found = [each for each in found if each.text == words.sign] or found
    if words.shade:
        found = [each for each in found if is_shade_of(words.colour, each.fill)]
    elif words.colour:
        fits = [max(is_of(words.colour, colour) for colour in _colours(each)) for each in found]
        best = max(fits, default=0.0)
        found = [each for each, fit in zip(found, fits, strict=True) if fit == best > 0]
    if words.size:
        found = _of_size(found, words.size, figures)
    if words.side and found:
        found = [(min if words.side == "left" else max)(found, key=lambda each: each.at.x)]
    return tuple(found)


def is_button(figure: Figure) -> bool:
    """Whether it looks like a button: pale, level, with words in it."""
    pale = min(figure.fill) > _PALE_PX and max(figure.fill) - min(figure.fill) < 20
    return figure.upright and figure.labelled and pale and not figure.hollow


def _colours(figure: Figure) -> tuple[tuple[int, int, int], ...]:
    """What a figure's colour may be said to be: that of its inside; of an outline also that of its edge."""
    return (figure.fill, figure.line) if figure.hollow else (figure.fill,)


def _has_form(figure: Figure, noun: str) -> bool:
    match noun:
        case "circle" | "disc" | "ball" | "dot" | "point":
            return figure.form == "circle"
        case "triangle":
            return figure.sides == 3
        case "rectangle" | "square" | "tile":
            return figure.sides == 4
        case "box":
            return figure.sides == 4 and figure.upright
        case "block":
            return figure.sides == 4 and figure.upright and not figure.hollow
        case "letter":
            return figure.form == "letter"
        case "digit" | "number":
            return figure.form == "digit"
        case "sign":
            return figure.form in ("letter", "digit")
        case "item":
            return figure.is_shape or figure.form in ("letter", "digit")
        case _:
            return figure.is_shape


def _of_size(found: Sequence[Figure], size: str, among: Sequence[Figure]) -> list[Figure]:
    """Those that are small or large: the least or greatest, else by a line of text, or as they differ among them."""
    large = size.startswith(("large", "big"))
    if size.endswith(("er", "est")):
        return [(max if large else min)(found, key=lambda each: each.size_px)] if found else []
    sizes = [each.size_px for each in among if not is_button(each) and each.form not in ("other", "sign")]
    limit = _USUAL_PX
    one_side = sizes and (min(sizes) > limit or max(sizes) < limit)
    if one_side and max(sizes) > _CLEARLY * min(sizes):
        limit = (max(sizes) * min(sizes)) ** 0.5
    return [each for each in found if (each.size_px > limit) == large]
