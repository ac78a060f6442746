"""A run told in the terminal, while it happens and afterwards."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console

from eyehand.agent.cli.live import Live
from eyehand.agent.cli.show import render_run
from eyehand.env.events import (
    Event,
    Header,
    Instructed,
    Intent,
    Observed,
    Outcome,
    Picture,
    Receipt,
    Replied,
    Resumed,
    Usage,
)
from eyehand.env.trajectory import Trajectory, TrajectoryWriter
from eyehand.tools.actions import Act, Click, Done, Type
from eyehand.tools.geometry import Point
from eyehand.tools.secrets import Secrets

HEADER = Header(
    run="a-run", created_at="2026-11-22T09:00:00+00:00", started_unix_s=0.0, eyehand="0.1.0", model="embedded",
    screen={}, limits={},
)  # fmt: skip
CLICK = Click(at=Point(640, 512))
OUTCOME = Outcome(
    time_s=9.0, outcome="success", reason="“Saved” was seen", verified_by="check", answer="A-17", steps=2, seconds=9.0,
    tokens=Usage(prompt=1200, completion=34),
)  # fmt: skip


def seen(step: int, title: str = "A form", *, error: str | None = None, notes: tuple[str, ...] = ()) -> Observed:
    picture = Picture(path=f"frames/{step:04d}.png", width=1280, height=800, scale=1.0, time_s=float(step))
    return Observed(
        step=step, time_s=float(step), frame=picture, url="http://127.0.0.1/form", title=title,
        notes=notes, error=error, stages={"settle": 0.21, "capture": 0.03},
    )  # fmt: skip


def said(step: int, decision: Act | Done | None, error: str | None = None) -> Replied:
    return Replied(step=step, time_s=1.0, by="embedded", text="x", decision=decision, error=error, seconds=1.4)


def story(title: str = "A form", target: str = "the Save button") -> list[Event]:
    return [
        Instructed(time_s=0.0, text="Press Save"),
        seen(0, title),
        said(0, Act(action=CLICK, target=target)),
        Intent(step=0, time_s=1.0, action=CLICK),
        Receipt(step=0, time_s=1.1, error="the page was gone", seconds=0.06),
        seen(1, title, error="the page was gone", notes=("a new tab opened",)),
        said(1, None, "the reply holds no decision"),
        said(1, Done(status="success", answer="A-17")),
        OUTCOME,
    ]


def told(*events: Event, terminal: bool = False, width: int = 80) -> str:
    """What a person reads, line ends without the blanks before them."""
    out = io.StringIO()
    live = Live(Console(file=out, force_terminal=terminal, width=width, color_system="truecolor" if terminal else None))
    for event in (HEADER, *events):
        live(event)
    live.finish(OUTCOME, Path("runs/a-run"), Path("runs/a-run/report.html"))
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines())


def test_tells_what_it_saw_did_and_how_long(tmp_path: Path) -> None:
    text = told(*story())
    for words in (
        "a-run · embedded", "Press Save", "  1    0.0s saw", "A form · 1280×800", "http://127.0.0.1/form",
        "click · the Save button · (640, 512)", "settle 0.21 · capture 0.03 · decide 1.40 · act 0.06 s",
        "note     a new tab opened", "the reply holds no decision", "done: success", "decide 2.80 s",
        "success · verified by a check", "“Saved” was seen", "A-17", "2 steps · 9.0 s · 1,234 tokens",
        "runs/a-run\n", "runs/a-run/report.html",
    ):  # fmt: skip
        assert words in text
    for once in ("the page was gone", "success · verified by a check", "http://127.0.0.1/form", "A-17"):
        assert text.count(once) == 1


def test_each_line_comes_with_its_event() -> None:
    out = io.StringIO()
    live = Live(Console(file=out, width=80))
    sizes: list[int] = []
    for event in story():
        live(event)
        sizes.append(len(out.getvalue()))
    grew = [after > before for before, after in zip([0, *sizes], sizes, strict=False)]
    assert grew == [True, True, False, True, True, True, True, True, True]


def test_fits_80_columns_and_has_no_control_codes_off_a_terminal() -> None:
    text = told(*story(title="long " * 60, target="the very long " * 20))
    assert max(map(len, text.splitlines())) <= 80
    assert all(sign.isprintable() or sign == "\n" for sign in text)


def test_errors_are_red_on_a_terminal() -> None:
    text = told(*story(), terminal=True)
    assert "\x1b[31mthe page was gone" in text


@pytest.mark.parametrize("hostile", ["\x1b]0;pwned\x07\x1b[2J\rgone", "a\nb\u202ec\x9b31m", "[red]x[/red] [/] :boom:"])
def test_the_page_cannot_write_to_the_terminal(hostile: str) -> None:
    text = told(*story(title=hostile, target=hostile))
    assert not set(text) & set("\x1b\x07\r\u202e\x9b")
    if hostile.startswith("["):
        assert hostile in text


def test_an_outcome_that_was_not_an_event_is_told_at_the_end() -> None:
    assert told(*story()[:-1]).count("success · verified by a check") == 1


def test_takeover_is_told() -> None:
    text = told(*story()[:4], Resumed(time_s=5.0, last_action="unknown"), seen(1))
    assert "the last action may have" in text


def written(folder: Path, *events: Event) -> Trajectory:
    with TrajectoryWriter(folder, Secrets({})) as writer:
        for event in (HEADER, *events):
            writer.write(event)
    return Trajectory.read(folder)


def shown(trajectory: Trajectory) -> str:
    console = Console(width=80, file=io.StringIO(), record=True)
    console.print(render_run(trajectory))
    return console.export_text()


def test_show_is_a_table_of_the_steps(tmp_path: Path) -> None:
    text = shown(written(tmp_path, *story(target="[b]the Save button[/b]")))
    for words in ("Press Save", "click · [b]the Save button[/b] · (640, 512)", "1.70 s", "the page was gone",
                  "done: success", "success · verified by a check", "A-17", "2 steps"):  # fmt: skip
        assert words in text
    assert max(map(len, text.splitlines())) <= 80


@pytest.mark.parametrize("length", range(10))
def test_show_tells_unfinished_runs(tmp_path: Path, length: int) -> None:
    text = shown(written(tmp_path, *story()[:length]))
    assert ("cut off" in text) is (length < 9)


def test_show_tells_several_instructions(tmp_path: Path) -> None:
    text = shown(written(tmp_path, *story(), Instructed(time_s=9.0, text="And now type"), seen(2),
                         Intent(step=2, time_s=9.0, action=Type(text="Ada"))))  # fmt: skip
    assert text.index("Press Save") < text.index("success ·") < text.index("And now type") < text.index("type 'Ada'")
    assert "it may have happened" in text
