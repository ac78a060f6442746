"""A small Qwen3-VL with random weights: the real architecture, the real tokenizer, everything else as published.

``tokenizer.json.xz`` is the published tokenizer of Qwen3 (Apache-2.0, Alibaba Cloud), compressed.
"""

from __future__ import annotations

import json
import lzma
from pathlib import Path
from typing import Any

import torch
from transformers import (
    Qwen3VLConfig,
    Qwen3VLForConditionalGeneration,
    Qwen3VLMoeConfig,
    Qwen3VLMoeForConditionalGeneration,
)

HERE = Path(__file__).parent
TEXT: dict[str, Any] = {
    "vocab_size": 151936,
    "hidden_size": 64,
    "intermediate_size": 128,
    "num_hidden_layers": 3,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "head_dim": 64,
    "max_position_embeddings": 262144,
    "rope_parameters": {
        "rope_type": "default", "rope_theta": 5e6, "mrope_section": [12, 10, 10], "mrope_interleaved": True,
    },
}  # fmt: skip
VISION: dict[str, Any] = {
    "depth": 4,
    "hidden_size": 32,
    "intermediate_size": 64,
    "num_heads": 2,
    "out_hidden_size": 64,
    "num_position_embeddings": 256,
    "deepstack_visual_indexes": [0, 1, 2],
}
IM_END = 151645
EXPERTS = {"moe_intermediate_size": 32, "num_experts": 4, "num_experts_per_tok": 2}


def build(*, mixed: bool = False, seed: int = 0, strong: bool = True, brief: float = 1, **text: Any) -> Any:
    """A model. ``strong`` weights make wrong positions and lost pictures show in the logits; the larger ``brief``, the
    likelier a reply ends by itself.
    """
    torch.manual_seed(seed)
    config, kind = (
        (Qwen3VLMoeConfig, Qwen3VLMoeForConditionalGeneration)
        if mixed
        else (Qwen3VLConfig, Qwen3VLForConditionalGeneration)
    )
    made = kind(
        config(
            text_config={**TEXT, **(EXPERTS if mixed else {}), **text},
            vision_config={**VISION, "out_hidden_size": text.get("hidden_size", 64)},
            tie_word_embeddings=True,
        )
    ).eval()
    if mixed:
        made.set_experts_implementation("eager")  # the grouped one knows no float64
    if strong:
        with torch.no_grad():
            for name, weight in made.named_parameters():
                if weight.dim() > 1:
                    weight.normal_(0, 0.5 if "embed_tokens" in name else 0.25)
            if brief != 1:
                made.get_input_embeddings().weight[IM_END] *= brief
    return made


def save(folder: Path, *, template: str | None = None, **how: Any) -> Path:
    """A folder of weights like those on the hub."""
    folder.mkdir(parents=True, exist_ok=True)
    build(**how).save_pretrained(folder)
    (folder / "tokenizer.json").write_bytes(lzma.decompress((HERE / "tokenizer.json.xz").read_bytes()))
    (folder / "chat_template.jinja").write_text(template or (HERE / "chat_template.jinja").read_text("utf-8"), "utf-8")
    size = {"shortest_edge": 65536, "longest_edge": 16777216}
    (folder / "preprocessor_config.json").write_text(json.dumps({"size": size, "patch_size": 16, "merge_size": 2}))
    return folder
