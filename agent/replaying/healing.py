"""Healing: what a replay learned is proposed beside the script, and taken over when a person accepts it."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from ...env.events import Intent, Observed, Picture, Resolved, Rung
from ...env.trajectory import Trajectory
from ...tools.actions import Drag, point_of
from ...tools.alike import folded
from ...tools.errors import UsageError
from ...tools.eye.eye import Eye
from ...tools.frames import Frame
from ...tools.marked_yaml import Marked
from ..compiling.anchoring import anchor_of
from ..compiling.deeds import Aim
from ..compiling.naming import leads_to, name_of
from ..compiling.sight import Sight
from ..compiling.things import thing_at
from ..script.anchors import Anchor, Anchors, Patch
from ..script.verbs import targets_of, verb_of
from ..script.words import told
from .learned import Learned, keep_old

_TARGET_KEYS = ("click", "double_click", "right_click", "hover", "tick", "into", "of", "over", "to")


class Proposal(BaseModel):
    """A new anchor for a step, and new words where the old ones no longer lead to it.

    ``where`` is the way to the step in the script, ``line`` its line then; ``old`` and ``new`` are pictures of the
    thing, the old one relative to the anchors folder, the new one to the folder of the proposals.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    at: str
    line: int
    where: tuple[int | str, ...]
    step: str
    rung: Rung
    confidence: float
    run: Path
    words: str
    new_words: str | None
    words_at: tuple[int | str, ...]
    old: str | None
    new: str
    anchor: Anchor


def folder_of(script: Path) -> Path:
    """Where the proposals for a script are: ``heals/<name of the script>/`` beside it."""
    return script.parent / "heals" / script.stem


def propose(learned: Sequence[Learned], run: Path, eye: Eye) -> int:
    """Write a proposal for each step that was learned in a run; how many. Earlier ones of a step are replaced.

    Raises UsageError when the disk refuses.
    """
    trajectory = Trajectory.read(run)
    sight = Sight(run, eye)
    found = 0
    for one in {(learnt.path, learnt.where): learnt for learnt in learned}.values():
        aims = _aim(trajectory, one)
        if aims is None:
            continue
        aim, after = aims
        made = _proposal(one, aim, after, sight, run)
        try:
            _write(folder_of(one.path), *made)
        except OSError as error:
            raise UsageError(f"cannot write {str(folder_of(one.path))!r}: {error.strerror}") from None
        found += 1
    return found


def proposals(script: Path) -> tuple[Proposal, ...]:
    """The proposals for a script, in the order of its steps. Raises UsageError for a damaged one."""
    found: list[Proposal] = []
    for path in sorted(folder_of(script).glob("*.json")):
        try:
            found.append(Proposal.model_validate_json(path.read_text(encoding="utf-8")))
        except (OSError, ValidationError) as error:
            raise UsageError(f"{path} is no proposal: {str(error).splitlines()[0]}; delete it") from None
    return tuple(sorted(found, key=lambda one: one.line))


def accept(script: Path, found: Sequence[Proposal]) -> None:
    """Take proposals over into the script and its anchors, all or none; nothing changes when there are none.

    Raises UsageError when the script is another by now, or cannot be changed there.
    """
    if not found:
        return
    marked = Marked.read(script)
    for one in found:
        marked = _changed(marked, one, script)
    anchors = Anchors(script)
    for one in found:
        keep_old(script, one.name, one.words_at, one.words if one.new_words else None)
        picture = Frame.open(folder_of(script) / one.new)
        patches = {patch.picture: Frame.open(folder_of(script) / patch.picture) for patch in one.anchor.after}
        anchors.write(one.name, (one.anchor,), {one.anchor.picture: picture, **patches})
    script.write_text(marked.text, encoding="utf-8")
    shutil.rmtree(folder_of(script))


def shown(one: Proposal, script: Path) -> str:
    """A proposal as a person reads it: a small diff."""
    old = Anchors(script).folder / one.old if one.old else "no picture"
    return "\n".join(
        (
            f"{script}:{one.line}: step {one.at}: {one.step}",
            f"  found by {one.rung} ({one.confidence:.2f}) in {one.run}",
            f"- {one.words}  ({old})",
            f"+ {one.new_words or one.words}  ({folder_of(script) / one.new})",
        )
    )


