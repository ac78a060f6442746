"""The words of a target, a field or a text, taken out of a clause."""

from __future__ import annotations

import re

from .clauses import Clause
from .patterns import one_of, pattern

IT = "\ue002"
"""Stands for "it" in a step until it is known what is meant."""
MOVED = "\ue003"
"""Stands before a phrase that was said in front of its verb ("In Name, type Ada") and put behind its clause."""
SOUGHT = "\ue004"
"""Stands before what is only looked for ("find Save and click it")."""
TAKEN = "\ue005"
"""Stands before what is only read to be put somewhere ("take the total and put it into Amount")."""

_PRONOUN = pattern(
    one_of("it | that | this | them | there | (?:that|this) one | the same | 它们? | 他 | 她 | 其 | 这个 | 该项 | 此项")
)
_ARTICLE = pattern("(?:the|an?) ")
_TAIL = pattern(
    "(?:,? ",
    one_of(
        """
        please | (?<=, )thanks | (?<=, )thank you | for me | carefully | slowly | quickly | as well | too | with the mouse | by hand
        one by one | one after the other | (?:on|in) (?:this|the) (?:page|form|screen)
        """
    ),
    ")+$",
)
_ROLES = (
    "(?:(?:text|input|drop[ -]?down|combo|select|check|tick|radio|date|number|spin|toggle|on/off)[ -]?)?"
    "(?:field|box|area|input|list|menu|button|option|drop[ -]?down|switch|toggle|slider|picker|control|setting)"
)
_PURPOSE = pattern(
    "(?<=\\w) (?:in order )?to ",
    one_of(
        "finish | proceed | complete | confirm | continue | submit | apply | save | store | send | see | view | finalise "
        "| finalize | search | start"
    ),
    "(?: (?:it|the|this|that|your|my|everything|all) ?.*)?$",
)
_AFTER_ROLE = pattern(
    rf"(?:(?<=\ue001)|\b(?P<role>{_ROLES}|link|tab|icon)) "
    r"(?:(?:again|now|instead|once more|there)|(?:(?:in order )?to|so that|so) (?!the\b|right\b|left\b)\w.*)$"
)
_ROLE_LAST = re.compile(rf"(?<=\S) (?:{_ROLES}|(?i:field|box|check ?box|drop-?down))$")
_ROLE_FIRST = re.compile(
    rf"{_ROLES} (?:(?:called|named|labell?ed|marked|titled|for|saying|that says|with the label) (?:the )?"
    r"|(?=\ue000|[A-Z]))"
)
_RELATION = pattern(r"(?:next|beside|near|above|below|under|left|right|in|on|at|of|to|behind|after|before)\b")
_UNSURE = pattern(
    r"\b(?:until|unless|otherwise|whenever|or else|except|apart from|other than|but not|instead of|if|because|either|in (?:a|another) new (?:tab|window))\b"
)
_CHINESE_ROLES = one_of(
    """
    按钮 | 按键 | 输入框 | 文本框 | 编辑框 | 下拉框 | 下拉菜单 | 下拉列表 | 复选框 | 单选框 | 单选按钮 | 勾选框 | 多选框 | 选择框
    字段 | [这那]?一[栏项] | 选项 | 开关 | 滑块 | 滑动条 | 栏 | (?<!对话)(?<!提示)(?<!确认)(?<!警告)(?<!弹出)框
    """
)
_CHINESE_ROLE_ONLY = re.compile(_CHINESE_ROLES)
_CHINESE_ROLE = re.compile(rf"(?<=\S) ?的?{_CHINESE_ROLES}$")
_CHINESE_ROLE_FIRST = re.compile(rf"(?:名为|叫做?|标签为|标有) ?(?=\S)|{_CHINESE_ROLES} ?(?=\ue000)")
_TEXT_KIND = re.compile(
    r"(?:[Tt]he |[Aa]n? )?(?:text|message|words?|label|heading|notice|title|文字|文本|字样|消息|提示) ?:? ?"
    r"(?=\ue000|[A-Z])"
)
_SHOWN_LAST = re.compile(r"(?P<name>.*(?:\ue001|\b[A-Z]\w*)) (?:text|message|label|word)")
_COUNTED = pattern(r"(?:first|second|third|fourth|fifth|last|next|\d+(?:st|nd|rd|th)|top|bottom|left|right|middle)")
"""What is no name by itself: the first field keeps its "field"."""
_ORDINAL = pattern(r"(?:first|second|third|fourth|fifth|last|\d+(?:st|nd|rd|th))\b|第")
_PLURALS = ((r"ies$", "y"), (r"(?<=ss|sh|ch)es$|(?<=[xz])es$", ""), (r"(?<=[^su])s$", ""))
_IRREGULAR = {"people": "person", "children": "child", "men": "man", "women": "woman"}


