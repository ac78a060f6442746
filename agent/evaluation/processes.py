"""Episodes in processes of this machine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from queue import SimpleQueue

from .executor import Ended, Order
from .watched import Worker


class Processes:
    """So many workers, each with one episode at a time. Implements ``executor.Executor``."""

    def __init__(self, workers: int = 1) -> None:
        self._workers = [Worker() for _ in range(workers)]

    @property
    def workers(self) -> int:
        return len(self._workers)

    def each(self, orders: Sequence[Order]) -> Iterator[tuple[Order, Ended]]:
        free: SimpleQueue[Worker] = SimpleQueue()
        for worker in self._workers:
            free.put(worker)

        def run(order: Order) -> Ended:
            worker = free.get()
            try:
                return worker.run(order, order.folder)
            finally:
                free.put(worker)

        pool = ThreadPoolExecutor(self.workers, thread_name_prefix="episode")
        asked = {pool.submit(run, order): order for order in orders}
        try:
            for future in as_completed(asked):
                yield asked[future], future.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            self.close()
            raise
        finally:
            pool.shutdown(cancel_futures=True)

    def close(self) -> None:
        for worker in self._workers:
            worker.close()
