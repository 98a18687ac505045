"""How those who may hold a position are named: offices, groups, bodies, names with what is set beside them."""

import pytest

from stance.reading.phrases import mentions_of
from stance.reading.statements import find_statements
from stance.reading.tokens import tokens_of


def named(text):
    """Return the kind and the name of each mention of a sentence."""
    return [(m.kind.value, m.name) for m in mentions_of(tokens_of(text, 0, len(text)))]


def holders(text):
    """Return the holders of each statement of a text."""
    return [[holder.name for holder in passage.holders] for passage in find_statements(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("U.S. officials left.", [("group", "U.S. officials")]),
        ("At dawn US commanders left.", [("group", "US commanders")]),
        ("After talks with Kosovo leaders it ended.", [("group", "Kosovo leaders"), ("pronoun", "it")]),
        ("White House aides left.", [("group", "White House aides")]),
        ("In Oslo ministers left.", [("state", "Oslo"), ("group", "ministers")]),
        ("Peru hosts the talks.", [("state", "Peru"), ("group", "hosts")]),
        ("The Kremlin states this.", [("state", "Kremlin"), ("group", "states")]),
    ],
)
def test_a_group_is_that_of_the_state_before_it(text, expected):
    assert named(text) == expected
