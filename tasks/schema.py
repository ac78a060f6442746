"""The JSON schema of suites, for editors."""

from __future__ import annotations

import json
from typing import Any, cast

from ..tools.json_schema import untitled
from .suite import VERSION, Suite
from .task import TASKS

ID = f"urn:eyehand:suite:{VERSION}"
"""Names the schema. It is no address: it is published as docs/tasks.schema.json, by ``eyehand eval --schema``."""


def schema() -> dict[str, Any]:
    """A JSON schema (2020-12) that takes each suite that ``load`` takes."""
    found = cast(dict[str, Any], untitled(Suite.model_json_schema()))
    kinds: dict[str, Any] = found["$defs"]
    for kind in TASKS.values():
        task = kinds[kind.__name__]
        several = task["properties"]["checks"]
        one = [{"$ref": "#/$defs/AllOf"}, {"$ref": "#/$defs/AnyOf"}]
        task["properties"]["checks"] = {"anyOf": [several, *one]}
    found["properties"]["version"] |= {"maximum": VERSION, "description": "The version of the format"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": ID,
        "title": "A suite of tasks for eyehand",
        **found,
    }


def text() -> str:
    """The schema as it is published."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
