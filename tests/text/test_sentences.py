import hypothesis.strategies as st
from hypothesis import given

from stance.text.sentences import paragraphs, sentences


def texts(text, spans):
    return [text[a:b] for a, b in spans]


def test_paragraphs_are_lines_without_their_margins():
    text = "  One.\n\n\t Two. \r\nThree.\u2029Four.\n   \n"
    assert texts(text, paragraphs(text)) == ["One.", "Two.", "Three.", "Four."]


def test_abbreviations_end_no_sentence():
    text = "Gov. Smith met Mr. Li. The U.S. troops stay. “We go. We stay,” she said."
    assert texts(text, sentences(text)) == [
        "Gov. Smith met Mr. Li.",
        "The U.S. troops stay.",
        "“We go. We stay,” she said.",
    ]


def test_the_party_and_state_of_a_senator_end_no_sentence():
    text = "Sen. Lee, D-N.H., said no. He left."
    assert texts(text, sentences(text)) == ["Sen. Lee, D-N.H., said no.", "He left."]


def test_a_part_keeps_the_spans_of_the_whole():
    text = "No. Yes. Perhaps."
    assert texts(text, sentences(text, 4, 8)) == ["Yes."]


@given(st.text(alphabet="ab.?! \n“”\"'é\u2029", max_size=200))
def test_spans_are_in_order_and_lose_no_word(text):
    for spans in (paragraphs(text), sentences(text)):
        flat = [x for span in spans for x in span]
        assert flat == sorted(flat)
        assert "".join("".join(texts(text, spans)).split()) == "".join(text.split())


def test_a_text_without_a_blank_is_cut():
    spans = sentences("a" * 100_000)
    assert sum(b - a for a, b in spans) == 100_000
