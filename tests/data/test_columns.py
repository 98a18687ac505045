import numpy as np
import pytest

from stance.data.columns import added_names, given_names, judgement_columns, with_gaps
from stance.values import Position

POSITIONS = (Position.OPEN, Position.RULED_OUT, Position.NEUTRAL)


SURE, UNSURE = [0.70000049, 0.2, 0.1], [0.1, 0.3, 0.6]


def test_the_columns_hold_plain_values_in_order():
    moods = ["negative", "neutral"]
    columns = judgement_columns(np.array([SURE, UNSURE]), POSITIONS, moods, 0.65, "cascade 0.1.0")
    assert list(columns.items()) == [
        ("position", ["open", None]),
        ("probability_open", [0.7, 0.1]),
        ("probability_ruled_out", [0.2, 0.3]),
        ("probability_neutral", [0.1, 0.6]),
        ("sentiment", ["negative", "neutral"]),
        ("abstained", [False, True]),
        ("model", ["cascade 0.1.0", "cascade 0.1.0"]),
    ]
    assert type(columns["position"][0]) is str
    assert type(columns["abstained"][0]) is bool
    assert type(columns["probability_open"][0]) is float
    assert tuple(columns) == added_names(POSITIONS, has_sentiment=True)


def test_a_probability_as_great_as_was_asked_for_is_enough():
    assert judgement_columns(np.array([[0.5, 0.5]]), ("a", "b"), None, 0.5, "m")["position"] == ["a"]


def test_where_there_was_no_text_every_column_has_none():
    columns = judgement_columns(np.array([UNSURE]), POSITIONS, ["negative"], 0.0, "fast 0.1.0")
    filled = with_gaps(columns, [False, True, False])
    assert {name: column[1] for name, column in filled.items()} == {n: c[0] for n, c in columns.items()}
    assert all(column[0] is None and column[2] is None for column in filled.values())
    assert with_gaps(columns, [True]) == columns


@pytest.mark.parametrize("n_missing", [0, 2])
def test_columns_keep_their_names_where_nothing_is_judged(n_missing):
    columns = judgement_columns(np.zeros((0, 2)), ("yes", "no"), None, 0.0, "own 1")
    assert with_gaps(columns, [False] * n_missing) == dict.fromkeys(
        ("position", "probability_yes", "probability_no", "abstained", "model"), [None] * n_missing
    )


@pytest.mark.parametrize(
    ("names", "kept"),
    [
        (["text", "id"], ["text", "id"]),
        (["text", "position"], ["text", "given_position"]),
        (["position", "given_position"], ["given_given_position", "given_position"]),
        (["given_position", "position"], ["given_position", "given_given_position"]),
        (["model", "abstained"], ["given_model", "given_abstained"]),
        ([], []),
    ],
)
def test_an_input_column_of_an_added_name_is_kept_as_given(names, kept):
    assert given_names(names, iter(added_names(POSITIONS, has_sentiment=True))) == dict(
        zip(names, kept, strict=True)
    )


def test_a_column_named_like_another_models_is_left_alone():
    assert given_names(["probability_open"], added_names(("yes", "no"), has_sentiment=False)) == {
        "probability_open": "probability_open"
    }
