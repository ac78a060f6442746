"""The trained model as a user would have it, asked for buttons of screens that it was never shown."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from eyehand.agent.history import History, Screen, Text
from eyehand.agent.models.choice import Choice, vision_model
from eyehand.agent.models.vision_model import VisionModel
from eyehand.tools.actions import Act, Click
from eyehand.tools.geometry import Point

from . import lessons, network
from .screens import Shot, draw

SEED = 4711
"""Of screens that it was never shown: what it learnt from is of another seed."""


def own_model(folder: Path, setenv: Callable[[str, str], None]) -> VisionModel:
    """Described in a file of the user's own, with a folder of weights; all of it is written into ``folder``."""
    weights = network.save(folder / "weights")
    models = folder / "eyehand" / "models"
    models.mkdir(parents=True)
    (models / f"{lessons.ME}.yaml").write_text(f"prompt_file: prompt.txt\nin_process: {{weights: {weights}}}\n")
    (models / "prompt.txt").write_text(lessons.SYSTEM)
    setenv("XDG_CONFIG_HOME", str(folder))
    return vision_model(Choice(model=lessons.ME))


def shots(count: int, size: tuple[int, int] | None = None) -> list[Shot]:
    """Screens by chance, all of one size if that is given."""
    chance = random.Random(SEED)
    return [draw(chance, size=size) for _ in range(count)]


def swapped(some: list[Shot]) -> list[Shot]:
    """The same buttons with the picture of the next screen. They are of one size."""
    return [replace(one, frame=other.frame) for one, other in zip(some, [*some[1:], some[0]], strict=True)]


def asked(shot: Shot) -> str:
    """The label that is asked for: the one that was drawn first, which is any."""
    return next(iter(shot.buttons))


def clicked(model: VisionModel, shot: Shot, folder: Path) -> Point | None:
    """Where the model clicks when it sees a screen and is asked for its button; None when it does not click."""
    path = folder / "screen.png"
    path.write_bytes(shot.frame.data)
    screen = Screen(path, shot.frame.width, shot.frame.height, 1.0, 0.4, settled=True)
    page = Text("page", f"{lessons.TITLE} http://127.0.0.1:41235/")
    decision = model.decide(History((Text("instruction", f"Click {asked(shot)}"), screen, page))).decision
    return decision.action.at if isinstance(decision, Act) and isinstance(decision.action, Click) else None


def by_chance(answers: Sequence[tuple[Shot, Point | None]]) -> float:
    """The part of the answers to swapped pictures that would hit if they were dealt out to the screens anew.

    The answer to a screen's own picture, which the one before it was shown, is not among those that it may get.
    """
    count = len(answers)
    dealt = [
        hit(shot, answers[other][1])
        for number, (shot, _) in enumerate(answers)
        for other in range(count)
        if (number - other) % count not in (0, 1)
    ]
    return sum(dealt) / len(dealt)


def hit(shot: Shot, at: Point | None, label: str | None = None) -> bool:
    """Whether that is in the button that was asked for, or in another."""
    return at is not None and shot.buttons[label or asked(shot)].contains(at)
