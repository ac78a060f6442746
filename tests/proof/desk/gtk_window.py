"""Shows a described window with GTK 3: ``/usr/bin/python3 gtk_window.py DESCRIPTION.json``."""

# pyright: basic, reportMissingImports=false, reportAttributeAccessIssue=false
from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import gi

gi.require_version("Gtk", "3.0")
from gi.repository import Gtk  # noqa: E402

Node = dict[str, Any]


def named(widget: Any, name: str) -> Any:
    widget.get_accessible().set_name(name)
    return widget


def box(horizontal: bool, spacing: int = 6, border: int = 0) -> Any:
    made = Gtk.Box(orientation=0 if horizontal else 1, spacing=spacing)
    made.set_border_width(border)
    return made


def scrolled(widget: Any) -> Any:
    frame = Gtk.ScrolledWindow(shadow_type=Gtk.ShadowType.IN)
    frame.add(widget)
    return frame


def menu_bar(menus: list[Any]) -> Any:
    bar = Gtk.MenuBar()
    for title, entries in menus:
        item, menu = Gtk.MenuItem.new_with_mnemonic(f"_{title}"), Gtk.Menu()
        item.set_submenu(menu)
        for entry in entries:
            if entry is None:
                menu.append(Gtk.SeparatorMenuItem())
                continue
            words, keys, state = entry
            made = Gtk.CheckMenuItem(label=words) if state in ("on", "off") else Gtk.MenuItem(label=words)
            if state in ("on", "off"):
                made.set_active(state == "on")
            made.set_sensitive(state != "dim")
            if keys:
                made.get_child().set_accel(*Gtk.accelerator_parse(keys)) if hasattr(
                    made.get_child(), "set_accel"
                ) else None
            menu.append(made)
        bar.append(item)
    return bar


def tool_bar(tools: list[Any]) -> Any:
    bar = Gtk.Toolbar()
    bar.set_style(Gtk.ToolbarStyle.ICONS)
    for tool in tools:
        if tool is None:
            bar.insert(Gtk.SeparatorToolItem(), -1)
            continue
        icon, name = tool
        made = Gtk.ToolButton(icon_name=icon, label=name)
        made.set_tooltip_text(name)
        bar.insert(made, -1)
    return bar


def entry(node: Node) -> Any:
    made = Gtk.Entry(text=node.get("value", ""))
    made.set_placeholder_text(node.get("hint", ""))
    made.set_visibility(not node.get("secret"))
    return made


def spin(node: Node) -> Any:
    made = Gtk.SpinButton.new_with_range(0, 999, 1)
    made.set_value(node["value"])
    return made


def combo(node: Node) -> Any:
    made = Gtk.ComboBoxText()
    for option in node["options"]:
        made.append_text(option)
    made.set_active(0)
    return made


def slider(node: Node) -> Any:
    made = Gtk.Scale.new_with_range(0, 0, 100, 1)
    made.set_value(node["value"])
    made.set_draw_value(False)
    return made


def form(node: Node) -> Any:
    grid = Gtk.Grid(row_spacing=8, column_spacing=12)
    for row, (label, part) in enumerate(node["rows"]):
        words = Gtk.Label(label=label + node.get("colon", ""), xalign=1 if node.get("right") else 0)
        control = named(ENTRIES[part["kind"]](part), label)
        control.set_hexpand(True)
        control.set_sensitive(not part.get("dim"))
        grid.attach(words, 0, row, 1, 1)
        grid.attach(control, 1, row, 1, 1)
    return grid


def group(node: Node) -> Any:
    frame, inner = Gtk.Frame(label=node["title"]), box(False, 4, 8)
    first = None
    for name, on, state in node["boxes"]:
        if node["single"]:
            made = Gtk.RadioButton.new_with_label_from_widget(first, name)
            first = first or made
        else:
            made = Gtk.CheckButton(label=name)
        made.set_active(on)
        made.set_sensitive(state != "dim")
        inner.pack_start(made, False, False, 0)
    frame.add(inner)
    return frame


