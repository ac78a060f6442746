"""Pictures made small enough for one page: each as good as it can be within a number of bytes for all."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PIL import Image

from ...tools.errors import UsageError
from ...tools.frames import Frame

_PREFIX = "data:image/webp;base64,"
_RUNGS = (
    (1.0, 80), (1.0, 62), (0.8, 62), (0.8, 45), (0.64, 45), (0.5, 45), (0.4, 40), (0.3, 35), (0.22, 30), (0.15, 25),
)  # fmt: skip
"""Part of the wanted width, WebP quality; about two thirds of the bytes of the one before each."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A picture file of the run folder, at most ``width`` pixels wide."""

    path: str
    width: int


def embedded(folder: Path, wanted: Iterable[Wanted], budget: int) -> dict[Wanted, str]:
    """A ``data:`` address for each picture that can be read; together they are at most ``budget`` characters.

    Pictures that need few bytes leave more to the others. A file that is missing or damaged has no entry, nor has one
    that does not fit at the lowest quality.
    """
    by_path: dict[str, list[Wanted]] = {}
    for one in dict.fromkeys(wanted):
        by_path.setdefault(one.path, []).append(one)
    with ThreadPoolExecutor() as pool:
        found = {one: made for some in pool.map(partial(_encoded, folder), by_path.values()) for one, made in some}
        fair = _fair_share([len(address) for address in found.values()], budget)
        over = [one for one, address in found.items() if len(address) > fair]
        smaller = pool.map(partial(_shrunk, fair), (found[one] for one in over))
        found.update(zip(over, smaller, strict=True))
    return {one: address for one, address in found.items() if address}


def _fair_share(sizes: Sequence[int], budget: int) -> int:
    """The limit per picture at which all of them, cut to it, fit the budget."""
    left, rest = budget, sorted(sizes)
    for n, size in enumerate(rest):
        if size * (len(rest) - n) > left:
            return max(0, left // (len(rest) - n))
        left -= size
    return max(sizes, default=0)


def _encoded(folder: Path, ones: Sequence[Wanted]) -> list[tuple[Wanted, str]]:
    """One picture at the best quality, in each width that is wanted of it."""
    image = _opened(folder, ones[0].path)
    return [(one, _address(image, one.width, *_RUNGS[0])) for one in ones] if image else []


def _shrunk(limit: int, address: str) -> str:
    """The picture in at most ``limit`` characters; empty when it does not fit at the lowest quality."""
    # A third off per rung is what to expect; begin a rung earlier, since screens differ.
    first = 1
    while first < len(_RUNGS) and len(address) * 0.67 ** (first + 1) > limit:
        first += 1
    # Made from the small picture: to decode the one on the disk again takes ten times as long.
    with Image.open(io.BytesIO(base64.b64decode(address.removeprefix(_PREFIX)))) as image:
        image.load()
        tries = (_address(image, image.width, *rung) for rung in _RUNGS[first:])
        return next((smaller for smaller in tries if len(smaller) <= limit), "")


def _opened(folder: Path, path: str) -> Image.Image | None:
    """The picture, or None when it is missing, damaged or outside the run folder."""
    file = (folder / path).resolve()
    if not file.is_relative_to(folder.resolve()):
        return None
    try:
        return Image.fromarray(Frame.open(file).pixels)
    except UsageError:
        return None


def _address(image: Image.Image, wanted: int, part: float, quality: int) -> str:
    width = max(1, min(image.width, round(wanted * part)))
    if width < image.width:
        height = max(1, round(image.height * width / image.width))
        image = image.resize((width, height), Image.Resampling.HAMMING, reducing_gap=2.0)
    buffer = io.BytesIO()
    image.save(buffer, "WEBP", quality=quality, method=2)
    return _PREFIX + base64.b64encode(buffer.getvalue()).decode()
