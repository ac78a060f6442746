"""What is asked for as a pydantic model, read from frames: no model server, and nothing but pixels."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar, cast

from pydantic import BaseModel, TypeAdapter, ValidationError

from ...tools.errors import ActionError, UsageError
from ...tools.eye.eye import Eye
from ...tools.eye.locating.matching import fit
from ...tools.frames import Frame
from ...tools.geometry import Box
from .joining import join
from .numbers import Unfit
from .record import Twice, read_record
from .rows import Grid, read_cards, read_on, read_tables
from .things import Sight
from .values import Seen, converted
from .wanted import Wanted, model_of, row_model, wanted_of

T = TypeVar("T")
_TOLD = 8  # texts of the screen in a message
_HEADING = 0.8  # the least fit of a heading


def extract(frames: Frame | Sequence[Frame], model: type[T], words: str = "", eye: Eye | None = None) -> T:
    """An instance of a pydantic model, or of ``list[Model]``, read from one frame or from several that were scrolled.

    The words that name a field on the screen are its title or alias, its own name with blanks, or its description, or
    others of the same meaning ("Order no." for ``order_number``, 客户 for ``customer``). A value stands in a field,
    behind a colon, right of its name, below it, or in a column that it heads; a list of models is a table, or cards.
    ``words`` say which: the title over it ("the billing address"), or what is in its row ("the order of Ada").

    Raises ActionError when a value that must be there is not seen, is not of its type, or may be two, and UsageError
    when ``model`` is no model or there is no frame.
    """
    seen = [frames] if isinstance(frames, Frame) else list(frames)
    if not seen:
        raise UsageError("no frame was given; one at least was expected")
    eye = eye or Eye()
    sights = [Sight.of(eye, frame) for frame in seen]
    row = row_model(model)
    if row is not None:
        data: Any = _rows(sights, row, words, "")
    elif isinstance(cast(Any, model), type) and issubclass(model, BaseModel):
        data = _record(sights, model, words)
    else:
        raise UsageError(f"{model!r} is no pydantic model and no list of one; extract(Invoice) or extract(list[Row])")
    return validated(model, data)


def extract_fields(
    frames: Frame | Sequence[Frame],
    fields: Mapping[str, str | Mapping[str, Any]],
    words: str = "",
    eye: Eye | None = None,
    *,
    rows: bool = False,
) -> Any:
    """``extract`` of named fields without a class (``wanted.model_of``): a dict, or with ``rows`` a list of dicts."""
    model = model_of(fields)
    if not rows:
        return extract(frames, model, words, eye).model_dump()
    found = extract(frames, cast(Any, list[model]), words, eye)
    return [row.model_dump() for row in found]


def validated(model: Any, data: Any) -> Any:
    """The model's own judgement of values that were read. Raises ActionError with what it says."""
    try:
        return TypeAdapter(model).validate_python(data, by_name=True, by_alias=True)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise ActionError(f"{where}: {first['input']!r} was read, but the model says: {first['msg']}") from None


def _record(sights: list[Sight], model: type[BaseModel], words: str, outer: str = "") -> dict[str, Any]:
    """The fields of a model, read from the first sight that shows each."""
    fields = wanted_of(model, outer)
    plain = tuple(field for field in fields if field.rows is None and field.inner is None)
    seen = _row_of(sights, plain, words) or _named(sights, plain, words)
    data: dict[str, Any] = {}
    for field in fields:
        if field.rows is not None:
            data.update(_inner_rows(sights, field))
        elif field.inner is not None:
            data.update(_inner(sights, field, words))
        elif field.name in seen:
            data.update(_converted({field.name: seen[field.name]}, (field,)))
        elif field.required:
            raise ActionError(_missing(field, sights))
    return data


def _inner_rows(sights: list[Sight], field: Wanted) -> dict[str, Any]:
    assert field.rows is not None
    try:
        return {field.name: _rows(sights, field.rows, "", field.names[0])}
    except ActionError:
        if field.required:
            raise
        return {}


def _inner(sights: list[Sight], field: Wanted, words: str) -> dict[str, Any]:
    assert field.inner is not None
    try:
        return {field.name: _record(sights, field.inner, field.names[0], field.names[-1] or words)}
    except ActionError:
        if field.required:
            raise
        return {}


def _named(sights: list[Sight], fields: tuple[Wanted, ...], words: str) -> dict[str, Seen]:
    found: dict[str, Seen] = {}
    for sight in sights:
        left = tuple(field for field in fields if field.name not in found)
        try:
            found |= read_record(sight, left, _heading(sight, words)) if left else {}
        except Twice as error:
            raise ActionError(str(error)) from None
    return found


