"""Asks the real Qwen3VLProcessor and writes what it says to golden/processor.json.

It needs torchvision, which nothing else here does: install it, then ``python -m tests.agent.local.processor``.
"""

from __future__ import annotations

import hashlib
import json
import lzma
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from PIL import Image

HERE = Path(__file__).parent
FILE = HERE / "golden" / "processor.json"
TEXTS = (
    "hello",
    "Task: 把“保存”按下 🙂 e\u0301 ﬁ Ａ\u200b",
    '<tool_call>\n{"name": "computer_use", "arguments": {"action": "wait"}}\n</tool_call>',
    "  two  spaces\n\n\n\ttabs 1234567 don't <b>&amp;</b>",
)
IMAGES = (
    (1280, 800), (1280, 720), (1366, 768), (1920, 1080), (2560, 1440), (640, 400), (32, 32), (1, 1), (33, 31), (47, 49),
    (200, 1), (1, 200), (300, 17), (255, 257), (256, 256), (80, 2400), (3000, 16), (5, 900), (1023, 1025), (7680, 4320),
)  # fmt: skip
VIDEOS = (
    (2, 320, 200, 2.0), (3, 320, 200, 1.0), (4, 1280, 720, 2.0), (5, 96, 128, 4.0), (8, 640, 360, 0.5),
    (9, 1920, 1080, 2.0), (16, 64, 64, 3.0), (31, 200, 320, 2.0), (6, 20, 300, 2.0), (40, 320, 180, 1.0),
)  # fmt: skip


def noise(seed: int, width: int, height: int) -> Image.Image:
    return Image.fromarray(np.random.default_rng(seed).integers(0, 255, (height, width, 3), dtype=np.uint8))


def is_small(width: int, height: int) -> bool:
    """Small ones are noise; of large ones the tokens are counted only."""
    return width * height < 300_000


def picture_of(width: int, height: int, number: int = 0) -> Image.Image:
    return noise(width + number, width, height) if is_small(width, height) else Image.new("RGB", (width, height))


def conversation(kind: str, *size: Any) -> list[dict[str, Any]]:
    """Every picture and video among texts, in a conversation of several turns."""
    shown = {"type": kind} if kind != "text" else {"type": "text", "text": size[0]}
    return [
        {"role": "system", "content": "You press buttons."},
        {"role": "user", "content": [{"type": "text", "text": "before "}, shown, {"type": "text", "text": "\nafter"}]},
        {"role": "assistant", "content": "Action: wait."},
        {"role": "user", "content": "on"},
    ]


def cases() -> list[tuple[str, tuple[Any, ...]]]:
    return [
        *(("text", (text,)) for text in TEXTS),
        *(("image", size) for size in IMAGES),
        *(("video", size) for size in VIDEOS),
    ]


def fingerprint(ids: list[int]) -> str:
    return hashlib.sha256(np.asarray(ids, dtype=np.int64).tobytes()).hexdigest()[:16]


def samples(pixels: Any) -> list[float]:
    """A few numbers of the patches, and their mean."""
    flat = np.asarray(pixels, dtype=np.float64).ravel()
    picked = flat[np.linspace(0, len(flat) - 1, 12).astype(int)]
    return [round(float(one), 4) for one in (*picked, flat.mean(), np.abs(flat).mean())]


def main() -> int:
    from transformers import PreTrainedTokenizerFast, Qwen2VLImageProcessorPil, Qwen3VLProcessor, Qwen3VLVideoProcessor

    with TemporaryDirectory() as folder:
        file = Path(folder) / "tokenizer.json"
        file.write_bytes(lzma.decompress((HERE / "tokenizer.json.xz").read_bytes()))
        tokenizer = PreTrainedTokenizerFast(tokenizer_file=str(file), eos_token="<|im_end|>", pad_token="<|endoftext|>")
    half: dict[str, Any] = {"image_mean": [0.5] * 3, "image_std": [0.5] * 3, "patch_size": 16, "merge_size": 2}
    processor = Qwen3VLProcessor(
        Qwen2VLImageProcessorPil(
            **half, temporal_patch_size=2, size={"shortest_edge": 65536, "longest_edge": 16777216}
        ),
        tokenizer,
        Qwen3VLVideoProcessor(cap_pixels_per_frame=True),
        chat_template=(HERE / "chat_template.jinja").read_text("utf-8"),
    )
    found: list[dict[str, Any]] = []
    for kind, case in cases():
        text = processor.apply_chat_template(conversation(kind, *case), add_generation_prompt=True, tokenize=False)
        given: dict[str, Any] = {}
        if kind == "image":
            given["images"] = [picture_of(*case)]
        if kind == "video":
            count, width, height, fps = case
            given["videos"] = [np.stack([np.asarray(picture_of(width, height, n)) for n in range(count)])]
            given["video_metadata"] = [{"total_num_frames": count, "fps": fps, "frames_indices": list(range(count))}]
            given["do_sample_frames"] = False
        made = processor(text=[text], **given)
        ids = made["input_ids"][0]
        row: dict[str, Any] = {"kind": kind, "size": case, "tokens": len(ids), "ids": fingerprint(ids)}
        for name in ("pixel_values", "pixel_values_videos"):
            if name in made:
                row["pixels"] = samples(made[name])
        found.append(row)
    FILE.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
