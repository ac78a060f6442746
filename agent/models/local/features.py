"""What the vision part made of pictures, the newest kept."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .libraries import library
from .sights import Sight

if TYPE_CHECKING:
    from torch import Tensor

    from .loading import Loaded


@dataclass(frozen=True, slots=True)
class Feature:
    """Of one picture: a row for each of its tokens, and the same for each layer of the deep stack."""

    rows: Tensor
    deep: tuple[Tensor, ...]

    @property
    def bytes(self) -> int:
        return sum(one.element_size() * one.nelement() for one in (self.rows, *self.deep))

    def cut(self, start: int, end: int) -> Feature:
        return Feature(self.rows[start:end], tuple(one[start:end] for one in self.deep))


class Features:
    """In main memory, at most so many megabytes; the one that was used longest ago goes first."""

    def __init__(self, loaded: Loaded, most_mb: int) -> None:
        self.loaded, self.most_bytes = loaded, most_mb * 1_000_000
        self.bytes = 0
        self.looked = 0
        """How many pictures the vision part was shown."""
        self._kept: OrderedDict[Sight, Feature] = OrderedDict()

    def of(self, sight: Sight) -> Feature:
        found = self._kept.get(sight)
        if found is not None:
            self._kept.move_to_end(sight)
            return found
        found = self._look(sight)
        self._keep(sight, found)
        return found

    def _look(self, sight: Sight) -> Feature:
        torch = library("torch")

        self.looked += 1
        model = self.loaded.model
        with torch.no_grad():
            pixels = torch.from_numpy(sight.patches()).to(self.loaded.device)
            grid = torch.tensor([sight.grid], device=self.loaded.device)
            seen = model.get_image_features(pixels, grid, return_dict=True)
        return Feature(seen.pooler_output[0], tuple(layer[0] for layer in seen.deepstack_features))

    def _keep(self, sight: Sight, feature: Feature) -> None:
        if feature.bytes > self.most_bytes:
            return
        kept = Feature(feature.rows.cpu(), tuple(one.cpu() for one in feature.deep))
        self._kept[sight] = kept
        self.bytes += kept.bytes
        while self.bytes > self.most_bytes:
            _, gone = self._kept.popitem(last=False)
            self.bytes -= gone.bytes


def as_outputs(features: Sequence[Feature], loaded: Loaded) -> object:
    """Features as the model takes them in place of pixels."""
    modeling = library("transformers.models.qwen3_vl.modeling_qwen3_vl")
    rows = [one.rows.to(loaded.device) for one in features]
    deep = [
        [layer.to(loaded.device) for layer in layers] for layers in zip(*(one.deep for one in features), strict=True)
    ]
    return modeling.BaseModelOutputWithDeepstackFeatures(pooler_output=rows, deepstack_features=deep)
