"""What may be a password is never written by a recording of a desktop; what shows as it is typed is."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

from eyehand.env.desktop import DesktopEnv
from eyehand.tools.actions import Action, Press, Type

from .at_desktop import Person, Recorded, recorded, until_drawn

Make = Callable[..., DesktopEnv]
SECRET = "geheim42"
needs_tk = pytest.mark.skipif(find_spec("tkinter") is None, reason="this Python has no Tk")
TK = """
import time, tkinter as tk
root = tk.Tk(); root.title("Sign in"); root.geometry("400x200+300+200")
slow = {slow}
for row, (label, shows) in enumerate((("Name", ""), ("Password", "\\u2022"))):
    tk.Label(root, text=label).grid(row=row, column=0)
    field = tk.Entry(root, show=shows, font=("DejaVu Sans", 14)); field.grid(row=row, column=1)
    if row == 0:
        field.focus_force()
        def first(event, field=field):
            field.unbind("<Key>"); time.sleep(slow)
        field.bind("<Key>", first)
root.mainloop()
"""
GTK = """
import gi
gi.require_version("Gtk", "3.0")
from gi.repository import Gtk
window = Gtk.Window(title="Sign in")
window.set_default_size(400, 200)
grid = Gtk.Grid()
for row, (text, shows) in enumerate((("Name", True), ("Passphrase", False))):
    label, field = Gtk.Label(label=text), Gtk.Entry(visibility=shows)
    label.set_mnemonic_widget(field)
    grid.attach(label, 0, row, 1, 1)
    grid.attach(field, 1, row, 1, 1)
window.add(grid)
window.show_all()
Gtk.main()
"""


def written(made: Recorded) -> list[Action]:
    return [step.intent.action for step in made.trajectory.steps() if step.intent]


def texts(made: Recorded) -> str:
    return (made.folder / "trajectory.jsonl").read_text(encoding="utf-8")


def script(tmp_path: Path, source: str) -> Path:
    path = tmp_path / "app.py"
    path.write_text(source, encoding="utf-8")
    return path


@needs_tk
def test_dots_make_a_secret_and_letters_do_not(desktop_env: Make, tmp_path: Path) -> None:
    env = desktop_env(app=f"{sys.executable} {script(tmp_path, TK.format(slow=0))}")
    before = env.reset()
    person = Person(str(env.display))
    with recorded(tmp_path / "recording", str(env.display)) as made:
        person.type("Ada Lovelace")
        before = until_drawn(env, before)
        person.press("Tab")
        made.wait_for(2)
        before = env.observe()
        person.type(SECRET)
        until_drawn(env, before)
        person.press("Return")
        made.wait_for(4)
    person.x.close()
    typed, tab, secret, enter = written(made)
    assert (typed, tab, enter) == (Type(text="Ada Lovelace"), Press(keys=("Tab",)), Press(keys=("Enter",)))
    assert secret == Type(text="{password}")
    hidden = [step.intent.element for step in made.trajectory.steps() if step.intent][2]
    assert hidden is not None and hidden.kind == "password" and hidden.secret
    assert SECRET not in texts(made)


@needs_tk
def test_text_that_a_slow_application_draws_after_the_next_key_is_no_secret(desktop_env: Make, tmp_path: Path) -> None:
    env = desktop_env(app=f"{sys.executable} {script(tmp_path, TK.format(slow=0.7))}")
    env.reset()
    person = Person(str(env.display))
    with recorded(tmp_path / "recording", str(env.display)) as made:
        person.type("Lovelace")
        person.press("Tab")
        person.type(SECRET)
        person.press("Return")
        made.wait_for(4)
    person.x.close()
    assert written(made)[0] == Type(text="Lovelace")
    assert written(made)[2] == Type(text="{password}") and SECRET not in texts(made)


def test_what_a_terminal_does_not_show_is_a_secret_and_the_recording_says_why(
    desktop_env: Make, tmp_path: Path
) -> None:
    shell = script(tmp_path, "read -s -p 'Password: ' x; echo; echo 'Welcome to the machine'; sleep 600")
    env = desktop_env(app=f"xterm -fa Mono -fs 14 -e bash {shell}")
    before = env.reset()
    person = Person(str(env.display))
    with recorded(tmp_path / "recording", str(env.display)) as made:
        person.type(SECRET)
        person.press("Return")
        until_drawn(env, before)
        made.wait_for(2)
    person.x.close()
    assert written(made) == [Type(text="{password}"), Press(keys=("Enter",))]
    assert SECRET not in texts(made)
    notes = [json.loads(line).get("notes", []) for line in texts(made).splitlines()]
    assert any("may be a password" in note for some in notes for note in some)


def has_gtk() -> bool:
    asked = 'import gi; gi.require_version("Gtk", "3.0"); from gi.repository import Gtk'
    try:
        return subprocess.run(["/usr/bin/python3", "-c", asked], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def test_a_field_that_accessibility_calls_a_password_is_a_secret_by_its_own_name(
    desktop_env: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not has_gtk():
        pytest.skip("/usr/bin/python3 has no GTK 3")
    env = desktop_env(app=f"/usr/bin/python3 {script(tmp_path, GTK)}")
    env.reset()
    lease = json.loads((tmp_path / "run" / "lease.json").read_text(encoding="utf-8"))
    session = json.loads((Path(lease["profile"]) / "environment.json").read_text(encoding="utf-8"))
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", session["DBUS_SESSION_BUS_ADDRESS"])
    person = Person(str(env.display))
    with recorded(tmp_path / "recording", str(env.display)) as made:
        person.press("Tab")
        made.wait_for(1)
        person.type(SECRET)
        person.press("Tab")
        made.wait_for(3)
        person.type("ok")
        person.press("Return")
        made.wait_for(5)
    person.x.close()
    steps = [step.intent for step in made.trajectory.steps() if step.intent]
    secret, name = steps[1], steps[3]
    assert secret.action == Type(text="{passphrase}") and secret.element is not None
    assert (secret.element.name, secret.element.kind) == ("Passphrase", "password")
    assert name.action == Type(text="ok") and name.element is not None and name.element.name == "Name"
    assert SECRET not in texts(made)
