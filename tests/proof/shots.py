"""Renders generated pages in a real Chromium and brings back the picture with the truth from the DOM."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Route, sync_playwright

from eyehand.tools.frames import Frame
from eyehand.tools.geometry import Box, Point

from . import screens_apps, screens_forms, screens_lists
from .builder import Page, Place, Thing
from .dress import BY_NAME, DRESSES, Dress
from .icons import PACKS
from .words import Language

HERE = Path(__file__).parent
MODULES = HERE / "node_modules"
INSTALL = ".venv/bin/python tests/proof/install.py"
_SITE = "http://pages.invalid/"
SCREENS: dict[str, Callable[[Page], str]] = {
    "login": screens_forms.login, "registration": screens_forms.registration, "checkout": screens_forms.checkout,
    "customers": screens_lists.customers, "mail": screens_lists.mail, "settings": screens_forms.settings,
    "files": screens_lists.files, "dashboard": screens_lists.dashboard, "shop": screens_lists.shop,
    "calendar": screens_apps.calendar, "editor": screens_apps.editor, "dialog": screens_lists.dialog,
    "wizard": screens_forms.wizard, "flights": screens_forms.flights,
}  # fmt: skip


@dataclass(frozen=True)
class Look:
    """Which screen in which dress; ``zoom`` is the browser's, ``scale`` the display's, ``size`` the window in pixels
    at scale 1."""

    number: int
    seed: int
    screen: str
    dress: str
    dark: bool
    language: Language
    rtl: bool
    density: str
    zoom: float
    scale: float
    size: tuple[int, int]
    pack: str
    place: Place

    def __str__(self) -> str:
        theme = "dark" if self.dark else "light"
        words = f"{self.language}{' rtl' if self.rtl else ''}"
        return f"{self.number:02} {self.screen} {self.dress} {theme} {words} {self.density} {self.zoom:.0%} x{self.scale:g} {self.pack}"  # noqa: E501


@dataclass(frozen=True)
class Shown:
    """A thing that can be seen: where it may be clicked, in frame pixels, and the colour of its ground."""

    thing: Thing
    boxes: tuple[Box, ...]
    ground: tuple[int, int, int] | None

    @property
    def box(self) -> Box:
        """Of the control itself, without the label that may be clicked too."""
        return min(self.boxes, key=lambda box: box.area)

    def holds(self, point: Point) -> bool:
        return any(box.contains(point) for box in self.boxes)


@dataclass(frozen=True)
class Shot:
    """A frame, what is on it (nothing that is covered or cut off), and every text that can be seen."""

    look: Look
    frame: Frame
    shown: tuple[Shown, ...]
    texts: tuple[str, ...]
    page: Page

    def all_seen(self, among: Callable[[Thing], bool]) -> bool:
        """Whether every thing of a sort that the page was written with is on the picture, uncovered and whole."""
        return sum(among(one.thing) for one in self.shown) == sum(among(thing) for thing in self.page.things)


def plan(seed: int, pages: int) -> list[Look]:
    """The looks of a run: every screen and dress in turn, the rest by chance."""
    chance = random.Random(seed)
    screens = [*SCREENS, "registration", "checkout", "settings"]  # twice, for their many fields and switches
    dresses = [dress.name for dress in DRESSES]
    languages: list[Language] = ["en", "en", "zh", "en", "en", "ar", "en", "zh", "en", "he"]
    places: list[Place] = ["above", "floating", "left", "placeholder"]
    mirrored = 6  # of ten: English words from right to left, so that the layout is tried with words the eye can read
    sizes = [(1280, 800), (1280, 800), (1366, 768), (1440, 900), (1600, 1000)]
    looks: list[Look] = []
    for number in range(pages):
        if number % len(screens) == 0:
            chance.shuffle(screens)
        if number % len(dresses) == 0:
            chance.shuffle(dresses)
        dress = BY_NAME[dresses[number % len(dresses)]]
        zoom = chance.choice([0.75, 0.9, 1, 1, 1, 1.1, 1.25, 1.5])
        scale = chance.choice([1, 1, 1, 1.25, 1.5, 2])
        looks.append(Look(
            number, chance.randrange(1 << 30), screens[number % len(screens)], dress.name,
            chance.random() < 0.4 and dress.dark is not None, languages[number % 10],
            languages[number % 10] in ("ar", "he") or number % 10 == mirrored,
            chance.choice(["compact", "regular", "regular", "roomy"]), zoom, scale,
            (1600, 1000) if zoom > 1.2 and scale < 1.5 else chance.choice(sizes[: 5 if scale == 1 else 2]),
            chance.choice(PACKS), places[number % 4],
        ))  # fmt: skip
    return looks


def shoot(looks: Sequence[Look], executable: str) -> Iterator[Shot]:
    """Each look as a picture with its truth."""
    if not MODULES.is_dir():
        raise FileNotFoundError(f"{MODULES} is missing; the style sheets and icons come with `{INSTALL}`")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu"])
        for look in looks:
            yield _shoot(browser, look)
        browser.close()


def _shoot(browser: Browser, look: Look) -> Shot:
    page_facts = Page(random.Random(look.seed), look.language, BY_NAME[look.dress], look.pack, look.rtl, look.place)
    html = _document(page_facts, look, SCREENS[look.screen](page_facts))
    ratio = look.zoom * look.scale  # a browser's zoom is a narrower window with larger pixels
    width, height = (round(side / look.zoom) for side in look.size)
    tab = browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=ratio)
    tab.route("**/*", lambda route: _serve(route, html))
    tab.goto(_SITE)
    tab.evaluate("document.fonts.ready")
    truth = tab.evaluate((HERE / "truth.js").read_text("utf-8"))
    frame = Frame.decode(tab.screenshot(animations="disabled"), scale=look.scale)
    tab.close()
    shown: list[Shown] = []
    for number, item in truth["things"]:
        boxes = tuple(Box(*(round(side * ratio) for side in box)) for box in item["boxes"])
        if item["shown"] and boxes:
            shown.append(Shown(page_facts.things[int(number)], boxes, _rgb(item["ground"])))
    return Shot(look, frame, tuple(shown), tuple(truth["texts"]), page_facts)


def _serve(route: Route, html: str) -> None:
    path = route.request.url.removeprefix(_SITE)
    file = MODULES / path
    if path == "":
        route.fulfill(body=html, content_type="text/html; charset=utf-8")
    elif path and file.is_file():
        route.fulfill(path=file)
    else:
        route.abort()


def _document(page: Page, look: Look, body: str) -> str:
    dress: Dress = page.dress
    sheets = dress.dark_css if look.dark and dress.dark_css else dress.css
    if look.rtl:
        sheets = tuple(sheet.replace("bootstrap.min.css", "bootstrap.rtl.min.css") for sheet in sheets)
    links = "".join(f'<link rel="stylesheet" href="{sheet}">' for sheet in sheets)
    own = (HERE / "page.css").read_text("utf-8")
    direction = "rtl" if look.rtl else "ltr"
    theme = dress.dark if look.dark else (dress.dark or "").replace("dark", "light")
    classes = f"{'dark' if look.dark else 'light'} {look.density}"
    kind = f"{dress.name} {dress.body if look.dark and dress.body else ''}"
    head = f'<head><meta charset="utf-8">{links}<style>{own}</style></head>'
    html = f'<html lang="{look.language}" dir="{direction}" class="{classes}" {theme}>'
    return f'<!doctype html>{html}{head}<body class="{kind}">{body}</body></html>'


def _rgb(css: str) -> tuple[int, int, int] | None:
    """The colour of "rgb(1, 2, 3)"; None when it lets the ground through."""
    numbers = [float(part) for part in css[css.find("(") + 1 : -1].split(",")] if css.startswith("rgb") else []
    if len(numbers) < 3 or (len(numbers) == 4 and numbers[3] < 0.9):
        return None
    return round(numbers[0]), round(numbers[1]), round(numbers[2])
