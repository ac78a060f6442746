"""Scenes built by hand: what the eye might have seen on three screens, with a name for each thing."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from eyehand.tools.eye.scene import Column, Control, Icon, Line, Region, Scene
from eyehand.tools.geometry import Box


@dataclass
class Screen:
    """Collects controls and their names; boxes are given as x, y, width, height."""

    width: int = 1280
    height: int = 800
    controls: dict[str, Control] = field(default_factory=dict)
    regions: dict[str, Region] = field(default_factory=dict)

    def add(self, name: str, kind: str, label: str, at: tuple[int, int, int, int], **more: object) -> None:
        """One control; ``beside`` is where its label stands, ``icon`` what it shows."""
        beside = more.pop("beside", None)
        icon = more.pop("icon", None)
        box = _box(at)
        words = Box(box.center.x - 4 * len(label), box.center.y - 8, box.center.x + 4 * len(label), box.center.y + 8)
        own = words if kind in ("button", "tab") else box
        control = Control(kind, box, label, label_box=_box(beside) if beside else own if label else None)  # type: ignore
        if icon:
            control = replace(control, icons=(Icon(str(icon), 0.9), Icon("circle", 0.05)))
        self.controls[name] = replace(control, **more)  # type: ignore

    def scene(self) -> Scene:
        controls = sorted(self.controls.values(), key=lambda control: (control.box.center.y // 8, control.box.x0))
        lines = [Line(c.label, c.label_box, 0.99) for c in controls if c.label and c.label_box]
        return Scene(self.width, self.height, tuple(lines), tuple(controls), tuple(self.regions.values()))

    def boxes(self) -> dict[str, Box]:
        boxes = {name: control.box for name, control in self.controls.items()}
        for name, region in self.regions.items():
            boxes[name] = region.box
            boxes |= {f"{name} row {index}": row for index, row in enumerate(region.rows)}
            boxes |= {f"{name} column {column.head}": column.box for column in region.columns}
            boxes |= {
                f"{name} cell {index} {column.head}": row.intersection(column.box)
                for index, row in enumerate(region.rows)
                for column in region.columns
            }
        return boxes

    def named(self, box: Box) -> str:
        """The name of what has exactly this box, or of a control whose label has it."""
        names = [name for name, known in self.boxes().items() if known == box]
        return (names or [f"{n}'s label" for n, c in self.controls.items() if c.label_box == box] or [str(box)])[0]


def customers(*, dialog: bool = False) -> Screen:
    """A toolbar, a panel of filters, a table of customers with a button in each row; perhaps a dialog over it."""
    s = Screen()
    s.add("menu", "icon", "", (12, 16, 24, 24), icon="menu")
    s.add("logo", "text", "Ledgerly", (56, 18, 80, 20))
    s.add("search", "field", "Search customers", (300, 12, 320, 32), beside=(310, 20, 110, 16))
    s.add("lens", "icon", "", (592, 18, 18, 18), icon="search")
    s.add("bell", "icon", "", (1140, 16, 24, 24), icon="bell")
    s.add("gear", "icon", "", (1180, 16, 24, 24), icon="settings")
    s.add("person", "icon", "", (1220, 16, 24, 24), icon="user")
    s.add("tab all", "tab", "All", (300, 64, 60, 32), selected=True)
    s.add("tab archived", "tab", "Archived", (370, 64, 90, 32))
    s.add("title", "text", "Customers", (300, 110, 160, 34))
    s.add("version", "text", "v2.13.0", (480, 120, 54, 16))
    for index, icon in enumerate(("refresh", "download", "share")):
        s.add(icon, "icon", "", (560 + 40 * index, 116, 22, 22), icon=icon)
    s.add("new", "button", "New customer", (1100, 112, 140, 34), colours=("green", "white"))
    s.add("filters", "text", "Filters", (30, 110, 80, 26))
    s.add("active", "checkbox", "Active only", (30, 150, 16, 16), beside=(54, 150, 80, 16), checked=True)
    s.add("overdue", "checkbox", "Overdue only", (30, 180, 16, 16), beside=(54, 180, 90, 16), checked=False)
    s.add("country", "dropdown", "Country", (30, 230, 180, 32), value="Norway", beside=(30, 210, 60, 14))
    s.add("apply filters", "button", "Apply", (30, 280, 90, 32), colours=("blue", "white"))
    s.add("clear", "button", "Clear", (130, 280, 80, 32), enabled=False)
    _table(s)
    s.add("email heading", "text", "Notifications", (300, 470, 180, 28))
    s.add("email", "field", "Email", (300, 540, 260, 32), beside=(300, 518, 40, 14), value="a@b.org", focused=True)
    s.add("phone", "field", "Phone", (600, 540, 260, 32), beside=(600, 518, 46, 14))
    s.add("weekly", "toggle", "Weekly summary", (300, 600, 36, 20), beside=(346, 602, 110, 16), checked=False)
    s.add("apply", "button", "Apply", (300, 650, 90, 34), colours=("blue", "white"))
    s.add("remove all", "button", "Delete all customers", (420, 650, 190, 34), colours=("red", "white"))
    s.add("terms", "link", "Terms of sale", (300, 740, 100, 16))
    s.add("facts", "text", "Press Save when you are done with the report.", (640, 740, 330, 16))
    return _with_dialog(s) if dialog else s


def _table(s: Screen) -> None:
    heads = {"": (300, 40), "Name": (340, 240), "Price": (580, 160), "Status": (740, 200), "Actions": (940, 300)}
    for head, (x, _) in heads.items():
        if head:
            s.add(f"head {head}", "text", head, (x + 8, 170, 9 * len(head), 16))
    people = (("Ada Lovelace", "$42.50", "Paid"), ("Alan Turing", "$18.20", "Open"), ("Mary Shelley", "$96.00", "Paid"))
    for index, (name, price, status) in enumerate(people):
        y = 200 + 60 * index
        first = name.split()[0].lower()
        s.add(f"tick {first}", "checkbox", "", (312, y + 22, 16, 16), checked=index == 1)
        s.add(first, "text", name, (348, y + 22, 96, 16))
        s.add(f"price {first}", "text", price, (588, y + 22, 50, 16))
        s.add(f"status {first}", "text", status, (748, y + 22, 40, 16))
        s.add(f"edit {first}", "icon", "", (960, y + 18, 24, 24), icon="edit")
        s.add(f"delete {first}", "button", "Delete", (1000, y + 14, 80, 30), colours=("white", "red"))
        s.add(f"heart {first}", "icon", "", (1120, y + 18, 24, 24), icon="heart")
    columns = tuple(Column(head, _box((x, 200, width, 180))) for head, (x, width) in heads.items())
    rows = tuple(_box((300, 200 + 60 * index, 940, 60)) for index in range(3))
    s.regions["table"] = Region("table", _box((300, 160, 940, 220)), rows=rows, columns=columns)


def _with_dialog(s: Screen) -> Screen:
    box = (440, 250, 400, 220)
    s.controls = {name: replace(c, covered=_box(box).contains(c.box.center)) for name, c in s.controls.items()}
    s.add("dialog title", "text", "Delete customer", (464, 272, 150, 22))
    s.add("dialog close", "icon", "", (800, 268, 20, 20), icon="close")
    s.add("dialog text", "text", "This cannot be undone.", (464, 320, 160, 16))
    s.add("dialog cancel", "button", "Cancel", (620, 420, 90, 34))
    s.add("dialog delete", "button", "Delete", (724, 420, 90, 34), colours=("red", "white"))
    s.regions["dialog"] = Region("dialog", _box(box), title="Delete customer", modal=True)
    return s


def shop() -> Screen:
    """A Chinese shop: goods in a list, a sign-in form at the right, icons at the top."""
    s = Screen()
    s.add("menu", "icon", "", (12, 14, 28, 28), icon="menu")
    s.add("search", "field", "请输入商品名称", (320, 12, 420, 36), beside=(332, 22, 100, 16))
    s.add("search button", "button", "搜索", (744, 12, 72, 36), colours=("red", "white"))
    s.add("top cart", "icon", "", (1130, 18, 24, 24), icon="cart")
    s.add("message", "icon", "", (1170, 18, 24, 24), icon="mail")
    s.add("settings", "icon", "", (1210, 18, 24, 24), icon="settings")
    s.add("tab a", "tab", "首页", (40, 70, 50, 30), selected=True)
    s.add("tab b", "tab", "我的订单", (110, 70, 80, 30))
    for index, (name, price) in enumerate((("蓝色衬衫", "¥99.00"), ("红色毛衣", "¥159.00"), ("黑色外套", "¥299.00"))):
        y = 140 + 120 * index
        s.add(f"name {index}", "text", name, (200, y + 10, 80, 20))
        s.add(f"price {index}", "text", price, (200, y + 70, 70, 18))
        s.add(f"like {index}", "icon", "", (420, y + 66, 24, 24), icon="heart")
        s.add(f"buy {index}", "button", "加入购物车", (460, y + 62, 110, 34), colours=("orange", "white"))
    rows = tuple(_box((40, 140 + 120 * index, 560, 120)) for index in range(3))
    s.regions["goods"] = Region("list", _box((40, 140, 560, 360)), rows=rows)
    s.add("form", "text", "会员登录", (820, 150, 120, 28))
    s.add("user", "field", "用户名", (820, 220, 300, 36), beside=(820, 196, 48, 16))
    s.add("password", "field", "密码", (820, 290, 300, 36), beside=(820, 266, 32, 16), focused=True)
    s.add("remember", "checkbox", "记住我", (820, 344, 16, 16), beside=(844, 344, 50, 16), checked=False)
    s.add("agree", "checkbox", "同意用户协议", (820, 372, 16, 16), beside=(844, 372, 100, 16), checked=True)
    s.add("login", "button", "登录/注册", (820, 404, 300, 40), enabled=False, colours=("pink", "white"))
    s.add("forgot", "link", "忘记密码？", (1040, 460, 80, 16))
    s.add("service", "icon", "", (1230, 740, 32, 32), icon="headphones")
    return s


def pairs(table: str) -> list[tuple[str, str]]:
    """The lines "words -> name" of a table; others are its headings."""
    cut = [line.partition(" -> ") for line in table.splitlines()]
    return [(words, name) for words, arrow, name in cut if arrow]


def _box(at: object) -> Box:
    x, y, width, height = at  # type: ignore
    return Box(x, y, x + width, y + height)
