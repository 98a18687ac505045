"""Work on batches, in order, in this process or in several."""

from __future__ import annotations

import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

# Batches for each job that are drawn and not yet taken: one at work and one that waits. The executor takes up
# twice as many tasks as it has processes, and one more, before any is done; ``_break_off`` counts on that.
_AHEAD = 2

_WATCH = 1.0  # seconds between two looks at whether the process that began the work is still there
_IDLE = 300  # seconds after which an idle process ends; joblib's own default


def in_order(
    work: Callable[[Any], Result], batches: Iterable[tuple[Item, Any]], n_jobs: int
) -> Iterator[tuple[Item, Result]]:
    """Give each batch's item with what ``work`` makes of its second part, in the order of the batches.

    With more than one job, ``work`` and its argument go to other processes, and the items stay here. Batches
    are drawn in the thread that takes the results, and only a few a job ahead of it, however slow it is. An
    error of ``batches`` is raised after the batches before it.
    """
    if n_jobs == 1:
        for item, given in batches:
            yield item, work(given)
        return
    processes = _started(n_jobs)
    failed: list[Exception] = []

    def submitted() -> Iterator[tuple[Item, Any]]:
        try:
            for item, given in batches:
                yield item, processes.submit(work, given)
        except Exception as error:
            failed.append(error)

    tasks = submitted()
    ahead: deque[tuple[Item, Any]] = deque()
    try:
        ahead.extend(islice(tasks, _AHEAD * n_jobs))
        while ahead:
            item, task = ahead[0]
            result = task.result()
            ahead.popleft()
            yield item, result
            ahead.extend(islice(tasks, 1))
    except BaseException:
        _break_off(processes, [task for _, task in ahead])
        raise
    processes.shutdown()
    if failed:
        raise failed[0]


def _started(n_jobs: int) -> Any:
    """Return an executor whose processes share the cores.

    ``joblib.Parallel`` would do but for one thing: it bounds the tasks that are not finished, and not the
    results that nobody has taken.
    """
    from joblib import cpu_count  # noqa: PLC0415 – one job does without
    from joblib.externals.loky import ProcessPoolExecutor  # noqa: PLC0415

    n_threads = os.environ.get("OMP_NUM_THREADS") or str(max(cpu_count() // n_jobs, 1))
    settings = {"timeout": _IDLE, "env": {"OMP_NUM_THREADS": n_threads}}
    return ProcessPoolExecutor(n_jobs, initializer=_end_with, initargs=(os.getpid(),), **settings)


def _end_with(parent: int) -> None:
    """Have this process end soon after its parent, which, where it is killed, cannot end it."""
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_WATCH)
    os._exit(1)


def _break_off(processes: Any, tasks: list[Any]) -> None:
    """End the processes whatever they are at."""
    for _ in range(1000):  # one that is not taken up yet, a matter of milliseconds, would be missed by loky
        if all(task.running() or task.done() for task in tasks):
            break
        time.sleep(0.001)
    processes.shutdown(kill_workers=True)
