"""``eyehand results`` tells what is in a folder, all of it, and refuses what it cannot tell."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page, sync_playwright

from eyehand.agent.evaluation.results import EVAL_FILE, RESULT_FILE, Planned, Result
from eyehand.agent.report import write_report
from eyehand.agent.settings import load
from eyehand.agent.start import start_browser
from eyehand.tasks.apps.expenses.server import ExpensesServer
from eyehand.tools.browser.chromium import find_chromium

from ..conftest import HEADLINE, Said
from .written import result, write

Eyehand = Callable[..., Said]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real run that did its task, with its report."""
    folder = tmp_path_factory.mktemp("real") / "run"
    folder.mkdir()
    with ExpensesServer(0) as app:
        episode = start_browser(f"{app.url}new", folder, load(flags={"model": "embedded"}))
        try:
            assert episode.run(HEADLINE).outcome == "success"
        finally:
            episode.close()
    write_report(folder)
    return folder


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=str(find_chromium()), args=arguments)
        yield browser.new_page(viewport={"width": 1400, "height": 900})
        browser.close()


def test_all_that_was_planned_is_counted_or_named(eyehand: Eyehand, tmp_path: Path) -> None:
    out = write(
        tmp_path / "out",
        [
            result("taxi", tags=("form", "select"), steps=12, solution={"steps": 6}),
            result("lunch", 0.0),
            result("hotel", 0.0, outcome="success", verified_by="implied", reason="there is no expense"),
            result("trip", 0.0, outcome="error", error="EnvError: the browser is gone", retries=2, steps=0, stages={}),
        ],
        missing=[Planned(task="later", seed=3)],
    )
    (out / "episodes" / "stranger" / "1").mkdir(parents=True)
    (out / "episodes" / "stranger" / "1" / RESULT_FILE).write_text("{}", encoding="utf-8")
    said = eyehand("results", out)
    assert said.code == 0, said.err
    words = " ".join(said.out.split())
    assert "unfinished: 1 of 5 episodes without a result" in words
    assert "with them, 20 to 40 % would be done" in words
    assert "4 episodes of 4 tasks, 25 % (0–75) done" in words
    assert "1 broke, which counts as not done" in words
    assert "1 false success: called a success that was none" in words
    assert "2 retries after errors of the environment" in words
    assert "hotel/0: there is no expense" in words
    assert "trip/0: EnvError: the browser is gone" in words
    assert "later/3: it has not begun" in words
    assert "not in the plan, and not counted: episodes/stranger/1" in words
    assert re.search(r"^ *all +25 % \(0–75\) +4 +1 +1 +6 \(2\.0×\) +9\.0", said.out, re.MULTILINE)
    assert re.search(r"^ *select +100 % \(3–100\) +1 +- +- +12 \(2\.0×\)", said.out, re.MULTILINE)
    told = eyehand("results", out, "--json").result
    assert (told["episodes"], told["errors"], told["false_successes"], told["success_rate"]) == (4, 1, 1, 0.25)
    assert told["missing"] == [{"task": "later", "seed": 3, "why": "it has not begun"}]
    assert set(told["by_task"]) == {"taxi", "lunch", "hotel", "trip"}
    assert told["by_tag"]["select"]["success_rate"] == 1.0
    assert told["stages"]["decide"]["median_s"] == pytest.approx(0.4)
    assert Path(told["html"]) == out / "results.html"


def test_what_a_foreign_benchmark_gave_stands_beside_the_score(eyehand: Eyehand, tmp_path: Path) -> None:
    spent = {"tokens": {"prompt": 900, "cached": 300, "completion": 50}, "cost": 0.25, "model_calls": 4}
    out = write(tmp_path / "out", [result("click", reward=0.5, **spent), result("drag", 0.4, reward=-1.0, **spent)])
    said = eyehand("results", out)
    assert re.search(r"^ *all +50 % \(0–100\) +2 +0\.700 +-0\.250 +6 +9\.0 +1,900 +0\.5", said.out, re.MULTILINE)
    assert "8 model calls; 1,800 tokens sent, 600 of them cached; 100 received" in " ".join(said.out.split())
    told = eyehand("results", out, "--json").result
    assert (told["reward"], told["score"], told["tokens"], told["cost"]) == (-0.25, 0.7, 1900, 0.5)


def test_several_seeds_say_what_several_tries_are_worth(eyehand: Eyehand, tmp_path: Path) -> None:
    tries = [result("taxi", float(seed == 0), seed) for seed in range(3)] + [
        result("lunch", 0.0, seed) for seed in range(3)
    ]
    told = eyehand("results", write(tmp_path / "out", tries), "--json").result
    assert {k: mean for k, (mean, _, _) in told["pass_at_k"].items()} == pytest.approx(
        {"1": 1 / 6, "2": 1 / 3, "3": 0.5}
    )
    assert told["by_task"]["taxi"]["episodes"] == 3


