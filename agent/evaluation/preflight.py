"""What cannot be evaluated as it was asked for, said before anything runs."""

from __future__ import annotations

from collections.abc import Sequence

from ...tasks.needs import missing
from ...tasks.suite import Suite
from ...tasks.task import Task
from ...tools.errors import EnvError, UsageError
from ...tools.eye.eye import Eye
from ..models.choice import Choice, choose, decider, served_nowhere, vision_model
from ..models.description import STAND_INS
from ..settings import Settings
from .proving import ORACLE, steps_of


def chosen(settings: Settings, workers: int) -> Settings:
    """The settings with the model that they stand for.

    Raises UsageError when there is none, or when it would have to run in several processes; EnvError when what it needs
    is missing.
    """
    choice = choose(
        settings.model,
        grounder=settings.grounder,
        base_url=settings.base_url,
        model_id=settings.model_id,
        context=settings.context,
    )
    if choice.model in STAND_INS:
        if choice != Choice(model=choice.model):
            raise UsageError(
                f"--model {choice.model} is no model; leave out --grounder, --base-url, --model-id and --context"
            )
    elif choice.model == "embedded":
        decider(choice, Eye())
    else:
        _heed_memory(choice, workers)
        vision_model(choice)
    return settings.model_copy(update=dict(choice))


def solvable(suite: Suite, settings: Settings) -> None:
    """Raises UsageError when the suite's own solutions are to be carried out and it has none."""
    if settings.model == ORACLE and (without := [task.id for task in suite.tasks if steps_of(task) is None]):
        raise UsageError(
            f"--model {ORACLE} carries out the solutions of a suite, and the tasks of {suite.name!r} have none "
            f"({', '.join(without[:3])}, …): `--model nothing` goes with it"
        )


def _heed_memory(choice: Choice, workers: int) -> None:
    """A model in this process does one episode at a time; several processes would each load it."""
    described = served_nowhere(choice)
    if described is None or workers == 1:
        return
    weights = choice.model_id or described.in_process.weights or described.model_id or choice.model
    raise UsageError(
        f"{choice.model} runs in the process of its episode, so {workers} workers would load it {workers} times. Serve "
        f"it: `vllm serve {weights} --limit-mm-per-prompt.video 0 --enable-prompt-tokens-details --port 8000`, and add "
        f"`--base-url http://127.0.0.1:8000/v1 --model-id {weights}`; or use --workers 1"
    )


def expressible(tasks: Sequence[Task]) -> None:
    """Raises EnvError that names the tasks which this machine cannot show, with what is missing."""
    because: dict[str, list[str]] = {}
    for task in tasks:
        if why := missing(task):
            because.setdefault(why, []).append(task.id)
    if because:
        told = "; ".join(f"{', '.join(ids)}: {why}" for why, ids in because.items())
        raise EnvError(f"this machine cannot show every task. {told}. Leave them out with --tasks, or install it")
