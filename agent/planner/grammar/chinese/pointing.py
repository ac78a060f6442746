"""What is pointed at or pressed in Chinese: 点击, 按, 悬停, 拖动, 接受, 关闭."""

from __future__ import annotations

import re
from typing import Literal

from ...plan import AnswerWith, ClickOn, DragTo, Fill, Hover, Keys, Menu, Tick
from ..amounts import NUMBER, times
from ..clauses import Clause
from ..english.choices import ARROW
from ..keys import keys_in
from ..patterns import one_of
from ..wording import field, is_pronoun, target
from .rules import Build, Match, Steps, rule
from .words import listed

_TIMES = f"(?:(?P<often>{NUMBER}) ?[次下遍回])?"
_FIRST_TIMES = f"(?P<often>{NUMBER}) ?[次下] ?"
_DIALOG = one_of("(?:这个|该|浏览器的?|页面的?|弹出的?|出现的?)? ?(?:对话框|提示框|确认框|警告框|弹出框|对话窗口?)")
_POPUP = one_of("弹窗 | 弹出窗口 | 窗口 | 横幅 | 面板 | 提示条? | 公告 | 广告 | 浮层 | 侧边栏 | 通知条 | 消息框")
_PURPOSE = "来?" + one_of(
    "保存 | 提交 | 确认 | 确定 | 发送 | 搜索 | 关闭 | 取消 | 换行 | 撤销 | 登录 | 全选 | 复制 | 粘贴 | 刷新"
)
_CLICK = one_of("点击 | 单击 | 点按 | 轻触 | 轻点 | 点开 | 点一下 | 点(?![数评])")
_PRESS = one_of("按一下 | 按下 | 按(?!住) | 敲一下 | 敲击 | 敲")
_KEY = r"[A-Za-z0-9+＋ \-]+?"
_ON = "[到至在向于进入]"
_SPOT = "(?:上面|上方|上|里面|里|中|内|处|位置|那里)?"
_BUTTONS = one_of(
    "提交 | 保存 | 发送 | 登录 | 注册 | 确定 | 取消 | 接受 | 拒绝 | 退出登录 | 归档 | 批准 | 同意 | 下载 | 发布"
)
_TO_DO = re.compile(
    "(?<=\ue001)(?P<role> ?(?:按钮|链接|图标))? ?[来以去]?(?:关闭|保存|提交|确认|返回|继续|完成|发送|进入|打开).*$"
)
_FORM = one_of("表单 | 申请 | 订单 | (?:所有)?(?:修改|更改) | 设置 | 消息 | 邮件 | 它 | 更新 | 资料")


def _often(match: Match) -> int | None:
    said = match.groupdict().get("often")
    return times(said) if said else 1


def path(clause: Clause, words: str) -> Steps | None:
    """菜单 文件 > 导出."""
    said = re.sub("^菜单[项栏]? ?[:：]? ?", "", words.strip())
    parts = ARROW.split(clause.plain(said) if clause.is_quoted(said) else said)
    menu = [re.sub(" ?菜单$", "", clause.plain(part)) for part in parts]
    return [Menu(tuple(menu))] if len(menu) > 1 and all(menu) else None


def _click(count: int, button: Literal["left", "right"] = "left") -> Build:
    def build(clause: Clause, match: Match) -> Steps | None:
        found, often = path(clause, match["t"]), _often(match)
        if found or not often:
            return found
        words = _TO_DO.sub(lambda found: found["role"] or "", match["t"].strip())
        several = re.search("[、，,]", words) or "\ue001和\ue000" in words.replace(" ", "")
        clicks: Steps = [
            ClickOn(target(clause, each), button, count) for each in (listed(words) if several else [words])
        ]
        return clicks * often

    return build


def _click_in(clause: Clause, match: Match) -> Steps | None:
    """在文件菜单里点击导出; 在 Ada 那一行点击编辑."""
    where = re.sub("^(?:弹出|打开|出现)的", "", match["w"].strip())
    menu = re.fullmatch("(?P<name>.+?) ?菜单(?:里面|里|中|内|上|下)?", where)
    if menu and not where.startswith(("下拉", "右键")):
        return [Menu((field(clause, menu["name"]), *(field(clause, each) for each in ARROW.split(match["t"]))))]
    return [ClickOn(target(clause, f"{where}的{match['t'].strip()}"), "left", 1)]


def _press(clause: Clause, match: Match) -> Steps | None:
    """按回车; 按三次 Tab; 按上、下和回车; 按保存按钮."""
    words, often = match["t"].strip(), _often(match)
    if not often:
        return None
    said = clause.plain(words) if words.endswith("键") else words
    together = re.sub(" ?[和加与] ?", "+", said)
    whole = keys_in(said) or (keys_in(together) if keys_in(together) and len(keys_in(together) or ()) > 1 else None)
    found = [whole] if whole else [keys_in(part) for part in listed(words)]
    pressed: Steps = [Keys(keys) for keys in found if keys]
    if len(pressed) < len(found):
        pressed = [ClickOn(target(clause, words), "left", 1)]
    return pressed * often


def _keys(clause: Clause, match: Match) -> Steps | None:
    keys = keys_in(match["t"])
    return [Keys(keys)] if keys else None


