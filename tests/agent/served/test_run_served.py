"""``eyehand`` with a model behind a server: real Chromium, a real server on loopback, the command line."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from eyehand.agent import browser
from eyehand.agent.cli import main
from eyehand.agent.cli.commands import EXIT
from eyehand.agent.models.check import NAMES
from eyehand.env.events import Replied
from eyehand.env.trajectory import Trajectory
from eyehand.tools.errors import ActionError

from ..conftest import Said, command
from .brains import BLUE, call, clicks_blue, names_in_words, patch, sees
from .server import MODEL, Asked, Brain, ModelServer, hangs, is_cut, refuses

Run = Callable[..., Said]
PAGE = """<!doctype html><title>Colours</title><body style="margin:0;background:white">
<button style="position:absolute;left:900px;top:690px;width:150px;height:26px;background:#2459d6;border:0"
 onclick="document.title = event.clientX + ',' + event.clientY; this.style.background = '#0b8a3d'"></button>"""


@pytest.fixture
def page(tmp_path: Path) -> str:
    (tmp_path / "colours.html").write_text(PAGE, encoding="utf-8")
    return (tmp_path / "colours.html").as_uri()


@pytest.fixture
def serve() -> Iterator[Callable[..., ModelServer]]:
    made: list[ModelServer] = []

    def start(brain: Brain, *args: object, **options: object) -> ModelServer:
        made.append(ModelServer(brain, *args, **options).__enter__())  # pyright: ignore[reportArgumentType]
        return made[-1]

    yield start
    for one in made:
        one.__exit__()


def at(server: ModelServer, *, model: str = "endpoint") -> tuple[str, ...]:
    return ("--model", model, "--base-url", server.url, *(("--model-id", MODEL) if model == "endpoint" else ()))


@pytest.mark.parametrize("viewport", ["1280x720", pytest.param("1366x768", marks=pytest.mark.long)])
def test_a_run_clicks_what_the_model_says(
    eyehand: Run, page: str, serve: Callable[..., ModelServer], tmp_path: Path, viewport: str
) -> None:
    server = serve(clicks_blue)
    words = ("--viewport", viewport, "--json", "--out", "r", "--accept-unverified")
    said = eyehand("run", "Make it green, whatever it takes", "--browser", page, *words, *at(server))
    assert said.code == 0, said.err
    assert said.result["outcome"] == "unverified" and said.result["model"] == "qwen3-vl-8b"
    assert said.result["tokens"]["prompt"] > 1_700 and said.result["tokens"]["cached"] > 0
    title = Trajectory.read(tmp_path / "r").steps()[-1].observed.title or ""
    x, y = map(int, title.split(","))
    assert abs(x - 975) <= 1 and abs(y - 703) <= 1, "the middle of the button, not where 704 rows would put it"
    assert json.loads((tmp_path / "r" / "model.json").read_text())["base_url"] == server.url


@pytest.mark.long
def test_unusable_replies_go_back_are_counted_and_paid(
    eyehand: Run, page: str, serve: Callable[..., ModelServer], tmp_path: Path
) -> None:
    def learns(asked: Asked) -> str:
        return clicks_blue(asked) if "Problem: your reply holds no tool call" in asked.last else "I would click it."

    said = eyehand("run", "Make it green", "--browser", page, "--json", "--out", "r", *at(serve(learns)))
    replies = [event for event in Trajectory.read(tmp_path / "r").events if isinstance(event, Replied)]
    assert replies[0].error and replies[0].usage.prompt > 0 and replies[1].decision
    assert said.result["tokens"]["prompt"] == sum(reply.usage.prompt for reply in replies)
    never = eyehand("run", "Make it green", "--browser", page, "--json", *at(serve(lambda asked: "no")))
    assert (never.code, never.result["reason"]) == (1, "qwen3-vl-8b gave 3 unusable replies in a row")


@pytest.mark.long
def test_infeasible_and_an_answer_end_to_end(eyehand: Run, page: str, serve: Callable[..., ModelServer]) -> None:
    def gives_up(asked: Asked) -> str:
        return call(action="terminate", status="failure")

    said = eyehand("run", "Buy the moon", "--browser", page, "--json", *at(serve(gives_up)))
    assert (said.code, said.result["outcome"]) == (1, "infeasible")
    server = serve(lambda asked: call(action="answer", text="It is blue"))
    told = eyehand("run", "What colour is it?", "--browser", page, "--json", "--accept-unverified", *at(server))
    assert (told.code, told.result["answer"]) == (0, "It is blue")


@pytest.mark.long
def test_a_dialog_is_answered_with_keys(eyehand: Run, serve: Callable[..., ModelServer], tmp_path: Path) -> None:
    (tmp_path / "ask.html").write_text("<script>setTimeout(() => document.title = prompt('Name?'), 300)</script>")

    def answers(asked: Asked) -> str:
        if "A dialog" not in "".join(text for _, text in asked.texts):
            return call(action="wait", time=0.5)
        if "Page: Ada" in asked.last:
            return call(action="terminate", status="success")
        return call(action="type", text="Ada") if "A dialog" in asked.last else call(action="wait", time=0.5)

    words = ("--json", "--max-steps", "8", "--accept-unverified", *at(serve(answers)))
    said = eyehand("run", "Say that you are Ada", "--browser", (tmp_path / "ask.html").as_uri(), *words)
    assert said.result["outcome"] == "unverified", said.err


@pytest.mark.long
def test_one_plans_and_the_eye_points(eyehand: Run, serve: Callable[..., ModelServer], tmp_path: Path) -> None:
    (tmp_path / "save.html").write_text(
        "<button style='margin:200px;padding:12px 30px' onclick=\"document.body.append('It was saved.')\">Save</button>"
    )
    page = (tmp_path / "save.html").as_uri()
    server = serve(names_in_words)
    words = ("--grounder", "embedded", "--json", "--expect", "It was saved")
    said = eyehand("run", "click the Save button", "--browser", page, *words, *at(server))
    assert (said.code, said.result["verified_by"]) == (0, "check"), said.err
    assert '"target"' in server.asked[0].texts[0][1] and '"coordinate"' not in server.asked[0].texts[0][1]
    absent = eyehand("run", "click the Print button", "--browser", page, *words, *at(server))
    assert absent.result["outcome"] == "failure" and "is not on the screen" in absent.err


def test_a_server_that_is_gone_is_3_and_a_run_that_was_cut_off_asks_the_same_model_again(
    eyehand: Run, page: str, serve: Callable[..., ModelServer]
) -> None:
    server = serve(clicks_blue, [refuses(401, "no")])
    first = eyehand("run", "Make it green", "--browser", page, "--json", "--out", "r", *at(server))
    assert (first.code, first.result["outcome"]) == (EXIT["error"], "error")
    again = eyehand("resume", "r", "--json", "--accept-unverified")
    assert (again.code, again.result["model"]) == (0, "qwen3-vl-8b"), again.err


def test_ctrl_c_does_not_wait_for_a_slow_model(page: str, serve: Callable[..., ModelServer], tmp_path: Path) -> None:
    server = serve(clicks_blue, [hangs(100)])
    words = command("run", "Make it green", "--browser", page, "--json", "--out", tmp_path / "r", *at(server))
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=tmp_path) as running:
        try:
            while not server.asked:
                assert running.poll() is None
                time.sleep(0.05)
            running.send_signal(signal.SIGINT)
            out, _ = running.communicate(timeout=60)  # the model would take 100
        finally:
            running.kill()
    assert running.returncode == 130 and json.loads(out)["outcome"] == "stopped"


@pytest.mark.long
def test_locate_asks_a_model(eyehand: Run, serve: Callable[..., ModelServer], tmp_path: Path) -> None:
    image = Image.new("RGB", (1920, 1080), "white")
    image.paste(BLUE, (1700, 1040, 1800, 1076))
    image.save(tmp_path / "screen.png")
    box = '{"bbox_2d": [885, 963, 938, 996], "label": "blue"}'
    boxes = {"the blue box": f"[{box}]", "a unicorn": "[]", "a cloud": "somewhere"}
    boxes["a shape"] = f'[{box}, {{"point_2d": [10, 10]}}]'
    server = serve(lambda asked: next(said for target, said in boxes.items() if repr(target) in asked.last))
    one = eyehand("locate", "screen.png", "the blue box", *at(server))
    assert (one.code, one.result["status"]) == (0, "found")
    x, y = one.result["point"]
    assert 1700 <= x < 1800 and 1040 <= y < 1076
    none = eyehand("locate", "screen.png", "a unicorn", *at(server))
    assert (none.code, none.result["status"]) == (1, "not_found")
    two = eyehand("locate", "screen.png", "a shape", *at(server))
    assert (two.code, two.result["status"], len(two.result["candidates"])) == (1, "ambiguous", 2)
    bad = eyehand("locate", "screen.png", "a cloud", *at(server))
    assert bad.code == 3 and "somewhere" in bad.err


@pytest.mark.long
def test_models_are_listed_chosen_and_then_used(
    eyehand: Run, serve: Callable[..., ModelServer], tmp_path: Path
) -> None:
    home = {"XDG_CONFIG_HOME": str(tmp_path / "config")}
    listed = {row["name"]: row for row in eyehand("models", "--json", **home).result["models"]}
    assert listed["embedded"]["used"] and listed["qwen3-vl-8b"]["context_tokens"] == 262_144
    assert listed["qwen3.5-397b-a17b"]["calls"] == "xml"
    assert "qwen3-vl-8b" in eyehand("models", **home).out
    server = serve(sees)
    assert eyehand("models", "use", "qwen3-vl-8b", **home).code == 0, "without an address it runs in this process"
    assert eyehand("models", "use", "qwen3-vl-9000", "--base-url", server.url, **home).code == 2
    (tmp_path / "config" / "eyehand" / "config.yaml").write_text("theme: dark\n")
    used = eyehand("models", "use", "qwen3-vl-8b", "--base-url", server.url, **home)
    assert used.code == 0 and "qwen3-vl-8b" in used.out
    assert "theme: dark" in (tmp_path / "config" / "eyehand" / "config.yaml").read_text()
    again = {row["name"]: row for row in eyehand("models", "--json", **home).result["models"]}
    assert again["qwen3-vl-8b"]["used"] and again["qwen3-vl-8b"]["base_url"] == server.url
    run = eyehand("run", "press Save", "--browser", "about:blank", "--json", **home)
    assert (run.result["model"], run.result["outcome"]) == ("qwen3-vl-8b", "infeasible"), run.err
    assert eyehand("models", "use", "embedded", **home).code == 0
    assert eyehand("run", "wait 0 seconds", "--browser", "about:blank", "--json", **home).result["model"] == "embedded"


@pytest.mark.long
def test_a_model_of_ones_own_with_its_prompt(eyehand: Run, serve: Callable[..., ModelServer], tmp_path: Path) -> None:
    server = serve(lambda asked: call(action="terminate", status="failure"))
    folder = tmp_path / "config" / "eyehand" / "models"
    folder.mkdir(parents=True)
    (folder / "mine.yaml").write_text(f"model_id: {MODEL}\nbase_url: {server.url}\nprompt_file: mine.txt\n")
    home = {"XDG_CONFIG_HOME": str(tmp_path / "config")}
    words = ("run", "do it", "--browser", "about:blank", "--json", "--model", "mine")
    assert "mine.txt" in eyehand(*words, **home).err
    (folder / "mine.txt").write_text("My own words.\n")
    assert eyehand(*words, **home).result["outcome"] == "infeasible"
    assert server.asked[-1].texts[0] == ("system", "My own words.")
    (folder / "mine.yaml").write_text("contextt: 3\n")
    wrong = eyehand(*words, **home)
    assert wrong.code == 2 and "contextt" in wrong.err


@pytest.mark.long
def test_a_program_asks_the_model_about_what_was_seen(
    serve: Callable[..., ModelServer], tmp_path: Path, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = serve(lambda asked: "blue" if patch(asked.images[-1], BLUE) else "NOT SHOWN")
    folder = tmp_path / "config" / "eyehand" / "models"
    folder.mkdir(parents=True)
    (folder / "mine.yaml").write_text(f"model_id: {MODEL}\nbase_url: {server.url}\n")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    with browser(page, model="mine", out=tmp_path / "r") as screen:
        screen.press("Tab")
        assert screen.ask("What colour is the button?") == "blue"
        server.mishaps.append(is_cut("The button is"))
        with pytest.raises(ActionError, match="no answer that can be used: your reply was too long"):
            screen.ask("What colour is the button?")
    named = {"model": "endpoint", "base_url": server.url, "model_id": MODEL, "grounder": "embedded"}
    with browser(page, out=tmp_path / "s", **named) as screen:
        screen.press("Tab")
        assert screen.ask("What colour is the button?") == "blue"
    assert len(server.asked) == 3 and "What colour is the button?" in server.asked[0].last


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--model", "endpoint"), "--base-url"),
        (("--model", "qwen3-vl-8b", "--model-id", "./nothing"), "no folder"),
        (("--model", "endpoint", "--base-url", "http://127.0.0.1:1/v1"), "--model-id"),
        (("--model", "endpoint", "--base-url", "127.0.0.1:1", "--model-id", "x"), "http://127.0.0.1:8000/v1"),
        (("--model", "embedded", "--grounder", "qwen3-vl-8b"), "points itself"),
        (("--model", "embedded", "--base-url", "http://x/v1"), "served nowhere"),
        (("--model", "endpoint", "--base-url", "http://x/v1", "--model-id", "x", "--grounder", "nix"), "nix"),
    ],
)
def test_what_cannot_be_is_2(
    words: tuple[str, ...],
    said: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["run", "press Save", "--browser", "about:blank", *words]) == 2
    told = capsys.readouterr()
    assert said in told.err and "\n" not in told.err.strip() and not list(tmp_path.glob("runs/*/*"))


def test_check_finds_a_model_that_works(eyehand: Run, serve: Callable[..., ModelServer]) -> None:
    said = eyehand("models", "check", "qwen3-vl-8b", "--base-url", serve(sees).url, "--json")
    assert said.code == 0, said.out + said.err
    found = {one["name"]: one for one in said.result["findings"]}
    assert list(found) == ["format", "coordinates", "pictures", "tokens", "speed"]
    assert found["coordinates"]["said"] == "9 of 9 places hit"
    assert "882 of them for its 1280x720 picture" in found["tokens"]["said"]


@pytest.mark.long
def test_check_finds_out_servers_that_lie(eyehand: Run, serve: Callable[..., ModelServer]) -> None:
    def resized(asked: Asked) -> str:
        """Decodes against 704 rows."""
        name, value = re_coordinate(sees(asked))
        return call(action="left_click", coordinate=[value[0], round(value[1] * 0.978) - 20]) if value else name

    def forgets(asked: Asked) -> str:
        """Keeps the newest picture only."""
        return sees(Asked(asked.body, asked.images[-1:] * len(asked.images), asked.texts))

    for brain, failing in ((resized, "coordinates"), (forgets, "pictures"), (lambda asked: "Sure!", "format")):
        said = eyehand("models", "check", "qwen3-vl-8b", "--base-url", serve(brain).url, "--json")
        assert said.code == 1
        found = {one["name"]: one for one in said.result["findings"]}
        assert not found[failing]["ok"] and "882 of them" in found["tokens"]["said"], said.out
    told = eyehand("models", "check", "qwen3-vl-8b", "--base-url", serve(lambda asked: "Sure!").url)
    assert told.code == 1 and "failed" in told.out and NAMES[0] in told.out


def re_coordinate(said: str) -> tuple[str, list[int] | None]:
    value = json.loads(said.partition("<tool_call>")[2].partition("</tool_call>")[0]) if "<tool_call>" in said else {}
    return said, value.get("arguments", {}).get("coordinate")
