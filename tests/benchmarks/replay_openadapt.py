"""The form of Expenses by openadapt-flow, for ``tests.benchmarks.replay``: it runs in an environment of its own.

``replay_openadapt.py record URL FOLDER`` demonstrates the chore through openadapt-flow's recorder, then compiles it
into ``FOLDER/bundle``; ``replay_openadapt.py replay URL FOLDER RUN`` replays that with the settings it has by default
and leaves its report in the folder RUN. Both print one JSON object as their last line: ``version``, ``steps`` (of the
compiled workflow, where a field is a click and a text), ``success``, ``reason`` (of steps that failed) and ``seconds``
(the steps of a replay together, 0 for a recording). The browser is the executable in ``EXECUTABLE``; it is open, and
the model of the OCR loaded, before a replay starts.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from openadapt_flow.backends.playwright_backend import PlaywrightBackend
from openadapt_flow.compiler import compile_recording
from openadapt_flow.ir import Workflow
from openadapt_flow.recorder import Recorder
from openadapt_flow.runtime import Replayer
from openadapt_flow.vision.ocr import ocr
from playwright.sync_api import sync_playwright


def main() -> None:
    work, url, folder, *run = sys.argv[1:]
    with _opened(url) as backend:
        told = _record(backend, url, Path(folder)) if work == "record" else _replay(backend, Path(folder), Path(run[0]))
    print(json.dumps({"version": version("openadapt-flow"), **told}))


@contextmanager
def _opened(url: str) -> Iterator[PlaywrightBackend]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ["EXECUTABLE"], chromium_sandbox=os.geteuid() != 0
        )
        page = browser.new_page(viewport={"width": 1280, "height": 800}, device_scale_factor=1)
        page.goto(url)
        page.locator("#expense").wait_for()
        yield PlaywrightBackend(page)
        browser.close()


def _record(backend: PlaywrightBackend, url: str, folder: Path) -> dict[str, object]:
    recorder = Recorder(backend, folder / "recording", app_url=url)

    def click(selector: str) -> None:
        box = backend.page.locator(selector).bounding_box()
        recorder.click(int(box["x"] + box["width"] / 2), int(box["y"] + box["height"] / 2))

    click("#description")
    recorder.type_text("Taxi to the airport")
    click("#amount")
    recorder.type_text("42.50")
    click("#category")
    recorder.type_text("Travel")
    recorder.press("Enter")
    click("[name=paid_by_me]")
    click("#save")
    workflow = compile_recording(recorder.finish(), folder / "bundle", name="expense")
    return {"steps": len(workflow.steps), "success": True, "reason": "", "seconds": 0.0}


def _replay(backend: PlaywrightBackend, folder: Path, run: Path) -> dict[str, object]:
    workflow = Workflow.load(folder / "bundle")
    ocr(backend.screenshot())
    report = Replayer(backend).run(workflow, bundle_dir=folder / "bundle", run_dir=run)
    reasons = [f"{step.intent}: {step.error}" for step in report.results if not step.ok]
    seconds = sum(step.elapsed_ms for step in report.results) / 1000
    return {"steps": len(report.results), "success": report.success, "reason": "; ".join(reasons), "seconds": seconds}


if __name__ == "__main__":
    main()
