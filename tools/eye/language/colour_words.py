"""Names of colours in English and Chinese."""

from __future__ import annotations

_NAMES = """
red: crimson, scarlet, 红, 红色
orange: 橙, 橙色, 橘色, 橘黄色
yellow: gold, golden, 黄, 黄色, 金色, 金黄色
green: lime, 绿, 绿色
cyan: teal, turquoise, aqua, 青, 青色
blue: azure, navy, 蓝, 蓝色
purple: violet, lilac, 紫, 紫色
pink: magenta, rose, 粉, 粉色, 粉红色, 粉红
brown: 棕, 棕色, 褐色, 咖啡色
grey: gray, silver, 灰, 灰色, 银色
black: 黑, 黑色
white: 白, 白色
"""
COLOURS: dict[str, str] = {
    word.strip(): name
    for name, words in (line.split(":") for line in _NAMES.strip().splitlines())
    for word in (name, *words.split(","))
}
"""A colour word to the plain name of its colour."""

_NEIGHBOURS = {
    frozenset(pair)
    for pair in (
        ("red", "pink"), ("red", "orange"), ("blue", "cyan"), ("green", "cyan"), ("blue", "purple"),
        ("pink", "purple"), ("orange", "yellow"), ("orange", "brown"), ("grey", "white"), ("grey", "black"),
    )
}  # fmt: skip
_NEAR = 0.7  # a purple that some call blue is named by more than its colour


def colour_fit(wanted: str, seen: tuple[str, ...]) -> float:
    """How well a colour word fits the colours of a control (ground first, then ink), 0 to 1."""
    base = _base(wanted)
    if not base:
        return 0.0
    best = 0.0
    for index, colour in enumerate(seen):
        weight = (1.0, 0.92)[min(index, 1)]
        if _base(colour) == base:
            best = max(best, weight)
        elif frozenset({_base(colour), base}) in _NEIGHBOURS:
            best = max(best, _NEAR * weight)
    return best


def _base(words: str) -> str:
    """ "dark blue" is blue, 深蓝色 is blue."""
    last = words.casefold().replace("-", " ").split()[-1] if words.split() else ""
    return COLOURS.get(last) or COLOURS.get(last.lstrip("深浅淡亮暗大")) or ""
