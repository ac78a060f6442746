"""What "it" means: steps that point back, or that say one thing with the step before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import fields, replace

from ..plan import (
    AnswerWith,
    Append,
    Choose,
    ClickOn,
    CopyTo,
    Fill,
    ForEach,
    Hover,
    IfSee,
    Keys,
    Menu,
    PlanStep,
    Read,
    Replace,
    ScrollTo,
    See,
    Tick,
)
from .clauses import Clause
from .patterns import pattern
from .wording import IT, SOUGHT, TAKEN, bare

_NAMED_BY = ("target", "field", "label", "text", "what", "end")
"""Where a step names a thing, in the order in which it is what "it" means."""
_UNQUOTED = ("field", "label", "option")
_DROP_DOWN = pattern(
    "(?:the )?(?:drop[ -]?down(?: (?:menu|list))?|list|combo ?box) (?P<named>.+)|(?P<name>.+?) ?(?:drop[ -]?down(?: (?:menu|list))?|list|combo ?box|select(?: box)?|下拉框|下拉菜单|下拉列表)"
)
_MENU = pattern("(?:the )?(?P<name>.+?) ?(?:menu|菜单)|(?:the )?(?:menu|菜单) ?(?P<named>.+)")
_FIELD = pattern(r".*(?:\b(?:fields?|box(?:es)?|area|input|drop-?downs?|cell)|[框栏]|字段)")
_DIALOG = pattern(r".*\b(?:dialog|alert|prompt|confirmation)|.*(?:对话框|提示框|确认框)")
_IN_EACH = pattern(" (?:in|for|on|at|of) (?:each|every) ?(?:one)?(?: of them)?$")
_ANSWERS = {
    "Accept": True,
    "Confirm": True,
    "Dismiss": False,
    "Decline": False,
    "Reject": False,
    "接受": True,
    "拒绝": False,
}


def joined(before: Sequence[PlanStep], new: Sequence[PlanStep], clause: Clause, it: str | None) -> list[PlanStep]:
    """The steps so far and those of a clause, with every "it" filled in; ``it`` is what it means from the start.

    Raises NotUnderstood when nothing was named before.
    """
    steps = list(before)
    for step in new:
        if isinstance(step, ForEach | IfSee):
            thing = "it" if isinstance(step, ForEach) else step.what
            steps.append(replace(step, steps=tuple(joined((), step.steps, clause, thing))))
        elif isinstance(step, Fill) and step.text == IT and it != IT:
            _copy(steps, step, it, clause)
        elif _points(step):
            _point(steps, step, it, clause)
        else:
            _join(steps, step, it)
    return steps


def finished(steps: Sequence[PlanStep], clause: Clause) -> list[PlanStep]:
    """The steps without marks. Raises NotUnderstood when something was taken but put nowhere."""
    if any(isinstance(step, Read) and step.what.startswith(TAKEN) for step in steps):
        raise clause.refused()
    return [Read(_unmarked(step.what)) if isinstance(step, Read) else step for step in steps]


def with_each(name: str, steps: Sequence[PlanStep]) -> list[PlanStep]:
    """Steps that were said of several names, for one of them: "it" is the name, or a click is in its row."""
    if any(_points(step) for step in steps):
        return [_with_name(step, name) if _points(step) else step for step in steps]
    placed: list[PlanStep] = []
    for step in steps:
        if isinstance(step, ClickOn):
            step = replace(step, target=_in_row(step.target, name))
        elif isinstance(step, Tick):
            step = replace(step, label=_in_row(step.label, name))
        placed.append(step)
    return placed


def in_loop(what: str, steps: Sequence[PlanStep]) -> list[PlanStep]:
    """Steps with each thing; where the thing is a field, a text without one goes there. "In each" says nothing new."""
    found: list[PlanStep] = []
    for step in steps:
        if isinstance(step, ClickOn):
            step = replace(step, target=_IN_EACH.sub("", step.target))
        elif isinstance(step, Fill | Choose) and not step.field and _FIELD.fullmatch(what):
            step = replace(step, field="it")
        found.append(step)
    return found


def _copy(steps: list[PlanStep], step: Fill, it: str | None, clause: Clause) -> None:
    """Read the total and type it into Amount: one step."""
    read = steps[-1] if steps else None
    if not isinstance(read, Read):
        raise clause.refused()
    name = step.field if step.field != IT else _known(steps[:-1], it, clause)
    steps[-1] = CopyTo(_unmarked(read.what), bare(_plain(name)))


def _point(steps: list[PlanStep], step: PlanStep, it: str | None, clause: Clause) -> None:
    """One more step with "it"; "find Save and click it" only clicks."""
    last = steps[-1] if steps else None
    if isinstance(last, Read) and last.what.startswith(SOUGHT):
        steps[-1] = _with_name(step, _unmarked(last.what))
    else:
        steps.append(_with_name(step, _known(steps, it, clause)))


def _join(steps: list[PlanStep], step: PlanStep, it: str | None) -> None:
    """One more step; an option goes with what was opened for it, a text with its field, an answer with its dialog."""
    last = steps[-1] if steps else See(it or "")
    match step, last:
        case Choose(option=option, field=""), Hover():
            steps.append(ClickOn(option, "left", 1))
        case Choose(option=option, field=""), ClickOn(target=target, button=button, count=1):
            _choose(steps, option, target, button)
        case Fill(text=text, field=""), Fill(field=field, text="") if field:
            steps.append(Fill(field, text))
        case Fill(text=text, field=""), ScrollTo(target=name) | See(text=name) | Hover(target=name) if _FIELD.fullmatch(
            name
        ):
            steps.append(Fill(bare(_plain(name)), text))
        case ClickOn(target=answer), See(text=name) if answer in _ANSWERS and _DIALOG.fullmatch(name):
            steps[-1:] = [AnswerWith(_ANSWERS[answer], "")]
        case ClickOn(target=answer), Fill(field=name, text=text) if answer in _ANSWERS and name.lower() == "prompt":
            steps[-1] = AnswerWith(_ANSWERS[answer], text)
        case ClickOn(target="Delete"), Keys(keys=("Control", "a")):
            steps.append(Keys(("Delete",)))
        case _:
            steps.append(step)


def _choose(steps: list[PlanStep], option: str, target: str, button: str) -> None:
    """An option without its field, after a click: in the drop-down or the menu that was opened."""
    drop_down, menu = _DROP_DOWN.fullmatch(target), _MENU.fullmatch(target)
    if button == "right":
        steps.append(ClickOn(option, "left", 1))
    elif drop_down:
        steps[-1] = Choose(option, bare(_plain(drop_down["name"] or drop_down["named"])))
    elif menu:
        steps[-1] = Menu((_plain(menu["name"] or menu["named"]), option))
    else:
        steps.append(Choose(option, ""))


def _points(step: PlanStep) -> bool:
    return any(getattr(step, each.name) == IT for each in fields(step))


def _known(steps: Sequence[PlanStep], it: str | None, clause: Clause) -> str:
    """What "it" is: the loop's thing, else what was named last."""
    if it is not None:
        last = _last_named(steps[-1:]) if it not in ("it", IT) else None
        return last or it
    found = _last_named(steps)
    if found is None:
        raise clause.refused()
    return found


def _last_named(steps: Sequence[PlanStep]) -> str | None:
    for step in reversed(steps):
        if isinstance(step, ForEach | IfSee | Read):
            return None
        typed = isinstance(step, Fill | Append | Replace | AnswerWith)
        names = (getattr(step, name, "") for name in _NAMED_BY if not (typed and name == "text"))
        found = next((name for name in names if name), None)
        if found:
            return found
    return None


def _with_name(step: PlanStep, name: str) -> PlanStep:
    """The step with a name for "it"; fields and labels go without the name's quotation marks and role."""
    pointing = [each.name for each in fields(step) if getattr(step, each.name) == IT]
    simple = name if name in ("it", IT) else bare(_plain(name))
    return replace(step, **{each: simple if each in _UNQUOTED else name for each in pointing})


def _in_row(words: str, name: str) -> str:
    chinese = re.search("[\u4e00-\u9fff]", words)
    return f"{name} 那一行的{words}" if chinese else f"{words} in the row of {name}"


def _unmarked(words: str) -> str:
    return words.removeprefix(SOUGHT).removeprefix(TAKEN)


def _plain(words: str) -> str:
    return re.sub("^'(.*)'$", r"\1", words.strip())