def _changed(marked: Marked, one: Proposal, script: Path) -> Marked:
    """The script with a proposal taken over."""
    if marked.at(one.words_at) != one.words or marked.at((*one.where, "anchor")) not in (None, one.name):
        raise UsageError(
            f"{script}:{one.line}: the script was changed since {one.step!r} was replayed; "
            f"delete {str(folder_of(script))!r}, and replay it again"
        )
    if marked.at((*one.where, "anchor")) is None:
        marked = Marked(marked.added(one.where, "anchor", one.name), str(script))
    if one.new_words is not None:
        marked = Marked(marked.replaced(one.words_at, one.new_words), str(script))
    return marked


def _aim(trajectory: Trajectory, one: Learned) -> tuple[Aim, Picture | None] | None:
    """Where the input of a step went, and the screen when it was done."""
    events = trajectory.events
    start = max((n for n, event in enumerate(events) if isinstance(event, Resolved) and event.at == one.at), default=-1)
    if start < 0:
        return None
    observed = next(event for event in reversed(events[:start]) if isinstance(event, Observed))
    intent = next((event for event in events[start:] if isinstance(event, Intent)), None)
    if intent is None or isinstance(intent.action, Drag):
        return None
    at = point_of(intent.action)
    return None if at is None else (Aim(observed.frame, at, intent.element), _next_step(trajectory, start, one.at))


def _next_step(trajectory: Trajectory, start: int, at: str) -> Picture | None:
    """The screen on which the step after this one was begun."""
    seen: Picture | None = None
    for event in trajectory.events[start:]:
        if isinstance(event, Observed):
            seen = event.frame
        if isinstance(event, Resolved) and event.at != at:
            return seen
    return seen


def _proposal(
    one: Learned, aim: Aim, after: Picture | None, sight: Sight, run: Path
) -> tuple[Proposal, dict[str, Frame]]:
    verb = verb_of(one.step)
    thing = thing_at(aim, sight)
    words = targets_of(one.step)[-1]
    own = words == one.said  # words with a name in them are kept: other values would lead elsewhere
    name = one.step.anchor or f"{one.at.replace('.', '-')}-{verb}"
    named = leads_to(one.said, thing, verb, sight.frame(aim.picture), sight)
    better = None if named else name_of(thing, verb, sight)
    new_words = better.words if own and better and better.sure and better.words != words else None
    picture = f"{name}-{run.name}.png"
    anchor, crop = anchor_of(thing, picture, sight, named=named or bool(better and better.sure))
    patches = _patches(one, after, name, run, sight)
    anchor = anchor.model_copy(update={"after": tuple(patches)})
    marked = Marked.read(one.path)
    key = next(key for key in _TARGET_KEYS if getattr(one.step, key, None) == words)
    before = Anchors(one.path).read(one.step.anchor) if one.step.anchor else ()
    proposal = Proposal(
        name=name,
        at=one.at,
        line=marked.line(one.where),
        where=one.where,
        step=told(one.step),
        rung=one.rung,
        confidence=round(one.confidence, 3),
        run=run,
        words=words,
        new_words=new_words,
        words_at=(*one.where, key),
        old=before[-1].picture if before else None,
        new=picture,
        anchor=anchor,
    )
    return proposal, {picture: crop, **_crops(patches, after, sight)}


def _patches(one: Learned, after: Picture | None, name: str, run: Path, sight: Sight) -> list[Patch]:
    """What the texts that must be seen afterwards look like now."""
    if after is None:
        return []
    wanted = {folded(truth.seen): truth.seen for truth in one.step.then if truth.seen}
    lines = {folded(line.text): line for line in sight.lines(after)}
    return [
        Patch(text=text, box=lines[key].box, picture=f"{name}-{run.name}-after-{n}.png")
        for n, (key, text) in enumerate(wanted.items(), 1)
        if key in lines
    ]


def _crops(patches: Sequence[Patch], after: Picture | None, sight: Sight) -> dict[str, Frame]:
    """The pictures of patches, by their file names."""
    if after is None:
        return {}
    frame = sight.frame(after)
    return {patch.picture: Frame.from_pixels(frame.crop(patch.box).copy(), scale=after.scale) for patch in patches}


def _write(folder: Path, proposal: Proposal, pictures: dict[str, Frame]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, frame in pictures.items():
        (folder / name).write_bytes(frame.data)
    (folder / f"{proposal.name}.json").write_text(proposal.model_dump_json(indent=1) + "\n", encoding="utf-8")
