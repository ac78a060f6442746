"""The network: Qwen3-VL's architecture at a size that two processor cores teach in minutes."""

from __future__ import annotations

import json
import lzma
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from transformers import Qwen3VLConfig, Qwen3VLForConditionalGeneration

HERE = Path(__file__).parent
LOCAL = HERE.parent / "agent" / "local"
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
            "hidden_size": 128,
            "intermediate_size": 256,
            "num_hidden_layers": 3,
            "num_attention_heads": 4,
            "num_key_value_heads": 2,
            "head_dim": 64,
            "max_position_embeddings": 262144,
            "rope_parameters": {
                "rope_type": "default", "rope_theta": 5e6, "mrope_section": [12, 10, 10], "mrope_interleaved": True,
            },
        },
        vision_config={
            "depth": 3,
            "hidden_size": 64,
            "intermediate_size": 128,
            "num_heads": 2,
            "out_hidden_size": 128,
            "num_position_embeddings": 256,
            "deepstack_visual_indexes": [0, 1],
        },
        tie_word_embeddings=True,
    )  # fmt: skip
    if words is not None:
        config.text_config.vocab_size = len(words)
        for name in _SPECIAL:
            setattr(config, name, words.index(getattr(config, name)))
    return Qwen3VLForConditionalGeneration(config)


def save(folder: Path, weights: Path = WEIGHTS) -> Path:
    """A folder of weights like those on the hub; words that it was never taught have no direction at all."""
    tokenizer(folder)
    state = {name: weight.float() for name, weight in load_file(weights).items() if name != WORDS}
    rows = torch.zeros(VOCABULARY, state[_EMBEDDING].shape[1])
    rows[load_file(weights)[WORDS]] = state[_EMBEDDING]
    state[_EMBEDDING] = rows
    model = build()
    model.load_state_dict({**state, "lm_head.weight": rows})
    model.save_pretrained(folder)
    return folder


def tokenizer(folder: Path) -> Path:
    """What a folder holds beside the weights."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "tokenizer.json").write_bytes(lzma.decompress((LOCAL / "tokenizer.json.xz").read_bytes()))
    (folder / "chat_template.jinja").write_bytes((LOCAL / "chat_template.jinja").read_bytes())
    (folder / "preprocessor_config.json").write_text(json.dumps(_LIMITS))
    return folder
