"""What is said of fields in Chinese: 输入, 填写, 设为, 选择, 勾选."""

from __future__ import annotations

import re

from ...plan import Choose, ClickOn, Fill, Menu, Replace, Tick
from ..clauses import Clause
from ..english.choices import ARROW
from ..patterns import one_of, pattern
from ..wording import IT, field, option, target
from .rules import Build, Match, Steps, rule, value
from .words import LOCATIVE, listed

_PUT = (
    one_of("输入(?![框栏法]) | 键入 | 填写 | 填入 | 填上 | 填 | 写入 | 写上 | 写 | 录入 | 打入 | 敲入 | 粘贴")
    + "[为成]?"
)
_BECOMES = one_of(
    """
    设置?[为成] | 设定[为成] | 改[为成到] | 修改[为成] | 更改[为成] | 更新[为成] | 变更?[为成] | 填写?[为成] | 写[为成]
    调整?[到为成至] | 换[为成] | 切换[为成到] | 选[为成] | 定为 | 拉到 | 滑到 | 拖到(?=\\d)
    """
)
_PICK = "(?:选择(?!框)|选取|选出|选中(?!国)|挑选|点选|选(?![项为成]))"
_STATES = {
    "开": True, "开启": True, "打开": True, "启用": True, "勾选": True, "已勾选": True, "选中": True, "勾上": True,
    "关": False, "关闭": False, "停用": False, "禁用": False, "未勾选": False, "不勾选": False, "取消勾选": False,
}  # fmt: skip
_UNSAID = pattern(
    "(?:[你您我]的|自己的)?",
    one_of("姓名 | 名字 | 密码 | 用户名 | 账[号户] | 邮箱 | 电话 | 手机号 | 地址 | 验证码 | (?:个人)?信息 | 内容 | 日期 | 标题"
           " | 资料 | 数据 | 金额 | 备注"),
)  # fmt: skip
"""输入姓名 does not say which."""
_WINDOW = pattern("(?:(?:弹出|打开|出现)的|这个)?", one_of("窗口 | 对话框 | 弹窗 | 弹出窗口 | 页面 | 表单"))
_POINTED_AT = pattern(
    ".*", one_of("行 | 单元格 | 链接 | 按钮 | 图标 | 图片 | 照片 | 卡片 | 文件夹? | 消息 | 结果 | 条目 | 商品 | 产品")
)
_BOX = "的?(?:复选框|勾选框|多选框|方框)"
_BOX_LAST = re.compile(rf"(?:的?(?:前面|旁边|左边|左侧))?{_BOX}$")


def _fill(clause: Clause, match: Match) -> Steps | None:
    return [Fill(_field(clause, match["f"]), value(clause, match["v"]))]


def _fill_it(clause: Clause, match: Match) -> Steps | None:
    return [Fill(field(clause, match["f"]), IT)]


def _field(clause: Clause, words: str) -> str:
    """The field; none where only the window that opened is named."""
    return "" if _WINDOW.fullmatch(words.strip()) else field(clause, words)


def _become(clause: Clause, match: Match) -> Steps | None:
    """把国家改成法国; 把标题里的 2023 改成 2024; 把状态从开改成关."""
    within = re.fullmatch("(?P<f>.+?)(?:里面|里边|里|中|内)的(?P<old>.+)", match["f"])
    if within and "设" not in match["how"]:
        return [Replace(field(clause, within["f"]), value(clause, within["old"]), value(clause, match["v"]))]
    name = field(clause, re.sub("(?:的?(?:值|内容|状态))?(?:从.+|由.+)?$", "", match["f"]) or match["f"])
    if match["how"].startswith("选"):
        return [Choose(option(clause, match["v"]), name)]
    state = _STATES.get(match["v"].strip())
    return [Fill(name, value(clause, match["v"])) if state is None else Tick(name, state)]


def _become_it(clause: Clause, match: Match) -> Steps | None:
    return [Fill(IT, value(clause, match["v"]))]


def _type(clause: Clause, match: Match) -> Steps | None:
    if _UNSAID.fullmatch(match["v"].strip()) or re.match("[到进在]", match["v"]):
        return None
    return [Fill("", value(clause, match["v"]))]


def _choose(clause: Clause, match: Match) -> Steps | None:
    """在国家里选择法国; 从文件菜单选择导出; 选择法国作为国家."""
    where = re.sub("(?:里面|里|中|内|上|下)$", "", match["f"].strip())
    menu = re.fullmatch("(?P<name>.+?) ?菜单", where)
    if menu and not where.endswith(("下拉菜单", "选择菜单")):
        return [Menu((field(clause, menu["name"]), *(field(clause, each) for each in ARROW.split(match["v"]))))]
    unnamed = re.fullmatch("(?:这个|该)?(?:下拉框|下拉菜单|下拉列表|列表|菜单|选项)", where)
    return [Choose(option(clause, each), "" if unnamed else field(clause, where)) for each in listed(match["v"])]


