"""Sliders that are set to numbers: dragged by what was seen of their scale, then moved by arrow keys."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .....tools.actions import Drag, Press
from .....tools.eye.figures.tracks import Track, find_tracks
from .....tools.geometry import Point
from ...plan import Cursor
from ..moves import GiveUp, Move, Next, do
from ..view import View

_NUMBER = re.compile(r"[-−–]? ?\d+(?:[.,]\d+)?")
_PROBE = 0.35  # of its length, by which a slider is moved to learn its scale
_FEW_PX = 2.5  # pixels: so near is left to the keys
_APART_PX = 4  # pixels between two places that tell a scale
_MOST_MOVES = 12


def slide_to(numbers: tuple[float, ...], cursor: Cursor, view: View) -> Move:
    """The first slider that shows another number than it should is moved on."""
    tracks = find_tracks(view.frame)
    if len(tracks) != len(numbers):
        return GiveUp(f"{len(numbers)} sliders were expected, {len(tracks)} can be seen")
    index = next((n for n, track in enumerate(tracks) if _number(track.value) != numbers[n]), None)
    if index is None:
        return Next()
    moves = len([said for said in view.history.replies if f"slider {index + 1} " in said.text])
    if moves >= _MOST_MOVES:
        return GiveUp(f"slider {index + 1} shows {tracks[index].value}, and cannot be set to {numbers[index]:g}")
    return _move(numbers[index], index, tracks, cursor, view)


def _move(wanted: float, index: int, tracks: Sequence[Track], cursor: Cursor, view: View) -> Move:
    track = tracks[index]
    shown, scale = _number(track.value), _scale(index, tracks, cursor, view)
    name, phase = f"slider {index + 1}", f"slide-{chr(97 + index)}"
    if shown is None or scale is None:
        level = track.level + _PROBE if track.level < 0.5 else track.level - _PROBE
        return do(cursor, phase, Drag(start=track.knob, end=track.at(level)), f"drag {name} to learn its scale", name)
    pixels = (wanted - shown) / scale
    if cursor.phase == phase and abs(pixels) <= _FEW_PX:
        key = "ArrowRight" if wanted > shown else "ArrowLeft"
        return do(cursor, phase, Press(keys=(key,)), f"move {name} by a key: it shows {shown:g}", name)
    x, y = (0, pixels) if track.upright else (pixels, 0)
    end = Point(round(track.knob.x + x), round(track.knob.y + y))
    return do(cursor, phase, Drag(start=track.knob, end=end), f"drag {name} to {wanted:g}: it shows {shown:g}", name)


def _scale(index: int, tracks: Sequence[Track], cursor: Cursor, view: View) -> float | None:
    """How much the number grows with a pixel, by two places of the knob, or of those of sliders of the same length."""
    track = tracks[index]
    frames = [view.begun(cursor).frame, *([view.before] if view.before else [])]
    others = [found[index] for frame in frames if len(found := find_tracks(frame)) == len(tracks)]
    others += [each for each in tracks if each is not track and each.upright == track.upright and _as_long(each, track)]
    known = [(_along(each), number) for each in others if (number := _number(each.value)) is not None]
    shown, here = _number(track.value), _along(track)
    far = [(place, number) for place, number in known if abs(place - here) > _APART_PX]
    if shown is None or not far:
        return None
    place, number = max(far, key=lambda each: abs(each[0] - here))
    return (shown - number) / (here - place) or None


def _along(track: Track) -> int:
    return track.knob.y if track.upright else track.knob.x


def _as_long(one: Track, other: Track) -> bool:
    return abs(one.box.width - other.box.width) + abs(one.box.height - other.box.height) < 0.15 * max(other.box[2:])


def _number(text: str) -> float | None:
    match = _NUMBER.search(text)
    return float(re.sub("[−–]", "-", match[0]).replace(" ", "").replace(",", ".")) if match else None
