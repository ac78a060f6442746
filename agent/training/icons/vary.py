"""Pictures of icons as screens show them: sizes, colours, buttons, badges, blur."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ....tools.frames import Pixels

Rng = np.random.Generator
Colour = NDArray[np.float32]


def crop_of(picture: Pixels, mono: bool, rng: Rng) -> Pixels:
    """A crop (h, w, 3) as the eye would cut it from a screen, around one RGBA picture of an icon."""
    import cv2

    side = round(math.exp(rng.uniform(math.log(12), math.log(64))))
    colour, alpha = _drawn(picture, side, mono, rng)
    ground, ink = _colours(rng) if mono else (_ground(rng), None)
    if ink is not None:
        colour = np.broadcast_to(ink, colour.shape)
    room = int(side * rng.choice([0.0, 0.1, 0.3, 0.6]) + rng.integers(1, 5))
    canvas = np.full((side + 2 * room, side + 2 * room, 3), ground, np.float32)
    if rng.random() < 0.35:
        _button(canvas, ground, side, rng)
    middle = canvas[room : room + side, room : room + side]
    middle[:] = middle * (1 - alpha) + colour * alpha
    if rng.random() < 0.04:
        centre = (room + side - side // 8, room + side // 8)
        cv2.circle(canvas, centre, max(2, side // 6), (230, 50, 50), -1, cv2.LINE_AA)
    canvas = _cut(canvas, room, rng)
    return _worn(canvas, rng)


def _drawn(picture: Pixels, side: int, mono: bool, rng: Rng) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Colour and coverage at ``side`` pixels, shifted by a part of a pixel."""
    import cv2

    rgba = picture.astype(np.float32)
    rgba[..., :3] *= rgba[..., 3:] / 255
    if mono and rng.random() < 0.15:
        grow: Any = cv2.dilate if rng.random() < 0.6 else cv2.erode
        rgba = grow(rgba, np.ones((2, 2) if rng.random() < 0.5 else (3, 3), np.uint8))
    pad = rng.integers(0, 4, 4)
    rgba = np.pad(rgba, ((pad[0], pad[1]), (pad[2], pad[3]), (0, 0)))
    method = cv2.INTER_AREA if side < 64 else cv2.INTER_LINEAR
    small = np.asarray(cv2.resize(rgba, (side, side), interpolation=method), np.float32)
    alpha = small[..., 3:] / 255
    return (small[..., :3] / np.maximum(alpha, 1e-3)).astype(np.float32), alpha.astype(np.float32)


def _ground(rng: Rng) -> Colour:
    """Mostly near white, often near black, at times a colour."""
    kind = rng.random()
    if kind < 0.5:
        return np.full(3, rng.uniform(225, 255), np.float32) - rng.uniform(0, 12, 3).astype(np.float32)
    if kind < 0.75:
        return np.full(3, rng.uniform(5, 60), np.float32) + rng.uniform(0, 15, 3).astype(np.float32)
    return rng.uniform(0, 255, 3).astype(np.float32)


def _colours(rng: Rng) -> tuple[Colour, Colour]:
    """A ground and an ink that can be told apart."""
    contrast = rng.choice([60.0, 120.0, 200.0])
    while True:
        ground = _ground(rng)
        kind = rng.random()
        ink = np.full(3, rng.uniform(0, 110) if ground.mean() > 128 else rng.uniform(170, 255), np.float32)
        if kind < 0.3:
            ink = rng.uniform(0, 255, 3).astype(np.float32)
        if np.linalg.norm(ink - ground) > contrast:
            return ground, ink


def _button(canvas: NDArray[np.float32], ground: Colour, side: int, rng: Rng) -> None:
    """A page around the ground: the icon stands on a disc, a rounded square or in a frame."""
    import cv2

    page = _ground(rng)
    full = canvas.shape[0]
    inset = rng.uniform(0, max(1.0, (full - side) / 4))
    mask = np.zeros((full * 4, full * 4), np.uint8)
    low, high = round(inset * 4), round((full - inset) * 4)
    radius = round((high - low) / 2 * rng.choice([0.0, 0.2, 0.4, 1.0]))
    _rounded(mask, low, high, radius)
    cover = cv2.resize(mask, (full, full), interpolation=cv2.INTER_AREA).astype(np.float32)[..., None] / 255
    if rng.random() < 0.3:  # a frame only
        inner = np.zeros_like(mask)
        _rounded(inner, low + 4, high - 4, max(0, radius - 4))
        hole = cv2.resize(inner, (full, full), interpolation=cv2.INTER_AREA).astype(np.float32)[..., None] / 255
        canvas[:] = ground + (page - ground) * (cover - hole)
        return
    canvas[:] = page * (1 - cover) + ground * cover