def _pick(clause: Clause, match: Match) -> Steps | None:
    """选择法国; 选中同意复选框; 选择第二行."""
    words = match["v"].strip()
    if ticked := re.fullmatch(f"(?P<label>.+?) ?(?:{_BOX}|的?开关)", words):
        return [Tick(field(clause, ticked["label"]), True)]
    if _POINTED_AT.fullmatch(words) or re.fullmatch("第.+[个条项]", words):
        return [ClickOn(target(clause, words), "left", 1)]
    if match["how"] == "选中":
        return [Tick(field(clause, each), True) for each in listed(words)]
    return [Choose(option(clause, each), "") for each in listed(words)]


def _tick(on: bool) -> Build:
    def build(clause: Clause, match: Match) -> Steps | None:
        words = _BOX_LAST.sub("", match["f"].strip()) or match["f"]
        return [Tick(field(clause, each), on) for each in listed(words)]

    return build


F, V = "(?P<f>.+?) ?", " ?(?P<v>.+)"
_INTO = "(?:到|进|入|至)"
TICKING = (
    *rule(
        _tick(False),
        rf"[把将] ?{F}(?:{_BOX})?(?:都|全部)?(?:取消勾选|取消选中|取消勾|去勾|的勾选?去掉|关掉|关闭|禁用|停用|关上)",
        f"(?:去掉|取消|去除|清除) ?{F}(?:的|前面?的?|旁边的?)(?:勾选?|对勾|选中)",
        "(?:取消勾选|取消选中|取消选择|去勾|不勾选|停用|禁用) ?(?P<f>.+)",
        f"(?:关闭|关掉|关) ?{F}的?开关",
    ),
    *rule(
        _tick(True),
        rf"[把将] ?{F}(?:{_BOX})?(?:都|全部)?(?:勾选上?|勾上|打上?勾|选中|开启|启用|打开)",
        "(?:勾选上?|勾上|勾中|打勾|勾(?![选上中])|启用|开启) ?(?P<f>.+)",
        f"[给在]? ?{F}的?(?:前面?|旁边|处|上|里|中)?打上?(?:一个|个)?[勾钩]",
        f"(?:打开|开) ?{F}的?开关",
    ),
)
SETTING = (
    *rule(
        _become,
        f"[把将] ?{F}(?P<how>{_BECOMES}){V}",
        f"(?:设置|设定|修改|更改|设|调整|更新) ?{F}(?P<how>[为成]){V}",
    ),
    *rule(_become_it, f"(?:修改|更改|改|换)[成为]{V}"),
)
FILLING = (
    *rule(
        _fill,
        f"[在往向于] ?{F}{LOCATIVE} ?[，,]? ?{_PUT}{V}",
        f"[把将] ?(?P<v>.+?) ?(?:输入|键入|填写?|写|录入|粘贴|放|敲|打)(?:{_INTO}|在) ?{F}{LOCATIVE}",
        f"[给为] ?{F}{_PUT}{V}",
        f"(?:用(?!户)|以|使用) ?(?P<v>.+?) ?来?(?:填写|填入|填|作为|当作|做为) ?{F}",
    ),
    *rule(_fill_it, f"再?(?:输入|键入|填写?|写|粘贴)(?:{_INTO}|在) ?{F}{LOCATIVE}"),
    *rule(_fill, f"(?:输入|键入|填写?|写|录入|粘贴) ?(?P<v>.+?) ?{_INTO} ?{F}{LOCATIVE}"),
    *rule(
        _choose,
        f"[在从于] ?{F}{LOCATIVE} ?[，,]? ?{_PICK}{V}",
        "(?:选择|选取|挑选|选) ?(?P<v>.+?) ?(?:作为|当作|做为|为) ?(?P<f>.+)",
    ),
    *rule(_pick, f"(?P<how>{_PICK}){V}"),
    *rule(_type, f"(?:输入|键入|写|打字|敲入|粘贴){V}"),
)
NAMED_FIRST = (
    *rule(_choose, f"(?P<f>[^，,：:]{{1,30}}?){LOCATIVE} ?{_PICK}{V}"),
    *rule(_become, f"(?P<f>[^，,：:]{{1,30}}?) ?(?P<how>{_BECOMES}){V}"),
    *rule(_fill, f"(?P<f>[^，,：:]{{1,30}}?){LOCATIVE} ?{_PUT}{V}"),
    *rule(_tick(True), "(?P<f>\ue000\\d+\ue001) ?(?:打开|开启|启用|勾选上?|勾上|选中)"),
    *rule(_tick(False), "(?P<f>\ue000\\d+\ue001) ?(?:关闭|关掉|停用|禁用|取消勾选|不勾选)"),
)
"""姓名填 Ada, 国家选择法国: for clauses that begin with no verb."""
