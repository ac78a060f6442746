"""Panels that are buttons: words or a picture in the middle of a ground of their own."""

from __future__ import annotations

from itertools import pairwise

from ...geometry import Box
from ..scene import Control
from ..shapes.ink import distance, saturation
from .draft import Draft
from .fields import end_arrow
from .panels import Panel, is_tall
from .parts import is_icon
from .view import View, font_px

_BADGE_HEIGHT = 1.78  # font sizes: a button has more room above and below its words
_BADGE_LOW = 1.42
_BADGE_FONT = 0.9
_SNUG = 2.6  # font sizes beside the words of a badge, both sides together
_TILE = 10  # font sizes: a larger panel is a part of the page
_TILE_FILL = 8
_MIDDLE = 0.05
_SPACE = 1.3  # font sizes between a picture and the words of a button


def as_button(view: View, panel: Panel) -> Draft | None:
    """The button that a panel is, or None."""
    if (
        (is_tall(panel.box, view.size) and not _is_tile(view, panel))
        or (panel.stacked and not panel.coloured)
        or is_badge(view, panel)
        or end_arrow(view, panel)
    ):
        return None
    if not panel.lines:
        return _icon_button(view, panel)
    if len(panel.lines) > 2 or not _centred(view, panel):
        return None
    picture = next((part for part in panel.parts if is_icon(view, part)), None)
    line = next(iter(panel.lines))
    control = Control("button", panel.box, panel.words, label_box=line.box)
    return Draft(control, panel, picture, panel.lines)


def _is_tile(view: View, panel: Panel) -> bool:
    """Whether a high panel is a key or tile: it stands out, and nothing but its words is in its very middle."""
    box, size = panel.box, view.size
    stands_out = panel.coloured or (panel.framed and panel.fill > _TILE_FILL)
    if panel.parts or not panel.lines or not stands_out or max(box.width, box.height) > _TILE * size:
        return False
    words = panel.lines[0].box
    for line in panel.lines[1:]:
        words = words.union(line.box)
    off_x, off_y = abs(words.center.x - box.center.x), abs(words.center.y - box.center.y)
    return off_x <= max(2, _MIDDLE * box.width) and off_y <= max(2, _MIDDLE * box.height)


def is_badge(view: View, panel: Panel) -> bool:
    """A count, a state, a tag or initials on a coloured ground: words to read, nothing to press."""
    if len(panel.lines) != 1:
        return False
    line, size = panel.lines[0], view.size
    text = line.text.strip()
    if len(text) <= 3 and text.isalpha() and 0.85 < panel.box.width / panel.box.height < 1.18:
        return (panel.coloured and not panel.framed) or _is_disc(view, panel)
    tinted = panel.fill > 8 and saturation(panel.ground) > 8
    font = font_px(text, line.box) / view.size
    muted = not panel.coloured and not panel.framed and panel.fill > 8 and _is_round(view, panel)
    small = panel.box.height < (_BADGE_HEIGHT if font < _BADGE_FONT or muted else _BADGE_HEIGHT - 0.16) * size
    low = panel.box.height < _BADGE_LOW * size or (line.box.x0 - panel.box.x0 < 0.42 * size and tinted)
    return (small or low) and (tinted or not panel.framed)


def fills(panel: Panel, size: float) -> bool:
    """Whether the words of a panel leave hardly any room beside them, where a field has room to write."""
    return panel.box.width - sum(line.box.width for line in panel.lines) < _SNUG * size


def _is_disc(view: View, panel: Panel) -> bool:
    """Whether a panel with round corners stands out."""
    return panel.fill > 20 and _is_round(view, panel)


def _is_round(view: View, panel: Panel) -> bool:
    """Whether the corners of a panel show what is outside."""
    box, reach = panel.box, max(2, panel.box.height // 10)
    corners = [Box(x, y, x + reach, y + reach) for x in (box.x0, box.x1 - reach) for y in (box.y0, box.y1 - reach)]
    return all(distance(view.ground(corner), panel.outside) < 12 for corner in corners)


def _icon_button(view: View, panel: Panel) -> Draft | None:
    """A panel with one picture in its middle and no words."""
    box = panel.box
    if not panel.parts or box.width > 4.5 * view.size or box.width > 2.2 * box.height:
        return None
    picture = panel.parts[0]
    for part in panel.parts[1:]:
        picture = picture.union(part)
    middle, own = picture.center, box.center
    if abs(middle.x - own.x) > 0.15 * box.width + 1 or abs(middle.y - own.y) > 0.2 * box.height + 1:
        return None
    if max(picture.width, picture.height) < 0.45 * view.size or picture.width > 0.85 * box.width:
        return None
    return Draft(Control("button", box, ""), panel, picture)


def _centred(view: View, panel: Panel) -> bool:
    """Whether the words, with the picture beside them, are in the middle and not those of a field."""
    box, size = panel.box, view.size
    items = sorted([*(line.box for line in panel.lines), *panel.parts], key=lambda item: item.x0)
    if len(panel.lines) == 2 and not _stacked(panel, size):
        return False
    left, right = items[0].x0 - box.x0, box.x1 - max(item.x1 for item in items)
    gaps = [after.x0 - before.x1 for before, after in pairwise(items)]
    last = panel.lines[-1].box
    if panel.framed and left < 0.6 * size and any(part.x0 > last.x1 for part in panel.parts):
        return False  # a field with a calendar or an eye at its end
    if any(gap > _SPACE * size for gap in gaps) or abs(panel.lines[0].box.center.y - box.center.y) > 0.25 * box.height:
        return False
    if abs(left - right) > max(0.14 * box.width, 0.35 * size):
        return panel.coloured and not panel.framed  # filled with a colour: words at the left are a button's too
    if left >= 0.3 * size and box.width > 9 * size and left < 1.3 * size and panel.fill < 10:
        return False  # a field whose text fills it
    snug = panel.lines[0].box.width > 0.75 * box.width and left < 0.5 * size
    return not snug or panel.framed or view.ink(box.grow(3)).contrast > 8


def _stacked(panel: Panel, size: float) -> bool:
    """Two lines of a button: of one size, close together, over one middle."""
    upper, lower = sorted((line.box for line in panel.lines), key=lambda box: box.y0)
    same_middle = abs(upper.center.x - lower.center.x) < 0.5 * size
    return same_middle and lower.y0 - upper.y1 < 0.9 * size and lower.y0 >= upper.y1 - 2
