"""Reads the icon packs: which drawing, from which pack, shows which concept."""

from __future__ import annotations

import json
import random
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .concepts import DRAWINGS, GLYPHS

OTHER = "other"
NO_CONCEPTS = ("flag", "logos", "simple-icons", "vscode-icons")
"""Packs of flags and logos: everything in them is "other"."""
_NUMBERS_COUNT = ("ic", "material-symbols", "carbon")
"""Packs where "filter-9" is not a variant of "filter"."""
_PER_CONCEPT, _OTHERS = 10, 450
_STYLE = (
    "outline outlined filled fill bold duotone light thin solid sharp round rounded twotone line regular alt linear"
    " baseline o tone small large lg sm xs ios md s f fat"
)
_GROUND = "circle circled square squared octagon hexagon round rounded encircled"
_STYLES, _GROUNDS = frozenset(_STYLE.split()), frozenset(_GROUND.split())
_FONTS = ("DejaVu Sans", "DejaVu Serif", "Liberation Sans", "Liberation Serif", "Noto Sans CJK SC")
_FONT_PACK = "characters of "
_LETTERS = "abcdefghjkmnpqrstuwyzABCDEFGHJKLMNPQRSTUWYZ0123456789&$€£§的中文设置搜索保存取消删除返回大小上下左右"
_WORDS = (
    "OK Save File Edit View Help Go Tab 12 3.5 42% New Yes No Log All ABC Tue 2x $9 on off 确定 取消 搜索 首页 我的"
)


@dataclass(frozen=True)
class Drawing:
    """One picture of a pack. ``body`` is the inside of an SVG with the view box ``box``; ``mono`` takes any ink."""

    pack: str
    name: str
    concept: str
    body: str
    box: str
    mono: bool


def plain(name: str, pack: str) -> str:
    """A drawing's name without words of style: "trash-2-outline" is "trash"."""
    words = [word for word in name.replace("two-tone", "twotone").split("-") if word]
    if pack not in _NUMBERS_COUNT:
        words = [word for word in words if not word.isdigit()]
    bare = [word for word in words if word not in _STYLES] or words
    if pack == "icon-park" and len(bare) > 1 and bare[-1] in ("one", "two", "three", "four", "five"):
        bare = bare[:-1]
    return "-".join(bare)


_CONCEPTS = {drawing: concept for concept, names in DRAWINGS.items() for drawing in names}
_KNOWN = frozenset(word for drawing in _CONCEPTS for word in re.split("[-:]", drawing)) | _GROUNDS


def concept_of(pack: str, name: str) -> str | None:
    """The concept of a drawing, OTHER when its name shares no word with any, None when that cannot be told."""
    short = plain(name, pack)
    bare = "-".join(word for word in short.split("-") if word not in _GROUNDS)
    for key in (name, short):
        if f"-{pack}:{key}" in _CONCEPTS:
            return None
        if f"{pack}:{key}" in _CONCEPTS:
            return _CONCEPTS[f"{pack}:{key}"]
    for key in (name, short, bare):
        if key in _CONCEPTS and f"-{pack}:{key}" not in _CONCEPTS:
            return _CONCEPTS[key]
    return None if _KNOWN & set(short.split("-")) else OTHER


def drawings(folder: Path) -> list[Drawing]:
    """The chosen drawings of every pack under ``folder``/node_modules/@iconify-json, and characters as icons."""
    rng = random.Random(7)
    chosen: list[Drawing] = _glyphs()
    for file in sorted((folder / "node_modules" / "@iconify-json").glob("*/icons.json")):
        chosen += _of_pack(file, rng)
    return chosen


def _of_pack(file: Path, rng: random.Random) -> list[Drawing]:
    pack = file.parent.name
    content: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    mono = not json.loads(file.with_name("info.json").read_text(encoding="utf-8")).get("palette", False)
    groups: dict[str, list[Drawing]] = defaultdict(list)
    for name, icon in content["icons"].items():
        concept = OTHER if pack in NO_CONCEPTS else concept_of(pack, name)
        if concept is None or icon.get("hidden"):
            continue
        sizes = [icon.get(key, content.get(key, default)) for key, default in _BOX]
        groups[concept].append(Drawing(pack, name, concept, icon["body"], " ".join(map(str, sizes)), mono))
    most = {concept: _OTHERS if concept == OTHER else _PER_CONCEPT for concept in groups}
    return [drawing for concept, group in groups.items() for drawing in _some(group, most[concept], rng)]


_BOX: tuple[tuple[str, int], ...] = (("left", 0), ("top", 0), ("width", 16), ("height", 16))


def _some(group: list[Drawing], most: int, rng: random.Random) -> list[Drawing]:
    return group if len(group) <= most else rng.sample(group, most)


def _glyphs() -> list[Drawing]:
    """Characters that serve as icons, and letters and words, which do not."""
    made = [(concept, sign, font) for concept, signs in GLYPHS.items() for sign in signs for font in _FONTS[:4]]
    made += [(OTHER, sign, font) for sign in [*_LETTERS, *_WORDS.split()] for font in _FONTS]
    return [
        Drawing(f"{_FONT_PACK}{font}", sign, concept, _text(sign, font), "0 0 24 24", True)
        for concept, sign, font in made
    ]


def _text(sign: str, font: str) -> str:
    size = 22 if len(sign) == 1 else 36 / len(sign)
    return (
        f'<text x="12" y="13" text-anchor="middle" dominant-baseline="central" font-family="{font}" '
        f'font-size="{size:.0f}" fill="currentColor">{sign.replace("&", "&amp;")}</text>'
    )
