"""What is asked for in a mailbox: delete, mark, answer or pass on the message of somebody.

People say the same in a hundred ways ("Send Ada the mail from Bob", "Bob's message must be forwarded to Ada"), so that
what is wanted is told by the words that occur: who wrote it, to whom it goes, what is to be done, what is quoted.
"""

from __future__ import annotations

import re

from ...plan import ClickOn, PlanStep
from ...searches import WriteAt

_MAIL = r"(?:e-?mails?|mails?|messages?)"
_NAME = r"(?-i:[A-Z][\w-]+)"
_AGE = r"(?:latest|last|most recent|newest|first|recent|important|incoming|new|old)"
_SENDERS = tuple(
    re.compile(words, re.IGNORECASE)
    for words in (
        rf"\b{_MAIL}\b[^.\"]*?\b(?:by|from|that)\s+(?P<name>{_NAME})",
        rf"\b(?P<name>{_NAME})['’]s\s+(?:{_AGE}\s+)*{_MAIL}",
        rf"\b{_MAIL}\s+(?P<name>{_NAME})\s+(?:sent|wrote)",
        rf"\b(?:the|an?)\s+(?P<name>{_NAME})\s+{_MAIL}",
        rf"(?P<name>{_NAME})\s+(?:wrote|sent)\b[^.\"]*\b{_MAIL}",
        rf"\b(?:by|from)\s+(?P<name>{_NAME})",
    )
)
_TO = tuple(
    re.compile(words, re.IGNORECASE)
    for words in (
        rf"\b(?:to|with)\s+(?P<name>{_NAME})",
        rf"\b(?:forward|send|give|pass|let|get|show|email)\s+(?:on\s+)?(?P<name>{_NAME})(?!['’]s)\b",
        rf"(?P<name>{_NAME})\s+(?:must|should|needs?|has)\b",
    )
)
_NOBODY = frozenset({
    "Find", "Send", "Forward", "Please", "Reply", "Delete", "Open", "Mark", "Go", "Locate", "Search", "The", "Can", "Could",
    "Give", "Email", "Mail", "Inbox", "Let", "Make", "Navigate", "There", "Respond", "Answer", "Star", "Select", "Pull",
    "Take", "Copy", "Move", "Get", "Primary", "Trash", "Remove", "Show", "I", "You", "This", "That",
})  # fmt: skip
_QUOTED = re.compile(r"[\"“](?P<text>[^\"”]*)[\"”]")
_ANSWER = re.compile(r"(?:please )?(?:(?:reply|respond)(?: back)? to|text|send a (?:reply|text) to) ", re.IGNORECASE)
_VERBS = (
    ("delete", re.compile(r"\b(?:delet\w*|trash|remov\w*|erase|get rid of|throw away|discard)\b", re.IGNORECASE)),
    ("star", re.compile(r"\b(?:important|star|flag)\b", re.IGNORECASE)),
)


def mail(instruction: str) -> list[PlanStep] | None:
    """The steps of an instruction about somebody's message; None when it is none, or does not say enough."""
    if not re.search(rf"\b{_MAIL}\b", instruction, re.IGNORECASE) and not _ANSWER.match(instruction):
        return None
    quoted = _QUOTED.search(instruction)
    said = _QUOTED.sub(" ", instruction)
    sender = _first(_SENDERS, said, "")
    if quoted and not re.search(r"\b(?:click|press|type|tick|subject)\b", said, re.IGNORECASE):
        sender = sender or _first(_TO, said, "")
        return _reply(sender, quoted["text"]) if sender and re.search(r"\b(?:repl|respond|answer|writ|say|text|email|send)", said, re.IGNORECASE) else None  # fmt: skip
    if sender is None:
        return None
    for what, words in _VERBS:
        if words.search(said):
            icon = "trash" if what == "delete" else "star"
            return [ClickOn(f"the {icon} icon in the row of '{sender}'", "left", 1)]
    receiver = _first(_TO, said, sender)
    return _forward(sender, receiver) if receiver else None


def _first(patterns: tuple[re.Pattern[str], ...], said: str, other: str) -> str | None:
    """The first name that one of the patterns finds, and that is nobody else's."""
    for words in patterns:
        for match in words.finditer(said):
            if match["name"] not in _NOBODY and match["name"] != other:
                return match["name"]
    return None


def _reply(sender: str, text: str) -> list[PlanStep]:
    return [ClickOn(f"'{sender}'", "left", 1), ClickOn("'Reply'", "left", 1), WriteAt("", text), _send()]


def _forward(sender: str, receiver: str) -> list[PlanStep]:
    return [ClickOn(f"'{sender}'", "left", 1), ClickOn("'Forward'", "left", 1), WriteAt("to", receiver), _send()]


def _send() -> ClickOn:
    return ClickOn("the send icon", "left", 1)
