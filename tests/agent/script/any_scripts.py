"""Scripts of every shape, for hypothesis."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from eyehand.agent.script.script import Parameter, Script, Start
from eyehand.agent.script.verbs import VERBS, Truth

_LETTERS = st.characters(exclude_categories=("Cs",), exclude_characters="\ufeff")
_HARD = [
    "on",
    "yes",
    "null",
    "12:30",
    "2026-01-01",
    "99.90",
    "007",
    "a: b",
    "a #b",
    "- x",
    "{name}",
    "x: [y]",
    "#",
    "~",
]
_HARD += [
    "one\ntwo",
    "one\ntwo\n",
    "one\n\n two",
    " x",
    "x ",
    "'",
    '"',
    "é€☺😀",
    "\x00",
    "=",
    "<<",
    "1e5",
    "0x1f",
    "&a",
    "*a",
    "!",
]
texts = st.one_of(st.text(_LETTERS, min_size=1, max_size=40), st.sampled_from(_HARD))
names = st.from_regex(r"[A-Za-z_][A-Za-z_0-9]{0,8}", fullmatch=True)
seconds = st.floats(min_value=0.001, max_value=1e9)
truths = st.one_of(
    st.builds(Truth, seen=texts),
    st.builds(Truth, gone=texts),
    st.builds(Truth, visible=texts),
    st.just(Truth(changed=True)),
)
"""What must be true after a step."""

_SAID: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "open": {"open": texts},
    "go": {"go": st.sampled_from(["back", "reload"])},
    "tab": {"tab": st.integers(1, 9)},
    "window": {"window": texts},
    "dialog": {"dialog": st.sampled_from(["accept", "dismiss"]), "text": texts},
    **{verb: {verb: texts} for verb in ("click", "double_click", "right_click", "hover", "expect", "act")},
    "tick": {"tick": texts, "on": st.booleans()},
    "type": {"type": st.one_of(texts, st.just("")), "into": st.none() | texts},
    "select": {"select": texts, "of": st.none() | texts},
    "press": {"press": texts},
    "drag": {"drag": texts, "to": texts},
    "upload": {"upload": texts, "to": st.none() | texts},
    "wait_for": {"wait_for": texts, "gone": st.booleans()},
    "extract": {
        "extract": texts, "into": names, "rows": st.booleans(),
        "fields": st.none() | st.dictionaries(texts, texts, max_size=3),
    },
    "ask_person": {"ask_person": texts, "into": st.none() | names},
    "run": {"run": texts, "set": st.dictionaries(texts, texts, max_size=3)},
}  # fmt: skip


def _step(verb: str, inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    said = dict(_SAID.get(verb, {}))
    if verb == "scroll":
        over = st.none() | texts
        how = st.one_of(
            st.fixed_dictionaries({"scroll": st.integers(-50, 50), "sideways": st.integers(-50, 50), "over": over}),
            st.fixed_dictionaries({"scroll": st.none(), "to": texts, "over": over}),
        )
    else:
        if verb in ("repeat", "if_seen"):
            said = {verb: texts, "steps": st.lists(inner, max_size=2)}
        if verb == "if_seen":
            said["otherwise"] = st.lists(inner, max_size=2)
        how = st.fixed_dictionaries(said)
    common = st.fixed_dictionaries(
        {
            "anchor": st.none() | texts, "then": st.lists(truths, max_size=2),
            "optional": st.booleans(), "within_s": st.none() | seconds,
        }
    )  # fmt: skip
    return st.builds(lambda own, shared: VERBS[verb].model_validate({**own, **shared}), how, common)


_LEAVES = [verb for verb in VERBS if verb not in ("repeat", "if_seen")]
steps = st.recursive(
    st.sampled_from(_LEAVES).flatmap(lambda verb: _step(verb, st.nothing())),
    lambda inner: st.sampled_from(["repeat", "if_seen"]).flatmap(lambda verb: _step(verb, inner)),
    max_leaves=4,
)
"""A step of any verb."""

starts = st.one_of(
    st.builds(Start, browser=texts, viewport=st.just("800x600"), scale=st.sampled_from([1.0, 1.25, 2.0])),
    st.builds(Start, desktop=texts | st.just("")),
)
scripts = st.builds(
    Script,
    name=texts | st.just(""),
    about=texts | st.just(""),
    start=starts,
    parameters=st.dictionaries(
        names, st.builds(Parameter, default=st.none() | texts, about=texts | st.just("")), max_size=3
    ),
    secrets=st.lists(names, max_size=2).map(tuple),
    steps=st.lists(steps, min_size=1, max_size=4).map(tuple),
)
"""A script that can be read; whether it makes sense is another matter."""
