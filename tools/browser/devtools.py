"""DevTools commands with a type, and the few that are asked for over HTTP."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.async_api import CDPSession

HTTP_S = 5.0


async def command(session: CDPSession, method: str, **params: Any) -> dict[str, Any]:
    """Send a command of the DevTools protocol and return its answer. Raises Playwright's Error."""
    return await session.send(method, params)  # pyright: ignore


def open_blank_tab(cdp: str) -> str:
    """Open a blank tab in front of the others and return its id. Raises OSError when nobody answers."""
    return json.loads(_request(cdp, "PUT", "/json/new?about:blank"))["id"]


def close_tab(cdp: str, target: str) -> None:
    """Close a tab. Raises OSError when nobody answers."""
    _request(cdp, "GET", f"/json/close/{target}")


def _request(cdp: str, method: str, path: str) -> bytes:
    from urllib.request import Request, urlopen

    address = urlsplit(cdp)
    scheme = "https" if address.scheme in ("https", "wss") else "http"
    with urlopen(Request(f"{scheme}://{address.netloc}{path}", method=method), timeout=HTTP_S) as answer:
        return answer.read()
