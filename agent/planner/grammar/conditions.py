"""What can be the case on a screen, whichever language says it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..plan import Gone, PlanStep, See, Tick
from .clauses import Clause
from .wording import field, text_shown

Kind = Literal["seen", "gone", "on", "off", "loaded"]


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that is seen, is gone, or is ticked or not; ``words`` is "" for a page that has loaded."""

    kind: Kind
    words: str

    def steps(self, clause: Clause) -> list[PlanStep]:
        """What waits for it or brings it about; nothing for a page that loads, since every step waits for that."""
        match self.kind:
            case "loaded":
                return []
            case "seen":
                return [See(text_shown(clause, self.words))]
            case "gone":
                return [Gone(text_shown(clause, self.words))]
            case state:
                return [Tick(field(clause, self.words), state == "on")]
