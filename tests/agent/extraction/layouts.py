"""Pages that show one invoice or many orders in some layout, written from values that are known."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from html import escape
from typing import Any, Literal

from pydantic import BaseModel, Field

Status = Literal["Open", "Paid", "Overdue"]
STATES: tuple[Status, ...] = ("Open", "Paid", "Overdue")


class Invoice(BaseModel):
    """One thing with a name for each of its values."""

    invoice_number: str
    customer: str
    due_date: date
    total: Decimal
    status: Status
    approved: bool
    note: str | None = None


class Order(BaseModel):
    """One row of a table."""

    order_number: str
    customer: str
    date: date
    amount: Decimal
    status: Status


class Item(BaseModel):
    article: str
    quantity: int
    price: Decimal


class Bill(BaseModel):
    """One thing with rows of its own."""

    invoice_number: str
    customer: str
    items: list[Item]
    total: Decimal


class ChineseOrder(BaseModel):
    """A row whose columns are named in Chinese by the program that asks."""

    number: str = Field(title="订单号")
    customer: str = Field(title="客户")
    amount: Decimal = Field(title="金额")
    status: Literal["已付款", "待付款"] = Field(title="状态")


@dataclass(frozen=True)
class Made:
    """A page, what to ask of it, and the values that it was made from."""

    html: str
    model: Any
    words: str
    truth: Any


NAMES = ("Ada Lovelace", "Grace Hopper", "Acme GmbH", "Alan Turing", "Nordwind AG", "Mary Shelley", "Blue Ocean Ltd")
ARTICLES = ("Desk lamp", "Office chair", "Paper A4", "Keyboard", "Monitor arm", "Notebook", "Coffee beans")
LONG = (
    "Northern Lights Trading and Shipping Company",
    "Society for the Protection of Old Machines",
    "Mountain View Primary School Parents",
    "International Institute of Applied Patience",
)
HAN = ("张伟", "李娜", "上海贸易公司", "王芳", "北京科技集团")


def _invoice(chance: random.Random, note: str | None = None) -> Invoice:
    return Invoice(
        invoice_number=f"INV-{chance.randint(1000, 9999)}",
        customer=chance.choice(NAMES),
        due_date=date(2026, chance.randint(1, 12), chance.randint(13, 28)),
        total=Decimal(chance.randint(100000, 999999)) / 100,
        status=chance.choice(STATES),
        approved=chance.random() < 0.5,
        note=note,
    )


def _orders(chance: random.Random, names: Sequence[str] = NAMES, count: int = 6) -> list[Order]:
    numbers = chance.sample(range(1000, 9999), count)
    return [
        Order(
            order_number=f"{number}",
            customer=chance.choice(names),
            date=date(2026, chance.randint(1, 12), chance.randint(1, 28)),
            amount=Decimal(chance.randint(1000, 999999)) / 100,
            status=chance.choice(STATES),
        )
        for number in numbers
    ]


def _pairs(invoice: Invoice, *, amount: str = "${:,.2f}", day: str = "%d %b %Y") -> list[tuple[str, str]]:
    pairs = [
        ("Invoice number", invoice.invoice_number),
        ("Customer", invoice.customer),
        ("Due date", invoice.due_date.strftime(day)),
        ("Payment terms", "30 days net"),  # of which the model knows nothing
        ("Total", amount.format(invoice.total)),
        ("Status", invoice.status),
        ("Approved", "Yes" if invoice.approved else "No"),
    ]
    return pairs + ([("Note", invoice.note)] if invoice.note else [])


def left_of_value(chance: random.Random) -> Made:
    invoice = _invoice(chance, "Deliver to the back door")
    rows = "".join(f"<span class=k>{k}</span><span>{escape(v)}</span>" for k, v in _pairs(invoice))
    style = ".g{display:grid;grid-template-columns:11em 1fr;gap:.7em 1em}.k{color:var(--soft)}"
    return Made(f"<style>{style}</style><h1>Invoice</h1><div class=g>{rows}</div>", Invoice, "the invoice", invoice)


def above_value(chance: random.Random) -> Made:
    invoice = _invoice(chance)
    cells = "".join(f"<div><div class=k>{k}</div><div>{escape(v)}</div></div>" for k, v in _pairs(invoice))
    style = ".g{display:grid;grid-template-columns:1fr 1fr 1fr;gap:1.4em}.k{color:var(--soft);font-size:.85em}"
    return Made(f"<style>{style}</style><h1>Invoice</h1><div class=g>{cells}</div>", Invoice, "the invoice", invoice)


def definition_list(chance: random.Random) -> Made:
    invoice = _invoice(chance)
    items = "".join(f"<dt>{k}</dt><dd>{escape(v)}</dd>" for k, v in _pairs(invoice, day="%B %d, %Y"))
    return Made(f"<style>dt{{font-weight:bold}}</style><h1>Details</h1><dl>{items}</dl>", Invoice, "", invoice)


def lines(chance: random.Random) -> Made:
    invoice = _invoice(chance)
    text = "".join(f"<p>{k}: {escape(v)}</p>" for k, v in _pairs(invoice, day="%Y-%m-%d"))
    return Made(f"<h1>Your invoice</h1>{text}", Invoice, "the invoice", invoice)


def key_value_table(chance: random.Random) -> Made:
    invoice = _invoice(chance)
    rows = "".join(f"<tr><th>{k}</th><td>{escape(v)}</td></tr>" for k, v in _pairs(invoice, day="%d.%m.%Y"))
    style = "td,th{border:1px solid var(--rule);padding:.4em .8em;text-align:left}table{border-collapse:collapse}"
    return Made(f"<style>{style}</style><h1>Invoice</h1><table>{rows}</table>", Invoice, "the invoice", invoice)


def form(chance: random.Random) -> Made:
    invoice = _invoice(chance)
    options = "".join(f"<option{' selected' if s == invoice.status else ''}>{s}</option>" for s in STATES)
    return Made(
        "<style>label{display:block;margin:.8em 0}label.f span{display:block}input:not([type=checkbox]),select"
        "{font:inherit;width:18em;padding:.3em;background:var(--field);color:inherit;border:1px solid var(--rule)}"
        "</style><h1>Edit invoice</h1>"
        f"<label class=f><span>Invoice number</span><input value='{invoice.invoice_number}'></label>"
        f"<label class=f><span>Customer</span><input value='{escape(invoice.customer)}'></label>"
        f"<label class=f><span>Due date</span><input type=date value='{invoice.due_date}'></label>"
        f"<label class=f><span>Total</span><input type=number step=0.01 value='{invoice.total}'></label>"
        f"<label class=f><span>Status</span><select>{options}</select></label>"
        f"<label><input type=checkbox {'checked' if invoice.approved else ''}> Approved</label>"
        "<label class=f><span>Note</span><input></label>",
        Invoice,
        "the form",
        invoice,
    )


def radio_form(chance: random.Random) -> Made:
    invoice = _invoice(chance)
    ticks = "".join(
        f"<label class=o><input type=radio name=s {'checked' if s == invoice.status else ''}> {s}</label>"
        for s in STATES
    )
    row = "<div class=r><span>{}</span>{}</div>"
    field = "<input value='{}'>"
    return Made(
        "<style>.r{display:grid;grid-template-columns:10em 1fr;margin:.8em 0;align-items:center}.o{margin-right:1em}"
        "input:not([type=checkbox]):not([type=radio]){font:inherit;width:16em;padding:.3em;background:var(--field);"
        "color:inherit;border:1px solid var(--rule)}</style><h1>Invoice</h1>"
        + row.format("Invoice number", field.format(invoice.invoice_number))
        + row.format("Customer", field.format(escape(invoice.customer)))
        + row.format("Due date", field.format(invoice.due_date.strftime("%d %b %Y")))
        + row.format("Total", field.format(f"{invoice.total:,.2f}"))
        + row.format("Status", f"<span>{ticks}</span>")
        + row.format("Approved", f"<span><input type=checkbox {'checked' if invoice.approved else ''}></span>"),
        Invoice,
        "the invoice",
        invoice,
    )


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]], style: str, right: int = -1) -> str:
    side = f"td:nth-child({right}),th:nth-child({right}){{text-align:right}}" if right > 0 else ""
    head = "".join(f"<th>{head}</th>" for head in heads)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    base = "table{border-collapse:collapse;width:100%}td,th{padding:.45em .8em;text-align:left}"
    return f"<style>{base}{style}{side}</style><table><tr>{head}</tr>{body}</table>"


def _order_rows(orders: Sequence[Order], amount: str = "${:,.2f}", day: str = "%Y-%m-%d") -> list[tuple[str, ...]]:
    return [(o.order_number, o.customer, o.date.strftime(day), amount.format(o.amount), o.status) for o in orders]


ORDER_HEADS = ("Order number", "Customer", "Date", "Amount", "Status")


def bordered_table(chance: random.Random) -> Made:
    orders = _orders(chance)
    table = _table(ORDER_HEADS, _order_rows(orders), "td,th{border:1px solid var(--rule)}")
    return Made(f"<h1>Orders</h1>{table}", list[Order], "the orders", orders)


def zebra_table(chance: random.Random) -> Made:
    orders = _orders(chance)
    table = _table(ORDER_HEADS, _order_rows(orders, day="%d %b %Y"), "tr:nth-child(even){background:var(--band)}")
    return Made(f"<h1>Orders</h1>{table}", list[Order], "the orders", orders)


def wrapped_cells(chance: random.Random) -> Made:
    orders = _orders(chance, LONG, 4)
    style = "td{border-bottom:1px solid var(--rule);vertical-align:top}td:nth-child(2){max-width:11em}"
    table = _table(ORDER_HEADS, _order_rows(orders), style)
    return Made(f"<h1>Orders</h1><div style='width:44em'>{table}</div>", list[Order], "the orders", orders)


def other_words_right_aligned(chance: random.Random) -> Made:
    orders = _orders(chance)
    heads = ("Order no.", "Client", "Date", "Total (EUR)", "State")
    rows = [(n, c, d, f"{o.amount:,.2f} €", s) for (n, c, d, _, s), o in zip(_order_rows(orders), orders, strict=True)]
    table = _table(heads, rows, "td,th{border-bottom:1px solid var(--rule)}", right=4)
    return Made(f"<h1>Sales</h1>{table}", list[Order], "the orders", orders)


def european_amounts(chance: random.Random) -> Made:
    orders = _orders(chance)
    rows = _order_rows(orders, day="%d %b %Y")
    shown = [f"{o.amount:,.2f} €".translate(str.maketrans(",.", ".,")) for o in orders]
    rows = [(n, c, d, a, s) for (n, c, d, _, s), a in zip(rows, shown, strict=True)]
    table = _table(ORDER_HEADS, rows, "td,th{border:1px solid var(--rule)}", right=4)
    return Made(f"<h1>Orders</h1>{table}", list[Order], "the orders", orders)


def cards(chance: random.Random) -> Made:
    orders = _orders(chance)
    shown = "".join(
        "<div class=c>"
        + "".join(f"<div><b>{k}</b> <span>{escape(v)}</span></div>" for k, v in zip(ORDER_HEADS, row, strict=True))
        + "</div>"
        for row in _order_rows(orders, day="%d %b %Y")
    )
    style = (
        ".g{display:grid;grid-template-columns:1fr 1fr 1fr;gap:1em}.c{border:1px solid var(--rule);"
        "border-radius:6px;padding:1em;background:var(--card)}"
        ".c div{display:flex;justify-content:space-between;margin:.3em 0}"
    )
    return Made(f"<style>{style}</style><h1>Orders</h1><div class=g>{shown}</div>", list[Order], "the orders", orders)


def chinese_table(chance: random.Random) -> Made:
    orders = [
        ChineseOrder(
            number=f"{number}",
            customer=chance.choice(HAN),
            amount=Decimal(chance.randint(1000, 999999)) / 100,
            status=chance.choice(("已付款", "待付款")),
        )
        for number in chance.sample(range(10000, 99999), 5)
    ]
    rows = [(o.number, o.customer, f"¥{o.amount:,.2f}", o.status) for o in orders]
    table = _table(("订单号", "客户", "金额", "状态"), rows, "td,th{border:1px solid var(--rule)}")
    return Made(f"<h1>订单列表</h1>{table}", list[ChineseOrder], "订单", orders)


def chinese_labels(chance: random.Random) -> Made:
    """A program that asks in English of a page in Chinese."""
    order = _orders(chance, HAN, 1)[0].model_copy(update={"status": "Open"})
    pairs = (
        ("订单号", order.order_number),
        ("客户", order.customer),
        ("日期", f"{order.date.year}年{order.date.month}月{order.date.day}日"),
        ("金额", f"¥{order.amount:,.2f}"),
        ("状态", "Open"),
    )
    rows = "".join(f"<p>{k}：{v}</p>" for k, v in pairs)
    return Made(f"<h1>订单详情</h1>{rows}", Order, "the order", order)


def bill_with_items(chance: random.Random) -> Made:
    items = [
        Item(article=name, quantity=chance.randint(1, 40), price=Decimal(chance.randint(100, 99999)) / 100)
        for name in chance.sample(ARTICLES, 4)
    ]
    total = sum((item.price * item.quantity for item in items), Decimal(0))
    bill = Bill(
        invoice_number=f"{chance.randint(10000, 99999)}", customer=chance.choice(NAMES), items=items, total=total
    )
    rows = [(i.article, str(i.quantity), f"${i.price:,.2f}") for i in items]
    table = _table(("Article", "Quantity", "Price"), rows, "td,th{border-bottom:1px solid var(--rule)}")
    return Made(
        f"<h1>Invoice</h1><p>Invoice number: {bill.invoice_number}</p><p>Customer: {escape(bill.customer)}</p>"
        f"{table}<p style='margin-top:2em'><b>Total:</b> ${total:,.2f}</p>",
        Bill,
        "the invoice",
        bill,
    )


LAYOUTS: dict[str, Callable[[random.Random], Made]] = {
    make.__name__: make
    for make in (
        left_of_value, above_value, definition_list, lines, key_value_table, form, radio_form, bordered_table,
        zebra_table, wrapped_cells, other_words_right_aligned, european_amounts, cards, chinese_table, chinese_labels,
        bill_with_items,
    )
}  # fmt: skip

THEMES = {
    "light": "--soft:#666;--rule:#ccc;--band:#f3f5f8;--field:#fff;--card:#fff;background:#fff;"
    "color:#222;font:15px sans-serif",
    "dark": "--soft:#9aa;--rule:#445;--band:#252b36;--field:#252b36;--card:#222834;background:#1b1f27;color:#e6e6e6;"
    "font:15px sans-serif;color-scheme:dark",
    "paper": "--soft:#775;--rule:#998;--band:#eee8d8;--field:#fffdf5;--card:#fffdf5;background:#faf6ea;"
    "color:#221;font:17px serif",
}


def page(made: Made, theme: str) -> str:
    """The whole document of a page in a theme."""
    style = f"body{{{THEMES[theme]};margin:2em}}h1{{font-size:1.5em}}"
    return f"<!doctype html><meta charset=utf-8><style>{style}</style><body>{made.html}"
