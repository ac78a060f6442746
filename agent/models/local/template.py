"""The chat template of a weights folder: whether it writes conversations as we do, and how a reply begins."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ....tools.errors import EnvError
from .folder import read_json
from .libraries import library

_PICTURE = "<|vision_start|><|image_pad|><|vision_end|>"
_PROBE: list[dict[str, Any]] = [
    {"role": "system", "content": "S"},
    {"role": "user", "content": [{"type": "text", "text": "a\n"}, {"type": "image"}, {"type": "text", "text": "\nb"}]},
    {"role": "assistant", "content": "c"},
    {"role": "user", "content": [{"type": "image"}]},
]
_OURS = (
    f"<|im_start|>system\nS<|im_end|>\n<|im_start|>user\na\n{_PICTURE}\nb<|im_end|>\n"
    f"<|im_start|>assistant\nc<|im_end|>\n<|im_start|>user\n{_PICTURE}<|im_end|>\n"
)
_BEGINS = "<|im_start|>assistant\n"


def read_template(folder: Path) -> str | None:
    """The template, from wherever transformers looks for it."""
    file = folder / "chat_template.jinja"
    if file.exists():
        return file.read_text(encoding="utf-8")
    for name in ("chat_template.json", "tokenizer_config.json"):
        found = (read_json(folder / name) or {}).get("chat_template")
        if isinstance(found, str):
            return found
    return None


def opening(folder: Path) -> str:
    """What a reply begins with: nothing, or a tag that the model thinks behind.

    Raises EnvError when the template writes conversations in another way than ours, which is Qwen3-VL's.
    """
    template = read_template(folder)
    if template is None:
        return ""
    written = render(template, _PROBE)
    if not written.startswith(_OURS + _BEGINS):
        raise EnvError(
            f"the chat template in {str(folder)!r} is not that of Qwen3-VL; serve this model and say where with "
            "--base-url"
        )
    return written.removeprefix(_OURS + _BEGINS)


def render(template: str, messages: list[dict[str, Any]], tools: list[dict[str, Any]] | None = None) -> str:
    """Messages as a template writes them, up to where a reply begins. Raises EnvError when it cannot."""
    from jinja2 import TemplateError

    rendering = library("transformers.utils.chat_template_utils")
    try:
        written, _ = rendering.render_jinja_template(
            [messages], chat_template=template, tools=tools, add_generation_prompt=True
        )
    except (TemplateError, TypeError, ValueError) as error:
        raise EnvError(f"the chat template of the weights cannot be used: {error}") from None
    return written[0]
