"""What is said to a desktop in Chinese: 启动, 切换到窗口, 另存为, 计算."""

from __future__ import annotations

from ...plan import Fill, Front, Keys, SaveAs, StartApp
from ..clauses import Clause
from ..english.desktops import arithmetic
from .rules import Match, Steps, rule


def _start(clause: Clause, match: Match) -> Steps | None:
    return [StartApp(clause.plain(match["app"]))]


def _front(clause: Clause, match: Match) -> Steps | None:
    return [Front(clause.plain(match["title"]))]


def _save_as(clause: Clause, match: Match) -> Steps | None:
    return [SaveAs(clause.plain(match["name"]))]


def _compute(clause: Clause, match: Match) -> Steps | None:
    text = arithmetic(clause.plain(match["sum"]))
    return [Fill("", text), Keys(("Enter",))] if text else None


DESKTOPS = (
    *rule(_start, "(?:启动|运行) ?(?P<app>.+)"),
    *rule(_front, "切换?[到至]? ?(?P<title>.+?) ?的?窗口"),
    *rule(
        _save_as,
        r"(?:[把将]?(?:它|文件|文档|内容))?(?:另存|保存|存)[为成] ?(?:文件)? ?(?P<name>\ue000\d+\ue001|\S+\.\w{1,5})",
    ),
    *rule(_compute, "计算 ?(?P<sum>.+)"),
)
