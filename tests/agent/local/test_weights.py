"""Weights that are not there, not whole, not ours, or too large: each gets a clear word."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from transformers import AutoConfig

from eyehand.agent.models.choice import Choice, vision_model
from eyehand.agent.models.description import Description, Sampling
from eyehand.agent.models.local.engine import Engine
from eyehand.agent.models.local.folder import folder_of
from eyehand.agent.models.local.loading import memory_guard, stretch
from eyehand.agent.models.local.settings import InProcess
from eyehand.tools.errors import EnvError, UsageError
from eyehand.tools.frames import Frame

from .conftest import Draw
from .conversations import furthest, image, loaded, session, text
from .tiny import build, save


def engine(folder: Path, **how: Any) -> Engine:
    described = Description(name="tiny", sampling=Sampling(max_tokens=4), **how)
    return Engine(described, str(folder))


def copied(folder: Path, to: Path, *without: str) -> Path:
    """The same files, by link."""
    to.mkdir()
    for file in folder.iterdir():
        if file.name not in without:
            (to / file.name).symlink_to(file)
    return to


def ask(one: Engine, *content: dict[str, Any]) -> None:
    one.say([{"role": "user", "content": [*content]}], lambda: None)


def test_a_wrong_path(tmp_path: Path) -> None:
    for wrong in (str(tmp_path / "nothing"), "./nothing"):
        with pytest.raises(UsageError, match="no folder"):
            vision_model(Choice(model="qwen3-vl-4b", model_id=wrong))
    with pytest.raises(UsageError, match=r"no config\.json"):
        vision_model(Choice(model=str(tmp_path)))


def test_another_kind_of_model(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text('{"model_type": "llama"}')
    with pytest.raises(UsageError, match=r"holds a llama model.*--base-url"):
        vision_model(Choice(model="qwen3-vl-4b", model_id=str(tmp_path)))


def test_weights_that_are_half_there(folder: Path, tmp_path: Path) -> None:
    half = copied(folder, tmp_path / "half", "model.safetensors")
    with pytest.raises(EnvError, match=r"not whole: model\.safetensors is missing"):
        folder_of(str(half))
    data = (folder / "model.safetensors").read_bytes()
    for length in (len(data) - 1, len(data) // 2, 4, 0):
        (half / "model.safetensors").write_bytes(data[:length])
        with pytest.raises(EnvError, match="not whole"):
            folder_of(str(half))
    index = {"weight_map": {"a": "model-00001-of-00002.safetensors", "b": "model-00002-of-00002.safetensors"}}
    (half / "model.safetensors.index.json").write_text(json.dumps(index))
    (half / "model-00001-of-00002.safetensors").write_bytes(data)
    with pytest.raises(EnvError, match=r"model-00002-of-00002\.safetensors is missing"):
        folder_of(str(half))


def test_no_tokenizer_and_another_chat_template(folder: Path, tmp_path: Path) -> None:
    without = copied(folder, tmp_path / "without", "tokenizer.json", "chat_template.jinja")
    with pytest.raises(EnvError, match=r"tokenizer\.json"):
        ask(engine(without), text("hello"))
    (without / "tokenizer.json").symlink_to(folder / "tokenizer.json")
    ask(engine(without), text("hello"))
    (without / "chat_template.jinja").write_text("{% for message in messages %}[{{ message.role }}]{% endfor %}")
    with pytest.raises(EnvError, match="not that of Qwen3-VL"):
        ask(engine(copied(without, tmp_path / "other")), text("hello"))


def test_weights_larger_than_memory_are_not_even_read(folder: Path, tmp_path: Path) -> None:
    """A file of 8 TB, all of it holes."""
    large = copied(folder, tmp_path / "large", "model.safetensors")
    size = 8 << 40
    header = json.dumps({"w": {"dtype": "U8", "shape": [size], "data_offsets": [0, size]}}).encode()
    with (large / "model.safetensors").open("wb") as file:
        file.write(len(header).to_bytes(8, "little") + header)
        try:
            file.truncate(8 + len(header) + size)
        except OSError:
            pytest.skip("this disk has no files with holes of such a size")
    with pytest.raises(EnvError, match=r"needs 8192\.0 GiB for its weights alone.*what would fit"):
        ask(engine(large), text("hello"))


def test_memory_that_runs_out_is_told_with_what_would_fit() -> None:
    with pytest.raises(EnvError, match=r"tiny ran out of memory .* or: less"), memory_guard("tiny", lambda: "less"):
        torch.empty(1 << 52, dtype=torch.uint8)
    with pytest.raises(RuntimeError, match="size"), memory_guard("tiny", lambda: "less"):
        assert (torch.ones(2) + torch.ones(3)).numel()


def test_a_context_that_is_full_or_too_long(folder: Path, draw: Draw) -> None:
    with pytest.raises(EnvError, match=r"1 pictures among them, do not fit the 300 tokens of tiny"):
        ask(engine(folder, context_tokens=300), image(draw(0)))
    with pytest.raises(UsageError, match=r"trained for 262,144; set in_process\.yarn_factor \(2 would do"):
        ask(engine(folder, context_tokens=524_288), text("hello"))
    with pytest.raises(UsageError, match="yarn_factor 2 gives 524,288"):
        ask(engine(folder, context_tokens=786_432, in_process=InProcess(yarn_factor=2)), text("hello"))


def test_beyond_its_training_the_positions_are_stretched(folder: Path) -> None:
    """As the README of Qwen3-VL says, "Processing Long Texts"."""
    config = AutoConfig.from_pretrained(folder).text_config
    before = dict(config.rope_parameters)
    stretch(config, None, 262_144)
    assert dict(config.rope_parameters) == before
    stretch(config, 3.0, 786_432)
    assert config.max_position_embeddings == 786_432
    yarn = {"rope_type": "yarn", "factor": 3.0, "original_max_position_embeddings": 262_144}
    assert dict(config.rope_parameters) == {**before, **yarn}
    plain, stretched = build(), build(rope_parameters={**before, **yarn})
    read = engine(folder).reader.read([{"role": "user", "content": [text("far away")]}])
    near, far = (session(loaded(one)).prefill(read)[0] for one in (plain, stretched))
    assert furthest(near, far) > 0.01, "the model knows of it"


def test_a_picture_that_the_model_refuses(folder: Path) -> None:
    slim = Frame.from_pixels(np.zeros((2, 900, 3), dtype=np.uint8))
    with pytest.raises(EnvError, match="tiny cannot be shown this: a picture of 900x2"):
        ask(engine(folder), image(slim))


COMMIT = "0" * 40


class _Hub(BaseHTTPRequestHandler):
    """Has ``tiny/model``, which is in ``folder``."""

    folder: Path
    sent: list[str]

    def do_GET(self) -> None:
        kind, _, name = self.path.partition("/tiny/model/")
        if not name:
            gated = "gated" in self.path
            return self.answer(403 if gated else 404, b"", X_Error_Code="GatedRepo" if gated else "RepoNotFound")
        if kind == "/api/models":
            files = [{"rfilename": file.name} for file in self.folder.iterdir()]
            tree = [{"type": "file", "path": one["rfilename"], "size": 1, "oid": "1"} for one in files]
            info = {"id": "tiny/model", "sha": COMMIT, "siblings": files}
            return self.answer(200, json.dumps(tree if name.startswith("tree") else info).encode())
        file = self.folder / name.rpartition("/")[2]
        if self.command == "GET":
            self.sent.append(file.name)
        return self.answer(200, file.read_bytes(), ETag=f'"{file.name}"', X_Repo_Commit=COMMIT)

    do_HEAD = do_GET

    def answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for header, value in headers.items():
            self.send_header(header.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None: ...


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, folder: Path) -> Iterator[list[str]]:
    """A hub with one model, and the client's cache empty; what it sent."""
    _Hub.folder, _Hub.sent = folder, []
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Hub)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    monkeypatch.setattr("huggingface_hub.constants.ENDPOINT", address)
    pages = f"{address}/{{repo_id}}/resolve/{{revision}}/{{filename}}"
    monkeypatch.setattr("huggingface_hub.constants.HUGGINGFACE_CO_URL_TEMPLATE", pages)
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    yield _Hub.sent
    server.shutdown()
    server.server_close()


