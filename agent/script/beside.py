"""Files that must lie beside a script for it to run."""

from __future__ import annotations

from pathlib import Path

from ...tools.errors import EyehandError, UsageError
from .anchors import Anchors
from .tables import columns, read_rows


def anchor_mistakes(script: Path, name: str) -> list[str]:
    """What is wrong with the anchor of a step and its pictures."""
    anchors = Anchors(script)
    try:
        found = anchors.read(name)
    except UsageError as error:
        return [str(error)]
    pictures = dict.fromkeys(
        picture for one in found for picture in (one.picture, *(patch.picture for patch in one.after))
    )
    return [message for picture in pictures if (message := _picture_mistake(anchors, picture))]


def table(path: Path) -> tuple[tuple[str, ...], list[str]]:
    """The columns of a CSV file, none when they cannot be told, with what is wrong in it."""
    try:
        names = columns(path)
    except UsageError as error:
        return (), [str(error)]
    try:
        rows = read_rows(path)
    except UsageError as error:
        return names, [str(error)]
    return names, [] if rows else [f"{path} has no row below the names of its columns: nothing would be done"]


def _picture_mistake(anchors: Anchors, picture: str) -> str:
    try:
        anchors.picture(picture)
    except EyehandError as error:
        return f"{error}; compile the script again"
    return ""
