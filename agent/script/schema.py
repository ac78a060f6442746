"""The JSON schema of scripts, for editors: what they complete, and what they underline before `eyehand check` does."""

from __future__ import annotations

import json
from typing import Any, cast

from ...tools.json_schema import untitled
from .script import VERSION, Script
from .verbs import VERBS

ID = f"urn:eyehand:script:{VERSION}"
"""Names the schema. It is no address: it is published as a file, by ``eyehand check --schema``."""
FILE = "eyehand.schema.json"
"""What the file is called where it lies beside scripts."""


def schema() -> dict[str, Any]:
    """A JSON schema (2020-12) that takes each script that ``load`` takes."""
    found = cast(dict[str, Any], untitled(Script.model_json_schema()))
    kinds: dict[str, Any] = found["$defs"]
    for verb, kind in VERBS.items():
        about: dict[str, Any] = kinds[kind.__name__]
        about["properties"][verb].setdefault("description", about["description"])
    kinds["Truth"] |= {"minProperties": 1}
    kinds["Start"] |= {"anyOf": [{"required": ["browser"]}, {"required": ["desktop"]}]}
    found["properties"]["eyehand"] |= {"maximum": VERSION, "description": "The version of the format"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": ID,
        "title": "A script of eyehand",
        **found,
    }


def text() -> str:
    """The schema as it is published."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
