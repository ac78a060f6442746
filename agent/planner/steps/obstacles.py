"""What lies in the way by itself: cookie banners, newsletters, tours. Dialogs that ask something are left alone."""

from __future__ import annotations

import re
from typing import NamedTuple

from ....tools.actions import Click
from ....tools.eye.scene import Control, Scene
from ....tools.geometry import Box, Point
from ..plan import Cursor
from .moves import Do, do
from .view import View

CLEAR = "clear"
"""The phase of clearing the way."""
_MOST = 2
_PART = 3
"""Bars are no higher than this part of the screen."""
_UNASKED = re.compile(
    r"cookie|consent|gdpr|privacy|newsletter|subscribe|\d+ ?% off|special offer|discount|sign up for|join us|"
    r"what's new|welcome|take a tour|new feature|notifications?\b|rate (?:us|this)|survey|feedback|advert|"
    r"download our app|"
    r"隐私|订阅|优惠|广告|欢迎|通知|问卷|新功能",
    re.IGNORECASE,
)
_COOKIES = re.compile(r"cookie", re.IGNORECASE)
_AWAY = (
    "close", "dismiss", "no thanks", "no, thanks", "not now", "maybe later", "later", "skip", "skip tour", "got it",
    "reject all", "decline", "reject", "refuse", "only necessary", "necessary only", "essential only", "ok", "okay",
    "accept", "accept all", "accept cookies", "accept all cookies", "allow all", "agree", "i agree", "continue", "x",
    "×", "关闭", "知道了", "暂不", "以后再说", "跳过", "拒绝", "取消", "同意", "接受", "确定",
)  # fmt: skip
"""What makes such a thing go away, the least binding first."""


def clear_way(cursor: Cursor, view: View) -> Do | None:
    """A click that removes the topmost unasked dialog or banner; None when there is none, or it came back twice."""
    if cursor.phase == CLEAR and cursor.times + 1 >= _MOST:
        return None
    found = way_out(view.scene, view.frame.width, view.frame.height)
    return None if found is None else do(cursor, CLEAR, Click(at=found.at), found.words)


class WayOut(NamedTuple):
    """Where to click, in frame pixels, and why."""

    at: Point
    words: str


def way_out(scene: Scene, width: int, height: int) -> WayOut | None:
    """What removes the topmost unasked dialog or banner from a screen of this size; None when there is none."""
    dialogs = [region.box for region in scene.regions if region.kind == "dialog"]
    for box in (*reversed(dialogs), *_bars(scene, width, height)):
        way = _way_out(box, scene)
        if way is not None:
            what = next((line.text for line in scene.within(box).lines), "something")
            return WayOut(way.box.center, f"{what!r} lies in the way: click {_called(way)}")
    return None


def _bars(scene: Scene, width: int, height: int) -> list[Box]:
    """Where a bar along the top or bottom edge may be: the words about cookies there, over the width of the screen."""
    lines = [line.box for line in scene.lines if _COOKIES.search(line.text)]
    reach = height // 8
    return [
        Box(0, box.y0 - reach, width, box.y1 + reach)
        for box in lines
        if box.y0 < height // _PART or box.y1 > height - height // _PART
    ]


def lies_over(view: View, box: Box | None) -> bool:
    """Whether what stands in a box is covered by a dialog."""
    if box is None:
        return False
    return any(control.covered and control.box.iou(box) > 0.3 for control in view.scene.controls)


def _way_out(box: Box, scene: Scene) -> Control | None:
    inside = scene.within(box)
    if not _UNASKED.search(" ".join(line.text for line in inside.lines)):
        return None
    ranked = [(rank, control) for control in inside.controls if (rank := _rank(control)) is not None]
    return min(ranked, key=lambda entry: entry[0], default=(0, None))[1]


def _rank(control: Control) -> int | None:
    if any(icon.name == "close" for icon in control.icons[:2]):
        return 0
    label = re.sub(r"[^\w×,' ]+", "", control.label.casefold()).strip()
    if control.kind in ("button", "link", "text", "icon") and label in _AWAY:
        return _AWAY.index(label)
    return None


def _called(control: Control) -> str:
    return repr(control.label) if control.label else "its close button"
