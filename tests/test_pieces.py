import string

import pytest

from stance.lexicon.table import compile_table
from stance.pieces import NAME_PIECE, SPECIAL, TARGET_PIECE, UNKNOWN, PieceReader
from stance.target import Target, troop_deployment

WORDS = (
    "the",
    "an",
    "will",
    "not",
    "send",
    "sends",
    "said",
    "he",
    "to",
    "colour",
    "have",
    "agreed",
    ",",
    ".",
    '"',
)
LETTERS = (*string.ascii_lowercase, *("##" + letter for letter in string.ascii_lowercase))
VOCABULARY = (*SPECIAL, *WORDS, *LETTERS)


def reader_of(target):
    table = compile_table([w for w in WORDS if w.isalpha()], target, troop_deployment())
    return PieceReader(VOCABULARY, table)


@pytest.fixture(scope="module")
def read():
    reader = reader_of(troop_deployment())
    return lambda text: " ".join(VOCABULARY[i] for i in reader([text])[0].ids)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        (
            "The United States will not send ground troops to Chad.",
            "[NAME] will not send [TARGET] to [NAME] .",
        ),
        ("He won't deploy 5,000 soldiers", "he will not send [NUMBER] [TARGET]"),
        ("They’ve agreed.", "the ##y have agreed ."),
        ("She said the color", "he said the colour"),
        ("He said “an ox”", 'he said " an o ##x "'),
        ("", ""),
        ("\u200b \n", ""),
        ("中 🎉", "[UNK] [UNK]"),
        ("the the UN", "the [NAME]"),
        ("to \ud83d to\udc00", "to [UNK] to [UNK]"),
    ],
)
def test_words_names_and_target(read, text, pieces):
    assert read(text) == pieces


def test_every_piece_keeps_the_span_of_its_word():
    text = "The  United States won’t zap “color” troops"
    pieces = reader_of(troop_deployment())([text])[0]
    spans = [text[a:b] for a, b in zip(pieces.starts, pieces.ends, strict=True)]
    assert spans == ["United States", "won", "’t", "zap", "zap", "zap", "“", "color", "”", "troops"]


def test_texts_of_a_batch_do_not_touch_each_other():
    reader = reader_of(troop_deployment())
    texts = ["", "the", "the UN", "UN troops", "troops the", "", "send"]
    assert reader(texts) == [reader([text])[0] for text in texts]


def test_another_target_reads_as_the_first_does():
    missiles = reader_of(Target.from_terms("missiles", nouns=["cruise missile"], verbs=["supply"]))
    troops = reader_of(troop_deployment())
    assert (
        missiles(["He will not supply cruise missiles."])[0].ids
        == troops(["He will not send troops."])[0].ids
    )


def test_a_word_too_long_is_one_unknown_piece():
    reader = reader_of(troop_deployment())
    assert reader(["x" * 100_000])[0].ids == [VOCABULARY.index(UNKNOWN)]
    assert VOCABULARY.index(NAME_PIECE) not in reader(["the troops"])[0].ids
    assert VOCABULARY.index(TARGET_PIECE) in reader(["the troops"])[0].ids
