"""What people call the icons that the eye knows, in English and Chinese."""

from __future__ import annotations

_WORDS = """
search: search, find, magnifying glass, magnifier, lens, look up, 搜索, 放大镜, 查找, 查询
zoom-in: zoom in, enlarge, magnify, magnifying glass with a plus, 放大
zoom-out: zoom out, shrink, magnifying glass with a minus, 缩小
settings: settings, gear, cog, cogwheel, preferences, options, configuration, 设置, 齿轮, 配置, 选项
sliders: sliders, adjust, adjustments, tune, filters, options, controls, equalizer, 调节, 调整, 筛选, 滑块
filter: filter, funnel, filters, 筛选, 过滤, 漏斗
sort: sort, order, sort order, arrange, up and down arrows, 排序
menu: menu, hamburger, hamburger menu, three lines, main menu, navigation, navigation menu, 菜单, 三条线, 三横
more: more, three dots, ellipsis, meatballs, more options, overflow, dots, 更多, 三个点, 三点, 省略号
more-vertical: more, three dots, kebab, vertical dots, three vertical dots, more options, overflow, dots, 更多,
  三个点, 三点, 竖三点
grid: grid, apps, app launcher, tiles, grid view, thumbnails, dots, 网格, 宫格, 九宫格, 应用
list: list, list view, bulleted list, bullets, bullet points, 列表, 项目符号
list-numbered: numbered list, ordered list, numbering, 编号, 有序列表, 编号列表
checklist: checklist, tasks, to-do list, task list, to do, 任务列表, 待办, 清单
table: table, spreadsheet, cells, 表格
sidebar: sidebar, side panel, panel, toggle sidebar, 侧边栏, 侧栏
close: close, x, cross, dismiss, cancel, exit, remove, clear, times, 关闭, 叉, 叉号, 取消, 清除, 退出
ban: ban, block, blocked, prohibited, forbidden, no entry, disabled, 禁止, 屏蔽, 禁用
check: check, check mark, checkmark, tick, done, ok, confirm, accept, apply, 勾, 对勾, 对号, 完成, 确认, 确定
plus: plus, add, new, create, plus sign, 加, 加号, 添加, 新增, 新建
minus: minus, remove, subtract, less, minimize, collapse, dash, 减, 减号, 减少, 最小化
home: home, house, home page, start page, main page, 首页, 主页, 房子, 主屏幕
arrow-left: left arrow, back, go back, previous, arrow left, return, 返回, 后退, 左箭头, 向左
arrow-right: right arrow, forward, next, arrow right, go, 前进, 右箭头, 向右, 下一步
arrow-up: up arrow, arrow up, up, scroll to top, move up, 上箭头, 向上, 上移
arrow-down: down arrow, arrow down, down, move down, 下箭头, 向下, 下移
chevron-left: left arrow, back, go back, previous, chevron left, left chevron, previous page, left, 返回, 后退,
  上一页, 左箭头, 向左
chevron-right: right arrow, next, forward, chevron right, right chevron, next page, right, expand, 下一页, 右箭头,
  向右, 展开, 前进
chevron-up: up arrow, chevron up, up chevron, collapse, up, caret up, 上箭头, 向上, 收起, 折叠
chevron-down: down arrow, chevron down, down chevron, expand, drop-down, dropdown, down, caret, caret down, 下箭头,
  向下, 展开, 下拉
chevrons-left: double left arrow, first page, collapse, double chevron left, first, 首页, 第一页, 双左箭头, 收起
chevrons-right: double right arrow, last page, expand, double chevron right, last, 末页, 最后一页, 双右箭头, 展开
undo: undo, curved left arrow, back, 撤销, 撤消
redo: redo, curved right arrow, 重做, 恢复
reply: reply, respond, answer, 回复, 答复
refresh: refresh, reload, sync, update, circular arrow, circular arrows, rotate right, rotate, 刷新, 重新加载, 同步,
  更新
rotate-left: rotate left, rotate counterclockwise, reset, restart, replay, undo, circular arrow, 重置, 重新开始,
  向左旋转, 逆时针
history: history, recent, clock with an arrow, previous versions, recently used, 历史, 历史记录, 最近
clock: clock, time, schedule, recent, hours, 时钟, 时间, 钟
timer: timer, stopwatch, countdown, 计时器, 秒表, 定时
alarm: alarm, alarm clock, 闹钟
hourglass: hourglass, wait, waiting, loading, sand clock, 沙漏, 等待
calendar: calendar, date, date picker, event, schedule, day, 日历, 日期, 日程
bell: bell, notifications, notification, alerts, reminders, 铃铛, 通知, 提醒
bell-off: bell off, mute notifications, notifications off, do not disturb, silent, 关闭通知, 免打扰, 静音
mail: mail, email, e-mail, envelope, message, inbox, letter, 邮件, 邮箱, 信封, 电子邮件
inbox: inbox, tray, in-tray, 收件箱
send: send, paper plane, submit, paper airplane, 发送, 纸飞机, 提交
chat: chat, comment, comments, message, messages, speech bubble, conversation, talk, 聊天, 评论, 消息, 对话, 气泡
phone: phone, call, telephone, handset, dial, 电话, 拨打, 呼叫, 听筒
phone-off: hang up, end call, phone off, leave call, decline, 挂断, 结束通话
video: video, camcorder, video camera, video call, record video, 视频, 摄像机, 视频通话
video-off: video off, camera off, stop video, turn off camera, 关闭视频, 关闭摄像头
camera: camera, photo, take a photo, picture, screenshot, 相机, 照相机, 拍照, 摄像头
microphone: microphone, mic, voice, voice input, record, dictate, voice search, 麦克风, 语音, 话筒
mic-off: microphone off, mute, mic off, muted, mute microphone, 静音, 关闭麦克风
volume: volume, sound, speaker, audio, loudspeaker, 音量, 声音, 喇叭, 扬声器
volume-off: mute, sound off, muted, volume off, silent, speaker off, 静音, 关闭声音
headphones: headphones, headset, customer service, support, earphones, 耳机, 客服
music: music, note, musical note, song, audio, 音乐, 音符, 歌曲
play: play, start, run, triangle, play button, 播放, 开始, 运行
pause: pause, two bars, 暂停
stop: stop, square, end, 停止
skip-forward: next track, skip forward, next, skip, last, next song, 下一首, 下一曲, 下一个
skip-back: previous track, skip back, previous, first, previous song, 上一首, 上一曲, 上一个
fast-forward: fast forward, forward, 快进
rewind: rewind, fast backward, 快退, 倒带
shuffle: shuffle, random, mix, 随机播放, 随机
repeat: repeat, loop, 循环, 重复, 循环播放
fullscreen: full screen, fullscreen, maximize, expand, enlarge, 全屏, 最大化, 展开
fullscreen-exit: exit full screen, exit fullscreen, shrink, collapse, minimize, restore, 退出全屏, 缩小, 还原
external-link: external link, open in new window, open in new tab, open, launch, 外部链接, 新窗口打开, 打开
link: link, chain, hyperlink, url, copy link, insert link, 链接, 超链接, 链条
unlink: unlink, remove link, broken link, broken chain, 取消链接, 断开链接
share: share, share button, send to, 分享, 共享, 转发
upload: upload, import, up arrow with a tray, 上传, 导入
download: download, export, save, down arrow with a tray, 下载, 导出
cloud: cloud, weather, 云, 云朵
cloud-upload: cloud upload, upload, upload to the cloud, back up, 上传, 云上传
cloud-download: cloud download, download, download from the cloud, 下载, 云下载
save: save, floppy, floppy disk, disk, diskette, 保存, 存储, 软盘, 磁盘
print: print, printer, 打印, 打印机
copy: copy, duplicate, two sheets, two squares, clone, 复制, 拷贝, 副本
paste: paste, clipboard, 粘贴, 剪贴板
cut: cut, scissors, 剪切, 剪刀
attach: attach, paperclip, paper clip, attachment, attach file, 附件, 回形针, 曲别针
edit: edit, pencil, pen, write, compose, modify, rename, 编辑, 铅笔, 笔, 修改, 写
trash: trash, delete, bin, trash can, garbage, remove, waste basket, rubbish, recycle bin, 删除, 垃圾桶, 回收站,
  移除
backspace: backspace, delete, erase, 退格, 删除
eraser: eraser, erase, rubber, clear formatting, 橡皮, 橡皮擦, 擦除
heart: heart, like, favorite, favourite, love, wish list, wishlist, 心, 爱心, 喜欢, 收藏, 点赞
star: star, favorite, favourite, rate, rating, bookmark, 星, 星星, 星标, 收藏, 评分
bookmark: bookmark, save, ribbon, save for later, 书签, 收藏
thumbs-up: thumbs up, like, upvote, good, 点赞, 赞, 喜欢, 大拇指
thumbs-down: thumbs down, dislike, downvote, bad, 踩, 不喜欢, 差评
flag: flag, report, mark, 旗, 旗帜, 标记, 举报
tag: tag, label, price tag, category, 标签, 价签
pin: pin, push pin, pushpin, thumbtack, stick, 图钉, 固定, 置顶
map-pin: location, map pin, pin, place, marker, address, location pin, 位置, 定位, 地点, 地址, 地图标记
map: map, maps, 地图
compass: compass, explore, discover, 指南针, 发现, 探索
navigation: navigation, location arrow, navigate, directions, current location, 导航, 定位
crosshair: target, crosshair, my location, locate me, bullseye, aim, focus, current location, 准星, 目标, 我的位置,
  定位, 靶心
globe: globe, world, web, language, internet, earth, website, 地球, 网络, 语言, 网站, 世界, 公开
translate: translate, language, translation, 翻译, 语言
user: user, profile, account, person, avatar, me, my account, contact, 用户, 个人, 账户, 账号, 头像, 我的, 个人中心,
  联系人
users: users, people, group, team, members, contacts, friends, community, 用户组, 团队, 群组, 成员, 联系人, 好友
user-plus: add user, add person, invite, add friend, add contact, new user, 添加用户, 邀请, 添加好友, 加好友
login: log in, login, sign in, enter, 登录, 登入
logout: log out, logout, sign out, exit, leave, quit, 退出登录, 登出, 注销, 退出
lock: lock, padlock, locked, private, secure, 锁, 锁定, 加锁, 私密
unlock: unlock, open padlock, unlocked, 解锁, 开锁
key: key, password, access, api key, 钥匙, 密钥, 密码
shield: shield, security, protection, privacy, safe, 盾牌, 安全, 保护, 隐私
fingerprint: fingerprint, touch id, biometric, 指纹
eye: eye, show, view, preview, show password, visible, watch, visibility, 眼睛, 显示, 查看, 预览, 显示密码, 可见
eye-off: hide, eye off, crossed-out eye, hide password, invisible, hidden, 隐藏, 不可见, 隐藏密码, 闭眼
help: help, question mark, question, support, faq, 帮助, 问号, 疑问
info: info, information, about, details, i, 信息, 详情, 关于
warning: warning, caution, alert, triangle with an exclamation mark, attention, 警告, 注意, 感叹号
alert: alert, error, exclamation mark, problem, important, warning, 错误, 感叹号, 提示, 重要
lightbulb: light bulb, lightbulb, idea, hint, tip, bulb, suggestion, 灯泡, 灵感, 提示, 想法
cart: cart, shopping cart, basket, trolley, checkout, 购物车
basket: basket, shopping basket, cart, 购物篮, 购物车
bag: bag, shopping bag, orders, purchases, 购物袋, 袋子, 订单
credit-card: credit card, card, payment, pay, bank card, 信用卡, 银行卡, 支付, 卡
wallet: wallet, purse, balance, 钱包, 余额
dollar: dollar, money, price, currency, dollar sign, coin, 美元, 钱, 金额, 价格
gift: gift, present, reward, gift box, 礼物, 礼品, 奖励
receipt: receipt, bill, invoice, order, 收据, 账单, 发票, 小票
package: package, box, parcel, product, cube, 包裹, 盒子, 箱子, 产品
truck: truck, delivery, shipping, lorry, 卡车, 货车, 配送, 物流
store: store, shop, storefront, market, 商店, 店铺, 门店, 商城
building: building, office, company, organization, organisation, business, 大楼, 建筑, 公司, 企业
bank: bank, institution, government, museum, 银行, 机构
briefcase: briefcase, work, job, business, portfolio, suitcase, 公文包, 工作, 手提箱
folder: folder, directory, 文件夹, 目录
folder-open: open folder, folder, open, 打开文件夹, 文件夹, 打开
folder-plus: new folder, add folder, create folder, 新建文件夹, 添加文件夹
file: file, document, page, paper, doc, text file, 文件, 文档, 页面
file-plus: new file, add file, new document, add document, new page, 新建文件, 新建文档, 添加文件
image: image, picture, photo, gallery, insert image, photos, 图片, 图像, 照片, 相册
film: film, movie, video, clip, 电影, 影片, 胶片, 视频
book: book, read, notebook, library, manual, 书, 书本, 图书
book-open: open book, reading, book, documentation, read, manual, 打开的书, 阅读, 文档, 书
newspaper: newspaper, news, article, press, 报纸, 新闻, 资讯
archive: archive, archive box, storage box, 归档, 存档, 档案
database: database, data, storage, cylinder, 数据库, 数据
server: server, servers, rack, host, hosting, 服务器, 主机
code: code, source code, developer, embed, angle brackets, 代码, 源码, 开发
terminal: terminal, console, command line, shell, prompt, 终端, 控制台, 命令行
bug: bug, debug, insect, report a bug, 虫子, 调试, 错误
bar-chart: bar chart, chart, statistics, stats, analytics, graph, bars, report, 柱状图, 图表, 统计, 数据分析
line-chart: line chart, chart, trend, graph, growth, trending, analytics, 折线图, 趋势, 图表, 走势
pie-chart: pie chart, chart, statistics, 饼图, 图表
gauge: gauge, speedometer, dashboard, speed, performance, 仪表盘, 仪表, 速度
layers: layers, stack, levels, 图层, 层, 堆叠
sun: sun, light mode, brightness, light theme, day, sunny, 太阳, 亮度, 浅色模式, 日间模式
moon: moon, dark mode, night mode, dark theme, night, 月亮, 深色模式, 夜间模式, 黑夜
wifi: wi-fi, wifi, wireless, network, signal, 无线网络, 无线, 网络
wifi-off: wi-fi off, wifi off, offline, no connection, no network, 断网, 离线, 无网络
bluetooth: bluetooth, 蓝牙
battery: battery, charge, power level, 电池, 电量
power: power, power button, shut down, turn off, on/off, switch off, 电源, 关机, 开关
monitor: monitor, screen, desktop, display, computer, 显示器, 屏幕, 桌面, 电脑
laptop: laptop, notebook, computer, 笔记本电脑, 电脑, 笔记本
smartphone: smartphone, phone, mobile, mobile phone, cell phone, 手机, 移动电话
tablet: tablet, pad, 平板, 平板电脑
keyboard: keyboard, shortcuts, keys, 键盘, 快捷键
mouse: mouse, computer mouse, 鼠标
gamepad: game, gamepad, controller, games, joystick, 游戏, 手柄, 游戏手柄
cpu: cpu, chip, processor, hardware, 芯片, 处理器
crop: crop, trim, cut out, 裁剪, 剪裁
brush: brush, paint, paintbrush, draw, format painter, 画笔, 刷子, 绘画, 格式刷
palette: palette, colors, colours, theme, paint palette, appearance, 调色板, 颜色, 主题, 外观
eyedropper: eyedropper, color picker, colour picker, pipette, dropper, 吸管, 取色器, 滴管
paint-bucket: paint bucket, fill, bucket, fill color, fill colour, 油漆桶, 填充, 颜料桶
magic-wand: magic wand, wand, magic, auto enhance, 魔术棒, 魔棒, 魔法棒
sparkles: sparkles, ai, assistant, magic, generate, stars, new, 人工智能, 智能, 闪光, 星光, 生成
bold: bold, b, bold text, 粗体, 加粗
italic: italic, i, slanted text, 斜体, 倾斜
underline: underline, u, underlined text, 下划线
strikethrough: strikethrough, strike through, crossed-out text, s, 删除线
text: text, font, letter t, type, add text, 文字, 文本, 字体
align-left: align left, left-aligned, left alignment, 左对齐
align-center: align center, align centre, centered, center, 居中, 居中对齐
align-right: align right, right-aligned, right alignment, 右对齐
align-justify: justify, justified, justify text, lines, 两端对齐
quote: quote, quotation, quotation marks, block quote, citation, 引用, 引号
hash: hash, hashtag, number sign, pound sign, channel, topic, 井号, 话题, 标签
at: at, at sign, mention, 提及, 艾特
rocket: rocket, launch, start, boost, deploy, 火箭, 启动, 发射
fire: fire, flame, hot, trending, popular, 火, 火焰, 热门
bolt: lightning, bolt, flash, thunder, quick, energy, 闪电, 快速, 闪光灯
trophy: trophy, cup, award, winner, achievements, 奖杯, 成就
crown: crown, premium, vip, king, 皇冠, 会员
car: car, vehicle, drive, automobile, driving, 汽车, 车, 驾车
airplane: airplane, plane, flight, flights, aeroplane, airport, 飞机, 航班, 机票
train: train, subway, railway, metro, rail, 火车, 地铁, 列车
bus: bus, coach, public transport, transit, 公交车, 巴士, 公交
bicycle: bicycle, bike, cycling, 自行车, 骑行
bed: bed, hotel, sleep, accommodation, bedroom, 床, 酒店, 住宿
coffee: coffee, cup, tea, cafe, mug, 咖啡, 杯子, 茶
restaurant: restaurant, food, fork and knife, dining, cutlery, meal, 餐厅, 美食, 刀叉, 餐饮
smile: smile, smiley, emoji, face, emoticon, happy, 笑脸, 表情, 表情符号
megaphone: megaphone, announcement, loudspeaker, campaign, promote, 喇叭, 扩音器, 公告, 广告
robot: robot, bot, assistant, ai, chatbot, 机器人, 助手
puzzle: puzzle, extension, plugin, add-on, extensions, puzzle piece, 插件, 扩展, 拼图
wrench: wrench, tools, repair, spanner, tool, maintenance, 扳手, 工具, 维修
calculator: calculator, calculate, 计算器
qr-code: qr code, qr, 二维码
barcode: barcode, bar code, 条形码, 条码
scan: scan, scanner, scan code, viewfinder, 扫描, 扫一扫
rss: rss, feed, subscribe, news feed, 订阅
cast: cast, screen cast, stream to tv, mirror screen, 投屏, 投射
git-branch: branch, git branch, fork, version control, 分支
move: move, four arrows, drag, pan, 移动, 拖动, 平移
drag: drag handle, grip, drag, reorder, six dots, handle, dots, 拖动, 拖拽, 手柄, 六个点
cursor: cursor, pointer, mouse pointer, select, selection, arrow, 光标, 指针, 鼠标指针, 选择
percent: percent, percentage, discount, per cent, 百分比, 百分号, 折扣
accessibility: accessibility, universal access, 无障碍, 辅助功能
"""


def _parse(table: str) -> dict[str, tuple[str, ...]]:
    entries = (line.split(": ", 1) for line in table.strip().replace("\n  ", " ").splitlines())
    return {concept: tuple(words.split(", ")) for concept, words in entries}


ICON_WORDS: dict[str, tuple[str, ...]] = _parse(_WORDS)
"""Concept, as ``Icon.name``, to the words people use for it, in lower case, the most usual first."""

SIGN_WORDS: dict[str, tuple[str, ...]] = _parse(
    "expander: expander, arrow, triangle, expand, collapse, disclosure triangle, fold out, 箭头, 三角, 展开, 折叠"
)
"""The same for signs that are told by their shape and where they stand, not by the network."""
