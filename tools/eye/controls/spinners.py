"""Number fields between a minus and a plus."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ...geometry import Box
from ..scene import Control, Line
from .draft import Draft
from .panels import Panel, holds
from .parts import glyph
from .view import View

_REACH = 6.0  # font sizes from the figures to the signs beside them
_FIGURES = re.compile(r"[-−]?\d[\d.,]*\s?\S{0,2}")
_SIGNS = {"minus": "−", "plus": "+"}
_READ = {"-": "minus", "−": "minus", "–": "minus", "—": "minus", "_": "minus", "+": "plus", "十": "plus"}


def find_spinners(view: View, panels: Sequence[Panel], lines: Sequence[Line], parts: Sequence[Box]) -> list[Draft]:
    """The number fields with a minus and a plus on their row, and the buttons that these signs are."""
    signs = [(sign, part) for part in parts if (sign := glyph(view, part)) in _SIGNS]
    signs += [(_READ[line.text.strip()], line.box) for line in lines if line.text.strip() in _READ]
    found: list[Draft] = []
    for line in lines:
        if not _FIGURES.fullmatch(line.text.strip()):
            continue
        beside = [
            (sign, part)
            for sign, part in signs
            if line.box.y0 - 0.8 * view.size < part.center.y < line.box.y1 + 0.8 * view.size
            if max(part.x0 - line.box.x1, line.box.x0 - part.x1) < _REACH * view.size
        ]
        minus = next((part for sign, part in beside if sign == "minus"), None)
        plus = next((part for sign, part in beside if sign == "plus"), None)
        if minus is None or plus is None:
            continue
        panel = next((panel for panel in panels if holds(panel.box, line.box)), None)
        found.append(_field(panel, line, minus, plus))
        found += [_button(panels, panel, sign, part) for sign, part in (("minus", minus), ("plus", plus))]
    return found


def _field(panel: Panel | None, line: Line, minus: Box, plus: Box) -> Draft:
    box = panel.box if panel else line.box.grow(max(3, line.box.height // 3))
    if panel and holds(panel.box, minus) and holds(panel.box, plus) and minus.x0 < line.box.x0 < plus.x0:
        box = box._replace(x0=minus.x1 + 2, x1=plus.x0 - 2)
    return Draft(Control("spinbox", box, "", line.text.strip()), panel, words=(line,))


def _button(panels: Sequence[Panel], field: Panel | None, sign: str, part: Box) -> Draft:
    panel = next((panel for panel in panels if panel is not field and holds(panel.box, part)), None)
    box = panel.box if panel else part.grow(max(4, 12 - part.height // 2))
    control = Control("button", box, _SIGNS[sign], label_box=part)
    return Draft(replace(control), panel, part)
