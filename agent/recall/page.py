"""The pictures that were found, on one page for a person."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from ...tools.errors import EnvError
from ...tools.geometry import Box
from ..report.markup import Html, join, tag
from ..report.pictures import Wanted, embedded
from ..words import plain
from .hits import Hit

WIDTH = 720
"""Pixels of a picture on the page, at most; the full one is a click away."""
_LIMIT = 5_000_000
_STYLE = (Path(__file__).parent / "page.css").read_text(encoding="utf-8")


def write_page(hits: Sequence[Hit], query: str) -> Path:
    """Write an HTML file that only this user can read, and say where. Raises EnvError when the disk refuses."""
    text = _page(hits, query)
    try:
        handle, name = tempfile.mkstemp(prefix="eyehand-recall-", suffix=".html")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise EnvError(f"cannot write a page with the pictures: {error.strerror or error}") from None
    return Path(name)


def _page(hits: Sequence[Hit], query: str) -> str:
    frames = [list(ones) for _, ones in groupby(hits, key=lambda hit: hit.frame)]
    budget = _LIMIT // max(1, len(frames))
    figures = [_figure(ones, budget) for ones in frames]
    # What was on the screens was written by strangers: nothing may run, and nothing is loaded from anywhere.
    policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
    head = join(
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("title", f"{plain(query, 80)} · eyehand"),
        tag("style", Html(_STYLE)),
    )
    return f"<!doctype html>\n{tag('html', tag('head', head), tag('body', tag('h1', plain(query)), *figures))}\n"


def _figure(hits: Sequence[Hit], budget: int) -> Html:
    """A picture with what was found on it."""
    first = hits[0]
    picture = first.picture
    wanted = Wanted(picture.path, min(picture.width, WIDTH))
    address = embedded(first.run, [wanted], budget).get(wanted)
    ratio = f"aspect-ratio: {picture.width} / {picture.height}"
    shown = tag("img", src=address, alt="", style=ratio) if address else tag("span", "no picture", style=ratio)
    marks = [tag("i", style=_place(hit.box, picture.width, picture.height)) for hit in hits]
    link = tag("a", shown, *marks, href=first.frame.absolute().as_uri(), class_="shot")
    words = [tag("q", plain(hit.text)) for hit in hits]
    where = tag("span", f"{first.time_s:.1f} s · {plain(str(first.run))}")
    return tag("figure", link, tag("figcaption", *words, where))


def _place(box: Box, width: int, height: int) -> str:
    """Where a box is on a picture of any size."""
    shares = (box.x0 / width, box.y0 / height, box.width / width, box.height / height)
    sides = zip(("left", "top", "width", "height"), shares, strict=True)
    return ";".join(f"{side}:{100 * share:.2f}%" for side, share in sides)
