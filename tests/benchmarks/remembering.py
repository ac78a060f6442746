"""What an agent can know that is told more or less of its past: ``python -m tests.benchmarks.remembering``.

``--write`` puts the table into docs/results/remembering.md.

A code is readable once, on the second page or in a toast of 0.4 s on it, and asked for so many pages later. Whoever
decides is no model: it presses Next, and at the end types the code if the embedded eye can read it on any picture of
the request, as large as that is there; else it asks the memory where there is one, else it gives up. Real Chromium,
the real messages of a model behind a server. *Last 5* tells all words, and the five newest screens, as most agents
do. *Folded* has so many tokens of context, and the memory that the model can ask. Tokens are counted by the server of
the tests, which knows four letters to a token; seconds are those of a step, the decider's not among them.
"""

from __future__ import annotations

import argparse
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory

from rich import box
from rich.console import Console
from rich.table import Table

from eyehand.agent.history import History, Screen
from eyehand.agent.models.choice import Choice, vision_model
from eyehand.agent.models.vision_model import VisionModel
from eyehand.agent.protocols import Reply
from eyehand.agent.settings import load
from eyehand.agent.start import start_browser
from eyehand.env.events import Observed, Replied
from eyehand.tools.eye.eye import Eye
from eyehand.tools.frames import Frame

from ..agent.served.brains import BLUE, call, on_grid, patch
from ..agent.served.server import Asked, ModelServer

PAGE_FILE = Path(__file__).parents[2] / "docs" / "results" / "remembering.md"
CODE = "K7F3Q9"
SIZE = (1280, 800)
RIGHT = "That is right"
EYE = Eye()
INTRODUCTION = """# What an agent can know that is told more or less of its past

Made by `python -m tests.benchmarks.remembering --write` on {today}.
{about}

"""
PAGE = """<!doctype html><title>Page 0</title><style>
  body {{ margin: 0; font: 28px sans-serif }} p {{ position: absolute; left: 400px; top: 200px }}
  #toast {{ left: 400px; top: 600px; padding: 12px 20px; background: #222; color: white; display: none }}
  button {{ position: absolute; left: 400px; top: 420px; width: 180px; height: 60px; background: #2459d6; border: 0 }}
  input {{ position: absolute; left: 400px; top: 320px; font: inherit; display: none }}</style>
<p id="text"></p><p id="toast">Your code: {code}</p><input><button></button><script>
const text = document.getElementById("text"), field = document.querySelector("input"), pages = {pages};
const button = document.querySelector("button"), toast = document.getElementById("toast");
let page = 0;
const show = () => {{
  document.title = `Page ${{page}}`;
  text.textContent = page < pages ? `Step ${{page}}` : "Which code was it?";
  if (page === 1 && !{in_toast}) text.textContent = "Your code: {code}";
  if (page === pages) {{ field.style.display = "block"; button.style.display = "none"; field.focus(); }}
}};
button.onclick = () => {{
  page += 1;
  show();
  if ({in_toast} && page === 1) {{
    toast.style.display = "block";
    setTimeout(() => toast.style.display = "none", 400);
  }}
}};
field.oninput = () => {{ if (field.value === "{code}") text.textContent = document.title = "{right}"; }};
show();</script>"""


@dataclass(frozen=True)
class Way:
    """How much of the past is told: so many newest screens, or a history with so much context; None is all of it."""

    name: str
    window: int | None = None
    context: int | None = None


WAYS = (
    Way("last 1", window=1),
    Way("last 5", window=5),
    Way("last 20", window=20),
    Way("all"),
    Way("folded 32K", context=32 << 10),
    Way("folded 128K", context=128 << 10),
    Way("folded 256K", context=256 << 10),
)


@dataclass(frozen=True)
class Task:
    """The code stands on the second page, or in a toast; it is asked for so many pages later."""

    pages: int
    in_toast: bool = False

    @property
    def name(self) -> str:
        return f"{self.pages} ago" + (", toast" if self.in_toast else "")


TASKS = (Task(1), Task(10), Task(50), Task(150), Task(10, in_toast=True))


@dataclass(frozen=True)
class Result:
    """Whether the code was known at the end; tokens and seconds of a step."""

    known: bool
    tokens: float
    seconds: float


