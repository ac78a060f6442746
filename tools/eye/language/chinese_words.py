"""The words that Chinese targets are built with, as tables of patterns."""

from __future__ import annotations

import re

from .colour_words import COLOURS
from .phrase import Place, Relation, State
from .roles import ROLES

_DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_NUMBER = r"(?:[二三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九]|\d{1,3})"
_MEASURE = "(?:个|项|行|列|条|张|排|格|款|只|件|次|位|名|篇|首|组|块|种|道|笔|步|封|栏|家|段|页)"
ROLE_LAST = re.compile(
    "^(?P<name>.*?)(?:的)?(?P<role>"
    + "|".join(re.escape(role) for role in sorted(ROLES, key=len, reverse=True))
    + ")$",
    re.IGNORECASE,
)
MEASURE_ROLES = {"行": "行", "排": "行", "列": "列", "项": "项", "条": "项"}
"""Words that count, which say as well what is counted."""

ORDER = re.compile(
    rf"(?:(?P<from>从?(?P<side>左|右|上|下)(?:侧|边|面|方|往右|往左|往下|往上)?(?:数|起|开始)?(?:的)?))?"
    rf"(?:(?P<back>倒数)?第(?P<number>{_NUMBER})|(?P<last>最后|末尾?)(?:的)?(?P<lastn>一)?|(?P<first>首))(?P<measure>{_MEASURE})?"
)
EXTREME = re.compile(
    rf"最(?P<side>左|右|上|下|顶|底|中间)(?:侧|边|面|方|端|部)?(?:的)?(?:(?:那)?一?{_MEASURE})?(?:的)?"
)
MIDDLE = re.compile(rf"(?:正?中间)(?:的)?(?:(?:那)?一?{_MEASURE})?(?:的)?")
GROUP = re.compile(rf"(?:一?共?有|这|那)?(?P<count>{_NUMBER})(?:个|种|项|张|款)")
THERE_ARE = re.compile(rf"^(?P<where>.*?)(?:一?共?有)(?P<count>{_NUMBER})(?:个|种|项|张|款)(?P<what>.+)$")
ALL = re.compile(rf"^(?:所有|全部|每一?{_MEASURE}?|各个)(?:的)?")

_STATES: tuple[tuple[str, State], ...] = (
    ("未勾选|没有?勾选|未选中|没有?选中|没有?打勾|未打勾|未开启|未打开|关闭状态|处于关闭状态|已关闭|关着", "unchecked"),
    ("已勾选|勾选了|打了?勾|已打勾|已开启|已打开|开启状态|处于开启状态|开着", "checked"),
    ("已?禁用|被禁用|不可用|不可点击?|灰色不可点击?|置灰|灰掉|失效", "disabled"),
    ("可用|启用|可点击?", "enabled"),
    ("获得焦点|聚焦|有焦点|焦点所在|正在输入", "focused"),
    ("已?选中|被选中|当前选中|当前|已选择?|高亮|激活", "selected"),
    ("空白|空|未填写?|没填写?", "empty"),
    ("已填写?|有内容", "filled"),
)
STATES = [
    (re.compile(rf"^(?:{words})(?:状态)?(?:的)"), re.compile(rf"^(?:{words})(?:状态)?"), state)
    for words, state in _STATES
]
_SHADE = "(?:深|浅|淡|亮|暗|大)?"
_COLOURS = "|".join(sorted((word for word in COLOURS if not word.isascii() and len(word) > 1), key=len, reverse=True))
COLOUR = re.compile(rf"^(?P<colour>{_SHADE}(?:{_COLOURS}))(?:的)?")
SIZE = re.compile(r"^(?:大|小|圆形|方形|圆|方)的")

_SCREEN = r"(?:在|位于)?(?:整个|全)?(?:屏幕|页面|界面|窗口|网页|画面|图片|网站|屏)?(?:的)?"
_CORNER = r"(?P<corner>左上|右上|左下|右下)(?:角|方|侧|边|面)?(?:区域|位置|部分)?"
_EDGE = r"(?P<edge>左|右|上|下|顶|底)(?:侧|边|面|方|部|端|半部分)(?:区域|位置|部分)?"
_CENTRE = r"(?P<centre>正?中(?:间|央|部|心))(?:区域|位置|部分)?"
PLACE = re.compile(rf"^{_SCREEN}(?:{_CORNER}|{_EDGE}|{_CENTRE})(?:、|，|,|的|处的?)?")
PLACE_END = re.compile(rf"^(?:在|位于)?(?P<anchor>.+?)(?:的)?(?:{_CORNER}|顶部|底部)$")
AMONG = re.compile(rf"(?:(?<=[中里内侧边面方])|(?<=列表)|(?<=表格))(?=(?:倒数)?第{_NUMBER}{_MEASURE}|最[后左右上下])")
OR = re.compile(r"或者?|or|、|/")
WRITTEN = re.compile(r"^(?:上面)?(?:写着|标着|显示|文字为|文字是|内容为)")
BAR = re.compile(
    r"^(?P<bar>侧边栏|侧栏|工具栏|导航栏|导航|菜单栏|标题栏|状态栏|任务栏|菜单|面板|边栏|底栏|顶栏|栏)(?:里面?|中|内|上)?(?:的)?"
)
ZONES: tuple[tuple[re.Pattern[str], Place], ...] = tuple(
    (re.compile(rf"^(?:在)?(?:{words})(?:里面?|中|内|上)?(?:的)"), place)
    for words, place in (
        ("侧边栏|侧栏|边栏|侧边导航", Place(-1, 0, True)),
        ("底栏|状态栏|任务栏|页脚|底部导航栏?", Place(0, 1, True)),
        ("工具栏|导航栏|菜单栏|标题栏|顶栏|页眉|页头|顶部导航栏?", Place(0, -1, True)),
    )
)

