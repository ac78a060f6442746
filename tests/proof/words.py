"""The words that generated pages and instructions are made of, in four languages."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import Literal

Language = Literal["en", "zh", "ar", "he"]
_HERE = Path(__file__).parent

PEOPLE: dict[Language, list[str]] = {
    "en": ["Ada Lovelace", "Noor Haddad", "Mary Shelley", "Tomás Rivera", "Grace Hopper", "Ivan Petrov", "Lena Fischer",
           "Kofi Mensah", "Yuki Tanaka", "Olga Novak", "Hannah Weiss", "Samuel Okoye", "Paula Costa", "Erik Lund"],
    "zh": ["王芳", "李伟", "张敏", "刘洋", "陈静", "杨磊", "赵丽", "黄强", "周杰", "吴霞", "徐明", "孙燕"],
    "ar": ["نور حداد", "سامي منصور", "ليلى عباس", "كريم صالح", "هدى يوسف", "عمر خليل", "رنا فارس", "طارق حسن"],
    "he": ["נועה לוי", "איתן כהן", "מאיה פרץ", "אורי גולן", "תמר ברק", "יואב שחר", "דנה אביב", "גיל רוזן"],
}  # fmt: skip
CITIES: dict[Language, list[str]] = {
    "en": ["Lisbon", "Zurich", "Toronto", "Nairobi", "Oslo", "Madrid", "Seoul", "Chicago"],
    "zh": ["北京", "上海", "广州", "成都", "杭州", "西安"],
    "ar": ["القاهرة", "دبي", "الرباط", "بيروت", "عمّان"],
    "he": ["תל אביב", "חיפה", "ירושלים", "אילת", "באר שבע"],
}
COUNTRIES: dict[Language, list[str]] = {
    "en": ["Portugal", "Canada", "Kenya", "Norway", "Japan"],
    "zh": ["中国", "日本", "加拿大", "挪威"],
    "ar": ["مصر", "المغرب", "لبنان"],
    "he": ["ישראל", "יוון", "קנדה"],
}
PRODUCTS: dict[Language, list[str]] = {
    "en": ["Canvas backpack", "Desk lamp", "Wool scarf", "Running shoes", "Ceramic mug", "Oak shelf", "Rain jacket",
           "Cotton sheets", "Steel bottle", "Garden chair", "Chess set", "Travel pillow"],
    "zh": ["帆布背包", "台灯", "羊毛围巾", "跑步鞋", "陶瓷杯", "橡木书架", "雨衣", "棉质床单", "保温瓶", "花园椅"],
    "ar": ["حقيبة ظهر", "مصباح مكتب", "وشاح صوف", "حذاء رياضي", "كوب خزف", "رف خشبي", "معطف مطر", "كرسي حديقة"],
    "he": ["תיק גב", "מנורת שולחן", "צעיף צמר", "נעלי ריצה", "ספל קרמיקה", "מדף אלון", "מעיל גשם", "כיסא גן"],
}  # fmt: skip
SUBJECTS: dict[Language, list[str]] = {
    "en": ["Invoice 20931 is ready", "Minutes of Tuesday's call", "Your parcel is on its way",
           "Question about the offer",
           "Summer party", "Contract for signature", "Weekly figures", "New office keys", "Trip to Porto",
           "Feedback on the draft"],
    "zh": ["发票已开具", "周二会议纪要", "您的包裹已发出", "关于报价的问题", "夏季聚会", "合同待签署",
           "每周数据", "差旅安排"],
    "ar": ["الفاتورة جاهزة", "محضر الاجتماع", "شحنتك في الطريق", "سؤال عن العرض", "حفلة الصيف", "العقد للتوقيع"],
    "he": ["החשבונית מוכנה", "סיכום הפגישה", "החבילה בדרך", "שאלה על ההצעה", "מסיבת קיץ", "חוזה לחתימה"],
}  # fmt: skip
FILES = ["budget-2026.xlsx", "contract_v3.pdf", "holiday.jpg", "notes.txt", "logo-final.svg", "minutes.docx",
         "readme.md", "backup.zip", "interview.mp3", "plan-b.pptx", "passport.png", "survey.csv"]  # fmt: skip
SOURCES = ["main.py", "server.ts", "index.html", "style.css", "README.md", "config.yaml", "routes.go", "test_api.py"]
BRANDS = ["Northwind", "Ledgerly", "Papaya", "Kestrel", "Blueleaf", "Tandem", "Orbitly", "Quillow"]
MAILS = ["ada@example.org", "noor@example.com", "m.shelley@example.net", "office@example.org", "t.rivera@example.com",
         "lena.f@example.net", "kofi@example.org", "yuki@example.com", "sales@example.net",
         "olga.n@example.org"]  # fmt: skip

VALUES = {
    "Email": MAILS, "Phone": ["+41 44 555 0142", "020 7946 0018"], "Postcode": ["8004", "10115", "SW1A 2AA"],
    "Username": ["ada.l", "noor_h", "kofi88"], "Street": ["12 Elm Street", "Hauptstrasse 7"],
    "Card number": ["4111 1111 1111 1111"], "Discount code": ["SPRING20"], "Expiry date": ["08/29"],
}  # fmt: skip
"""What fields are often found filled with."""

SAME = """
log in, sign in|log out, sign out|sign up, create account, register|delete, remove, trash, bin, rubbish bin
|settings, preferences, options|search, find|cart, basket, add to cart, shopping cart|help, support|close, dismiss
|save, save changes, apply|cancel, discard, keep it|email, mail|phone, telephone|postcode, zip code|next, continue
|back, previous|home, start|message, notes|name, full name, display name, username|add, new, create|edit, rename
|notifications, bell|total, subtotal, amount|profile, account, user|upload, attach|send, reply, forward, send invitation
|share, shared with me, share usage data|view, view all, eye|play, run|calendar, date, start date, date of birth
|download, export|more, menu|copy, duplicate|refresh, reset, undo|star, starred, heart|archive|city, to, from
"""
"""Words that a person may use for one another; an absent word shares a group with nothing on its page."""


@cache
def terms() -> dict[str, dict[Language, str]]:
    """Every term by its English form: what it is in each language."""
    with (_HERE / "terms.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="|"))
    return {row["en"]: {"en": row["en"], "zh": row["zh"], "ar": row["ar"], "he": row["he"]} for row in rows}


@cache
def groups() -> list[frozenset[str]]:
    """The groups of words that may stand for one another."""
    return [frozenset(word.strip() for word in group.split(",")) for group in SAME.split("|")]


def related(word: str) -> frozenset[str]:
    """The words (lower case, English) that a person may also use for this one, itself included."""
    word = word.casefold()
    return frozenset({word}).union(*(group for group in groups() if word in group))