def _rounded(mask: Pixels, low: int, high: int, radius: int) -> None:
    import cv2

    cv2.rectangle(mask, (low + radius, low), (high - radius, high), 255, -1)
    cv2.rectangle(mask, (low, low + radius), (high, high - radius), 255, -1)
    for x in (low + radius, high - radius):
        for y in (low + radius, high - radius):
            cv2.circle(mask, (x, y), radius, 255, -1)


def _cut(canvas: NDArray[np.float32], room: int, rng: Rng) -> NDArray[np.float32]:
    """Cuts to some margin of the icon; one side may be cut tighter than another."""
    most = rng.integers(0, room + 1)
    top, bottom, left, right = np.maximum(0, room - most - rng.integers(0, 2, 4))
    full = canvas.shape[0]
    return canvas[top : full - bottom, left : full - right]


def _worn(canvas: NDArray[np.float32], rng: Rng) -> Pixels:
    """What capture and compression do."""
    import cv2

    if rng.random() < 0.15:
        canvas = np.asarray(cv2.GaussianBlur(canvas, (0, 0), rng.uniform(0.3, 0.9)), np.float32)
    if rng.random() < 0.1:
        factor = rng.uniform(0.75, 1.5)
        resized = cv2.resize(canvas, None, fx=factor, fy=factor, interpolation=cv2.INTER_LINEAR)
        canvas = np.asarray(resized, np.float32)
    if rng.random() < 0.05:
        canvas = canvas + rng.normal(0, 5, canvas.shape).astype(np.float32)
    crop = np.clip(canvas, 0, 255).astype(np.uint8)
    if rng.random() < 0.25:
        _, data = cv2.imencode(".jpg", crop, [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(45, 95))])
        crop = cv2.imdecode(data, cv2.IMREAD_COLOR)
    return np.ascontiguousarray(crop, np.uint8)


def nonsense(rng: Rng) -> Pixels:
    """Something small on a screen that is no icon: shapes, lines, pieces of pictures."""
    import cv2

    height, width = (int(value) for value in np.exp(rng.uniform(np.log(10), np.log(96), 2)))
    kind = rng.random()
    if kind < 0.4:  # a piece of a photograph: soft colours at several scales
        coarse = [rng.uniform(0, 255, (n, n, 3)).astype(np.float32) for n in (2, 4, 9, 20)]
        layers = [cv2.resize(layer, (width, height), interpolation=cv2.INTER_CUBIC) for layer in coarse]
        weights = rng.dirichlet([1.5, 1.2, 1.0, 0.6])
        return _worn(np.sum([w * layer for w, layer in zip(weights, layers, strict=True)], axis=0), rng)
    ground, ink = _colours(rng)
    canvas = np.full((height, width, 3), ground, np.float32)
    for _ in range(int(rng.integers(1, 7))):
        a, b = ([int(rng.integers(0, width)), int(rng.integers(0, height))] for _ in range(2))
        colour = tuple(float(v) for v in (ink if rng.random() < 0.7 else rng.uniform(0, 255, 3)))
        thick = int(rng.choice([1, 2, 3, -1]))
        shape = rng.random()
        if shape < 0.4:
            cv2.line(canvas, a, b, colour, max(1, thick), cv2.LINE_AA)
        elif shape < 0.7:
            cv2.rectangle(canvas, a, b, colour, thick)
        else:
            axes = (int(rng.integers(1, max(2, width // 2))), int(rng.integers(1, max(2, height // 2))))
            turn, end = float(rng.uniform(0, 180)), float(rng.choice([360, 180, 90]))
            cv2.ellipse(canvas, a, axes, turn, 0, end, colour, thick, cv2.LINE_AA)
    return _worn(canvas, rng)
