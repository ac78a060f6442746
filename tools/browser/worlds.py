"""Our own scripts in each frame of a tab, out of the page's sight, with a way to call what they define."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from .devtools import command

if TYPE_CHECKING:
    from playwright.async_api import CDPSession

WORLD = "eyehand"
BINDING = "eyehandReport"
"""The function by which our scripts report; pages cannot see it."""
SCRIPTS = ("describe.js", "select.js")
Report = Callable[[str, dict[str, Any]], None]
"""Takes the DevTools id of the frame that reports, and what it says."""


@dataclass(frozen=True, slots=True)
class FrameInfo:
    """A frame of the tab: the one around it (None for the page itself), its name and address."""

    parent: str | None
    name: str = ""
    url: str = ""

    @property
    def called(self) -> str:
        """As ``Element.frames`` calls it: the name, or else the address without its query."""
        return self.name or self.url.partition("#")[0].partition("?")[0]


class Place(NamedTuple):
    """Where an inner window lies in an outer one: ``outer = left + scale * inner``, in CSS pixels."""

    left: float = 0.0
    top: float = 0.0
    scale: float = 1.0

    def inside(self, outer: Place) -> Place:
        """The place in the window that is one further out."""
        left, top = outer.point(self.left, self.top)
        return Place(left, top, self.scale * outer.scale)

    def point(self, x: float, y: float) -> tuple[float, float]:
        return self.left + self.scale * x, self.top + self.scale * y


class Worlds:
    """The isolated worlds of one tab. ``report`` hears what scripts say; ``scripts`` may grow before the tab attaches.

    Every method raises Playwright's Error when the frame is gone.
    """

    def __init__(self) -> None:
        self.scripts: list[str] = list(SCRIPTS)
        self.report: Report | None = None
        self.frames: dict[str, FrameInfo] = {}
        self._contexts: dict[str, tuple[CDPSession, int]] = {}

    async def enter(self, session: CDPSession) -> None:
        """Have the scripts run in all frames of this session's process, now and after each navigation."""
        session.on("Runtime.executionContextCreated", partial(self._on_created, session))
        session.on("Runtime.executionContextDestroyed", partial(self._on_gone, session))
        session.on("Runtime.bindingCalled", partial(self._on_report, session))
        session.on("Page.frameAttached", self._on_attached)
        session.on("Page.frameNavigated", self._on_navigated)
        session.on("Page.frameDetached", self._on_detached)
        await command(session, "Page.enable")
        self._on_tree((await command(session, "Page.getFrameTree"))["frameTree"])
        await command(session, "Runtime.enable")
        if self.report is not None:
            await command(session, "Runtime.addBinding", name=BINDING, executionContextName=WORLD)
        for script in self.scripts:
            await command(
                session,
                "Page.addScriptToEvaluateOnNewDocument",
                source=_script(script),
                worldName=WORLD,
                includeCommandLineAPI=True,  # which has getAccessibleRole and getAccessibleName
                runImmediately=True,
            )

    @property
    def main(self) -> str:
        """The frame that is the page itself. Raises KeyError before there is one."""
        return next(key for key, frame in self.frames.items() if frame.parent is None)

    def path(self, frame: str) -> tuple[str, ...]:
        """How the frame is reached, outermost first: empty for the page itself."""
        found: list[str] = []
        info = self.frames.get(frame)
        while info is not None and info.parent is not None:
            found.append(info.called)
            info = self.frames.get(info.parent)
        return tuple(reversed(found))

    def at(self, path: tuple[str, ...]) -> list[str]:
        """The frames that are reached so."""
        return [frame for frame in self._contexts if self.path(frame) == path]

    async def call(self, frame: str, function: str, *arguments: Any) -> Any:
        """What a JavaScript function says in our world of a frame; None when the frame has none (yet)."""
        known = self._contexts.get(frame)
        if known is None:
            return None
        session, context = known
        answer = await command(
            session,
            "Runtime.callFunctionOn",
            functionDeclaration=function,
            executionContextId=context,
            arguments=[{"value": argument} for argument in arguments],
            returnByValue=True,
        )
        return answer["result"].get("value")

    async def hold(self, frame: str, expression: str) -> tuple[CDPSession, str] | None:
        """A handle (object id, with its session) of what an expression gives in our world; None for nothing."""
        known = self._contexts.get(frame)
        if known is None:
            return None
        session, context = known
        answer = await command(session, "Runtime.evaluate", expression=expression, contextId=context)
        held = answer["result"].get("objectId")
        return None if held is None else (session, held)

    async def ask(self, session: CDPSession, held: str, function: str) -> Any:
        """What a JavaScript function says of a handle, its ``this``."""
        answer = await command(
            session, "Runtime.callFunctionOn", functionDeclaration=function, objectId=held, returnByValue=True
        )
        return answer["result"].get("value")

    async def resolve(self, frame: str, node: int) -> tuple[CDPSession, str] | None:
        """A handle in our world of a node of that frame's process."""
        known = self._contexts.get(frame)
        if known is None:
            return None
        session, context = known
        found = await command(session, "DOM.resolveNode", backendNodeId=node, executionContextId=context)
        return session, found["object"]["objectId"]

    async def place(self, frame: str) -> Place:
        """Where a frame's window lies in the page's."""
        info = self.frames.get(frame)
        if info is None or info.parent is None or info.parent not in self._contexts:
            return Place()
        session, _ = self._contexts[info.parent]
        owner = await command(session, "DOM.getFrameOwner", frameId=frame)
        held = await self.resolve(info.parent, owner["backendNodeId"])
        if held is None:
            return Place()
        said = await self.ask(*held, "function () { return eyehand.placeOf(this); }")
        return Place(**said).inside(await self.place(info.parent))

    def _on_created(self, session: CDPSession, event: dict[str, Any]) -> None:
        context = event["context"]
        if context["name"] == WORLD:
            self._contexts[context["auxData"]["frameId"]] = (session, context["id"])

    def _on_gone(self, session: CDPSession, event: dict[str, Any]) -> None:
        gone = (session, event["executionContextId"])
        self._contexts = {frame: known for frame, known in self._contexts.items() if known != gone}

    def _on_report(self, session: CDPSession, event: dict[str, Any]) -> None:
        known = (session, event["executionContextId"])
        frame = next((frame for frame, one in self._contexts.items() if one == known), None)
        if event["name"] == BINDING and frame is not None and self.report is not None:
            self.report(frame, json.loads(event["payload"]))

    def _on_tree(self, tree: dict[str, Any]) -> None:
        self._learn(tree["frame"])
        for child in tree.get("childFrames", []):
            self._on_tree(child)

    def _on_attached(self, event: dict[str, Any]) -> None:
        self.frames.setdefault(event["frameId"], FrameInfo(event["parentFrameId"]))

    def _on_navigated(self, event: dict[str, Any]) -> None:
        frame = event["frame"]
        for gone in [inner for inner, info in self.frames.items() if info.parent == frame["id"]]:
            self._forget(gone)  # nobody tells of the frames of a document that was left
        self._learn(frame)

    def _learn(self, frame: dict[str, Any]) -> None:
        before = self.frames.get(frame["id"], FrameInfo(None))
        parent = frame.get("parentId") or before.parent
        self.frames[frame["id"]] = replace(before, parent=parent, name=frame.get("name", ""), url=frame["url"])

    def _forget(self, frame: str) -> None:
        self.frames.pop(frame, None)
        self._contexts.pop(frame, None)
        for inner in [inner for inner, info in self.frames.items() if info.parent == frame]:
            self._forget(inner)

    def _on_detached(self, event: dict[str, Any]) -> None:
        if event.get("reason") != "swap":  # else it goes on in another process
            self._forget(event["frameId"])


@cache
def _script(name: str) -> str:
    return (Path(__file__).parent / name).read_text(encoding="utf-8")
