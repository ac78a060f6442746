"""Chinese words around a step: verbs, politeness, order, where something is, which of several."""

from __future__ import annotations

import re

from ..patterns import alternatives, one_of

LONG_VERB = alternatives(
    """
    输入(?![框栏法]) | 键入 | 填写 | 填入 | 填上 | 写入 | 写上 | 录入 | 粘贴 | 设置 | 设定 | 设为 | 修改 | 更改 | 替换 | 追加
    附加 | 复制 | 拷贝 | 清空 | 清除 | 删除 | 选择(?!框) | 选中 | 选取 | 挑选 | 勾选(?!框) | 勾上 | 打勾 | 取消勾选 | 取消选中
    取消 | 去掉 | 启用 | 开启 | 停用 | 禁用 | 点击 | 单击 | 点按 | 轻触 | 轻点 | 点开 | 点选 | 双击 | 三击 | 右键 | 右击 | 按住
    按下 | 悬停 | 指向 | 移动 | 拖动 | 拖拽 | 拖放 | 滚动 | 滚到 | 下滑 | 上滑 | 向下(?!键) | 向上(?!键) | 往下 | 往上 | 下拉(?![框菜列])
    一直 | 切换 | 切到 | 返回 | 后退 | 回退 | 退回 | 回到 | 刷新 | 重新加载 | 重新载入 | 打开 | 访问 | 前往 | 进入 | 转到 | 跳转
    浏览 | 展开 | 收起 | 折叠 | 关闭 | 关掉 | 接受 | 确认 | 同意 | 确定 | 拒绝 | 忽略 | 上传 | 附上 | 添加 | 提交 | 保存 | 发送
    登录 | 注册 | 退出登录 | 归档 | 批准 | 下载 | 发布 | 等待 | 等到 | 稍等 | 暂停 | 确保 | 检查 | 验证(?!码) | 核实 | 保证
    找到 | 寻找 | 查找 | 定位 | 读取 | 读出 | 获取 | 查看 | 查询 | 告诉我 | 报告 | 看看 | 看一下 | 找出 | 记下 | 取出 | 取得
    统计 | 数一数 | 数一下 | 数出 | 计算 | 一共 | 总共 | 使用 | 鼠标 | 连续 | 继续
    """
)
_SHORT_VERB = "填|写|勾|拖|敲|选(?!项)|点(?![数评])|按(?!钮|键)"
VERB = re.compile(rf"(?:{LONG_VERB}|{_SHORT_VERB}|设(?!备)|切|去(?!年)|等(?!级)|读|用(?!户)|数(?!量|字|据|值|目))")
INSIDE = re.compile(rf"(?:{LONG_VERB}|{_SHORT_VERB})")
"""A verb behind other words; the shortest ones stand in too many names (未读, 等级)."""
ALONE = re.compile(
    rf"{one_of('提交 | 保存 | 发送 | 登录 | 注册 | 退出登录 | 确定 | 返回 | 后退 | 刷新 | 稍等 | 归档 | 取消 | 下载')}(?:它|表单|页面|一下)?"
)

