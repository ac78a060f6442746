"""Screens that are filled in: log-in, registration, checkout, settings, wizard, flight search, dialog over a page."""

from __future__ import annotations

from .builder import Page, Place
from .words import BRANDS, CITIES, COUNTRIES, PEOPLE


def top_bar(page: Page, links: list[str], icons: list[str], active: int = 0) -> str:
    """A brand, links, and icons at the far end."""
    brand = page.text(page.chance.choice(BRANDS), "b")
    middle = "".join(page.link(term, selected=n == active) for n, term in enumerate(links))
    pictures = "".join(page.icon(concept, bare=page.chance.random() < 0.5) for concept in icons)
    return f'<header class="l-bar">{brand}{middle}<span class="l-push"></span>{pictures}</header>'


def shell(bar: str, body: str, side: str = "") -> str:
    """A bar over a body, with links at the side if there are any."""
    main = f'<main class="l-main">{body}</main>'
    if side:
        main = f'<div class="l-body"><nav class="l-side">{side}</nav>{main}</div>'
    return f'<div class="l-app">{bar}{main}</div>'


def login(page: Page) -> str:
    place = page.place
    first = page.chance.choice(["Email", "Username", "Phone"])
    form = [
        page.text(page.say("Welcome back"), "h1", "Welcome back"),
        page.entry(first, place),
        page.entry("Password", place, type_="password"),
        page.check("Remember me", page.chance.random() < 0.5),
        f'<div class="l-row">{page.button("Log in", "primary", enabled=page.chance.random() < 0.8)}'
        f"{page.button('Sign up', 'plain')}</div>",
        page.link("Forgot your password?"),
        page.button("Continue with Google", icon="globe"),
        f'<div class="l-row">{page.link("Privacy policy")}{page.link("Terms of use")}{page.link("Contact us")}</div>',
    ]
    if page.chance.random() < 0.5:
        form.insert(1, page.tabs(["Personal", "Business"], page.chance.randrange(2)))
    language = page.dropdown(
        "Language", "left", {"en": "English", "zh": "中文", "ar": "العربية", "he": "עברית"}[page.language]
    )
    bar = f'<header class="l-bar">{page.text(page.chance.choice(BRANDS), "b")}<span class="l-push"></span>{language}' \
          f'{page.icon("help")}{page.icon("moon", bare=True)}</header>'  # fmt: skip
    return shell(bar, f'<div class="l-narrow l-stack">{"".join(form)}</div>')


def registration(page: Page) -> str:
    place = page.place
    entry = page.entry
    person = page.chance.choice(PEOPLE[page.language]).split()
    filled = place != "placeholder" and page.chance.random() < 0.5
    fields = [
        entry("First name", place, person[0] if filled else ""), entry("Last name", place),
        entry("Email", place), entry("Phone", place),
        entry("Date of birth", "above" if place in ("placeholder", "floating") else place, type_="date"),
        page.dropdown("Country", "above" if place in ("placeholder", "floating") else place,
                      *_choice(page, COUNTRIES[page.language])),
        entry("Password", place, type_="password"), entry("Confirm password", place, type_="password"),
    ]  # fmt: skip
    ticks = page.check("I accept the terms", True) + page.check("Send me the newsletter", False)
    radios = page.radios(["Personal", "Business"], page.chance.randrange(2))
    buttons = page.button("Create account", "primary") + page.button("Reset") + page.button("Cancel", "link")
    body = (
        page.text(page.say("Create account"), "h1", "Create account")
        + f'<div class="l-grid l-2">{"".join(fields)}</div><div class="l-row">{radios}</div>'
        + f'<div class="l-stack">{ticks}</div><div class="l-row">{buttons}<span class="l-push"></span>'
        + f"{page.text(page.say('Already a member?'))}{page.link('Log in')}</div>"
    )
    bar = top_bar(page, ["Home", "About us", "Help"], ["search", "globe"], -1)
    return shell(bar, body)


def checkout(page: Page) -> str:
    place = page.place
    address = [page.entry(term, place) for term in ("Full name", "Street", "Postcode", "City")]
    card = [page.entry(term, place) for term in ("Card number", "Name on card", "Expiry date", "Security code")]
    subtotal, tax = page.chance.randint(40, 400), page.chance.randint(5, 30)
    rows = [("Subtotal", subtotal), ("Delivery", 6), ("Tax", tax), ("Total", subtotal + 6 + tax)]
    lines = "".join(
        f'<div class="l-row">{page.text(page.say(term), term=term)}<span class="l-push"></span>'
        f"{page.text(f'{amount}.00')}</div>" for term, amount in rows
    )  # fmt: skip
    radios = page.radios(["Standard delivery", "Express delivery", "Pick up in store"], page.chance.randrange(3))
    summary = page.card(
        page.say("Order summary"),
        f'<div class="l-stack">{lines}<div class="l-row">{page.text(page.say("Quantity"))}{page.stepper(2)}</div>'
        f"{page.entry('Discount code', 'placeholder')}{page.button('Apply')}"
        f"{page.button('Place order', 'primary')}</div>",
    )
    left = (
        f"{page.text(page.say('Shipping address'), 'h2', 'Shipping address')}"
        f"<div class='l-grid l-2'>{''.join(address)}</div>"
        f"<div class='l-row'>{radios}</div>{page.text(page.say('Payment'), 'h2', 'Payment')}"
        f"<div class='l-grid l-2'>{''.join(card)}</div>"
        f"<div class='l-row'>{page.check('Save card for later', False)}{page.check('Wrap as a gift', True)}</div>"
    )
    bar = top_bar(page, ["Home"], ["user", "cart"], -1)
    columns = f'<div style="display:grid;grid-template-columns:1fr 300px;gap:24px">' \
              f'<div class="l-stack">{left}</div><div>{summary}</div></div>'  # fmt: skip
    return shell(bar, columns)


