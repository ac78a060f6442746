"""Prints what this process holds in bytes: with its libraries, with a model loaded, after the model was put away."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import torch
import transformers
from transformers import Qwen3VLForConditionalGeneration

from eyehand.agent.models.description import Description, Sampling
from eyehand.agent.models.local.engine import Engine
from eyehand.agent.models.local.settings import InProcess


def held() -> int:
    """Anonymous memory: files that are mapped do not count."""
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("Anonymous:"))


def main() -> int:
    torch.set_num_threads(1)
    transformers.utils.logging.disable_progress_bar()
    assert Qwen3VLForConditionalGeneration
    how = InProcess(idle_s=2, dtype="float64")
    engine = Engine(Description(name="tiny", sampling=Sampling(max_tokens=2), in_process=how), sys.argv[1])
    ask = [{"role": "user", "content": "hello"}]
    engine.say(ask, lambda: None)
    engine.unload()  # what libraries allocate once is there from now on
    before = held()
    engine.say(ask, lambda: None)
    during = held()
    until = time.monotonic() + 30
    while engine.is_loaded and time.monotonic() < until:
        time.sleep(0.1)
    print(before, during, held())
    return 0


if __name__ == "__main__":
    sys.exit(main())