def test_two_runs_are_compared_pair_by_pair(eyehand: Eyehand, tmp_path: Path) -> None:
    names = [f"task-{n}" for n in range(8)]
    before = write(tmp_path / "before", [result(name, float(n < 1)) for n, name in enumerate(names)])
    after = write(
        tmp_path / "after",
        [*(result(name, steps=4) for name in names[:-1]), result("new")],
        missing=[Planned(task=names[-1])],
        suite_version=2,
    )
    said = eyehand("results", after, before)
    assert said.code == 0, said.err
    words = " ".join(said.out.split())
    assert "7 episodes in both: 6 better, 0 worse; +85.7 points" in words
    assert "p = 0.031 (paired permutation test" in words
    assert "done in both, 1: 6 → 4 steps" in words
    assert "left out for want of a counterpart: 2 results" in words
    assert "the suite has another version there" in words
    assert "better: task-1/0, task-2/0" in words and "worse:" not in words
    told = eyehand("results", before, after, "--json").result["comparison"]
    assert (told["pairs"], told["better"], told["worse"]) == (7, 0, 6)
    assert told["change"] == pytest.approx(-6 / 7)
    assert told["ci95"][0] <= told["change"] <= told["ci95"][1] < 0


@pytest.mark.parametrize(
    ("about", "message"),
    [
        ({"suite": "desktop"}, "only runs of the same suite can be compared"),
        ({"only": "other"}, "no task and seed in common"),
    ],
)
def test_runs_of_different_things_are_not_compared(
    eyehand: Eyehand, tmp_path: Path, about: dict[str, str], message: str
) -> None:
    first = write(tmp_path / "first", [result("taxi")])
    other = write(tmp_path / "other", [result(about.pop("only", "taxi"))], **about)
    said = eyehand("results", first, other)
    assert (said.code, said.out) == (2, "")
    assert message in said.err
    assert not (first / "results.html").exists()


