"""What changes a part of a field in Chinese, or moves a value: 替换, 追加, 复制, 清空."""

from __future__ import annotations

import re

from ...plan import Append, CopyTo, Fill, Read, Replace
from ..clauses import Clause
from ..patterns import one_of
from ..wording import field, named
from .fields import F, V
from .rules import Match, Steps, rule, value
from .words import LOCATIVE, listed

_TO = "(?:到|进|入|至|在)"
_IN = "(?:里面|里边|里|中|内)"
_ADD = one_of("追加 | 附加 | 补充 | 补上 | 加上 | 添加 | 加 | 接着写 | 输入 | 写上 | 写 | 填上")
_END = "的?" + one_of("最?末尾 | 最后面 | 最后 | 结尾 | 尾部 | 后[面边] | 文字后 | 内容后") + "[处面]?"
_SWAP = "(?:替换|换|改|修改|更改)[成为]"
_CONTENT = re.compile(f"{_IN}?的?(?:所有|全部)?(?:内容|文字|文本|值)$")


def _append(clause: Clause, match: Match) -> Steps | None:
    return [Append(field(clause, match["f"]), value(clause, match["v"]))]


def _replace(clause: Clause, match: Match) -> Steps | None:
    return [Replace(field(clause, match["f"]), value(clause, match["old"]), value(clause, match["v"]))]


def _copy(clause: Clause, match: Match) -> Steps | None:
    return [CopyTo(named(clause, _CONTENT.sub("", match["v"]) or match["v"]), field(clause, match["f"]))]


def _read(clause: Clause, match: Match) -> Steps | None:
    return [Read(named(clause, match["v"]))]


def _clear(clause: Clause, match: Match) -> Steps | None:
    words = _CONTENT.sub("", match["f"]) or match["f"]
    return [Fill(field(clause, each), "") for each in listed(words)]


EDITING = (
    *rule(
        _append,
        f"[在往向到给] ?{F}{_END} ?{_ADD}{V}",
        f"[在往向给] ?{F}{LOCATIVE} ?(?:追加|附加){V}",
        f"[把将] ?(?P<v>.+?) ?(?:追加|附加|添加|加|写|接){_TO} ?{F}{_END}",
        f"[把将] ?(?P<v>.+?) ?(?:追加|附加){_TO} ?{F}{LOCATIVE}",
        f"(?:追加|附加|添加) ?(?P<v>.+?) ?{_TO} ?{F}{_END}",
        f"(?:追加|附加) ?(?P<v>.+?) ?{_TO} ?{F}{LOCATIVE}",
    ),
    *rule(
        _replace,
        f"在 ?{F}{LOCATIVE} ?[，,]? ?[把将] ?(?P<old>.+?) ?(?:都|全部)?{_SWAP}{V}",
        f"[把将] ?{F}{_IN}的? ?(?P<old>.+?) ?(?:都|全部)?(?:替换|换|改)[成为]{V}",
        f"(?:在 ?)?{F}{_IN}[，,]? ?用 ?(?P<v>.+?) ?(?:替换|代替|取代)掉? ?(?P<old>.+)",
        f"用 ?(?P<v>.+?) ?(?:替换|代替|取代)掉? ?{F}{_IN}的 ?(?P<old>.+)",
    ),
    *rule(
        _copy,
        f"[把将] ?(?P<v>.+?) ?(?:复制|拷贝|抄)(?:粘贴)?{_TO} ?{F}{LOCATIVE}",
        f"(?:复制|拷贝) ?(?P<v>.+?) ?并?(?:粘贴)?{_TO} ?{F}{LOCATIVE}",
    ),
    *rule(_read, f"(?:复制|拷贝){V}"),
    *rule(
        _clear,
        f"[把将] ?{F}(?:都|全部)?(?:清空|清除|清掉)",
        "(?:清空|清除|清掉) ?(?P<f>.+)",
        f"删除 ?(?P<f>.+?{_IN}的(?:所有|全部)?(?:内容|文字|文本))",
        f"[把让将]? ?{F}(?:保持为?|留|保留为?)空(?:白|着)?",
    ),
)  # fmt: skip
