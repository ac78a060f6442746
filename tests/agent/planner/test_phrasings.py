"""What people say, in English and Chinese, and the plans it becomes: phrasings.txt."""

import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eyehand.agent.planner.grammar.understanding import NotUnderstood, parse
from eyehand.agent.planner.plan import Plan, read_plan

PHRASINGS = Path(__file__).parent / "phrasings.txt"


def table() -> dict[str, Plan]:
    """The phrases and their plans, as they stand in the file."""
    said: dict[str, list[str]] = {}
    for line in PHRASINGS.read_text(encoding="utf-8").splitlines():
        if line.startswith("    "):
            steps = said[next(reversed(said))]
            steps.append(f"{len(steps) + 1}. {line.strip()}")
        elif line and not line.startswith("# "):
            assert line not in said, f"said twice: {line}"
            said[line] = []
    return {say.replace("\\n", "\n"): read_plan("\n".join(steps)) for say, steps in said.items()}


TABLE = table()


def is_chinese(say: str) -> bool:
    return any("\u4e00" <= char <= "\u9fff" for char in say)


def test_the_table_is_large_enough() -> None:
    assert all(TABLE.values())
    assert len(TABLE) >= 300
    assert sum(map(is_chinese, TABLE)) >= 100


@pytest.mark.parametrize("say", TABLE)
def test_what_is_said_becomes_this_plan(say: str) -> None:
    assert parse(say) == TABLE[say]


@pytest.mark.parametrize(
    "say",
    [
        "Plan a trip to Rome",
        "find me a cheap hotel",
        "Write an email to Bob",
        "write a nice review of the product",
        "enter the competition",
        "log in as Ada with password x",
        "buy the cheapest one",
        "Type Ada into Name and don't save",
        "never press Delete",
        "please don't tick Newsletter",
        "Press Approve if the total is over 100",
        "If the total is over 100, press Approve",
        "If you see an error, press Retry, otherwise press Next",
        "unless Newsletter is ticked, press Save",
        "click Next until you see Summary",
        "click either OK or Yes",
        "click it",
        "type it into Name",
        "take the total",
        "tick everything except Newsletter",
        "tick the first three boxes",
        "wait for 'Done' or 'Failed'",
        "for each row, for each column, press Approve",
        "for each row, if you see Approve, press it",
        "press Tab 100000 times",
        "type my name into Name",
        "type a message into Notes",
        "Enter today's date into Date",
        "select all",
        "open a new tab",
        "type 'x' twice",
        "drag 'A' to the right",
        "fill in the form and press Save",
        "fill in the Name field",
        "click Save, then book a flight",
        "Click Save. The page will reload.",
        "Is Newsletter ticked?",
        "Why is it red?",
        "How many times does Ada appear?",
        "thanks",
        "Cliquez sur Enregistrer",
        "Bitte auf Speichern klicken",
        "Haga clic en Guardar",
        "预订明天去上海的机票",
        "写一封邮件给张三，内容你定",
        "别点任何按钮",
        "不要保存",
        "输入姓名",
        "填写姓名",
        "登录我的账号",
        "如果总价超过一百，点击批准",
        "点击它",
        "如果看到错误，点击重试，否则点击下一步",
        "保存を押してください",
    ],
)
def test_what_is_no_explicit_step_is_refused_with_the_clause(say: str) -> None:
    with pytest.raises(NotUnderstood) as refused:
        parse(say)
    assert str(refused.value)


def test_a_refusal_names_the_clause_that_was_not_understood() -> None:
    with pytest.raises(NotUnderstood, match=r"^book a flight to Rome$"):
        parse("Type 'Ada' into Name, then book a flight to Rome")
    with pytest.raises(NotUnderstood, match=r"^订机票$"):
        parse("点击“保存”，然后订机票")


ENGLISH = """
    type enter press click tick open go set change replace wait scroll read copy for in into to the each every row if
    you see appears when before after and then , . : ; Name Save 'Ada' Ctrl+S Tab it twice until not don't by pressing
    with menu tab field > 1.
"""
CHINESE = "在 把 点击 输入 “姓名” 里 每一行 所有 如果 看到 ， 。 然后 等待 出现 后 改成 勾选 按 回车 不要 它"
WORDS = st.sampled_from([*ENGLISH.split(), *CHINESE.split(), "\n"])


@given(st.lists(WORDS, max_size=40), st.sampled_from([" ", ""]))
def test_any_mixture_of_its_own_words_is_parsed_or_refused(words: list[str], gap: str) -> None:
    try:
        assert parse(gap.join(words))
    except NotUnderstood:
        return


LONG = {
    "one clause of nothing but commas": "a, " * 3300,
    "quotation marks that never close": "“" * 5000 + "'" * 5000,
    "prepositions": "type " + "into x " * 1400,
    "verbs": "press " * 1600,
    "conditions": "if you see " * 900,
    "conditions in order": "once x appears, " * 600,
    "gerunds": "save by pressing " * 600,
    "before and before": "press a before " * 700,
    "loops": "for each row " * 800,
    "pairs": "a: " * 3300,
    "questions": "how many " + "x are " * 1500,
    "Chinese fields": "在姓名里输入张三，" * 1000,
    "Chinese verbs": "点击保存" * 2500,
    "Chinese conditions": "如果看到" * 2500,
    "Chinese objects": "把甲改成" * 2500,
    "spaces": "click" + " " * 9900 + "x",
    "lines": "a\n" * 5000,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_ten_thousand_characters_of_anything_are_done_with_quickly(text: str) -> None:
    before = time.process_time()
    with suppress(NotUnderstood):
        parse(text)
    assert time.process_time() - before < 5
