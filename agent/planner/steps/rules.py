"""Values that follow by a simple rule from what can be read: a word by its place, the result of a sum."""

from __future__ import annotations

import re
from fractions import Fraction

from ....tools.eye.eye import Eye
from ....tools.eye.scene import Line
from ....tools.frames import Frame

_ORDINALS = {word: n for n, word in enumerate(("first", "second", "third", "fourth", "fifth", "sixth", "seventh"), 1)}
_WORD = re.compile(
    r"(?:the )?(?:(?P<number>\d+)(?:st|nd|rd|th)|(?P<name>first|second|third|fourth|fifth|sixth|seventh|last)) word"
    r"(?: (?:in|of) (?:the )?(?:paragraph|text(?: ?area)?|sentence|line|page)(?: below)?)?",
    re.IGNORECASE,
)
_RESULT = re.compile(
    r"(?:the )?(?:result|solution|answer)(?: (?:of|to) (?:the )?(?:math )?(?:problem|equation|sum))?", re.IGNORECASE
)
_SIGNS = str.maketrans({"−": "-", "–": "-", "—": "-", "×": "*", "·": "*", "÷": "/", "X": "x", "：": ":"})


def worked_out(eye: Eye, frame: Frame, what: str) -> str | None:
    """The value that words name by a rule; None when they name none, or what it needs cannot be read."""
    if match := _WORD.fullmatch(what.strip()):
        return _word(
            eye,
            frame,
            0 if match["name"] == "last" else int(match["number"] or _ORDINALS.get((match["name"] or "").lower(), 0)),
        )
    return solved(equation(eye, frame)) if _RESULT.fullmatch(what.strip()) else None


def _word(eye: Eye, frame: Frame, number: int) -> str | None:
    """A word of the text, counted from 1; 0 is the last. Marks around it are no part of it."""
    controls = [control for control in eye.see(frame).controls if control.kind not in ("text", "link")]
    lines = [
        line
        for line in eye.read(frame)
        if not any(c.kind == "button" and c.box.has_center_of(line.box) for c in controls)
    ]
    words = [word for line in lines for word in re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", line.text)]
    return words[number - 1] if words and number <= len(words) else None


def equation(eye: Eye, frame: Frame) -> str:
    """The line with an equals sign, what was read beside it put together; "" when there is none."""
    lines = [line for line in eye.read(frame) if re.search(r"[\dxX=+*×÷/−-]", line.text)]
    rows: list[list[Line]] = []
    for line in lines:
        near = next((row for row in rows if abs(row[0].box.center.y - line.box.center.y) < row[0].box.height / 2), None)
        rows.append([line]) if near is None else near.append(line)
    texts = [" ".join(part.text for part in sorted(row, key=lambda each: each.box.x0)) for row in rows]
    return next((text for text in texts if "=" in text and re.search(r"\d", text)), "")


def solved(text: str) -> str | None:
    """The number that an equation leaves open: "3 * 4 =" is 12, "x - 2 = 12" is 14, "- 2 = 12" as well."""
    plain = re.sub(r"\s+", "", text.translate(_SIGNS))
    left, sign, right = plain.partition("=")
    if not sign:
        return None
    right = re.sub(r"[?_]+$", "", right)
    if not right:
        return _shown(_value(left))
    if re.match(r"[+*/-]\d", left) and not re.search(r"[a-z]", left, re.IGNORECASE):
        left = f"x{left}"  # a large x alone is often read as a picture
    unknown = re.search(r"[a-wyz]|x(?!\d)|x", left + right, re.IGNORECASE)
    if unknown is None:
        return None
    letter = unknown[0]
    at_0, at_1 = (_difference(left, right, letter, value) for value in (0, 1))
    if at_0 is None or at_1 is None or at_0 == at_1:
        return None
    return _shown(at_0 / (at_0 - at_1))


def _difference(left: str, right: str, letter: str, value: int) -> Fraction | None:
    one, other = (_value(side.replace(letter, f"({value})")) for side in (left, right))
    return None if one is None or other is None else one - other


def _value(text: str) -> Fraction | None:
    """The value of a sum of products of whole numbers; None for anything else."""
    text = re.sub(r"(?<=\d)x(?=\d)", "*", text)
    text = re.sub(r"(?<=\d)\((\d)\)", r"*\1", text).replace("(", "").replace(")", "")
    if not re.fullmatch(r"-?\d+(?:[+*/-]-?\d+)*", text):
        return None
    terms = re.findall(r"(?:^|(?<=\d))([+-]?)(-?\d+(?:[*/]-?\d+)*)", text)
    total = Fraction(0)
    for sign, product in terms:
        numbers = re.split(r"([*/])", product)
        value = Fraction(int(numbers[0]))
        for operator, number in zip(numbers[1::2], numbers[2::2], strict=True):
            if operator == "/" and int(number) == 0:
                return None
            value = value * int(number) if operator == "*" else value / int(number)
        total += -value if sign == "-" else value
    return total


def _shown(value: Fraction | None) -> str | None:
    if value is None:
        return None
    return str(value.numerator) if value.denominator == 1 else f"{float(value):g}"
