import tracemalloc

import numpy as np
import pytest

from stance.text.hashing import HashTable, hash_spans


def test_equal_words_have_equal_hashes_wherever_they_stand():
    codes = np.frombuffer(b"troops and troops or troop", dtype=np.uint8).astype(np.uint16)
    starts = np.array([0, 7, 11, 18, 21])
    ends = np.array([6, 10, 17, 20, 26])
    hashes = hash_spans(codes, starts, ends)
    assert hashes[0] == hashes[2]
    assert len(set(hashes.tolist())) == 4


def test_a_long_text_leaves_nothing_behind_it():
    codes = np.tile(np.frombuffer(b"troops ", dtype=np.uint8).astype(np.uint16), 400_000)
    starts = np.arange(0, len(codes), 7)
    tracemalloc.start()
    hashes = hash_spans(codes, starts, starts + 6)
    kept, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(set(hashes.tolist())) == 1
    assert kept < hashes.nbytes + 2**20 < most


def test_every_key_is_found_and_nothing_else():
    generator = np.random.default_rng(3)
    keys = np.unique(generator.integers(0, 2**64, 5000, dtype=np.uint64))
    table = HashTable(keys)
    assert table.find(keys).tolist() == list(range(len(keys)))
    others = np.setdiff1d(generator.integers(0, 2**64, 5000, dtype=np.uint64), keys)
    assert (table.find(others) == -1).all()


def test_keys_that_want_one_slot_are_all_found():
    keys = np.arange(1, 200, dtype=np.uint64)  # the high bits, which choose the slot, are all zero
    assert HashTable(keys).find(keys).tolist() == list(range(199))


def test_a_hash_of_zero_is_not_found_where_it_is_no_key():
    assert HashTable(np.array([5], dtype=np.uint64)).find(np.array([0], dtype=np.uint64)).tolist() == [-1]


def test_shapes_are_kept_and_empty_tables_find_nothing():
    hashes = np.arange(6, dtype=np.uint64).reshape(2, 3)
    assert HashTable(np.zeros(0, dtype=np.uint64)).find(hashes).tolist() == [[-1] * 3] * 2


def test_equal_keys_are_refused():
    with pytest.raises(ValueError, match="same hash"):
        HashTable(np.array([7, 7], dtype=np.uint64))


def test_probing_goes_on_in_arrays_of_two_dimensions():
    keys = np.arange(1, 200, dtype=np.uint64)
    assert HashTable(keys).find(keys[:198].reshape(2, 99)).ravel().tolist() == list(range(198))
