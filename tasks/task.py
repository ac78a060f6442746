"""A task: what is to be done, where it starts, what must be true afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self, cast

from pydantic import Discriminator, Field, PositiveFloat, PositiveInt, Tag, model_validator

from .checks import Checks
from .desktop.files import Content
from .desktop.solution import DesktopStep
from .variants import Strict
from .web.solution import WebStep


class Limits(Strict):
    """What may be spent on a task."""

    max_steps: PositiveInt = 40
    max_seconds: PositiveFloat = 240.0


class Goal(Strict):
    """What a person would ask for, and how to tell, without looking at pixels, that it was done: the checks hold.

    One that is not ``feasible`` is solved by saying so; its checks hold when nothing else was done.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    instruction: Annotated[str, Field(min_length=1)]
    checks: Checks
    feasible: bool = True
    limits: Limits = Limits()
    tags: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _has_steps(self) -> Self:
        if self.feasible and getattr(self, "solution", None) == ():
            raise ValueError("a task that can be done has steps in its solution")
        if any(hasattr(step, "say") for step in getattr(self, "setup", ())):
            raise ValueError("setup: an answer belongs into a solution; nobody asked yet")
        return self


class WebScreen(Strict):
    """An application of ours and the path of a page of it."""

    app: Literal["expenses", "trials", "widgets"]
    path: Annotated[str, Field(pattern="^/")] = "/"


class WebTask(Goal):
    """A task that starts on a page. ``files`` are laid into the working folder, by name and content.

    ``setup`` is what somebody did on the page before the agent sees it.
    """

    screen: WebScreen
    setup: tuple[WebStep, ...] = ()
    solution: tuple[WebStep, ...]
    files: dict[Annotated[str, Field(pattern=r"^[\w-]+(\.\w+)+$")], str] = Field(default_factory=dict)


class DesktopScreen(Strict):
    """A virtual desktop; the command of an application that is open there, None for an empty one."""

    desktop: str | None


class DesktopTask(Goal):
    """A task that starts on a virtual desktop. ``files`` are laid into its home folder, by path and content.

    ``setup`` is what somebody did there before the agent sees it.
    """

    screen: DesktopScreen
    setup: tuple[DesktopStep, ...] = ()
    solution: tuple[DesktopStep, ...]
    files: dict[Annotated[str, Field(pattern=r"^[\w-][\w .-]*(/[\w-][\w .-]*)*$")], Content] = Field(
        default_factory=dict
    )


class MiniwobScreen(Strict):
    """A page of MiniWoB++, by its name; an episode's seed is what its random choices begin from."""

    miniwob: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


class MiniwobTask(Goal):
    """A task whose instruction the page makes up when it is opened: ``miniwob.stage`` has it."""

    screen: MiniwobScreen
    instruction: str = "what the page asks for"


class BrowserGymScreen(Strict):
    """A task of BrowserGym by its id, without "browsergym/", and the module whose import registers it."""

    browsergym: Annotated[str, Field(pattern=r"^[A-Za-z0-9][\w.-]*$")]
    module: Annotated[str, Field(pattern=r"^\w+(\.\w+)*$")]


class BrowserGymTask(Goal):
    """A task that its own code sets up and judges; its goal is the instruction: ``browsergym.stage`` has it."""

    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9][\w.-]*$")]
    screen: BrowserGymScreen
    instruction: str = "what the task's goal says"


def _kind(value: Any) -> str:
    """Which kind of task it is, by its screen; one on web pages when that cannot be told."""
    if isinstance(value, Goal):
        return next(kind for kind, of in TASKS.items() if isinstance(value, of))
    screen = cast(Mapping[str, Any], value).get("screen") if isinstance(value, Mapping) else None
    return next((kind for kind in TASKS if isinstance(screen, Mapping) and kind in screen), "web")


TASKS = {"web": WebTask, "desktop": DesktopTask, "miniwob": MiniwobTask, "browsergym": BrowserGymTask}
Task = Annotated[
    Annotated[WebTask, Tag("web")]
    | Annotated[DesktopTask, Tag("desktop")]
    | Annotated[MiniwobTask, Tag("miniwob")]
    | Annotated[BrowserGymTask, Tag("browsergym")],
    Discriminator(_kind),
]
KINDS = tuple(TASKS)
"""The kinds of tasks, as a reader's message about a mistake in one would call them."""
