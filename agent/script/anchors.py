"""Anchors: what was recorded of the place of each step, beside the script, as JSON with pictures."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import ValidationError

from ...tasks.variants import Strict
from ...tools.elements import Element
from ...tools.errors import UsageError
from ...tools.frames import Frame
from ...tools.geometry import Box, Point


class Landmark(Strict):
    """A text that stood near the thing. ``same_row`` is whether it tells which of several like things is meant."""

    text: str
    box: Box
    same_row: bool = False


class Patch(Strict):
    """What was there after the step: the text or thing that must be seen, and a PNG of exactly its box."""

    text: str
    box: Box
    picture: str


class Anchor(Strict):
    """Where and what the target of a step was, in pixels of the frame that it was recorded on.

    ``width``, ``height`` and ``scale`` are those of that frame (``scale``: its pixels per CSS pixel, or per step of
    the pointer). ``at`` is where the input went, ``box`` the thing around it, ``picture`` a PNG of ``around``: the
    thing with a margin. ``text`` is what can be read on the thing. ``unique`` is whether nothing else on that frame
    looked or read like it; if something did, the landmarks of its row say which one is meant. ``sole`` is whether
    nothing else was called like it, whatever it looked like: two boxes to tick look alike and have other names.
    ``element`` is what the page said of it. ``after`` is what was there to read when the step was done, and had not
    been before.
    """

    width: int
    height: int
    scale: float = 1.0
    at: Point
    box: Box
    around: Box
    picture: str
    text: str = ""
    unique: bool = True
    sole: bool = True
    landmarks: tuple[Landmark, ...] = ()
    element: Element | None = None
    after: tuple[Patch, ...] = ()


class Anchors:
    """The anchors folder of a script: ``anchors/<name of the script>/`` beside it."""

    def __init__(self, script: Path) -> None:
        self.folder = script.parent / "anchors" / script.stem

    def read(self, name: str) -> tuple[Anchor, ...]:
        """The anchors of a step, one for each of its targets. Raises UsageError when they are missing or damaged."""
        path = self.folder / f"{name}.json"
        try:
            raw = json.loads(path.read_text(encoding="utf-8"))
            return tuple(Anchor.model_validate(one) for one in raw["anchors"])
        except OSError as error:
            raise UsageError(
                f"cannot read the anchor {str(path)!r}: {error.strerror}; compile the script again, "
                f"or take `anchor: {name}` out of the step, and its words are searched for"
            ) from None
        except (ValidationError, ValueError, KeyError, TypeError) as error:
            raise UsageError(f"{path} is no anchor: {str(error).splitlines()[0]}; compile the script again") from None

    def picture(self, name: str) -> Frame:
        """A picture that an anchor names. Raises UsageError when it is missing or damaged."""
        return Frame.open(self.folder / name)

    def write(self, name: str, anchors: tuple[Anchor, ...], pictures: dict[str, Frame]) -> None:
        """Store the anchors of a step with their pictures, whole or not at all for each file."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for file, frame in pictures.items():
            _put(self.folder / file, frame.data)
        text = json.dumps({"anchors": [one.model_dump(mode="json") for one in anchors]}, ensure_ascii=False, indent=1)
        _put(self.folder / f"{name}.json", text.encode() + b"\n")


def _put(path: Path, data: bytes) -> None:
    half = path.with_name(path.name + ".part")
    half.write_bytes(data)
    half.replace(path)
