"""Replays of a chore that was shown once, each in a fresh world, judged by what the application remembers."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, SecretStr

from eyehand.agent.replaying.healing import accept, proposals
from eyehand.agent.replaying.results import Replayed
from eyehand.agent.replaying.running import run_script
from eyehand.agent.settings import load as settings
from eyehand.tools.secrets import Secrets

from ..agent.served.server import MODEL, ModelServer
from .chore import Chore, Verdict
from .drifts import Drift
from .pointer import Pointer
from .shown import Shown
from .world import opened

Asked = Literal["none", "scripted", "accepted"]
"""Which model there was: none, the scripted one, or that one again after what was learned with it was accepted."""
End = Literal["pass", "halt", "wrong"]
"""``pass``: all was done, and said to be. ``halt``: it stopped and says so, with nothing wrong done. Else ``wrong``."""


class Run(BaseModel):
    """What became of one replay."""

    model_config = ConfigDict(frozen=True)

    chore: str
    drift: str
    number: int
    end: End
    outcome: str
    """What replay says of itself."""
    reason: str
    judged: str
    """What was done by the application's own memory, with the reason."""
    steps: int
    rungs: dict[str, int]
    model_calls: int
    asked: Asked = "none"
    seconds: float
    """From the first step to the last, without the start of the browser."""

    @property
    def key(self) -> tuple[str, str, int, Asked]:
        return self.chore, self.drift, self.number, self.asked


def values_of(chore: Chore, number: int) -> Chore:
    """The chore with the values of this run: those that were shown in the second run, others in all the rest."""
    return chore if number == 1 else chore.with_others()


def replayed(shown: Shown, drift: Drift, number: int, folder: Path, models: Mapping[str, object] | None = None) -> Run:
    """Replay once under a drift, in an empty folder; ``number`` is the run's chances. Leaves the run in the folder.

    Its script is a copy there, unless the folder has one already: then what was accepted in it counts.
    """
    if not (folder / "script").exists():
        shown.copied(folder / "script")
    script = folder / "script" / shown.script.name
    chore = values_of(shown.chore, number)
    hidden = {name: SecretStr(value) for name, value in shown.secrets().items()}
    flags = {"model": "embedded", **(models or {}), "browser.viewport": drift.viewport, "browser.scale": drift.scale}
    began_s = time.monotonic()
    with opened(chore, drift, folder / f"application-{number}", seed=number) as world:
        result = run_script(
            script,
            settings(flags=flags),
            values=shown.values(chore),
            secrets=Secrets(hidden),
            secret_specs=tuple(hidden),
            start=world.url,
            out=folder / f"run-{number}",
        )
        verdict = world.judge()
    if result.outcome == "stopped":
        raise KeyboardInterrupt
    spent_s = sum(step.seconds for step in result.steps) or time.monotonic() - began_s
    return Run(
        chore=chore.name,
        drift=drift.name,
        number=number,
        end=end_of(result, verdict, drift),
        outcome=result.outcome,
        reason=result.reason,
        judged=f"{verdict.outcome}: {verdict.reason}",
        steps=len(result.steps),
        rungs=dict(Counter(step.rung for step in result.steps)),
        model_calls=result.model_calls,
        seconds=round(spent_s, 2),
    )


def with_a_model(shown: Shown, drift: Drift, number: int, folder: Path) -> list[Run]:
    """Replay under a drift with the scripted model of ``pointer.py``; when it was done, accept and replay again."""
    values = shown.values(values_of(shown.chore, number))
    places = {_with(values, words): selector for words, selector in shown.places().items()}
    with ModelServer(Pointer(folder / f"run-{number}", places)) as server:
        models = {"model": "endpoint", "base_url": server.url, "model_id": MODEL}
        first = replayed(shown, drift, number, folder, models).model_copy(update={"asked": "scripted"})
        if first.end != "pass":
            return [first]
        script = folder / "script" / shown.script.name
        accept(script, proposals(script))
        for one in (folder / f"run-{number}", folder / f"application-{number}"):
            if one.exists():  # (not every application keeps a folder)
                one.rename(one.with_name(f"{one.name}-learned"))
        return [first, replayed(shown, drift, number, folder, models).model_copy(update={"asked": "accepted"})]


def _with(values: Mapping[str, str], words: str) -> str:
    for name, value in values.items():
        words = words.replace(f"{{{name}}}", value)
    return words


def end_of(result: Replayed, verdict: Verdict, drift: Drift) -> End:
    """What a replay comes to: the application's truth decides, not what replay says."""
    if verdict.outcome == "wrong" or verdict.outcome not in {*drift.allowed, "not done"}:
        return "wrong"
    if result.outcome == "success":
        return "pass" if verdict.outcome == "right" else "wrong"
    return "halt"
