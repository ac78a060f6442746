"""Episodes on a Ray cluster.

Nothing is shared between machines: an order goes there as JSON, its folder comes back as an archive. eyehand has to be
installed on each node, in the same version; keys of model servers are read from the node's environment.
"""

# pyright: basic
# ray leaves most of its types open; strict checking ends at this file.
from __future__ import annotations

import io
import shutil
import tarfile
import tempfile
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ...tasks.needs import missing
from ...tools.errors import EnvError
from .executor import Ended, Order
from .results import Result
from .watched import Worker


class OnRay:
    """Places each episode on a CPU of a cluster, as many as it has unless ``workers`` says fewer. Implements
    ``executor.Executor``.

    ``address`` is like ``ray://head:10001``. Raises EnvError when Ray is not installed or nobody answers there.
    """

    def __init__(self, address: str, workers: int | None = None) -> None:
        try:
            import ray
            import ray.exceptions
        except ImportError:
            raise EnvError("a Ray cluster needs `pip install 'eyehand[cluster]'`") from None
        self._ray = ray
        try:
            self._connected = ray.init(address, log_to_driver=False)
        except Exception as error:  # it raises ConnectionError, RuntimeError, ValueError and errors of gRPC
            raise EnvError(f"the Ray cluster at {address} cannot be used: {error}") from None
        cpus = int(ray.cluster_resources().get("CPU", 0))
        self.workers: int = workers or max(1, cpus)

    def each(self, orders: Sequence[Order]) -> Iterator[tuple[Order, Ended]]:
        ray = self._ray
        place = ray.remote(num_cpus=1, max_retries=0)(_episode)
        waiting, running = deque(orders), dict[Any, Order]()
        while waiting or running:
            while waiting and len(running) < self.workers:
                order = waiting.popleft()
                running[place.remote(order.model_dump(mode="json"), version("eyehand"))] = order
            [done], _ = ray.wait(list(running), num_returns=1)
            order = running.pop(done)
            try:
                ended = _unpacked(order, ray.get(done))
            except (ray.exceptions.RayError, ConnectionError) as error:
                ended = Ended(order.lost(f"the process on the cluster that ran it is gone: {_first_line(error)}"), True)
            yield order, ended

    def close(self) -> None:
        with suppress(Exception):  # the cluster may be gone
            self._connected.disconnect()


def _episode(words: dict[str, Any], wanted: str) -> tuple[str | None, bool, bytes]:
    """On a node of the cluster: trouble or None, whether to try again, and the packed folder."""
    order = Order.model_validate(words)
    if version("eyehand") != wanted:
        return f"eyehand {version('eyehand')} is installed on a node, {wanted} was expected", False, b""
    if why := missing(order.task):
        return f"a node of the cluster cannot show it: {why}", False, b""
    folder = Path(tempfile.mkdtemp(prefix="eyehand-episode-"))
    try:
        ended = _worker().run(order, folder)
        return ended.result.error, ended.again, _packed(folder)
    except EnvError as error:
        return str(error), True, b""
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@cache
def _worker() -> Worker:
    """That of this process of the cluster, for all episodes that are placed on it."""
    return Worker()


def _packed(folder: Path) -> bytes:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w") as archive:
        archive.add(folder, arcname=".")
    return data.getvalue()


def _unpacked(order: Order, came: tuple[str | None, bool, bytes]) -> Ended:
    """Leave the folder where it was ordered to. Raises EnvError when the disk refuses."""
    error, again, data = came
    try:
        if order.folder.exists():
            shutil.rmtree(order.folder)
        order.folder.mkdir(parents=True)
        if data:
            with tarfile.open(fileobj=io.BytesIO(data)) as archive:
                archive.extractall(order.folder, filter="data")
    except (OSError, tarfile.TarError) as failed:
        raise EnvError(f"cannot leave the episode in {str(order.folder)!r}: {failed}") from None
    return Ended(Result.read(order.folder) or order.lost(error or "it left no result"), again)


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0][:300]
