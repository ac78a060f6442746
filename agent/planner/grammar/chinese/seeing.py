"""What is to be seen, read or counted in Chinese: 等待, 确保, 读取, 有多少; conditions such as 出现横幅."""

from __future__ import annotations

import re

from ...plan import Count, Pause, Read, See
from ..amounts import seconds
from ..clauses import Clause
from ..conditions import Condition, Kind
from ..patterns import one_of, pattern
from ..wording import SOUGHT, TAKEN, named, text_shown, thing
from .rules import Match, Steps, rule
from .words import INSIDE, MEASURE, VERB, one_of_them

_PAGE = "(?:页面|网页|屏幕|画面|界面)[上中里]?"
_SHOWN = (
    "(?:已经?|能够?|可以|会)?"
    + one_of(
        "出现 | 显示(?:出来)? | 弹出 | 可见 | 加载出来 | 打开 | 弹出来 | 冒出来 | 加载完[成毕]? | 跳出 | 能?被看到 | 存在"
    )
    + "(?:了|出来|来)?"
)
_CONDITIONS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("off", pattern("(?P<a>.+?) ?(?:是|处于|已经?)?被?(?:关闭|停用|禁用)的?(?:状态|了)?")),
    ("on", pattern("(?P<a>.+?) ?(?:是|处于)(?:打开|开启|启用)的?(?:状态)?")),
    ("off", pattern("(?P<a>.+?) ?(?:还?没有?|未|尚未|不)被?(?:勾选|选中|勾上|开启|启用)的?(?:状态)?")),
    ("loaded", pattern("(?:(?:新|整个)?(?:页面|网页|内容|表单)|它|全部)?(?:完全)?(?:加载|载入|打开|刷新)(?:完成|完毕|完|好|结束|出来)?了?")),
    ("on", pattern("(?P<a>.+?) ?(?:已经?|是|处于)?被?(?:勾选|选中|勾上|开启|启用)的?(?:了|状态)?")),
    ("on", pattern("(?:已经?)?(?:勾选|勾上|开启|启用)了 ?(?P<a>.+)")),
    ("gone", pattern("(?P<a>.+?) ?(?:已经?)?(?:消失|不见|隐藏|不再(?:显示|出现)|没有|加载完)了?")),
    ("seen", pattern(f"(?:[你我]们?)?(?:能够?|可以)?(?:看到|看见|发现|遇到|碰到|见到)了? ?(?P<a>.+?)(?: ?{_SHOWN})?")),
    ("seen", pattern(f"(?:{_PAGE})? ?(?:会|已经?)?(?:出现|弹出|显示|提示|跳出|存在|有)[了着]? ?(?P<a>.+)")),
    ("seen", pattern(f"(?P<a>.+?) ?{_SHOWN}")),
    ("seen", pattern(".+?(?:变成|变为|显示为?|是) ?(?P<a>.+)")),
)  # fmt: skip
_SOME = re.compile(rf"(?:有|了)?(?:一|任何|某) ?{MEASURE}? ?|任何 ?")
_ASKED = re.compile("(?:是|为|有)?(?:什么|多少|几|谁|哪个|哪些)?(?:内容|值)?[?？]?$")
_CONTENT = re.compile("(?:里面?|中|上)?的?(?:内容|文字|值)$")


def condition(words: str) -> Condition | None:
    """What 出现横幅, 看到登录, 加载中消失, 订阅已勾选 say; None when it is something else."""
    text = re.sub("(?:的话|的时候|时)$", "", words.strip(" ，,"))
    if re.search("或者|或|除非|否则", text):
        return None
    for kind, said in _CONDITIONS:
        match = said.fullmatch(text)
        if match:
            name = (match.groupdict().get("a") or "").strip()
            some = _SOME.match(name)
            name = re.sub("(?<=\ue001) ?(?:字样|文字|提示|消息)$", "", name[some.end() if some else 0 :])
            return Condition(kind, name) if name or kind == "loaded" else None
    return None


