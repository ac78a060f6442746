"""WebM videos of VP8 key frames that survive `kill -9`.

The format is Matroska (RFC 9559) over EBML (RFC 8794). Each frame is one small Cluster, handed to the operating
system as it comes, so that a killed writer loses at most the frame it was writing (`kill -9`, not a power cut: nothing
is fsynced before `close`). The head has a fixed length and is rewritten in place: after each frame with the new
Duration, at the end with the place of the Cues (the index). A file without Cues plays and seeks as well, by scanning.
Every frame is a key frame, times are whole milliseconds at any distance: a seek is exact.

    EBML header · Segment ( SeekHead or Void · Info · Tracks · Cluster … Cluster · Cues )
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from ..errors import UsageError
from .ebml import UNKNOWN_SIZE, element, unsigned, void, walk
from .vp8 import MAX_SIDE, key_frame_size, key_frame_to_webp

_EBML = 0x1A45DFA3
_SEGMENT = 0x18538067
_CUES = 0x1C53BB6B
_CLUSTER = 0x1F43B675
_TIMESTAMP = 0xE7
_SIMPLE_BLOCK = 0xA3
_KEY_FRAME_ON_TRACK_1 = bytes.fromhex("81000080")  # track number, time within the cluster (16 bits), flags

_EBML_HEADER = element(
    _EBML,
    unsigned(0x4286, 1)  # EBMLVersion
    + unsigned(0x42F7, 1)  # EBMLReadVersion
    + unsigned(0x42F2, 4)  # EBMLMaxIDLength
    + unsigned(0x42F3, 8)  # EBMLMaxSizeLength
    + element(0x4282, b"webm")  # DocType
    + unsigned(0x4287, 4)  # DocTypeVersion
    + unsigned(0x4285, 2),  # DocTypeReadVersion
)
_SEGMENT_BODY = len(_EBML_HEADER) + 4 + len(UNKNOWN_SIZE)


def _seek_head(cues: int) -> bytes:
    """Where the Cues begin, in octets from the start of the Segment's body."""
    seek = element(0x53AB, _CUES.to_bytes(4)) + unsigned(0x53AC, cues, octets=8)  # SeekID, SeekPosition
    return element(0x114D9B74, element(0x4DBB, seek))


def _info(duration_ms: int) -> bytes:
    return element(
        0x1549A966,
        unsigned(0x2AD7B1, 1_000_000)  # TimestampScale: a tick is a millisecond
        + element(0x4D80, b"eyehand")  # MuxingApp
        + element(0x5741, b"eyehand")  # WritingApp
        + element(0x4489, struct.pack(">d", max(1, duration_ms))),  # Duration, greater than 0
    )


def _tracks(width: int, height: int) -> bytes:
    colour = (
        unsigned(0x55B1, 6)  # MatrixCoefficients: BT.601. Unsaid, players take BT.709 for large videos
        + unsigned(0x55B9, 1)  # Range: studio
        + unsigned(0x55BA, 13)  # TransferCharacteristics: sRGB
        + unsigned(0x55BB, 1)  # Primaries: those of sRGB
    )
    size = unsigned(0xB0, width, octets=2) + unsigned(0xBA, height, octets=2)  # last, so that _read_size finds them
    track = (
        unsigned(0xD7, 1)  # TrackNumber
        + unsigned(0x73C5, 1)  # TrackUID
        + unsigned(0x83, 1)  # TrackType: video
        + unsigned(0x9C, 0)  # FlagLacing
        + element(0x86, b"V_VP8")  # CodecID
        + element(0xE0, element(0x55B0, colour) + size)  # Video
    )
    return element(0x1654AE6B, element(0xAE, track))


def _head(width: int, height: int, duration_ms: int = 0, cues: int | None = None, end: int | None = None) -> bytes:
    """What precedes the first cluster; its length never changes. ``cues`` and ``end`` are offsets in the file."""
    size = UNKNOWN_SIZE if end is None else (1 << 56 | (end - _SEGMENT_BODY)).to_bytes(8)
    index = void(len(_seek_head(0))) if cues is None else _seek_head(cues - _SEGMENT_BODY)
    return _EBML_HEADER + _SEGMENT.to_bytes(4) + size + index + _info(duration_ms) + _tracks(width, height)


HEAD_LENGTH = len(_head(1, 1))
"""Octets before the first frame; a file that is not longer holds no frame."""


def _cue(time_ms: int, cluster: int) -> bytes:
    place = unsigned(0xF7, 1) + unsigned(0xF1, cluster - _SEGMENT_BODY)  # CueTrack, CueClusterPosition
    return element(0xBB, unsigned(0xB3, time_ms) + element(0xB7, place))  # CuePoint: CueTime, CueTrackPositions


