"""How often ``extract`` reads what a page was made from: ``python -m tests.benchmarks.extraction`` prints a table.

Pages of each layout are written from values of a seeded generator, shown by Chromium in three themes at several zooms,
and read by the embedded eye; an answer is exact when every value equals the one that the page was made from. What is
neither exact nor refused with a reason is wrong. ``--write`` puts the table into docs/results/extraction.md.
"""

from __future__ import annotations

import argparse
import platform
import random
import time
from collections import Counter
from datetime import date
from pathlib import Path

from playwright.sync_api import Browser

from eyehand.agent.extraction.face import extract
from eyehand.tools.errors import ActionError
from eyehand.tools.eye.eye import Eye
from tests.agent.extraction.layouts import LAYOUTS, THEMES, page
from tests.agent.extraction.shots import chromium, picture

SEED, PAGES, ZOOMS = 20261126, 6, (0.8, 1.0, 1.25)
RESULT = Path(__file__).parents[2] / "docs" / "results" / "extraction.md"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=PAGES, help="a layout")
    parser.add_argument("--write", action="store_true", help=f"write the table to {RESULT.name}")
    options = parser.parse_args()
    began, eye = time.perf_counter(), Eye()
    with chromium() as browser:
        counts = {layout: measured(browser, eye, layout, options.pages) for layout in LAYOUTS}
    text = table(counts) + f"\n\n{time.perf_counter() - began:.0f} s in all, pages rendered and read."
    print(text)
    if options.write:
        origin = (
            f"`python -m tests.benchmarks.extraction --pages {options.pages} --write` (seed {SEED}), {date.today()}"
        )
        machine = f"{platform.machine()}, on the CPU"
        summary = " ".join((__doc__ or "").split("\n\n")[1].split("``--write``")[0].split())
        RESULT.write_text(
            f"# Values read from layouts\n\n{summary}\n\n{origin}, {machine}.\n\n{text}\n", encoding="utf-8"
        )


def measured(browser: Browser, eye: Eye, layout: str, pages: int) -> Counter[str]:
    """How many pages of a layout were "exact", "refused" and "wrong"."""
    counts: Counter[str] = Counter()
    for number in range(pages):
        made = LAYOUTS[layout](random.Random(SEED + number))
        theme, zoom = list(THEMES)[number % len(THEMES)], ZOOMS[(number // len(THEMES) + number) % len(ZOOMS)]
        try:
            found = extract(picture(browser, page(made, theme), zoom), made.model, made.words, eye)
            counts["exact" if found == made.truth else "wrong"] += 1
        except ActionError:
            counts["refused"] += 1
    return counts


def table(counts: dict[str, Counter[str]]) -> str:
    rows = ["| Layout | pages | exact | refused | wrong |", "|---|---:|---:|---:|---:|"]
    for layout, count in [*counts.items(), ("all", sum(counts.values(), Counter[str]()))]:
        pages = count.total()
        shares = " | ".join(f"{count[name] / pages:.0%}" for name in ("exact", "refused", "wrong"))
        rows.append(f"| {layout.replace('_', ' ')} | {pages} | {shares} |")
    return "\n".join(rows)


if __name__ == "__main__":
    main()
