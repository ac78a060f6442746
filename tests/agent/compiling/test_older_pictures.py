"""A step whose picture is that of the page before is named by what was pressed, not by what stood there until then."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import sync_playwright

from eyehand.agent.compiling.deeds import Aim
from eyehand.agent.compiling.naming import name_of
from eyehand.agent.compiling.sight import Sight
from eyehand.agent.compiling.things import thing_at
from eyehand.env.events import Picture
from eyehand.tools.browser.chromium import find_chromium
from eyehand.tools.elements import Element
from eyehand.tools.eye.eye import Eye
from eyehand.tools.geometry import Box, Point


def test_a_link_that_came_where_a_field_was_is_called_by_its_own_name(tmp_path: Path) -> None:
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 800, "height": 500})
        page.set_content(
            '<body style="font: 16px sans-serif; padding: 60px"><label>Name or email<br>'
            '<input style="font: inherit; width: 300px; padding: 8px"></label>'
        )
        field = page.locator("input").bounding_box()
        assert field is not None
        page.screenshot(path=tmp_path / "0.png")
        browser.close()
    box = Box(round(field["x"]), round(field["y"]), round(field["x"] + 300), round(field["y"] + 36))
    picture = Picture(path="0.png", width=800, height=500, scale=1.0, time_s=0.0)
    sight = Sight(tmp_path, Eye())

    def called(role: str, name: str) -> str:
        aim = Aim(picture, Point(*box.center), Element(role=role, name=name, box=box))
        return name_of(thing_at(aim, sight), "click", sight).words

    assert called("textbox", "Name or email") == "the Name or email field"
    assert called("link", "Continue to expenses") == "the Continue to expenses link"
