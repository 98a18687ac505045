import datetime as dt
import decimal
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.data.jsonl import dumps, loads
from stance.errors import DataError

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(VALUES)
def test_whatever_json_can_hold_comes_back_as_it_was(value):
    line = dumps(value)
    assert b"\n" not in line
    assert loads(line.decode()) == value
    assert json.loads(line) == value


@pytest.mark.parametrize("number", [2**53 + 1, 2**63, -(2**63) - 1, 2**64, 10**30])
def test_a_long_whole_number_stays_whole(number):
    assert loads(f'{{"id":{number}}}') == {"id": number}
    assert dumps({"id": number}) == f'{{"id":{number}}}'.encode()


def test_lone_surrogates_are_escaped_and_read_back():
    assert dumps({"text": "\ud800 é"}) == b'{"text":"\\ud800 \\u00e9"}'
    assert loads('{"text":"\\ud800"}') == {"text": "\ud800"}


@pytest.mark.parametrize("line", ["NaN", '{"a":Infinity}', "[1,]", "", "{'a': 1}", '{"a":1} x', "\x00"])
def test_what_is_no_json_is_refused(line):
    with pytest.raises(ValueError, match=r"JSON|expecting|Expecting|Extra"):
        loads(line)


@pytest.mark.parametrize(
    "line", ['{"a":1e999}', '{"a":-1e999}', '{"a":[1E400,1]}', '{"a":1e999,"b":"\\ud800"}']
)
def test_a_number_that_no_float_can_hold_is_refused_and_never_null(line):
    with pytest.raises(ValueError, match=r"too large for a number of 64 bits"):
        loads(line)
    assert loads('{"a":1e308,"b":"\\ud800"}') == {"a": 1e308, "b": "\ud800"}


def test_numbers_that_json_has_not_are_null_beside_long_ones_too():
    long = 2**70
    assert dumps({"a": long, "b": [float("nan"), float("inf")], "c": 1.5}) == (
        f'{{"a":{long},"b":[null,null],"c":1.5}}'.encode()
    )


def test_values_that_json_has_not():
    when = dt.datetime(2024, 2, 26, 21, 30, tzinfo=dt.UTC)
    assert dumps({"when": when, "price": decimal.Decimal("1.10")}) == (
        b'{"when":"2024-02-26T21:30:00+00:00","price":"1.10"}'
    )
    with pytest.raises(DataError, match="binary data"):
        dumps({"image": b"\x89PNG"})
