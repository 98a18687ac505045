import pytest

from stance.data.columns import added_names, given_names, judgement_columns
from stance.values import Judgement, Position, Sentiment

POSITIONS = (Position.OPEN, Position.RULED_OUT, Position.NEUTRAL)


def judgement(position, sentiment=Sentiment.NEGATIVE):
    probabilities = {"open": 0.70000049, "ruled_out": 0.2, "neutral": 0.1}
    return Judgement("We go.", position, probabilities, sentiment, {}, {}, None)


def test_the_columns_hold_plain_values_in_order():
    columns = judgement_columns([judgement(Position.OPEN), judgement(None)], "cascade 0.1.0", POSITIONS, True)
    assert list(columns.items()) == [
        ("position", ["open", None]),
        ("probability_open", [0.7, 0.7]),
        ("probability_ruled_out", [0.2, 0.2]),
        ("probability_neutral", [0.1, 0.1]),
        ("sentiment", ["negative", "negative"]),
        ("abstained", [False, True]),
        ("model", ["cascade 0.1.0", "cascade 0.1.0"]),
    ]
    assert type(columns["position"][0]) is str
    assert type(columns["sentiment"][0]) is str
    assert tuple(columns) == added_names(POSITIONS, has_sentiment=True)


def test_where_there_was_no_text_every_column_has_none():
    columns = judgement_columns([None, judgement(Position.OPEN), None], "fast 0.1.0", POSITIONS, True)
    assert len(columns) == 7
    assert all(column[0] is None and column[2] is None for column in columns.values())
    assert all(column[1] is not None for column in columns.values())


@pytest.mark.parametrize("judgements", [[], [None, None]])
def test_columns_keep_their_names_where_nothing_is_judged(judgements):
    columns = judgement_columns(judgements, "own 1", ("yes", "no"), has_sentiment=False)
    assert columns == dict.fromkeys(
        ("position", "probability_yes", "probability_no", "abstained", "model"), judgements
    )


def test_columns_of_one_table_are_lists_of_their_own():
    columns = judgement_columns([], "own 1", ("yes", "no"), has_sentiment=False)
    columns["position"].append("yes")
    assert columns["model"] == []


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
