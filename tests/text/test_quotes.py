import numpy as np
import pytest

from stance.text.tokens import tokenize

QUOTE = tokenize(['"']).hashes[0]


def quoted(*texts):
    """Return each text's single quotation marks by their places."""
    table = tokenize(list(texts))
    marks = table.hashes == QUOTE
    return [table.starts[marks & (table.text == i)].tolist() for i in range(len(texts))]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("‘No,’ he said.", [0, 4]),
        ("'No,' he said.", [0, 4]),
        ("a 'possible' mission", [2, 11]),
        ("to send 'troops' out", [8, 15]),
        ("We say 'no'.", [7, 10]),
        ("'The soldiers' families,' he said", [0, 24]),
        ("They send 'troops', not the allies' men.", [10, 17]),
        ("the soldiers' families", []),
        ("We can't go, tellin' them", []),
        ("the ’90s", []),
        ("the U.S.'s army", []),
        ("He said 'no' of the allies' plan", [8, 11]),
        ("'", []),
        ("", []),
    ],
)
def test_single_quotation_marks(text, places):
    assert quoted(text) == [places]


def test_a_quotation_left_open_ends_with_its_text():
    assert quoted("He said 'no", "tellin' them", "the soldiers' pay") == [[8], [], []]


def test_single_and_double_marks_read_alike():
    table = tokenize(["‘We will go,’ he said.", "“We will go,” he said."])
    assert np.array_equal(*np.split(table.hashes, 2))


def test_invisible_characters_and_ligatures_do_not_shift_the_marks():
    assert quoted("o\ufb03ce \u200b‘no’", "‘no’") == [[6, 9], [0, 3]]
