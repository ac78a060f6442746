"""Draws the icons with Chromium: one page of many, one screenshot, cut."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .packs import Drawing

SIDE = 64
_ACROSS = 24
_STROKES = (1.0, 0.6, 1.4)


def strokes(body: str) -> list[str]:
    """A drawing made of strokes, also thinner and thicker; one made of areas as it is."""
    if 'stroke-width="' not in body or "<animate" in body:
        return [body]
    widths = re.compile(r'stroke-width="([\d.]+)"')
    return [widths.sub(lambda m, f=factor: f'stroke-width="{float(m[1]) * f:.2f}"', body) for factor in _STROKES]


def render(drawings: Sequence[Drawing], bodies: Sequence[str]) -> NDArray[np.uint8]:
    """RGBA pictures (n, SIDE, SIDE, 4) of the drawings; ``bodies`` are what is drawn in place of their own."""
    from playwright.sync_api import sync_playwright

    cuts: list[NDArray[np.uint8]] = []
    step = _ACROSS * _ACROSS
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": SIDE * _ACROSS, "height": SIDE * _ACROSS})
        for start in range(0, len(drawings), step):
            batch = list(zip(drawings[start : start + step], bodies[start : start + step], strict=True))
            page.set_content(_page(batch))
            cuts.append(_cut(page.screenshot(omit_background=True), len(batch)))
        browser.close()
    return np.concatenate(cuts)


def _page(batch: list[tuple[Drawing, str]]) -> str:
    icons = "".join(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{drawing.box}">{_own_ids(body, index)}</svg>'
        for index, (drawing, body) in enumerate(batch)
    )
    style = f"body{{margin:0;line-height:0;color:#000}}svg{{width:{SIDE}px;height:{SIDE}px;display:inline-block}}"
    return f"<style>{style}</style>{icons}"


def _own_ids(body: str, index: int) -> str:
    """Gradients and masks of different drawings must not share names on one page."""
    body = re.sub(r'\bid="', f'id="d{index}-', body)
    return re.sub(r'(url\(#|href="#)', rf"\g<1>d{index}-", body)


def _cut(png: bytes, count: int) -> NDArray[np.uint8]:
    import cv2

    shot: Any = cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_UNCHANGED)
    sheet = np.asarray(cv2.cvtColor(shot, cv2.COLOR_BGRA2RGBA), np.uint8)
    tiles = sheet.reshape(_ACROSS, SIDE, _ACROSS, SIDE, 4).swapaxes(1, 2).reshape(-1, SIDE, SIDE, 4)
    return tiles[:count].copy()
