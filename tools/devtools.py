"""DevTools commands with a type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.async_api import CDPSession


async def command(session: CDPSession, method: str, **params: Any) -> dict[str, Any]:
    """Send a command of the DevTools protocol and return its answer. Raises Playwright's Error."""
    return await session.send(method, params)  # pyright: ignore
