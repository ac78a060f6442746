"""The page of a report: its head, the film-strip, and a section for each instruction."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from string import Template
from urllib.parse import quote, urlsplit

from ...env.events import Outcome, Usage
from ...env.trajectory import FILE, Trajectory
from ...tools.actions import point_of
from ..words import CUT_OFF, VERIFIED, Chapter, Turn, chapters, plain, totals
from .card import CLIP_WIDTH, CLIPS, PICTURE_WIDTH, bar, card, image, seek
from .marks import dot
from .markup import Html, join, tag
from .pictures import Wanted

THUMB_WIDTH = 176
"""Pixels of a picture in the film-strip, which shows it 132 wide: sharp on a dense screen too."""
VIDEO = "video.webm"

_HERE = Path(__file__).parent
_ICONS = {"success": "✓", "unverified": "?", "failure": "✕", "infeasible": "∅", "truncated": "◔", "stopped": "■"}


def page(trajectory: Trajectory, pictures: Mapping[Wanted, str]) -> str:
    """The whole file. Pictures that are not given are shown as empty frames of their size."""
    found = chapters(trajectory.events)
    script = (_HERE / "page.js").read_text(encoding="utf-8")
    head = _masthead(trajectory, found)
    return Template((_HERE / "page.html").read_text(encoding="utf-8")).substitute(
        title=join(f"{_title(found)} · eyehand"),
        style=(_HERE / "page.css").read_text(encoding="utf-8"),
        script=script,
        script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        head=head,
        film=_film(found, pictures),
        chapters=join(*_sections(trajectory, found, pictures)),
    )


def pictures_of(trajectory: Trajectory) -> Iterator[Wanted]:
    """The pictures that the page shows, each at the most pixels that it has room for."""
    for chapter in chapters(trajectory.events):
        for turn in chapter.turns:
            yield Wanted(turn.observed.frame.path, PICTURE_WIDTH)
            yield Wanted(turn.observed.frame.path, THUMB_WIDTH)
            yield from (Wanted(clip.path, CLIP_WIDTH) for clip in turn.observed.clip[:CLIPS])


def _title(found: tuple[Chapter, ...]) -> str:
    asked = [chapter.instruction.text for chapter in found if chapter.instruction]
    return plain(asked[0], 80) if asked else "A run"


def _masthead(trajectory: Trajectory, found: tuple[Chapter, ...]) -> Html:
    several = len(found) > 1
    asked = [_asked(chapter, f"chapter-{n}" if several else None) for n, chapter in enumerate(found)]
    if not found:
        asked = [tag("h1", "Nothing was asked yet"), tag("p", _badge(None), class_="ending")]
    words = tag("div", *asked, class_="several" if several else None)
    about = tag("div", words, _facts(trajectory, found), _time(found), class_="about")
    return tag("header", about, _video(trajectory.folder), class_="masthead")


def _asked(chapter: Chapter, link: str | None = None) -> Html:
    """An instruction with how it ended; in the masthead of a run with several, it leads to its section."""
    text = chapter.instruction.text if chapter.instruction else "Without an instruction"
    title: str = tag("a", text, href=f"#{link}") if link else text
    outcome = chapter.outcome
    lines = [tag("h1", title, class_="long" if len(text) > 160 else None)]
    ending = [_badge(outcome)]
    if outcome:
        ending.append(tag("span", VERIFIED[outcome.verified_by], class_="verified"))
    lines.append(tag("p", *ending, class_="ending"))
    if outcome and outcome.reason:
        lines.append(tag("p", outcome.reason, class_="reason"))
    if outcome and outcome.answer is not None:
        lines.append(tag("p", tag("span", "Answer", class_="key"), tag("q", outcome.answer), class_="answer"))
    if chapter.instruction and chapter.instruction.expect:
        expected = (join(", " if n else "", tag("q", text)) for n, text in enumerate(chapter.instruction.expect))
        lines.append(tag("p", tag("span", "Expected", class_="key"), *expected, class_="answer"))
    return tag("section", *lines, class_="asked")


def _badge(outcome: Outcome | None) -> Html:
    name = outcome.outcome if outcome else CUT_OFF
    icon = _ICONS.get(name, "!") if outcome else "…"
    return tag("span", tag("span", icon, aria_hidden="true"), f" {name}", class_=f"badge {name.replace(' ', '-')}")


def _facts(trajectory: Trajectory, found: tuple[Chapter, ...]) -> Html:
    header = trajectory.header
    turns = [turn for chapter in found for turn in chapter.turns]
    last = max((getattr(event, "time_s", 0.0) for event in trajectory.events), default=0.0)
    tokens = sum((chapter.tokens for chapter in found), Usage())
    rows = [("Took", totals(len(turns), last, tokens)), ("Model", header.model), ("Date", _date(header.created_at))]
    address = next((turn.observed.url for turn in turns if turn.observed.url), None)
    if address:
        rows.append(("Address", _link(address)))
    if turns:
        picture = turns[0].observed.frame
        scale = f" at scale {picture.scale:g}" if picture.scale != 1 else ""
        rows.append(("Screen", f"{picture.width}×{picture.height}{scale}"))
    rows.append(("Run", join(header.run, " · ", tag("a", FILE, href=FILE), f" · eyehand {header.eyehand}")))
    downloads = sorted(path for path in (trajectory.folder / "downloads").glob("*") if path.is_file())
    if downloads:
        links = [tag("a", path.name, href=f"downloads/{quote(path.name)}", class_="file") for path in downloads]
        rows.append(("Downloads", join(*links)))
    return tag("dl", *(join(tag("dt", key), tag("dd", value)) for key, value in rows), class_="facts")


def _date(text: str) -> str:
    try:
        return datetime.fromisoformat(text).strftime("%-d %B %Y, %H:%M:%S %Z").strip()
    except ValueError:
        return plain(text, 60)


def _link(url: str) -> Html:
    """A link where it is safe to follow one: never ``javascript:``."""
    shown = plain(url, 160)
    try:
        safe = urlsplit(url).scheme in ("http", "https")
    except ValueError:
        safe = False
    return tag("a", shown, href=url, rel="noopener noreferrer") if safe else tag("span", shown)


def _time(found: tuple[Chapter, ...]) -> Html:
    """Where the time of the whole run went."""
    sums: dict[str, float] = {}
    for chapter in found:
        for turn in chapter.turns:
            for name, seconds in turn.stages.items():
                sums[name] = sums.get(name, 0.0) + seconds
    return bar(sums, sum(sums.values())) if sums else Html("")


def _video(folder: Path) -> Html:
    if not (folder / VIDEO).is_file():
        return Html("")
    player = tag("video", controls=True, preload="metadata", src=VIDEO, playsinline=True)
    close = tag("button", "×", type="button", class_="dock", title="Put the video back (Escape)")
    return tag(
        "figure", tag("div", player, close, class_="player"), tag("figcaption", "The whole run"), class_="screen"
    )


def _film(found: tuple[Chapter, ...], pictures: Mapping[Wanted, str]) -> Html:
    turns = [turn for chapter in found for turn in chapter.turns]
    if not turns:
        return Html("")
    return tag("nav", tag("ol", *(_thumb(turn, pictures) for turn in turns)), class_="film", aria_label="Steps")


def _thumb(turn: Turn, pictures: Mapping[Wanted, str]) -> Html:
    picture = turn.observed.frame
    shot = tag(
        "span", image(picture, THUMB_WIDTH, pictures), dot(point_of(turn.action) if turn.action else None, picture)
    )
    words = tag("span", tag("b", str(turn.number)), " ", plain(_caption(turn), 60), class_="words")
    link = tag(
        "a",
        shot,
        words,
        href=f"#step-{turn.number}",
        title=plain(_caption(turn)),
        class_="failed" if turn.errors else None,
    )
    return tag("li", link, style=f"--ratio: {picture.width / picture.height:.4f}")


def _caption(turn: Turn) -> str:
    return f"{turn.did} · {turn.target}" if turn.target else turn.did


def _sections(trajectory: Trajectory, found: tuple[Chapter, ...], pictures: Mapping[Wanted, str]) -> Iterator[Html]:
    slowest = max((sum(turn.stages.values()) for chapter in found for turn in chapter.turns), default=0.0)
    video = VIDEO if (trajectory.folder / VIDEO).is_file() else None
    for n, chapter in enumerate(found):
        cards = [card(turn, pictures, slowest, seek(turn.observed.frame.time_s, video)) for turn in chapter.turns]
        head = _asked(chapter) if len(found) > 1 else Html("")
        none = tag("p", "No step was taken.", class_="none") if not cards else ""
        yield tag("section", head, *cards, none, class_="chapter", id=f"chapter-{n}")
