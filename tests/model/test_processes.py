"""Labelers that are pickled, shared among threads, or used in other processes give the same numbers."""

import multiprocessing
import pickle
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import numpy as np
import pytest

import stance
from tests.conftest import tiny_corpus

TEXTS = [*tiny_corpus()[0][::5], "", "Grain.", "They may refuse.", "We will not send grain to Spain."]
# Python 3.12 warns of any fork beside threads; that this one does no harm is what is tested.
FORKING = "ignore:.*use of fork:DeprecationWarning"


@pytest.fixture
def engines(cascade_folder):
    return [stance.load(cascade_folder / part) for part in ("fast", "accurate", "")]


def test_pickles_give_the_same_numbers_to_the_bit(engines):
    for labeler in engines:
        fresh = pickle.loads(pickle.dumps(labeler))
        expected = labeler.predict_proba(TEXTS)
        used = pickle.loads(pickle.dumps(labeler))
        for other in (fresh, used, pickle.loads(pickle.dumps(used, protocol=2))):
            assert np.array_equal(other.predict_proba(TEXTS), expected)
            assert other.label(TEXTS) == labeler.label(TEXTS)
            assert other(TEXTS[0]).evidence == labeler(TEXTS[0]).evidence
            assert (other.name, other.positions, other.sentiments, other.target) == (
                labeler.name,
                labeler.positions,
                labeler.sentiments,
                labeler.target,
            )


def test_a_pickle_holds_what_is_learnt_and_nothing_made_from_it(engines):
    for labeler in engines:
        before = pickle.dumps(labeler)
        labeler.label(TEXTS)
        assert pickle.dumps(labeler) == before
    learnt = engines[0]._scorer.learnt
    assert len(pickle.dumps(engines[0])) < 1.1 * len(pickle.dumps(learnt)) + 5_000


def test_a_pickle_keeps_another_target(engines):
    rates = stance.Target.from_terms("rates", nouns=["rate rise"], verbs=["order"])
    for labeler in engines:
        given = labeler.with_target(rates)
        other = pickle.loads(pickle.dumps(given))
        assert other.target == "rates"
        texts = ["We will not order rate rises.", "We will not send troops."]
        assert np.array_equal(other.predict_proba(texts), given.predict_proba(texts))
        assert not np.array_equal(other.predict_proba(texts), labeler.predict_proba(texts))


def test_eight_threads_share_a_labeler(engines):
    for labeler in engines:
        # A fresh one, so that all threads ask for its parts at once.
        shared = pickle.loads(pickle.dumps(labeler))
        with ThreadPoolExecutor(8) as threads:
            many = list(threads.map(shared.predict_proba, [TEXTS] * 16))
        assert all(np.array_equal(one, labeler.predict_proba(TEXTS)) for one in many)


@pytest.mark.filterwarnings(FORKING)
@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_other_processes_give_the_same_numbers_to_the_bit(engines, method):
    expected = [labeler.predict_proba(TEXTS) for labeler in engines]
    with ProcessPoolExecutor(2, multiprocessing.get_context(method)) as processes:
        given = [processes.submit(labeler.predict_proba, TEXTS) for labeler in engines * 2]
        for future, numbers in zip(given, expected * 2, strict=True):
            assert np.array_equal(future.result(timeout=120), numbers)


@pytest.mark.filterwarnings(FORKING)
def test_a_forked_child_uses_the_labeler_of_its_parent(engines):
    fork = multiprocessing.get_context("fork")
    for labeler in engines:
        expected = labeler.predict_proba(TEXTS)  # the parent's session is made before the child is
        receiver, sender = fork.Pipe(duplex=False)
        child = fork.Process(target=lambda s=sender, one=labeler: s.send(one.predict_proba(TEXTS)))
        child.start()
        assert receiver.poll(120)
        assert np.array_equal(receiver.recv(), expected)
        child.join()
        assert child.exitcode == 0