def _hold(clause: Clause, match: Match) -> Steps | None:
    keys = keys_in(f"{match['held']}+{match['t']}".replace("键", ""))
    return [Keys(keys)] if keys else None


def _hover(clause: Clause, match: Match) -> Steps | None:
    return [Hover(target(clause, match["t"]))]


def _drag(clause: Clause, match: Match) -> Steps | None:
    end = match["t"].strip()
    if re.search("滑块|滑动条|进度条", match["a"]) and re.fullmatch(r"[\d.]+ ?%?", end):
        return [Fill(field(clause, match["a"]), end)]
    return [DragTo(target(clause, match["a"]), target(clause, end))]


def _answer(accept: bool) -> Build:
    return lambda clause, match: [AnswerWith(accept, "")]


def _close(clause: Clause, match: Match) -> Steps | None:
    """关闭它; 关闭广告; 关闭通知 turns them off."""
    words = match["t"].strip()
    if is_pronoun(words) or re.search(f"{_POPUP}$", words):
        return [ClickOn("关闭", "left", 1)]
    return None if re.search("(?:标签页|选项卡|浏览器)$", words) else [Tick(field(clause, words), False)]


def _button(clause: Clause, match: Match) -> Steps | None:
    return [ClickOn(match["name"], "left", 1)]


def _delete(clause: Clause, match: Match) -> Steps | None:
    return [ClickOn("删除" if is_pronoun(match["t"]) else target(clause, f"{match['t']}的删除"), "left", 1)]


KEYS = (
    *rule(
        _keys,
        rf"(?:用|使用|通过|按下?) ?(?:快捷键|组合键)? ?(?P<t>{_KEY}|回车|空格|退格) ?键? ?{_PURPOSE}.{{0,8}}",
        rf"(?:保存|提交|确认|发送|撤销|全选|复制|粘贴|搜索)它? ?(?:用|使用|通过|按) ?(?P<t>{_KEY}) ?键?",
        "(?:使用|用|按下?) ?(?:快捷键|组合键) ?(?P<t>.+)",
    ),
    *rule(_hold, "按住 ?(?P<held>.+?) ?键?(?:再|并|同时|的同时)? ?按下? ?(?P<t>.+)"),
)
DIALOGS = (
    *rule(_answer(True), f"(?:接受|确认|同意|确定|允许)掉? ?{_DIALOG}"),
    *rule(_answer(False), f"(?:取消|拒绝|忽略|关闭|关掉|驳回) ?{_DIALOG}"),
)
MOVING = (
    *rule(
        _hover,
        f"(?:[把将]|移动)? ?(?:鼠标|指针|光标)(?:指针)? ?(?:移动?|悬停|停留|停放|停|放|指)?{_ON} ?(?P<t>.+?) ?{_SPOT}",
        f"(?:鼠标)?(?:悬停|悬浮|停留|指向){_ON}? ?(?P<t>.+?) ?{_SPOT}",
    ),
    *rule(
        _drag,
        f"[把将] ?(?P<a>.+?) ?(?:拖动|拖拽|拖放|拖|移动|移|拉){_ON} ?(?P<t>.+?) ?{_SPOT}",
        f"(?:拖动|拖拽|拖放|拖) ?(?P<a>.+?) ?{_ON} ?(?P<t>.+?) ?{_SPOT}",
    ),
)
CLICKING = (
    *rule(
        _click_in,
        f"[在从] ?(?P<w>(?:(?!输入(?!框)|填写|选择(?!框))[^，,])+?) ?[，,]? ?(?:{_CLICK}|点选|按下?) ?(?P<t>[^，,]+)",
    ),
    *rule(_click(1, "right"), "用?(?:鼠标)?(?:右键(?:单击|点击|点)?|右击) ?(?P<t>.+)"),
    *rule(_click(2), f"双击 ?(?P<t>.+?) ?{_TIMES}"),
    *rule(_click(3), "(?:三击|三连击) ?(?P<t>.+)"),
    *rule(_click(1), f"(?:连续)?{_CLICK} ?{_FIRST_TIMES}(?P<t>.+)", f"(?:连续|用?左键)?{_CLICK} ?(?P<t>.+?) ?{_TIMES}"),
    *rule(_press, f"(?:连续)?{_PRESS} ?{_FIRST_TIMES}(?P<t>.+)", f"(?:连续)?{_PRESS} ?(?P<t>.+?) ?{_TIMES}"),
)
CLOSING = (
    *rule(_close, f"[把将] ?(?P<t>它|[^，,]*{_POPUP}) ?(?:关掉|关闭|关上)"),
    *rule(_close, "(?:关闭|关掉|关上) ?(?P<t>.+)"),
    *rule(
        _button,
        f"(?P<name>{_BUTTONS}) ?(?:(?:这个|该|此)?{_FORM})?",
        f"(?P<name>接受|拒绝|同意|确认|忽略) ?(?:这个|该)?[^，,]{{0,6}}{_POPUP}",
    ),
    *rule(_delete, "删除 ?(?P<t>它|.+?行)", "[把将] ?(?P<t>它|.+?行) ?(?:删除|删掉|移除)"),
)
