"""How a model runs in this process."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, NonNegativeInt, PositiveFloat, PositiveInt, model_validator

Weights = Literal["8bit", "4bit"]
Cache = Literal["fp8", "8bit", "4bit"]


class InProcess(BaseModel):
    """Where the weights are, and how they are loaded and kept."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    weights: str | None = None
    """A folder, or an id on the hub; None is ``model_id``."""
    dtype: Literal["auto", "bfloat16", "float16", "float32", "float64"] = "auto"
    """auto is that of the weights."""
    attention: Literal["auto", "flash_attention_2", "sdpa", "eager"] = "auto"
    """auto is flash_attention_2 where it is installed and usable, else sdpa."""
    quantisation: Weights | None = None
    """Of the language model's weights, while they are loaded."""
    kv_cache: Cache | None = None
    """How keys and values are kept; None is in the dtype. A quantised cache is exact no more, and is never cropped."""
    compile: bool = False
    """Whether torch.compile works on the language model: slow to start, faster afterwards."""
    device_map: str = "auto"
    """Where accelerate puts the layers: auto, cpu, cuda:0 …"""
    yarn_factor: Annotated[float, Field(ge=2, le=3)] | None = None
    """Stretches positions beyond what the model was trained for; Qwen says 2 to 3."""
    sessions: PositiveInt = 2
    """Conversations whose keys and values are kept."""
    feature_cache_mb: NonNegativeInt = 1024
    """Main memory for what the vision part made of pictures, so that a picture is looked at once."""
    idle_s: PositiveFloat = 900
    """After so long without a question the weights are put away."""

    @model_validator(mode="after")
    def _together(self) -> InProcess:
        if self.compile and self.kv_cache is not None:
            raise ValueError("compile does not go with kv_cache; leave one of them away")
        return self


class Shape(BaseModel):
    """What the memory that a model needs follows from."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    parameters: PositiveInt
    """All of them, the vision part's included."""
    kept: NonNegativeInt
    """Those that stay in the dtype when weights are quantised: the vision part, embeddings, norms."""
    layers: PositiveInt
    kv_heads: PositiveInt
    head_dim: PositiveInt
    quantises: bool = True
    """Whether its weights can be quantised while they are loaded; experts cannot."""
