"""What targets in Chinese mean on scenes built by hand; and how a text fits words, in both languages."""

from __future__ import annotations

import pytest

from eyehand.tools.eye.locating.matching import fit
from eyehand.tools.eye.locating.searching import all_matches, locate

from .locate_scenes import pairs, shop

SHOP = shop()

FOUND = """
# names and roles
搜索框 -> search
搜索按钮 -> search button
用户名输入框 -> user
账号输入框 -> user
会员登录中的密码框 -> password
密码输入框 -> password
登录按钮 -> login
立即登录 -> login
点击搜索按钮 -> search button
忘记密码 -> forgot
忘记密码链接 -> forgot
记住我 -> remember
同意用户协议复选框 -> agree
我的订单标签 -> tab b
设置按钮 -> settings
红色毛衣 -> name 1
# pictures
齿轮 -> settings
购物车图标 -> top cart
客服 -> service
左上角的菜单 -> menu
右上角的设置图标 -> settings
右下角的客服图标 -> service
“蓝色衬衫”旁边的爱心图标 -> like 0
# ordinals
第二个加入购物车按钮 -> buy 1
最后一个加入购物车按钮 -> buy 2
倒数第二个爱心图标 -> like 1
第二个“加入购物车” -> buy 1
最上面的爱心图标 -> like 0
中间的爱心图标 -> like 1
从左数第二个标签页 -> tab b
最右边的标签页 -> tab b
右上角有三个图标，左侧第二个 -> message
三个加入购物车按钮中的第二个 -> buy 1
三个爱心图标中最下面的一个 -> like 2
最右侧的图标 -> service
# rows
第三行 -> goods row 2
列表中的第二项 -> goods row 1
第二行的加入购物车按钮 -> buy 1
黑色外套所在行的爱心图标 -> like 2
红色毛衣那一行的爱心图标 -> like 1
蓝色衬衫的价格 -> price 0
红色毛衣的加入购物车按钮 -> buy 1
第三个商品的加入购物车按钮 -> buy 2
第二项的价格 -> price 1
列表第三项的加入购物车按钮 -> buy 2
黑色外套的名称 -> name 2
# beside
会员登录下方的用户名输入框 -> user
会员登录下面的第二个输入框 -> password
购物车右边的图标 -> message
购物车图标和设置图标之间的图标 -> message
“密码”下方的复选框 -> remember
红色毛衣下方的价格 -> price 1
¥159.00右边的加入购物车按钮 -> buy 1
密码输入框上方的文字 -> password's label
右侧的登录按钮 -> login
# states and colours
未勾选的复选框 -> remember
已勾选的复选框 -> agree
禁用的按钮 -> login
红色按钮 -> search button
粉色按钮 -> login
选中的标签页 -> tab a
当前选中的标签 -> tab a
获得焦点的输入框 -> password
# the other language
Settings -> settings
Forgot password -> forgot
the Password field -> password
the search button -> search button
Log in button -> login
remember me -> remember
the 搜索 button -> search button
the username field -> user
add to cart button in the row of 红色毛衣 -> buy 1
"""
ABSENT = [
    "退出登录",
    "删除按钮",
    "第四个加入购物车按钮",
    "左侧的登录按钮",
    "放大镜图标",
    "关闭按钮",
    "红色图标",
    "第四行",
    "白色衬衫的价格",
    "密码输入框右侧的按钮",
    "最下面的滑块",
    "对话框中的登录按钮",
    "手机号输入框",
    "左侧第五个图标",
    "不保存",
    "，",
    "的",
]


@pytest.mark.parametrize(("words", "name"), pairs(FOUND))
def test_found(words: str, name: str) -> None:
    location = locate(SHOP.scene(), words)
    assert location.box is not None, location
    assert SHOP.named(location.box) == name


@pytest.mark.parametrize("words", ABSENT)
def test_absent_is_never_found(words: str) -> None:
    assert locate(SHOP.scene(), words).status != "found"


def test_everything_that_fits() -> None:
    for words, names in (
        ("所有爱心图标", ["like 0", "like 1", "like 2"]),
        ("每个加入购物车按钮", ["buy 0", "buy 1", "buy 2"]),
    ):
        assert [SHOP.named(match.box) for match in all_matches(SHOP.scene(), words)] == names


FITS = """
Save -> Save: exact
Sign in -> SIGN  IN: exact
E-mail -> email: exact
Inbox -> Inbox (3): exact
Name -> * Name:: exact
登录 -> 登 录: exact
設定 -> 设定: exact
Search -> Q Search: exact
Description -> Descripti0n: near
Description -> Descrpition: near
Confirm password -> Password confirm: near
A very long title of a page -> A very long tit…: near
Button -> Button 按钮: piece
Source -> Demo, Source: piece
登录 -> 登录/注册: piece
Log in -> Already a member? Log in: piece
Log in -> Sign in: meaning
Add to basket -> Add to cart: meaning
Remove account -> Delete account: meaning
Search -> 搜索: meaning
设置 -> Preferences: meaning
添加用户 -> New user: meaning
选择日期 -> 选日期: meaning
account -> Close account: part
"""
MISFITS = """
Delete account -> Delete
Save -> Don't save
保存 -> 不保存
Log in -> Log off
approve -> approved
Emile -> Email
新密码 -> 旧密码
Room 12 -> Room 13
关注 -> 取消关注
a -> Cancel
Next -> Text
Password -> Confirm your new password before you go on
"""


@pytest.mark.parametrize(("wanted", "rest"), pairs(FITS))
def test_a_text_fits(wanted: str, rest: str) -> None:
    shown, _, evidence = rest.rpartition(": ")
    said = fit(wanted, shown)
    assert (said.evidence, said.score >= 0.6) == (evidence, True), said


@pytest.mark.parametrize(("wanted", "shown"), pairs(MISFITS))
def test_a_text_does_not_fit(wanted: str, shown: str) -> None:
    assert fit(wanted, shown).score < 0.6


def test_the_better_the_text_the_higher_the_score() -> None:
    shown = ["Settings", "Setings page", "Settlngs", "设置", "Settings and more options of the program"]
    scores = [fit("Settings", text).score for text in shown]
    assert scores[0] > scores[2] > scores[3] > scores[4] > scores[1] == 0


def test_a_part_of_a_text_is_where_it_is_drawn() -> None:
    start, end = fit("文具", "电脑 / 配件 / 办公 / 文具").part
    assert 0.78 < start < 0.86 and end == 1
    start, end = fit("Source", "Demo, Source").part
    assert 0.4 < start < 0.55 and end == 1
