"""Shows a described window with Qt 5: ``/usr/bin/python3 qt_window.py DESCRIPTION.json``."""

# pyright: basic, reportMissingImports=false, reportAttributeAccessIssue=false
from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from PySide2.QtCore import Qt
from PySide2.QtGui import QColor, QIcon, QPalette
from PySide2.QtWidgets import (
    QAction,
    QApplication,
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QGridLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QSlider,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

Node = dict[str, Any]
DARK = {
    "Window": 0x353535, "WindowText": 0xFFFFFF, "Base": 0x232323, "AlternateBase": 0x353535, "Text": 0xFFFFFF,
    "Button": 0x353535, "ButtonText": 0xFFFFFF, "BrightText": 0xFF0000, "Link": 0x2A82DA, "Highlight": 0x2A82DA,
    "HighlightedText": 0x000000, "ToolTipBase": 0x232323, "ToolTipText": 0xFFFFFF, "PlaceholderText": 0x8A8A8A,
}  # fmt: skip
DIM = 0x7F7F7F


def laid(layout: Any, *children: Any) -> Any:
    whole = QWidget()
    whole.setLayout(layout)
    layout.setContentsMargins(0, 0, 0, 0)
    for child in children:
        layout.addWidget(child)
    return whole


def fill_menus(window: Any, menus: list[Any]) -> None:
    for title, entries in menus:
        menu = window.menuBar().addMenu(f"&{title}")
        for entry in entries:
            if entry is None:
                menu.addSeparator()
                continue
            words, keys, state = entry
            made = QAction(words, window)
            made.setShortcut(keys.replace("<Primary>", "Ctrl+").replace("<Shift>", "Shift+"))
            made.setCheckable(state in ("on", "off"))
            made.setChecked(state == "on")
            made.setEnabled(state != "dim")
            menu.addAction(made)


def fill_tools(window: Any, tools: list[Any]) -> None:
    bar = window.addToolBar("Tools")
    for tool in tools:
        if tool is None:
            bar.addSeparator()
        else:
            bar.addAction(QIcon.fromTheme(tool[0]), tool[1])


def entry(node: Node) -> Any:
    made = QLineEdit(node.get("value", ""))
    made.setPlaceholderText(node.get("hint", ""))
    made.setEchoMode(QLineEdit.Password if node.get("secret") else QLineEdit.Normal)
    return made


def spin(node: Node) -> Any:
    made = QSpinBox()
    made.setMaximum(999)
    made.setValue(node["value"])
    return made


def combo(node: Node) -> Any:
    made = QComboBox()
    made.addItems(node["options"])
    return made


def slider(node: Node) -> Any:
    made = QSlider(Qt.Horizontal)
    made.setMaximum(100)
    made.setValue(node["value"])
    return made


def form(node: Node) -> Any:
    grid = QGridLayout()
    for row, (label, part) in enumerate(node["rows"]):
        words = QLabel(label + node.get("colon", ""))
        words.setAlignment((Qt.AlignRight if node.get("right") else Qt.AlignLeft) | Qt.AlignVCenter)
        control = ENTRIES[part["kind"]](part)
        control.setAccessibleName(label)
        control.setEnabled(not part.get("dim"))
        grid.addWidget(words, row, 0)
        grid.addWidget(control, row, 1)
    whole = laid(grid)
    grid.setColumnStretch(1, 1)
    grid.setRowStretch(len(node["rows"]), 1)
    return whole


def group(node: Node) -> Any:
    frame, inner = QGroupBox(node["title"]), QVBoxLayout()
    frame.setLayout(inner)
    frame.single = QButtonGroup(frame)
    for name, on, state in node["boxes"]:
        made = QRadioButton(name) if node["single"] else QCheckBox(name)
        if node["single"]:
            frame.single.addButton(made)
        made.setChecked(on)
        made.setEnabled(state != "dim")
        inner.addWidget(made)
    return frame


def tabs(node: Node) -> Any:
    book = QTabWidget()
    for name, page in node["pages"]:
        inner = laid(QVBoxLayout(), build(page))
        inner.layout().setContentsMargins(10, 10, 10, 10)
        inner.layout().addStretch(1)
        book.addTab(inner, name)
    book.setCurrentIndex(node["active"])
    return book


def rows(node: Node) -> Any:
    table = QTableWidget(len(node["rows"]), len(node["heads"]))
    table.setHorizontalHeaderLabels(node["heads"])
    table.verticalHeader().setVisible(False)
    table.horizontalHeader().setVisible(node.get("headed", True))
    table.horizontalHeader().setStretchLastSection(True)
    table.setShowGrid(node.get("grid", False))
    table.setSelectionBehavior(QTableWidget.SelectRows)
    for y, row in enumerate(node["rows"]):
        for x, words in enumerate(row):
            table.setItem(y, x, QTableWidgetItem(words))
    table.resizeColumnsToContents()
    if node["selected"] >= 0:
        table.selectRow(node["selected"])
    return table


def tree(node: Node) -> Any:
    view = QTreeWidget()
    view.setHeaderLabels([node["head"]])

    def add(parent: Any, items: list[Any]) -> None:
        for name, is_open, inner in items:
            item = QTreeWidgetItem(parent, [name])
            add(item, inner)
            item.setExpanded(is_open)

    add(view, node["items"])
    return view


def buttons(node: Node) -> Any:
    line = QHBoxLayout()
    whole = laid(line)
    line.addStretch(1)
    for name in node["names"]:
        line.addWidget(QPushButton(name))
    return whole


def message(node: Node) -> Any:
    picture, big = QLabel(), QLabel(f"<b>{node['text']}</b>")
    picture.setPixmap(QIcon.fromTheme(node["icon"]).pixmap(48, 48))
    words = laid(QVBoxLayout(), big, QLabel(node["detail"]))
    whole = laid(QHBoxLayout(), picture, words)
    whole.layout().setStretch(1, 1)
    return whole


def text(node: Node) -> Any:
    return QPlainTextEdit(node["value"])


def several(node: Node) -> Any:
    across = node["kind"] == "columns"
    return laid(QHBoxLayout() if across else QVBoxLayout(), *map(build, node["children"]))


def status(node: Node) -> Any:
    return QLabel(node["value"])


ENTRIES = {"field": entry, "spin": spin, "combo": combo, "slider": slider}
KINDS = {
    "form": form, "group": group, "tabs": tabs, "list": rows, "tree": tree, "buttons": buttons, "message": message,
    "text": text, "columns": several, "stack": several, "status": status,
}  # fmt: skip


def build(node: Node) -> Any:
    return KINDS[node["kind"]](node)


def darken(application: Any) -> None:
    palette = QPalette()
    for name, colour in DARK.items():
        palette.setColor(getattr(QPalette, name), QColor(colour))
    for name in ("WindowText", "Text", "ButtonText"):
        palette.setColor(QPalette.Disabled, getattr(QPalette, name), QColor(DIM))
    application.setPalette(palette)


def main() -> None:
    spec = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    application = QApplication(["window"])
    application.setStyle(spec.get("style", "Fusion"))
    QIcon.setThemeName(spec["icons"])
    if spec["dark"]:
        darken(application)
    window = QMainWindow()
    window.setWindowTitle(spec["title"])
    window.resize(*spec["size"])
    fill_menus(window, spec["menus"])
    if spec["tools"]:
        fill_tools(window, spec["tools"])
    body = laid(QVBoxLayout(), build(spec["body"]))
    body.layout().setContentsMargins(12, 12, 12, 12)
    window.setCentralWidget(body)
    window.show()
    sys.exit(application.exec_())


if __name__ == "__main__":
    main()
