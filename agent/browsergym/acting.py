"""An agent as BrowserGym's harness calls it: what was seen in, one action out."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ...env.events import Header
from ...tasks.browsergym.installed import module
from ...tools.eye.eye import Eye
from ..clock import RunClock
from ..episode import Episode
from ..limits import Limits
from ..models.choice import Choice, choose, decider
from ..models.vision_model import VisionModel
from ..settings import Context
from ..start import new_folder
from .calls import SUBSETS
from .harness import SEEN, HarnessScreen
from .turns import Turns


class Eyehand:
    """One episode with a model of ours, which is shown pixels and told the goal, as in every run of ours.

    The harness calls ``obs_preprocessor``, ``get_action`` and ``action_set.to_python_code``; the run folder is made
    in ``runs``. ``scale`` is pixels of the picture per CSS pixel, where a suite enlarges it (MiniWoB: 1.5).
    Raises UsageError when BrowserGym or the model is missing, EnvError when what the model needs cannot be had.
    """

    def __init__(self, choice: Choice, *, runs: Path = Path("runs"), scale: float = 1.0) -> None:
        actions = module("browsergym.core.action.highlevel")
        self.action_set = actions.HighLevelActionSet(subsets=list(SUBSETS), multiaction=False, strict=True)
        self._choice = choice
        self._eye = Eye()
        self._decider = decider(choice, self._eye)
        self._runs = runs
        self._scale = scale
        self._turns: Turns | None = None

    @property
    def folder(self) -> Path | None:
        """The run folder, once the first observation was shown."""
        return self._turns.episode.folder if self._turns else None

    def obs_preprocessor(self, obs: Mapping[str, Any]) -> dict[str, Any]:
        """What the agent is shown, and the harness keeps: neither DOM nor accessibility tree."""
        return {key: obs[key] for key in SEEN}

    def get_action(self, obs: Mapping[str, Any]) -> tuple[str | None, dict[str, Any]]:
        """The next action as a call, with what was thought in ``info``.

        None when the agent has ended and nobody asked for more: the harness ends the episode. Raises UsageError when
        the goal is no text, EnvError when the model does not answer.
        """
        turns = self._turns
        if turns is None:
            turns = self._turns = self._begun(obs)
        return turns.next(obs)

    def close(self) -> None:
        """Put an end to the run folder. May be called twice."""
        turns, self._turns = self._turns, None
        if turns is not None:
            turns.close()

    def _begun(self, obs: Mapping[str, Any]) -> Turns:
        # The process by its number: a study begins many episodes in the same second.
        folder = new_folder(None, f"{os.getpid()} {obs['goal']}", self._runs)
        height, width = obs["screenshot"].shape[:2]
        size = (round(width / self._scale), round(height / self._scale))
        header = Header(
            run=folder.name,
            created_at=datetime.now(UTC).isoformat(timespec="seconds"),
            started_unix_s=time.time(),
            eyehand=version("eyehand"),
            model=self._choice.title,
            screen={"browser": {"url": str(obs["url"]), "viewport": size, "scale": self._scale}},
            limits=Limits().model_dump(mode="json"),
        )
        self._choice.write(folder)
        clock, model = RunClock(header.started_unix_s), self._decider
        screen = HarnessScreen(clock, self._scale)
        episode = Episode(folder, header, screen, model, self._eye, clock)
        if isinstance(model, VisionModel):
            episode.memory, episode.farewell = model, model.close
        return Turns(episode, screen)


@dataclass
class EyehandArgs:
    """What an experiment of BrowserGym or a study of AgentLab keeps of the agent; the model as `eyehand run` takes it.

    ``runs`` and ``scale`` are those of ``Eyehand``.
    """

    model: str = "auto"
    grounder: str | None = None
    base_url: str | None = None
    model_id: str | None = None
    context: Context = "auto"
    runs: Path = Path("runs")
    scale: float = 1.0
    agent_name: str = ""
    """What results call it; the model's name, where it is left out."""

    def __post_init__(self) -> None:
        self.agent_name = self.agent_name or f"eyehand-{self._choice().title}".replace("/", "-")

    def make_agent(self) -> Eyehand:
        return Eyehand(self._choice(), runs=self.runs, scale=self.scale)

    def prepare(self) -> None:
        """Models are loaded when they are first asked."""

    def close(self) -> None:
        """Nothing was started here."""

    def set_benchmark(self, benchmark: object, demo_mode: bool) -> None:
        """Nothing is done another way for one benchmark."""

    def set_reproducibility_mode(self) -> None:
        """The temperature stands in the model's file."""

    def _choice(self) -> Choice:
        return choose(
            self.model, grounder=self.grounder, base_url=self.base_url, model_id=self.model_id, context=self.context
        )