def _row_of(sights: list[Sight], fields: tuple[Wanted, ...], words: str) -> dict[str, Seen] | None:
    """The one row of a table that the words name, or its only one; None when there is no table of these fields."""
    if len(fields) < 2:
        return None
    grids = [grid for sight in sights[:1] for grid in read_tables(sight, fields) if grid.rows]
    if not grids:
        return None
    rows = grids[0].rows
    asked = _flat(words)
    told = [
        row for row in rows if any(len(_flat(seen.text)) > 1 and _flat(seen.text) in asked for seen in row.values())
    ]
    chosen = told if asked else []
    if len(chosen) == 1 or len(rows) == 1:
        return (chosen or rows)[0]
    beside = _named([sight.without(grids[0].box) for sight in sights[:1]], fields, words)
    if beside.keys() >= {field.name for field in fields if field.required}:
        return beside
    raise ActionError(
        f"{len(rows)} rows of a table may be meant; say which ('the row of …'), or ask for a list of the model"
    )


def _rows(sights: list[Sight], model: type[BaseModel], words: str, name: str) -> list[dict[str, Any]]:
    """The rows of a list, over all sights."""
    fields = wanted_of(model)
    first = _grid(sights[0], fields, words or name)
    if first is None:
        alone = _named(sights[:1], fields, words)
        if alone.keys() >= {field.name for field in fields if field.required}:
            return [_converted(alone, fields)]
        raise ActionError(_no_table(sights[0], fields, name))
    rows, last = (
        list(first.rows if len(sights) == 1 else first.whole_rows(sights[0].scene.height, top=False)),
        len(sights) - 1,
    )
    for at, sight in enumerate(sights[1:], start=1):
        following = read_on(sight, fields, first) if first.columns else _grid(sight, fields, words)
        if following is not None:
            rows = join(rows, following.whole_rows(sight.scene.height, bottom=at < last))
    return [_converted(row, fields, at) for at, row in enumerate(rows, start=1)]


def _grid(sight: Sight, fields: tuple[Wanted, ...], words: str) -> Grid | None:
    """The table or the cards that show the fields; of several equal ones that under the title that was asked for."""
    grids = read_tables(sight, fields) or read_cards(sight, fields)
    if len(grids) < 2 or len(grids[0].columns) > len(grids[1].columns):
        return grids[0] if grids else None
    equal = [grid for grid in grids if len(grid.columns) == len(grids[0].columns)]
    heading = _heading(sight, words)
    under = [grid for grid in equal if heading and grid.box.y0 >= heading.y0 - 4 and grid.box.x1 > heading.x0]
    if not under:
        raise ActionError(f"{len(equal)} tables on the screen have these columns; say which by the title over it")
    return min(under, key=lambda grid: (grid.box.y0, abs(grid.box.x0 - heading.x0 if heading else 0)))


def _heading(sight: Sight, words: str) -> Box | None:
    """Where the title stands that the words name; None when none does."""
    asked = re.sub(r"^(?:the|all|a|an)\s+", "", words.strip(), flags=re.IGNORECASE)
    fits = [(fit(asked, thing.text).score, thing.box) for thing in sight.words] if asked else []
    best = max((score for score, _ in fits), default=0.0)
    found = [box for score, box in fits if score == best >= _HEADING]
    return max(found, key=lambda box: box.height) if found else None


def _converted(row: Mapping[str, Seen], fields: tuple[Wanted, ...], number: int = 0) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for field in (field for field in fields if field.name in row):
        seen = row[field.name]
        if not seen.text and seen.ticked is None and not field.required:
            continue
        try:
            data[field.name] = converted(seen, field.annotation)
        except Unfit as error:
            where = f" in row {number}" if number else ""
            raise ActionError(f"the value of {field.name!r}{where}: {error}") from None
    return data


def _missing(field: Wanted, sights: list[Sight]) -> str:
    return (
        f"{field.name!r} cannot be seen: nothing named {_or(field.names)} with a value of its type; "
        f"seen: {_near(field, sights)}. Give the field a title as it stands there, or make it optional"
    )


def _no_table(sight: Sight, fields: tuple[Wanted, ...], name: str) -> str:
    heads = [", ".join(c.head or "?" for c in region.columns) for region in sight.scene.regions if region.columns]
    needed = ", ".join(repr(field.name) for field in fields if field.required)
    seen = "; ".join(f"a table of {head}" for head in heads) or _near(fields[0], [sight])
    return f"no table or cards{f' of {name}' if name else ''} with {needed or 'these fields'} can be seen; seen: {seen}"


def _near(field: Wanted, sights: list[Sight]) -> str:
    """The texts on the screen that are most like a field's name."""
    from rapidfuzz import fuzz

    texts = dict.fromkeys(thing.text for sight in sights for thing in sight.words)
    likest = sorted(texts, key=lambda text: -max(fuzz.ratio(name.casefold(), text.casefold()) for name in field.names))
    return ", ".join(repr(text) for text in likest[:_TOLD]) or "no text"


def _or(names: Sequence[str]) -> str:
    return " or ".join(repr(name) for name in names[:3])


def _flat(text: str) -> str:
    return re.sub(r"\W+", "", text.casefold())
