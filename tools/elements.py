"""What a screen's own structure says of one thing on it: for recordings and replay, never for an agent's eyes."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from .geometry import Box

SECRET = frozenset({"password", "one-time-code", "cc-csc"})
"""Kinds of fields of which nothing is kept."""


class Element(BaseModel):
    """A thing of a page as assistive technology knows it.

    ``role`` and ``name`` are those of WAI-ARIA ("button", "Save"); ``kind`` is the ``type`` of an HTML input or select
    (of a field that holds a secret, what its ``autocomplete`` calls that), or empty. ``value`` is what a field holds,
    None for what holds no value, and None for a secret, always. ``checked`` is None for what cannot be ticked. ``box``
    is in pixels of the frame that was looked at. ``frames`` leads to the document that it is in: the name, or else the
    address without its query, of each inner frame (``<iframe>``), outermost first.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    role: str
    name: str
    box: Box
    kind: str = ""
    value: str | None = None
    checked: bool | None = None
    frames: tuple[str, ...] = ()

    @property
    def secret(self) -> bool:
        """Whether what is typed into it must not be kept."""
        return self.kind in SECRET
