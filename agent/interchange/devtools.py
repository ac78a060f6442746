"""Recordings of Chrome's Recorder panel. The format is that of the schema of puppeteer/replay."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, cast

from .draft import Draft
from .naming import words_of

PIXELS_PER_NOTCH = 100
_ATTRIBUTE = re.compile(r"\[\s*(\w+)\s*=\s*\"((?:[^\"\\]|\\.)*)\"\s*\]")
_MODIFIERS = {"Control": "Ctrl", "Shift": "Shift", "Alt": "Alt", "Meta": "Meta"}
_FIELDS = {
    "setViewport": {"width", "height", "deviceScaleFactor", "isMobile", "hasTouch", "isLandscape"},
    "navigate": {"url"}, "keyDown": {"key"}, "keyUp": {"key"}, "scroll": {"selectors", "x", "y"},
    "click": {"selectors", "timeout", "button", "duration", "offsetX", "offsetY"},
    "doubleClick": {"selectors", "timeout", "button", "duration", "offsetX", "offsetY"},
    "hover": {"selectors", "timeout"}, "change": {"selectors", "timeout", "value"},
    "waitForElement": {"selectors", "timeout", "operator", "count", "visible", "properties", "attributes"},
    "customStep": {"name", "parameters"},
}  # fmt: skip
"""What a step may say that is carried over, or noted where it is read."""
_SECRET = re.compile(r"type=.?password|pass(word|code|wd)|pwd", re.IGNORECASE)


def is_devtools(data: Any) -> bool:
    if not isinstance(data, dict) or "title" not in data:
        return False
    steps = cast(list[Any], cast(dict[str, Any], data).get("steps") or [0])
    return all(isinstance(one, dict) and "type" in one for one in steps)


def read(data: dict[str, Any]) -> Draft:
    """The steps of a recording."""
    reader = _Reader(data)
    for key in sorted({*data} - {"title", "steps"}):
        reader.draft.note(key, f"it is not carried over: {data[key]!r}")
    for n, step in enumerate(data["steps"]):
        reader.step(step, f"step {n + 1} ({step.get('type')})")
    return reader.draft


class _Reader:
    def __init__(self, data: dict[str, Any]) -> None:
        self.draft = Draft(str(data["title"]))
        self._held: list[str] = []
        self._pages = ["main"]
        self._page = "main"
        self._scrolled: dict[str, tuple[float, float]] = {}
        self._sized = False
        self._told = False

    def step(self, step: dict[str, Any], place: str) -> None:
        known: dict[str, Callable[[dict[str, Any], str], None]] = {
            "setViewport": self._viewport, "navigate": self._navigate, "click": self._click,
            "doubleClick": self._click, "hover": self._click, "change": self._change, "keyDown": self._key_down,
            "keyUp": self._key_up, "scroll": self._scroll, "waitForElement": self._wait, "customStep": self._custom,
        }  # fmt: skip
        kind = str(step.get("type"))
        self._target(step)
        if kind == "close":
            self.draft.note(place, "the page is closed there; a script ends by itself")
        elif kind not in known:
            more = f": {step['expression']}" if "expression" in step else ""
            self.draft.note(place, f"there is no step like it{more}")
        else:
            known[kind](step, place)
            self._asserted(step, place)
            self._others(step, place)

    def _others(self, step: dict[str, Any], place: str) -> None:
        """What nothing here has looked at is said."""
        if step.get("frame"):
            self.draft.note(place, f"frame {step['frame']}: it is looked for on the whole screen, not in that frame")
        for key in sorted({*step} - _FIELDS[step["type"]] - {"type", "target", "frame", "assertedEvents"}):
            if (key, step[key]) != ("deviceType", "mouse"):
                self.draft.note(place, f"{key} is not carried over: {step[key]!r}")

    def _target(self, step: dict[str, Any]) -> None:
        page = str(step.get("target") or "main")
        if page not in self._pages:
            self._pages.append(page)
        if page != self._page and step.get("type") != "setViewport":
            self._page = page
            self.draft.add(tab=self._pages.index(page) + 1)

    def _viewport(self, step: dict[str, Any], place: str) -> None:
        if self._sized:
            self.draft.note(place, f"the page changes to {step['width']}x{step['height']}; a script keeps one size")
            return
        self._sized = True
        self.draft.viewport = f"{int(step['width'])}x{int(step['height'])}"
        self.draft.scale = float(step.get("deviceScaleFactor") or 1)
        for key in ("isMobile", "hasTouch", "isLandscape"):
            if step.get(key):
                self.draft.note(place, f"{key}: a page of a desktop browser is shown")

    def _navigate(self, step: dict[str, Any], place: str) -> None:
        self.draft.open(str(step["url"]))

    def _click(self, step: dict[str, Any], place: str) -> None:
        words = self._words(step, place)
        button = step.get("button", "primary")
        verb = {"doubleClick": "double_click", "hover": "hover"}.get(step["type"], "click")
        if verb == "click" and button == "secondary":
            verb = "right_click"
        elif button != "primary":
            self.draft.note(place, f"it was the button {button!r}; there is no step like it")
            return
        if float(step.get("duration") or 0) > 500:
            self.draft.note(place, f"the button was held for {step['duration']} ms; a click is short")
        if words:
            if "offsetX" in step and not self._told:
                self._told = True
                self.draft.note("offsetX, offsetY", "places within things are not kept: their middle is clicked")
            self.draft.add(**{verb: words}, within_s=_seconds(step))

    def _change(self, step: dict[str, Any], place: str) -> None:
        name, role = _named(step)
        secret = bool(_SECRET.search(str(step.get("selectors"))))
        words = self._words(step, place, "textbox" if not role else "")
        if not words:
            return
        value = str(step["value"])
        if role in ("combobox", "listbox") or re.search(r"\bselect\b", str(step.get("selectors"))):
            self.draft.add(select=self.draft.literal(value), of=words, within_s=_seconds(step))
        else:
            self.draft.add(
                type=self.draft.typed(value, name or words, secret=secret), into=words, within_s=_seconds(step)
            )

    def _key_down(self, step: dict[str, Any], place: str) -> None:
        key = str(step["key"])
        if key in _MODIFIERS:
            self._held.append(_MODIFIERS[key])
        else:
            self.draft.add(press="+".join([*dict.fromkeys(self._held), key if key != " " else "Space"]))

    def _key_up(self, step: dict[str, Any], place: str) -> None:
        name = _MODIFIERS.get(str(step["key"]))
        self._held = [held for held in self._held if held != name]

    def _scroll(self, step: dict[str, Any], place: str) -> None:
        """Positions from the left and the top become turns of the wheel."""
        over = self._words(step, place) if step.get("selectors") else ""
        where = f"{self._page} {over}"
        left, top = self._scrolled.get(where, (0.0, 0.0))
        to = float(step.get("x") or 0), float(step.get("y") or 0)
        self._scrolled[where] = to
        right, down = to[0] - left, to[1] - top
        across, notches = round(right / PIXELS_PER_NOTCH), round(down / PIXELS_PER_NOTCH)
        if across or notches:
            self.draft.add(scroll=notches, sideways=across or None, over=over or None)
        elif right or down:
            by = f"{right or down:g} pixels"
            self.draft.note(place, f"it is scrolled by {by} only, which is less than the wheel turns")

    def _wait(self, step: dict[str, Any], place: str) -> None:
        name, _ = _named(step)
        gone = step.get("visible") is False or (step.get("operator", ">="), step.get("count", 1)) == ("==", 0)
        if not name:
            self.draft.note(place, f"it waits for {step.get('selectors')}, of which no text is known")
            return
        self.draft.add(wait_for=self.draft.literal(name), gone=gone or None, within_s=_seconds(step))
        if not gone and (step.get("operator", ">="), step.get("count", 1)) != (">=", 1):
            self.draft.note(
                place, f"it waits for {step.get('operator', '>=')} {step.get('count', 1)} of them; one will do"
            )
        for key in ("properties", "attributes"):
            if step.get(key):
                self.draft.note(place, f"{key} are not looked at: {step[key]}")

    def _custom(self, step: dict[str, Any], place: str) -> None:
        own = step.get("parameters")
        if step.get("name") == "eyehand" and isinstance(own, dict):
            self.draft.add(**own)  # pyright: ignore[reportUnknownArgumentType]
        else:
            self.draft.note(place, f"there is no step like the custom step {step.get('name')!r}")

    def _asserted(self, step: dict[str, Any], place: str) -> None:
        """A page that was to be reached is a screen that changes; its address and title are not on it."""
        for event in step.get("assertedEvents") or ():
            if step["type"] not in ("navigate", "setViewport"):
                self.draft.then(changed=True)
            told = " ".join(str(event[key]) for key in ("url", "title") if event.get(key))
            if told and (step["type"] != "navigate" or event.get("url", step["url"]) != step["url"]):
                self.draft.note(place, f"it led to {told}; say a text of that page under `then`")

    def _words(self, step: dict[str, Any], place: str, role: str = "") -> str:
        name, known = _named(step)
        if name:
            return self.draft.literal(words_of(name, known or role))
        css = [path for path in _paths(step) if not path.startswith(("xpath/", "pierce/", "aria/", "text/"))]
        guess = next((found[1] for path in css if (found := re.search(r"[#.]([A-Za-z][\w-]+)$", path))), "")
        if not guess:
            self.draft.note(place, f"no name of it was recorded, only {step.get('selectors')}: say it in words")
            return ""
        self.draft.note(place, f"no name of it was recorded; its words are made of {guess!r}: read them through")
        return words_of(re.sub(r"[-_]+", " ", guess), role)


def _paths(step: dict[str, Any]) -> list[str]:
    """Selectors as text; of a way through shadow roots, its last part."""
    found = [one[-1] if isinstance(one, list) else one for one in step.get("selectors") or () if one]  # pyright: ignore[reportUnknownVariableType]
    return [str(one) for one in found]  # pyright: ignore[reportUnknownVariableType,reportUnknownArgumentType]


def _named(step: dict[str, Any]) -> tuple[str, str]:
    """Name and role, from the selectors that hold them."""
    for path in _paths(step):
        if path.startswith("aria/"):
            attributes = dict(_ATTRIBUTE.findall(path))
            name = _ATTRIBUTE.sub("", path.removeprefix("aria/")).strip() or attributes.get("name", "")
            if name:
                return name, attributes.get("role", "")
    return next((path.removeprefix("text/").strip() for path in _paths(step) if path.startswith("text/")), ""), ""


def _seconds(step: dict[str, Any]) -> float | None:
    return float(step["timeout"]) / 1000 if step.get("timeout") else None
