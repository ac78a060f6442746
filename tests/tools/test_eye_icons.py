"""Icons by name: drawings of our own, rendered by a real Chromium, and things that are no icons."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
import onnxruntime
import pytest
from playwright.sync_api import Page, sync_playwright

from eyehand.tools.eye.controls.icons import MODEL, OTHER, name_icons
from eyehand.tools.eye.language.icon_words import ICON_WORDS
from eyehand.tools.frames import Frame, Pixels

STROKES = {  # 24 x 24, drawn for this test
    "search": '<circle cx="10" cy="10" r="7"/><path d="M15 15 L22 22"/>',
    "close": '<path d="M4 4 L20 20 M20 4 L4 20"/>',
    "plus": '<path d="M12 3 V21 M3 12 H21"/>',
    "minus": '<path d="M3 12 H21"/>',
    "check": '<path d="M3 13 L9 19 L21 5"/>',
    "menu": '<path d="M3 5 H21 M3 12 H21 M3 19 H21"/>',
    "chevron-left": '<path d="M15 4 L7 12 L15 20"/>',
    "chevron-down": '<path d="M4 8 L12 16 L20 8"/>',
    "arrow-right": '<path d="M3 12 H20 M13 5 L20 12 L13 19"/>',
    "home": '<path d="M2 12 L12 3 L22 12 M5 10 V21 H19 V10 M10 21 V15 H14 V21"/>',
    "mail": '<rect x="2" y="5" width="20" height="14"/><path d="M2 6 L12 13 L22 6"/>',
    "user": '<circle cx="12" cy="7" r="4.5"/><path d="M3 22 C3 13 21 13 21 22"/>',
    "lock": '<rect x="4" y="11" width="16" height="10"/><path d="M7 11 V7 C7 1 17 1 17 7 V11"/>',
    "trash": '<path d="M3 6 H21 M9 6 V3 H15 V6 M5 6 L6 21 H18 L19 6 M10 10 V17 M14 10 V17"/>',
    "download": '<path d="M12 3 V15 M7 10 L12 15 L17 10 M3 16 V21 H21 V16"/>',
    "calendar": '<rect x="3" y="5" width="18" height="16"/><path d="M3 10 H21 M8 2 V7 M16 2 V7"/>',
}
AREAS = {
    "heart": '<path d="M12 21 C-6 9 5 -3 12 6 C19 -3 30 9 12 21 Z"/>',
    "star": '<path d="M12 1 L15.2 8.6 L23.4 9.3 L17.2 14.7 L19 22.7 L12 18.5 L5 22.7 L6.8 14.7 L.6 9.3 L8.8 8.6 Z"/>',
    "play": '<path d="M5 3 L21 12 L5 21 Z"/>',
    "pause": '<path d="M5 3 H10 V21 H5 Z M14 3 H19 V21 H14 Z"/>',
    "more": '<circle cx="4" cy="12" r="2"/><circle cx="12" cy="12" r="2"/><circle cx="20" cy="12" r="2"/>',
    "more-vertical": '<circle cx="12" cy="4" r="2"/><circle cx="12" cy="12" r="2"/><circle cx="12" cy="20" r="2"/>',
}
LOOKS = {"dark on white": ("#222", "#fff"), "white on blue": ("#fff", "#2563eb"), "grey on black": ("#bbb", "#111")}
SIZES = (16, 24, 44)


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser.new_page(viewport={"width": 1280, "height": 900})
        browser.close()


@pytest.fixture(scope="module")
def crops(page: Page) -> dict[tuple[str, str, int], Pixels]:
    """Every drawing in every look and size, as cut from one screenshot with a margin of 3 pixels."""
    made = [(name, look, size) for name in [*STROKES, *AREAS] for look in LOOKS for size in SIZES]
    page.set_content("<body style='margin:0;display:flex;flex-wrap:wrap'>" + "".join(cell(*key) for key in made))
    corner = "e => { const r = e.getBoundingClientRect(); return [r.x, r.y] }"
    boxes = page.eval_on_selector_all("svg", f"all => all.map({corner})")
    pixels = Frame.decode(page.screenshot()).pixels
    cut = {}
    for key, (x, y) in zip(made, boxes, strict=True):
        left, top, side = int(x) - 3, int(y) - 3, key[2] + 6
        cut[key] = pixels[top : top + side, left : left + side]
    return cut


def cell(name: str, look: str, size: int) -> str:
    ink, ground = LOOKS[look]
    paint = f'fill="none" stroke="{ink}" stroke-width="2"' if name in STROKES else f'fill="{ink}"'
    shape = STROKES.get(name) or AREAS[name]
    return (
        f'<div style="width:{size}px;height:{size}px;padding:5px;line-height:0;background:{ground}">'
        f'<svg width="{size}" height="{size}" viewBox="0 0 24 24" {paint}>{shape}</svg></div>'
    )


@pytest.mark.parametrize("look", LOOKS)
def test_plain_drawings_get_their_names(crops: dict[tuple[str, str, int], Pixels], look: str) -> None:
    keys = [key for key in crops if key[1] == look]
    named = name_icons([crops[key] for key in keys])
    wrong = {key: icons[:2] for key, icons in zip(keys, named, strict=True) if not icons or icons[0].name != key[0]}
    assert wrong == {}


def test_best_first_and_at_most_five(crops: dict[tuple[str, str, int], Pixels]) -> None:
    for icons in name_icons(list(crops.values())):
        confidences = [icon.confidence for icon in icons]
        assert confidences == sorted(confidences, reverse=True)
        assert 1 <= len(icons) <= 5 and 0 < sum(confidences) <= 1.001


def test_one_at_a_time_or_together_is_the_same(crops: dict[tuple[str, str, int], Pixels]) -> None:
    some = list(crops.values())[::9]
    together = name_icons(some)
    apart = [name_icons([crop])[0] for crop in some]
    assert [[i.name for i in icons[:1]] for icons in together] == [[i.name for i in icons[:1]] for icons in apart]


def test_words_get_no_name(page: Page) -> None:
    words = [
        "Save",
        "Total",
        "Invoice",
        "Monday",
        "12.50",
        "Hello",
        "Ada",
        "4711",
        "Paris",
        "确定",
        "保存",
        "搜索",
        "设置",
    ]
    page.set_content("".join(f"<p><span style='font:20px sans-serif;padding:4px'>{word}</span></p>" for word in words))
    spans = page.query_selector_all("span")
    named = name_icons([Frame.decode(span.screenshot()).pixels for span in spans])
    sure = {word: icons for word, icons in zip(words, named, strict=True) if icons and icons[0].confidence > 0.5}
    assert sure == {}


def test_pieces_of_photographs_get_no_name() -> None:
    rng = np.random.default_rng(5)
    soft = [cv2.resize(rng.uniform(0, 255, (5, 5, 3)), (40, 40), interpolation=cv2.INTER_CUBIC) for _ in range(20)]
    named = name_icons([np.clip(piece, 0, 255).astype(np.uint8) for piece in soft])
    assert sum(bool(icons) for icons in named) <= 2


@pytest.mark.parametrize("shape", [(1, 1), (1, 30), (24, 1), (10, 10), (96, 96)])
def test_nothing_to_see_gets_no_name(shape: tuple[int, int]) -> None:
    assert name_icons([np.full((*shape, 3), 200, np.uint8)]) == [()]


def test_no_crops_no_names() -> None:
    assert name_icons([]) == []


def test_every_name_has_words_in_english_and_chinese() -> None:
    session = onnxruntime.InferenceSession(str(MODEL), providers=["CPUExecutionProvider"])
    concepts = session.get_modelmeta().custom_metadata_map["concepts"].split()
    assert set(concepts) == {*ICON_WORDS, OTHER}
    for concept, words in ICON_WORDS.items():
        assert any(word.isascii() for word in words) and any(not word.isascii() for word in words), concept
