"""Settings that spare a fresh home folder the greetings of applications that have never run in it."""

from __future__ import annotations

from pathlib import Path

_OFFICE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Misc">
<prop oor:name="ShowTipOfTheDay" oor:op="fuse"><value>false</value></prop>
<prop oor:name="FirstRun" oor:op="fuse"><value>false</value></prop>
</item>
</oor:items>
"""
FILES = {"libreoffice/4/user/registrymodifications.xcu": _OFFICE}
"""By path in the folder of settings: a dialog with a tip would take what is typed into a new document."""


def write_settings(config: Path) -> None:
    """Lay the settings into the folder that applications find their settings in."""
    for name, text in FILES.items():
        path = config / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
