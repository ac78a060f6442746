"""Which texts tell a thing from the others like it: those of its row or card."""

from __future__ import annotations

from collections.abc import Iterable

from ...tools.alike import folded
from ...tools.eye.scene import Line
from ...tools.geometry import Box
from .sight import Sight
from .telling import is_telling
from .things import Thing

_LEVEL = 0.5  # of the height of a thing: so far off its middle a text still stands beside it


def row_texts(thing: Thing, sight: Sight) -> tuple[Line, ...]:
    """The texts that stand with a thing and with none of its rivals, the most telling first."""
    lines = sight.scene(thing.aim.picture).lines
    row = next((row for row in _rows(thing, sight)), None)
    own = [line for line in lines if _belongs(line, thing, row)]
    others = {folded(line.text) for line in lines if line not in own}
    alone = [line for line in own if folded(line.text) not in others and not thing.box.has_center_of(line.box)]
    return tuple(sorted(alone, key=lambda line: (not is_telling(line.text), _rank(line, thing, row))))


def _rows(thing: Thing, sight: Sight) -> Iterable[Box]:
    """Rows of tables and lists that hold the thing, the smallest first."""
    rows = [row for region in sight.scene(thing.aim.picture).regions for row in region.rows]
    return sorted((row for row in rows if row.has_center_of(thing.box)), key=lambda row: row.area)


def _belongs(line: Line, thing: Thing, row: Box | None) -> bool:
    if row is not None:
        return row.has_center_of(line.box)
    if not thing.rivals:
        return False
    own = _apart(line.box, thing.box)
    return all(own < _apart(line.box, rival) for rival in thing.rivals)


def _rank(line: Line, thing: Thing, row: Box | None) -> float:
    """In a row of a table the first column names it; elsewhere the nearest text does."""
    return float(line.box.x0) if row is not None else _apart(line.box, thing.box)


def _apart(one: Box, other: Box) -> float:
    """How far two boxes are from each other; what stands beside is nearer than what stands below."""
    across = max(0, one.x0 - other.x1, other.x0 - one.x1)
    down = max(0, one.y0 - other.y1, other.y0 - one.y1)
    return across + 2.0 * down
