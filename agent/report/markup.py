"""HTML that escapes itself: what is not markup cannot become markup."""

from __future__ import annotations

from html import escape

_VOID = frozenset({"img", "meta", "link", "br"})


class Html(str):
    """Markup. Any other string is text, and is escaped when it is put into markup."""

    __slots__ = ()


def tag(name: str, *children: str, **attributes: str | float | bool | None) -> Html:
    """An element. ``class_`` and ``data_time`` become ``class`` and ``data-time``; None and False are left out."""
    opened = "".join(f" {_attribute(key, value)}" for key, value in attributes.items() if value not in (None, False))
    if name in _VOID:
        return Html(f"<{name}{opened}>")
    return Html(f"<{name}{opened}>{join(*children)}</{name}>")


def join(*parts: str) -> Html:
    """Parts one after the other; the ones that are text are escaped."""
    return Html("".join(part if isinstance(part, Html) else escape(part) for part in parts))


def _attribute(key: str, value: str | float | bool | None) -> str:
    name = key.rstrip("_").replace("_", "-")
    return name if value is True else f'{name}="{escape(str(value))}"'