class WebmWriter:
    """Writes one video, frame by frame. Not for two threads at once. OSError (disk full, …) leaves a good file."""

    def __init__(self, path: Path | str, width: int, height: int) -> None:
        """Start a new file, in place of one that is there. The size is in pixels; raises ValueError past 16383."""
        if not (0 < width <= MAX_SIDE and 0 < height <= MAX_SIDE):
            raise ValueError(f"a video of 1x1 to {MAX_SIDE}x{MAX_SIDE} pixels was expected, not {width}x{height}")
        self._start(Path(path), os.O_CREAT | os.O_TRUNC, (width, height), [])

    @classmethod
    def append_to(cls, path: Path | str) -> WebmWriter:
        """Continue a file of ours, closed or killed, behind its last whole frame.

        Raises UsageError when it was written by something else, OSError when it cannot be opened.
        """
        with Path(path).open("rb") as file:
            size = _read_size(file)
            frames = list(_scan(file))
        writer = cls.__new__(cls)
        writer._start(Path(path), 0, size, frames)
        return writer

    def _start(self, path: Path, flags: int, size: tuple[int, int], frames: list[_Stored]) -> None:
        self.size = size
        self._cues = [(frame.time_ms, frame.cluster) for frame in frames]
        self._end = frames[-1].end if frames else HEAD_LENGTH
        self._open = True
        self._file = os.open(path, os.O_RDWR | os.O_CLOEXEC | flags, 0o666)
        try:
            self._write_head()  # before old Cues go: from here on it does not point at them
            os.ftruncate(self._file, self._end)
        except OSError:
            os.close(self._file)
            raise

    @property
    def last_ms(self) -> int:
        """The time of the newest frame, -1 when there is none."""
        return self._cues[-1][0] if self._cues else -1

    def write(self, vp8: bytes, time_ms: int) -> None:
        """Add a VP8 key frame of the video's size, later than all before it. Raises ValueError otherwise."""
        if time_ms <= self.last_ms:
            raise ValueError(f"frame at {time_ms} ms: a time after {self.last_ms} ms was expected")
        if key_frame_size(vp8) != self.size:
            raise ValueError(f"a frame of {self.size} pixels was expected, not {key_frame_size(vp8)}")
        block = element(_SIMPLE_BLOCK, _KEY_FRAME_ON_TRACK_1 + vp8)
        cluster = self._append(element(_CLUSTER, unsigned(_TIMESTAMP, time_ms) + block))
        self._cues.append((time_ms, cluster))
        self._write_head()

    def close(self) -> None:
        """Write the index and let go of the file. May be called twice."""
        if not self._open:
            return
        self._open = False
        try:
            if self._cues:
                cues = self._append(element(_CUES, b"".join(_cue(*cue) for cue in self._cues)))
                self._write_head(cues, self._end)
            os.fsync(self._file)
        finally:
            os.close(self._file)

    def _append(self, data: bytes) -> int:
        """Where the data was put."""
        start = self._end
        try:
            _write_at(self._file, start, data)
        except OSError:
            os.ftruncate(self._file, start)
            raise
        self._end += len(data)
        return start

    def _write_head(self, cues: int | None = None, end: int | None = None) -> None:
        _write_at(self._file, 0, _head(*self.size, max(0, self.last_ms), cues, end))


def _write_at(file: int, at: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        written = os.pwrite(file, view, at)
        at, view = at + written, view[written:]


class _Stored(NamedTuple):
    """A frame in a file: its time, the start of its cluster, the start and end of its VP8 data."""

    time_ms: int
    cluster: int
    start: int
    end: int


def _scan(file: BinaryIO) -> Iterator[_Stored]:
    cluster = time_ms = 0
    for found in walk(file, masters=frozenset({_SEGMENT, _CLUSTER})):
        if found.id == _CLUSTER:
            cluster = found.start
        elif found.id == _TIMESTAMP:
            file.seek(found.body)
            time_ms = int.from_bytes(file.read(found.size or 0))
        elif found.id == _SIMPLE_BLOCK and found.size:
            yield _Stored(time_ms, cluster, found.body + len(_KEY_FRAME_ON_TRACK_1), found.body + found.size)


def _read_size(file: BinaryIO) -> tuple[int, int]:
    """Width and height of a video written here."""
    head = file.read(HEAD_LENGTH)
    width, height = int.from_bytes(head[-6:-4]), int.from_bytes(head[-2:])
    if not (head.startswith(_EBML_HEADER) and head.endswith(_tracks(width, height))):
        raise UsageError(f"{file.name!r} is not a video that eyehand wrote; move it away or choose another run folder")
    return width, height


def read_webm(path: Path | str) -> Iterator[tuple[int, bytes]]:
    """The frames of a video written here, whole or cut off: milliseconds, and a WebP file that Pillow decodes.

    Raises UsageError when the file cannot be read or was written by something else.
    """
    try:
        file = Path(path).open("rb")  # noqa: SIM115
    except OSError as error:
        raise UsageError(f"cannot read {str(path)!r}: {error.strerror}") from None
    with file:
        _read_size(file)
        for frame in _scan(file):
            file.seek(frame.start)
            yield frame.time_ms, key_frame_to_webp(file.read(frame.end - frame.start))
