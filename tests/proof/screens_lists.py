"""Screens that show many of a kind: customers, mail, files, shop, dashboard, and a dialog over such a page."""

from __future__ import annotations

from .builder import Page
from .screens_forms import shell, top_bar
from .words import BRANDS, CITIES, FILES, MAILS, PEOPLE, PRODUCTS, SUBJECTS


def customers(page: Page) -> str:
    table = _customer_table(page, 6)
    tools = (
        page.entry("Search", "placeholder") + page.dropdown("City", "left", page.chance.choice(CITIES[page.language]))
        + page.icon("filter") + '<span class="l-push"></span>' + page.button("Export")
        + page.button("New customer", "primary", icon="add")
    )  # fmt: skip
    foot = (
        page.check("Only my customers", page.chance.random() < 0.5) + '<span class="l-push"></span>'
        + page.button("Previous", enabled=False) + page.button("Next")
    )  # fmt: skip
    title = page.text(page.say("Customers"), "h1", "Customers")
    body = f'{title}<div class="l-row">{tools}</div>{table}<div class="l-row">{foot}</div>'
    bar = top_bar(page, ["Customers", "Leads", "Deals", "Reports"], ["bell", "settings", "user"])
    return shell(bar, body)


def _customer_table(page: Page, count: int) -> str:
    people = page.chance.sample(PEOPLE[page.language], count)
    mails = page.chance.sample(MAILS, count)
    rows: list[tuple[str, list[str]]] = []
    worded = page.chance.random() < 0.35
    for number, person in enumerate(people):
        page.row = person
        status = page.say(page.chance.choice(["Active", "Pending", "Blocked"]))
        if worded:
            acts = page.button("Edit") + page.button("Delete", "danger")
        else:
            acts = page.icon("edit", 18, True) + page.icon("mail", 18, True) + page.icon("delete", 18, True)
        rows.append((person, [
            page.text(person), page.text(mails[number]), page.chance.choice(CITIES[page.language]),
            f'<span class="{page.dress.badge}">{status}</span>',
            f"{page.chance.randint(1, 90)},{page.chance.randint(100, 999)}",
            f'<div class="l-row">{acts}</div>',
        ]))  # fmt: skip
    page.row = ""
    selected = page.chance.randrange(count) if page.chance.random() < 0.5 else -1
    return page.table(["Name", "Email", "City", "Status", "Revenue", ""], rows, "row", selected)


def mail(page: Page) -> str:
    folders = [("Inbox", "mail"), ("Starred", "star"), ("Sent", "send"), ("Drafts", "edit"), ("Spam", "flag")]
    side = page.button("Compose", "primary") + "".join(
        page.link(term, icon, n == 0) for n, (term, icon) in enumerate(folders)
    )
    count = min(6, len(SUBJECTS[page.language]))
    rows: list[tuple[str, list[str]]] = []
    page.unnamed.add("checkbox")
    senders = page.chance.sample(PEOPLE[page.language], count)
    for sender, subject in zip(senders, page.chance.sample(SUBJECTS[page.language], count), strict=True):
        page.row = sender
        ticked = '<input type="checkbox" style="margin:0">'
        rows.append((sender, [ticked, page.text(sender), page.text(subject),
                              f"{page.chance.randint(8, 19)}:{page.chance.randint(10, 59)}",
                              page.icon("star", 18, True)]))  # fmt: skip
    page.row = ""
    table = page.table(["", "From", "Message", "Modified", ""], rows, "message", page.chance.randrange(count))
    tools = "".join(page.icon(concept) for concept in ("archive", "delete", "refresh", "more"))
    reply = (
        page.button("Reply", "primary")
        + page.button("Reply all")
        + page.button("Forward")
        + page.button("Mark as read", enabled=False)
    )
    body = (
        f'<div class="l-row">{tools}<span class="l-push"></span>{page.entry("Search", "placeholder")}</div>{table}'
        f"{page.text(page.chance.choice(SUBJECTS[page.language]) + ' …', 'h2')}"
        f'<div class="l-row">{reply}{page.icon("attach", bare=True)}</div>'
    )
    bar = top_bar(page, [], ["settings", "help", "user"])
    return shell(bar, body, side)


def _file_rows(page: Page, count: int) -> list[tuple[str, list[str]]]:
    rows: list[tuple[str, list[str]]] = []
    for name in page.chance.sample(FILES, count):
        page.row = name
        acts = page.icon("download", 18, True) + page.icon("share", 18, True) + page.icon("more", 18, True)
        rows.append((name, [page.text(name), f"{page.chance.randint(2, 900)} KB",
                            f"2026-{page.chance.randint(1, 12):02}-{page.chance.randint(1, 28):02}",
                            f'<div class="l-row">{acts}</div>']))  # fmt: skip
    page.row = ""
    return rows


def files(page: Page) -> str:
    places = [("My files", "folder"), ("Shared with me", "share"), ("Recent", "refresh"), ("Rubbish bin", "delete")]
    side = "".join(page.link(term, icon, n == 0) for n, (term, icon) in enumerate(places))
    tools = (
        page.button("Upload", "primary", icon="upload") + page.button("New folder")
        + page.button("Rename", enabled=False)
        + '<span class="l-push"></span>' + page.icon("grid") + page.icon("info") + page.entry("Search", "placeholder")
    )  # fmt: skip
    table = page.table(["Name", "Size", "Modified", ""], _file_rows(page, 7), "file", page.chance.randrange(7))
    body = f'{page.text(page.say("My files"), "h1")}<div class="l-row">{tools}</div>{table}'
    bar = top_bar(page, [], ["bell", "user"])
    return shell(bar, body, side)


