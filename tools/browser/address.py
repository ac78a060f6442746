"""Which addresses may be opened."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from ..errors import ActionError

SCHEMES = ("http", "https", "file", "about")
_HOST_AND_PORT = re.compile(r"[\w.-]+:\d{1,5}(?:[/?#].*)?", re.ASCII)


def web_address(text: str) -> str:
    """The address as a browser takes it; a bare ``host:port`` means http. Raises ActionError for any other scheme."""
    text = text.strip()
    if _HOST_AND_PORT.fullmatch(text):
        return f"http://{text}"
    try:
        scheme, host = urlsplit(text)[:2]
    except ValueError:
        scheme, host = "", ""
    if scheme not in SCHEMES or (scheme in ("http", "https") and not host):
        raise ActionError(
            f"{text!r} cannot be opened; write a whole address that begins with http://, https:// or file://"
        )
    return text
