"""What the vision part looks at: pictures, and videos two frames at a time.

Source: transformers, models/qwen2_vl/image_processing_pil_qwen2_vl.py for pictures, models/qwen3_vl for videos. The
same numbers come out without its processors, which need torchvision for videos.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from math import ceil, floor, sqrt
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict, PositiveInt

from ....tools.frames import Frame
from ...history import Strip
from ..image_tokens import ImageLimits, seen_size
from ..pictures import Shown, sent_image, sent_size

if TYPE_CHECKING:
    from PIL.Image import Image

Patches = npt.NDArray[np.float32]
PATCH_PX, MERGED, FRAMES = 16, 2, 2
"""Pixels on a side of a patch, patches on a side of a token, frames in a patch."""
_SIDE_PX = PATCH_PX * MERGED
_VIDEO = 1 << 62


class VideoLimits(BaseModel):
    """What a model's video processor makes of a video; pixels are those of all its frames together."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    min_pixels: PositiveInt = 128 * 32 * 32
    max_pixels: PositiveInt = 768 * 32 * 32
    max_frame_tokens: PositiveInt = 768


@dataclass(frozen=True, slots=True)
class Sight:
    """One grid of vision tokens; ``key`` says which, ``width`` and ``height`` are of what the model is shown."""

    key: Hashable
    width: int
    height: int
    load: Callable[[], Sequence[Image]] = field(compare=False, repr=False)
    video: bool = False

    @property
    def tokens(self) -> int:
        return self.width * self.height // _SIDE_PX**2

    @property
    def grid(self) -> tuple[int, int, int]:
        """Patches: of time, down, across."""
        return 1, self.height // PATCH_PX, self.width // PATCH_PX

    @property
    def number(self) -> int:
        """Negative, and its own as far as 62 bits go."""
        return -1 - (hash((self.key, self.width, self.height, self.video)) & (_VIDEO - 1))

    def patches(self) -> Patches:
        """Its pixels, as the vision part takes them: shape (patches, 1536)."""
        return patches(self.load(), self.width, self.height)


@dataclass(frozen=True, slots=True)
class Clip:
    """A video: what is seen of every two frames, with the mean of their times."""

    sights: tuple[tuple[float, Sight], ...]


@dataclass(frozen=True, slots=True)
class Video:
    """Frames with their times in seconds, all of one size."""

    frames: tuple[Shown, ...]
    times_s: tuple[float, ...]


def picture(shown: Shown, limits: ImageLimits) -> Sight:
    """A picture by its size and place; no pixel is touched. Raises ValueError when it is too slim, OSError when the
    file is gone.
    """
    width, height = seen_size(*sent_size(shown), limits)
    return Sight(key_of(shown), width, height, lambda: (sent_image(shown),))


def clip(video: Video, limits: VideoLimits) -> Clip:
    """A video by its size and places; no pixel is touched. Raises ValueError for one that the model refuses."""
    if not video.frames or len(video.frames) != len(video.times_s):
        raise ValueError(f"{len(video.frames)} frames with {len(video.times_s)} times are no video")
    if len({sent_size(frame) for frame in video.frames}) != 1:
        raise ValueError("the frames of a video are all of one size")
    width, height = video_size(len(video.frames), *sent_size(video.frames[0]), limits)
    frames, times = [*video.frames], [*video.times_s]
    if len(frames) % FRAMES:  # the last one stands twice
        frames, times = [*frames, frames[-1]], [*times, times[-1]]
    return Clip(
        tuple(
            (sum(times[n : n + FRAMES]) / FRAMES, _pair(frames[n], frames[n + 1], width, height))
            for n in range(0, len(frames), FRAMES)
        )
    )


def video_size(frames: int, width: int, height: int, limits: VideoLimits) -> tuple[int, int]:
    """Width and height of what the model is shown of each frame. Raises ValueError for a video that it refuses."""
    if frames < FRAMES:
        raise ValueError(f"{frames} frame is no video; {FRAMES} are the least")
    share = min(limits.max_frame_tokens * _SIDE_PX**2, limits.max_pixels // frames)
    most = max(share, int(limits.min_pixels * 1.05)) * frames
    if height < _SIDE_PX or width < _SIDE_PX:
        grow = max(_SIDE_PX / height, _SIDE_PX / width)
        width, height = int(width * grow), int(height * grow)
    if max(width, height) > 200 * min(width, height):
        raise ValueError(f"frames of {width}x{height} are more than 200 times as long as they are wide")
    wide, high = (round(side / _SIDE_PX) * _SIDE_PX for side in (width, height))
    total = round(frames / FRAMES) * FRAMES * wide * high
    if total > most:
        shrink = sqrt(frames * height * width / most)
        return (
            max(_SIDE_PX, floor(width / shrink / _SIDE_PX) * _SIDE_PX),
            max(_SIDE_PX, floor(height / shrink / _SIDE_PX) * _SIDE_PX),
        )
    if total < limits.min_pixels:
        grow = sqrt(limits.min_pixels / (frames * height * width))
        return ceil(width * grow / _SIDE_PX) * _SIDE_PX, ceil(height * grow / _SIDE_PX) * _SIDE_PX
    return wide, high


def patches(frames: Sequence[Image], width: int, height: int) -> Patches:
    """One frame, or two of a video, as patches; a single one stands for both."""
    from PIL import Image

    size = (width, height)
    resized = [frame if frame.size == size else frame.resize(size, Image.Resampling.BICUBIC) for frame in frames]
    both = np.stack([np.asarray(frame.convert("RGB"), dtype=np.float32) for frame in (resized * FRAMES)[:FRAMES]])
    scaled = (both * np.float32(1 / 255) - np.float32(0.5)) / np.float32(0.5)
    down, across = height // _SIDE_PX, width // _SIDE_PX
    cut = scaled.reshape(FRAMES, down, MERGED, PATCH_PX, across, MERGED, PATCH_PX, 3)
    # down, across, then the patches of a token, then colour, time, and the pixels of a patch
    return cut.transpose(1, 4, 2, 5, 7, 0, 3, 6).reshape(-1, 3 * FRAMES * PATCH_PX * PATCH_PX)


def _pair(first: Shown, second: Shown, width: int, height: int) -> Sight:
    key = (key_of(first), key_of(second))
    return Sight(key, width, height, lambda: (sent_image(first), sent_image(second)), video=True)


def key_of(shown: Shown) -> Hashable:
    """What tells pictures apart: the bytes of one in memory, the file and its age of one on disk."""
    if isinstance(shown, Frame):
        return shown.digest
    if isinstance(shown, Strip):
        return tuple(map(key_of, shown.screens))
    stat = shown.path.stat()
    return str(shown.path), stat.st_mtime_ns, stat.st_size, sent_size(shown)
