import os
import time

import pytest

from stance.data.parallel import in_order
from stance.errors import DataError


def slow_at_first(n):
    time.sleep(0.05 if n == 0 else 0)
    return n * n, os.getpid()


@pytest.mark.parametrize("n_jobs", [1, 2])
def test_results_come_in_the_order_of_the_batches(n_jobs):
    given = list(in_order(slow_at_first, ((f"item {n}", n) for n in range(9)), n_jobs))
    assert [(item, result) for item, (result, _) in given] == [(f"item {n}", n * n) for n in range(9)]
    assert (os.getpid() in {process for _, (_, process) in given}) == (n_jobs == 1)


@pytest.mark.parametrize("n_jobs", [1, 2])
def test_an_error_of_the_batches_comes_after_those_before_it(n_jobs):
    def batches():
        yield from ((n, n) for n in range(7))
        raise DataError("line 8: wrong")

    taken = []
    with pytest.raises(DataError, match="line 8"):
        taken.extend(iter_items(in_order(slow_at_first, batches(), n_jobs), taken))
    assert taken == list(range(7))


def iter_items(pairs, taken):
    for item, _ in pairs:
        taken.append(item)
    return []


@pytest.mark.parametrize("n_jobs", [1, 2])
def test_an_error_of_the_work_is_raised(n_jobs):
    with pytest.raises(TypeError):
        list(in_order(len, ((n, n) for n in range(3)), n_jobs))