def tabs(node: Node) -> Any:
    book = Gtk.Notebook()
    for name, page in node["pages"]:
        inner = box(False, 8, 10)
        inner.pack_start(build(page), True, True, 0)
        book.append_page(inner, Gtk.Label(label=name))
    book.show_all()
    book.set_current_page(node["active"])
    return book


def rows(node: Node) -> Any:
    store = Gtk.ListStore(*[str] * len(node["heads"]))
    for row in node["rows"]:
        store.append(row)
    view = Gtk.TreeView(model=store)
    for number, head in enumerate(node["heads"]):
        column = Gtk.TreeViewColumn(head, Gtk.CellRendererText(), text=number)
        column.set_resizable(True)
        column.set_sort_column_id(number)
        column.set_min_width(90)
        view.append_column(column)
    view.set_headers_visible(node.get("headed", True))
    if node["selected"] >= 0:
        view.get_selection().select_path(node["selected"])
    return scrolled(view)


def tree(node: Node) -> Any:
    store = Gtk.TreeStore(str)
    opened: list[Any] = []

    def add(parent: Any, items: list[Any]) -> None:
        for name, is_open, inner in items:
            at = store.append(parent, [name])
            add(at, inner)
            if is_open:
                opened.append(store.get_path(at))

    add(None, node["items"])
    view = Gtk.TreeView(model=store)
    view.append_column(Gtk.TreeViewColumn(node["head"], Gtk.CellRendererText(), text=0))
    for path in sorted(opened):
        view.expand_row(path, False)
    return scrolled(view)


def buttons(node: Node) -> Any:
    line = box(True, 8)
    for name in reversed(node["names"]):
        line.pack_end(Gtk.Button.new_with_label(name), False, False, 0)
    return line


def message(node: Node) -> Any:
    inner, words = box(True, 14, 10), box(False, 8)
    inner.pack_start(Gtk.Image.new_from_icon_name(node["icon"], Gtk.IconSize.DIALOG), False, False, 0)
    big = Gtk.Label(xalign=0)
    big.set_markup(f"<b>{node['text']}</b>")
    words.pack_start(big, False, False, 0)
    words.pack_start(Gtk.Label(label=node["detail"], xalign=0), False, False, 0)
    inner.pack_start(words, True, True, 0)
    return inner


def text(node: Node) -> Any:
    view = Gtk.TextView()
    view.get_buffer().set_text(node["value"])
    return scrolled(view)


def several(node: Node) -> Any:
    made = box(node["kind"] == "columns", 10)
    for child in node["children"]:
        grows = child["kind"] in ("text", "list", "tree", "tabs", "columns") or node["kind"] == "columns"
        made.pack_start(build(child), grows, grows, 0)
    return made


def status(node: Node) -> Any:
    return Gtk.Label(label=node["value"], xalign=0)


ENTRIES = {"field": entry, "spin": spin, "combo": combo, "slider": slider}
KINDS = {
    "form": form, "group": group, "tabs": tabs, "list": rows, "tree": tree, "buttons": buttons, "message": message,
    "text": text, "columns": several, "stack": several, "status": status,
}  # fmt: skip


def build(node: Node) -> Any:
    return KINDS[node["kind"]](node)


def main() -> None:
    spec = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    settings = Gtk.Settings.get_default()
    settings.set_property("gtk-application-prefer-dark-theme", spec["dark"])
    settings.set_property("gtk-theme-name", "Adwaita")
    settings.set_property("gtk-icon-theme-name", spec["icons"])
    settings.set_property("gtk-enable-animations", False)
    window = Gtk.Window(title=spec["title"])
    window.set_default_size(*spec["size"])
    whole, inner = box(False, 0), box(False, 10, 12)
    if spec["menus"]:
        whole.pack_start(menu_bar(spec["menus"]), False, False, 0)
    if spec["tools"]:
        whole.pack_start(tool_bar(spec["tools"]), False, False, 0)
    inner.pack_start(build(spec["body"]), True, True, 0)
    whole.pack_start(inner, True, True, 0)
    window.add(whole)
    window.connect("destroy", Gtk.main_quit)
    window.show_all()
    Gtk.main()


if __name__ == "__main__":
    main()
