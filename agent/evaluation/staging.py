"""Where a task of each kind takes place: its screen with an episode on it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Generator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ...env.desktop import DesktopEnv
from ...env.events import Outcome
from ...tasks.browsergym.pages import miniwob_pages
from ...tasks.browsergym.stage import GymStage
from ...tasks.checks import Probe
from ...tasks.desktop.stage import laid_out
from ...tasks.miniwob import stage as miniwob
from ...tasks.task import BrowserGymTask, DesktopTask, MiniwobTask, Task, WebTask
from ...tasks.web.stage import staged
from ..episode import Episode
from ..settings import Settings
from ..start import start_browser, start_desktop
from .hands import Hands, solve_on_desktop
from .proving import ORACLE, stand_in


@dataclass(frozen=True, slots=True)
class Staged:
    """An episode that is not open yet, unless its task had to be set up there. The rest is asked once it is open: the
    screen may be what knows it.

    ``episode.over`` is where a stage says that the task has ended by itself.
    """

    episode: Episode
    instruction: Callable[[], str]
    probe: Callable[[], Probe]
    reward: Callable[[], float | None] = lambda: None
    """The task's own, where it gives one."""
    solve: Callable[[], str | None] = lambda: None
    """Carries out the task's own solution, where it has one, and returns the answer."""
    hear: Callable[[Outcome], None] = lambda outcome: None
    """Told how the agent ended, before the task is judged."""


@contextlib.contextmanager
def started(task: Task, seed: int, folder: Path, settings: Settings) -> Generator[Staged]:
    """The stage of a task, closed after the block; its run is in ``folder``/run, what it works with in ``folder``/work.

    ``seed`` is for what a kind of task draws at random; the desktop draws nothing.
    """
    match task:
        case WebTask():
            with _web(task, folder, settings) as stage:
                yield stage
        case DesktopTask():
            with _desktop(task, folder, settings) as stage:
                yield stage
        case MiniwobTask():
            with _miniwob(task, seed, folder, settings) as stage:
                yield stage
        case BrowserGymTask():
            with _browsergym(task, seed, folder, settings) as stage:
                yield stage


@contextlib.contextmanager
def _web(task: WebTask, folder: Path, settings: Settings) -> Generator[Staged]:
    run, work, who = folder / "run", folder / "work", stand_in(settings)
    run.mkdir()
    with (
        staged(task, work) as stage,
        contextlib.chdir(work),
        Hands() if settings.model == ORACLE else contextlib.nullcontext() as hands,
        contextlib.closing(start_browser(stage.url, run, settings, reads_along=who is None, decides=who)) as episode,
    ):
        if task.setup:
            with Hands() as before:  # and gone when it begins: nobody else is at its dialogs
                episode.open(partial(before.solve, task.setup, episode, work))
        solve = partial(hands.solve, task.solution, episode, work) if hands else lambda: None
        yield Staged(episode, lambda: task.instruction, lambda: stage, solve=solve)


@contextlib.contextmanager
def _desktop(task: DesktopTask, folder: Path, settings: Settings) -> Generator[Staged]:
    stage = laid_out(task, folder / "run")
    desktop = settings.desktop.model_copy(update={"app": stage.app})
    here, who = settings.model_copy(update={"desktop": desktop}), stand_in(settings)
    with contextlib.closing(start_desktop(stage.run, here, reads_along=who is None, decides=who)) as episode:
        env = episode.env
        assert isinstance(env, DesktopEnv)
        if task.setup:
            episode.open(partial(solve_on_desktop, task.setup, env))
        solve = partial(solve_on_desktop, task.solution, env)
        yield Staged(episode, lambda: task.instruction, env.probe, solve=solve)


@contextlib.contextmanager
def _miniwob(task: MiniwobTask, seed: int, folder: Path, settings: Settings) -> Generator[Staged]:
    """Nothing is read beside the run: ten looks need no index."""
    run = folder / "run"
    run.mkdir()
    small = {"viewport": miniwob.VIEWPORT, "scale": miniwob.SCALE}
    here = settings.model_copy(update={"browser": settings.browser.model_copy(update=small)})
    with (
        miniwob.staged(task.screen.miniwob, seed) as stage,
        contextlib.closing(start_browser(stage.url, run, here, reads_along=False, decides=stand_in(here))) as episode,
    ):
        episode.over = stage.over
        yield Staged(episode, lambda: stage.instruction, lambda: stage, lambda: stage.play.reward)


@contextlib.contextmanager
def _browsergym(task: BrowserGymTask, seed: int, folder: Path, settings: Settings) -> Generator[Staged]:
    """The task looks after each action, at a screen that is still; what was looked at is not looked at again."""
    run = folder / "run"
    run.mkdir()
    pages = miniwob_pages if task.screen.module == "browsergym.miniwob" else contextlib.nullcontext
    with pages():
        stage = GymStage(task.screen, seed)
        stage.heed_place()
        sized = settings.browser.model_copy(update={"viewport": stage.viewport})
        here, who = settings.model_copy(update={"browser": sized}), stand_in(settings)
        opened = start_browser("about:blank", run, here, reads_along=who is None, decides=who)
        with contextlib.closing(opened) as episode, contextlib.closing(stage):

            def set_up() -> str:
                goal = stage.set_up(run)
                episode.look()
                return goal

            def over() -> bool:
                return episode.look().dialog is None and stage.judge()

            def hear(outcome: Outcome) -> None:
                stage.hear(outcome.outcome, outcome.answer, outcome.reason)

            episode.over = over
            yield Staged(episode, set_up, lambda: stage, lambda: stage.reward, hear=hear)
