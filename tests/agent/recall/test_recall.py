"""``eyehand recall`` on real runs in a real browser: what stood there once is found, with its picture and place."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from eyehand.agent.episode import Episode
from eyehand.agent.models.scripted import Scripted
from eyehand.agent.recall.hits import Hit
from eyehand.agent.recall.live import Recall
from eyehand.agent.recall.opening import FILE
from eyehand.env.trajectory import FILE as TRAJECTORY
from eyehand.env.trajectory import Trajectory
from eyehand.tools.actions import Act, Click, Done
from eyehand.tools.errors import EnvError
from eyehand.tools.eye.eye import Eye
from eyehand.tools.geometry import Box, Point
from eyehand.tools.secrets import Secrets

from ..conftest import Said, command
from ..test_bad_input import wait_for

Run = Callable[..., Said]
NUMBER = Box(96, 112, 480, 160)
CHINESE = Box(96, 192, 480, 240)
"""Where tests/pages/order.html says what only its first screen says."""
CONTINUE = Act(action=Click(at=Point(150, 315)))
VOUCHER = Act(action=Click(at=Point(400, 235)))
FINISH = Act(action=Click(at=Point(340, 435)))


@pytest.fixture(scope="module")
def order(page_server: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run over the three screens of tests/pages/order.html, all of it read."""
    folder = tmp_path_factory.mktemp("runs") / "order"
    words = ("run", "press Continue, then press Finish", "--browser", f"{page_server}/order.html", "--out", folder)
    done = subprocess.run(command(*words, "--model", "embedded"), capture_output=True, text=True, timeout=240)
    assert done.returncode in (0, 1), done.stderr
    assert len(list((folder / "frames").glob("*.png"))) >= 3
    done = subprocess.run(command("recall", folder, "goodbye"), capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def copied(order: Path, tmp_path: Path) -> Path:
    """The run in a folder of the test's own, without an index."""
    folder = tmp_path / "order"
    shutil.copytree(order, folder)
    (folder / FILE).unlink()
    return folder


def inside(box: list[int], around: Box) -> bool:
    return around.common_area(Box(*box)) == Box(*box).area > 0


def test_what_stood_there_once_is_found_with_its_picture_and_place(eyehand: Run, order: Path) -> None:
    said = eyehand("recall", order, "order number", "--json")
    assert (said.code, said.err) == (0, "")
    [hit] = said.result["hits"]
    assert list(hit) == ["run", "time_s", "text", "box", "frame", "score"]
    assert (hit["run"], hit["frame"]) == (str(order), str(order / "frames" / "0000.png"))
    assert "ZK-48213" in hit["text"] and inside(hit["box"], NUMBER)
    assert 0.5 < hit["score"] <= 1 and hit["time_s"] > 0


@pytest.mark.parametrize(
    ("query", "frame", "around"),
    [
        ("zk 48213", "0000", NUMBER),
        ("订单编号", "0000", CHINESE),
        ("七七", "0000", CHINESE),
        ("delivery 七七四三", "0000", None),
        ("basket", "0001", None),
        ("goodbye", "0002", None),
    ],
)
def test_words_lead_to_their_screen(eyehand: Run, order: Path, query: str, frame: str, around: Box | None) -> None:
    hits = eyehand("recall", order, query, "--json").result["hits"]
    assert Path(hits[0]["frame"]).stem.startswith(frame)
    assert around is None or inside(hits[0]["box"], around)


def test_a_person_is_told_the_time_the_text_and_the_picture(eyehand: Run, order: Path) -> None:
    said = eyehand("recall", order, "order number", COLUMNS="200")
    assert said.code == 0
    assert re.search(r"\d\.\ds read +Your order number is ZK-48213", said.out)
    assert str(order / "frames" / "0000.png") in said.out


def test_what_is_not_found_is_said_and_1(eyehand: Run, order: Path) -> None:
    said = eyehand("recall", order, "xylophone")
    assert (said.code, said.out) == (1, "not found on any screen of the run\n")
    assert eyehand("recall", order, "xylophone", "--json").result == {"hits": []}


def test_the_page_of_pictures_shows_them_and_nothing_runs_on_it(eyehand: Run, order: Path, tmp_path: Path) -> None:
    said = eyehand(
        "recall", order, "order number <script>", "--open", BROWSER="true", TMPDIR=str(tmp_path), COLUMNS="200"
    )
    assert said.code == 0, said.err
    [page] = tmp_path.glob("eyehand-recall-*.html")
    text = page.read_text(encoding="utf-8")
    assert str(page) in said.out and page.stat().st_mode & 0o077 == 0
    assert "data:image/webp" in text and "ZK-48213" in text
    assert "<script" not in text and "default-src &#x27;none&#x27;" in text
    assert (order / "frames" / "0000.png").as_uri() in text


def test_many_runs_are_searched_the_newest_first_and_damaged_ones_are_named(
    eyehand: Run, copied: Path, tmp_path: Path
) -> None:
    for number, started in ((1, 100.0), (2, 300.0), (3, 200.0)):
        run = tmp_path / "all" / "deeper" / f"run-{number}"
        shutil.copytree(copied, run)
        lines = (run / TRAJECTORY).read_text(encoding="utf-8").splitlines(keepends=True)
        header = {**json.loads(lines[0]), "started_unix_s": started}
        (run / TRAJECTORY).write_text("".join([json.dumps(header) + "\n", *lines[1:]]), encoding="utf-8")
    broken = tmp_path / "all" / "broken"
    shutil.copytree(copied, broken)
    (broken / TRAJECTORY).write_text('{"event":"header"\nso\n', encoding="utf-8")
    said = eyehand("recall", "all", "order number", "--json")
    assert [Path(hit["run"]).name for hit in said.result["hits"]] == ["run-2", "run-3", "run-1"]
    assert "not searched" in said.err and "broken" in said.err and "Traceback" not in said.err
    two = eyehand("recall", "all/deeper/run-1", "all/deeper/run-3", "order number", "--json")
    assert [Path(hit["run"]).name for hit in two.result["hits"]] == ["run-3", "run-1"]
    assert two.err == "", "they were read before"
    assert eyehand("recall", "all/broken", "order").code == 2


@pytest.mark.long
def test_a_run_that_was_killed_is_read_up_to_its_end(eyehand: Run, page_server: str, tmp_path: Path) -> None:
    words = ("run", "press Continue, wait 60 seconds", "--browser", f"{page_server}/order.html", "--out", "r")
    process = subprocess.Popen(
        command(*words, "--model", "embedded"), cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_for(lambda: '"kind":"wait"' in (tmp_path / "r" / TRAJECTORY).read_text())
    finally:
        process.kill()
        process.wait()
    with (tmp_path / "r" / TRAJECTORY).open("a") as file:
        file.write('{"event":"observ')
    for query, frame in (("ZK-48213", "0000"), ("basket", "0001")):
        said = eyehand("recall", "r", query, "--json")
        assert Path(said.result["hits"][0]["frame"]).stem.startswith(frame), said.err
    (tmp_path / "r" / FILE).unlink()  # as an older version leaves it
    assert eyehand("recall", "r", "ZK-48213", "--json").result["hits"][0]["frame"] == "r/frames/0000.png"


@pytest.mark.long
def test_an_index_that_is_damaged_is_made_again_and_that_is_said(eyehand: Run, order: Path, tmp_path: Path) -> None:
    run = tmp_path / "order"
    shutil.copytree(order, run)
    whole = (run / FILE).read_bytes()
    for damage in (b"not a database at all" * 100, whole[:4096] + b"\xff" * (len(whole) - 4096)):
        (run / FILE).write_bytes(damage)
        said = eyehand("recall", "order", "ZK-48213", "--json")
        assert [hit["frame"] for hit in said.result["hits"]] == ["order/frames/0000.png"]
        assert "made again" in said.err and "Traceback" not in said.err
        assert eyehand("recall", "order", "ZK-48213").err == ""


def test_pictures_that_are_missing_or_damaged_are_named_and_the_others_searched(eyehand: Run, copied: Path) -> None:
    (copied / "frames" / "0000.png").unlink()
    data = (copied / "frames" / "0001.png").read_bytes()
    (copied / "frames" / "0001.png").write_bytes(data[: len(data) // 2])
    for _ in range(2):
        said = eyehand("recall", "order", "goodbye", "--json")
        assert [Path(hit["frame"]).stem for hit in said.result["hits"]] == ["0002"]
        assert "0000.png" in said.err and "1 more" in said.err and "Traceback" not in said.err


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    folder.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder]
    if subprocess.run(words, capture_output=True).returncode:
        pytest.skip("mounting a small disk needs root")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


@pytest.mark.parametrize("kept", [True, False])
def test_a_folder_that_cannot_be_written_is_searched_all_the_same(
    eyehand: Run, order: Path, copied: Path, tmp_path: Path, kept: bool
) -> None:
    with small_disk(tmp_path / "disk", "4m") as disk:
        shutil.copytree(order if kept else copied, disk / "r")
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        said = eyehand("recall", disk / "r", "ZK-48213", "--json")
        assert [Path(hit["frame"]).stem for hit in said.result["hits"]] == ["0000"]
        assert "Traceback" not in said.err
        assert (said.err == "") is kept
        assert ("what is read now is not kept" in said.err) is not kept


def test_on_a_full_disk_too(eyehand: Run, copied: Path, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "2m") as disk:
        shutil.copytree(copied, disk / "r")
        done = subprocess.run(["dd", "if=/dev/zero", f"of={disk / 'rest'}", "bs=4k"], capture_output=True)
        assert b"No space left" in done.stderr
        said = eyehand("recall", disk / "r", "ZK-48213", "--json")
        assert [Path(hit["frame"]).stem for hit in said.result["hits"]] == ["0000"]
        assert "cannot write" in said.err and "Traceback" not in said.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nowhere", "order"), "'nowhere' is no folder"),
        (("empty", "order"), "holds no run"),
        (("order", ""), "query is empty"),
        (("order", "x" * 501), "501 characters"),
        (("order",), "QUERY"),
    ],
)
def test_what_cannot_be_searched_is_one_line_and_2(
    eyehand: Run, copied: Path, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    (tmp_path / "empty").mkdir()
    done = eyehand("recall", *words)
    assert (done.code, done.out) == (2, "")
    assert said in done.err and "Traceback" not in done.err


def test_a_decider_can_recall_while_the_run_goes_on(episode: Callable[..., Episode], page_server: str) -> None:
    found: list[list[Hit]] = []

    def ask(_: object) -> Done:
        assert run.recall is not None
        found.extend(run.recall.find(query) for query in ("order number", "goodbye", "xylophone"))
        return Done(status="failure", reason="the end")

    run = episode(f"{page_server}/order.html", Scripted([CONTINUE, FINISH, ask]))
    assert run.run("look").reason == "the end"
    [number], [goodbye, *_], [] = found
    assert (number.frame, inside([*number.box], NUMBER)) == (run.folder / "frames" / "0000.png", True)
    assert goodbye.frame.stem.startswith("0002"), "the newest screen, which is not decided on yet"


def test_a_resumed_run_recalls_what_was_before(copied: Path) -> None:
    trajectory = Trajectory.read(copied)
    for _ in range(2):  # read, then found in what was read
        recall = Recall(copied, Eye(), Secrets(), trajectory.events)
        try:
            assert [hit.frame.name for hit in recall.find("order number")] == ["0000.png"]
        finally:
            recall.close()


def test_an_index_that_cannot_be_kept_stops_no_run_and_recalling_says_why(copied: Path) -> None:
    (copied / FILE).mkdir()
    recall = Recall(copied, Eye(), Secrets())
    for event in Trajectory.read(copied).events:
        recall(event)
    with pytest.raises(EnvError, match=r"cannot write .*recall\.sqlite"):
        recall.find("order number")
    recall.close()


@pytest.mark.long
def test_a_secret_on_the_screen_is_not_in_the_index(eyehand: Run, page_server: str, tmp_path: Path) -> None:
    secret = "GRAPE-7731-melon"
    words = ("run", "press Continue, type {code} into Voucher code, then wait 1 second", "--out", "r")
    done = eyehand(*words, "--browser", f"{page_server}/order.html", "--secret", "code=@MY_CODE", MY_CODE=secret)
    assert done.code in (0, 1), done.err
    eyehand("recall", "r", "code", MY_CODE=secret)
    said = eyehand("recall", "r", "{code}", "--json")
    assert said.err == "" and any("{code}" in hit["text"] for hit in said.result["hits"])
    data = (tmp_path / "r" / FILE).read_bytes().lower()
    assert not any(part in data for part in (b"grap", b"7731", b"melon"))
    (tmp_path / "r" / FILE).unlink()
    said = eyehand("recall", "r", "order number", "--json")
    assert said.code == 1 and "its secrets (code) are not here" in said.err
    said = eyehand("recall", "r", "order number", "--json", MY_CODE=secret)
    assert said.code == 0 and "reading" in said.err
    assert b"grape" not in (tmp_path / "r" / FILE).read_bytes().lower()
