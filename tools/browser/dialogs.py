"""JavaScript dialogs that are open: surfaced, never answered unasked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast

from ..errors import ActionError

if TYPE_CHECKING:
    from playwright.async_api import Dialog, Page

DialogKind = Literal["alert", "confirm", "prompt", "beforeunload"]


class Dialogs:
    """The open dialogs of an episode's tabs, oldest first."""

    def __init__(self) -> None:
        self._open: list[Dialog] = []
        self._answered: list[Page | None] = []

    def __bool__(self) -> bool:
        return bool(self._open)

    def first(self) -> tuple[DialogKind, str] | None:
        """Kind and message of the one to answer."""
        return (cast(DialogKind, self._open[0].type), self._open[0].message) if self._open else None

    def opened(self, dialog: Dialog) -> None:
        self._open.append(dialog)

    def closed(self, page: Page) -> None:
        """The browser says that one closed: by our answer, or by a person's hand in a visible window."""
        if page in self._answered:
            self._answered.remove(page)
        else:
            self.forget(page)

    def forget(self, page: Page) -> None:
        """The page is gone, its dialogs with it."""
        self._open = [dialog for dialog in self._open if dialog.page is not page]
        self._answered = [answered for answered in self._answered if answered is not page]

    async def answer(self, *, accept: bool, text: str) -> None:
        """Answer the first; without a text, a prompt keeps what it suggests. Raises ActionError when none is open."""
        if not self._open:
            raise ActionError("no dialog is open")
        dialog = self._open.pop(0)
        self._answered.append(dialog.page)
        if accept:
            await dialog.accept(text or dialog.default_value)
        else:
            await dialog.dismiss()