_DONE = "(?:全部)?(?:完成|做完|弄完|填完|填好|填写完(?:成|毕)?|输入完(?:成|毕)?|结束|弄好|搞定)(?:之|以)?后"
_POLITE = one_of(
    rf"""
    用鼠标 | 请你? | 麻烦(?:你|您)? | 帮我 | 帮忙 | 劳驾 | 我想要?你? | 我要你? | 我需要你? | 你(?:需要|应该|要|可以|得) | 首先 | 然后
    接着 | 接下来 | 紧接着 | 随后 | 而后 | 其次 | 此后 | 这之后 | 并且 | 另外 | 此外 | 还有 | 还要 | 那么 | 记得 | 别忘了
    不要忘记 | 务必 | 一定要 | 依次 | 逐个 | 逐一 | {_DONE} | 第[一二三四五六七八九十\d]+步?[，,：:] | (?:但是?|不过)(?=先)
    """
)
_SHORT = "(?:先|再(?!次)|最后|之后|也|就|则|便|并(?!排)|同时|现在|直接|分别|开始|需要|只需?)"
_LEAD = re.compile(rf"(?:(?:{_POLITE}|{_SHORT}) ?[，,：:]? ?)+")
_STATEMENT = re.compile(r"[^，,]*(?:是(?:多少|什么|几)|[：:=＝])")
_TAIL = re.compile(
    rf"(?:[，,]? ?{one_of('即可 | 就行了? | 就可以了? | 就好了? | 可以吗 | 好吗 | 吧 | 谢谢你? | 多谢 | 拜托了? | 一下')})+$"
)
_FILLER = re.compile(
    one_of(
        rf"""
        (?:非常)?(?:谢谢|感谢|多谢)(?:你|您|了|啦)? | 辛苦了 | 拜托了? | 麻烦(?:你|您)了? | 好吗 | 可以吗 | (?:你|您)好 | 嗨
        (?:请)?按照?(?:以下|下列|下面的?)(?:步骤|要求)?(?:操作|执行|进行|填写)?(?:表单)?
        (?:执行|完成|进行)?(?:以下|下列|下面的?)(?:操作|步骤|内容) | (?:操作)?步骤(?:如下)? | 如下 | 任务
        (?:不要|别|无需|不用|不需要)(?:改动|修改|更改|改|动|改变|点击|碰|做)(?:任何)?(?:其他|其它|别的)的?(?:任何)?(?:内容|地方|东西|设置|选项|字段)?
        (?:其他|其它|其余|剩下)(?:的|内容|设置|选项|字段|部分)?(?:都)?(?:保持)?(?:不变|不动|不用管|不改|不要动|原样)
        (?:这样)?就?(?:可以|行|好|完成|结束)了? | {_DONE} | 小心 | 仔细 | 慢慢来 | 不着急 | 继续 | 填写(?:这个|以下|下面的?)表单(?:如下)?
        """
    )
)
LOCATIVE = f"(?:的?{one_of('里面 | 里边 | 里头 | 里 | 当中 | 中间 | 中 | 内 | 上面 | 上方 | 上 | 处 | 位置 | [这那][里边]? | [这那]一?[栏项] | 一[栏项]')}(?:里面?|中|内)?)?"
"""What may stand behind a field: 姓名里, 姓名框中, 姓名一栏."""
MEASURE = "[个行条项封张份位名列件页种只款则笔处篇根块次]"
ROWS = ("行", "列", "页", "项")
"""Measure words that are things as well: 每一行 is each row."""
_AND = re.compile(" ?(?:[、，,] ?(?:和|以及|还有)?|以及|和|与|及) ?")


def without_lead(words: str) -> str:
    """A clause without "请", "然后", "接着" in front and "一下", "谢谢" behind; 最后登录时间 keeps its 最后."""
    match = _LEAD.match(words)
    if match and match.end() < len(words) and not (re.match(_SHORT, match[0]) and _STATEMENT.match(words)):
        words = words[match.end() :]
    return _TAIL.sub("", words).strip(" ，,") or words


def is_filler(words: str) -> bool:
    """Whether a clause asks for nothing: "谢谢", "其他的不变"."""
    text = words.strip(" ，,。.：:！!")
    return not text or _FILLER.fullmatch(text) is not None or _LEAD.fullmatch(text) is not None


def one_of_them(measure: str | None, what: str) -> str:
    """What there is each of: (行, "") is 行, (个, 复选框) is 复选框."""
    name = re.sub("^的", "", what.strip())
    return name or (measure if measure in ROWS else "") or ""


def listed(words: str) -> list[str]:
    """The things of a list, "A、B和C"."""
    return [part.strip() for part in _AND.split(words) if part.strip()]
