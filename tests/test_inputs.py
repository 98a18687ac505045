import numpy as np
import pytest

from stance.inputs import check_text, check_texts, numbered_texts, texts_or_none


@pytest.mark.parametrize("bad", [None, 3, 2.5, ["a"], object()])
def test_what_is_no_text_is_named(bad):
    with pytest.raises(TypeError, match=f"the text is {type(bad).__name__}, not str"):
        check_text(bad)


def test_bytes_get_advice():
    with pytest.raises(TypeError, match="decode it first"):
        check_text(b"abc")


def test_the_place_in_a_list_is_named():
    with pytest.raises(TypeError, match=r"texts\[1\] is NoneType"):
        check_texts(["a", None])


@pytest.mark.parametrize("single", ["one", b"one"])
def test_one_text_is_no_list(single):
    with pytest.raises(TypeError, match="put it into a list"):
        check_texts(single)


def test_what_cannot_be_iterated_is_named():
    with pytest.raises(TypeError, match="got int"):
        check_texts(4)


def test_generators_are_taken():
    assert check_texts(c for c in "ab") == ["a", "b"]


def test_mappings_and_tables_are_no_lists_of_texts():
    class Table:
        columns = ("text",)

    for table in ({"text": "a"}, Table()):
        with pytest.raises(TypeError, match="take its column of texts"):
            check_texts(table)


def test_missing_texts_are_none_and_others_are_checked():
    class NAType:  # as pandas has it: neither equal to itself nor not
        def __eq__(self, other):
            raise TypeError

        __hash__ = None

    assert texts_or_none(["a", None, float("nan"), NAType(), ""]) == ["a", None, None, None, ""]
    for bad in (0.0, False, b"a", []):
        with pytest.raises(TypeError, match=r"texts\[1\] is .*, not str"):
            texts_or_none([None, bad])


def test_arrays_give_strings_of_python():
    texts = check_texts(np.array(["a", "b"]))
    assert texts == ["a", "b"]
    assert {type(text) for text in texts} == {str}
    with pytest.raises(TypeError, match="got one text"):
        check_texts(np.array("a"))


def test_a_stream_counts_across_batches_and_takes_the_scalars_of_arrow(labeler):
    pa = pytest.importorskip("pyarrow")
    assert len(list(labeler.stream(pa.array(["We stay."] * 3), batch_size=2))) == 3
    with pytest.raises(TypeError, match=r"texts\[5\]"):
        list(labeler.stream(iter(["We stay."] * 5 + [1]), batch_size=2))


def test_texts_one_by_one_are_python_s_own():
    assert [type(text) for text in numbered_texts(np.array(["a", "b"]))] == [str, str]
