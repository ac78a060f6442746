"""Writes one page in a framework's markup while noting what each thing on it is."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from html import escape
from typing import Literal

from .dress import INPUT, Dress
from .icons import PACKS, svg
from .words import VALUES, Language, terms

Role = Literal[
    "button", "link", "field", "checkbox", "radio", "toggle", "dropdown", "slider", "spinbox", "tab", "menuitem",
    "icon", "text", "cell", "row",
]  # fmt: skip
Place = Literal["left", "above", "placeholder", "floating", ""]


@dataclass
class Thing:
    """Something on a page that a person may ask for, as its author knows it.

    ``name`` is the words on it in the page's language, ``term`` the English term behind them ("" for names and data).
    ``icon`` is the concept of a picture; ``within`` names the card, dialog or menu; ``row`` and ``column`` where in
    a table; ``noun`` is what a row is called.
    """

    number: int
    role: Role
    name: str
    term: str = ""
    place: Place = ""
    icon: str = ""
    on: bool | None = None
    enabled: bool = True
    selected: bool = False
    within: str = ""
    row: str = ""
    column: str = ""
    noun: str = "row"


@dataclass
class Page:
    """A page under construction: the chance, the language and dress of it, and the things noted so far."""

    chance: random.Random
    language: Language
    dress: Dress
    pack: str = PACKS[0]
    rtl: bool = False
    place: Place = "above"
    """Where this page's labels stand."""
    things: list[Thing] = field(default_factory=list[Thing])
    within: str = ""
    row: str = ""
    decorations: set[str] = field(default_factory=set[str])
    """Icons that stand beside words."""
    unnamed: set[str] = field(default_factory=set[str])
    """Roles of widgets that are on the page without being noted."""

    def say(self, term: str) -> str:
        """A term in the page's language."""
        return terms()[term][self.language]

    def note(self, role: Role, name: str, **facts: object) -> str:
        """Write a thing down and return the attribute that marks its element."""
        thing = Thing(len(self.things), role, name, within=self.within, row=self.row)
        for key, value in facts.items():
            setattr(thing, key, value)
        self.things.append(thing)
        return f'data-t="{thing.number}"'

    def named(self, role: Role, term: str, **facts: object) -> str:
        return self.note(role, self.say(term), term=term, **facts)

    # -- things to press -------------------------------------------------------------------------------------------

    def button(self, term: str, variant: str = "plain", icon: str = "", enabled: bool = True) -> str:
        mark = self.named("button", term, enabled=enabled)
        picture = self._beside(icon, 16)
        off = "" if enabled else "disabled"
        style = self.dress.buttons.get(variant, "")
        return f"<button {mark} {style} {off}>{picture}{escape(self.say(term))}</button>"

    def icon(self, concept: str, size: int = 20, bare: bool = False) -> str:
        """A button that shows a picture only."""
        mark = self.note("icon", "", icon=concept)
        if bare:
            return f'<a {mark} class="l-icon" href="#">{svg(self.pack, concept, size)}</a>'
        style = self.dress.buttons.get("icon", 'class=""').replace('class="', 'class="l-icon ')
        return f"<button {mark} {style}>{svg(self.pack, concept, size)}</button>"

    def link(self, term: str, icon: str = "", selected: bool = False) -> str:
        mark = self.named("link", term, selected=selected)
        picture = self._beside(icon, 18)
        return (
            f'<a {mark} href="#" class="{"on" if selected else ""}">{picture}<span>{escape(self.say(term))}</span></a>'
        )

    def _beside(self, icon: str, size: int) -> str:
        if not icon:
            return ""
        self.decorations.add(icon)
        return svg(self.pack, icon, size) + " "

    def tabs(self, names: list[str], active: int) -> str:
        items: list[str] = []
        for number, term in enumerate(names):
            mark = self.named("tab", term, selected=number == active)
            values = {"active": "active" if number == active else "", "outline": "" if number == active else "outline"}
            items.append(self.dress.tab.format(t=mark, text=escape(self.say(term)), **values))
        return self.dress.tabs.format(items="".join(items))

    def menu(self, entries: list[tuple[str, str] | None], style: str, off: frozenset[str] = frozenset()) -> str:
        """An open menu; each entry is a term and its keys, None a rule."""
        rows: list[str] = []
        for entry in entries:
            if entry is None:
                rows.append("<hr>")
                continue
            term, keys = entry
            mark = self.named("menuitem", term, enabled=term not in off, within="menu")
            dim = "off" if term in off else ""
            rows.append(
                f'<a {mark} class="{dim}" href="#"><span>{escape(self.say(term))}</span><small>{keys}</small></a>'
            )
        return f'<div class="l-menu" style="{style}">{"".join(rows)}</div>'

    # -- things to fill --------------------------------------------------------------------------------------------

    def entry(self, term: str, place: Place, value: str = "", type_: str = "text", enabled: bool = True) -> str:
        """A text field with its label left, above, inside in grey, or floating."""
        if not value and type_ == "text" and place != "placeholder" and enabled and self.chance.random() < 0.35:
            value = self.chance.choice(VALUES.get(term, [""]))
        if type_ == "date":
            self.decorations.add("calendar")  # the browser draws one
        mark = self.named("field", term, place=place, enabled=enabled)
        label = escape(self.say(term))
        hint = label if place == "placeholder" else " " if place == "floating" else ""
        more = "" if enabled else "disabled"
        control = INPUT.format(t=mark, type=type_, c=self.dress.input, value=escape(value), hint=hint, more=more)
        if place == "floating":
            return f'<div class="l-field">{self.dress.floating.format(input=control, label=label)}</div>'
        return self._labelled(label, place, self.dress.field_box.format(input=control))

    def area(self, term: str, place: Place, rows: int = 3) -> str:
        mark = self.named("field", term, place=place)
        control = f'<textarea {mark} class="{self.dress.area}" rows="{rows}"></textarea>'
        return self._labelled(escape(self.say(term)), place, control)

    def dropdown(self, term: str, place: Place, chosen: str, others: list[str] | None = None) -> str:
        mark = self.named("dropdown", term, place=place)
        options = "".join(f"<option>{escape(option)}</option>" for option in [chosen, *(others or [])])
        control = self.dress.select.format(t=mark, c=self.dress.select_class, more="", options=options)
        return self._labelled(escape(self.say(term)), place, control)

    def spin(self, term: str, place: Place, value: int) -> str:
        mark = self.named("spinbox", term, place=place)
        control = INPUT.format(t=mark, type="number", c=self.dress.input, value=value, hint="", more="")
        return self._labelled(escape(self.say(term)), place, self.dress.field_box.format(input=control))

    def stepper(self, value: int) -> str:
        """A minus, a number and a plus."""
        minus, plus = self.note("button", "−"), self.note("button", "+")
        style = self.dress.buttons.get("plain", "")
        parts = f"<button {minus} {style}>−</button><span>{value}</span><button {plus} {style}>+</button>"
        return f'<span class="l-steps">{parts}</span>'

    def slider(self, term: str, place: Place, level: int) -> str:
        mark = self.named("slider", term, place=place)
        control = self.dress.slider.format(t=mark, level=level, c=self.dress.slider_class)
        return self._labelled(escape(self.say(term)), place, control)

    def _labelled(self, label: str, place: Place, control: str) -> str:
        if place in ("placeholder", ""):
            return f'<div class="l-field">{control}</div>'
        side = "l-field l-left" if place == "left" else "l-field"
        return f'<div class="{side}"><label class="{self.dress.label}">{label}</label>{control}</div>'

    # -- things to tick --------------------------------------------------------------------------------------------

    def check(self, term: str, on: bool) -> str:
        return self._tick(self.dress.check, "checkbox", term, on, f"c{len(self.things)}")

    def radios(self, names: list[str], chosen: int) -> str:
        group = f"r{len(self.things)}"
        return "".join(self._tick(self.dress.check, "radio", t, n == chosen, group) for n, t in enumerate(names))

    def toggle(self, term: str, on: bool) -> str:
        return self._tick(self.dress.toggle, "toggle", term, on, f"s{len(self.things)}")

    def _tick(self, template: str, role: Role, term: str, on: bool, group: str) -> str:
        mark = self.named(role, term, on=on)
        return template.format(
            t=mark, l=mark, text=escape(self.say(term)), name=group, on="checked" if on else "",
            type="radio" if role == "radio" else "checkbox",
        )  # fmt: skip

    # -- things to read --------------------------------------------------------------------------------------------

    def text(self, words: str, tag: str = "span", term: str = "") -> str:
        mark = self.note("text", words, term=term)
        return f"<{tag}><span {mark}>{escape(words)}</span></{tag}>"

    def card(self, title: str, body: str) -> str:
        return self.dress.card.format(title=escape(title), body=body)

    def table(self, heads: list[str], rows: list[tuple[str, list[str]]], noun: str = "row", selected: int = -1) -> str:
        """Rows of (the name of the row, its cells as HTML); cells become truth for "the HEAD of ROW"."""
        top = "".join(f"<th>{escape(self.say(head)) if head else ''}</th>" for head in heads)
        body: list[str] = []
        for number, (name, cells) in enumerate(rows):
            mark = self.note("row", name, row=name, noun=noun, selected=number == selected)
            line: list[str] = []
            for head, cell in zip(heads, cells, strict=True):
                column = self.say(head) if head else ""
                tag = self.note("cell", "", row=name, column=column, term=head) if head else ""
                line.append(f"<td {tag}>{cell}</td>")
            on = 'class="on"' if number == selected else ""
            body.append(f"<tr {mark} {on}>{''.join(line)}</tr>")
        return f'<table class="{self.dress.table}"><thead><tr>{top}</tr></thead><tbody>{"".join(body)}</tbody></table>'
