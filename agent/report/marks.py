"""Where an action happened, drawn over its picture: SVG, so that it stays sharp at every size."""

from __future__ import annotations

from ...env.events import Picture
from ...tools.actions import Action, Click, Drag, Move, Scroll
from ...tools.geometry import Point
from .markup import Html, tag

RADIUS = 15
"""Of the ring, in CSS pixels, whatever the size of the picture."""


def marks(action: Action | None, picture: Picture) -> Html:
    """An overlay for an image of any size that shows ``picture``; empty when the action has no place."""
    match action:
        case Click(at=at, button=button, count=count):
            drawn = [_ring(at, picture), *([_ring(at, picture, RADIUS + 7)] if count > 1 else []), _cross(at, picture)]
            drawn += [_label(at, picture, f"{button}")] if button != "left" else []
            drawn += [_label(at, picture, f"×{count}")] if count > 1 else []
        case Move(at=at):
            drawn = [_ring(at, picture, dashed=True), _cross(at, picture)]
        case Scroll(at=at, dx_notches=dx, dy_notches=dy):
            arrow = ("↓" if dy > 0 else "↑") if dy else ("→" if dx > 0 else "←")
            drawn = [_ring(at, picture, dashed=True), _cross(at, picture), _label(at, picture, arrow)]
        case Drag(start=start, end=end):
            drawn = [*_arrow(start, end, picture), _ring(start, picture, 7)]
        case _:
            return Html("")
    return tag("svg", *drawn, class_="marks", aria_hidden="true")


def dot(point: Point | None, picture: Picture) -> Html:
    """The place on a thumbnail."""
    if not point:
        return Html("")
    x, y = _place(point, picture)
    return tag("svg", tag("circle", cx=x, cy=y, r=4, class_="dot"), class_="marks", aria_hidden="true")


def _place(point: Point, picture: Picture) -> tuple[str, str]:
    """The middle of a pixel in percent of the picture."""
    return f"{100 * (point.x + 0.5) / picture.width:.3f}%", f"{100 * (point.y + 0.5) / picture.height:.3f}%"


def _ring(point: Point, picture: Picture, radius: int = RADIUS, *, dashed: bool = False) -> Html:
    x, y = _place(point, picture)
    halo = tag("circle", cx=x, cy=y, r=radius, class_="halo")
    return Html(halo + tag("circle", cx=x, cy=y, r=radius, class_="ring dashed" if dashed else "ring"))


def _cross(point: Point, picture: Picture) -> Html:
    x, y = _place(point, picture)
    return tag("circle", cx=x, cy=y, r=3, class_="point")


def _arrow(start: Point, end: Point, picture: Picture) -> list[Html]:
    (x1, y1), (x2, y2) = _place(start, picture), _place(end, picture)
    lines = [tag("line", x1=x1, y1=y1, x2=x2, y2=y2, class_=name) for name in ("halo", "ring arrow")]
    return [*lines, tag("circle", cx=x1, cy=y1, r=3, class_="point")]


def _label(point: Point, picture: Picture, text: str) -> Html:
    x, y = _place(point, picture)
    # A label is kept on the picture: to the left of a point in the right quarter.
    left = point.x > 0.75 * picture.width
    away = -(RADIUS + 12) if left else RADIUS + 12
    return tag("text", text, x=x, y=y, dx=away, dy=6, text_anchor="end" if left else "start", class_="label")
