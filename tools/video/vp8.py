"""VP8 key frames, made by Pillow's WebP encoder.

A lossy WebP picture without alpha or metadata is a RIFF container around exactly one VP8 key frame (RFC 9649 §2.5,
RFC 6386 §9.1), so that a video of key frames needs no video encoder. Colours are BT.601, studio range, 4:2:0.
"""

from __future__ import annotations

import io
import struct

from PIL import Image

MAX_SIDE = 16383
_START_CODE = b"\x9d\x01\x2a"
_WEBP_HEADER = struct.Struct("<4sI4s4sI")


def encode_key_frame(picture: Image.Image, *, quality: int = 75) -> bytes:
    """A picture as one VP8 key frame. ``quality`` is 0 to 100; alpha and metadata are left out."""
    plain = picture.convert("RGB")
    plain.info = {}  # a colour profile or EXIF would turn the file into an extended WebP (VP8X)
    buffer = io.BytesIO()
    plain.save(buffer, "WEBP", quality=quality, method=0)
    return webp_to_key_frame(buffer.getvalue())


def webp_to_key_frame(webp: bytes) -> bytes:
    """The VP8 key frame of a WebP file. Raises ValueError for a lossless, animated or extended one."""
    if len(webp) < _WEBP_HEADER.size:
        raise ValueError("cut off before the end of the WebP header")
    riff, _, kind, chunk, size = _WEBP_HEADER.unpack_from(webp)
    if (riff, kind, chunk) != (b"RIFF", b"WEBP", b"VP8 "):
        raise ValueError(f"a plain lossy WebP was expected, not {riff!r} {kind!r} {chunk!r}; encode it from RGB")
    return webp[_WEBP_HEADER.size :][:size]


def key_frame_to_webp(vp8: bytes) -> bytes:
    """A VP8 key frame as a WebP file, which Pillow and browsers open."""
    padding = bytes(len(vp8) % 2)
    size = _WEBP_HEADER.size - 8 + len(vp8) + len(padding)
    return _WEBP_HEADER.pack(b"RIFF", size, b"WEBP", b"VP8 ", len(vp8)) + vp8 + padding


def key_frame_size(vp8: bytes) -> tuple[int, int]:
    """Width and height of a VP8 key frame in pixels. Raises ValueError when it is none."""
    if len(vp8) < 10 or vp8[0] & 1 or vp8[3:6] != _START_CODE:
        raise ValueError("a VP8 key frame was expected")
    width, height = struct.unpack_from("<HH", vp8, 6)
    return width & MAX_SIDE, height & MAX_SIDE
