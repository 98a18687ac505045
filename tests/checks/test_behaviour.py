import numpy as np
import pytest

from stance.checks.behaviour import run
from stance.checks.expectations import Direction, Invariance, Minimum
from stance.checks.suites import Capability, Case
from stance.errors import DataError


class Echo:
    """A model that gives "open" the share that a text states in its last word."""

    positions = ("open", "ruled_out")

    def __init__(self):
        self.seen = []

    def predict_proba(self, texts):
        self.seen += texts
        shares = np.array([float(text.split()[-1]) for text in texts])
        return np.column_stack([shares, 1 - shares])


def capability(expectation, *cases, goal=0.0):
    return Capability("it", "mine.toml", "x", goal, expectation, tuple(Case(*case) for case in cases))


def test_failures_rate_and_goal():
    cases = [(f"a {share}",) * 2 for share in (0.9, 0.8, 0.4, 0.7)]
    strict, lax = (capability(Minimum("open"), *cases, goal=goal) for goal in (0.2, 0.25))
    first, second = run([strict, lax], Echo())
    assert (first.n_cases, first.rate, first.met, second.met) == (4, 0.25, False, True)
    (failure,) = first.failures
    assert failure.case.text == "a 0.4"
    assert failure.before == {"open": 0.4, "ruled_out": 0.6}


def test_pairs_are_compared():
    pairs = [("a 0.6", "b 0.7"), ("a 0.6", "b 0.4")]
    for expectation in (Invariance(), Direction("open", more=True)):
        (outcome,) = run([capability(expectation, *pairs)], Echo())
        assert [f.case.other for f in outcome.failures] == ["b 0.4"]
        assert outcome.failures[0].after == {"open": 0.4, "ruled_out": 0.6}


def test_each_text_is_judged_once():
    model = Echo()
    run([capability(Invariance(), ("a 0.6", "b 0.7"), ("b 0.7", "a 0.6"))] * 2, model)
    assert sorted(model.seen) == ["a 0.6", "b 0.7"]


def test_a_position_that_the_model_does_not_know():
    with pytest.raises(DataError, match=r"mine\.toml, \[it\]: the model has no position “neutral”, only"):
        run([capability(Minimum("neutral"), ("a 0.6",) * 2)], Echo())


def test_plain_values():
    (outcome,) = run([capability(Invariance(), ("a 0.6", "b 0.4"), ("c 0.4", "d 0.6"))], Echo())
    plain = outcome.to_dict(1)
    assert plain.pop("examples") == [
        {
            "text": "a 0.6",
            "probabilities": {"open": 0.6, "ruled_out": 0.4},
            "other": "b 0.4",
            "other_probabilities": {"open": 0.4, "ruled_out": 0.6},
        }
    ]
    assert plain == {
        "capability": "it", "kind": "invariance", "source": "mine.toml", "about": "x",
        "cases": 2, "failures": 2, "rate": 1.0, "goal": 0.0, "met": False,
    }  # fmt: skip
