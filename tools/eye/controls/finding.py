"""Turns the lines and shapes of a page into controls with labels, values and states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ...frames import Pixels
from ...geometry import Box
from ..reading.reader import Page
from ..scene import Control, ControlKind, Line
from ..shapes.ink import crop, distance, ground_colour, middle, saturation, shades
from .buttons import as_button, fills, is_badge
from .colours import name_of
from .columnheads import find_column_heads
from .draft import Draft
from .fields import Entry, as_control, as_entry, is_row
from .labels import assign_labels
from .menubars import bars_of, beside_bar, find_menu_bars
from .openers import opener_icons
from .panels import Panel, find_panels, find_photos, holds, reads_leftward
from .parts import find_parts, framed_arrows, glyph, is_icon, side_by_side
from .pictures import merge, split_pictures
from .sliders import find_sliders, with_value
from .spinners import find_spinners
from .states import is_dimmed, set_icons, set_states
from .tabs import find_tabs
from .ticks import find_ticks, without_framed_pictures
from .view import View

_HEADING = 1.45  # times the usual height of a line
_LINK = 70  # of saturation
_TAG = 0.5  # font sizes around the words of a tag
_TAG_STEP = 8  # levels from its ground to what is around it


def find_controls(pixels: Pixels, page: Page) -> tuple[Control, ...]:
    """Every control of a page in reading order, then the lines that belong to no control as links or text."""
    view = without_framed_pictures(View.of(page))
    sliders = find_sliders(view)
    tracks = [draft.control.box for draft in sliders]
    arrows = framed_arrows(view)
    titles = find_menu_bars(view, view.lines)
    bars = bars_of(titles)
    lines, pictures = split_pictures(view, [*tracks, *arrows, *(draft.control.box for draft in titles)])
    parts = merge([*arrows, *pictures], find_parts(view, tracks))
    parts = [half for box in parts for half in side_by_side(view, box)]
    taken = [*tracks, *arrows, *bars]
    panels = [
        panel
        for panel in find_panels(view, lines, parts, arrows)
        if not _on(taken, panel.box) and not any(beside_bar(bar, panel.box) for bar in bars)
    ]
    leftward = reads_leftward(panels)
    drafts = titles + find_spinners(view, panels, lines, parts)
    drafts += find_tabs(view, _free(panels, drafts), _unused(lines, drafts))
    drafts += [draft for panel in _free(panels, drafts) if (draft := as_button(view, panel))]
    badges = [panel for panel in panels if is_badge(view, panel)]
    free = [panel for panel in _free(panels, drafts) if not (is_badge(view, panel) and fills(panel, view.size))]
    entries = [entry for panel in free if (entry := as_entry(view, panel)) and not is_row(view, entry)]
    heads = find_column_heads(view, entries, lines)
    drafts += heads
    entries = [entry for entry in entries if not any(entry.panel is head.panel for head in heads)]
    inside = {line for entry in entries for line in entry.panel.lines}
    for slider in sliders:
        with_value(slider, [line for line in lines if line not in inside], view.size)
    drafts += sliders
    outside = [line for line in _unused(lines, drafts) if line not in inside]
    drafts += find_ticks(view, outside, arrows, leftward)
    drafts += _labelled(view, entries, drafts, _unused(outside, drafts), leftward)
    set_states(view, drafts)
    drafts += _icons(view, parts, badges, drafts, lines)
    set_icons(pixels, view, drafts)
    controls = [draft.control for draft in drafts]
    small_labels = {entry.label.box for entry in entries if entry.label}
    tagged = {line for panel in badges for line in panel.lines}
    rest = [line for line in _unused(lines, drafts) if line.box not in small_labels]
    controls += [_as_text(view, line, pressed=line not in tagged) for line in rest]
    return tuple(sorted(map(view.restored, controls), key=lambda control: (control.box.center.y // 8, control.box.x0)))


def _unused(lines: Sequence[Line], drafts: Sequence[Draft]) -> list[Line]:
    """The lines that are no control's own words."""
    used = {line for draft in drafts for line in draft.words}
    return [line for line in lines if line not in used]


