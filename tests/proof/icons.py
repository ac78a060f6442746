"""Icons of four packs as inline SVG, by what they show."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent
_FILES = {
    "heroicons": "heroicons/24/outline/{}.svg",
    "feather": "feather-icons/dist/icons/{}.svg",
    "ionicons": "ionicons/dist/svg/{}-outline.svg",
    "eva": "eva-icons/outline/svg/{}-outline.svg",
}
PACKS = tuple(_FILES)


@dataclass(frozen=True)
class Concept:
    """What an icon shows, its file in each pack, and what people call it in English and Chinese."""

    key: str
    files: dict[str, str]
    names: tuple[str, ...]
    names_zh: tuple[str, ...]


@cache
def concepts() -> dict[str, Concept]:
    """Every concept by its key."""
    with (_HERE / "icons.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="|"))
    return {
        row["concept"]: Concept(
            row["concept"],
            {pack: row[pack] for pack in PACKS},
            tuple(name.strip() for name in row["names"].split(",")),
            tuple(name.strip() for name in row["zh"].split(",")),
        )
        for row in rows
    }


@cache
def svg(pack: str, concept: str, size_px: int) -> str:
    """The inline SVG of a concept, ``size_px`` CSS pixels square, in the colour of the text around it."""
    path = _HERE / "node_modules" / _FILES[pack].format(concepts()[concept].files[pack])
    text = re.sub(r"<\?xml.*?\?>|<title>.*?</title>|<defs>.*?</defs>", "", path.read_text("utf-8"), flags=re.DOTALL)
    head, body = re.match(r"\s*<svg([^>]*)>(.*)</svg>\s*$", text, re.DOTALL).groups()  # type: ignore[union-attr]
    head = re.sub(r'\s(?:width|height|class|xmlns)="[^"]*"', "", head)
    if pack == "eva":
        head += ' fill="currentColor"'  # drawn as outlines that are filled; no colour is said in the file
    return f'<svg{head} width="{size_px}" height="{size_px}" style="flex:none;vertical-align:middle">{body}</svg>'
