"""What a model does to a browser that no picture shows: its address bar, and the choosers of files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from eyehand.agent.dialect.browsing import Unseen, in_browser
from eyehand.agent.history import History, Part, Said, Screen, Text
from eyehand.agent.models.messages import ADDRESS_BAR, BARS, messages
from eyehand.agent.models.unseen import unseen
from eyehand.env.events import Intent
from eyehand.env.trajectory import Trajectory
from eyehand.tools.actions import Act, Action, Click, Navigate, Press, Type, Upload, Wait
from eyehand.tools.errors import FormatError
from eyehand.tools.geometry import Point

from ..conftest import Said as Told
from .brains import BLUE, call, patch
from .server import Asked, Brain, ModelServer

Run = Callable[..., Told]
Serve = Callable[[Brain], ModelServer]
BAR, CHOOSER = Unseen(address_bar=True), Unseen(chooser=True)
GREEN_PAGE = "<title>Green</title><body style='background:#0b8a3d' onkeydown=\"document.title += ' ' + event.key\">"
FILE_PAGE = """<title>Files</title><body style="margin:0" onkeydown="document.title += ' ' + event.key">
<input type="file" multiple style="position:absolute;left:200px;top:200px;width:400px;height:200px;background:#2459d6"
 onchange="document.title = 'got ' + [...this.files].map((one) => one.name).join()">"""


@pytest.fixture
def serve() -> Iterator[Serve]:
    made: list[ModelServer] = []

    def start(brain: Brain) -> ModelServer:
        made.append(ModelServer(brain).__enter__())
        return made[-1]

    yield start
    for one in made:
        one.__exit__()


def in_order(*replies: str) -> Brain:
    """Says one reply a turn, whatever it sees."""
    return lambda asked: replies[sum(role == "assistant" for role, _ in asked.texts)]


def actions(folder: Path) -> list[Action]:
    return [event.action for event in Trajectory.read(folder).events if isinstance(event, Intent)]


def run(eyehand: Run, server: ModelServer, task: str, page: Path) -> Told:
    words = ("--json", "--out", "r", "--accept-unverified", "--model", "qwen3-vl-8b", "--base-url", server.url)
    return eyehand("run", task, "--browser", page.as_uri(), *words)


def test_a_model_opens_another_address(eyehand: Run, serve: Serve, page_server: str, tmp_path: Path) -> None:
    """As in any browser: ctrl+l, the address, enter. The page hears of none but the first."""
    (tmp_path / "blank.html").write_text("<title>Blank</title>")
    (tmp_path / "green.html").write_text(GREEN_PAGE)
    replies = (
        call(action="key", keys=["ctrl", "l"]),
        call(action="type", text=f"{page_server}/points.html\n"),
        call(action="key", keys=["enter"]),
        call(action="terminate", status="success"),
    )
    server = serve(in_order(*replies))
    said = run(eyehand, server, "Look at the points", tmp_path / "blank.html")
    assert said.code == 0, said.err
    assert actions(tmp_path / "r") == [
        *(Press(keys=("Control", "l")), Navigate(url=f"{page_server}/points.html"), Wait(seconds=0))
    ]
    told = [asked.last for asked in server.asked]
    assert BARS in told[0] and not any(BARS in one for one in told[1:])
    assert [ADDRESS_BAR in one for one in told] == [False, True, False, False]
    assert "Page: points" in told[2]


@pytest.mark.long
def test_a_model_gives_the_files_that_the_task_names(eyehand: Run, serve: Serve, tmp_path: Path) -> None:
    (tmp_path / "files.html").write_text(FILE_PAGE)
    one, other, private = (tmp_path / name for name in ("taxi bill.pdf", "hotel.pdf", "id_rsa"))
    for path in (one, other, private):
        path.write_text("x")

    def gives(asked: Asked) -> str:
        turn = sum(role == "assistant" for role, _ in asked.texts)
        blue = patch(asked.images[-1], BLUE)
        assert blue
        at = [round(blue.center.x / 1.28), round(blue.center.y / 0.8)]
        return (
            *(call(action="left_click", coordinate=at), call(action="key", keys=["esc"])),
            *(call(action="left_click", coordinate=at), call(action="type", text=str(private))),
            *(call(action="type", text=f"{one}\n{other}\n"), call(action="key", keys=["enter"])),
            call(action="terminate", status="success"),
        )[turn]

    server = serve(gives)
    said = run(eyehand, server, f"Give {one} and “{other}” to the page", tmp_path / "files.html")
    assert said.code == 0, said.err
    told = [asked.last for asked in server.asked]
    assert [("A file chooser that no picture shows is open" in words) for words in told] == [
        *(False, True, False, True, True, False, False)
    ]
    assert f"only files that the task names are given to a page, and it does not name {str(private)!r}" in told[4]
    assert "Page: Files file:" in told[2], "esc did not reach the page"
    assert "Page: got taxi bill.pdf,hotel.pdf file:" in told[5] and told[6].count("hotel.pdf file:"), "nor did enter"
    assert [action for action in actions(tmp_path / "r") if isinstance(action, Upload)] == [Upload(paths=(one, other))]


@pytest.mark.parametrize(
    ("typed", "opened"),
    [
        ("http://127.0.0.1:8123/a?b#c", "http://127.0.0.1:8123/a?b#c"),
        ("shop.example.com/cart", "https://shop.example.com/cart"),
        ("例子.example", "https://例子.example"),
        ("localhost:8000", "localhost:8000"),
        ("taxi prices", "taxi prices"),
        ("file:///tmp/named.html", "file:///tmp/named.html"),
    ],
)
def test_an_address_is_completed_as_in_a_browser(typed: str, opened: str) -> None:
    decision = in_browser(Act(action=Type(text=f" {typed}\n")), BAR, "Open file:///tmp/named.html.")
    assert decision == Act(action=Navigate(url=opened))


@pytest.mark.parametrize("typed", ["file:///etc/passwd", "FILE:///tmp/named.htm", "file:///tmp/named"])
def test_no_file_is_opened_that_the_task_does_not_name(typed: str) -> None:
    with pytest.raises(FormatError, match="only files that the task names are opened"):
        in_browser(Act(action=Type(text=typed)), BAR, "Open file:///tmp/named/a.html")


@pytest.mark.parametrize(
    ("task", "typed", "given"),
    [
        ("Attach /home/ada/bill.pdf.", "/home/ada/bill.pdf", True),
        ("把“/home/ada/bill.pdf”交给网页", '"/home/ada/bill.pdf"', True),
        ("上传/home/ada/bill.pdf", "/home/ada/bill.pdf", True),
        ("attach bill.pdf", "bill.pdf", True),
        ("attach bill.pdf", "/home/ada/bill.pdf", False),
        ("attach /home/ada/bill.pdf", "/home/ada", False),
        ("attach /home/ada/bill.pdf", "bill.pdf", False),
        ("attach /home/ada/bill.pdf", "/home/ada/bill.pdf\n/home/ada/.ssh/id_rsa", False),
        ("attach the bill", "/etc/passwd", False),
        ("attach the bill", "\n", False),
    ],
)
def test_no_file_is_given_that_the_task_does_not_name(task: str, typed: str, given: bool) -> None:
    act = Act(action=Type(text=typed))
    if not given:
        with pytest.raises(FormatError, match=r"only files that the task names|needs the path"):
            in_browser(act, CHOOSER, task)
        return
    assert in_browser(act, CHOOSER, task) == Act(action=Upload(paths=(Path(typed.strip('"')),)))


KEY_L, TYPED, ENTER, WAITED, CLICKED = (
    call(action="key", keys=["ctrl", "l"]),
    call(action="type", text="http://x/"),
    call(action="key", keys=["enter"]),
    call(action="wait", time=1),
    call(action="left_click", coordinate=[1, 1]),
)


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([(KEY_L, "done")], BAR),
        ([(KEY_L, "the page took no input")], Unseen()),
        ([(KEY_L, None)], Unseen()),
        ([(KEY_L, "done"), (WAITED, "done")], BAR),
        ([(KEY_L, "done"), ("nothing usable", None)], BAR),
        ([(KEY_L, "done"), (CLICKED, "done")], Unseen()),
        ([(KEY_L, "done"), (TYPED, "cannot be opened")], BAR),
        ([(KEY_L, "done"), (TYPED, "done")], Unseen(answered=True)),
        ([(KEY_L, "done"), (TYPED, "done"), (ENTER, "done")], Unseen()),
        ([(TYPED, "done")], Unseen()),
    ],
)
def test_where_the_focus_is_follows_from_what_was_done(steps: list[tuple[str, str | None]], expected: Unseen) -> None:
    parts: list[Part] = [Text("instruction", "go"), Text("page", "X http://x/")]
    for reply, receipt in steps:
        parts += [Said("me", reply), *([Text("receipt", receipt)] if receipt else []), Text("page", "X http://x/")]
    assert unseen(parts, "me") == expected
    assert unseen([*parts, Said("embedded", "click")], "me") == Unseen(), "another's hand may have moved it"
    assert unseen([*parts, Text("dialog", "alert: x")], "me") == Unseen(dialog="alert: x"), "it is in front"


def test_the_beginning_stays_the_same_with_it(tmp_path: Path) -> None:
    Image.new("RGB", (320, 200)).save(tmp_path / "0.png")
    screen = Screen(tmp_path / "0.png", 320, 200, 1.0, 0.5, settled=True)
    parts: list[Part] = [Text("instruction", "go"), screen, Text("page", "X http://x/")]
    for reply in (KEY_L, TYPED, ENTER, KEY_L, WAITED, CLICKED):
        parts += [Said("me", reply), Text("receipt", "done"), screen, Text("page", "X http://x/")]
    whole = messages(History(tuple(parts)), "SYSTEM", "me")
    for end, part in enumerate(parts):
        if isinstance(part, Said):
            before = messages(History(tuple(parts[:end])), "SYSTEM", "me")
            assert before == whole[: len(before)]
    told = ["".join(part.get("text", "") for part in one["content"]) for one in whole if one["role"] == "user"]
    assert [ADDRESS_BAR in words for words in told] == [False, True, False, False, True, True, False]
    assert [BARS in words for words in told] == [True, *[False] * 6]


def test_keys_behind_what_was_typed_there_belong_to_it() -> None:
    enter, escape = Act(action=Press(keys=("Enter",))), Act(action=Press(keys=("Escape",)))
    looks = Act(action=Wait(seconds=0))
    assert in_browser(enter, Unseen(answered=True), "") == looks and in_browser(escape, BAR, "") == looks
    assert in_browser(enter, Unseen(), "") == enter and in_browser(escape, Unseen(answered=True), "") == escape
    assert in_browser(escape, CHOOSER, "") == escape, "the browser closes it with that"
    click = Act(action=Click(at=Point(1, 1)))
    assert in_browser(click, BAR, "") == in_browser(click, CHOOSER, "") == click
