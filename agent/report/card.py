"""The card of a step: the picture it saw with the action marked on it, and beside it what was said and done."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from ...env.events import Picture, Replied
from ..words import Turn, plain
from .marks import marks
from .markup import Html, tag
from .pictures import Wanted

PICTURE_WIDTH = 1280
CLIP_WIDTH = 200
CLIPS = 8
"""Frames seen on the way that a card shows; the others are counted."""
_SAID = 2_000
"""Characters of a reply; the rest is in the trajectory."""


def card(turn: Turn, pictures: Mapping[Wanted, str], slowest: float, at: Html) -> Html:
    """One step. ``slowest`` is the seconds of the slowest step, which fills its time bar; ``at`` says when it was."""
    seen = turn.observed
    drawn = tag("div", image(seen.frame, PICTURE_WIDTH, pictures), marks(turn.action, seen.frame), class_="shot")
    ratio = f"--ratio: {seen.frame.width / seen.frame.height:.4f}"
    full = tag("a", drawn, href=quote(seen.frame.path), title="Open the full picture", style=ratio, class_="full")
    left = tag("div", full, _expected(turn), _clip(seen.clip, pictures), class_="saw")
    return tag(
        "article", left, _told(turn, slowest, at), class_="card failed" if turn.errors else "card",
        id=f"step-{turn.number}", tabindex="-1",
    )  # fmt: skip


def image(picture: Picture, width: int, pictures: Mapping[Wanted, str]) -> Html:
    """A picture, or an empty frame of its shape where there is none to show."""
    source = pictures.get(Wanted(picture.path, width))
    if source:
        return tag("img", src=source, width=picture.width, height=picture.height, alt="")
    shape = f"aspect-ratio: {picture.width} / {picture.height}"
    return tag("span", "no picture: ", picture.path, class_="missing", style=shape)


def seek(time_s: float, video: str | None) -> Html:
    """When a step was; leads to that moment of the video where there is one."""
    minutes, seconds = divmod(max(0.0, time_s), 60)
    clock = f"{int(minutes)}:{seconds:04.1f}"
    if not video:
        return tag("time", clock, class_="clock")
    title = "Show this moment in the video"
    return tag("a", "▶ ", clock, href=f"{video}#t={time_s:.2f}", class_="clock", data_time=f"{time_s:.3f}", title=title)


def bar(stages: Mapping[str, float], whole: float) -> Html:
    """Seconds of each stage as a bar that is full at ``whole`` seconds, with the numbers under it."""
    share = 100 / whole if whole else 0.0
    parts = [
        tag(
            "i", class_=f"stage {_stage(name)}", style=f"width: {seconds * share:.2f}%", title=f"{name} {seconds:.3f} s"
        )
        for name, seconds in stages.items()
    ]
    numbers = [
        tag("li", tag("i", class_=f"stage {_stage(name)}"), name, " ", tag("b", f"{seconds:.2f}"), " s")
        for name, seconds in stages.items()
    ]
    return tag("div", tag("div", *parts, class_="bar"), tag("ul", *numbers, class_="numbers"), class_="time")


def _told(turn: Turn, slowest: float, at: Html) -> Html:
    head = tag("p", tag("b", str(turn.number), class_="number"), at, class_="when")
    action = tag("h2", plain(turn.did, 600))
    target = _target(turn)
    errors = [tag("p", plain(error, 1_000), class_="error") for error in turn.errors]
    remarks = [tag("li", plain(remark, 500)) for remark in turn.remarks]
    notes = tag("ul", *remarks, class_="notes") if remarks else ""
    said = [_said(reply) for reply in turn.replies]
    time = bar(turn.stages, slowest) if turn.stages else ""
    return tag("div", head, action, target, *errors, notes, *said, _place(turn), time, class_="told")


def _target(turn: Turn) -> Html:
    words = [tag("b", plain(turn.target, 600))] if turn.target else []
    words += [tag("span", turn.where, class_="where")] if turn.where else []
    return tag("p", *words, class_="target") if words else Html("")


def _said(reply: Replied) -> Html:
    text = reply.text if len(reply.text) <= _SAID else reply.text[:_SAID] + "…"
    words = tag("blockquote", text or "(nothing)")
    # A long reply is folded: the action in words is what most readers came for.
    body = tag("details", tag("summary", tag("span", plain(text, 140)), tag("b")), words) if len(text) > 240 else words
    return tag("div", tag("span", plain(reply.by, 60), " said", class_="key"), body, class_="said")


def _place(turn: Turn) -> Html:
    """The page that was seen: its title and address."""
    seen = turn.observed
    parts = [tag("span", plain(seen.title, 200), class_="title")] if seen.title else []
    parts += [tag("span", plain(seen.url, 200), class_="address")] if seen.url else []
    return tag("p", *parts, class_="place") if parts else Html("")


def _expected(turn: Turn) -> Html:
    """What a replay looked for where it halted, as it was recorded."""
    path = turn.resolved.expected if turn.resolved else None
    if path is None:
        return Html("")
    picture = tag("a", tag("img", src=quote(path), alt="what was looked for"), href=quote(path))
    return tag("div", tag("span", "Looked for, as recorded", class_="key"), tag("div", picture), class_="clip")


def _clip(clip: tuple[Picture, ...], pictures: Mapping[Wanted, str]) -> Html:
    if not clip:
        return Html("")
    frames = [
        tag("a", image(one, CLIP_WIDTH, pictures), tag("span", f"{one.time_s:.1f} s"), href=quote(one.path))
        for one in clip[:CLIPS]
    ]
    more = [tag("span", f"{len(clip) - CLIPS} more in frames/", class_="more")] if len(clip) > CLIPS else []
    return tag("div", tag("span", "Seen on the way", class_="key"), tag("div", *frames, *more), class_="clip")


def _stage(name: str) -> str:
    return name if name in ("settle", "capture", "decide", "act") else "other"