def target(clause: Clause, words: str) -> str:
    """A target for a locator, as said: quotations keep marks, so that they are matched as they are."""
    text = re.sub("^(?:on|at) ", "", _trimmed(clause, _PURPOSE.sub("", words)), flags=re.IGNORECASE)
    return IT if is_pronoun(text) else clause.marked(text)


def thing(clause: Clause, words: str) -> str:
    """A named thing without its article: "order number", "'Remove' button"."""
    text = _without(_ARTICLE, _trimmed(clause, words))
    return IT if is_pronoun(text) else clause.marked(text)


def named(clause: Clause, words: str) -> str:
    """A named thing without article and quotation marks: "cookie banner"."""
    text = re.sub("^(?:an?|the|any|some|another) ", "", _trimmed(clause, words), flags=re.IGNORECASE)
    return IT if is_pronoun(text) else clause.plain(text)


def field(clause: Clause, words: str) -> str:
    """The name of a field or a box: no article, no quotation marks, no word for what it is."""
    text = _trimmed(clause, words)
    return IT if is_pronoun(text) else clause.plain(bare(text))


def text_shown(clause: Clause, words: str) -> str:
    """A text that is to be seen: of "the message 'Saved'" what is quoted, of "the Save button" its name."""
    text = _without(_TEXT_KIND, words.strip()) or words
    last = _SHOWN_LAST.fullmatch(text)
    return field(clause, last["name"] if last else text)


def option(clause: Clause, words: str) -> str:
    """An option of a list: as quoted, as said where it is counted ("second option"), else its name."""
    if clause.is_quoted(words):
        return clause.plain(words)
    text = _without(_ARTICLE, _trimmed(clause, words))
    return clause.plain(text) if _ORDINAL.match(text) else field(clause, text)


def bare(words: str) -> str:
    """Words without article and role: "the Name field", "the field called Name" and "姓名输入框" are "Name", "姓名"."""
    text = _without(_ARTICLE, words.strip())
    first = _ROLE_FIRST.match(text)
    if first and not _RELATION.match(text[first.end() :]) and not re.fullmatch(_ROLES, text):
        text = text[first.end() :]
    named = _ROLE_LAST.sub("", text)
    text = text if _COUNTED.fullmatch(named) else named
    text = _without(_CHINESE_ROLE_FIRST, text)
    return text if _CHINESE_ROLE_ONLY.fullmatch(text) else _CHINESE_ROLE.sub("", text).strip() or text


def singular(words: str) -> str:
    """One of several, its name in the singular: "Remove buttons" is "Remove button", "rows of Ada" is "row of Ada"."""
    split = re.search(r" (?:in|of|with|on|from|under|that|which|whose|marked|named|labell?ed|for|at|below)\b", words)
    head, tail = (words[: split.start()], words[split.start() :]) if split else (words, "")
    *before, last = head.split(" ")
    one = _IRREGULAR.get(last, last)
    for plural, ending in _PLURALS:
        if one == last and re.search(plural, last, re.IGNORECASE):
            one = re.sub(plural, ending, last, flags=re.IGNORECASE)
    return " ".join([*before, one]) + tail


def is_pronoun(words: str) -> bool:
    """Whether the words only point back: "it", "this one"."""
    return words == IT or _PRONOUN.fullmatch(words) is not None


def _trimmed(clause: Clause, words: str) -> str:
    """The words without what only says how or when. Raises NotUnderstood where nothing or no target is left."""
    text = _TAIL.sub("", words.replace(MOVED, "").strip(" ,，:："))
    text = _AFTER_ROLE.sub(lambda match: match["role"] or "", text).strip()
    text = text.rstrip(".!?。！？,，") or text
    if not clause.plain(text) or _UNSURE.search(text):
        raise clause.refused()
    return text


def _without(what: re.Pattern[str], words: str) -> str:
    match = what.match(words)
    return words[match.end() :] if match else words
