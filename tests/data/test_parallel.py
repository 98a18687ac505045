import itertools
import os
import threading
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


def test_a_slow_taker_is_not_run_ahead_of():
    drawn = []
    results = in_order(abs, ((n, drawn.append(n) or n) for n in range(400)), 2)
    assert next(results) == (0, 0)
    time.sleep(0.5)  # enough for hundreds of batches
    assert len(drawn) == 4
    assert list(results) == [(n, n) for n in range(1, 400)]
    assert drawn == list(range(400))


@pytest.mark.parametrize("n_jobs", [1, 2])
def test_batches_are_drawn_in_the_thread_that_takes(n_jobs):
    """What else reads the state of their source then does so between two batches."""
    threads = {item for item, _ in in_order(abs, ((threading.get_ident(), n) for n in range(30)), n_jobs)}
    assert threads == {threading.get_ident()}


def sleeps(seconds):
    time.sleep(seconds)
    return seconds


@pytest.mark.parametrize("n_taken", [0, 1, 9])
def test_closed_early_it_waits_for_nobody(n_taken):
    results = in_order(sleeps, ((n, 0 if n < 9 else 60) for n in itertools.count()), 2)
    assert [item for item, _ in itertools.islice(results, n_taken)] == list(range(n_taken))
    began = time.monotonic()
    results.close()
    assert time.monotonic() - began < 20


@pytest.mark.parametrize("place", [0, 7])
def test_an_error_of_the_work_ends_the_other_work(place):
    began = time.monotonic()
    seconds = [*[0] * place, "soon", *[60] * 9]
    with pytest.raises(TypeError):
        list(in_order(sleeps, enumerate(seconds), 2))
    assert time.monotonic() - began < 20
