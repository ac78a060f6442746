"""Chinese as a language of instructions: where its clauses begin, what opens in them, and their steps."""

from __future__ import annotations

import re

from ...plan import Keys
from ..clauses import Clause, Joint
from ..keys import keys_in
from .openings import opening
from .rules import Steps
from .steps import steps
from .words import ALONE, LONG_VERB, VERB, is_filler, without_lead

__all__ = ["again", "gap", "is_meant", "opening", "starts", "steps", "verb_of"]

gap = re.compile(
    r"\s*(?:"
    r"[，,]?\s*(?P<before>(?:但是?|不过)(?=先))"
    r"|[，,]?\s*(?P<then>(?:然后|接着|随后|之后|最后)再?|接下来|紧接着|而后|再(?!次|见|来|一)|并且|并(?=[^排])|同时|and then|then)[，,]?"
    rf"|[，,](?!\d)|(?P<colon>[：:])|(?P<beside>(?<=\ue001)(?= ?(?:{LONG_VERB})))|(?:、|以及|还有|和|与)(?=\s*(?:{LONG_VERB}))"
    r")\s*"
)
_OPENS = re.compile(r"(?:如果|若|假如|要是|倘若|万一|一旦|当|对于?每|对于?所有|针对|在每|给每|为每|每)")
_CLICK = re.compile("点|单击")
_NAMED = re.compile(r"[\ue000A-Za-z\d第]|.*(?:按钮|链接|图标|菜单|标签页?)$")
"""What can be clicked without another 点击: 然后“确定”, not 然后订机票."""
_WHOLE = re.compile("点|单击|双击|右击|右键|勾选|取消勾选|选择|选中|输入|填写|清空|打开|上传|等待")
"""A clause that begins like this can end with a quotation: 右击“文件”选择“删除”."""
_PURPOSE = re.compile("关闭|保存|提交|确认|返回|继续|完成|发送|进入|打开")
_FRAME = re.compile(
    rf"(?:在|把|将|从|往|向|给|用|以|为)\s*.+?(?:{LONG_VERB}|填|写|选|改|换|拖|移|加|打|关|开|设|调|清)"
    r"|[^，,：:]{1,20}?(?:输入|填写|填|选择|选|写|设为|设置为|改为|改成)\s*\S|.{1,30}?[：:=]\s*\S"
    "|\ue000\\d+\ue001 ?(?:打开|开启|启用|勾选|勾上|选中|关闭|关掉|停用|禁用|取消勾选|打勾)"
    r"|[^，,]{1,20}(?:是多少|是什么|有多少|应该|出现后|消失后|出现时)"
)


def verb_of(text: str) -> str:
    """The verb that a clause begins with; "" when it begins with none."""
    match = VERB.match(without_lead(text))
    return match[0] if match else ""


def is_meant(text: str) -> bool:
    """Whether a sentence can be Chinese: it holds Chinese characters or punctuation outside of quotations."""
    return re.search(r"[\u4e00-\u9fff：，]", text) is not None


def starts(piece: str, before: str, joint: Joint) -> bool:
    """Whether a clause begins with this piece; a comma or 和 may as well belong to a text or a name."""
    text, head = without_lead(piece.strip()), without_lead(before[:1000].strip())
    if joint == "colon":
        return is_filler(head) or re.match(r"(?:对|针对|遍历|每|在每|给每)", head) is not None
    if (
        not text
        or (head.startswith("按住") and text.startswith("按"))
        or (re.match(r"(?:在|从|往|给|把|将)", head) and not _FRAME.match(head))
    ):
        return False
    if joint == "beside" and (not _WHOLE.match(head) or (_CLICK.match(head) and _PURPOSE.match(text))):
        return False
    verb = VERB.match(text)
    if verb:
        return bool(text[verb.end() :].strip(" 。.")) or ALONE.fullmatch(text) is not None or joint == "then"
    if joint != "soft":
        return True
    return bool(_FRAME.match(text) or is_filler(text) or _OPENS.match(text))


def again(clause: Clause, verb: str) -> Steps | None:
    """The steps of a clause that has no verb of its own, with the one before."""
    words, verb = without_lead(clause.text), verb or "输入"
    keys = keys_in(words)
    if keys and verb.startswith(("按", "敲")):
        return [Keys(keys)]
    meant = _NAMED.match(words) if _CLICK.match(verb) else verb_of(words) in ("", words)
    return steps(clause.saying(f"{verb}{words}")) if meant else None