def _wait(clause: Clause, match: Match) -> Steps | None:
    words = re.sub("^[，,]?(?:直到|直至)", "", match["t"].strip())
    span = seconds(words)
    if span is not None:
        return [Pause(span)]
    said = condition(words)
    if said is not None:
        return said.steps(clause) if said.kind in ("seen", "gone", "loaded") else None
    plain = "直到" not in match["t"] and not INSIDE.search(words) and "后" not in words
    return [See(text_shown(clause, words))] if plain else None


def _wait_a_moment(clause: Clause, match: Match) -> Steps | None:
    return [Pause(1.0)]


def _make_sure(clause: Clause, match: Match) -> Steps | None:
    said = condition(match["t"])
    return said.steps(clause) if said else None


def _read(clause: Clause, match: Match) -> Steps | None:
    words = re.sub("^(?:一下|出|到) ?", "", _ASKED.sub("", match["v"].strip()))
    if not words or re.match("如何|怎么|为什么|是否|有没有|一|笑话", words):
        return None
    return [Read(named(clause, _CONTENT.sub("", words) or words))]


def _sought(clause: Clause, match: Match) -> Steps | None:
    return [Read(SOUGHT + thing(clause, match["v"]))]


def _taken(clause: Clause, match: Match) -> Steps | None:
    return [Read(TAKEN + thing(clause, match["v"]))]


def _count(clause: Clause, match: Match) -> Steps | None:
    """表格里有多少行; 统计未读邮件的数量."""
    said = match.groupdict()
    what, place = one_of_them(said.get("m"), match["v"] or ""), (said.get("w") or "").strip()
    if VERB.match(place):
        return None
    place = "" if re.fullmatch(f"{_PAGE}|这里|这个页面上?|现在|目前", place) else re.sub("的$", "", place)
    name = f"{place}的{what}" if place and what else what or place
    return [Count(thing(clause, name))] if name else None


_PLEASE = one_of(
    "请问 | 查看(?:一下)? | 告诉我 | 数一数 | 数一下 | 数数 | 统计(?:一下)? | 计算(?:一下)? | 看看 | 查一下"
)
_MANY = "(?:(?:一共|总共|共计|总计|共) ?(?:包含|含|显示)?有?|(?:包含|含|显示)?有)了? ?(?:多少|几)"
COUNTING = rule(
    _count,
    rf"{_PLEASE}? ?(?P<w>.*?) ?{_MANY} ?(?P<m>{MEASURE})? ?(?P<v>.*?)[?？]?",
    "(?:统计|数一数|数一下|数出|数(?![量字据值目])|计算)(?:一下)? ?(?:所有|全部)?的?(?P<v>.+?)的?(?:数量|个数|总数|数目|条数|行数)?",
)
WAITING = (
    *rule(_wait, "(?:直到|直至) ?(?P<t>.+)"),
    *rule(_wait, "(?:等待|等到|等候|等|稍等|暂停|停顿) ?(?P<t>.+)"),
    *rule(_wait_a_moment, "稍等|稍候|等待|等|等一下|等一会儿?"),
    *rule(
        _make_sure,
        "(?:确保|确认|检查|验证|核实|保证|查看)(?:一下)?(?:是否)? ?(?P<t>.+)",
        "(?:应该|应当|会)能?(?P<t>(?:看到|出现|显示).+)",
    ),
)
READING = (
    *rule(_sought, "(?:找到|寻找|查找|定位) ?(?P<v>.+)"),
    *rule(
        _read,
        "(?:读取|读出|读一下|读|获取|查看|查询|查一下|告诉我|报告|说出|念出|看看|看一下|找出|记下|记录) ?(?P<v>.+)",
    ),
    *rule(_taken, "(?:取|拿到|取得|取出) ?(?P<v>.+)"),
    *rule(_read, "(?P<v>.+?) ?(?:是|为|显示)(?:什么|多少|几|谁|哪个|啥)[?？]?"),
)
