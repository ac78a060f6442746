"""The world of the drift suite keeps what it promises: judges that know, drifts that show, faults that fault."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from eyehand.tools.browser.chromium import find_chromium

from .applications import Truth
from .chore import Chore
from .chores import CHORES, CLAIM, CORRECT, PROMOTE, TRIAGE
from .drifts import DRIFTS, NONE, Drift
from .person import Person, Stuck
from .world import World, opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WORKING = [drift for drift in DRIFTS if drift.allowed == {"right"}]
HALTING = [drift for drift in DRIFTS if drift.kind == "fault" and drift.name != "another record opens"]
OTHER_RECORD = next(drift for drift in DRIFTS if drift.name == "another record opens")
SHORT = {"zoom 125 %", "controls re-worded", "error 500 with a success banner"}
FAULT_S = 15.0
WRITES = {
    CORRECT.name: "PUT /api/expenses/EXP-1004",
    CLAIM.name: "POST /api/expenses",
    PROMOTE.name: "POST /admin/auth/user/7/change/",
    TRIAGE.name: "POST /issue3",
}


ELSEWHERE = {"none", "zoom 125 %", "controls re-worded", "rows in another order", "button disabled"}
"""The drifts under which the other chores are tried, too; ``python -m tests.drift.sheet`` tries all."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(find_chromium()), args=["--no-sandbox"])
        yield browser
        browser.close()


def page_of(browser: Browser, world: World) -> Page:
    width, height = world.drift.viewport
    page = browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=world.drift.scale)
    page.goto(world.url)
    return page


def cases(drifts: list[Drift], always: tuple[Chore, ...] = (CORRECT,)) -> list[object]:
    """Each chore under each drift that says something of it; all but a few take their time."""
    return [
        pytest.param(
            chore,
            drift,
            id=f"{chore.name}, {drift.name}",
            marks=()
            if chore.name in {each.name for each in always} and drift.name in {"none", *SHORT}
            else pytest.mark.long,
        )
        for chore in CHORES
        for drift in drifts
        if drift.fits(chore) and (chore is CORRECT or drift.name in ELSEWHERE)
    ]


@pytest.mark.parametrize(("chore", "drift"), [*cases([NONE], CHORES), *cases(WORKING)])
def test_a_person_does_it_right_wherever_it_can_be_done(
    browser: Browser, tmp_path: Path, chore: Chore, drift: Drift
) -> None:
    with opened(chore, drift, tmp_path) as world:
        page = page_of(browser, world)
        chore.person(Person(page), chore.parameters)
        page.close()
        verdict = world.judge()
    assert verdict.outcome == "right", verdict.reason


@pytest.mark.parametrize(("chore", "drift"), cases(HALTING))
def test_under_a_fault_a_person_who_only_goes_on_gets_nothing_done(
    browser: Browser, tmp_path: Path, chore: Chore, drift: Drift
) -> None:
    with opened(chore, drift, tmp_path) as world:
        page = page_of(browser, world)
        try:
            chore.person(Person(page, patience_s=FAULT_S), chore.parameters)
        except Stuck:
            assert drift.name != "error 500 with a success banner", "the banner says that it is done"
        page.close()
        verdict = world.judge()
    assert verdict.outcome == "not done", verdict.reason


@pytest.mark.long
@pytest.mark.parametrize("chore", [chore for chore in CHORES if OTHER_RECORD.fits(chore)], ids=lambda chore: chore.name)
def test_who_does_not_look_changes_another_record_and_is_judged_wrong(
    browser: Browser, tmp_path: Path, chore: Chore
) -> None:
    with opened(chore, OTHER_RECORD, tmp_path) as world:
        page = page_of(browser, world)
        try:
            chore.person(Person(page, patience_s=FAULT_S), chore.parameters)
        except Stuck:
            assert chore.name == CORRECT.name, "only Expenses names the record when it is saved"
        page.close()
        verdict = world.judge()
    assert verdict.outcome == "wrong", verdict.reason


@pytest.mark.parametrize("chore", CHORES, ids=lambda chore: chore.name)
def test_doing_nothing_is_not_done_and_only_looking_changes_nothing(tmp_path: Path, chore: Chore) -> None:
    with opened(chore, NONE, tmp_path) as world:
        with urllib.request.urlopen(world.url) as reply:
            assert reply.status == 200
        assert world.judge().outcome == "not done"


def wrongly(chore: Chore, before: Truth) -> Truth:
    """All that is right, and a little more."""
    right = chore.stages(before, chore.parameters)[-1]
    key = next(key for key in before if right[key] == before[key])
    name = next(iter(right[key]))
    return {**right, key: {**right[key], name: "changed"}}


@pytest.mark.parametrize("chore", CHORES, ids=lambda chore: chore.name)
def test_another_row_another_value_and_a_second_sending_are_wrong(tmp_path: Path, chore: Chore) -> None:
    with chore.application.start(tmp_path) as running:
        before = running.truth()
    given = chore.parameters
    right = chore.stages(before, given)[-1]
    other_value = chore.stages(before, {name: f"{value}1" for name, value in given.items()})[-1]
    write = WRITES[chore.name]
    assert chore.judge(before, right, given, [write]).outcome == "right"
    assert chore.judge(before, right, given, [write, write]).outcome == "wrong"
    assert chore.judge(before, wrongly(chore, before), given, [write]).outcome == "wrong"
    assert chore.judge(before, other_value, given, [write]).outcome == "wrong"
    assert chore.judge(before, dict(list(before.items())[1:]), given, []).outcome == "wrong"


@pytest.mark.parametrize("chore", [CORRECT, PROMOTE, TRIAGE], ids=lambda chore: chore.name)
@pytest.mark.parametrize("data", ["twin", "absent"])
def test_nothing_is_right_where_the_row_is_missing_or_there_twice(tmp_path: Path, chore: Chore, data: str) -> None:
    with chore.application.start(tmp_path, data) as running:  # type: ignore[arg-type]
        before = running.truth()
    assert chore.stages(before, chore.parameters) == [before]


def test_there_are_enough_drifts_of_each_kind_under_names_of_their_own() -> None:
    assert len({drift.name for drift in DRIFTS}) == len(DRIFTS) >= 24
    assert {drift.kind for drift in DRIFTS} == {"cosmetic", "structural", "fault"}
    assert all(drift.allowed == {"right"} for drift in DRIFTS if drift.kind == "cosmetic")


@pytest.mark.long
@pytest.mark.parametrize("chore", CHORES, ids=lambda chore: chore.name)
def test_each_cosmetic_drift_is_to_be_seen_on_the_first_page(browser: Browser, tmp_path: Path, chore: Chore) -> None:
    seen: dict[bytes, str] = {}
    for place, drift in enumerate((NONE, *(each for each in DRIFTS if each.kind == "cosmetic"))):
        with opened(chore, drift, tmp_path / str(place)) as world:
            page = page_of(browser, world)
            page.wait_for_load_state("networkidle")
            shot = page.screenshot(caret="hide", animations="disabled")
            page.close()
        assert shot not in seen, f"{drift.name} looks like {seen[shot]}"
        seen[shot] = drift.name
