"""Reads a recording of another tool; what it is, its content says and not its name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from ...tools.errors import UsageError
from . import browser_use, devtools, midscene, playwright_jsonl, workflow_use
from .draft import Draft


def read(path: Path) -> Draft:
    """Raises UsageError when it cannot be read, is of no kind that is known, or lacks what its kind always has."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UsageError(f"cannot read {str(path)!r}: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: byte {error.start} is no UTF-8 text") from None
    try:
        draft = _read(text)
    except (KeyError, TypeError, ValueError, AttributeError, ValidationError) as error:
        what = f"{error} is missing" if isinstance(error, KeyError) else str(error).splitlines()[0]
        raise UsageError(f"{path}: it is cut off or damaged: {what}") from None
    if draft is None:
        raise UsageError(
            f"{path} is no recording that is known; one of Chrome's Recorder (JSON), of Playwright's code generator "
            "(--target=jsonl), of workflow-use or browser-use, or a Midscene script was expected"
        )
    draft.name = draft.name or path.name.partition(".")[0]
    return draft


def _read(text: str) -> Draft | None:
    lines = _lines(text)
    if lines is not None and playwright_jsonl.is_playwright(lines):
        return playwright_jsonl.read(lines)
    data = _data(text)
    for kind, reader in (
        (devtools.is_devtools, devtools.read),
        (workflow_use.is_workflow, workflow_use.read),
        (midscene.is_midscene, midscene.read),
        (browser_use.is_browser_use, browser_use.read),
    ):
        if kind(data):
            return reader(data)
    return None


def _lines(text: str) -> list[Any] | None:
    try:
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    except ValueError:
        return None


def _data(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        pass
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError:
        return None
