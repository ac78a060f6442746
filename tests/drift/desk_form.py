"""A form for invoices with GTK 3: ``/usr/bin/python3 desk_form.py FILE [FAULT]``; what it did goes to FILE.

Faults: "dialog" (nothing is saved, a box says so), "missing" (there is no Save button), "disabled" (it cannot be
pressed), "swapped" (the buttons have changed places), "another" (another invoice is open, which has the same fields),
"reworded" (Save is called Store), "asks" (a box asks first whether to delete the old ones), "silent" (Save does
nothing), "busy" (something turns all the time).
"""

# pyright: basic, reportMissingImports=false, reportAttributeAccessIssue=false
from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import gi

gi.require_version("Gtk", "3.0")
from gi.repository import Gtk  # noqa: E402

OUT, FAULT = Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else ""
did: list[dict[str, Any]] = []


def note(what: str) -> None:
    values = {name: field.get_text() for name, field in fields.items()}
    values |= {name: box.get_active() for name, box in boxes.items()}
    did.append({"did": what, **values})
    OUT.write_text(json.dumps(did), encoding="utf-8")


def say(text: str, buttons: list[str]) -> str:
    dialog = Gtk.MessageDialog(transient_for=window, modal=True, text=text)
    for number, words in enumerate(buttons):
        dialog.add_button(words, number)
    chosen = dialog.run()
    dialog.destroy()
    return buttons[chosen] if 0 <= chosen < len(buttons) else ""


def save(button: Any) -> None:
    if FAULT == "silent":
        return
    if FAULT == "dialog":
        say("The disk is full. Nothing was saved.", ["OK"])
        return
    if FAULT == "asks" and say("Delete all older invoices first?", ["No", "Yes"]) == "Yes":
        note("deleted older")
    note("saved")
    told.set_text(f"Invoice {fields['Reference'].get_text()} was saved")


def delete(button: Any) -> None:
    note("deleted")
    told.set_text("The invoice was deleted")


window = Gtk.Window(title="Invoices" if FAULT != "another" else "Orders")
window.set_default_size(420, 300)
grid = Gtk.Grid(row_spacing=10, column_spacing=10, border_width=16)
fields = {name: Gtk.Entry() for name in ("Reference", "Amount")}
boxes = {name: Gtk.CheckButton(label=name) for name in ("Urgent", "Paid")}
grid.attach(Gtk.Label(label="New invoice" if FAULT != "another" else "New order", xalign=0), 0, 0, 2, 1)
for row, (name, field) in enumerate(fields.items(), 1):
    grid.attach(Gtk.Label(label=name, xalign=0), 0, row, 1, 1)
    grid.attach(field, 1, row, 1, 1)
for row, box in enumerate(boxes.values(), 3):
    grid.attach(box, 1, row, 1, 1)
buttons = Gtk.Box(spacing=12)
made = {"Delete": delete, "Save": save}
if FAULT == "missing":
    made = {"Delete": delete}
if FAULT == "swapped":
    made = {"Save": save, "Delete": delete}
for name, does in made.items():
    button = Gtk.Button(label="Store" if FAULT == "reworded" and name == "Save" else name)
    button.connect("clicked", does)
    button.set_sensitive(not (FAULT == "disabled" and name == "Save"))
    buttons.pack_start(button, False, False, 0)
grid.attach(buttons, 1, 5, 1, 1)
told = Gtk.Label(label="", xalign=0)
grid.attach(told, 0, 6, 2, 1)
if FAULT == "busy":
    spinner = Gtk.Spinner()
    spinner.start()
    grid.attach(spinner, 2, 0, 1, 1)
window.add(grid)
window.connect("destroy", Gtk.main_quit)
window.show_all()
Gtk.main()
