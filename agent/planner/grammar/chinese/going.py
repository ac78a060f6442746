"""What brings another page or another part of it in Chinese: 打开, 切换, 返回, 刷新, 滚动, 上传."""

from __future__ import annotations

import re

from ...plan import Attach, ClickOn, GoBack, Open, Refresh, ScrollBy, ScrollTo, TabTo
from ..amounts import NUMBER, ordinal, times
from ..clauses import Clause
from ..english.going import ADDRESS
from ..patterns import one_of
from ..wording import field, target
from .pointing import path
from .rules import Match, Steps, rule

_TAB = "(?:浏览器)?的?(?:标签页|选项卡|页签|标签|tab ?页?)"
_NEIGHBOURS = {"下一": "next", "后一": "next", "另一": "next", "上一": "previous", "前一": "previous", "最后一": "last"}
_WAY = "(?:(?:[向往朝])?[上下])?"
_ROLL = one_of("滚动 | 滚 | 滑动 | 滑 | 翻动 | 翻 | 拉")
_MUCH = f"(?:(?P<often>{NUMBER}) ?[次下屏页]|一点|一些|一下|少许|一段)?"
_END = re.compile(
    "(?:页面|网页|整个页面)?的?最?(?:(?P<top>顶部|顶端|顶|上面|上方|开头)|底部|底端|底|末尾|下面|下方|结尾)"
)
_SPOT = "(?:上面|上方|上|里面|里|中|内|处|位置|那里)?"


def _tab(clause: Clause, match: Match) -> Steps | None:
    name = re.sub("[个的]$", "", match["t"].strip()).strip()
    if name.startswith("新"):
        return None
    number = ordinal(name) if name.startswith("第") or name.isdigit() else None
    return [TabTo(_NEIGHBOURS.get(name) or (str(number) if number else field(clause, name)))]


def _next_tab(clause: Clause, match: Match) -> Steps | None:
    return [TabTo("next")]


def _open(clause: Clause, match: Match) -> Steps | None:
    words = match["t"].strip()
    address = clause.plain(re.sub(r"^(?:网址|网站|网页|页面|链接|地址) ?[:：]? ?(?=\S)", "", words))
    if ADDRESS.fullmatch(address):
        return [Open(address)]
    if re.search("新的?(?:标签页|窗口|选项卡)", words):
        return None
    return path(clause, words) or [ClickOn(target(clause, words), "left", 1)]


def _back(clause: Clause, match: Match) -> Steps | None:
    often = times(match["often"]) if match["often"] else 1
    found: Steps = [GoBack()]
    return found * often if often else None


def _reload(clause: Clause, match: Match) -> Steps | None:
    return [Refresh()]


def _scroll(clause: Clause, match: Match) -> Steps | None:
    often = times(match["often"]) if match["often"] else 1
    return [ScrollBy((-5 if "上" in match["way"] else 5) * often)] if often else None


def _scroll_to(clause: Clause, match: Match) -> Steps | None:
    words = match["t"].strip()
    end = _END.fullmatch(words)
    if end:
        return [ScrollBy(-100 if end["top"] else 100)]
    return [ScrollTo(target(clause, re.sub("的?(?:位置|地方|处)$", "", words)))]


def _attach(clause: Clause, match: Match) -> Steps | None:
    file = re.sub(r"^(?:文件|图片|照片|附件|文档) ?(?=\S)", "", match["p"].strip())
    place = match.groupdict().get("t")
    if not re.search(r"[\ue000./\\]", file):
        return None
    return [Attach(clause.plain(file), target(clause, place) if place else "")]


FILES = rule(
    _attach,
    f"[把将] ?(?P<p>.+?) ?(?:上传|附加)[到至在进] ?(?P<t>.+?) ?{_SPOT}",
    f"在 ?(?P<t>.+?) ?{_SPOT} ?上传 ?(?P<p>.+)",
    f"(?:上传|附上|添加附件) ?(?P<p>.+?) ?(?:到|至|给|作为|进) ?(?P<t>.+?) ?{_SPOT}",
    "(?:上传|附上|添加附件|选择文件) ?(?P<p>.+)",
)
SCROLLING = (
    *rule(
        _scroll_to,
        f"(?:一直)?{_WAY}{_ROLL}?(?:页面)? ?[,，]?(?:直到|直至)能?(?:看到|看见|出现|找到|显示) ?(?P<t>.+?)(?:为止)?",
        f"(?:一直)?{_WAY}{_ROLL}(?:页面)?[到至] ?(?P<t>(?:(?!出现|可见).)+)",
        f"[把将]?(?:页面)?{_ROLL}[到至]? ?(?P<t>.+?) ?(?:出现|可见|进入视野)(?:为止)?",
        "(?:回到|返回)(?P<t>(?:页面)?的?最?(?:顶部|底部|顶端|底端))",
    ),
    *rule(
        _scroll,
        f"(?:继续)?(?:把页面)?(?P<way>[向往朝][上下]){_ROLL}(?:页面)? ?{_MUCH}(?:距离)?",
        f"(?:滚动|滚)?(?P<way>[上下][滑滚翻]|下拉)(?:页面)? ?{_MUCH}",
    ),
)
TABS = (
    *rule(
        _tab,
        f"(?:切换|切|跳转?|转)回?[到至回] ?(?P<t>.+?) ?{_TAB}",
        f"(?:打开|进入|选择|选中|回到|返回|前往|转到) ?(?P<t>.+?) ?{_TAB}",
    ),
    *rule(_next_tab, f"切换 ?(?:一下)?{_TAB}"),
    *rule(_tab, "(?:切换|切)[到至] ?(?P<t>[^，,]+)"),
)
GOING = (
    *rule(
        _back,
        "(?:返回|后退|回退|退回|回到)到? ?(?:上一?个?页面?|前一?个?页面?|上一步|之前的页面|一页)? ?"
        f"(?:(?P<often>{NUMBER}) ?次)?",
    ),
    *rule(_reload, "(?:刷新|重新加载|重新载入|重载)(?:一下)? ?(?:当前|这个|此|整个)? ?(?:页面|网页|浏览器|标签页)?"),
    *rule(_open, "(?:打开|访问|前往|进入|转到|跳转到?|去|浏览|展开|收起|折叠|导航到) ?(?P<t>.+)"),
)
