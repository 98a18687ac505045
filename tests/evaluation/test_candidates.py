import numpy as np

from stance.evaluation.review import SUSPECT, UNSURE, candidates

LABELS = ("a", "b")
ROWS = np.array([[0.9, 0.1], [0.55, 0.45], [0.2, 0.8], [0.51, 0.49], [0.95, 0.05]])


def test_the_least_sure_come_first():
    found = candidates([None] * 5, ROWS, LABELS, 2)
    assert [(c.place, c.reason, c.likeliest, c.given) for c in found] == [
        (3, UNSURE, "a", None),
        (1, UNSURE, "a", None),
    ]


def test_labels_that_the_model_doubts_most_come_first_and_agreement_never():
    found = candidates(["b", "a", "a", "b", "b"], ROWS, LABELS, 10)
    assert [c.place for c in found] == [4, 0, 2, 3]
    assert {c.reason for c in found} == {SUSPECT}
    assert found[0].given == 0.05


def test_half_of_the_places_go_to_each_kind_while_both_last():
    given = [None, None, "a", None, "b"]
    assert [c.place for c in candidates(given, ROWS, LABELS, 2)] == [3, 4]
    assert [c.place for c in candidates(given, ROWS, LABELS, 4)] == [3, 1, 4, 2]
    assert [c.place for c in candidates(given, ROWS, LABELS, 9)] == [3, 1, 0, 4, 2]


def test_a_label_that_the_model_does_not_know_is_suspect():
    (found,) = candidates(["c"], ROWS[:1], LABELS, 5)
    assert (found.reason, found.given) == (SUSPECT, 0.0)


def test_no_rows():
    assert candidates([], np.zeros((0, 2)), LABELS, 5) == []


def test_copies_of_a_text_without_a_label_are_looked_at_once():
    found = candidates([None, None, None, "b", "b"], ROWS, LABELS, 9, [0, 1, 0, 1, 1])
    assert sorted(c.place for c in found if c.reason == UNSURE) == [0, 1]
