"""What somebody looks for: words, and what stands between quotes as one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ...tools.alike import folded
from ...tools.errors import UsageError

MOST = 500
"""Characters of a query."""
_PARTS = re.compile(r'"([^"]+)"|(\S+)')
_AROUND = ",.;:!?()[]{}<>«»…，。；：！？（）【】《》「」『』、\"'“”‘’"
_SMALL = (
    "a an and are at be by did do does for from had has have i in is it its me my of on or our that the their this to "
    "was were what when where which who with you your 的 了 是 在 和 吗 呢"
)
"""Words that say how others belong together: looked for only when there are no others."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for, folded (tools/alike.py): all of it as it stands, and its words."""

    whole: str
    words: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> Query:
        """Raises UsageError when there is nothing to look for, or too much; no sign in it has a meaning but quotes."""
        if len(text) > MOST:
            raise UsageError(f"the query has {len(text)} characters; {MOST} are the most: name a few words")
        parts = [quoted or word for quoted, word in _PARTS.findall(text)]
        trimmed = [folded(part.strip(_AROUND)) or folded(part) for part in parts]
        words = [word for word in dict.fromkeys(trimmed) if word]
        if not words:
            raise UsageError('the query is empty; say what could be read on the screen, like "order number"')
        telling = [word for word in words if word not in _SMALL.split()]
        return cls("".join(trimmed), tuple(telling or words))
