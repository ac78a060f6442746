"""What an instruction may cost."""

from __future__ import annotations

import re

from pydantic import BaseModel, ConfigDict, PositiveFloat, PositiveInt

from ..env.events import Usage


def tokens_of(words: str) -> int | None:
    """How many tokens are meant by "8K", "256K", "1M" or "5000"; None for anything else."""
    match = re.fullmatch(r"([1-9]\d{0,8})([KM]?)", words.strip().upper())
    return int(match[1]) * {"": 1, "K": 1 << 10, "M": 1 << 20}[match[2]] if match else None


class Limits(BaseModel):
    """Budgets of one instruction; None is no limit. One that runs out ends it as "truncated", with the reason."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    max_steps: PositiveInt = 100
    max_seconds: PositiveFloat = 1800.0
    max_tokens: PositiveInt | None = None
    max_cost: PositiveFloat | None = None

    def exceeded(self, steps: int, seconds: float, spent: Usage) -> str | None:
        """Which budget has run out, in words; None while all hold."""
        tokens = spent.prompt + spent.completion
        if steps >= self.max_steps:
            return f"the limit of {self.max_steps} steps is reached (--max-steps)"
        if seconds >= self.max_seconds:
            return f"the limit of {self.max_seconds:g} s is reached (--max-seconds)"
        if self.max_tokens is not None and tokens >= self.max_tokens:
            return f"the limit of {self.max_tokens} tokens is reached (--max-tokens)"
        if self.max_cost is not None and spent.cost >= self.max_cost:
            return f"the limit of {self.max_cost:g} in cost is reached (--max-cost)"
        return None
