import textwrap

import hypothesis.strategies as st
import pytest
from hypothesis import given

from stance.text.sentences import paragraphs, sentences


def texts(text, spans):
    return [text[a:b] for a, b in spans]


def test_paragraphs_are_lines_without_their_margins():
    text = "  One.\n\n\t Two. \r\nThree.\u2029Four.\n   \n"
    assert texts(text, paragraphs(text)) == ["One.", "Two.", "Three.", "Four."]


def test_lines_that_were_broken_for_width_are_joined():
    whole = [
        "Ministers at odds",
        "The prime minister said on Monday that no soldiers would leave. He went home early.",
        '"We will stay. It is so. We must wait for the others to decide what they want," she said.',
        "They did not.",
    ]
    for width in (27, 32, 36, 40, 50):
        text = "\n".join(textwrap.fill(part, width) for part in whole)
        assert [part.replace("\n", " ") for part in texts(text, paragraphs(text))] == whole


def test_no_paragraph_ends_with_an_article_or_a_preposition():
    text = "He came on the afternoon train from Oslo, late on\nmonday, and sat there. The\nPremier left."
    assert texts(text, paragraphs(text)) == [text]


def test_lines_that_were_broken_for_width_are_parted_by_blank_ones():
    text = "He said on\nmonday he\nwould go.\n\nShe stays."
    assert texts(text, paragraphs(text)) == ["He said on\nmonday he\nwould go.", "She stays."]


def test_blank_lines_do_not_hide_that_lines_were_broken_for_width():
    long = "The minister said on Monday that no soldiers would\nleave the town, and that they\nwould stay."
    text = "\n\n\n".join([*(f"Line {n}" for n in range(9)), long, f"{long} She\ngave no more."])
    assert texts(text, paragraphs(text))[-2:] == [long, f"{long} She\ngave no more."]


def test_a_line_in_small_letters_among_many_paragraphs_is_its_own():
    text = "\n\n".join([*(f"Line {n}" for n in range(9)), "Ann Orr\nfrom Oslo", "Rome will go."])
    assert texts(text, paragraphs(text))[-3:] == ["Ann Orr", "from Oslo", "Rome will go."]


@pytest.mark.parametrize("title", ["Ms.", "Mr.", "Amb.", "Cllr.", "Lieut."])
def test_a_title_with_a_point_ends_no_sentence(title):
    text = f"We met {title} Ann Orr, the envoy. She was with {title} Šimić."
    assert texts(text, sentences(text)) == [
        f"We met {title} Ann Orr, the envoy.",
        f"She was with {title} Šimić.",
    ]


def test_abbreviations_end_no_sentence():
    text = "Gov. Smith met Mr. Li. The U.S. troops stay. “We go. We stay,” she said."
    assert texts(text, sentences(text)) == [
        "Gov. Smith met Mr. Li.",
        "The U.S. troops stay.",
        "“We go. We stay,” she said.",
    ]


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("He met Ms. Lee in May.", 1),
        ("It is called “The End”. Ms. Lee said so.", 2),
        ("Amb. Lee and Cllr. Orr stayed.", 1),
        ("They voted on Prop. 32 and left.", 1),
        ("The men have a 105-mm. gun and a 5 in. one.", 1),
        ("They left at 5 p.m. Monday.", 1),
        ("They left at 5:30 p.m. GMT on Monday.", 1),
        ("The gun has 105 mm of it. Lithuania has one.", 2),
        ("He asked for a sect. He left.", 2),
    ],
)
def test_more_abbreviations(text, n):
    assert len(sentences(text)) == n


@pytest.mark.parametrize("word", ["may", "no", "No", "ill", "sat", "march"])
def test_words_that_look_like_abbreviations_end_a_sentence(word):
    text = f"They said it {word}. Lithuania went first."
    assert [text[slice(*span)] for span in sentences(text)] == [
        f"They said it {word}.",
        "Lithuania went first.",
    ]
    assert len(sentences("They met at No. 10 on May 3.")) == 1


def test_the_party_and_state_of_a_senator_end_no_sentence():
    text = "Sen. Lee, D-N.H., said no. He left."
    assert texts(text, sentences(text)) == ["Sen. Lee, D-N.H., said no.", "He left."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(Laughter.) For our part, we go.", ["(Laughter.)", "For our part, we go."]),
        (
            "[Applause.]\nWe go. (They laughed!) He sat.",
            ["[Applause.]", "We go.", "(They laughed!)", "He sat."],
        ),
        ("(NATO) We go.", ["(NATO) We go."]),
        ("(Laughter) We go.", ["(Laughter) We go."]),
        ("(U.S. Army) men go.", ["(U.S. Army) men go."]),
        ("No. (Laughter.)", ["No. (Laughter.)"]),
        ("(He left.)", ["(He left.)"]),
        ("(1.) We go.", ["(1.) We go."]),
        ("(Laughter.) (Applause.) We go.", ["(Laughter.)", "(Applause.)", "We go."]),
        ("(They all go.) He sat.", ["(They all go.)", "He sat."]),
        ("(U.S.) Secretary Lee went.", ["(U.S.) Secretary Lee went."]),
        ("(Ret.) Gen. Lee went.", ["(Ret.) Gen. Lee went."]),
        ("(Maj. Gen.) Lee went.", ["(Maj. Gen.) Lee went."]),
        ("(e.g.) troops go.", ["(e.g.) troops go."]),
        ("(Really!) he went.", ["(Really!) he went."]),
    ],
)
def test_what_is_in_brackets_with_its_full_stop_is_a_sentence_before_another(text, expected):
    assert texts(text, sentences(text)) == expected


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
