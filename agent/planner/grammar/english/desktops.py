"""What is said to a desktop in English: start an application, go to a window, save as, compute."""

from __future__ import annotations

import re

from ...plan import Fill, Front, Keys, PlanStep, SaveAs, StartApp
from ..clauses import Clause
from ..patterns import pattern
from .values import Steps

_WINDOW = pattern("(?:back |over )?(?:to )?(?:the )?(?P<title>.+?) window(?: to the front)?")
_AS = pattern(
    "(?:(?:it|this|that|them|everything|(?:the|this|my) (?:file|document|note|text|sheet|spreadsheet|table|list|letter|picture|image|photo|drawing|copy|work|result)) )?",
    r"(?:as|under(?: the name(?: of)?)?)(?: a file)?(?: (?:called|named))? (?P<name>\ue000\d+\ue001|\S+\.\w{1,5})",
)
_APP = pattern(r"(?:start|start up|launch|run) (?P<app>\ue000\d+\ue001|[^\s:=]+(?: (?:app|application|program))?)")
"""An application by its name alone: "Start date: 1 May" names a field, so that these are no verbs by themselves."""
_SPOKEN = (
    (r"(?<=[\d)]) ?(?:×|x|times|multiplied by) ?(?=[\d(.-])", "*"),
    ("÷|divided by|over", "/"),
    ("−|–|minus", "-"),
    ("plus", "+"),
)
_SUM = re.compile(r"[\d(.-][\d.()+*/^% -]*[\d)%]")


def start(clause: Clause, words: str) -> Steps | None:
    """start the calculator."""
    return [StartApp(clause.plain(words))] if words and not re.search("[:=]", words) else None


def started(clause: Clause, text: str) -> Steps | None:
    """launch Mousepad; run 'mousepad note.txt'."""
    match = _APP.fullmatch(text)
    return [StartApp(clause.plain(match["app"]))] if match else None


def window(clause: Clause, words: str) -> Steps | None:
    """switch to the Mousepad window; bring the editor window to the front."""
    match = _WINDOW.fullmatch(words)
    return [Front(clause.plain(match["title"]))] if match and not re.search("new|another", match["title"]) else None


def front(clause: Clause, words: str) -> Steps | None:
    """bring the editor window to the front."""
    return window(clause, words) if words.endswith(" to the front") else None


def save_as(clause: Clause, words: str) -> Steps | None:
    """save it as note.txt; save the file under 'my note'."""
    match = _AS.fullmatch(words)
    return [SaveAs(clause.plain(match["name"]))] if match else None


def compute(clause: Clause, words: str) -> list[PlanStep] | None:
    """compute 12 × 34: typed as a calculator takes it, and Enter."""
    text = arithmetic(clause.plain(words))
    return [Fill("", text), Keys(("Enter",))] if text else None


def arithmetic(words: str) -> str | None:
    """A sum as it is typed: "12 × 34" as "12*34"; None when it is none."""
    text = words.casefold()
    for said, typed in _SPOKEN:
        text = re.sub(said, typed, text)
    return text.replace(" ", "") if _SUM.fullmatch(text) else None
