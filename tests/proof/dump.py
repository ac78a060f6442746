"""Failures as pictures: the part of the page around the truth and the answer, with the words above it."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from eyehand.tools.geometry import Box

from .measure import Answer, Reading, Some

_FONT = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
_AROUND = 160


def dump(reading: Reading[Some], folder: Path, number: int) -> None:
    """One picture for each failure: green is where a click is right, red the eye's answer, orange its candidates.

    ``number`` is that of the screen. Each picture lies in a folder of its kind; index.txt says in a line what was
    asked, said and on which screen.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "index.txt").open("a", encoding="utf-8") as index:
        for place, answer in enumerate(reading.answers):
            if answer.outcome in ("hit", "right"):
                continue
            kind = answer.asked.kind.replace("/", "-").replace(" ", "_")
            path = folder / kind / f"{number:02}-{place:02}-{answer.outcome}.png"
            path.parent.mkdir(exist_ok=True)
            _picture(answer).save(path)
            index.write(
                f"{path.relative_to(folder)}\t{answer.asked.words}\t{answer.outcome}\t{answer.said.confidence:.2f}"
                f"\t{answer.said.how}\t{answer.shot.look}\n"
            )


def _picture(answer: Answer[Some]) -> Image.Image:
    frame, said = answer.shot.frame, answer.said
    places = list(answer.asked.boxes) + ([said.box] if said.box else [])
    places += [candidate.box for candidate in said.candidates[:3]] if not said.box else []
    whole = places[0] if places else Box(0, 0, frame.width, frame.height)
    for box in places[1:]:
        whole = whole.union(box)
    x0, y0, x1, y1 = whole.grow(_AROUND).clip(frame.width, frame.height)
    image = Image.fromarray(frame.crop(Box(x0, y0, x1, y1))).convert("RGB")
    draw = ImageDraw.Draw(image)
    for boxes, colour in (
        ([candidate.box for candidate in said.candidates[:6]], "orange"),
        (answer.asked.boxes, "lime"),
        ([said.box] if said.box else [], "red"),
    ):
        for box in boxes:
            draw.rectangle((box.x0 - x0, box.y0 - y0, box.x1 - x0, box.y1 - y0), outline=colour, width=2)
    titled = Image.new("RGB", (max(image.width, 700), image.height + 46), "white")
    titled.paste(image, (0, 46))
    font = ImageFont.truetype(_FONT, 15) if Path(_FONT).is_file() else ImageFont.load_default()
    title = ImageDraw.Draw(titled)
    title.text((4, 2), f"{answer.asked.words}   [{answer.outcome} {said.confidence:.2f}]", "black", font)
    title.text((4, 23), f"{said.how[:90]}  |  {answer.shot.look}", "gray", font)
    return titled
