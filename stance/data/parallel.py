"""Work on batches, in order, in this process or in several."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def in_order(
    work: Callable[[Any], Result], batches: Iterable[tuple[Item, Any]], n_jobs: int
) -> Iterator[tuple[Item, Result]]:
    """Give each batch's item with what ``work`` makes of its second part, in the order of the batches.

    With more than one job, ``work`` and its argument go to other processes, a few batches ahead of what is
    taken; the items stay here. An error of ``batches`` is raised after the batches before it.
    """
    if n_jobs == 1:
        for item, given in batches:
            yield item, work(given)
        return
    from joblib import Parallel, delayed  # noqa: PLC0415 – one job does without

    waiting: deque[Item] = deque()
    failed: list[Exception] = []

    def tasks() -> Iterator[Any]:  # joblib takes tasks in a thread of its own, where an error would be lost
        try:
            for item, given in batches:
                waiting.append(item)
                yield delayed(work)(given)
        except Exception as error:
            failed.append(error)

    parallel = Parallel(n_jobs=n_jobs, return_as="generator", batch_size=1, pre_dispatch=2 * n_jobs)
    for result in parallel(tasks()):
        yield waiting.popleft(), result
    if failed:
        raise failed[0]
