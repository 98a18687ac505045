import numpy as np

from stance.tally import Tally


def frequent(parts, min_count):
    tally = Tally()
    for hashes, text in parts:
        tally.add(np.array(hashes, dtype=np.uint64), np.array(text, dtype=np.int64))
    return tuple(column.tolist() for column in tally.frequent(min_count))


def test_texts_are_counted_and_not_occurrences():
    assert frequent([([7, 7, 9, 9], [0, 0, 0, 1])], 2) == ([9], [0], [2])


def test_parts_add_up_and_the_first_place_counts():
    parts = [([5, 3], [0, 0]), ([3, 8, 5], [0, 0, 1]), ([8, 3], [0, 1])]
    assert frequent(parts, 2) == ([3, 5, 8], [0, 0, 1], [1, 0, 1])
    assert frequent(parts, 3) == ([3], [0], [1])
    assert frequent(parts, 4) == ([], [], [])


def test_what_is_void_is_never_frequent():
    assert frequent([([0, 0, 4], [0, 1, 1])], 1) == ([4], [0], [2])


def test_nothing():
    assert frequent([], 1) == frequent([([], [])], 1) == ([], [], [])
