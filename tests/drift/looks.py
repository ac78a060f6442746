"""Styles of the drifts, and the little programs that change a page before its own run."""

from __future__ import annotations

import json
import re

ZOOM = "html { zoom: %g; }"
SERIF = '* { font-family: "Liberation Serif" !important; }'
MONO = '* { font-family: "DejaVu Sans Mono" !important; }'
INVERTED = "html { filter: invert(1) hue-rotate(180deg); background: #fff; min-height: 100%; }"
HIGH_CONTRAST = """
* { background-color: #000 !important; color: #ff0 !important; border-color: #fff !important;
    box-shadow: none !important; text-shadow: none !important; }
a, a * { color: #0ff !important; }
button, .button, input[type=submit] { color: #fff !important; border: 2px solid #fff !important; }
"""
RESTYLED = """
button, .button, input[type=submit], .submit-row input { background: #7a1fa2 !important; color: #fff !important;
    border: 0 !important; border-radius: 999px !important; letter-spacing: 0.06em !important; }
a { text-decoration: underline dotted !important; }
input, select, textarea { border-radius: 0 !important; border: 2px solid #7a1fa2 !important; }
body { background: #faf3e6 !important; }
"""

DARK_SCRIPT = 'localStorage.setItem("theme", "dark");'
"""Expenses and Django's admin have a dark theme of their own, and both ask for it here."""
DARK_ROUNDUP = """
html, body.body, body.body * { background-color: #1e2227 !important; color: #d7dae0 !important;
    border-color: #4a505a !important; }
a, a:visited { color: #8ab4f8 !important; }
input, select, textarea { background-color: #2b3038 !important; }
"""

SWAPPED = {
    "expenses": ".buttons { flex-direction: row-reverse; justify-content: flex-end !important; }"
    " .heading { flex-direction: row-reverse; } .signin form { display: flex; flex-direction: column; gap: 16px; }",
    "django": ".submit-row { flex-direction: row-reverse !important; }"
    " .submit-row a.deletelink { margin: 0 auto 0 0 !important; }"
    " #changelist-search > div { display: flex; flex-direction: row-reverse; justify-content: flex-end; }",
    "roundup": "table.form td:has(> input[type=submit]) { text-align: right; }"
    " nav form input[type=submit] { display: block; margin: 4px 0 4px auto; }",
}
"""Buttons on the other side of where they were."""

SIDES = {
    "expenses": ".topbar .wrap { flex-direction: row-reverse; } .topbar .user { margin: 0 auto 0 0 !important; }"
    " .toolbar { flex-direction: row-reverse; }",
    "django": "#main { flex-direction: row-reverse !important; } #header { flex-direction: row-reverse !important; }"
    " #changelist { flex-direction: row-reverse !important; }",
    "roundup": "div.body { display: flex; flex-direction: row-reverse; } div.body > main { flex: 1; }"
    " header { display: flex; flex-direction: row-reverse; justify-content: space-between; }",
}
"""Navigation, side bars and searches on the other side."""

_FIELDS = {
    "expenses": [["#signin", ".field"], ["#expense", ".field, .choices"]],
    "django": [["#login-form", ".form-row"], ["fieldset.module", ".form-row"], ["form#user_form > div", "fieldset"]],
    "roundup": [["table.form tbody", "tr:not(:has([type=submit]))"]],
}

_TABLES = "table.list, #result_list, main.wrap table, template"


def at_once(body: str) -> str:
    """A script that runs when a page is read, before its own scripts do."""
    return (
        "document.addEventListener('readystatechange', () => {"
        f" if (document.readyState !== 'interactive') return; {body} }});"
    )


def fields_reversed(application: str) -> str:
    """Within each form the last field comes first; buttons stay where they are."""
    return at_once(
        f"for (const [within, each] of {json.dumps(_FIELDS[application])})"
        " for (const form of document.querySelectorAll(within)) {"
        " const all = [...form.children].filter(child => child.matches(each));"
        " const mark = document.createComment(''); all[0]?.before(mark); mark.after(...all.reverse()); }"
    )


