"""The files of a desktop task: texts, spreadsheets, documents and pictures, written as applications expect them."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Annotated
from xml.sax.saxutils import escape, quoteattr

from PIL import Image
from pydantic import Tag

from ..variants import Strict, by_key

_OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
_CONTENT = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    f'<office:document-content xmlns:office="{_OFFICE}:office:1.0" xmlns:table="{_OFFICE}:table:1.0"'
    f' xmlns:text="{_OFFICE}:text:1.0" office:version="1.3"><office:body>%s</office:body></office:document-content>'
)
_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    f'<manifest:manifest xmlns:manifest="{_OFFICE}:manifest:1.0" manifest:version="1.3">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="%s"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
SIZE = (480, 320)


class Sheet(Strict):
    """A spreadsheet (.ods) of one sheet with these rows."""

    rows: tuple[tuple[str | int | float, ...], ...]

    def write(self, path: Path) -> None:
        rows = "".join(f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>" for row in self.rows)
        table = f'<table:table table:name="Sheet1">{rows}</table:table>'
        _write_document(path, "spreadsheet", f"<office:spreadsheet>{table}</office:spreadsheet>")


class Document(Strict):
    """A text document (.odt) of these paragraphs."""

    paragraphs: tuple[str, ...]

    def write(self, path: Path) -> None:
        lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in self.paragraphs)
        _write_document(path, "text", f"<office:text>{lines}</office:text>")


class Picture(Strict):
    """A picture of one colour, by its CSS name."""

    picture: str

    def write(self, path: Path) -> None:
        Image.new("RGB", SIZE, self.picture).save(path)


Content = Annotated[
    Annotated[str, Tag("text")]
    | Annotated[Sheet, Tag("rows")]
    | Annotated[Document, Tag("paragraphs")]
    | Annotated[Picture, Tag("picture")],
    by_key("rows", "paragraphs", "picture", words="text"),
]


def lay_out(files: dict[str, Content], home: Path) -> None:
    """Write the files, with the folders that their paths name."""
    for name, content in files.items():
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, str):
            path.write_text(content, encoding="utf-8")
        else:
            content.write(path)


def _cell(value: str | float) -> str:
    if isinstance(value, str) and value.startswith("="):
        return f"<table:table-cell table:formula={quoteattr('of:' + value)}/>"
    words = f"<text:p>{escape(str(value))}</text:p>"
    if isinstance(value, str):
        return f'<table:table-cell office:value-type="string">{words}</table:table-cell>'
    return f'<table:table-cell office:value-type="float" office:value="{value}">{words}</table:table-cell>'


def _write_document(path: Path, kind: str, body: str) -> None:
    """An OpenDocument file: its type comes first, uncompressed, so that others can tell it by its first bytes."""
    medium = f"application/vnd.oasis.opendocument.{kind}"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", medium, zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", _MANIFEST % medium)
        archive.writestr("content.xml", _CONTENT % body)
