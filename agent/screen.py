"""The Python face of eyehand: a screen that is told what to do, in words."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar, Unpack

from pydantic import SecretStr

from ..env.events import Outcome
from ..tools.errors import ActionError, EnvError, FormatError
from ..tools.eye.location import Location
from ..tools.frames import Frame
from ..tools.secrets import Secrets
from .episode import Episode
from .extraction.asked import extract_by_asking
from .extraction.face import extract
from .extraction.looking import Looking, frames_in
from .models.choice import Models
from .models.embedded import Embedded
from .models.vision_model import VisionModel
from .planner.grammar.keys import keys_in
from .planner.plan import (
    Attach,
    Choose,
    ClickOn,
    DragTo,
    Fill,
    Front,
    Hover,
    Keys,
    Open,
    PlanStep,
    Read,
    SaveAs,
    ScrollBy,
    ScrollTo,
    See,
    StartApp,
    Tick,
)
from .protocols import Decider
from .report import write_report
from .settings import load
from .start import new_folder, start_browser, start_desktop
from .waiting import Waiting

T = TypeVar("T")


class Screen:
    """One open screen. Targets are said in words; each call waits until the screen is still.

    A call that cannot be carried out raises ActionError with the reason, and EnvError when the screen is gone.
    Everything that happens is in the run folder ``folder``, as with `eyehand run`.
    """

    def __init__(self, episode: Episode) -> None:
        self._episode = episode

    @property
    def folder(self) -> Path:
        return self._episode.folder

    def act(self, instruction: str, *, expect: Sequence[str] = ()) -> Outcome:
        """Carry out an instruction in words with the model of this screen.

        The outcome is "success", or "unverified" when nothing on the screen proves it; every other raises.
        """
        return _checked(self._episode.run(instruction, expect))

    def click(self, target: str) -> None:
        self._do(ClickOn(target, "left", 1), f"click {target}")

    def double_click(self, target: str) -> None:
        self._do(ClickOn(target, "left", 2), f"double click {target}")

    def right_click(self, target: str) -> None:
        self._do(ClickOn(target, "right", 1), f"right click {target}")

    def hover(self, target: str) -> None:
        self._do(Hover(target), f"hover over {target}")

    def drag(self, start: str, end: str) -> None:
        self._do(DragTo(start, end), f"drag {start} to {end}")

    def type(self, text: str, *, into: str = "") -> None:
        """Put text into a field, replacing what is there; without a field, type where the focus is.

        ``{name}`` stands for a secret.
        """
        self._do(Fill(into, text), f"type {text!r}" + (f" into {into!r}" if into else ""))

    def select(self, option: str, *, of: str = "") -> None:
        """Choose an option of a drop-down or a group of radio buttons."""
        self._do(Choose(option, of), f"choose {option!r}" + (f" in {of!r}" if of else ""))

    def tick(self, label: str, on: bool = True) -> None:
        self._do(Tick(label, on), f"{'tick' if on else 'untick'} {label!r}")

    def press(self, keys: str) -> None:
        """Press keys together: "Enter", "Ctrl+S". Raises ActionError when a key is unknown."""
        found = keys_in(keys if "+" in keys else f"{keys} key")
        if found is None:
            raise ActionError(f"{keys!r} names no keys; write them like 'Enter' or 'Ctrl+S'")
        self._do(Keys(found), f"press {keys}")

    def scroll(self, notches: int = 5, *, to: str = "") -> None:
        """Scroll by wheel notches (positive is down), or until something can be seen."""
        self._do(ScrollTo(to) if to else ScrollBy(notches), f"scroll to {to}" if to else f"scroll {notches}")

    def goto(self, url: str) -> None:
        self._do(Open(url), f"open {url}")

    def launch(self, app: str) -> None:
        """Start an application on a desktop, by name ("the calculator") or command line, and wait for its window."""
        self._do(StartApp(app), f"start {app}")

    def focus(self, title: str) -> None:
        """Bring a desktop's window to the front whose title is or contains this."""
        self._do(Front(title), f"bring the {title} window to the front")

    def save_as(self, name: str) -> None:
        """Save what the active application shows as a file, through its own dialog."""
        self._do(SaveAs(name), f"save it as {name}")

    def upload(self, path: Path | str, *, to: str = "") -> None:
        """Give a file to the page; ``to`` is what opens its file chooser."""
        self._do(Attach(str(Path(path).resolve()), to), f"upload {path}")

    def expect(self, text: str) -> None:
        """Wait some seconds until a text can be read; raises ActionError when it cannot."""
        self._do(See(text), f"expect {text!r}")

    def wait_for(self, text: str, *, gone: bool = False, within_s: float = 30.0) -> None:
        """Wait until a text can be read, or with ``gone`` until it can be read no more.

        Raises ActionError when that is not so within this many seconds; the screen is looked at once at least.
        """
        waiting = Waiting(self._episode.eye, text, gone=gone, within_s=within_s)
        self._by(waiting, f"wait until {text!r} {'disappears' if gone else 'appears'}")

    def read(self, what: str) -> str:
        """The value that stands beside, behind or under a name: ``read("the order number")``."""
        return self._do(Read(what), f"read {what}").answer or ""

    def ask(self, question: str) -> str | None:
        """What this screen has shown so far, asked in words; None when no picture answers it."""
        model = self._episode.decider
        answerer = model if isinstance(model, VisionModel) else Embedded(self._episode.eye)
        try:
            return answerer.answer(self._episode.history.parts, question).text
        except FormatError as error:
            raise ActionError(f"{model.name} gave no answer that can be used: {error}") from None

    def extract(self, model: type[T], words: str = "") -> T:
        """An instance of a pydantic model, or of ``list[Model]``, from what the screen shows: ``extraction.face``.

        A list is read on below the fold to its end, at most 40 looks, and so is the page for a value that cannot be
        seen yet; the screen stays scrolled. Other pages of a list are not turned to. With a vision-language model the
        model reads it. Raises ActionError when a value is absent, is not of its type, or may be two.
        """
        looking = Looking(self._episode.eye, model, words)
        self._by(looking, f"extract {words or 'what the screen shows'!r}")
        decider, history = self._episode.decider, self._episode.history
        if isinstance(decider, VisionModel):
            return extract_by_asking(decider, history.current().parts, model, words)
        return extract(frames_in(history), model, words, self._episode.eye)

    def mark(self) -> None:
        """Mark the screen that was looked at last: when old ones are told smaller or not at all, it stays."""
        self._episode.mark()

    def locate(self, target: str) -> Location:
        """Where a target is on the screen now, in frame pixels."""
        return self._episode.eye.locate(self.screenshot(), target)

    def screenshot(self) -> Frame:
        """The screen now, when it is still."""
        return self._episode.env.observe().frame

    def _do(self, step: PlanStep, words: str) -> Outcome:
        """One step of a plan, as an instruction of its own; it need not be verified beyond what the step looks at."""
        return self._by(Embedded(self._episode.eye, (step,)), words)

    def _by(self, decider: Decider, words: str) -> Outcome:
        """An instruction that another decider than the screen's model carries out."""
        model = self._episode.decider
        self._episode.decider = decider
        try:
            return _checked(self._episode.run(words))
        finally:
            self._episode.decider = model


