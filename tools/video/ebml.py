"""EBML, the binary tree that Matroska and WebM files are made of (RFC 8794)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

UNKNOWN_SIZE = bytes.fromhex("01ffffffffffffff")
"""The size, in 8 octets, of an element whose end is not known yet (RFC 8794 §6.2)."""
VOID = 0xEC
_LONGEST_HEADER = 12


class Element(NamedTuple):
    """Where an element lies: octets from the start of the file; ``size`` is of the body, None when unknown."""

    id: int
    start: int
    body: int
    size: int | None


def element(identifier: int, body: bytes) -> bytes:
    """One element with its header."""
    octets = next(n for n in range(1, 9) if len(body) < (1 << 7 * n) - 1)
    size = (1 << 7 * octets | len(body)).to_bytes(octets)
    return identifier.to_bytes((identifier.bit_length() + 7) // 8) + size + body


def unsigned(identifier: int, value: int, octets: int | None = None) -> bytes:
    """An element that holds an unsigned integer, in as few octets as it needs unless told."""
    return element(identifier, value.to_bytes(octets or max(1, (value.bit_length() + 7) // 8)))


def void(length: int) -> bytes:
    """An element of exactly ``length`` octets (2 to 128) that holds nothing, to be overwritten later."""
    return element(VOID, bytes(length - 2))


def walk(file: BinaryIO, masters: frozenset[int]) -> Iterator[Element]:
    """The elements of a file in order; the children of ``masters`` follow them, other bodies are skipped.

    Ends without an error at the first element that is cut off or malformed: a file whose writer was killed is read
    up to there. The file may be moved between two elements.
    """
    length = file.seek(0, os.SEEK_END)
    at = 0
    while at < length:
        file.seek(at)
        found = _parse_header(file.read(_LONGEST_HEADER), at)
        if found is None:
            return
        if found.id in masters:
            at = found.body
        elif found.size is None or found.body + found.size > length:
            return
        else:
            at = found.body + found.size
        yield found


def _parse_header(octets: bytes, at: int) -> Element | None:
    id_length = 9 - octets[0].bit_length()
    if id_length > 4 or len(octets) <= id_length:
        return None
    size_length = 9 - octets[id_length].bit_length()
    end = id_length + size_length
    if size_length > 8 or len(octets) < end:
        return None
    ones = (1 << 7 * size_length) - 1
    size = int.from_bytes(octets[id_length:end]) & ones
    return Element(int.from_bytes(octets[:id_length]), at, at + end, None if size == ones else size)
