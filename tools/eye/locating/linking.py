"""What stands in the relations that were said of a target: "in the row of Ada", "below the title"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from ...geometry import Box
from ..language.phrase import Link, Target
from .candidates import FOUND, Match
from .matching import fit
from .relations import between, distances, under_heading
from .sight import Sight

Resolve = Callable[[Target], list[Match]]

_REGIONS = frozenset({"dialog", "menu", "table", "list"})
_HOLDERS = _REGIONS | {"row", "column", "cell"}
_LOOSELY = frozenset({"list", "menu", "drop-down", "dropdown", "列表", "菜单", "下拉列表"})
"""What is open for a moment only: "Lisbon in the list" may stand in one that looks like no list."""
_WORDS_ONLY = frozenset({"label", "text", "caption", "heading", "title", "文字", "文本", "标题", "标签"})
_SCREEN = frozenset({"screen", "page", "window", "屏幕", "页面", "界面", "窗口", "网页"})


@dataclass(frozen=True)
class Reach:
    """How far the matches are from an anchor, those out of reach left out; ``holders`` are the boxes that hold them."""

    near: dict[Box, float]
    holders: tuple[Box, ...] = ()


@dataclass(frozen=True)
class Linked:
    """The matches in reach of all anchors, how far each is from them, and the box that "top right" refers to."""

    target: Target
    matches: list[Match]
    distance: dict[Box, float]
    whole: Box


def linked(sight: Sight, target: Target, matches: list[Match], resolve: Resolve) -> Linked | None:
    """The matches that stand in every relation of a target; None when something that it refers to is not there."""
    whole = Box(0, 0, sight.scene.width, sight.scene.height)
    distance: dict[Box, float] = {match.box: 0.0 for match in matches}
    for link in target.links:
        anchor = link.anchors[0]
        plain = not target.name and "text" in target.kinds  # the second text is not the text of the second
        if link.relation != "between" and target.order is None and not plain and _names_nothing(anchor, resolve):
            target = replace(target, order=anchor.order)  # "the price of the third drink": the third price
            continue
        reach = _reach(sight, target, link, [match.box for match in matches], resolve)
        if reach is None:
            return None
        if not reach.near and reach.holders and target.name:
            matches = _cells(sight, target.name, reach.holders)
            reach = Reach({match.box: 0.0 for match in matches}, reach.holders)
            distance = {match.box: 0.0 for match in matches}
        matches = [match for match in matches if match.box in reach.near]
        distance = {match.box: distance[match.box] + reach.near[match.box] for match in matches}
        whole = reach.holders[0] if len(reach.holders) == 1 else whole
    return Linked(target, matches, distance, whole)


def _names_nothing(anchor: Target, resolve: Resolve) -> bool:
    """Whether an anchor is a number of things whose name is nowhere on the screen: "the second task"."""
    if anchor.order is None or anchor.links or anchor.exact or resolve(anchor):
        return False
    return not any(match.score >= FOUND for match in resolve(replace(anchor, order=None)))


def _reach(sight: Sight, target: Target, link: Link, boxes: list[Box], resolve: Resolve) -> Reach | None:
    if link.relation == "between":
        return _reach_between(link, boxes, resolve)
    anchor, relation = link.anchors[0], link.relation
    if relation in ("in", "of") and anchor.name in _SCREEN:
        return Reach(dict.fromkeys(boxes, 0.0))
    found = [match.box for match in resolve(anchor) if match.score >= FOUND]
    if relation in ("in", "of", "row") and _HOLDERS & {*anchor.kinds}:
        if holders := _holders(sight, anchor, found):
            return _held(holders, boxes)
        relation = "row" if "row" in anchor.kinds else relation
    found = found or _by_words(sight, anchor, relation, resolve)
    reach = _inside_or_under(sight, found, boxes) if found and relation == "in" else None
    if relation == "in" and not (reach and reach.near) and anchor.is_only_role and anchor.role in _LOOSELY:
        return Reach(dict.fromkeys(boxes, 0.0))
    if not found or relation == "in":
        return reach
    return _in_cells(sight, target, relation, found, boxes) or _beside(sight, target, link, found, boxes)


def _by_words(sight: Sight, anchor: Target, relation: str, resolve: Resolve) -> list[Box]:
    """The words that name a part of the screen, wherever they stand: its heading, or a text of a row."""
    if not anchor.name:
        return []
    bare = replace(anchor, role="", kinds=()) if {"panel", *_HOLDERS} & {*anchor.kinds} else anchor
    found = [match.box for match in resolve(bare) if match.score >= FOUND]
    return found or (_headed_alike(sight, anchor.name) if relation == "in" else [])


def _in_cells(sight: Sight, target: Target, relation: str, found: list[Box], boxes: list[Box]) -> Reach | None:
    """In the same row of a table or list, or under the same head of a table."""
    rows = [row for box in found for row in sight.rows_at(box)]
    if rows and (relation == "row" or (relation == "of" and target.name)):
        held = _held(rows, boxes)
        if held.near or relation == "row" or _heads(sight, target.name):
            return held
    if relation in ("column", "below") and (held := _held(_columns_under(sight, found), boxes)).near:
        return held
    return None


def _beside(sight: Sight, target: Target, link: Link, found: list[Box], boxes: list[Box]) -> Reach:
    """At a side of the anchors, or near them."""
    relation, anchor = "row" if link.relation == "in" else link.relation, link.anchors[0]
    if relation == "near" and not anchor.kinds and (owners := _owners(sight, found, boxes)):
        return Reach(dict.fromkeys(owners, 0.0))
    if relation == "near" and (attached := _attached(sight, found, boxes)):
        return Reach(dict.fromkeys(attached, 0.0))
    if relation == "of" and not target.name:
        labelled = _labelled(sight)
        boxes = [box for box in boxes if box not in labelled]
    near = distances(relation, found, boxes)
    if not near and anchor.role not in _WORDS_ONLY:  # not beside the words, but beside what they name
        found = _with_controls(sight, found)
        near = distances(relation, found, [box for box in boxes if box not in found])
    if not near and relation in ("left", "right"):  # in the same row of a list, if not at the same height
        held = _held([row for box in found for row in sight.rows_at(box)], boxes).near
        near = {box: far for box, far in held.items() if _is_aside(relation, found, box)}
    counted = target.order is not None and target.order.of is not None
    if relation in ("below", "above") and (not near or counted):
        near = distances(relation, found, boxes, loose=True)
    return Reach(near)


def _reach_between(link: Link, boxes: list[Box], resolve: Resolve) -> Reach | None:
    """Between two anchors, or between the two things that one anchor means."""
    sides = [[match.box for match in resolve(anchor) if match.score >= FOUND] for anchor in link.anchors]
    if len(sides) == 1 and len(sides[0]) == 2:
        sides = [[box] for box in sides[0]]
    if len(sides) != 2 or not all(sides):
        return None
    return Reach({box: far for a in sides[0] for b in sides[1] for box, far in between(a, b, boxes).items()})


def _labelled(sight: Sight) -> set[Box]:
    """What is ticked or written in and has words of its own to belong to."""
    kinds = ("checkbox", "radio", "toggle", "field", "dropdown", "spinbox", "slider")
    return {control.box for control in sight.scene.controls if control.kind in kinds and control.label}


def _owners(sight: Sight, words: list[Box], boxes: list[Box]) -> list[Box]:
    """The boxes that stand next to words which are their own: "the box next to 'Remember me'"."""
    controls = [c for c in sight.scene.controls if c.label_box and not c.box.has_center_of(c.label_box)]
    return [c.box for c in controls if c.box in boxes and (c.box in words or c.label_box in words)]


def _attached(sight: Sight, words: list[Box], boxes: list[Box]) -> list[Box]:
    """The boxes in or at an end of what words are the name of: "the plus next to Adults" is that of their number."""
    named = [c.box for c in sight.scene.controls if c.label_box in words and c.box not in words]
    return [
        box
        for box in boxes
        if box not in words
        and any(other.grow(box.height).has_center_of(box) and box.height < 3 * other.height for other in named)
        and not any(other == box for other in named)
    ]


def _is_aside(relation: str, anchors: list[Box], box: Box) -> bool:
    if relation == "left":
        return any(box.x1 <= anchor.x0 for anchor in anchors)
    return any(box.x0 >= anchor.x1 for anchor in anchors)


def _with_controls(sight: Sight, found: list[Box]) -> list[Box]:
    """The boxes that words name, beside the words."""
    return [*found, *(c.box for c in sight.scene.controls if c.label_box in found and c.box not in found)]


def _heads(sight: Sight, name: str) -> bool:
    return any(fit(name, column.head).score >= FOUND for region in sight.scene.regions for column in region.columns)


def _held(holders: list[Box], boxes: list[Box]) -> Reach:
    held = {box: 0.0 for box in boxes if any(h.has_center_of(box) and box.area < h.area for h in holders)}
    return Reach(held, tuple(dict.fromkeys(holders)))


def _holders(sight: Sight, anchor: Target, found: list[Box]) -> list[Box]:
    """The dialogs, tables, rows, columns that an anchor names; an untitled one when there is no other of its kind."""
    kinds = {*anchor.kinds}
    parts = [item.box for item in sight.parts if item.kind in kinds]
    if held := [box for box in found if box in parts]:
        return held
    untitled = [r.box for r in sight.scene.regions if r.kind in kinds & _REGIONS and not r.title]
    return untitled if len(untitled) == 1 and anchor.name and not found else []


def _headed_alike(sight: Sight, name: str) -> list[Box]:
    """The largest words that a name ends with: the heading 分类 for 产品分类."""
    texts = [item.box for item in sight.items if item.kind == "text" and _ends_with(name, item.words)]
    tallest = max((box.height for box in texts), default=0)
    return [box for box in texts if box.height == tallest]


def _ends_with(name: str, words: str) -> bool:
    name, words = name.casefold(), words.casefold().strip(" :：")
    return len(words) >= 2 and (name.endswith(f" {words}") or (not words.isascii() and name.endswith(words)))


def _columns_under(sight: Sight, heads: list[Box]) -> list[Box]:
    return [column for column, control in sight.heads if any(control.box.has_center_of(head) for head in heads)]


def _inside_or_under(sight: Sight, anchors: list[Box], boxes: list[Box]) -> Reach:
    """Inside a control or a titled region; else in the section under the words."""
    titled = [
        r.box
        for r in sight.scene.regions
        if any(r.box.has_center_of(box) for box in anchors) and r.kind in ("dialog", "menu")
    ]
    held = {box: 0.0 for box in boxes for a in anchors if box != a and a.grow(2).has_center_of(box)}
    if held:
        return Reach(held, tuple(anchors))
    if titled and (inside := _held(titled, boxes)).near:
        return inside
    near: dict[Box, float] = {}
    for anchor in anchors:
        for box, far in under_heading(anchor, sight.texts, boxes).items():
            near[box] = min(far, near.get(box, far))
    return Reach(near)


def _cells(sight: Sight, name: str, rows: tuple[Box, ...]) -> list[Match]:
    """What stands in some rows under the head of that name."""
    found: list[Match] = []
    for region in sight.scene.regions:
        for column in region.columns:
            said = fit(name, column.head)
            if said.score < FOUND:
                continue
            for row in rows:
                if (cell := row.intersection(column.box)).area:
                    found.append(_in_cell(sight, cell, column.head, said.score))
    return found


def _in_cell(sight: Sight, cell: Box, head: str, score: float) -> Match:
    """The only thing in a cell, or the cell."""
    held = sight.inside(cell)
    item = next(item for item in sight.parts if item.kind == "cell" and item.box == cell) if len(held) != 1 else None
    control = held[0] if item is None else item.control
    return Match(control, control.box, score, f"the cell under {head!r}", "exact")