@pytest.mark.parametrize(
    ("damage", "why"),
    [
        (lambda text: text[: len(text) // 2], "is no JSON, or was cut off while it was written"),
        (lambda text: "", "is no JSON, or was cut off while it was written"),
        (lambda text: "[]", "input should be a valid dictionary"),
        (lambda text: text.replace('"score":1.0', '"score":1.5'), "score: input should be less than or equal to 1"),
        (lambda text: text.replace('"score":1.0', '"score":NaN'), "score:"),
        (lambda text: text.replace('"error":null', '"error":"it broke"'), "an episode that broke scores 0, not 1"),
        (lambda text: text.replace('"task":"broken"', '"task":"fine"'), "is that of fine with seed 0"),
        (lambda text: text.replace('"score"', '"scores"'), "score: field required"),
    ],
)
def test_a_result_that_cannot_be_read_is_missing_and_not_dropped(
    eyehand: Eyehand, tmp_path: Path, damage: Callable[[str], str], why: str
) -> None:
    out = write(tmp_path / "out", [result("broken"), result("fine")])
    path = out / "episodes" / "broken" / "0" / RESULT_FILE
    text = path.read_text(encoding="utf-8")
    assert damage(text) != text
    path.write_text(damage(text), encoding="utf-8")
    told = eyehand("results", out, "--json").result
    assert told["episodes"] == 1
    [missing] = told["missing"]
    assert missing["task"] == "broken" and why in missing["why"]


def test_an_episode_that_was_cut_off_is_missing(eyehand: Eyehand, tmp_path: Path) -> None:
    out = write(tmp_path / "out", [result("fine"), result("cut")])
    (out / "episodes" / "cut" / "0" / RESULT_FILE).unlink()
    [missing] = eyehand("results", out, "--json").result["missing"]
    assert missing == {"task": "cut", "seed": 0, "why": "it began and did not end"}


@pytest.mark.parametrize(
    ("prepare", "message"),
    [
        (lambda out: (out / EVAL_FILE).unlink(), "is no results folder: it holds no eval.json"),
        (lambda out: (out / EVAL_FILE).write_text("{"), "eval.json: it is no JSON, or was cut off"),
        (lambda out: changed(out / EVAL_FILE, model=3), "eval.json: model: input should be a valid string"),
        (lambda out: changed(out / EVAL_FILE, format=2), "eval.json is of format 2, of a newer eyehand"),
        (lambda out: changed(out / EVAL_FILE, episodes=[]), "holds no result yet"),
        (lambda out: changed(out / EVAL_FILE, episodes=[{"task": "../up"}]), "episodes.0.task"),
        (lambda out: changed(out / EVAL_FILE, episodes=[{"task": "a"}] * 2), "an episode is planned twice"),
        (lambda out: changed(result_file(out), format=9, odd=1), "result.json is of format 9, of a newer eyehand"),
        (lambda out: result_file(out).unlink(), "holds no result yet: 1 episode missing; taxi: it began"),
    ],
)
def test_a_folder_that_cannot_be_told_is_refused_with_words(
    eyehand: Eyehand, tmp_path: Path, prepare: Callable[[Path], object], message: str
) -> None:
    out = write(tmp_path / "out", [result("taxi")])
    prepare(out)
    said = eyehand("results", out)
    assert (said.code, said.out) == (2, "")
    assert message in said.err and "Traceback" not in said.err
    assert not (out / "results.html").exists()


def test_the_page_shows_each_episode_with_its_pictures(eyehand: Eyehand, tmp_path: Path, run: Path, page: Page) -> None:
    hostile = "<img src=x onerror=alert(1)> & \u202e[bold]"
    results = [result("taxi"), result("lunch", 0.0, reason=hostile), result("hotel", 0.0, outcome="success")]
    out = write(tmp_path / "out", results, run=run, missing=[Planned(task="later")])
    (out / "episodes" / "lunch" / "0" / "run" / "trajectory.jsonl").unlink()
    away = tmp_path / "else where" / "page.html"
    away.parent.mkdir()
    for said in (eyehand("results", out), eyehand("results", out, "--html", away)):
        assert said.code == 0, said.err
    for path in (out / "results.html", away):
        page.goto(path.as_uri())
        assert page.locator("article h3").all_inner_texts() == ["hotel/0form", "lunch/0form", "taxi/0form"]
        assert page.locator("article .badge").all_inner_texts() == ["false success", "not done", "done"]
        assert page.locator("article .reason").nth(1).inner_text().startswith("<img src=x onerror=alert(1)> &")
        assert "is no run folder" in page.locator("article").nth(1).inner_text()
        strip = page.locator("article").nth(2).locator("li")
        assert 3 <= strip.count() <= 8
        assert strip.locator("img").evaluate_all("ones => ones.every(one => one.complete && one.naturalWidth > 100)")
        links = page.locator("article a").evaluate_all("ones => ones.map(one => one.href)")
        assert len(links) == 2 * strip.count() + 3
        assert all(Path(unquote(link.removeprefix("file://"))).is_file() for link in links)
        assert "later/0: it has not begun" in page.locator("main").inner_text()


def test_the_tables_go_into_a_markdown_file_with_what_they_were_made_by(eyehand: Eyehand, tmp_path: Path) -> None:
    results = [
        result("taxi"),
        result("taxi", 0.0, 1, reason="it is not | saved"),
        result("hotel", 0.0, outcome="error", error="a | bar, a *star* and <b>"),
    ]
    out = write(tmp_path / "out", results, commands=["eyehand eval web --out out"], machines=["2 CPU cores"])
    best = write(tmp_path / "best", results[:1], model="oracle", commands=["eyehand eval web --out best"])
    said = eyehand("results", out, "--oracle", best, "--markdown", tmp_path / "web.md")
    assert said.code == 0, said.err
    text = (tmp_path / "web.md").read_text(encoding="utf-8")
    assert text.startswith("# The suite web with embedded\n")
    assert "Made by `eyehand eval web --out out`, `eyehand eval web --out best`, `eyehand results " in text
    assert "--markdown" in text and "; on 2 CPU cores.\n" in text and "2027-01-15" in text
    assert "- ended with: 1 success by implied, 1 failure, 1 error" in text
    assert "| all | 33 % (0–50) | 3 | 1 |" in text
    assert "| hotel | 0 % | 1 | 1 | 6 | 9.0 | 1 error | a \\| bar, a \\*star\\* and \\<b\\> |" in text
    assert "| taxi | 50 % | 2 | - | 6 | 9.0 | 1 success by implied, 1 failure | it is not \\| saved |" in text
    assert "- hotel/0: a \\| bar, a \\*star\\* and \\<b\\>" in text


def test_where_the_page_cannot_be_written_the_table_is_still_told(eyehand: Eyehand, tmp_path: Path) -> None:
    out = write(tmp_path / "out", [result("taxi")])
    (out / "results.html").mkdir()
    said = eyehand("results", out)
    assert said.code == 0 and "1 episode of 1 task, 100 % (3–100) done" in said.out
    assert "cannot write" in said.err and "Traceback" not in said.err
    assert eyehand("results", out, "--html", out / "results.html").code == 3
    assert eyehand("results", out, "--markdown", tmp_path / "nowhere" / "web.md").code == 3
    assert sorted(os.listdir(out)) == ["episodes", "eval.json", "results.html"]


def test_what_is_written_can_be_read_again() -> None:
    one = result("taxi", 0.0, 4, reward=-1.0, solution={"steps": 3, "seconds": 1.5}, cost=0.1)
    assert Result.model_validate_json(one.model_dump_json()) == one


def changed(path: Path, **values: object) -> None:
    path.write_text(json.dumps({**json.loads(path.read_text(encoding="utf-8")), **values}), encoding="utf-8")


def result_file(out: Path) -> Path:
    return out / "episodes" / "taxi" / "0" / RESULT_FILE
