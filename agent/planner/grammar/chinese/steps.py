"""The steps of one Chinese clause."""

from __future__ import annotations

import re

from ...plan import Fill, ForEach, Tick
from ..clauses import Clause, NotUnderstood
from ..openings import flat
from ..patterns import one_of
from ..wording import IT, field, thing
from . import desktops, fields, going, pointing, seeing
from .edits import EDITING
from .rules import Match, Steps, by_rule
from .words import LONG_VERB, MEASURE, ROWS, VERB, is_filler, one_of_them, without_lead

_RULES = (
    *desktops.DESKTOPS, *seeing.COUNTING, *pointing.KEYS, *going.FILES, *pointing.DIALOGS, *pointing.CLOSING[:1], *EDITING, *fields.TICKING, *pointing.MOVING,
    *fields.SETTING, *going.SCROLLING, *going.TABS, *seeing.WAITING, *pointing.CLICKING, *fields.FILLING, *going.GOING,
    *pointing.CLOSING, *seeing.READING,
)  # fmt: skip
"""What is tried, in this order: the more a form says, the earlier it comes."""
_REFUSED = re.compile(one_of("不要 | 别 | 不用 | 不必 | 无需 | 勿 | 禁止 | 切勿 | 不许 | 否则 | 除非"))
_NAMES = re.compile(
    "(?:登录|确认|注册|发布|下载|取消|查询|设置|添加|提交|搜索|等待)(?:名|密码|邮箱|手机|日期|时间|原因|地址|账号|人|号|电话|方式)"
)
"""Fields whose names begin like an order: 确认密码."""
QUANTIFIED = f"(?P<pre>[^，,]*?的)?(?:每一?(?P<m>{MEASURE})?|所有的?|全部的?|各个)"
_DIRECT = re.compile(rf"(?P<verb>{LONG_VERB}|点|勾|按|选) ?{QUANTIFIED} ?(?P<what>[^，,]*)")
_ROW_BY_ROW = re.compile(rf"逐(?P<m>{MEASURE})(?P<what>)(?P<pre>)(?P<do>.+)")
_THING = "该项"
"""What each thing of a loop is called; 把它关闭 would close a window."""
_TOGETHER = "(?:都|全部|逐一|依次|分别)"
_DO = "(?P<do>(?:取消|勾|打勾|选中|设|改|清|关|打开|开|启|停|禁|填|展开|删除|拖).*)"
_WITH_BA = (
    re.compile(rf"[把将] ?{QUANTIFIED}(?P<what>.*?){_TOGETHER}{_DO}"),
    re.compile(rf"[把将] ?{QUANTIFIED}(?P<what>.*?){_DO}"),
)
_MARKED = re.compile(rf"[给在] ?{QUANTIFIED}(?P<what>.*?)(?:前面?|旁边|上)?(?:打上?勾|打钩|勾选上?)")
_ALL_OF = re.compile(rf"{QUANTIFIED}(?P<what>.*?){_TOGETHER}(?P<do>.+)")
_INNER = re.compile(
    r"(?P<row>[行列项])?(?:里面|里|中|上|内)?的(?P<a>.+)|(?P<line>[行列项])(?:里面|里|中|上|内)(?P<b>.+)"
)
_NO_LOOP = re.compile("统计|数|计算|读|获取|查看|等|滚|告诉|一共|总共")


def steps(clause: Clause) -> Steps | None:
    """The steps of a clause; none for one that asks for nothing; None when it is not understood."""
    text = without_lead(clause.text)
    if is_filler(text) or is_filler(clause.text):
        return []
    if _REFUSED.match(text) or re.search("否则|除非|或者", text):
        return None
    clause = clause.saying(text)
    for reading in (_each, _by_rule, _named_first):
        found = reading(clause, text)
        if found is not None:
            return found
    return None


def understood(clause: Clause, words: str) -> Steps | None:
    """The steps of words; None as well when they hold something that must not be guessed."""
    try:
        return steps(clause.part(words))
    except NotUnderstood:
        return None


def _by_rule(clause: Clause, text: str) -> Steps | None:
    return by_rule(clause, text, _RULES)


def _named_first(clause: Clause, text: str) -> Steps | None:
    """姓名：Ada; 姓名填 Ada; 国家选择法国."""
    if (VERB.match(text) and not _NAMES.match(text)) or re.match("(?:[在把将从给对当]|如果)", text):
        return None
    pair = re.fullmatch("(?P<f>[^：:=＝]{1,20}?) ?(?:：|:(?!//)|=|＝) ?(?P<v>.+)", text)
    if pair and not is_filler(pair["f"]):
        return [Fill(field(clause, pair["f"]), clause.verbatim(pair["v"]))]
    return by_rule(clause, text, fields.NAMED_FIRST)


def _each(clause: Clause, text: str) -> Steps | None:
    """勾选所有复选框; 点击每一行的批准; 把所有数量都设为 0."""
    if by_row := _ROW_BY_ROW.fullmatch(text):
        return _loop(clause, by_row, "", understood(clause, by_row["do"]))
    for pattern in _WITH_BA:
        if ba := pattern.fullmatch(text):
            inner = ba["m"] in ROWS and ba["what"].startswith("的")
            name, what = (ba["what"][1:], "") if inner else (_THING, ba["what"])
            return _loop(clause, ba, what, understood(clause, f"把{name}{ba['do']}"))
    if marked := _MARKED.fullmatch(text):
        return _loop(clause, marked, marked["what"], [Tick(IT, True)])
    direct = _DIRECT.fullmatch(text)
    if direct and not _NO_LOOP.match(direct["verb"]):
        inner = _INNER.fullmatch(direct["what"])
        row = inner and (direct["m"] if direct["m"] in ROWS else inner["row"] or inner["line"])
        if inner and row:
            return _loop(clause, direct, row, understood(clause, f"{direct['verb']}{inner['a'] or inner['b']}"))
        return _loop(clause, direct, direct["what"], understood(clause, f"{direct['verb']}它"))
    if every := _ALL_OF.fullmatch(text):
        found = understood(clause, every["do"]) or understood(clause, f"把{_THING}{every['do']}")
        return _loop(clause, every, every["what"], found)
    return None


def _loop(clause: Clause, match: Match, what: str, found: Steps | None) -> Steps | None:
    name = one_of_them(match["m"], what)
    if not found or not name or not flat(found):
        return None
    return [ForEach(thing(clause, f"{match['pre'] or ''}{name}"), tuple(found))]