COLUMNS_REVERSED = at_once(
    f"for (const table of document.querySelectorAll('{_TABLES}'))"
    " for (const row of (table.content ?? table).querySelectorAll('tr')) row.append(...[...row.children].reverse());"
)

BANNER = at_once(
    "const banner = document.createElement('div'); banner.id = 'drift-banner';"
    " banner.textContent = 'Planned maintenance on Sunday from 02:00 to 04:00. Save your work before that.';"
    " banner.style.cssText = 'padding: 26px 32px; background: #fff3cd; color: #664d03; font: 18px sans-serif;"
    " border-bottom: 1px solid #d9bf6b';"
    " document.body.prepend(banner);"
)
COOKIES = at_once(
    "if (!localStorage.getItem('cookies')) {"
    " const bar = document.createElement('div');"
    " bar.style.cssText = 'position: fixed; inset: auto 0 0 0; height: 240px; padding: 28px 40px; z-index: 99999;"
    " background: #212b36; color: #fff; font: 17px sans-serif; box-sizing: border-box';"
    " bar.innerHTML = '<p>We use cookies to make this site better. Choose what you allow.</p>"
    '<p><button type=button style="color: #000">Accept all</button>'
    ' <button type=button style="color: #000">Only necessary</button></p>\';'
    " bar.addEventListener('click', event => { if (event.target.localName !== 'button') return;"
    " localStorage.setItem('cookies', 'chosen'); bar.remove(); });"
    " document.body.append(bar); }"
)


def overlay(after_ms: int, for_ms: int) -> str:
    """A spinner over the whole page, which takes every click, from some time after the page is there."""
    return at_once(
        f"setTimeout(() => {{ const veil = document.createElement('div');"
        " veil.style.cssText = 'position: fixed; inset: 0; z-index: 99999; background: #ffffffd9; display: grid;"
        " place-items: center; font: 22px sans-serif; color: #333'; veil.textContent = 'Loading…';"
        f" document.body.append(veil); setTimeout(() => veil.remove(), {for_ms}); }}, {after_ms});"
    )


def disabled(button: str) -> str:
    """The button is there and cannot be pressed."""
    return at_once(f"for (const each of document.querySelectorAll({json.dumps(button)})) each.disabled = true;")


def dead(button: str) -> str:
    """The button looks as ever; nothing comes of pressing it, nor of Enter in its form."""
    return (
        "for (const kind of ['click', 'submit']) addEventListener(kind, event => {"
        f" const button = {json.dumps(button)}, at = event.target;"
        " const meant = kind === 'click' ? at.closest?.(button) : at.querySelector?.(button);"
        " if (meant) { event.preventDefault(); event.stopImmediatePropagation(); } }, true);"
    )


def success_banner(text: str) -> str:
    """A green bar that says so as soon as a form is sent, whatever the server answers."""
    return (
        "addEventListener('submit', event => { if (event.target.querySelector('[type=password]')) return;"
        " const bar = document.createElement('div');"
        " bar.style.cssText = 'position: fixed; top: 0; left: 0; right: 0; padding: 14px; z-index: 9999;"
        " background: #1b7f3b; color: #fff; font: 17px sans-serif; text-align: center';"
        f" bar.textContent = {json.dumps(text)}; document.body.append(bar); }}, true);"
    )


_SIZE = re.compile(r"(font(?:-size)?\s*:[^;{}]*?)(\d*\.?\d+)(px|pt)")


def larger_text(css: str, factor: float) -> str:
    """A style sheet with the sizes of its letters multiplied; those that are relative follow by themselves."""
    return _SIZE.sub(lambda found: f"{found[1]}{float(found[2]) * factor:g}{found[3]}", css)


def root_text(factor: float) -> str:
    """The sizes where no style sheet says any, for the beginning of a page."""
    fields = f"input, select, textarea, button {{ font-size: {13.333 * factor:g}px; }}"
    return f"html {{ font-size: {16 * factor:g}px; }} {fields}"
