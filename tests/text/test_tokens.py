import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.text.tokens import tokenize
from tests.strategies import texts as any_texts


def split(text: str) -> list[str]:
    table = tokenize([text])
    return [text[a:b] for a, b in zip(table.starts, table.ends, strict=True)]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("We won't go.", ["We", "won", "'t", "go", "."]),
        ("Berlin’s U.S. base, 5,000 strong", ["Berlin", "’s", "U.S.", "base", ",", "5,000", "strong"]),
        ("peace-keepers — not now", ["peace", "keepers", "—", "not", "now"]),
        ("at 5 p.m. J. Smith", ["at", "5", "p.m.", "J", ".", "Smith"]),
        ("‘quoted’ 1.5", ["‘", "quoted", "’", "1.5"]),
        ("a--b", ["a", "-", "-", "b"]),
        ("tro\u00adops", ["tro\u00adops"]),
        ("o\ufb00 the \ufb01eld", ["o\ufb00", "the", "\ufb01eld"]),
        ("", []),
        (" \t\x00\x07", []),
        ("\ud800 \U0001f600", ["\ud800", "\U0001f600"]),
        ("войска وقوات 部隊", ["войска", "وقوات", "部隊"]),
    ],
)
def test_tokens(text, tokens):
    assert split(text) == tokens


def test_each_text_keeps_its_own_spans():
    table = tokenize(["One two", "", "three"])
    assert table.firsts.tolist() == [0, 2, 2, 3]
    assert table.text.tolist() == [0, 0, 2]
    assert table.starts.tolist() == [0, 4, 0]
    assert table.capital.tolist() == [True, False, False]


@given(st.lists(any_texts, max_size=6))
def test_a_batch_has_the_tokens_of_its_texts(batch):
    table = tokenize(batch)
    for i, text in enumerate(batch):
        alone = tokenize([text])
        rows = slice(table.firsts[i], table.firsts[i + 1])
        assert table.hashes[rows].tolist() == alone.hashes.tolist()
        assert table.starts[rows].tolist() == alone.starts.tolist()
        assert table.ends[rows].tolist() == alone.ends.tolist()


@given(any_texts)
def test_spans_lie_inside_the_text_in_order_and_do_not_overlap(text):
    table = tokenize([text])
    assert (table.starts < table.ends).all()
    assert (table.starts[1:] >= table.ends[:-1]).all()
    assert not len(table) or table.starts[0] >= 0
    assert not len(table) or table.ends[-1] <= len(text)
