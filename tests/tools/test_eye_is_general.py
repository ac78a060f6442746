"""The eye knows screens in general: no page, task or selector of ours stands in it, and no way to ask a page."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
SOURCES = [path for path in (ROOT / "tools" / "eye").rglob("*") if path.suffix in (".py", ".txt", ".tsv")]
PAGES = [
    *(ROOT / "tests" / "pages").glob("*.html"),
    *(ROOT / "tests" / "proof").glob("*.html"),
    *(ROOT / "tasks" / "apps").rglob("*.html"),
]
ASKING = re.compile(
    r"querySelector|getElement|\bxpath\b|\bDOM\b|aria-|\bplaywright\b|\bselenium\b|accessib|inner(?:HTML|Text)", re.I
)


def code() -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in SOURCES}


def test_nothing_asks_the_page() -> None:
    assert len(SOURCES) > 20
    icons = {"icon_words.py"}  # it names an icon of accessibility
    assert [name for name, text in code().items() if name not in icons and ASKING.search(text)] == []


def test_no_name_of_a_page_or_task_stands_in_it() -> None:
    tasks = yaml.safe_load((ROOT / "tasks" / "suites" / "web.yaml").read_text(encoding="utf-8"))["tasks"]
    names = {task["id"] for task in tasks}
    titles = {title for page in PAGES for title in re.findall(r"<title>([^<]+)</title>", page.read_text("utf-8"))}
    whole = {title.strip() for title in titles if len(title.split()) > 1}
    assert len(names) >= 40 and len(whole) >= 10
    text = "\n".join(code().values())
    assert [name for name in sorted(names | whole | {"Ledgerline", "midscene"}) if "-" in name and name in text] == []
    assert [name for name in sorted(whole | {"Ledgerline"}) if name in text] == []


def test_no_long_sentence_of_a_page_stands_in_it() -> None:
    """A table of words is general; a sentence that one of our pages shows would be an answer."""
    shown = {
        words.strip() for page in PAGES for words in re.findall(r">([^<>{}]{25,})<", page.read_text(encoding="utf-8"))
    }
    text = "\n".join(code().values())
    assert len(shown) > 50
    assert [words for words in sorted(shown) if words and words in text] == []
