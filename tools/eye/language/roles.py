"""What people call the kinds of things on a screen, in English and Chinese."""

from __future__ import annotations

import re
from typing import Literal

from ..scene import ControlKind, RegionKind

Kind = ControlKind | RegionKind | Literal["row", "column", "cell", "head", "panel"]
"""A kind of control or region, a part of a table or list, or a "panel": whatever stands under a heading."""

_TICKS: tuple[Kind, ...] = ("checkbox", "toggle", "radio")
_ENTRIES: tuple[Kind, ...] = ("field", "spinbox", "dropdown")
ENTRIES: frozenset[Kind] = frozenset(_ENTRIES)
_WORDS: tuple[tuple[str, tuple[Kind, ...]], ...] = (
    ("button | 按钮, 按键, 悬浮按钮, 图标按钮, icon 按钮, icon按钮", ("button", "icon")),
    ("icon button", ("icon", "button")),
    ("field, input, input field, input box, form field | 输入框, 输入栏, 字段, 输入区, 输入区域", _ENTRIES),
    ("text field, text box, textbox, text area, textarea, text input, entry, entry field", ("field", "spinbox")),
    ("文本框, 编辑框, 文本域, 文本输入框", ("field", "spinbox")),
    ("search bar, search box, search field, search input | 搜索框, 搜索栏, 搜索输入框", ("field",)),
    ("address bar, url bar | 地址栏", ("field",)),
    ("box | 框", ("field", "spinbox", "checkbox", "dropdown")),
    ("check box, checkbox, check mark", ("checkbox", "toggle")),
    ("复选框, 多选框, 勾选框, 勾选按钮, 复选按钮", ("checkbox", "toggle", "radio")),
    ("tick box, tickbox", ("checkbox", "radio")),
    ("toggle, switch, toggle switch, toggle button | 开关, 切换开关, 开关按钮", ("toggle", "checkbox")),
    ("radio button, radio | 单选框, 单选按钮, 单选钮", ("radio",)),
    ("option, choice | 选项", ("radio", "menuitem", "row", "link", "text")),
    ("drop-down menu, dropdown menu, drop-down list, dropdown list, drop-down, drop down, dropdown", ("dropdown",)),
    ("dropdown box, select box, select, selector, picker | 下拉框, 下拉菜单, 下拉列表, 下拉选择框", ("dropdown",)),
    ("选择框, 选择器, 下拉, 下拉按钮", ("dropdown",)),
    ("combo box, combobox | 组合框", ("dropdown", "field")),
    ("spin box, spinbox, spinner, stepper, number field | 数字框, 数字输入框, 计数器", ("spinbox", "field")),
    ("slider, range, scrubber | 滑块, 滑动条, 进度条", ("slider",)),
    ("menu item, menu entry, menu option | 菜单项, 菜单选项", ("menuitem", "link", "text", "button")),
    ("menu | 菜单", ("menu", "dropdown", "button", "menuitem", "icon", "link", "text")),
    ("link, hyperlink | 链接, 超链接", ("link", "text", "menuitem")),
    ("tab | 标签页, 选项卡, 页签, tab 页, tab页", ("tab", "link", "button", "text")),
    ("text, label, caption, words, word | 文字, 文本, 字样", ("text", "link")),
    ("标签", ("tab", "text", "link")),
    ("heading, header, title, headline | 标题", ("text", "head", "link")),
    ("name | 名称, 名字", ("text", "link")),
    ("folder, directory | 文件夹, 目录", ("text", "link", "icon", "row", "cell", "menuitem", "button")),
    ("icon, symbol, logo, glyph | 图标, 标志", ("icon", "button")),
    ("row, table row, line | 行, 那一行, 这一行, 一行", ("row",)),
    ("item, entry, list item, record, result | 项, 条目, 列表项, 记录, 条", ("row", "menuitem")),
    ("column | 列, 那一列", ("column",)),
    ("column header, column heading, header cell | 表头, 列标题, 列头", ("head", "text")),
    ("cell, table cell, value, entry cell | 单元格, 格子, 值", ("cell",)),
    ("dialog, dialogue, dialog box, popup, pop-up, modal, popup window", ("dialog",)),
    ("对话框, 弹窗, 弹出框, 弹框, 模态框", ("dialog",)),
    ("table, grid | 表格, 表", ("table", "list")),
    ("list | 列表, 清单", ("list", "table", "menu", "dropdown")),
    ("panel, section, card, group, pane, area, form, tile, block, toolbar, box area", ("panel",)),
    ("面板, 区域, 卡片, 分组, 模块, 区块, 板块, 部分, 工具栏, 导航栏, 侧边栏", ("panel",)),
)  # fmt: skip

ROLES: dict[str, tuple[Kind, ...]] = {
    word.strip(): kinds for words, kinds in _WORDS for word in re.split(r"[,|]", words) if word.strip()
}
"""Role word, lower case and singular, to the kinds it may mean, likeliest first."""

SEARCH_ROLES = frozenset(role for role in ROLES if role.startswith(("search", "搜索")))
"""Roles that are a name as well: what searches."""

TICKABLE: tuple[Kind, ...] = _TICKS
