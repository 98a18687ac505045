import pytest

from stance.reading.statements import Voice, find_statements


def held(text):
    return [(text[p.span.start : p.span.end], [h.name for h in p.holders]) for p in find_statements(text)]


def holders(text):
    return [names for _, names in held(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We go,” Kaja Tamm said.", [("“We go,”", ["Kaja Tamm"])]),
        ("“We will go,” said Kaja Tamm, the minister.", [("“We will go,”", ["Kaja Tamm"])]),
        ("Kaja Tamm told reporters: “We will go.”", [("“We will go.”", ["Kaja Tamm"])]),
        (
            "“We will go,” Kaja Tamm said. “We will stay.”",
            [("“We will go,”", ["Kaja Tamm"]), ("“We will stay.”", ["Kaja Tamm"])],
        ),
        ("Jan Kos, a former minister who left, told Anna Lee that it was over.", None),
        ("According to Jan Kos, the talks are over.", None),
        ("A force would be a target, spokesman Jan Kos has told the agency.", None),
        ("Asked whether Anna Lee had agreed, Jan Kos replied that it was over.", None),
        ("In Rome, Deputy Prime Minister Jan Kos went further.", None),
    ],
)
def test_who_says_it(text, expected):
    assert held(text) == (expected or [(text, ["Jan Kos"])])


def test_a_quotation_over_paragraphs_has_one_speaker():
    text = "“One thing is clear,” Jan Kos said. “We will go.\n\n“And we will stay.”"
    assert holders(text) == [["Jan Kos"]] * 3


def test_a_surname_a_title_and_a_pronoun_stand_for_the_full_name():
    text = (
        "Kos said nothing.\n\nForeign minister Jan Kos arrived late. The foreign minister said he was tired. "
        "He added that it was over.\n\nAnna Lee disagreed. She said it had begun."
    )
    assert holders(text) == [["Jan Kos"]] * 4 + [["Anna Lee"]] * 2


def test_a_state_its_seat_and_its_government_are_one_holder():
    text = "Germany has refused. Berlin said no again. The German government has said so before."
    (names,) = {tuple(n) for n in holders(text)}
    assert names == ("Germany",)


def test_a_group_and_its_named_members():
    text = "Many EU countries, including Germany, the UK, as well as Spain, have ruled it out."
    assert holders(text) == [["Many EU countries", "Germany", "UK", "Spain"]]


def test_two_holders_in_one_sentence():
    text = "While Germany has ruled out sending troops, Lithuania welcomed the debate."
    assert held(text) == [
        (text, ["Germany"]),
        ("Lithuania welcomed the debate.", ["Lithuania"]),
    ]
    first = find_statements(text)[0]
    assert text[first.judged.start : first.judged.end] == "While Germany has ruled out sending troops"


def test_what_is_said_beside_a_quotation():
    text = (
        "“We stay at home,” Jan Kos said, adding that his country would not be sending any missiles either."
    )
    assert held(text)[1] == ("his country would not be sending any missiles either.", ["Jan Kos"])


def test_the_writer_s_own_claims_have_no_holder():
    text = "There is no consensus on troops. Germany is believed to have few. It was raining."
    assert holders(text) == [[], [], []]


def test_an_author_in_the_first_person_is_the_holder():
    text = (
        "OPINION\n\nBy Marie Hoog\n\nI was wrong. What I want is a force.\n\nMy country should go. Send them."
    )
    assert holders(text)[2:] == [["Marie Hoog"]] * 4


def test_a_transcript_has_speakers_and_questions():
    text = (
        "MODERATOR: Good evening.\n\nDEFENSE MINISTER JAN KOS: We stay at home.\n\n"
        "Q: Will you send troops?\n\nMINISTER KOS: No.\n\nWe never will.\n\nQ: Thank you."
    )
    found = [(p.voice, [h.name for h in p.holders]) for p in find_statements(text)]
    assert found == [
        (Voice.QUESTION, []),
        (Voice.QUOTED, ["Jan Kos"]),
        (Voice.QUESTION, []),
        (Voice.QUOTED, ["Jan Kos"]),
        (Voice.QUOTED, ["Jan Kos"]),
        (Voice.QUESTION, []),
    ]


def test_an_interview_takes_turns():
    text = (
        "Jan Kos has run the ministry for a year. Kos met us at noon. Excerpts:\n\n"
        "Will you send troops?\n\nNo, never.\n\nWill others?\n\nPerhaps.\n\nAre you sure?\n\nI am."
    )
    assert [(p.voice, [h.name for h in p.holders]) for p in find_statements(text)][3:] == [
        (Voice.QUESTION, []),
        (Voice.QUOTED, ["Jan Kos"]),
    ] * 3


def test_a_heading_is_one_statement_and_a_dateline_none():
    text = "‘No troops’ for Mali, Paris says | World | News\n\nPARIS (AP) — Jan Kos said no."
    assert held(text) == [("‘No troops’ for Mali, Paris says", ["Paris"]), ("Jan Kos said no.", ["Jan Kos"])]


def test_every_span_lies_in_the_text(root):
    for path in sorted((root / "fixtures" / "articles").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        for p in find_statements(text):
            assert 0 <= p.span.start < p.span.end <= len(text)
            assert 0 <= p.judged.start < p.judged.end <= len(text)
            assert text[p.span.start : p.span.end].strip() == text[p.span.start : p.span.end]


def judged(text):
    return [
        (text[slice(*p.context)] + " " if p.context else "") + text[slice(*p.judged)]
        for p in find_statements(text)
    ]


def test_a_short_answer_is_judged_with_its_question():
    text = (
        "MODERATOR: Welcome.\n\nQ: Thank you. Will you send troops?\n\nMINISTER KOS: No.\n\n"
        "MINISTER KOS: We have talked about that for long."
    )
    assert judged(text)[3:] == ["Will you send troops? No.", "We have talked about that for long."]


def test_a_quotation_of_few_words_is_judged_in_its_sentence():
    text = "“Not a chance,” Jan Kos said when asked if he would send soldiers."
    assert judged(text) == [text]


def test_what_repeats_is_judged_with_what_it_repeats():
    text = "Spain will send a battalion. Italy will not. France has followed suit."
    assert judged(text) == [
        "Spain will send a battalion.",
        "Spain will send a battalion. Italy will not.",
        "Italy will not. France has followed suit.",
    ]