@contextmanager
def browser(
    url: str,
    *,
    headed: bool = False,
    viewport: tuple[int, int] = (1280, 800),
    scale: float = 1.0,
    profile: Path | str | None = None,
    storage_state: Path | str | None = None,
    cdp: str | None = None,
    secrets: Mapping[str, str] | None = None,
    out: Path | str | None = None,
    **models: Unpack[Models],
) -> Generator[Screen]:
    """Open a page in Chromium and yield its screen; at the end the browser is gone and the run folder stays.

    ``viewport`` is CSS pixels, ``scale`` device pixels per CSS pixel. ``secrets`` are typed as ``{name}`` and written
    nowhere. ``models`` are ``model``, ``grounder``, ``base_url`` and ``model_id``, like the flags of `eyehand run`.
    Raises UsageError for bad arguments, EnvError when there is no browser or the page cannot be reached.
    """
    flags = {
        **models,
        "browser.headed": headed,
        "browser.viewport": viewport,
        "browser.scale": scale,
        "browser.profile": profile,
        "browser.storage_state": storage_state,
        "browser.cdp": cdp,
    }
    hidden = Secrets({name: SecretStr(value) for name, value in (secrets or {}).items()})
    folder = new_folder(Path(out) if out else None, url)
    episode = start_browser(url, folder, load(flags=flags), secrets=hidden, secret_specs=hidden.names)
    with _opened(episode) as screen:
        yield screen


@contextmanager
def desktop(
    app: str | None = None,
    *,
    display: str | None = None,
    monitor: int = 0,
    size: tuple[int, int] = (1280, 800),
    vnc: bool = False,
    secrets: Mapping[str, str] | None = None,
    out: Path | str | None = None,
    **models: Unpack[Models],
) -> Generator[Screen]:
    """Start a virtual desktop, or use a real ``display``, and yield its screen; ``app`` is started first.

    At the end a virtual desktop is gone with its applications; what they saved is in ``home`` in the run folder. The
    other arguments are those of ``env.desktop.DesktopEnv`` and of ``browser``. Raises UsageError and EnvError.
    """
    flags = {
        **models,
        "desktop.display": display,
        "desktop.monitor": monitor,
        "desktop.size": size,
        "desktop.app": app,
        "desktop.vnc": vnc,
    }
    hidden = Secrets({name: SecretStr(value) for name, value in (secrets or {}).items()})
    folder = new_folder(Path(out) if out else None, app or "desktop")
    with _opened(start_desktop(folder, load(flags=flags), secrets=hidden, secret_specs=hidden.names)) as screen:
        yield screen


@contextmanager
def _opened(episode: Episode) -> Generator[Screen]:
    """The screen of an episode while the block runs, and its report afterwards."""
    try:
        episode.open()
        yield Screen(episode)
    finally:
        episode.close()
        write_report(episode.folder)


def _checked(outcome: Outcome) -> Outcome:
    match outcome.outcome:
        case "success" | "unverified":
            return outcome
        case "stopped":
            raise KeyboardInterrupt
        case "error":
            raise EnvError(outcome.reason)
        case _:
            raise ActionError(outcome.reason)
