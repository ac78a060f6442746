"""How controls look: disabled, focused, with selected text, and in which colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

import numpy as np

from ...frames import Pixels
from ..shapes.ink import crop, distance
from .colours import colours_of
from .draft import Draft
from .icons import name_icons
from .panels import Panel
from .view import View

_FADED = 0.68  # of the same for words on a strong colour
_PALE = 0.5  # of the usual contrast: words of something that cannot be used
_ENTRIES = ("field", "dropdown", "spinbox")
_TICKS = ("checkbox", "radio", "toggle")


def set_states(view: View, drafts: Sequence[Draft]) -> None:
    """Fills in ``enabled``, ``focused`` and ``colours``."""
    panels = [draft.panel for draft in drafts if draft.control.kind in _ENTRIES and draft.panel is not None]
    for draft in drafts:
        control, panel = draft.control, draft.panel
        enabled = not _is_pale(view, draft)
        if control.kind in _ENTRIES and panel is not None and not panel.coloured:
            enabled = not is_dimmed(view, panel, panels) and not (_is_faint(view, draft) and control.value)
        words = draft.picture if not draft.words else draft.words[0].box
        inside = words is not None and control.kind not in _TICKS and control.box.common_area(words) > 0
        colours = colours_of(view, control.box, words if inside else None)
        draft.control = replace(control, enabled=enabled, colours=colours)
    focused = next((draft for draft in drafts if draft.control.selected and draft.control.kind in _ENTRIES), None)
    focused = focused or _focused(drafts)
    if focused is not None:
        focused.control = replace(focused.control, focused=True)


def set_icons(pixels: Pixels, view: View, drafts: Sequence[Draft]) -> None:
    """Names the small pictures of icons, buttons and fields; ``pixels`` are those of the frame."""
    shown = [(draft, view.frame_box(draft.picture)) for draft in drafts if draft.picture is not None]
    margin = round(2 / view.picture.ratio)
    for (draft, _), icons in zip(shown, name_icons([crop(pixels, box.grow(margin)) for _, box in shown]), strict=True):
        draft.control = replace(draft.control, icons=icons)


def is_dimmed(view: View, panel: Panel, panels: Sequence[Panel]) -> bool:
    """Whether a field differs from the others of its height as disabled ones do.

    Its ground is greyer, or its border fainter; what is written in it, if anything, is pale.
    """
    peers = [other for other in panels if other is not panel and abs(other.box.height - panel.box.height) <= 4]
    if not peers:
        return False
    grounds = np.array([other.ground for other in peers])
    alike = np.abs(grounds[:, None] - grounds).max(axis=2) <= 3
    most = int(alike.sum(axis=1).argmax())
    usual = peers[most]
    if distance(panel.ground, usual.ground) <= 3:
        return False
    border = median(other.border for other, same in zip(peers, alike[most], strict=True) if same)
    fainter = panel.border < 0.6 * border if usual.framed else panel.fill < 0.75 * usual.fill
    if any(view.ink(line.box).contrast > 0.75 * view.usual_contrast for line in panel.lines) and not fainter:
        return False
    return fainter or usual.framed or panel.fill < usual.fill - 3


def _is_pale(view: View, draft: Draft) -> bool:
    """Whether the words of a button, or of a tick and the tick itself, are hardly there."""
    control = draft.control
    if control.kind == "button":
        inner = draft.words[0].box if draft.words else draft.picture
        limit = _FADED if draft.panel is not None and draft.panel.coloured else _PALE
        return inner is not None and view.ink(inner.grow(2)).contrast < limit * min(view.strong_contrast, 230)
    if control.kind not in _TICKS:
        return False
    mark = view.ink(control.box.grow(2)).contrast
    if control.label_box is None:
        return mark < 0.3 * view.usual_contrast and mark < 60
    words = view.ink(control.label_box).contrast
    return words < 0.62 * view.usual_contrast and mark < 0.62 * view.usual_contrast


def _is_faint(view: View, draft: Draft) -> bool:
    shades = [view.ink(line.box).contrast for line in draft.words]
    return bool(shades) and max(shades) < _PALE * view.usual_contrast


def _focused(drafts: Sequence[Draft]) -> Draft | None:
    """The one field with a ring or thick border, much stronger or more coloured than those of the others."""
    entries = [(draft, draft.panel) for draft in drafts if draft.control.kind in _ENTRIES and draft.panel is not None]
    ranked = sorted(entries, key=lambda entry: -_strength(entry[1]))
    if not ranked or ranked[0][1].rim_px < 2:
        return None
    (first, panel), rest = ranked[0], [_strength(other) for _, other in ranked[1:]]
    if not rest:
        return first if panel.tint > 150 and panel.ring > 150 else None
    return first if _strength(panel) > max(2 * median(rest) + 80, 1.35 * max(rest)) else None


def _strength(panel: Panel) -> float:
    return panel.ring + 1.5 * max(0.0, panel.tint)
