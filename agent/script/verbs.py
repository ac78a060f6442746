"""The verbs of a script: one frozen model each, told by the key that names it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, PositiveFloat, Tag, model_validator

from ...tasks.variants import Strict, by_key

Words = Annotated[str, Field(min_length=1, description="A target in words: the Save button")]
Text = Annotated[str, Field(description="Text; {name} stands for a parameter or a secret")]


class Truth(Strict):
    """What must be true of the screen after a step; exactly one of its fields is given."""

    seen: str | None = Field(default=None, description="A text that can be read")
    gone: str | None = Field(default=None, description="A text that cannot be read any more")
    visible: str | None = Field(default=None, description="A thing in words that can be seen")
    still: str | None = Field(
        default=None, description="A text that could be read before, and still can be when all else is true"
    )
    changed: Literal[True] | None = Field(
        default=None, description="Something on the screen is other than before the step"
    )

    @model_validator(mode="after")
    def _one(self) -> Truth:
        if sum(value is not None for _, value in self) != 1:
            raise ValueError("exactly one of seen, gone, visible, still, changed was expected")
        return self


class _Step(Strict):
    """What every step may say. ``anchor`` names what was recorded of it, in the anchors folder of the script."""

    anchor: str | None = Field(default=None, description="What was recorded of this step: a name in the anchors folder")
    then: tuple[Truth, ...] = Field(
        default=(), description="What must be true afterwards; the run halts when it is not"
    )
    optional: bool = Field(default=False, description="Go on when its target does not come in time")
    within_s: PositiveFloat | None = Field(
        None, description="Seconds for the target to come, and for what must be true"
    )


class Open(_Step):
    """Open an address; on a desktop, start an application by its name or command line."""

    open: Text


class Go(_Step):
    """Go back one page, or load this one again."""

    go: Literal["back", "reload"]


class Tab(_Step):
    """Bring another tab to the front, counted from 1 in order of opening."""

    tab: Annotated[int, Field(ge=1)]


class Window(_Step):
    """Bring a desktop's window to the front whose title is or contains this."""

    window: Text


class Dialog(_Step):
    """Answer the JavaScript dialog that is open; ``text`` for one that asks for some."""

    dialog: Literal["accept", "dismiss"]
    text: Text = ""


class Click(_Step):
    """Click something."""

    click: Words


class DoubleClick(_Step):
    """Click something twice."""

    double_click: Words


class RightClick(_Step):
    """Click something with the right button."""

    right_click: Words


class Hover(_Step):
    """Put the pointer on something."""

    hover: Words


class Tick(_Step):
    """Make a check box ticked, or not."""

    tick: Words
    on: bool = True


class Type(_Step):
    """Put text into a field, replacing what is there; without a field, type where the focus is."""

    type: Text
    into: Words | None = None


class Select(_Step):
    """Choose an option of a drop-down or of a group of radio buttons."""

    select: Text
    of: Words | None = None


class Press(_Step):
    """Press keys together: Enter, Ctrl+S."""

    press: Annotated[str, Field(min_length=1)]


class Scroll(_Step):
    """Turn the wheel by notches (positive is down, ``sideways`` right), or until something can be seen.

    ``over`` is a thing, or the middle of the screen.
    """

    scroll: int | None = Field(description="Wheel notches; null with to")
    sideways: int = 0
    to: Words | None = None
    over: Words | None = None

    @model_validator(mode="after")
    def _one(self) -> Scroll:
        if (self.scroll is None) == (self.to is None):
            raise ValueError("scroll: a number of notches, or scroll: null with to: something in words")
        if self.to is not None and self.sideways:
            raise ValueError("sideways goes with a number of notches, which may be 0, not with to")
        return self


class Drag(_Step):
    """Drag one thing onto another."""

    drag: Words
    to: Words


class Upload(_Step):
    """Give a file to the page; ``to`` is what opens its file chooser, unless one is open."""

    upload: Text
    to: Words | None = None


class WaitFor(_Step):
    """Wait until a text can be read, or cannot any more."""

    wait_for: Text
    gone: bool = False


