import pytest

from stance.reading.appositions import follows_verb
from stance.reading.phrases import mentions_of
from stance.reading.statements import find_statements
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
        ("It sent men to Mali, Chad, Togo and Kenya.", ["Mali", "Chad", "Togo", "Kenya"]),
        ("It sent men to Mali, Chad, Togo and other places, Spain said.", ["Mali", "Chad", "Togo"]),
        ("It sent men to Mali, Chad was told.", ["Mali"]),
        ("It sent men to Mali, Chad, Togo will.", ["Mali"]),
        ("Kos sent troops to Mali and Spain refused.", ["Mali"]),
        ("After talks in Mali and Jan Kos it ended.", ["Mali"]),
    ],
)
def test_a_preposition_governs_a_list(text, expected):
    assert [m.name for m in read(text)[1] if m.governed] == expected


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("A Democrat from Ohio, Ann Orr, left.", "Ann Orr", "democrat"),
        ("In Oslo a veteran Green of the Storting, Ann Orr, left.", "Ann Orr", "green"),
        ("In Rome an adviser to the prime minister, Jan Kos, left.", "Jan Kos", "adviser"),
        ("After talks with the foreign minister, Jan Kos, it ended.", "Jan Kos", "foreign minister"),
        ("In an interview with a broadcaster, former envoy Jan Kos left.", "Jan Kos", "former envoy"),
        ("Former Trotskyist Jan Kos left.", "Jan Kos", "former trotskyist"),
        ("New Jersey Republican Jan Kos left.", "Jan Kos", "new jersey republican"),
        ("It ended, said Ohio Democrat Jan Kos.", "Jan Kos", "ohio democrat"),
        ("The Young Republican Union left.", "Young Republican Union", ""),
        ("Lieutenant General (ret.) Jan Kos left.", "Jan Kos", "general"),
        ("The Prime Minister (Mr Kos) left.", "Kos", "prime minister"),
        ("The prime minister (Rt. Hon. Sir Jan Kos) left.", "Jan Kos", "prime minister"),
        ("The Minister for Defence (Jan Kos) left.", "Jan Kos", "minister"),
        ("The envoy (Jan Kos, 45) left.", "Jan Kos", "envoy"),
        ("The minister (see Jan Kos) left.", "Jan Kos", ""),
        ("The Chairperson of the African Union Commission Jan Kos left.", "Jan Kos", "chairperson"),
        ("The head of the Peace Party Jan Kos left.", "Jan Kos", "head"),
    ],
)
def test_a_name_is_set_beside_the_office_that_is_its_own(text, name, role):
    found = next(m for m in read(text)[1] if m.name == name)
    assert found.role == role


def test_who_speaks_to_a_broadcaster_is_no_broadcaster():
    found = read("In an interview with a broadcaster, former envoy Jan Kos left.")[1]
    assert [(m.name, m.governed) for m in found] == [("broadcaster", True), ("Jan Kos", False)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ann Orr of Dayton, Ohio, left.", ["Dayton", "Ohio"]),
        ("After talks in Dayton, Ann Orr left.", ["Dayton"]),
        ("In Rome, Ann Orr, a senator, left.", ["Rome"]),
    ],
)
def test_a_place_within_another_is_governed_too(text, expected):
    assert [m.name for m in read(text)[1] if m.governed] == expected


def test_a_government_is_that_of_the_seat_before_it():
    assert read("In Asmara the government left.")[1][-1].owner == "Eritrea"
    assert read("Talks in Asmara failed, and the government left.")[1][-1].owner == ""


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


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Secretary of State rightly said no.", "Secretary of State"),
        ("The head of mission repeatedly refused.", "head of mission"),
        ("The leader of the family said no.", "leader of the family"),
        ("The minister for early elections said no.", "minister for early elections"),
    ],
)
def test_how_somebody_acts_is_no_part_of_an_office(text, name):
    assert read(text)[1][0].name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The prime minister (Labour) left.", "prime minister"),
        ("The head of the Peace Party Leeds Branch left.", "head of the Peace Party Leeds Branch"),
        ("The head of the Joint Committee New Zealand left.", "head of the Joint Committee New Zealand"),
    ],
)
def test_what_is_no_name_of_who_is_in_an_office(text, name):
    assert read(text)[1][0].name == name


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The largest coalition party, the Social Union, said no.", ["Social Union"]),
        ("The largest coalition party, the Social Union, however, said no.", ["Social Union"]),
        ("Peru's main opposition party, Renewal, wants out.", ["Renewal"]),
        ("A rebel group, the Red Front, will fight them.", ["Red Front"]),
        ("The coalition party said no.", ["coalition party"]),
        (
            "The ruling party, the Social Union, and the army said no.",
            ["ruling party", "Social Union", "army"],
        ),
        ("The head of the opposition party, Orr, said no.", ["Orr"]),
        ("The ruling party, Jan Kos said, wants out.", ["Jan Kos", "ruling party"]),
    ],
)
def test_a_party_is_called_by_the_name_set_beside_it(text, names):
    found = [h.name for p in find_statements(text) for h in p.holders]
    assert sorted(set(found)) == sorted(names)