_RELATIONS: tuple[tuple[str, Relation], ...] = (
    ("(?:所在(?:的)?(?:那一?)?行|(?:这|那)一?行|同一行|一行|行)(?:中|里|内|上)?", "row"),
    ("(?:所在(?:的)?(?:那一?)?列|(?:这|那)一?列|同一列|列|表头)(?:中|里|内|下|下面|下方|之下)?", "column"),
    ("左(?:侧|边|面|方)|前面|之前", "left"),
    ("右(?:侧|边|面|方)|后面|之后", "right"),
    ("下(?:面|方|边)|底下|之下", "below"),
    ("上(?:面|方|边)|之上", "above"),
    ("旁边?|附近|边上|旁侧|隔壁", "near"),
    ("之间|中间", "between"),
    ("里面?的?|内部?|当中|之?中|上", "in"),
)
RELATIONS: tuple[Relation, ...] = tuple(relation for _, relation in _RELATIONS)
RELATION_END = re.compile(
    "^(?:在|位于)?(?P<anchor>.*?[^最])(?:的)?(?:" + "|".join(f"({words})" for words, _ in _RELATIONS) + ")$"
)
_FIRM = "|".join(
    f"({words})"
    for words in (
        "左(?:侧|边|面|方)",
        "右(?:侧|边|面|方)",
        "下(?:面|方)|底下",
        "上(?:面|方)",
        "旁边|附近",
        "之间",
        "里面|当中|之中",
    )
)
MAY_RELATE = re.compile("[的上下左右中里内前后旁行列]")
"""A character with which a relation is said, or which is but a part of a name."""
FIRM_RELATIONS: tuple[Relation, ...] = ("left", "right", "below", "above", "near", "between", "in")
RELATION_WITHIN = re.compile(rf"^(?:在|位于)?(?P<anchor>.*?[^最])(?:的)?(?:{_FIRM})(?:的)?(?P<what>.+)$")
BETWEEN = re.compile(r"\s*(?:和|与|跟|以及|、|及)\s*")
FILLER = re.compile(r"(?:状态|选项|功能|页面?|入口|区域|处|字样|这个|一栏)$")
"""Words after a name that say nothing more."""
VERB = re.compile(
    r"^(?:请|帮我|帮忙)?(?:(?:单击|双击|右击|点击|点按|点一下|点选|点|按下|按|选择|选中|选取|勾选|取消勾选|查找|找到|找|定位到?|打开|"
    r"展开|切换到?|悬停在?|移动到|滚动到|聚焦到?|关闭))(?:一下|到)?(?!的)"
)
INTO = re.compile(
    r"^(?:请)?(?:在|往|向|给)(?P<what>.+?)(?:中|里面?|内|上)?(?:输入(?!框|栏|区)|填写|填入|键入|写入|粘贴).*$"
)
OBJECT = re.compile(
    r"^(?P<what>关闭|关掉|退出|最小化|最大化|刷新|打印|分享|保存|下载|编辑|删除|搜索|展开|收起|收藏|返回|静音|暂停|播放)"
    r"(?:这个|该|当前|此)?(?:窗口|弹窗|对话框|页面|网页|标签页|文档|文件|菜单|屏幕|应用|网站|消息|横幅|视频|声音|音乐|上一页|内容)$"
)
"""What is to be done with something that every screen has: 关闭弹窗 is done with 关闭."""


def number(text: str) -> int:
    """三 is 3, 十二 is 12, 7 is 7."""
    if text.isdigit():
        return int(text)
    tens, _, ones = text.rpartition("十") if "十" in text else ("", "", text)
    if "十" not in text:
        return _DIGITS[ones]
    return (_DIGITS.get(tens, 1)) * 10 + _DIGITS.get(ones, 0)
