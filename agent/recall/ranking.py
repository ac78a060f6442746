"""Which moments of a run answer a query best."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import log

import numpy as np
from numpy.typing import NDArray

from ...tools.geometry import Box
from .index import Index, Sightings
from .query import Query

FOUND = 0.5
"""A moment with this score or more shows all that was asked for; with less, at least half of it."""
MOST_LINES = 5
"""Of one moment."""
_FIT = 0.1
_SETTLED = 0.05

Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Moment:
    """A picture by its number, with a line that was asked for, or several that hold what was asked for together."""

    number: int
    score: float
    text: str
    box: Box


def moments(index: Index, query: Query, most: int) -> list[Moment]:
    """The best moments, at most ``most`` pictures; of equals the newest come first.

    Scores, 0 to 1: all words on one line as they were asked for 0.9, in another order 0.75, somewhere on the picture
    0.5; 0.65 and 0.6 when some only look so. Up to 0.05 more the shorter the line is, 0.05 more on a settled screen: on
    the way to one, words are half typed. Where no picture has all words: half of the share of the query that is there,
    each word counted by how rare it is in the run.
    """
    settled = index.settled()
    whole = index.find(query.whole)
    words = [whole] if query.words == (query.whole,) else [index.find(word) for word in query.words]
    one_line = _one_line(words)
    quality = np.maximum(_painted(whole, len(settled), 0.8, 0.3), _painted(one_line, len(settled), 0.5, 0.2))
    weights = [log(1 + index.texts() / (np.unique(word.text).size + 0.5)) for word in words]
    present = [_painted(word, len(settled), 1.0, 1.0) > 0 for word in words]
    share = sum((weight * there for weight, there in zip(weights, present, strict=True)), np.zeros(len(settled)))
    share /= max(sum(weights), 1e-9)
    full = np.logical_and.reduce(present) | (quality > 0)
    part = np.where(share >= FOUND, (FOUND - _SETTLED) * share, 0.0)
    score = np.where(full, FOUND + (1 - FOUND) * quality, part)
    if full.any():
        score[~full] = 0
    chosen = _spans(score, [whole, *words])
    for span in chosen:
        score[span] += _SETTLED * settled[span].any()
    chosen.sort(key=lambda span: (-score[span.start].round(2), -span.stop))
    found: list[Moment] = []
    for span in chosen[:most]:
        shown = np.flatnonzero(settled[span.start : span.stop])
        number = span.start + int(shown[-1]) if shown.size else span.stop - 1
        found += _lines(index, number, float(score[number].round(3)), (whole, one_line), words)
    return found


def _one_line(words: list[Sightings]) -> Sightings:
    """The sightings of the lines that hold all words; how well they fit is what the first does."""
    texts = words[0].text
    for word in words[1:]:
        texts = np.intersect1d(texts, word.text)
    lines = words[0].of(texts)
    for word in words[1:]:
        unsure = word.text[~word.exact]
        lines.exact[np.isin(lines.text, unsure)] = False
    return lines


def _painted(sightings: Sightings, count: int, exact: float, alike: float) -> Scores:
    """Of each picture the best that stands there as it was asked for or only looks so, and how well it fits."""
    values = np.where(sightings.exact, exact, alike) + _FIT * np.minimum(sightings.fit, 1)
    scores = np.zeros(count)
    short = sightings.first == sightings.last
    np.maximum.at(scores, sightings.first[short], values[short])
    for first, last, value in zip(
        sightings.first[~short].tolist(), sightings.last[~short].tolist(), values[~short].tolist(), strict=True
    ):
        part = scores[first : last + 1]
        np.maximum(part, value, out=part)
    return scores


def _spans(score: Scores, sightings: list[Sightings]) -> list[slice]:
    """Neighbouring pictures of one score on which the same of these lines stand, wherever they stand."""
    breaks = np.zeros(len(score) + 1, np.bool_)
    breaks[[0, -1]] = True
    breaks[1:-1] = np.diff(score) != 0
    for one in sightings:
        order = np.lexsort((one.first, one.text))
        text, first, last = one.text[order], one.first[order], one.last[order]
        ends = (text[1:] != text[:-1]) | (first[1:] > last[:-1] + 1)
        breaks[first[:1]], breaks[last[-1:] + 1] = True, True
        breaks[first[1:][ends]], breaks[last[:-1][ends] + 1] = True, True
    edges = np.flatnonzero(breaks).tolist()
    return [slice(a, b) for a, b in pairwise(edges) if score[a] > 0]


def _lines(
    index: Index, number: int, score: float, lines: tuple[Sightings, ...], words: list[Sightings]
) -> Iterator[Moment]:
    """The lines of a picture that answer best; when it takes several, they are one answer with a box around them."""
    for sightings in lines:
        texts = _standing(sightings, number)
        if texts:
            places = [place for text in texts[:MOST_LINES] for place in index.places(text, number)]
            yield from (Moment(number, score, text, box) for text, box in places[:MOST_LINES])
            return
    best = dict.fromkeys(standing[0] for word in words if (standing := _standing(word, number)))
    places = sorted((index.places(text, number)[0] for text in best), key=lambda place: (place[1].y0, place[1].x0))
    around = places[0][1]
    for _, box in places[1:]:
        around = around.union(box)
    yield Moment(number, score, " … ".join(text for text, _ in places), around)


def _standing(sightings: Sightings, number: int) -> list[int]:
    """The texts that stand on a picture, the ones that fit best first."""
    there = (sightings.first <= number) & (number <= sightings.last)
    order = np.lexsort((-sightings.fit[there], ~sightings.exact[there]))
    return list(dict.fromkeys(sightings.text[there][order].tolist()))
