"""Who says what a sentence tells: behind a comma or an apposition, by a paper, by what is quoted."""

from __future__ import annotations

import pytest

from stance.reading.acts import is_participial
from stance.reading.statements import find_statements


def first(text: str) -> list[str]:
    return sorted(h.name for h in find_statements(text)[0].holders)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The premier, Ann Orr, announced the deployment of 300 soldiers.", "Ann Orr"),
        ("The president, Jan Kos, declared the mission over.", "Jan Kos"),
        ("Ann Orr, the premier, confirmed the dispatch of two battalions.", "Ann Orr"),
        ("Norway's foreign minister, Jan Kos, promised a battalion.", "Jan Kos"),
        ("After the talks failed, the president, Jan Kos, announced the withdrawal.", "Jan Kos"),
        ("The Greens, the largest party, announced the end of the mission.", "Greens"),
        ("Ann Orr, 44, announced the withdrawal of the brigade.", "Ann Orr"),
        ("It shames the president, Jan Kos, says the kiosk keeper.", "kiosk keeper"),
        ("It is bad for the minister, Ann Orr, says the kiosk keeper.", "kiosk keeper"),
        ("The mission is folly, says the kiosk keeper.", "kiosk keeper"),
    ],
)
def test_what_a_subject_announces_behind_an_apposition_is_no_speaker(text, expected):
    assert first(text) == [expected]


def test_what_a_subject_does_beside_is_looked_for_within_its_clause():
    assert is_participial("speaking", [], 0, 8)
    assert not is_participial("speaking", [], 0, 5)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Never,” was all that Ann Orr would say.", ["Ann Orr"]),
        ("“No troops,” was all the Norwegian premier told reporters.", ["Norwegian premier"]),
        ("“Never” is all that the Greens were prepared to say.", ["Greens"]),
        ("“No troops” was the message from Ann Orr.", ["Ann Orr"]),
        ("“No troops,” was the word from Oslo.", ["Oslo"]),
        ("“We will send nobody” is what Ann Orr promised.", ["Ann Orr"]),
        ("“Peace first” is what Norway wants.", ["Norway"]),
        ("“Folly” is what the plan was called.", []),
        ("“A liar” is what the minister was called.", []),
        ("“Never” was all Ann Orr's fault.", []),
    ],
)
def test_who_says_all_of_a_quotation(text, expected):
    assert first(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A statement by Britain ruled out sending troops.", ["Britain"]),
        ("An open letter by the bishops opposed the mission.", ["bishops"]),
        ("A joint statement by the Danish envoys expressed support for the mission.", ["Danish envoys"]),
        ("Britain's statement ruled out sending troops.", ["Britain"]),
        ("A statement by Britain opposed by Chad was withdrawn.", ["Chad"]),
        ("A letter by Ann Orr was lost.", []),
        ("A statement by Britain drew protests from Chad.", []),
    ],
)
def test_whose_paper_takes_a_position(text, expected):
    assert first(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway will send no troops, Ann Orr, has just told the broadcaster NRK.", ["Ann Orr", "Norway"]),
        ("It would be folly to send troops, the premier just said.", ["premier"]),
        ("No troops will go, the premier has since confirmed.", ["premier"]),
    ],
)
def test_adverbs_before_a_verb_of_speech(text, expected):
    assert first(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The far right opposes the mission.", ["far right"]),
        ("The religious right rejects any deployment.", ["religious right"]),
        ("Matignon ruled out sending troops.", ["Matignon"]),
        ("Zhongnanhai refuses to send troops.", ["Zhongnanhai"]),
        ("Number Ten ruled out sending troops.", ["Number Ten"]),
        ("Jan Kos of the far right opposes the mission.", ["Jan Kos"]),
        ("The right to stay was refused.", []),
        ("On the far right of the road stood soldiers.", []),
    ],
)
def test_wings_and_seats_of_one_word(text, expected):
    assert first(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("According to Ann Orr, a thousand Kenyan police officers are ready to fly.", [["Ann Orr"]]),
        ("A hundred deputies oppose the mission.", [["hundred deputies"]]),
        ("Norway backs the base, a step Western allies oppose.", [["Norway"], ["Western allies"]]),
    ],
)
def test_a_thousand_of_them_are_no_step_that_others_judge(text, expected):
    assert [sorted(h.name for h in p.holders) for p in find_statements(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“No troops,” an annoyed Kos told the chamber, adding that Oslo's plan was folly.", ["Kos"]),
        ("“No troops,” a visibly tired Ann Orr told Norway's envoy.", ["Ann Orr"]),
        ("“No troops,” said the envoy, a friend of Kos.", ["envoy"]),
        ("Chad wants a mission, but a wary Kos rejects it.", ["Chad"]),
    ],
)
def test_how_who_says_it_looks(text, expected):
    assert first(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“No troops will go,” the Herald quoted her as saying on Friday.", ["Ann Orr"]),
        ("No troops will go, the Herald cites her as saying.", ["Ann Orr"]),
        ("“No troops will go,” the Herald wrote, which quoted her as a minister.", ["Herald"]),
    ],
)
def test_she_whom_somebody_quotes(text, expected):
    assert sorted(h.name for h in find_statements(f"Ann Orr came to Oslo. {text}")[1].holders) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“No troops!” the women shouted.", ["women"]),
        ("“No troops!” chanted the crowd.", ["crowd"]),
        ("“No troops!” Ann Orr yelled.", ["Ann Orr"]),
        ("“No troops!” Ann Orr snapped.", ["Ann Orr"]),
        ("The premier was shouted down when she said troops would go.", ["premier"]),
    ],
)
def test_who_says_it_aloud(text, expected):
    assert [h.name for h in find_statements(f"Jan Kos came to Mali. {text}")[1].holders] == expected