class Expect(_Step):
    """A text must be readable; like wait_for, and said when it is what the script is there to prove."""

    expect: Text


class Extract(_Step):
    """Read something from the screen and keep it as a variable, from then on ``{name}``.

    Without ``fields``, one value in words. With them, a record: the name of each, and what it is called on the screen;
    with ``rows`` a list of such records.
    """

    extract: Text
    into: Annotated[str, Field(pattern=r"^[A-Za-z_]\w*$")]
    fields: dict[str, str] | None = None
    rows: bool = False


class Act(_Step):
    """Carry out an instruction in words with the model of the run."""

    act: Text


class AskPerson(_Step):
    """Ask the person at the terminal; the answer is a variable, or nothing but leave to go on."""

    ask_person: Text
    into: Annotated[str, Field(pattern=r"^[A-Za-z_]\w*$")] | None = None


class Repeat(_Step):
    """Do steps for each row of a CSV file; its columns are variables in them."""

    repeat: Annotated[str, Field(description="A CSV file with a row of names, relative to the script")]
    steps: tuple[Step, ...]


class IfSeen(_Step):
    """Do steps when a text or thing can be seen, else others."""

    if_seen: Words
    steps: tuple[Step, ...]
    otherwise: tuple[Step, ...] = ()


class Run(_Step):
    """Run another script here, with its parameters."""

    run: Annotated[str, Field(description="A script file, relative to this one")]
    set: dict[str, str] = Field(default_factory=dict)


VERBS: dict[str, type[_Step]] = {
    "open": Open, "go": Go, "tab": Tab, "window": Window, "dialog": Dialog,
    "click": Click, "double_click": DoubleClick, "right_click": RightClick, "hover": Hover, "tick": Tick,
    "type": Type, "select": Select, "press": Press, "scroll": Scroll, "drag": Drag, "upload": Upload,
    "wait_for": WaitFor, "expect": Expect, "extract": Extract, "act": Act, "ask_person": AskPerson,
    "repeat": Repeat, "if_seen": IfSeen, "run": Run,
}  # fmt: skip

Step = Annotated[
    Annotated[Open, Tag("open")]
    | Annotated[Go, Tag("go")]
    | Annotated[Tab, Tag("tab")]
    | Annotated[Window, Tag("window")]
    | Annotated[Dialog, Tag("dialog")]
    | Annotated[Click, Tag("click")]
    | Annotated[DoubleClick, Tag("double_click")]
    | Annotated[RightClick, Tag("right_click")]
    | Annotated[Hover, Tag("hover")]
    | Annotated[Tick, Tag("tick")]
    | Annotated[Type, Tag("type")]
    | Annotated[Select, Tag("select")]
    | Annotated[Press, Tag("press")]
    | Annotated[Scroll, Tag("scroll")]
    | Annotated[Drag, Tag("drag")]
    | Annotated[Upload, Tag("upload")]
    | Annotated[WaitFor, Tag("wait_for")]
    | Annotated[Expect, Tag("expect")]
    | Annotated[Extract, Tag("extract")]
    | Annotated[Act, Tag("act")]
    | Annotated[AskPerson, Tag("ask_person")]
    | Annotated[Repeat, Tag("repeat")]
    | Annotated[IfSeen, Tag("if_seen")]
    | Annotated[Run, Tag("run")],
    by_key(*VERBS),
]

for _kind in (Repeat, IfSeen):
    _kind.model_rebuild()


def verb_of(step: _Step) -> str:
    """The key that names what a step does."""
    return next(name for name, kind in VERBS.items() if isinstance(step, kind))


def targets_of(step: Any) -> tuple[str, ...]:
    """The targets in words of a step, the one that is acted on last coming last."""
    match step:
        case Click(click=words) | DoubleClick(double_click=words) | RightClick(right_click=words):
            return (words,)
        case Hover(hover=words) | Tick(tick=words):
            return (words,)
        case Type(into=words) | Select(of=words) | Upload(to=words):
            return (words,) if words else ()
        case Scroll(to=to, over=over):
            return tuple(words for words in (over, to) if words)
        case Drag(drag=start, to=end):
            return (start, end)
        case _:
            return ()
