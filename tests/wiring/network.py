"""The network: Qwen3-VL's architecture at a size that two processor cores teach in minutes."""

from __future__ import annotations

import json
import lzma
import math
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from transformers import Qwen3VLConfig, Qwen3VLForConditionalGeneration

HERE = Path(__file__).parent
LOCAL = HERE.parent / "agent" / "local"
HIDDEN = 128
"""Of the language part."""
WEIGHTS = HERE / "weights.safetensors"
"""Of the words that it knows only; made by ``python -m tests.wiring.train``."""
VOCABULARY = 151936
WORDS = "words"
"""Among the weights: the tokens whose rows the embedding has."""
_EMBEDDING = "model.language_model.embed_tokens.weight"
_LIMITS = {"size": {"shortest_edge": 16384, "longest_edge": 16777216}, "patch_size": 16, "merge_size": 2}
_SPECIAL = ("image_token_id", "video_token_id", "vision_start_token_id", "vision_end_token_id")


def build(words: list[int] | None = None) -> Any:
    """With random weights; of ``words`` it gets only the rows of these tokens, numbered anew."""
    config = Qwen3VLConfig(
        text_config={
            "vocab_size": VOCABULARY,
            "hidden_size": HIDDEN,
            "intermediate_size": 256,
            "num_hidden_layers": 3,
            "num_attention_heads": 4,
            "num_key_value_heads": 2,
            "head_dim": 32,
            "max_position_embeddings": 262144,
            "initializer_range": 0.06,
            "rope_parameters": {
                "rope_type": "default", "rope_theta": 5e6, "mrope_section": [6, 5, 5], "mrope_interleaved": True,
            },
        },
        vision_config={
            "depth": 3,
            "hidden_size": 64,
            "intermediate_size": 128,
            "num_heads": 2,
            "out_hidden_size": HIDDEN,
            "num_position_embeddings": 256,
            "deepstack_visual_indexes": [0, 1],
            "initializer_range": 0.06,
        },
        tie_word_embeddings=True,
    )  # fmt: skip
    if words is not None:
        config.text_config.vocab_size = len(words)
        for name in _SPECIAL:
            setattr(config, name, words.index(getattr(config, name)))
    model = Qwen3VLForConditionalGeneration(config)
    with torch.no_grad():
        _begin(model.model.visual)
    return model


def _begin(visual: Any) -> None:
    """Where the vision part begins to learn: patches as a JPEG sees them, places as waves over the picture.

    From mere chance the same is learnt, later.
    """
    size, side = visual.patch_embed.proj.weight.shape[0], 16
    order = sorted(((i, j) for i in range(side) for j in range(side) if i + j), key=lambda k: k[0] ** 2 + k[1] ** 2)
    middles = (torch.arange(side) + 0.5) * math.pi / side
    waves = torch.stack([torch.outer((middles * i).cos(), (middles * j).cos()) for i, j in order[:size]])
    waves = 0.05 * waves / waves.flatten(1).norm(dim=1)[:, None, None]
    visual.patch_embed.proj.weight.copy_(waves[:, None, None].expand(visual.patch_embed.proj.weight.shape))
    numbers = torch.arange(size // 4)
    turns = torch.linspace(0, 1, side)[:, None] * (numbers + 1) * math.pi / 2
    line = torch.cat([turns.sin(), turns.cos()], 1) / (1 + numbers.repeat(2) / 4).sqrt()
    down, across = line[:, None].expand(side, side, -1), line[None].expand(side, side, -1)
    visual.pos_embed.weight.copy_(torch.cat([down, across], -1).flatten(0, 1))


def save(folder: Path) -> Path:
    """A folder of weights like those on the hub; words that it was never taught have no direction at all."""
    tokenizer(folder)
    state = stored()
    rows = torch.zeros(VOCABULARY, HIDDEN)
    rows[load_file(WEIGHTS)[WORDS]] = state[_EMBEDDING]
    model = build()
    model.load_state_dict({**state, _EMBEDDING: rows, "lm_head.weight": rows})
    model.save_pretrained(folder)
    return folder


def stored() -> dict[str, torch.Tensor]:
    """The trained weights by name; the embedding has rows of the words that it knows only."""
    return {name: weight.float() for name, weight in load_file(WEIGHTS).items() if name != WORDS}


def tokenizer(folder: Path) -> Path:
    """What a folder holds beside the weights."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "tokenizer.json").write_bytes(lzma.decompress((LOCAL / "tokenizer.json.xz").read_bytes()))
    (folder / "chat_template.jinja").write_bytes((LOCAL / "chat_template.jinja").read_bytes())
    (folder / "preprocessor_config.json").write_text(json.dumps(_LIMITS))
    return folder
