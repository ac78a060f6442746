"""Asks for the tools of windows once their tooltips were read, by a real pointer held over each."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from eyehand.env.desktop import DesktopEnv
from eyehand.tools.actions import Move, Wait
from eyehand.tools.eye.eye import Eye
from eyehand.tools.eye.tooltips import NamedPicture, look_of, told, tools_to_ask
from eyehand.tools.frames import Frame
from eyehand.tools.geometry import Box, Point

from ..measure import Answer, judge
from ..view import Instruction
from .shots import DeskShot, Look, start_of, things_of
from .truth import truth_of

AWAY = Point(1279, 799)


def hovered(looks: Sequence[Look]) -> Iterator[Answer[DeskShot]]:
    """For each tool of each window what the eye answers to its name, when every tool was pointed at once."""
    eye = Eye()
    for look in looks:
        with TemporaryDirectory() as folder:
            look, command = start_of(look, Path(folder))
            env = DesktopEnv(Path(folder) / "run", clock=time.monotonic, app=command)
            try:
                yield from _ask(eye, env, look)
            finally:
                env.close()


def _ask(eye: Eye, env: DesktopEnv, look: Look) -> Iterator[Answer[DeskShot]]:
    env.reset()
    frame = _seen_at(env, AWAY)
    shot = DeskShot(look, frame, things_of(env))
    known = [
        picture for tool in tools_to_ask(eye.see(frame), frame, "") if (picture := _told(eye, env, frame, tool.box))
    ]
    frame = _seen_at(env, AWAY)
    truth = truth_of(shot)
    for target in truth.targets:
        if target.kind == "tool" and truth.lone(target):
            asked = Instruction(f"the {target.name} button", "tool, told by its tooltip", (target.box,))
            yield judge(shot, asked, eye.locate(frame, asked.words, told=known))


def _told(eye: Eye, env: DesktopEnv, before: Frame, tool: Box) -> NamedPicture | None:
    frame = _seen_at(env, tool.center)
    name = told(before, frame, tool, eye.read)
    if name is None:
        env.step(Wait(seconds=0.8))
        frame = env.observe().frame
        name = told(before, frame, tool, eye.read)
    return None if name is None else NamedPicture(tool, (look_of(before, tool), look_of(frame, tool)), name)


def _seen_at(env: DesktopEnv, at: Point) -> Frame:
    env.step(Move(at=at))
    return env.observe().frame
