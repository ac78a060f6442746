"""A run that is over, told in the terminal: ``eyehand show RUN``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...env.trajectory import Trajectory
from ..words import Chapter, chapters, plain
from .live import deed, ending, row

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table


def render_run(trajectory: Trajectory) -> RenderableType:
    """Each instruction with a table of its steps and how it ended."""
    from rich.console import Group

    told: list[RenderableType] = [row("", "run", f"{trajectory.header.run} · {trajectory.header.model}", "dim")]
    found = chapters(trajectory.events)
    for chapter in found:
        if chapter.instruction:
            told.append(row("", "task", chapter.instruction.text, "bold", limit=1_000))
        told += [_steps(chapter), ending(chapter.outcome)]
    if not found:
        told.append(ending(None))
    return Group(*told)


def _steps(chapter: Chapter) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE, pad_edge=False, header_style="dim")
    table.add_column("step", justify="right", no_wrap=True)
    table.add_column("at", justify="right", no_wrap=True)
    table.add_column("what it did", overflow="fold", ratio=1)
    table.add_column("took", justify="right", no_wrap=True)
    for turn in chapter.turns:
        did = Text(plain(deed(turn)))
        for error in turn.errors:
            did.append(f"\n{plain(error)}", "red")
        for remark in turn.remarks:
            did.append(f"\n{plain(remark)}", "yellow")
        took = f"{sum(turn.stages.values()):.2f} s"
        table.add_row(str(turn.number), f"{turn.observed.time_s:.1f} s", did, took)
    return table
