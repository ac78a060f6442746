"""A frame: the pixels of a screen at one moment."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from .errors import UsageError
from .geometry import Box

Pixels = NDArray[np.uint8]
MAX_PIXELS = 50_000_000
"""Pictures above this are refused: a decompression bomb, or nothing that a screen shows (8K is 33 million)."""


@dataclass(frozen=True)
class Frame:
    """One encoded picture of a screen; decoded when somebody looks at ``pixels``.

    ``data`` is PNG, JPEG or WebP; ``width`` and ``height`` are its pixels; ``scale`` is frame pixels per logical
    (CSS) pixel; ``time_s`` is seconds since the recording began.
    """

    data: bytes
    width: int
    height: int
    scale: float = 1.0
    time_s: float = 0.0

    @classmethod
    def decode(cls, data: bytes, *, scale: float = 1.0, time_s: float = 0.0, name: str = "picture") -> Frame:
        """A frame of encoded bytes. Raises UsageError when they are no picture or a huge one."""
        if not data:
            raise UsageError(f"{name} is empty (0 bytes); a PNG, JPEG or WebP picture was expected")
        try:
            with Image.open(io.BytesIO(data)) as image:
                width, height = image.size
        except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError):
            raise UsageError(f"{name} is not a picture that can be read; PNG, JPEG or WebP was expected") from None
        if width * height > MAX_PIXELS:
            raise UsageError(f"{name} is {width}x{height}, more than {MAX_PIXELS // 1_000_000} million pixels; crop it")
        return cls(data, width, height, scale, time_s)

    @classmethod
    def open(cls, path: Path | str, *, scale: float = 1.0, time_s: float = 0.0) -> Frame:
        """A frame of a picture file. Raises UsageError when it cannot be read."""
        try:
            data = Path(path).read_bytes()
        except OSError as error:
            raise UsageError(f"cannot read {str(path)!r}: {error.strerror}") from None
        return cls.decode(data, scale=scale, time_s=time_s, name=repr(str(path)))

    @classmethod
    def from_pixels(cls, pixels: Pixels, *, scale: float = 1.0, time_s: float = 0.0) -> Frame:
        """A frame of an array (height, width, 3), RGB, 0 to 255; kept as a fast PNG."""
        buffer = io.BytesIO()
        Image.fromarray(pixels).save(buffer, "PNG", compress_level=1)
        return cls(buffer.getvalue(), pixels.shape[1], pixels.shape[0], scale, time_s)

    @cached_property
    def pixels(self) -> Pixels:
        """RGB, shape (height, width, 3), read-only. Raises UsageError when the data is cut off."""
        try:
            with Image.open(io.BytesIO(self.data)) as image:
                array = np.asarray(image.convert("RGB"))
        except (OSError, SyntaxError, ValueError):
            raise UsageError(f"the {self.width}x{self.height} picture is damaged and cannot be decoded") from None
        array.setflags(write=False)
        return array

    @cached_property
    def digest(self) -> str:
        """The first 16 hex digits of the SHA-256 of the encoded bytes."""
        return hashlib.sha256(self.data).hexdigest()[:16]

    @property
    def suffix(self) -> str:
        """The file ending that fits the encoding."""
        if self.data.startswith(b"\xff\xd8"):
            return ".jpg"
        return ".webp" if self.data[8:12] == b"WEBP" else ".png"

    def crop(self, box: Box) -> Pixels:
        """The pixels inside a box, clipped to the frame: shape (height, width, 3)."""
        x0, y0, x1, y1 = box.clip(self.width, self.height)
        return self.pixels[y0:y1, x0:x1]