def settings(page: Page) -> str:
    terms = ["Email notifications", "Push notifications", "Dark mode", "Automatic updates", "Share usage data",
             "Two-factor login", "Show online status", "Location services"]  # fmt: skip
    page.chance.shuffle(terms)
    lone = page.chance.randrange(5)  # often exactly one is on, as on a fresh account
    states = [n == lone if page.chance.random() < 0.9 else True for n in range(5)]
    switches = "".join(page.toggle(term, on) for term, on in zip(terms, states, strict=False))
    side = "".join(
        page.link(term, icon, n == 1)
        for n, (term, icon) in enumerate(
            [
                ("General", "settings"),
                ("Account", "user"),
                ("Privacy", "lock"),
                ("Billing", "tag"),
                ("Security", "view"),
            ]
        )
    )
    sliders = page.slider("Volume", "left", page.chance.randint(10, 90)) + page.slider(
        "Brightness", "left", page.chance.randint(10, 90)
    )
    general = (
        page.entry("Display name", "above", page.chance.choice(PEOPLE[page.language]))
        + page.dropdown("Time zone", "above", "UTC+01:00", ["UTC+02:00"])
        + page.spin("Items per page", "above", 25)
        + page.dropdown("Currency", "above", "EUR", ["USD"])
    )
    buttons = page.button("Save changes", "primary", enabled=page.chance.random() < 0.6) + page.button(
        "Reset", "danger"
    )
    body = (
        page.text(page.say("Settings"), "h1", "Settings")
        + page.tabs(["Profile", "Appearance", "Members"], page.chance.randrange(3))
        + f'<div class="l-grid l-2"><div class="l-stack">{switches}</div><div class="l-stack">{general}</div></div>'
        + f'<div class="l-stack">{sliders}</div>'
        + f'<div class="l-row">{page.radios(["Light", "Dark", "System"], page.chance.randrange(3))}</div>'
        + f'<div class="l-row">{buttons}</div>'
    )
    bar = top_bar(page, [], ["search", "bell", "logout"])
    return shell(bar, body, side)


def wizard(page: Page) -> str:
    names, now = ["Account", "Profile", "Plan", "Confirm"], 2
    steps = "".join(
        f'<span class="{"on" if n == now else ""}">{n + 1}. {page.text(page.say(term), term=term)}</span>'
        for n, term in enumerate(names)
    )
    plans: list[str] = []
    for term, price in zip(("Basic", "Professional", "Enterprise"), (9, 29, 99), strict=True):
        page.within = page.say(term)
        plans.append(
            page.card(page.say(term), f"<p>{page.text(f'€{price}.00')}</p>{page.button('Choose a plan', 'primary')}")
        )
    page.within = ""
    extra = (
        page.spin("Number of seats", "left", page.chance.randint(2, 40))
        + page.entry("Discount code", page.place)
        + page.check("Pay yearly", page.chance.random() < 0.5)
        + page.check("I accept the terms", False)
    )
    buttons = (
        page.button("Back")
        + page.button("Finish later", "link")
        + '<span class="l-push"></span>'
        + page.button("Next", "primary", enabled=False)
    )
    body = (
        page.text(page.say("Choose a plan"), "h1", "Choose a plan")
        + f'<div class="l-step">{steps}</div><div class="l-grid l-3">{"".join(plans)}</div>'
        + f'<div class="l-stack" style="max-width:460px">{extra}</div><div class="l-row">{buttons}</div>'
    )
    bar = top_bar(page, [], ["help", "close"])
    return shell(bar, body)


def flights(page: Page) -> str:
    places = page.chance.sample(CITIES[page.language], 2)
    place: Place = "floating" if page.place == "floating" else "above"
    form = (
        page.entry("From", place, places[0]) + page.entry("To", place, places[1])
        + page.entry("Departure", "above", type_="date") + page.entry("Return", "above", type_="date", enabled=False)
        + page.spin("Passengers", "above", 2) + page.dropdown("Cabin class", "above", page.say("Economy"))
    )  # fmt: skip
    radios = page.radios(["Round trip", "One way"], 1)
    found: list[tuple[str, list[str]]] = []
    for number in page.chance.sample(range(100, 999), 4):
        page.row = f"KL {number}"
        found.append((page.row, [page.text(page.row), f"{page.chance.randint(6, 11)}:{page.chance.randint(10, 59)}",
                                 f"{page.chance.randint(90, 480)} €", page.button("Book")]))  # fmt: skip
    page.row = ""
    body = (
        f'<div class="l-row">{radios}</div><div class="l-grid l-3">{form}</div>'
        + f'<div class="l-row">{page.check("Direct flights only", True)}{page.toggle("Price alerts", False)}'
        + f'<span class="l-push"></span>{page.button("Search flights", "primary", icon="search")}</div>'
        + page.table(["Name", "Departure", "Amount", ""], found, "flight")
    )
    bar = top_bar(page, ["Flights", "Hotels", "Car hire"], ["heart", "user"])
    return shell(bar, body)


def _choice(page: Page, options: list[str]) -> tuple[str, list[str]]:
    chosen = page.chance.choice(options)
    return chosen, [option for option in options if option != chosen]