def _free(panels: Sequence[Panel], drafts: Sequence[Draft]) -> list[Panel]:
    """The panels that no control was made of."""
    used = [draft.panel for draft in drafts if draft.panel is not None]
    return [panel for panel in panels if not any(panel is other for other in used)]


def _on(boxes: Sequence[Box], box: Box) -> bool:
    return any(holds(other.grow(2), box) for other in boxes)


def _labelled(
    view: View, entries: Sequence[Entry], drafts: Sequence[Draft], lines: list[Line], leftward: bool
) -> list[Draft]:
    """The entries as controls, and names for the sliders and spinners, each with the nearest words."""
    nameless = [draft for draft in drafts if draft.control.kind in ("slider", "spinbox")]
    boxes = [entry.panel.box for entry in entries] + [draft.control.box for draft in nameless]
    free = [line for line in lines if line.box.height < _HEADING * view.size]
    named = frozenset(entry.panel.box for entry in entries if entry.grey or entry.label)
    pairs = assign_labels(boxes, free, view.size, named, leftward)
    fields = [entry.panel for entry in entries]
    found: list[Draft] = []
    for entry, pair in zip(entries, pairs, strict=False):
        label = replace(pair.label, text=pair.label.text.strip(" *-—–_|~•")) if pair.label else None
        draft = as_control(view, entry, label, is_dimmed(view, entry.panel, fields))
        if draft is not None:
            found.append(draft)
    for draft, pair in zip(nameless, pairs[len(entries) :], strict=True):
        if pair.label is not None:
            draft.control = replace(draft.control, label=pair.label.text, label_box=pair.label.box)
    return found


def _icons(
    view: View, parts: Sequence[Box], badges: Sequence[Panel], drafts: Sequence[Draft], lines: Sequence[Line]
) -> list[Draft]:
    """The small pictures that are no part of a button or badge."""
    photos = find_photos(view)
    busy = [draft.control.box for draft in drafts if draft.control.kind not in ("field", "dropdown", "link")]
    choices = [draft.control.box for draft in drafts if draft.control.kind == "dropdown"]
    free = [
        part
        for part in parts
        if is_icon(view, part) and not _on([*busy, *(panel.box for panel in badges), *photos], part)
        if not (glyph(view, part) and _on(choices, part))
    ]
    signs = [opener_icons(view, part, lines) for part in free]
    return [
        Draft(Control("icon", part, "", icons=sign), picture=None if sign else part)
        for part, sign in zip(free, signs, strict=True)
    ]


def _is_tag(pixels: Pixels, words: Box, margin: int) -> bool:
    """Whether a ground of their own ends right around some words."""
    around = crop(pixels, words.grow(margin))
    if around.size == 0:
        return False
    ring = np.concatenate([around[0], around[-1], around[:, 0], around[:, -1]])
    return distance(middle(ring), ground_colour(pixels, words)) > _TAG_STEP


def _is_capitals(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) > 2 and all(letter.isupper() for letter in letters) and len(text) <= 24


def _as_text(view: View, line: Line, *, pressed: bool) -> Control:
    """Words that are no other control's: in colour they are a link, where they may be ``pressed`` at all."""
    ground, ink = view.patches.ask(shades, line.box, line.box, line.box)
    colours = tuple(dict.fromkeys((name_of(ground), name_of(ink))))
    margin = round(_TAG * view.size)
    linked = pressed and saturation(ink) > _LINK and not view.patches.ask(_is_tag, line.box, margin, reach=margin)
    kind: ControlKind = "link" if linked else "text"
    if kind == "link" and _is_capitals(line.text):
        kind = "button"  # a flat one: links are not written so
    return Control(kind, line.box, line.text, label_box=line.box, colours=colours)
