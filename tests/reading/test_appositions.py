import pytest

from stance.reading.appositions import follows_verb
from stance.reading.phrases import mentions_of
from stance.reading.tokens import tokens_of


def read(text):
    tokens = tokens_of(text, 0, len(text))
    return tokens, mentions_of(tokens)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The envoy for Mali and the Sahel left.", ["Mali", "Sahel"]),
        ("After talks with Italy or Spain it ended.", ["Italy", "Spain"]),
        ("In Italy, Spain and France it ended.", ["Italy"]),
        ("Kos sent troops to Mali and Spain refused.", ["Mali"]),
        ("After talks in Mali and Jan Kos it ended.", ["Mali"]),
    ],
)
def test_a_preposition_governs_a_list(text, expected):
    assert [m.name for m in read(text)[1] if m.governed] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Italy refused Spain", True),
        ("Kos says that Spain", False),
        ("Kos says Spain", False),
        ("Foreign ministers from Spain", False),
        ("Spain", False),
    ],
)
def test_a_verb_before_the_last_mention_is_seen_in_its_clause(text, expected):
    tokens, mentions = read(text)
    place = next(k for k, t in enumerate(tokens) if t.start == mentions[-1].start)
    assert follows_verb(tokens, mentions, place) is expected


def test_a_verb_of_the_clause_before_does_not_count():
    tokens, mentions = read("Kos refused troops and Italy and Spain")
    assert follows_verb(tokens, mentions, len(tokens) - 1)
    assert not follows_verb(tokens, mentions, len(tokens) - 1, begin=4)
