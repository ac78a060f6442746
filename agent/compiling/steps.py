"""Deeds become steps: their words, values, anchors, what is true afterwards."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from ...tools.alike import folded
from ...tools.change import TILE, changed_tiles
from ...tools.frames import Frame
from ...tools.geometry import Box
from ..planner.steps.reading import sees
from ..script.anchors import Anchor, Patch
from ..script.verbs import VERBS, Step
from .anchoring import anchor_of
from .deeds import Deed
from .naming import Name, is_there, name_of
from .parameters import Given, identifier, with_parameters
from .sight import Sight
from .things import Thing, thing_at
from .truths import Proof, proofs_of, with_names

_SLUG = 24
_AIMED = {"click", "double_click", "right_click", "hover", "tick"}
_HELD = re.compile(r"\{([A-Za-z_]\w*)\}")
_UNSURE = "the words may mean another thing, too; the picture and what stands around it say which"


@dataclass
class Made:
    """The steps so far; ``comments`` say of the step at a position, from 0, what a person should look at."""

    given: Given = field(default_factory=Given)
    steps: list[Step] = field(default_factory=list[Step])
    anchors: dict[str, tuple[tuple[Anchor, ...], dict[str, Frame]]] = field(
        default_factory=dict[str, tuple[tuple[Anchor, ...], dict[str, Frame]]]
    )
    comments: dict[int, str] = field(default_factory=dict[int, str])


@dataclass(frozen=True)
class _Target:
    thing: Thing
    name: Name


class Maker:
    """Makes the steps of one script, in order: a value is known to those that come after it."""

    def __init__(self, sight: Sight, secrets: frozenset[str]) -> None:
        self._sight = sight
        self._secrets = secrets
        self._made = Made()
        self._read: set[str] = set()
        """The folded lines of the screens up to now."""

    def made(self, deeds: Sequence[Deed]) -> Made:
        """The steps of a run, with parameters and anchors."""
        targets = [self._targets(one) for one in deeds]
        for n, one in enumerate(deeds):
            if one.verb == "scroll":
                following = deeds[n + 1] if n + 1 < len(deeds) else None
                self._scroll(one, following, targets[n + 1][:1] if following else [])
            else:
                self._step(one, targets[n])
        return self._made

    def _targets(self, deed: Deed) -> list[_Target]:
        if deed.verb == "scroll":
            return []
        things = [thing_at(aim, self._sight) for aim in deed.aims]
        return [_Target(thing, name_of(thing, deed.verb, self._sight)) for thing in things]

    def _step(self, deed: Deed, targets: list[_Target]) -> None:
        named = dict(self._made.given.named)
        data = self._data(deed, [with_parameters(target.name.words, named) for target in targets], targets)
        values = [value for value in self._made.given.named if any(sign.isalpha() for sign in value)]
        last = targets[-1] if targets else None
        thing, words = (last.thing, last.name.words) if last else (None, "")
        proofs = proofs_of(deed, thing, words, values, self._sight, self._read)
        self._read |= {folded(line.text) for line in self._sight.lines(deed.before.frame)}
        self._add(data, deed, targets, proofs)

    def _data(self, deed: Deed, words: list[str], targets: list[_Target]) -> dict[str, Any]:
        last = words[-1] if words else None
        label = targets[-1].thing.name if targets else ""
        match deed.verb:
            case "type":
                data = {"type": self._value(deed, label, "text")}
                return {**data, "into": last} if last else data
            case "select":
                return {"select": self._value(deed, label, "option"), "of": last}
            case "upload":
                data = {"upload": self._value(deed, label, "file")}
                return {**data, "to": last} if last else data
            case "dialog":
                answer = {"text": self._value(deed, "answer", "answer")} if deed.text else {}
                return {"dialog": "accept" if deed.on else "dismiss", **answer}
            case "tick":
                return {"tick": last} if deed.on else {"tick": last, "on": False}
            case "drag":
                return {"drag": words[0], "to": last}
            case "tab":
                return {"tab": deed.number}
            case verb if verb in _AIMED:
                return {verb: last}
            case verb:
                return {verb: deed.text}

    def _value(self, deed: Deed, label: str, otherwise: str) -> str:
        """What stands for a text: a secret as it is, else a parameter."""
        element = deed.aim.element if deed.aim else None
        if (element is not None and element.secret) or self._secrets & set(_HELD.findall(deed.text)):
            return self._made.given.secret(deed.text)
        if not deed.text:
            return ""
        there = sees(self._sight.eye, self._sight.frame(deed.before.frame), deed.text)
        return self._made.given.add(label, deed.text, otherwise=otherwise, common=there)

    def _scroll(self, deed: Deed, following: Deed | None, target: list[_Target]) -> None:
        """Until the next target can be seen; nothing where it could be seen before; else, or sideways, by notches."""
        over = self._over(deed)
        if following is None or not target or deed.across:
            data: dict[str, Any] = {"scroll": deed.number}
            if deed.across:
                data["sideways"] = deed.across
            self._add({**data, "over": over[0].name.words} if over else data, deed, over, ())
            return
        words = target[0].name.words
        if is_there(words, following.verb, self._sight.frame(deed.before.frame), self._sight):
            return
        data = {"scroll": None, "to": with_parameters(words, self._made.given.named)}
        self._add({**data, "over": over[0].name.words} if over else data, deed, [*over, *target], ())

    def _over(self, deed: Deed) -> list[_Target]:
        """What the wheel was turned over, when it moved a part of the screen that its middle is not in."""
        frame, later = self._sight.frame(deed.before.frame), deed.later
        if later is None or deed.aim is None:
            return []
        tiles = changed_tiles(frame, self._sight.frame(later)).nonzero()
        if not len(tiles[0]):
            return []
        top, bottom, left, right = tiles[0].min(), tiles[0].max() + 1, tiles[1].min(), tiles[1].max() + 1
        moved = Box(int(left) * TILE, int(top) * TILE, int(right) * TILE, int(bottom) * TILE)
        if moved.contains(Box(0, 0, frame.width, frame.height).center):
            return []
        thing = thing_at(deed.aim, self._sight)
        return [_Target(thing, name_of(thing, deed.verb, self._sight))]

    def _add(self, data: dict[str, Any], deed: Deed, targets: list[_Target], proofs: Sequence[Proof]) -> None:
        position = len(self._made.steps)
        notes = [deed.remark] if deed.remark else []
        notes += [_UNSURE] if any(not target.name.sure for target in targets) else []
        if targets:
            name = self._keep(deed.verb, position, targets, proofs)
            data = {**data, "anchor": name}
        truths = [with_names(proof, self._made.given.named) for proof in proofs]
        if truths:
            data = {**data, "then": [truth.model_dump(exclude_unset=True) for truth in truths]}
        self._made.steps.append(VERBS[deed.verb].model_validate(data))  # pyright: ignore[reportArgumentType]
        if notes:
            self._made.comments[position] = "; ".join(notes)

    def _keep(self, verb: str, position: int, targets: list[_Target], proofs: Sequence[Proof]) -> str:
        """Store the anchors of a step, and what was read after it with the last of them; the name of the anchors."""
        called = targets[-1].thing.name or targets[-1].name.words.removeprefix("the ")
        slug = identifier(called).replace("_", "-")[:_SLUG].strip("-")
        name = "-".join(part for part in (f"{position + 1:02d}", verb.replace("_", "-"), slug) if part)
        anchors: list[Anchor] = []
        pictures: dict[str, Frame] = {}
        for n, target in enumerate(targets):
            file = f"{name}{f'-{n + 1}' if n else ''}.png"
            anchor, pictures[file] = anchor_of(target.thing, file, self._sight, named=target.name.sure)
            anchors.append(anchor)
        patches: list[Patch] = []
        for proof in proofs:
            if proof.line is None or proof.picture is None:
                continue
            file = f"{name}-after-{len(patches) + 1}.png"
            frame = self._sight.frame(proof.picture)
            pictures[file] = Frame.from_pixels(frame.crop(proof.line.box), scale=frame.scale)
            patches.append(
                Patch(
                    text=proof.truth.visible or proof.truth.still or proof.line.text, box=proof.line.box, picture=file
                )
            )
        anchors[-1] = anchors[-1].model_copy(update={"after": tuple(patches)})
        self._made.anchors[name] = (tuple(anchors), pictures)
        return name
