"""What the tests of evaluations share: a small suite over the demo applications, and what an evaluation left."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

SUITE = """\
version: 1
name: small
description: Three tasks on expenses.
tasks:
- id: press
  instruction: Click the New expense button
  screen: {app: expenses}
  tags: [click]
  checks: [{at: [submits], equals: 0}]
  solution: [{click: "a.button:has-text('New expense')"}]
- id: save
  instruction: Press Save
  screen: {app: expenses, path: /new}
  tags: [form]
  checks: [{at: [submits], equals: 1}]
  solution:
  - {fill: "#description", text: x}
  - {click: "#save"}
- id: long
  instruction: Click the New expense button. Wait 4 seconds. Wait 4 seconds. Wait 4 seconds.
  screen: {app: expenses}
  tags: [click]
  checks: [{at: [submits], equals: 0}]
  solution: [{click: "a.button:has-text('New expense')"}]
"""


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    path = tmp_path / "small.yaml"
    path.write_text(SUITE, encoding="utf-8")
    return path


def result(out: Path, task: str, seed: int = 0) -> dict[str, Any]:
    """What an episode came to."""
    return json.loads((out / "episodes" / task / str(seed) / "result.json").read_text(encoding="utf-8"))
