"""How each CSS framework writes a widget; a dress is the framework's markup around the same page."""

from __future__ import annotations

from dataclasses import dataclass, field

_INPUT = '<input {t} type="{type}" class="{c}" value="{value}" placeholder="{hint}" {more}>'


@dataclass(frozen=True)
class Dress:
    """Templates of one framework. ``{t}`` marks the element whose box is the truth, ``{l}`` its label, if any."""

    name: str
    css: tuple[str, ...] = ()
    dark_css: tuple[str, ...] | None = None
    """Style sheets of the dark theme when they are others."""
    dark: str | None = ""
    """Attributes of <html> for the dark theme; None when the framework has no dark theme."""
    body: str = ""
    buttons: dict[str, str] = field(default_factory=dict[str, str])
    """Attributes of <button> by variant: primary, plain, danger, icon, link."""
    input: str = ""
    label: str = "l-label"
    floating: str = '<div class="l-float">{input}<label>{label}</label></div>'
    area: str = ""
    select: str = '<select {t} class="{c}" {more}>{options}</select>'
    select_class: str = ""
    check: str = '<label class="l-tick" {l}><input {t} type="{type}" name="{name}" {on}> {text}</label>'
    toggle: str = (
        '<label class="l-tick" {l}><input {t} type="checkbox" role="switch" class="l-switch" {on}> {text}</label>'
    )
    slider: str = '<input {t} type="range" value="{level}" class="{c}">'
    slider_class: str = "l-wide"
    field_box: str = "{input}"
    tabs: str = '<div class="l-tabs">{items}</div>'
    tab: str = '<a {t} class="{active}" href="#">{text}</a>'
    table: str = "l-table"
    card: str = '<section class="l-card"><h3>{title}</h3>{body}</section>'
    badge: str = "l-badge"


_BOOT_CHECK = (
    '<div class="form-check"><input {t} class="form-check-input" type="{type}" name="{name}" {on}>'
    '<label {l} class="form-check-label">{text}</label></div>'
)
DRESSES: tuple[Dress, ...] = (
    Dress("unstyled"),
    Dress(
        "bootstrap", ("bootstrap/dist/css/bootstrap.min.css",), dark='data-bs-theme="dark"',
        buttons={"primary": 'class="btn btn-primary"', "plain": 'class="btn btn-secondary"',
                 "danger": 'class="btn btn-danger"', "icon": 'class="btn btn-light btn-sm"',
                 "link": 'class="btn btn-link"'},
        input="form-control", label="form-label", select_class="form-select", area="form-control",
        floating='<div class="form-floating">{input}<label>{label}</label></div>',
        check=_BOOT_CHECK, toggle=_BOOT_CHECK.replace('class="form-check"', 'class="form-check form-switch"'),
        slider_class="form-range", tabs='<ul class="nav nav-tabs">{items}</ul>',
        tab='<li class="nav-item"><a {t} class="nav-link {active}" href="#">{text}</a></li>', table="table table-hover",
        card='<section class="card"><div class="card-body"><h5 class="card-title">{title}</h5>{body}</div></section>',
        badge="badge text-bg-secondary",
    ),
    Dress(
        "bulma", ("bulma/css/bulma.min.css",), dark='data-theme="dark"',
        buttons={"primary": 'class="button is-primary"', "plain": 'class="button"',
                 "danger": 'class="button is-danger"',
                 "icon": 'class="button is-white is-small"', "link": 'class="button is-text"'},
        input="input", label="label", area="textarea", table="table is-fullwidth is-striped", badge="tag",
        select='<div class="select is-fullwidth"><select {t} {more}>{options}</select></div>',
        check='<label class="{type}" {l}><input {t} type="{type}" name="{name}" {on}> {text}</label>',
        tabs='<div class="tabs"><ul>{items}</ul></div>', tab='<li class="is-{active}"><a {t} href="#">{text}</a></li>',
        card='<section class="box"><p class="title is-5">{title}</p>{body}</section>',
    ),
    Dress(
        "pico", ("@picocss/pico/css/pico.min.css",), dark='data-theme="dark"',
        buttons={"primary": "", "plain": 'class="secondary outline"', "danger": 'class="contrast"',
                 "icon": 'class="secondary outline"', "link": 'class="outline"'},
        check='<label {l}><input {t} type="{type}" name="{name}" {on}> {text}</label>',
        toggle='<label {l}><input {t} type="checkbox" role="switch" {on}> {text}</label>',
        card="<article><header>{title}</header>{body}</article>", table="striped",
        tabs='<div role="group">{items}</div>', tab='<button {t} class="secondary {outline}">{text}</button>',
    ),
    Dress(
        "spectre", ("spectre.css/dist/spectre.min.css", "spectre.css/dist/spectre-exp.min.css"), dark=None,
        buttons={"primary": 'class="btn btn-primary"', "plain": 'class="btn"', "danger": 'class="btn btn-error"',
                 "icon": 'class="btn btn-action btn-link"', "link": 'class="btn btn-link"'},
        input="form-input", label="form-label", area="form-input", select_class="form-select",
        check='<label class="form-{type}" {l}><input type="{type}" name="{name}" {on}>'
              '<i {t} class="form-icon"></i> {text}</label>',
        toggle='<label class="form-switch" {l}><input type="checkbox" {on}>'
               '<i {t} class="form-icon"></i> {text}</label>',
        slider_class="slider", tabs='<ul class="tab">{items}</ul>', table="table table-striped", badge="label",
        tab='<li class="tab-item {active}"><a {t} href="#">{text}</a></li>',
        card='<section class="card"><div class="card-header"><div class="card-title h5">{title}</div></div>'
             '<div class="card-body">{body}</div></section>',
    ),
    Dress("water", ("water.css/out/light.min.css",), dark_css=("water.css/out/dark.min.css",)),
    Dress(
        "beercss", ("beercss/dist/cdn/beer.min.css",), body="dark",
        buttons={"primary": "", "plain": 'class="border"', "danger": 'class="error"',
                 "icon": 'class="transparent circle"', "link": 'class="transparent"'},
        field_box='<div class="field border">{input}</div>',
        floating='<div class="field label border">{input}<label>{label}</label></div>',
        select='<div class="field suffix border"><select {t} {more}>{options}</select><i>arrow_drop_down</i></div>',
        check='<label class="{type}" {l}><input type="{type}" name="{name}" {on}><span {t}>{text}</span></label>',
        toggle='<label class="l-tick" {l}><span class="switch"><label class="switch" {t}><input type="checkbox" {on}>'
               "<span></span></label></span> {text}</label>",
        tabs='<div class="tabs">{items}</div>', tab='<a {t} class="{active}">{text}</a>', table="stripes",
        card='<article class="border"><h6>{title}</h6>{body}</article>', badge="chip small",
    ),
)  # fmt: skip
BY_NAME = {dress.name: dress for dress in DRESSES}
INPUT = _INPUT
