"""What a call means in a browser, where some keys do what no page sees."""

from __future__ import annotations

from ...tools.actions import Act, Action, AnswerDialog, Back, Done, Press, Reload, SwitchTab, Type

_KEYS: dict[tuple[str, ...], Action] = {
    ("Alt", "ArrowLeft"): Back(),
    ("F5",): Reload(),
    ("Control", "r"): Reload(),
    **{("Control", str(number)): SwitchTab(index=number - 1) for number in range(1, 9)},
}


def in_browser(decision: Act | Done, dialog: str | None) -> Act | Done:
    """The decision as the browser's own: its shortcuts, and the answer to an open dialog, which no picture shows.

    ``dialog`` says which one is open, its kind first.
    """
    if isinstance(decision, Done):
        return decision
    action = decision.action
    if dialog is not None:
        return decision.model_copy(update={"action": _answer(action, dialog)})
    if isinstance(action, Press) and action.keys in _KEYS:
        return decision.model_copy(update={"action": _KEYS[action.keys]})
    return decision


def _answer(action: Action, dialog: str) -> Action:
    match action:
        case Press(keys=("Enter",)):
            return AnswerDialog(accept=True)
        case Press(keys=("Escape",)):
            return AnswerDialog(accept=False)
        case Type(text=text) if dialog.startswith("prompt"):
            return AnswerDialog(accept=True, text=text)
        case _:
            return action