def test_weights_come_from_the_hub_once(hub: list[str], folder: Path) -> None:
    one = engine(Path("tiny/model"))
    ask(one, text("hello"))
    assert sorted(hub) == sorted(file.name for file in folder.iterdir())
    ask(engine(Path("tiny/model")), text("hello"))
    assert len(hub) == len([*folder.iterdir()]), "the second time nothing is sent"
    assert one.reader.folder != folder


def test_ids_that_the_hub_does_not_have(hub: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match="the hub has no model 'nobody/nothing'"):
        folder_of("nobody/nothing")
    with pytest.raises(UsageError, match=r"gated/model.*HF_TOKEN"):
        folder_of("gated/model")
    with pytest.raises(UsageError, match="is neither a folder nor an id"):
        folder_of("a/b/c")
    monkeypatch.setattr("huggingface_hub.constants.ENDPOINT", "http://127.0.0.1:9")
    with pytest.raises(EnvError, match="not on this machine, and the hub cannot be reached"):
        folder_of("Qwen/Qwen3-VL-4B-Instruct")


@pytest.mark.long
@pytest.mark.parametrize("bits", ["8bit", "4bit"])
def test_weights_in_few_bits_take_less_and_say_almost_the_same(folder: Path, tmp_path: Path, bits: Any) -> None:
    from eyehand.agent.models.local.loading import load

    whole, few = (load(folder, InProcess(quantisation=one), 262_144) for one in (None, bits))
    read = engine(folder).reader.read([{"role": "user", "content": [text("hello")]}])
    off = furthest(session(few).prefill(read)[0], session(whole).prefill(read)[0])
    assert off > 0 and few.model.get_memory_footprint() < whole.model.get_memory_footprint()
    with pytest.raises(UsageError, match="experts"):
        load(save(tmp_path / "experts", mixed=True), InProcess(quantisation=bits), 262_144)


def test_a_folder_that_nobody_described_has_its_own_context(tmp_path: Path) -> None:
    short = save(tmp_path / "short", max_position_embeddings=4096)
    described = vision_model(Choice(model=str(short))).described
    assert (described.context_tokens, described.name) == (4096, "short")