class Windowed:
    """Tells a model all words, and the newest screens."""

    def __init__(self, model: VisionModel, screens: int) -> None:
        self.model, self.screens, self.name = model, screens, model.name

    def decide(self, history: History) -> Reply:
        newest = history.screens[-self.screens :]
        parts = (part for part in history.parts if not isinstance(part, Screen) or part in newest)
        return self.model.decide(History(tuple(parts)))


class Reader:
    """Stands in for a model that reads everything it is shown, and remembers nothing else."""

    def __init__(self, *, recalls: bool) -> None:
        self.recalls = recalls
        self._read: dict[str, str | None] = {}

    def __call__(self, asked: Asked) -> str:
        if f"Page: {RIGHT}" in asked.last:
            return call(action="terminate", status="success")
        blue = patch(asked.images[-1], BLUE)
        if blue is not None:
            return call(action="left_click", coordinate=on_grid(blue, asked.images[-1]))
        code = next(filter(None, map(self._code, reversed(asked.images))), None)
        if code is not None:
            return call(action="type", text=code)
        if self.recalls and "it said:" not in asked.last:
            return '<tool_call>\n{"name": "recall", "arguments": {"query": "your code"}}\n</tool_call>'
        return call(action="terminate", status="failure")

    def _code(self, frame: Frame) -> str | None:
        if frame.digest not in self._read:
            text = " ".join(line.text for line in EYE.read(frame))
            found = re.search(r"Your code: ?(\w+)", text)
            self._read[frame.digest] = found[1] if found else None
        return self._read[frame.digest]


@contextmanager
def served(task: Task) -> Iterator[str]:
    """The address of the task's page on loopback."""
    page = PAGE.format(code=CODE, right=RIGHT, pages=task.pages + 1, in_toast=str(task.in_toast).lower()).encode()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def measure(way: Way, task: Task, folder: Path) -> Result:
    """One run in a folder of its own."""
    flags = {"browser.viewport": SIZE, "model": "embedded", "limits.max_steps": task.pages + 10}
    reader = Reader(recalls=way.context is not None)

    def read(asked: Asked) -> str:
        del server.asked[:-2]  # each holds all its pictures: together they would fill the memory
        return reader(asked)

    with ModelServer(read) as server, served(task) as url:
        model = vision_model(Choice(model="qwen3-vl-8b", base_url=server.url, context=way.context or "auto"))
        episode = start_browser(url, folder, load(flags=flags))
        episode.decider = Windowed(model, way.window) if way.window else model
        episode.memory = model if way.context else None
        try:
            outcome = episode.run("Go to the last page and answer it", [RIGHT])
        finally:
            episode.close()
    replies = [event for event in episode.events if isinstance(event, Replied)]
    looks = sum(isinstance(event, Observed) for event in episode.events)
    thought = sum(reply.seconds for reply in replies)
    tokens = sum(reply.usage.prompt for reply in replies) / len(replies)
    return Result(outcome.outcome == "success", tokens, (outcome.seconds - thought) / looks)


def main() -> None:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--write", action="store_true", help="write docs/results/remembering.md")
    arguments.add_argument("--pages", type=int, default=150, help="leave out tasks with more pages")
    chosen = arguments.parse_args()
    tasks = [task for task in TASKS if task.pages <= chosen.pages]
    table = Table(box=box.MARKDOWN)
    for column in ("told", *(task.name for task in tasks), "tokens a request", "seconds a step"):
        table.add_column(column, justify="right")
    for way in WAYS:
        results: list[Result] = []
        for task in tasks:
            with TemporaryDirectory() as place:
                results.append(measure(way, task, Path(place)))
            print(way.name, task.name, results[-1], flush=True)
        known = ["known" if result.known else "-" for result in results]
        longest = results[tasks.index(max(tasks, key=lambda task: task.pages))]
        table.add_row(way.name, *known, f"{longest.tokens:,.0f}", f"{longest.seconds:.2f}")
    console = Console(record=True, width=160)
    console.print(table)
    console.print("Tokens and seconds are those of the longest task.")
    if chosen.write:
        about = (__doc__ or "").partition("\n\n")[2].partition("\n\n")[2]
        page = INTRODUCTION.format(today=date.today(), about=about.strip()) + console.export_text()
        PAGE_FILE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
