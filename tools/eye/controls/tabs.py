"""Words in a row or column of which one is marked as the current one: tabs, segments, entries of a navigation."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from ...frames import Pixels
from ...geometry import Box
from ..scene import Control, Line
from ..shapes.ink import distance, ground_colour, middle
from .buttons import is_badge
from .draft import Draft
from .panels import Panel
from .view import View

_PITCH = 9.0  # font sizes between neighbouring tabs at most
_WIDE_PITCH = 60.0  # where they share the whole width evenly
_BAR = 0.42  # font sizes: the line under the current tab is not thicker


def find_tabs(view: View, panels: Sequence[Panel], lines: Sequence[Line]) -> list[Draft]:
    """Tabs (kind "tab") and entries of a navigation column (kind "link"), the current one ``selected``."""
    found = _segments([panel for panel in panels if not is_badge(view, panel)], view.size)
    taken = {line for draft in found for line in draft.words}
    held = {line: panel for panel in panels for line in panel.lines}
    marks = [mark.box for mark in view.marks]
    ticked = {line for line in lines if any(_names(line.box, mark, view.size) for mark in marks)}
    lines = [line for line in lines if line not in ticked]
    badges = {line for panel in panels if is_badge(view, panel) for line in panel.lines}
    for row in _rows([line for line in lines if line not in taken and line not in badges], view.size):
        current = _filled(row, held)
        if not any(line in held for line in row):
            named = [line for line in row if not any(_stands_on(line.box, panel, view.size) for panel in panels)]
            current = _only([line for line in named if _has_bar(view, line, _room(row, line, view.size))])
            current = current or _only([line for line in row if _has_sides(view, line)])
        if current is not None:
            found += [_tab(line, held.get(line), line is current) for line in row]
            taken.update(row)
    for panel in panels:
        if column := _column(panel, [line for line in lines if line not in taken and line not in held], view.size):
            line = panel.lines[0]
            control = Control("link", panel.box, line.text, label_box=line.box, selected=True)
            found.append(Draft(control, panel, words=(line,)))
            taken.update({line, *column})
    return found


def _names(words: Box, mark: Box, size: float) -> bool:
    """Whether words stand right beside a box to tick."""
    return words.y0 < mark.center.y < words.y1 and -2 <= max(words.x0 - mark.x1, mark.x0 - words.x1) < 1.2 * size


def _stands_on(words: Box, panel: Panel, size: float) -> bool:
    """Whether the line below words is the upper edge of a field: they are its name."""
    box = panel.box
    return panel.framed and 0 <= box.y0 - words.y1 < 1.5 * size and box.x0 < words.center.x < box.x1


def _tab(line: Line, panel: Panel | None, selected: bool) -> Draft:
    box = panel.box if panel else line.box
    return Draft(Control("tab", box, line.text, label_box=line.box, selected=selected), panel, words=(line,))


def _segments(panels: Sequence[Panel], size: float) -> list[Draft]:
    """Panels side by side that touch, each with words, of which one has another ground than the rest."""
    single = sorted((panel for panel in panels if _is_segment(panel, size)), key=lambda panel: panel.box.x0)
    chains: list[list[Panel]] = []
    for panel in single:
        for chain in chains:
            last = chain[-1].box
            level = abs(last.center.y - panel.box.center.y) <= 3 and abs(last.height - panel.box.height) <= 8
            if level and -0.6 * size <= panel.box.x0 - last.x1 <= 0:
                chain.append(panel)
                break
        else:
            chains.append([panel])
    return [draft for chain in chains if len(chain) > 1 for draft in _chain(chain)]


def _is_segment(panel: Panel, size: float) -> bool:
    """Whether the words of a panel, one or more on one level, fill it evenly: no field, no card."""
    if not panel.lines or panel.stacked:
        return False
    row = [line.box for line in panel.lines]
    level = max(box.center.y for box in row) - min(box.center.y for box in row) <= 0.3 * size
    left, right = min(box.x0 for box in row) - panel.box.x0, panel.box.x1 - max(box.x1 for box in row)
    return level and abs(left - right) <= 1.3 * size and max(left, right) < 3 * size


def _chain(chain: list[Panel]) -> list[Draft]:
    if all(panel.words.strip("<>«»‹› ").isdigit() for panel in chain):
        return []  # the pages of a long list are buttons
    odd = [
        panel
        for panel in chain
        if all(distance(panel.ground, other.ground) > 5 for other in chain if other is not panel)
    ]
    even = [panel for panel in chain if panel not in odd]
    if len(chain) == 2:
        plain = [panel for panel in chain if not panel.framed and not panel.coloured]
        odd = [panel for panel in chain if panel not in plain] if len(plain) == 1 else []
        odd = odd or sorted(plain, key=lambda panel: panel.fill)[:1] if len(plain) == 2 else odd
    elif any(distance(panel.ground, even[0].ground) > 5 for panel in even):
        return []
    if len(odd) != 1 or len(odd[0].lines) != 1:
        return []
    return [
        _tab(line, panel if len(panel.lines) == 1 else None, panel is odd[0]) for panel in chain for line in panel.lines
    ]


def _rows(lines: Sequence[Line], size: float) -> list[list[Line]]:
    """Lines on one level, of like height, each not far from the next; two or more.

    What is left over makes rows of words that are spread evenly.
    """
    near = [row for row in _chained(lines, _PITCH * size, size) if len(row) > 1]
    left = [line for line in lines if not any(line in row for row in near)]
    wide = [row for row in _chained(left, _WIDE_PITCH * size, size) if len(row) > 2 and _is_even(row, size)]
    return [row for row in (*near, *wide) if all(len(line.text) <= 30 for line in row)]


def _chained(lines: Sequence[Line], reach: float, size: float) -> list[list[Line]]:
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.box.x0):
        for row in rows:
            last = row[-1].box
            level = abs(last.center.y - line.box.center.y) <= 0.3 * size
            level = level and abs(last.height - line.box.height) < 0.5 * size
            if level and 0.4 * size < line.box.x0 - last.x1 < reach:
                row.append(line)
                break
        else:
            rows.append([line])
    return rows


def _is_even(row: list[Line], size: float) -> bool:
    """Whether the middles of words are equally far apart."""
    steps = [after.box.center.x - before.box.center.x for before, after in pairwise(row)]
    return max(steps) - min(steps) < 0.5 * size


def _room(row: list[Line], line: Line, size: float) -> tuple[int, int]:
    """From where to where a bar may reach that belongs to one of a row: to the words next to it."""
    index, usual = row.index(line), round(2.2 * size)
    before = line.box.x0 - row[index - 1].box.x1 if index else None
    after = row[index + 1].box.x0 - line.box.x1 if index + 1 < len(row) else None
    sides = (before if before is not None else after, after if after is not None else before)
    left, right = (max(usual, side or 0) if (side or 0) > _PITCH * size else usual for side in sides)
    return line.box.x0 - left, line.box.x1 + right


def _only(marked: list[Line]) -> Line | None:
    return marked[0] if len(marked) == 1 else None


def _has_sides(view: View, line: Line) -> bool:
    """Whether an upright border passes at the left and at the right of a line, and none below it: an open tab."""
    box, reach = line.box, round(2.2 * view.size)
    rows = slice(max(0, box.y0 - round(0.4 * view.size)), box.y1 + round(0.4 * view.size))  # no check box is as high
    left = view.outlines.labels[rows, max(0, box.x0 - reach) : max(0, box.x0 - 3)] > 0
    right = view.outlines.labels[rows, box.x1 + 3 : box.x1 + reach] > 0
    below = view.outlines.labels[box.y1 + 1 : box.y1 + round(0.8 * view.size), box.x0 : box.x1] > 0
    return bool(left.all(axis=0).any() and right.all(axis=0).any() and not below.all(axis=1).any())


def _has_bar(view: View, line: Line, room: tuple[int, int]) -> bool:
    """Whether below a line there is a bar hardly longer than the words and their ``room``.

    A rule under the whole row also passes below the other words: it is told apart by its ends.
    """
    left, right = max(0, room[0]), min(view.pixels.shape[1], room[1])
    area = Box(left, line.box.y0, right, min(view.pixels.shape[0], line.box.y1 + round(1.5 * view.size)))
    return view.patches.ask(_ends_in_bar, area, line.box, view.size)


def _ends_in_bar(pixels: Pixels, area: Box, box: Box, size: float) -> bool:
    left = area.x0
    below = pixels[box.y1 : area.y1, left : area.x1].astype(np.int16)
    if below.shape[0] < 3:
        return False
    ground = ground_colour(pixels, box)
    inner = below[:, box.x0 - left : box.x1 - left]
    colour = middle(inner.swapaxes(0, 1))
    marked = np.abs(colour - ground).max(axis=1) > 40
    even = np.abs(inner - colour[:, None]).max(axis=2).mean(axis=1) < 12
    rows = np.flatnonzero(marked & even)
    if not 1 <= rows.size <= _BAR * size or rows[-1] - rows[0] + 1 != rows.size:
        return False
    if rows[0] < 0.35 * size and rows.size < 2:
        return False  # underlined words
    above = below[: rows[0], box.x0 - left : box.x1 - left] - ground
    if above.size and (np.abs(above).max(axis=2) < 24).mean() < 0.9:
        return False  # a picture
    bar = below[rows[0]]
    same = np.abs(bar - colour[rows[0]]).max(axis=1) < 30
    return not (same[0] or same[-1])


def _filled(row: list[Line], held: dict[Line, Panel]) -> Line | None:
    """The one line of a row on a ground of its own, when there are more beside it on the page's."""
    framed = [line for line in row if line in held]
    if len(framed) != 1 or len(row) < 3:
        return None
    panel = held[framed[0]]
    weak = not panel.coloured and not panel.framed
    return framed[0] if len(panel.lines) == 1 and not panel.framed and (weak or len(row) > 3) else None


def _column(panel: Panel, lines: Sequence[Line], size: float) -> list[Line]:
    """The entries above and below a filled one in a column of words: two of them at least, at one distance."""
    if len(panel.lines) != 1 or panel.framed:
        return []
    own, pitch = panel.lines[0].box, panel.box.height
    near = [
        line
        for line in lines
        if abs(line.box.x0 - own.x0) <= 0.35 * size
        and line.box.x1 <= panel.box.x1
        and abs(line.box.height - own.height) < 0.5 * size
        and 0.85 * pitch <= abs(line.box.center.y - own.center.y) <= 3.6 * pitch
    ]
    steps = sorted(abs(line.box.center.y - own.center.y) for line in near)
    return near if len(near) >= 2 and steps[0] <= 1.6 * pitch else []