def shop(page: Page) -> str:
    page.decorations.add("image")  # the photos of the goods
    cards: list[str] = []
    sold_out = page.chance.randrange(8)
    for number, product in enumerate(page.chance.sample(PRODUCTS[page.language], 8)):
        page.within = product
        hue = page.chance.randrange(360)
        ground = f"linear-gradient(135deg,hsl({hue} 40% 72%),hsl({hue + 40} 45% 52%))"
        photo = f'<div class="l-photo" style="background:{ground}"></div>'
        last = page.button("Sold out", enabled=False) if number == sold_out else page.button("Add to cart", "primary")
        price = page.text(f"€{page.chance.randint(5, 180)}.{page.chance.choice(['00', '50', '90'])}", "p")
        cards.append(
            page.card(product, f'{photo}{price}<div class="l-row">{last}{page.icon("heart", bare=True)}</div>')
        )
    page.within = ""
    kinds = page.chance.sample(["Clothing", "Shoes", "Furniture", "Books", "Kitchen"], 4)
    ticks = "".join(page.check(term, n == 1) for n, term in enumerate(kinds))
    side = (
        page.text(page.say("Category"), "h3", "Category") + ticks + page.slider("Maximum price", "above", 60)
        + page.toggle("Only in stock", page.chance.random() < 0.5) + page.toggle("On sale", False)
    )  # fmt: skip
    sort = page.dropdown("Sort by", "left", page.say("Newest first"))
    find = page.entry("Search", "placeholder") + page.icon("search")
    tools = f'<div class="l-row">{find}<span class="l-push"></span>{sort}</div>'
    body = f'{tools}<div class="l-grid l-4">{"".join(cards)}</div>'
    bar = top_bar(page, ["Home", "On sale", "Free returns"], ["user", "cart"])
    return shell(bar, body, side)


def dashboard(page: Page) -> str:
    cards: list[str] = []
    for term in ("Sales", "Orders", "Visitors", "Refunds"):
        page.within = page.say(term)
        number = page.text(f"{page.chance.randint(1, 99)},{page.chance.randint(100, 999)}", "h2")
        cards.append(page.card(page.say(term), f"{number}{page.link('View all')}"))
    page.within = ""
    rows: list[tuple[str, list[str]]] = []
    for person in page.chance.sample(PEOPLE[page.language], 4):
        page.row = person
        order = page.text(f"#{page.chance.randint(10000, 99999)}")
        state = page.say(page.chance.choice(["Paid", "Open", "Cancelled"]))
        rows.append((person, [page.text(person), order, f"{page.chance.randint(10, 900)}.00",
                              f'<span class="{page.dress.badge}">{state}</span>',
                              page.icon("view", 18, True)]))  # fmt: skip
    page.row = ""
    table = page.table(["Customer", "Orders", "Amount", "Status", ""], rows, "order")
    bars = "".join(
        f'<rect x="{20 + n * 52}" y="{100 - h}" width="34" height="{h}" fill="#4a86d8"/>'
        for n, h in enumerate(page.chance.choices(range(20, 95), k=12))
    )
    chart = f'<svg width="660" height="104" style="max-width:100%">{bars}</svg>'
    tools = page.tabs(["Today", "This week", "This month"], page.chance.randrange(3))
    acts = (
        '<span class="l-push"></span>'
        + page.icon("refresh")
        + page.icon("calendar")
        + page.button("Export", icon="download")
    )
    side = "".join(
        page.link(term, icon, n == 0)
        for n, (term, icon) in enumerate(
            [
                ("Overview", "home"),
                ("Customers", "user"),
                ("Reports", "flag"),
                ("Settings", "settings"),
                ("Help", "help"),
            ]
        )
    )
    body = (
        f'<div class="l-row">{page.text(page.say("Dashboard"), "h1")}{acts}</div>{tools}'
        f'<div class="l-grid l-4">{"".join(cards)}</div>'
        f"{chart}{page.text(page.say('Latest orders'), 'h2')}{table}"
    )
    bar = f'<header class="l-bar">{page.icon("menu", bare=True)}{page.text(page.chance.choice(BRANDS), "b")}' \
          f'<span class="l-push"></span>{page.icon("search")}{page.icon("bell", bare=True)}' \
          f'{page.icon("logout", bare=True)}</header>'  # fmt: skip
    return shell(bar, body, side)


def dialog(page: Page) -> str:
    """A question or an invitation over one of the other screens."""
    under = page.chance.choice((customers, files, dashboard))(page)
    invite = page.chance.random() < 0.6
    title = page.say("Invite member" if invite else "Delete this file?")
    page.within = "dialog"
    if invite:
        inner = (
            page.entry("Full name", page.place)
            + page.area("Message", "above", 2)
            + page.dropdown("Role", "above", page.say("Editor"), [page.say("Reader")])
            + page.check("Notify by email", page.chance.random() < 0.5)
        )
        buttons = page.button("Cancel") + page.button("Send invitation", "primary")
    else:
        inner = page.text(page.say("This cannot be undone."), "p") + page.check("Do not ask again", False)
        buttons = page.button("Keep it") + page.button("Delete", "danger")
    head = (
        f'<div class="l-row">{page.text(title, "h3")}<span class="l-push"></span>{page.icon("close", bare=True)}</div>'
    )
    foot = f'<div class="l-row"><span class="l-push"></span>{buttons}</div>'
    page.within = ""
    return f'{under}<div class="l-overlay"><div class="l-dialog" role="dialog">{head}{inner}{foot}</div></div>'
