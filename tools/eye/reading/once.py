"""Answers about pictures, each worked out once: the same pixels are not looked at again."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, TypeVar

import numpy as np

from ...frames import Pixels

Answer = TypeVar("Answer")
_THREADS = 2


class Once(Generic[Answer]):
    """Owns a cache of answers by the pixels that they are about; the longest unused go when there are too many.

    The question must depend on nothing but a picture: then what was asked before changes no answer. May be asked on
    several threads.
    """

    def __init__(self, question: Callable[[Pixels], Answer], most: int) -> None:
        self._question = question
        self._most = most
        self._answers: OrderedDict[bytes, Answer] = OrderedDict()
        self._lock = threading.Lock()

    def ask(self, pictures: Sequence[Pixels]) -> list[Answer]:
        """An answer for each picture, the new ones on two threads."""
        keys = [_digest(picture) for picture in pictures]
        with self._lock:
            known = {key: self._answers[key] for key in keys if key in self._answers}
        new = {key: picture for key, picture in zip(keys, pictures, strict=True) if key not in known}
        largest_first = sorted(new, key=lambda key: -new[key].size)  # the threads end at about the same time
        with ThreadPoolExecutor(_THREADS) as pool:
            found = pool.map(self._question, [new[key] for key in largest_first])
            known.update(zip(largest_first, found, strict=True))
        with self._lock:
            for key in keys:
                self._answers[key] = known[key]
                self._answers.move_to_end(key)
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)
        return [known[key] for key in keys]


def _digest(picture: Pixels) -> bytes:
    salt = f"{picture.shape[1]}".encode()
    return hashlib.blake2b(np.ascontiguousarray(picture).data, digest_size=16, salt=salt).digest()
