"""Whether a model works behind its server: a few real questions about a screenshot that is drawn here."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from ...env.events import Usage
from ...tools.actions import Act, Click
from ...tools.errors import FormatError
from ...tools.geometry import Box, Point
from ..history import History, Screen, Text
from ..protocols import Reply, Unusable
from .fitting import picture_tokens
from .pictures import sent_size
from .vision_model import VisionModel

SIZE = (1280, 720)
"""Its rows are no multiple of 32: a server that decodes against the resized picture is found out."""
NAMES = ("Alpha", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot", "Golf", "Hotel", "India")
CODES = ("4817", "2096", "7351")
_BUTTON = (120, 40)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked into, and what was found."""

    name: str
    ok: bool
    said: str


def check(model: VisionModel) -> list[Finding]:
    """Ask and compare: format, coordinates at nine places, pictures kept, tokens, speed. Raises EnvError like a run."""
    with TemporaryDirectory(prefix="eyehand-check-") as folder:
        screen = _draw(Path(folder) / "buttons.png", buttons())
        began = time.monotonic()
        clicked = [_click(model, screen, name) for name in NAMES]
        seconds = time.monotonic() - began
        return [
            _format(clicked),
            _places(clicked),
            _pictures(model, Path(folder)),
            _tokens(model, screen, [one.usage for one in clicked if isinstance(one, Reply | Unusable)]),
            Finding("speed", True, f"{seconds / len(NAMES):.1f} s per decision"),
        ]


def buttons() -> dict[str, Box]:
    """Nine buttons in a grid that is a little askew, up to the edges of the picture."""
    found: dict[str, Box] = {}
    (wide, high), (right, bottom) = _BUTTON, SIZE
    for index, name in enumerate(NAMES):
        column, row = index % 3, index // 3
        x = (10, 560 + 13 * row, right - wide - 10)[column]
        y = (10, 330 + 17 * column, bottom - high - 4)[row]
        found[name] = Box(x, y, x + wide, y + high)
    return found


def _draw(path: Path, named: dict[str, Box], code: str = "", time_s: float = 0.0) -> Screen:
    from PIL import Image, ImageDraw, ImageFont

    image = Image.new("RGB", SIZE, "white")
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(18)
    for name, box in named.items():
        draw.rounded_rectangle((box.x0, box.y0, box.x1 - 1, box.y1 - 1), 6, fill="#2459d6")
        draw.text(box.center, name, "white", font, anchor="mm")
    if code:
        draw.text((SIZE[0] // 2, SIZE[1] // 2), f"Code: {code}", "black", ImageFont.load_default(32), anchor="mm")
    image.save(path)
    return Screen(path, *SIZE, scale=1.0, time_s=time_s, settled=True)


def _click(model: VisionModel, screen: Screen, name: str) -> Reply | FormatError:
    try:
        return model.decide(History((Text("instruction", f"Click the {name} button."), screen)))
    except FormatError as error:
        return error


def _format(clicked: Sequence[Reply | FormatError]) -> Finding:
    wrong = [one for one in clicked if isinstance(one, FormatError)]
    said = f"{len(clicked) - len(wrong)} of {len(clicked)} replies hold a tool call"
    return Finding("format", not wrong, f"{said}; one said {wrong[0].reply[:120]!r}: {wrong[0]}" if wrong else said)


def _places(clicked: Sequence[Reply | FormatError]) -> Finding:
    missed: list[str] = []
    for (name, box), reply in zip(buttons().items(), clicked, strict=True):
        decision = reply.decision if isinstance(reply, Reply) else None
        at: Point | None = None
        if isinstance(decision, Act) and isinstance(decision.action, Click):
            at = decision.action.at
        if at is None or not box.contains(at):
            missed.append(
                f"{name} is at {box.center.x},{box.center.y}, clicked {f'{at.x},{at.y}' if at else 'nothing'}"
            )
    said = f"{len(clicked) - len(missed)} of {len(clicked)} places hit"
    return Finding("coordinates", not missed, "; ".join([said, *missed]))


def _pictures(model: VisionModel, folder: Path) -> Finding:
    """Three pictures with a code each: a server that drops the older ones cannot say the first."""
    screens = [_draw(folder / f"{code}.png", {}, code, time_s=index) for index, code in enumerate(CODES)]
    lost: list[str] = []
    for which, code in zip(("first", "second", "third"), CODES, strict=True):
        try:
            said = model.answer(screens, f"Which code does the {which} of these {len(CODES)} screenshots show?").text
        except FormatError as error:
            said = str(error)
        if code not in (said or ""):
            lost.append(f"the {which} shows {code}, it said {said!r}")
    return Finding("pictures", not lost, "; ".join([f"{len(CODES) - len(lost)} of {len(CODES)} are kept", *lost]))


def _tokens(model: VisionModel, screen: Screen, usages: Sequence[Usage]) -> Finding:
    total = sum(usages, Usage())
    if not total.prompt:
        return Finding("tokens", True, "the server does not say how many it counted")
    each, ours = total.prompt // len(usages), picture_tokens([screen], model.described)
    said = f"{each:,} for a request, {ours:,} of them for its {'x'.join(map(str, sent_size(screen)))} picture"
    cached = f"; {total.cached:,} of {total.prompt:,} came from its cache"
    if each < ours:
        return Finding("tokens", False, f"{said}: the server counts less, so it drops pictures or makes them smaller")
    return Finding("tokens", True, said + cached)
