"""Lets torchvision's only wheel be imported beside PyTorch for a CPU, which lacks two of its operators.

Python imports a module of this name when it starts, where its folder is on PYTHONPATH. Nothing calls the operators.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

KEPT: list[Any] = []
"""The operators are there for as long as this is."""


class Declares(MetaPathFinder):
    """Finds nothing, but is asked before torchvision is imported for the first time."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname == "torchvision":
            sys.meta_path.remove(self)
            import torch

            KEPT.append(torch.library.Library("torchvision", "FRAGMENT"))
            for name in ("nms", "qnms"):
                KEPT[0].define(f"{name}(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
        return None


sys.meta_path.insert(0, Declares())
