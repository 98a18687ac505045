import json
import random
import re

import pytest

from stance.reading.layout import lay_out
from stance.reading.passages import Voice
from stance.reading.statements import find_statements


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
        (
            "The Civic Union (CU), the Peasants' Party and the Greens oppose it.",
            [
                (
                    "The Civic Union (CU), the Peasants' Party and the Greens oppose it.",
                    ["Civic Union", "Peasants' Party", "Greens"],
                )
            ],
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
        ("While Germany has ruled out sending troops", ["Germany"]),
        ("Lithuania welcomed the debate.", ["Lithuania"]),
    ]


def test_a_sentence_of_several_holders_is_told_whole_clause_by_clause():
    text = "Mali said no, Chad said yes, and Mali said no again, as the rain went on."
    assert held(text) == [
        ("Mali said no", ["Mali"]),
        ("Chad said yes", ["Chad"]),
        ("Mali said no again, as the rain went on.", ["Mali"]),
    ]
    text = "Mali has refused to go, and nobody there wonders, while Chad is ready."
    assert held(text) == [
        ("Mali has refused to go, and nobody there wonders", ["Mali"]),
        ("Chad is ready.", ["Chad"]),
    ]


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
    assert holders(text)[1:] == [["Marie Hoog"]] * 4


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
    text = "‘No troops’ for Mali, Paris says | World | News\n\nPARIS (AP) — Paris said no."
    assert held(text) == [("‘No troops’ for Mali, Paris says", ["Paris"]), ("Paris said no.", ["Paris"])]


def test_a_heading_names_no_holder_whom_nothing_below_names():
    assert held("Paris says no") == [("Paris says no", ["Paris"])]
    assert held("Paris says no\n\nJan Kos said yes.") == [
        ("Paris says no", []),
        ("Jan Kos said yes.", ["Jan Kos"]),
    ]


def test_every_span_lies_in_the_text(root):
    for path in sorted((root / "fixtures" / "articles").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        for p in find_statements(text):
            assert 0 <= p.span.start < p.span.end <= len(text)
            assert 0 <= p.judged.start < p.judged.end <= len(text)
            assert text[p.span.start : p.span.end].strip() == text[p.span.start : p.span.end]


def test_sentences_joined_by_any_marks_are_read(root):
    lines = (root / "fixtures" / "statements.jsonl").read_text(encoding="utf-8").splitlines()
    said = [json.loads(line)["text"] for line in lines]
    marks = (
        " ",
        "\n\n",
        "\n",
        ' "',
        "” ",
        ": ",
        "; ",
        ", and ",
        "\n— ",
        "\n• ",
        "? ",
        "\nQ. ",
        "\nMr. ORR. ",
    )
    chance = random.Random(0)
    for _ in range(1500):
        text = "".join(t + chance.choice(marks) for t in chance.sample(said, chance.randint(2, 6)))
        cut = chance.randrange(len(text))
        text = text[:cut] + chance.choice(marks) + text[cut + chance.randint(0, 30) :]
        for p in find_statements(text):
            assert 0 <= p.span.start < p.span.end <= len(text)
            assert 0 <= p.judged.start < p.judged.end <= len(text)


def judged(text):
    return [
        (text[slice(*p.context)] + " " if p.context else "") + text[slice(*p.judged)]
        for p in find_statements(text)
    ]


@pytest.mark.parametrize(
    ("before", "words", "repeats"),
    [
        ("Ann Orr wants to send men.", "Jan Kos does.", True),
        ("Chad opposes sending men.", "Mali does.", True),
        ("Chad has ruled out sending men.", "Mali has.", True),
        ("Chad will send men.", "Mali will.", True),
        ("Chad said it would reject a force.", "Mali would.", True),
        ("Chad will not send men.", "Mali has followed suit.", True),
        ("Chad will not send men.", "Mali will.", False),
        ("Chad has ruled out sending men.", "Mali will.", False),
        ("Chad has ruled out sending men.", "Mali has not.", False),
        ("Many bakers don't want men sent.", "Professor Kos does.", False),
        ("Chad will send men.", "Mali won’t.", False),
        ("Chad cannot send men.", "Mali can.", False),
    ],
)
def test_an_auxiliary_repeats_what_is_not_denied(before, words, repeats):
    assert judged(f"{before} {words}")[1] == (f"{before} {words}" if repeats else words)


@pytest.mark.parametrize(
    ("words", "repeats"),
    [
        ("So do the Greens.", True),
        ("Mali echoed that.", True),
        ("Mali agreed.", True),
        ("Mali concurred.", True),
        ("Mali too.", True),
        ("Mali took the same line.", True),
        ("Mali is of the same mind.", True),
        ("Mali is no different.", True),
        ("Mali took the opposite view.", False),
        ("Mali called that reckless; so did Togo.", False),
        ("Mali agreed to nothing.", False),
        ("Mali nodded at its guests and went home.", False),
        ("The talks were no different.", False),
    ],
)
def test_who_agrees_repeats(words, repeats):
    assert judged(f"Chad opposes sending men. {words}")[1] == (
        f"Chad opposes sending men. {words}" if repeats else words
    )


def test_the_third_who_agrees_repeats_what_the_first_said():
    assert judged("Chad opposes sending men. Mali agreed. Togo concurred.")[2] == (
        "Chad opposes sending men. Togo concurred."
    )


def test_a_short_answer_is_judged_with_its_question():
    text = (
        "MODERATOR: Welcome.\n\nQ: Thank you. Will you send troops?\n\nMINISTER KOS: No.\n\n"
        "MINISTER KOS: We have talked about that for long."
    )
    assert judged(text)[3:] == ["Will you send troops? No.", "We have talked about that for long."]


@pytest.mark.parametrize(
    ("asked", "said", "expected"),
    [
        ("Will you go?", "Good question. No.", ["Will you go? Good question.", "Will you go? No."]),
        ("Will you go? The vote is near.", "No.", ["Will you go? No."]),
        ("Will you go?\n\nThe vote is near.", "No.", ["Will you go? No."]),
        ("Did you go? Will you stay?", "No.", ["Will you stay? No."]),
        ("Will you go?", "No. Never.", ["Will you go? No.", "Will you go? Never."]),
        (
            "Will you go?",
            "We are done with that old war. No.",
            ["We are done with that old war.", "No."],
        ),
    ],
)
def test_the_first_short_answer_of_a_turn_has_its_question(asked, said, expected):
    text = (
        f"Q: {asked}\n\nMINISTER KOS: {said}\n\nQ: And now?\n\nMINISTER KOS: We shall see, I think, in May."
    )
    assert judged(text)[asked.count(".") + asked.count("?") :][: len(expected)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"Will you go?" a baker asked. "No," said Ann Orr.', '"Will you go?" "No," said Ann Orr.'),
        (
            'Asked if he would go, Jan Kos was brief. "Never," he said.',
            'Asked if he would go, Jan Kos was brief. "Never," he said.',
        ),
        ('Would Chad go? "Not now," Jan Kos said.', 'Would Chad go? "Not now," Jan Kos said.'),
        ('"We go," Ann Orr said. "Never," said Jan Kos.', '"Never," said Jan Kos.'),
        ("Would Chad go? No one knows.", "No one knows."),
        (
            '"Will you go?" a baker asked. "First let us hear what the others think. Not now," said Ann Orr.',
            'Not now," said Ann Orr.',
        ),
    ],
)
def test_a_short_answer_in_prose_is_judged_with_its_question(text, expected):
    assert judged(text)[-1].endswith(expected)
    assert ("?" in judged(text)[-1]) == ("?" in expected)


def test_a_quotation_of_few_words_is_judged_in_its_sentence():
    text = "“Not a chance,” Jan Kos said when asked if he would send soldiers."
    assert judged(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“Under no circumstances whatever will we,” Ann Orr said, “send men to fight in Mali.”",
            ["“Under no circumstances whatever will we,” Ann Orr said, “send men to fight in Mali.”"] * 2,
        ),
        (
            "“We are very tired of this war. We would not,” Ann Orr said, “go there again.”",
            [
                "“We are very tired of this war.",
                *["We would not,” Ann Orr said, “go there again.”"] * 2,
            ],
        ),
        (
            "“We have been there for ten years,” Ann Orr said. “We will not send any more men.”",
            ["“We have been there for ten years,”", "“We will not send any more men.”"],
        ),
        (
            "“Have we not been there too long?” Ann Orr asked, “and have we not lost enough men?”",
            ["“Have we not been there too long?”", "“and have we not lost enough men?”"],
        ),
    ],
)
def test_the_halves_of_a_quoted_sentence_are_judged_together(text, expected):
    assert judged(text) == expected


def test_what_repeats_is_judged_with_what_it_repeats():
    text = "Spain will send a battalion. Italy will not. France has followed suit."
    assert judged(text) == [
        "Spain will send a battalion.",
        "Italy will not.",
        "Italy will not. France has followed suit.",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jan Kos flatly refused to send troops.", ["Jan Kos"]),
        ("The French government on Monday again ruled out troops.", ["French government"]),
        ("President Lee last night ruled out sending troops.", ["Lee"]),
        ("Germany met its allies. It will not send troops.", ["Germany"]),
        ("Germany met its allies. It will be difficult to send troops.", []),
        ("Germany met its allies. It is time for troops.", []),
        ("Jan Kos said that, according to the UN, no troops would be sent.", ["Jan Kos"]),
        ("Sending troops was ruled out by Germany.", ["Germany"]),
        ("It was Germany that ruled out troops.", ["Germany"]),
        ("One of its leaders, Pyo Min, has ruled out troops.", ["Pyo Min"]),
        ("The Vice-President, Jan Kos, ruled out troops.", ["Jan Kos"]),
        ("Japan has ruled out troops, according to a diplomat.", ["Japan"]),
        ("Neither Jan Kos nor Anna Lee will send troops.", ["Jan Kos", "Anna Lee"]),
        ("President Abdel al-Sisi said no.", ["Abdel al-Sisi"]),
        ("The president of the European Commission, Anna Lee, said no.", ["Anna Lee"]),
        ("Rep. Jan Kos, D-Mass., ruled out troops.", ["Jan Kos"]),
        ("Kremlin: no troops in Ukraine, ever", ["Kremlin"]),
        ("NATO — which met on Monday — will not send troops.", ["NATO"]),
        ("Berlin (AFP) – The minister ruled out troops.", ["minister"]),
        ("LONDON/PARIS (Reuters) - Britain ruled out troops.", ["Britain"]),
        ("Lyon, 3 March (Reuters) - Britain ruled out troops.", ["Britain"]),
        ("Lyon, March 3 - Britain ruled out troops.", ["Britain"]),
        ("New York, 3 March 2017 – Britain ruled out troops.", ["Britain"]),
        ("Jan Kos said: “We stay!” Ana Lee replied: “We will go.”", ["Ana Lee"]),
        ("“Will you go?” Ana Lee asked.", ["Ana Lee"]),
    ],
)
def test_who_holds_the_last_statement(text, expected):
    assert holders(text)[-1] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“We will not go,” Jan Kos said, “and that is final.”",
            [("“We will not go,”", ["Jan Kos"]), ("“and that is final.”", ["Jan Kos"])],
        ),
        (
            "“The line is clear,” Jan Kos said, ruling out any deployment of ground forces.",
            [
                ("“The line is clear,”", ["Jan Kos"]),
                ("ruling out any deployment of ground forces.", ["Jan Kos"]),
            ],
        ),
        (
            "Jan Kos ruled out sending any ground troops abroad and said: “This is not our war.”",
            [
                ("Jan Kos ruled out sending any ground troops abroad", ["Jan Kos"]),
                ("“This is not our war.”", ["Jan Kos"]),
            ],
        ),
        (
            "“We will not send our sons,” said the baker.",
            [("“We will not send our sons,”", ["baker"])],
        ),
        (
            "President Lee addressed the nation.\n\n“We will send troops.”",
            [("President Lee addressed the nation.", ["Lee"]), ("“We will send troops.”", ["Lee"])],
        ),
    ],
)
def test_every_word_of_position_beside_a_quotation_is_a_statement(text, expected):
    assert held(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Prime Minister Jan Kos was there. “We go,” the premier said.", ["Jan Kos"]),
        ("Prime Minister Jan Kos was there. The PM will go at 3 pm, he said.", ["Jan Kos"]),
        ("PM Jan Kos was there. “We go,” the prime minister said.", ["Jan Kos"]),
        ("Foreign Minister Ana Orr was there. “We go,” France's top diplomat said.", ["Ana Orr"]),
        ("France's president, Paul Lenz, came. “We go,” the French leader said.", ["Paul Lenz"]),
        ("France's president, Paul Lenz, came. “We go,” the Polish leader said.", ["Polish leader"]),
        ("Former President Paul Lenz came. “We go,” the leader said.", ["leader"]),
        ("Deputy Prime Minister Paul Lenz came. “We go,” the premier said.", ["premier"]),
        ("US Defense Secretary Carl Roe came. “We go,” the Pentagon chief said.", ["Carl Roe"]),
        ("Russia's ambassador, Igor Melin, came. “We go,” the envoy said.", ["Igor Melin"]),
        (
            "Nato Secretary General Jens Holt came. Police chief Max Roe came. The Nato chief ruled it out.",
            ["Jens Holt"],
        ),
        (
            "A US official came. Foreign Minister Ana Orr came. “We go,” the official said.",
            ["United States of America"],
        ),
        ("Lt. Gen. Max Roe was there. “We go,” the general said.", ["Max Roe"]),
        ("Rep. Ann Orr was there. “We go,” the lawmaker said.", ["Ann Orr"]),
        (
            "Prime Minister Jan Kos was there. A spokesperson for the prime minister ruled it out.",
            ["Jan Kos"],
        ),
        ("Mali asked for help. The country's foreign ministry ruled it out.", ["Mali"]),
        ("Its president, Jan Kos, came to Mali. The country's president ruled it out.", ["Jan Kos"]),
        ("Jan Kos and Ana Lee met. Both leaders ruled it out.", ["Jan Kos", "Ana Lee"]),
        ("Poland and Latvia agreed. The two countries ruled it out.", ["Poland", "Latvia"]),
        ("Latvia agreed. The two countries ruled it out.", ["two countries"]),
        ("France is weighing it, according to two officials with knowledge of the talks.", ["France"]),
        ("Two officials came. A senior official ruled it out.", ["senior official"]),
        ("A general opposed it.", ["general"]),
        ("Ana Lee, an MP, came. Max Roe and his party ruled it out.", ["Max Roe"]),
        ("Norway's foreign minister, Kari Holm, met Jan Kos. The Norwegian refused it.", ["Kari Holm"]),
        ("Norway's foreign minister, Kari Holm, came. The Norwegians ruled it out.", ["Norwegians"]),
        ("The Norwegian refused it.", ["Norwegian"]),
        ("Ana Lee asked Mali and Chad to send a battalion.", ["Ana Lee"]),
        ("It was the latest of many threats by Mali and Chad to pull out.", ["Chad", "Mali"]),
        ("It followed the news that Mali and Chad would pull out.", ["Chad", "Mali"]),
        ("Ana Lee confirmed on Friday, May 5, that Mali will pull out.", ["Ana Lee", "Mali"]),
        (
            "Parties including the Civic Union (CU) and the Greens ruled it out.",
            ["Civic Union", "Greens", "Parties"],
        ),
        ("The CU met. The Civic Union (CU) came. The CU ruled it out.", ["Civic Union"]),
        ("At a meeting held in Lusaka, Zambia, on Friday, the Civic Union ruled it out.", ["Civic Union"]),
        ("After the deaths of soldiers from Mali, Chad, and Peru, calls grew to pull out.", []),
        ("Jens Holt, Nato Secretary General, ruled it out.", ["Jens Holt"]),
        ("Mali will not go, the Herald writes, citing sources.", ["Mali"]),
        ("The Herald reports that Mali and Chad have ruled it out.", ["Chad", "Mali"]),
        ("The Herald ruled it out.", ["Herald"]),
        ("“We go,” the Herald quoted Ana Lee as saying.", ["Ana Lee"]),
        (
            "Mali must go at once, the leader of the largest opposition party has demanded.",
            ["leader of the largest opposition party"],
        ),
        ("Foreign Minister Ana Orr came. Mali will not go to Chad, the foreign minister said.", ["Ana Orr"]),
        ("Ana Orr ruled it out, an official said.", ["Ana Orr"]),
        ("Speaking there, Max Roe, an MP representing Nairobi, ruled it out.", ["Max Roe"]),
        ("She met President Tor Vang. Vang already ruled it out.", ["Tor Vang"]),
        ("Several countries agreed to go, among them Mali and Chad.", ["Chad", "Mali", "Several countries"]),
        ("Officers flew to allied states, among them Mali and Chad.", ["Officers"]),
        ("His words came a day after France's Ana Lee said she would go.", ["Ana Lee"]),
    ],
)
def test_whom_another_name_of_an_office_stands_for(text, expected):
    assert sorted(holders(text)[-1]) == sorted(expected)


def test_two_people_of_one_surname_are_told_apart_by_their_office():
    text = (
        "Defence Minister Jan Kos and Senator Anna Kos met. Anna Kos left early. "
        "Defence Minister Kos ruled out troops."
    )
    assert holders(text)[-1] == ["Jan Kos"]


def test_a_former_office_is_not_the_office():
    text = "Former president Jan Kos spoke. President Anna Lee spoke. The president ruled out troops."
    assert holders(text)[-1] == ["Anna Lee"]
    text = "President Anna Lee spoke. Former president Jan Kos spoke. The president ruled out troops."
    assert holders(text)[-1] == ["Anna Lee"]


def test_headlines_in_capitals_name_nobody_anew():
    text = "Jan Kos Rules Out Sending Troops To Ukraine\n\nJan Kos of the board said so. He left."
    assert holders(text)[1:] == [["Jan Kos"], ["Jan Kos"]]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Q    ", "A    "),
        ("Q ", "A: "),
        ("Q – ", "A – "),
        ("Q. ", "A. "),
        ("Q: ", "A: "),
        ("REPORTER 1: ", "JAN KOS: "),
        ("Anna Lee: ", "Jan Kos: "),
        ("Anna Lee, moderator: ", "Jan Kos, minister of defence: "),
    ],
)
def test_questions_and_answers_are_told_apart(question, answer):
    turns = "Will you send troops?", "We will not send troops.", "Why not?", "Because it is not our war."
    text = "\n\n".join(
        [
            "Minister Jan Kos answered questions.",
            *((question, answer)[i % 2] + turn for i, turn in enumerate(turns)),
        ]
    )
    found = [
        (text[p.span.start : p.span.end], [h.name for h in p.holders], p.voice) for p in find_statements(text)
    ]
    assert found[1:] == [
        (turn, [], Voice.QUESTION) if i % 2 == 0 else (turn, ["Jan Kos"], Voice.QUOTED)
        for i, turn in enumerate(turns)
    ]


def test_the_speaker_s_own_party_is_the_speaker():
    text = "JAN KOS: My party will go.\n\nANNA LEE: Our movement won't.\n\nJAN KOS: The party will."
    assert holders(text) == [["Jan Kos"], ["Anna Lee"], ["party"]]


@pytest.mark.parametrize(
    "head",
    [
        "09.20 ", "LYON, 31 January 2017. ", "PARIS/NEW YORK, 25 August 2006 — ", "PARIS, Aug 25 – ",
        "LAKE CITY, 3 May. ", "(LAKE CITY, Peru) — ", "Lomé,3 May 2017:", "Lomé, 3 May 2017: ", "Lomé - ",
        "Washington - ", "LYON—", "PORTO, Portugal—", "LYON, May 3. /ANSA/. ", "LYON /ANSA/. ",
        "(Lyon) – ", "Salem, Ore. – ", "LYON: ", "LYON, May 3: ", "LYON, May 3 (PTI): ", "LYON (PTI): ",
        "Lyon, 3 May 2017 (ANSA/AP) -- ", "LYON, May 3 (ANSA/AP) – ", "May 3 (ANSA) - ",
        "3 May 2017 — LYON (ANSA) - ", "May 3 – PORTO NOVO, Benin (ANSA) – ",
    ],
)  # fmt: skip
def test_a_time_or_a_dateline_is_nobody(head):
    assert holders(f"Talks\n\n{head}Oman's foreign minister said no.") == [[], ["Oman's foreign minister"]]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("KARA: The mayor said no.", ""),
        ("KARA: “We will go,” Ann Orr said.", ""),
        ("KARA: The mayor said that we should go.", "KARA"),
        ("KARA: The mayor said no.\n\nORR: He did.", "KARA"),
        ("GENERAL: The mayor is wrong.", "GENERAL"),
        ("BEA (Salem, Oregon): He is wrong.", "BEA (Salem, Oregon)"),
        ("KARA (PTI): The mayor said no.\n\nORR: He did.", ""),
    ],
)
def test_a_town_before_a_colon_is_no_speaker(text, speaker):
    assert lay_out(text)[0].speaker == speaker


def test_who_speaks_once_in_a_transcript_is_a_speaker_too():
    turns = [
        "Jan Kos: We go.",
        "Anna Lee: We don't.",
        "Jan Kos: Why?",
        "Anna Lee: Because.",
        "Deputy Aoi Ó Ros: Good.",
    ]
    assert holders("\n\n".join(turns))[-1] == ["Aoi Ó Ros"]
    assert holders("\n\n".join([*turns[:2], turns[-1]]))[-1] != ["Aoi Ó Ros"]
    assert holders("\n\n".join([*turns[:4], "Three: it rains."]))[-1] != ["Three"]


def test_the_labels_of_a_hearing_end_in_a_full_stop():
    turns = [
        "The CHAIRMAN. The committee will come to order.",
        "Under Secretary ANNA LEE. Senator, it is over.",
        "Senator JAN KOS (Ohio). We go.",
        "General ORR. We stay.",
        "Senator KOS. Why?",
        "Secretary LEE. Because.",
        "The CHAIRMAN. That is the bell.",
        "Mr. AOI ROS (former envoy). We went.",
    ]
    names = [
        ["Chairman"],
        ["Anna Lee"],
        ["Jan Kos"],
        ["Orr"],
        ["Jan Kos"],
        ["Anna Lee"],
        ["Chairman"],
        ["Aoi Ros"],
    ]
    assert holders("\n\n".join(turns)) == names
    assert holders("The CHAIRMAN. It is over.\n\nMr. ROS. We went.")[1] != ["Ros"]


def test_the_labels_of_a_parliament_have_seats_and_names_in_brackets():
    turns = [
        "The Minister of State (Lady Orr): My Lords, it is over.",
        "Mr. JAN KOS (Rochdale East): Minister, we go.",
        "Lady Orr: I have said so.",
        "Mr. KOS: Not today.",
        "Lady Orr: It is over.",
        "Lord Ros: If Oslo will not, we shall.",
    ]
    assert holders("\n\n".join(turns)) == [["Orr"], ["Jan Kos"], ["Orr"], ["Jan Kos"], ["Orr"], ["Ros"]]


@pytest.mark.parametrize("head", ["The White House.", "The Hague.", "NATO.", "The problem:", "Monday."])
def test_what_begins_paragraphs_of_prose_is_no_speaker(head):
    text = "\n\n".join([f"{head} Jan Kos said no.", "Anna Lee said yes."] * 4)
    assert [names for names in holders(text) if names] == [["Jan Kos"], ["Anna Lee"]] * 4


def test_lines_without_full_stops_keep_their_holders():
    assert holders("Oslo will go\n\nRome will not go\n\nSo they told us.")[:2] == [["Oslo"], ["Rome"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jan Kos said Oslo was wrong and Rome is wrong: “We will never go.”", "Jan Kos"),
        ("Jan Kos told us after Oslo refused and Rome agreed to go: “We will never go.”", "Jan Kos"),
        ("After talks with Anna Lee, Jan Kos, for now, opposes it.", "Jan Kos"),
        ("In Brussels, NATO, however, ruled it out.", "NATO"),
    ],
)
def test_a_state_before_a_quotation_or_a_name_behind_a_comma(text, expected):
    assert holders(text)[-1] == [expected]


def test_a_paragraph_may_begin_with_a_letter():
    text = "A minister went.\n\nQ Branch came.\n\nA general stayed."
    assert holders(text) == [["minister"], ["Q Branch"], ["general"]]


def test_the_times_of_a_live_blog_are_no_statements():
    text = "14:05\n\nBritain said no.\n\n13:50\n\nFrance said no.\n\n12:10\n\nItaly said no."
    assert holders(text) == [["Britain"], ["France"], ["Italy"]]


def test_a_speaker_who_speaks_for_himself_holds_what_he_says_of_others():
    text = (
        "JAN KOS: I hope Germany sends troops.\n\nANNA LEE: We know Rome will go.\n\nJAN KOS: Rome will go."
    )
    assert holders(text) == [["Jan Kos"], ["Anna Lee"], ["Rome"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # who says it, not what it is said of
        ("Two officials, who asked not to be named, said the bloc was late.", ["Two officials"]),
        ("A diplomat, speaking in private, said London had agreed.", ["diplomat", "London"]),
        ("In Rome, where Anna Lee has ruled for years, Jan Kos said no.", ["Jan Kos"]),
        ("The request came from the minister, Jan Kos, who has said that his army is small.", ["Jan Kos"]),
        ("Jan Kos — he is their chief — was clear about it.", ["Jan Kos"]),
        ("The report quoted three diplomats as saying that it was agreed.", ["three diplomats"]),
        ("A poll found six in ten Britons were against it.", ["six in ten Britons"]),
        ("A paper issued after the talks said it was agreed.", []),
        # for whom a voice speaks
        ("A spokesman for the Kremlin said no.", ["Russia"]),
        ("A government spokeswoman in Berlin said no.", ["Germany"]),
        ("A source in Berlin said no.", ["source in Berlin"]),
    ],
)
def test_the_holder_of_one_sentence(text, expected):
    assert holders(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two officials said yes. One of them said no.", ["Two officials"]),
        ("Nobody is keener than Minister Anna Lee. She says so.", ["Anna Lee"]),
        ("It fell to Minister Anna Lee to answer. “Never,” she said.", ["Anna Lee"]),
        ("Anna Lee spoke first. Her party had no view, she said.", ["Anna Lee"]),
        ("Anna Lee spoke first. Her party will vote against it.", ["Anna Lee"]),
        ("France objects. Its president will not send anybody.", ["France"]),
        ("Oman went first. Mali will follow, in the words of its foreign minister.", ["Mali"]),
        ("Oman went first. Mali, it said, will follow.", ["Mali"]),
        ("A captain of the guard agreed. The captain will go.", ["captain of the guard"]),
        ("Jan Kos spoke. It cut no ice with Anna Lee, who was there. “Never.”", ["Anna Lee"]),
        ("Oslo left. They went to Anna Lee, 81, who had been there. “Never.”", ["Anna Lee"]),
        ("Oslo had buried Anna Lee, who had been there. “Never.”", []),
        ("At the next table sat Anna Lee, a baker. “Never.”", ["Anna Lee"]),
        ("Oslo was against, and its envoy, Anna Lee, was blunt: “Never.”", ["Anna Lee"]),
        ("Jan Kos spoke. Anna Lee (Narva North): “Never.”", ["Anna Lee"]),
        ("Jan Kos spoke. Anna Lee, a baker in Narva, by letter: “Never.”", ["Anna Lee"]),
        ("Jan Kos spoke. “Never,” Lee said.", ["Lee"]),
        ("Jan Kos spoke. Never, growled Sen. Anna Lee, who was there.", ["Anna Lee"]),
        ("Anna Lee, once a general, said the minister had lost.", ["Anna Lee"]),
        ("Juba agreed. The government in Juba will go.", ["Juba"]),
        ("A Baltic minister has warned of it.\n\nAnna Lee, the Latvian minister, did so.", ["Anna Lee"]),
        ("As it is, Finland “cannot”, its minister Anna Lee said. “But we would.”", ["Anna Lee"]),
    ],
)
def test_whom_the_words_before_name(text, expected):
    assert holders(text)[-1] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # one clause, whose subject is a list
        ("Italy and Spain have ruled out troops.", [["Italy", "Spain"]]),
        ("While Italy and Spain refuse, Jan Kos said no.", [["Italy", "Spain"], ["Jan Kos"]]),
        (
            "Jan Kos agreed, but the Netherlands and Sweden have refused.",
            [["Jan Kos"], ["Netherlands", "Sweden"]],
        ),
        ("Jan Kos said that Italy and Spain would go.", [["Jan Kos"]]),
        ("Jan Kos said Italy and Spain would go.", [["Jan Kos"]]),
        ("The envoy for Mali and the Sahel, Jan Kos, said no.", [["Jan Kos"]]),
        ("The plan by Italy and Spain was dropped, Jan Kos said.", [["Jan Kos"]]),
        # two clauses
        (
            "Jan Kos praised a plan under which Italy and Spain would send troops.",
            [["Jan Kos"], ["Italy", "Spain"]],
        ),
        ("The pact was signed in Rome, where Anna Lee ruled out troops.", [[], ["Anna Lee"]]),
        ("Italy has sent troops to Mali and Spain has refused.", [["Italy"], ["Spain"]]),
        ("Jan Kos thanked Italy and Spain refused.", [["Jan Kos"], ["Spain"]]),
        ("Jan Kos went to Mali and Spain has refused.", [["Jan Kos"], ["Spain"]]),
        (
            "Where Anna Lee sent troops to Mali and Sweden's minister, Jan Kos, has refused, it ended.",
            [["Anna Lee"], ["Jan Kos"]],
        ),
    ],
)
def test_a_list_is_one_subject_and_two_clauses_are_two(text, expected):
    assert holders(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "While presenting plans to the White House, Defence Minister Jan Kos said no.",
        "After meeting Anna Lee, Jan Kos said no.",
        "When asked about Mali, spokesman Jan Kos said no.",
        "By refusing Mali, Jan Kos ruled out more.",
        "Without naming Mali, Jan Kos ruled out troops.",
        "Speaking in the capital, Abuja, at a meeting of Nato, Jan Kos, said no.",
        "Jan Kos, a Democrat, called it wrong and left.",
        "One organiser of protests against the war, Jan Kos, said no.",
    ],
)
def test_what_stands_beside_the_subject_is_no_holder(text):
    assert held(text) == [(text, ["Jan Kos"])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Beijing, which has no troops there, ruled it out.", ["Beijing"]),
        ("Nobody is keener than Anna Lee. Elected in May, the Malian president said so.", ["Anna Lee"]),
        ("Jan Kos met Anna Lee. The minister said no.", ["Jan Kos"]),
    ],
)
def test_who_is_spoken_of_from_the_first_word(text, expected):
    assert holders(text)[-1] == expected


def test_a_headline_of_two_clauses_has_two_holders():
    text = "Kenya orders new force into Haiti, Ghana opts out"
    assert held(text) == [("Kenya orders new force into Haiti", ["Kenya"]), ("Ghana opts out", ["Ghana"])]


def test_a_line_in_capitals_names_nobody():
    text = "READ MORE ON SUDAN\n\nHe was backed by MP Anna Lee, who said: “We should go.”"
    assert holders(text)[-1] == ["Anna Lee"]


def test_a_city_and_a_dash_are_a_dateline():
    assert held("Brussels – Jan Kos said no.") == [("Jan Kos said no.", ["Jan Kos"])]


@pytest.mark.parametrize(
    "text",
    [
        "Peru - The government will stay.",
        "May 3 - The government will stay.",
        "Lomé - no small town, he said - will stay.",
        "Peru: It will stay.",
    ],
)
def test_what_is_no_dateline(text):
    assert held(text)[0][0] == text


@pytest.mark.parametrize(
    "byline",
    ["By Anna Lee | 3 May 2015", "Comment by: Anna Lee", "Opinion by Anna Lee", "By Anna Lee, Monday 3 May"],
)
def test_whose_byline_stands_above_the_first_person_is_the_author(byline):
    text = f"{byline}\n\nI fear this. I do. We must send troops."
    assert holders(text)[-1] == ["Anna Lee"]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Alliance Secretary General Anna Lee Opening Remarks", ["Anna Lee"]),
        ("Prime Minister Anna Lee's speech in Rome", ["Anna Lee"]),
        ("Statement by Prime Minister Anna Lee", ["Anna Lee"]),
        ("Alliance Secretary General Opening Remarks", []),
        ("Jan Kos and Prime Minister Anna Lee's statement", []),
        ("Prime Minister Anna Lee Press Conference", []),
    ],
)
def test_whose_speech_a_title_gives_is_the_author(title, expected):
    assert holders(f"{title}\n\nI thank you. We met. We must send troops.")[-1] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Troops left. When Jan Kos spoke in Rome, he refused to send more.", ["Jan Kos"]),
        ("Ada Lund left. When Jan Kos asked for troops, she refused.", ["Ada Lund"]),
        (
            "The Defence Ministry of Peru refused to send troops, writes Blatt.mk.",
            ["Defence Ministry of Peru"],
        ),
        ("A survey in the Post asked voters whether Peru's troops should leave.", []),
        ("Jan Kos sat down with Ada Lund for a talk on troops.", ["Jan Kos"]),
        ("The bloc will go if the country's government asks for troops.", ["bloc"]),
        (
            "No troops must go, the Acme Trust said in a statement.\n\nPeru has sent some.\n\n"
            "“They must leave,” it said in the statement.",
            ["Acme Trust"],
        ),
        (
            "No troops must go, the Acme Trust said in a statement.\n\nPeru has sent some.\n\n"
            "“They will stay,” it said in a statement.",
            ["Peru"],
        ),
    ],
)
def test_more_of_whom_a_sentence_is(text, expected):
    assert holders(text)[-1] == expected


def test_the_rubric_of_a_heading_is_no_speaker():
    text = "Letters: Leave Mali\n\nTroops must go.\n\nLetters: On dogs\n\nLetters: On cats\n\nLetters: On us"
    assert not any(holders(text))


@pytest.mark.parametrize(
    ("behind", "expected"),
    [
        ("This was stated by Jan Kos, an adviser.", ["Jan Kos"]),
        ("\n\nThis was announced on Monday by Jan Kos.", ["Jan Kos"]),
        ("The defence minister, Jan Kos, said this on Monday.", ["Jan Kos"]),
        ("Jan Kos said this.", ["Jan Kos"]),
        ("The plan was drawn up by Jan Kos.", []),
        ("This was stated.", []),
        ("Jan Kos said this war must end.", []),
        ("Jan Kos said that in Mali they are needed.", []),
    ],
)
def test_a_sentence_is_of_whom_the_next_says_that_it_was_said(behind, expected):
    assert holders(f"Soldiers in Mali must fight. {behind}")[0] == expected
    assert holders(f"Peru refuses to send troops. {behind}")[0] == ["Peru"]


@pytest.mark.parametrize(
    ("lines", "before", "after"),
    [
        ("Top Slides\n\nBanner Slides\n\nOn the troops in Mali", [], []),
        ("Live feed\n\nIda Lund\nIda Lund", [], []),
        ("Live feed\n\nIda Lund", ["Ida Lund"], ["Ida Lund"]),
        ("Ida Lund\n\nMinister for Peace", ["Ida Lund"], ["Ida Lund"]),
    ],
)
def test_names_among_the_lines_of_a_page_are_nobody_spoken_of(lines, before, after):
    text = f"{lines}\n\nShe will send no troops.\n\nThe minister said no troops would go."
    found = holders(text)
    assert found[-2] == before
    assert found[-1] == (after or ["minister"])


def test_he_in_the_words_of_a_speaker_is_somebody_else():
    text = "JAN KOS: I spoke to the premier. He told me he would go.\n\nQ: Yes?\n\nJAN KOS: No, Anna, never."
    assert holders(text) == [["Jan Kos"], ["premier"], [], ["Jan Kos"]]


def test_the_author_is_no_minister_of_whom_she_writes():
    text = "By Anna Lee\n\nI fear this. I do. We do.\n\nNow the minister wants to send troops."
    assert holders(text)[-1] == ["minister"]


def test_a_name_below_a_quotation_signs_it():
    text = "Jan Kos spoke first.\n\n“We stay at home. All of us.”\n\nAnna Lee, mayor of Narva\n\nIt rained."
    assert held(text)[1:3] == [("“We stay at home.", ["Anna Lee"]), ("All of us.”", ["Anna Lee"])]
    plain = "“We stay at home.”\n\nAnna Lee will go to Narva."
    assert held(plain)[0] == ("“We stay at home.”", [])
    assert held("“We stay at home.”\n\nAnna Lee will go to Narva")[0] == ("“We stay at home.”", [])


def test_what_somebody_wrote_goes_on_to_the_end_of_the_paragraph():
    text = "Anna Lee, a nurse, posted: Not again. We went there twice.\n\nWe are closed."
    assert holders(text) == [["Anna Lee"], ["Anna Lee"], []]
    assert [p.voice for p in find_statements(text)][1] is Voice.QUOTED
    assert holders("Anna Lee posted “Not again.” Jan Kos disagrees with it.")[-1] == ["Jan Kos"]


def test_a_heading_of_a_live_blog_begins_behind_its_time():
    text = "10:40 a.m. – Pull back now\n\n“We go,” Kaja Tamm said. “Pull yourselves together.”"
    assert holders(text) == [[], ["Kaja Tamm"], ["Kaja Tamm"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Riga will send a company, while Oslo found the plan odd.", [["Riga"], ["Oslo"]]),
        ("Riga will send a company; Oslo, an old ally of both, shook its head.", [["Riga"], ["Oslo"]]),
        ("Riga will send a company while most allies hesitate.", [["Riga"], ["most allies"]]),
        ("Riga will send a company; Oslo airport was closed.", [["Riga"]]),
        ("Riga will send a company; for Oslo the question is open.", [["Riga"]]),
    ],
)
def test_a_second_clause_has_its_own_holder_whatever_its_verb(text, expected):
    assert holders(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In Spanish Anna Berg would say only that it was late.", ["Anna Berg"]),
        ("In Spanish Guinea troops would stay.", []),
        ("St. Lucia “must sleep on it”.", ["St. Lucia"]),
        ("Kenya's Jan Kos found it “odd”.", ["Jan Kos"]),
        ("Ten medics and a hospital were President Jan Kos's gifts.", ["Jan Kos"]),
        ("Jan Kos was Berlin's answer to the crisis.", ["Jan Kos"]),
        ("Riga has refused Oslo's offers of help.", ["Riga"]),
        ("Some 250 Britons will go to Mali.", []),
        ("No British mother will go to Mali.", []),
        ("The 27 EU countries will go to Mali.", ["27 EU countries"]),
        ("Some 250 Britons rejected it.", ["Some 250 Britons"]),
        ("A small team will go to Mali.", []),
        ("Some 150 members of the Defence Force will go to Mali.", []),
        ("The 9th Airborne Brigade will go to Mali.", []),
        ("The security forces have refused.", ["security forces"]),
        ("Four officers said it was folly.", ["Four officers"]),
        ("Some 150 members of the Orr Union will go to Mali.", ["Some 150 members of the Orr Union"]),
    ],
)
def test_a_subject_without_a_verb_of_speech_holds_a_position(text, expected):
    assert holders(text) == [expected]


def test_he_is_the_last_person_of_a_subordinate_clause_and_no_office_of_a_heading():
    text = (
        "A minister thinks aloud\n\nA paper lay unread in Rome until a Dutch envoy, Jan Kos, was asked. "
        "He would be lying, he said, if he ruled it out."
    )
    assert holders(text)[-1] == ["Jan Kos"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "In a poll, 40 percent of Danes were opposed and 22 percent unsure.",
            [["40 percent of Danes"], ["22 percent"]],
        ),
        ("A poll put 57% of voters against it and 31% in favor.", [["57% of voters"], ["31%"]]),
        ("Some 52 per cent would send more, 31 per cent wouldn't.", [["52 per cent"], ["31 per cent"]]),
        ("Jan Kos sent 5% to the army, and 31% was lost.", [["Jan Kos"]]),
        ("Support rose to 57% in favour of it, Jan Kos said.", [["Jan Kos"]]),
    ],
)
def test_each_share_of_a_poll_holds_its_own_clause(text, expected):
    assert [[n.removeprefix("Some ") for n in names] for names in holders(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Six of her aides, among them Anna Lee and Tom Foss, want it.",
            ["Six of her aides", "Anna Lee", "Tom Foss"],
        ),
        ("The two Baltic states, Latvia and Estonia, agreed.", ["two Baltic states", "Latvia", "Estonia"]),
        ("Four of the nine would go, according to diplomats.", ["Four of the nine"]),
        ("Two of the three soldiers were hurt.", []),
        ("Four of the nine states back it, says Jan Kos.", ["Jan Kos", "Four of the nine states"]),
        ("Riga will be ready, according to Jan Kos.", ["Jan Kos"]),
        ("ASEAN defence ministers have agreed.", ["ASEAN defence ministers"]),
        (
            "Malta and Cyprus, calling themselves the Group of Two, have refused.",
            ["Malta", "Cyprus", "Group of Two"],
        ),
        ("Malta and Cyprus, calling the Group of Two idle, have refused.", ["Malta", "Cyprus"]),
        ("The Kremlin states that it is ready.", ["Kremlin"]),
    ],
)
def test_groups_hold_positions_by_their_whole_name(text, expected):
    assert holders(text) == [expected]


@pytest.mark.parametrize(
    ("text", "asked", "answered"),
    [
        (
            "MINISTER KOS\n\nGood morning.\n\nQUESTION\n\nWill they go?\n\nMINISTER KOS\n\nThey will.\n\n"
            "QUESTION\n\nWhen?\n\nMINISTER KOS\n\nSoon.",
            ["Will they go?", "When?"],
            ["Good morning.", "They will.", "Soon."],
        ),
        (
            "ANA LEE:\nWill they go?\nJAN KOS:\nThey will.\nANA LEE:\nWhen?\nJAN KOS:\nSoon.",
            ["Will they go?", "When?"],
            ["They will.", "Soon."],
        ),
    ],
)
def test_a_speaker_s_label_may_stand_on_a_line_of_its_own(text, asked, answered):
    found = find_statements(text)
    assert [text[slice(*p.span)] for p in found if p.voice is Voice.QUESTION] == asked
    spoken = [p for p in found if p.voice is Voice.QUOTED]
    assert [text[slice(*p.span)] for p in spoken] == answered
    assert {h.name.rpartition(" ")[2] for p in spoken for h in p.holders} == {"Kos"}


@pytest.mark.parametrize(
    "text",
    [
        "ADVERTISEMENT\n\nIt rained.\n\nADVERTISEMENT\n\nIt snowed.\n\nADVERTISEMENT\n\nNo.\n\nADVERTISEMENT",
        "NEWS\n\nIt rained.\n\nSPORT\n\nIt snowed.",
        "MORE NEWS\n\nIt rained.\n\nSPORT\n\nIt snowed.\n\nMORE NEWS\n\nNo.\n\nSPORT\n\nIt hailed.",
        "Mali\nYES\nChad\nNO\nPeru\nYES\nTogo\nNO\nThe vote was held.",
        "Jan Kos (Photo: AFP)\n\nIt rained.\n\nAna Lee (Photo: AFP)\n\nIt snowed.",
        "Jan Kos (Forward)\n\nIt rained.\n\nAna Lee (Greens)\n\nIt snowed.",
        "ANA LEE",
        "ANA LEE:",
    ],
)
def test_a_line_in_capitals_that_leads_to_no_turns_is_no_label(text):
    assert all(p.voice is Voice.REPORTED and not p.holders for p in find_statements(text))


def test_the_seat_and_the_party_of_a_speaker_stand_in_brackets():
    text = (
        "Ana Lee (Leeds North) (Con): It ends. They did well.\n\nJan Kos (Hull) (Lab): It goes on.\n\n"
        "Ana Lee (Leeds North) (Con): It must not.\n\nJan Kos (Hull) (Lab): It will."
    )
    assert holders(text) == [["Ana Lee"], ["Ana Lee"], ["Jan Kos"], ["Ana Lee"], ["Jan Kos"]]
    above = (
        "Sir Jan Kos (Leeds North)\n\nI beg to move.\n\nMs Ana Lee (Hull)\n\nIt must not be.\n\n"
        "Mr Max Roe (Ely)\n\nI agree with her."
    )
    assert holders(above) == [["Jan Kos"], ["Ana Lee"], ["Max Roe"]]


def test_a_label_may_have_a_small_letter_and_an_office_cut_short():
    text = (
        "SECRETARY OF DEFENSE JAN KOS: Hello.\n\nQ: Why?\n\nSEC. KOS: So.\n\nSEN. McDUNN: I see.\n\n"
        "SEC. KOS: Says Lee."
    )
    assert holders(text) == [["Jan Kos"], [], ["Jan Kos"], ["McDunn"], ["Jan Kos"]]


def test_what_a_speaker_asks_or_says_that_somebody_is_stays_the_speaker_s():
    text = (
        "KOS: Norway is tired. We go.\n\nLEE: Was the Senate told? Mali was attacked.\n\n"
        "KOS: Norway is ready to go. Chad has ruled it out.\n\nLEE: No."
    )
    assert holders(text) == [["Kos"], ["Kos"], ["Lee"], ["Lee"], ["Norway"], ["Chad"], ["Lee"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jan Kos was urged on Monday to send troops.", []),
        ("The premier has come under pressure to bring them home.", []),
        ("The premier was also told that sending them would be madness.", []),
        ("Jan Kos was urged by Ana Lee to send troops.", ["Ana Lee"]),
        ("Jan Kos was asked three times about it.", ["Jan Kos"]),
        ("Jan Kos also urged Norway to send troops.", ["Jan Kos"]),
        ("Jan Kos has repeatedly warned that they must not be sent.", ["Jan Kos"]),
        ("Jan Kos was asked about plans to send troops and ruled them out.", ["Jan Kos"]),
        ("The premier was urged to send troops but ruled it out.", ["premier"]),
        ("Jan Kos has come under fire for refusing to send troops.", ["Jan Kos"]),
        ("The SEC opposed it.", ["SEC"]),
        ("Bill Kos came. Bill refused to go.", ["Bill Kos"]),
        ("President Jan Kos came. The beleaguered leader refused.", ["Jan Kos"]),
        ("Most Norwegian voters oppose it. Voters backed it in 1990.", ["Voters"]),
        ("Young voters oppose it. Older voters back it. The voters want it.", ["voters"]),
        ("Jan Kos told them that they must go, although Ana Lee opposes it.\n\n“We wait.”", ["Jan Kos"]),
        ("Jan Kos and Ana Lee met. When Ana Lee asked for them, he refused.", ["Jan Kos"]),
        ("Jan Kos thanked them and their families, and promised that they will stay.", ["Jan Kos"]),
        ("Jan Kos spoke of two and a half years of war and said they would stay.", ["Jan Kos"]),
        ("The pact was made for Peru and Chile, and says that nobody may be sent.", []),
        ("Ana Lee notes the war in Mali and Chad; she calls for more.", ["Ana Lee"]),
        ("A major debate over it flared.", []),
        ("A major ruled it out.", ["major"]),
        ("Motion made, and Question proposed, That they be withdrawn.", []),
        ("Chad will not go, the NTB reports.", ["Chad"]),
        ("Chad will not go, Eva Dunn, director of the Peace Institute, told reporters.", ["Eva Dunn"]),
        ("Chad will not go, Senator and party spokeswoman Eva Dunn told reporters.", ["Eva Dunn"]),
        ("Sen. Jan Kos (D-SD) declared that Norway's role has changed.", ["Jan Kos"]),
        ("Despite much opposition in Norway to it, Jan Kos hopes to keep them there.", ["Jan Kos"]),
        ("Flanked by dozens of local leaders, Gov. Jan Kos rebuked the threat.", ["Jan Kos"]),
        ("Jan Kos met Idris Haba, who urged Norway to keep them there.", ["Idris Haba"]),
        ("Jan Kos came. Although Ed Dunn said that he was in favour, he insisted on a vote.", ["Ed Dunn"]),
        ("Kos spoke. Ms Dunn, the deputy premier and the leader of Forward, opposed it.", ["Dunn"]),
        ("Premier Juan de la Rosa came. Mr de la Rosa refused.", ["Juan de la Rosa"]),
        ("JUAN ROSA has refused. Mr Rosa said so.", ["Juan Rosa"]),
        ("Prime Minister Jan Kos came. The conservative leader refused.", ["Jan Kos"]),
        ("President Jan Kos came. The coup leader refused.", ["coup leader"]),
        ("Foreign Secretary Jan Kos came. The minister refused. “No,” the politician said.", ["Jan Kos"]),
        ("Norwegian senators met. The senators refused.", ["Norwegian senators"]),
        ("Norway's Cabinet met. The Cabinet refused.", ["Norway's Cabinet"]),
        ("Thirteen members of Congress met. Congress refused.", ["Congress"]),
        ("She accused the premier of keeping troops. The premier refused.", ["premier"]),
        (
            "Mali urged them to stay, but Chad's minister Idris Haba supported it.\n\n“It is their choice.”",
            ["Idris Haba"],
        ),
        ("Sixty deputies from governing and opposition parties refused.", ["Sixty deputies"]),
        ("The protestors refused.", ["protestors"]),
        ("Danish Minister of State for Foreign Affairs Dr Jan Orlo said so.", ["Jan Orlo"]),
        ("The African Union Mission in Chad refused.", ["African Union Mission"]),
        ("The NU Peace and Security Council refused.", ["NU Peace and Security Council"]),
        ("The Norwegian Socialist Workers Party refused.", ["Norwegian Socialist Workers Party"]),
        ("Observers said Denmark was ready to go.", ["Denmark"]),
        ("Two diplomats said that they were ready to go.", ["Two diplomats"]),
        ("The Left Party came. The party refused.", ["Left Party"]),
        ("The Left Party and the Green Party came. The party refused.", ["party"]),
        (
            "They would train them in\nOslo, Jan Kos\nsaid on\nMonday.\nThat is\nenough, said Mr.\nKos.",
            ["Jan Kos"],
        ),
    ],
)
def test_who_is_no_holder_and_who_is_named_again(text, expected):
    assert sorted(holders(text)[-1]) == sorted(expected)


def test_a_label_may_have_quotation_marks_and_may_lead_to_nothing():
    text = "Mr Jan Kos (“Rex”)\n\nI beg. It is right.\n\nMs Ana Lee (Hull)\n\nMr Max Roe (Ely)\n\nI agree."
    assert held(text) == [
        ("I beg.", ["Jan Kos"]), ("It is right.", ["Jan Kos"]), ("I agree.", ["Max Roe"]),
    ]  # fmt: skip


def test_whom_a_speaker_asks_about_may_be_she_in_what_comes_next():
    text = "LEE: Did Anna Dunn refuse? She said that she will not go.\n\nKOS: No.\n\nLEE: So?\n\nKOS: Yes."
    assert holders(text)[:2] == [["Lee"], ["Anna Dunn"]]


def test_what_a_speaker_tells_of_somebody_with_an_adverb_is_theirs():
    text = "KOS: Norway is now ready to go.\n\nLEE: Chad is still considering it.\n\nKOS: So.\n\nLEE: No."
    assert holders(text)[:2] == [["Norway"], ["Chad"]]


def test_who_meets_somebody_who_speaks_is_judged_by_the_meeting():
    text = "Jan Kos met Idris Haba, who urged Norway to keep them there."
    found = find_statements(text)
    assert [text[slice(*p.judged)] for p in found] == [
        "Jan Kos met Idris Haba", "Idris Haba, who urged Norway to keep them there.",
    ]  # fmt: skip


def test_lords_who_speak_once_speak():
    text = "Lord Orr: My Lords, they stay.\n\nBaroness Lee: They leave.\n\nLord Roe: No.\n\nLord Kos: Yes."
    assert holders(text) == [["Orr"], ["Lee"], ["Roe"], ["Kos"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The prime minister, Jan Kos, said the Farmers party was ready to go.",
            ["Jan Kos", "Farmers party"],
        ),
        ("The chief of the defence staff, General Jan Kos, said troops would leave Chad.", ["Jan Kos"]),
        ("Brenner said Friday that Missouri's National Guard would stand ready.", ["Brenner"]),
        ("Yesterday said little of troops.", []),
        ("The finance minister and leader of the Labour Party, Ann Orr, wants them home.", ["Ann Orr"]),
        ("The minister and the leader of the Labour Party, Ann Orr, want it.", ["minister", "Ann Orr"]),
        ("Sen. Mary Holt, R-Ohio, said the troops should come home.", ["Mary Holt"]),
        ("One motion, introduced by Sen. Mary Holt, R-Ohio, opposes the deployment.", ["Mary Holt"]),
        (
            "John Warne, Virginia Republican and co-sponsor of the bill, said troops should stay.",
            ["John Warne"],
        ),
        ("Texas, New Mexico and Utah back the plan to send troops.", ["Texas", "New Mexico", "Utah"]),
        ("Both Anna Holt and Jan Kos refused to send troops.", ["Anna Holt", "Jan Kos"]),
        ("Both the minister and the general refused to send troops.", ["minister", "general"]),
        ("Anna Holt and Jan Kos, both Democrats, said no to troops.", ["Anna Holt", "Jan Kos"]),
        ("Ann Orr and her Labour Party want the troops home.", ["Ann Orr", "Labour Party"]),
        ("Ann Orr and her party want the troops home.", ["Ann Orr"]),
        ("There were calls from opposition parties for Chad to withdraw.", ["opposition parties"]),
        ("The Government is under pressure from left-wing deputies to withdraw.", ["left-wing deputies"]),
        (
            "The governors of Ohio, New Mexico and Utah back the plan.",
            ["governors of Ohio, New Mexico and Utah"],
        ),
        ("Governors of border states are against it.", ["Governors of border states"]),
        ("Mr Howell's motion called for no troops to be withdrawn.", ["Howell"]),
        ("It is unclear if Norway will send troops.", []),
        ("It was not known when Norway would send troops.", []),
        ("Polls have shown many Dutch citizens do not support it.", ["many Dutch citizens"]),
        ("Polls show most Japanese were opposed to sending troops.", ["most Japanese"]),
        ("The crisis came after Norway refused to send troops.", ["Norway"]),
        ("The attack came after soldiers were sent to Mali.", []),
        ("Spain backs sending troops, according to CNN.", ["Spain"]),
        ("“The troops go,” a statement from the Prime Minister's Office said.", ["Prime Minister's Office"]),
        ("“The troops go,” the agency quoted Kolm as telling deputies.", ["Kolm"]),
    ],
)
def test_who_holds_what_a_sentence_of_the_press_says(text, expected):
    assert holders(text)[0] == expected


def test_whom_another_meets_and_who_asks_holds_what_is_asked():
    text = "Mr. Howell met his counterpart, Nour Amin, who asked Chad to keep its forces in Mali."
    assert holders(text)[1] == ["Nour Amin"]


def test_armies_of_two_states_are_two_and_each_is_known_by_its_short_name():
    text = "The French Army is against it. The British Army said it was ready.\n\nThe British Army will go."
    assert holders(text) == [["French Army"], ["British Army"], ["British Army"]]
    text = "The Australian Defence Force has sent more troops. The Defence Force will stay."
    assert holders(text) == [["Australian Defence Force"]] * 2


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Fiji has promised 200 soldiers and Togo up to 2,000.", ["Fiji", "Togo"]),
        ("Fiji promised a battalion, Togo two.", ["Fiji", "Togo"]),
        ("Fiji will send 400 troops, Togo 200 and Peru a platoon.", ["Fiji", "Togo", "Peru"]),
        ("Fiji offered 400 troops; Togo, 200; and Peru, 50.", ["Fiji", "Togo", "Peru"]),
        ("Fiji offered 400 troops and Togo another 50 for a year.", ["Fiji", "Togo"]),
        ("Ann Orr promised a battalion, Jan Kos two.", ["Ann Orr", "Jan Kos"]),
        (
            "The Nordic Council promised a battalion, the African Union two.",
            ["Nordic Council", "African Union"],
        ),
        ("Fiji promised 200 soldiers, Togo none.", ["Fiji"]),
        ("Fiji promised 200 soldiers and Togo two million euros.", ["Fiji"]),
        ("Fiji promised 200 soldiers to Togo two weeks ago.", ["Fiji"]),
        ("Fiji beat Togo 2-0, Peru 3.", ["Fiji"]),
        ("Fiji opposes the battalion, Togo the truce.", ["Fiji"]),
        ("Togo left. Fiji promised 200 soldiers to Mali, 50 to Togo.", ["Fiji"]),
    ],
)
def test_who_sends_others_without_a_verb_is_named_with_the_first(text, names):
    assert holders(text)[-1] == names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hungary refuses to send soldiers, as does Slovakia.", ["Hungary", "Slovakia"]),
        ("Senator Ruth Colby welcomed the troops, as did Mayor Ed Stone.", ["Ed Stone", "Ruth Colby"]),
        (
            "Labour leader Tom Ashby opposed the deployment, and so did the Liberal Democrats.",
            ["Liberal Democrats", "Tom Ashby"],
        ),
        ("Norway joined Denmark in ruling out sending soldiers.", ["Denmark", "Norway"]),
        ("Estonia, together with Latvia, offered to send troops.", ["Estonia", "Latvia"]),
        ("France, along with Britain, wants to send troops.", ["Britain", "France"]),
        (
            "Governors Lee Marsh of Oregon and Jay Prescott of Illinois rejected the troops.",
            ["Jay Prescott", "Lee Marsh"],
        ),
        ("Kenya's decision to send soldiers to Chad pleased Washington.", ["Kenya"]),
        ("Poland's refusal to send troops surprised nobody.", ["Poland"]),
        ("Governor Lee Marsh's threat to send in the Guard angered the city.", ["Lee Marsh"]),
        ("Protests broke out in Lima after Congress approved the entry of American soldiers.", ["Congress"]),
        ("Thirteen governors, all Republicans, have promised to send troops.", ["Thirteen governors"]),
        ("The teachers' union condemned the deployment of soldiers.", ["teachers' union"]),
        ("Sheriff Lou Banks welcomed the troops.", ["Lou Banks"]),
        ("Ex-president Mamadou Sy said the soldiers should stay.", ["Mamadou Sy"]),
        ("Mayor-elect Helena Moran said troops were the last thing her city needed.", ["Helena Moran"]),
        (
            "Senator Ruth Colby said the war was lost and that America should bring its soldiers home.",
            ["Ruth Colby"],
        ),
        ("The general said that it was late, but that Britain must send troops.", ["general"]),
        (
            "DHAKA, July 2 (BSS) Army chief Rafiq Alam today said Bangladesh would send more peacekeepers.",
            ["Bangladesh", "Rafiq Alam"],
        ),
        (
            "COLOMBO, Sri Lanka — The Tamil National League has called for the army to leave.",
            ["Tamil National League"],
        ),
        ("RAMALLAH, West Bank — Foreign troops should leave, an aide said.", ["aide"]),
        (
            "According to a Morning Herald survey, 58 percent of voters support sending troops.",
            ["58 percent of voters"],
        ),
        ("Unlike France, Germany rules out sending troops.", ["Germany"]),
        ("Alongside Britain, France will send troops.", ["France"]),
        ('The response from Senator Ruth Colby was swift: "Let the soldiers stay."', ["Ruth Colby"]),
        ("Ine Berg wants infantry sent. So do the Liberals.", ["Liberals"]),
        ("France will not send troops, nor will Spain.", ["France", "Spain"]),
        ("Nor does the county judge want troops.", ["county judge"]),
        (
            "Nigeria, backed by Ghana and Sierra Leone, pushed for a force of 3,000 soldiers.",
            ["Ghana", "Nigeria", "Sierra Leone"],
        ),
        (
            "Jane Tan, Minister for Home Affairs, refused. The Prime Minister said troops would go.",
            ["Prime Minister"],
        ),
        (
            "Vice President Jane Tan said none would go. The president said troops would go.",
            ["president"],
        ),
        (
            "Foreign Minister Jane Tan said none would go. The minister for defence said troops would go.",
            ["minister for defence"],
        ),
        (
            "Foreign Minister Jane Tan said none would go. The minister said troops would go.",
            ["Jane Tan"],
        ),
        (
            "Prime Minister Jane Tan said none would go. The prime minister said troops would go.",
            ["Jane Tan"],
        ),
        (
            "Mayor Ed Stone opposed the Guard.\n\nGovernor Lee Marsh will send soldiers, her office said.",
            ["Lee Marsh"],
        ),
        ("Mr Howell's motion called for no troops to be withdrawn until they had finished.", ["Howell"]),
        ("France's proposal was ruled out by Berlin.", ["Berlin"]),
        ("Moscow's proposal was rejected by Kyiv, which ruled out foreign troops.", ["Kyiv"]),
        ("Spain's proposal is dead, and Sweden opposes the deployment.", ["Sweden"]),
        ("Norway's statement came as Sweden refused to send troops.", ["Sweden"]),
        ("Norway's bill is rising.", []),
        ("Kenya's decision to send soldiers was condemned by Uganda.", ["Uganda"]),
        ("Anna Lee, Zoe Green, and Jan Kos oppose the deployment.", ["Anna Lee", "Jan Kos", "Zoe Green"]),
        (
            "Senators Mary Holt, David Green and Jan Kos oppose the deployment.",
            ["David Green", "Jan Kos", "Mary Holt"],
        ),
        ("Mary Holt told Jan Kos, Al Green said the troops must stay.", ["Al Green"]),
        (
            "Rep. Cody Straub, an Ohio Republican and a former Marine, refused to send troops.",
            ["Cody Straub"],
        ),
        ("Mary Holt, an Ohio Republican and former judge, opposes the troops.", ["Mary Holt"]),
        (
            "Sen. Mary Holt, R-Ohio, and Rep. Jan Kos, D-Utah, oppose the deployment.",
            ["Jan Kos", "Mary Holt"],
        ),
        ("In Washington, AFL-CIO said it opposes the deployment.", ["AFL-CIO"]),
        ("President Benz and AFL-CIO refused the deployment.", ["AFL-CIO", "Benz"]),
        ("Whoever adds fuel to this will pay, Norway said of the troops.", ["Norway"]),
        ("Rumours said Norway would send troops.", ["Norway"]),
        ("Surveys said most Norwegians oppose sending troops.", ["most Norwegians"]),
        ("Unfortunately, Spain and Norway refused to send troops.", ["Norway", "Spain"]),
        ("Afterwards, Spain and Norway refused to send troops.", ["Norway", "Spain"]),
        ("The president and prime minister, Jan Kos, oppose the deployment.", ["Jan Kos", "president"]),
        ("In talks with the president of France Jan Kos ruled out sending troops.", ["Jan Kos"]),
        ("The army had made up its mind, a brigadier at headquarters says.", ["brigadier at headquarters"]),
        ("It is unclear how Germany, which has ruled out sending troops, will vote.", ["Germany"]),
        ("It is unclear when the ships sail – Norway has refused to send troops.", ["Norway"]),
        ("Ann Orr met Jan Kos. Both Senators oppose the deployment.", ["Ann Orr", "Jan Kos"]),
        (
            "The Navy is against it. The Australian Navy is for it. The Norwegian Navy opposes it.",
            ["Norwegian Navy"],
        ),
        ("The call from Anna Lee surprised Jan Kos.", []),
        ("The troops will protect Mali from threats from Islamic State.", []),
        ("The troops will come home after Chad has held elections.", []),
        ("Norway – a Nato member – refused to send troops.", ["Norway"]),
        ("Three French were killed, Norway said.", ["Norway"]),
        ("Members of the unions council oppose it.", ["Members of the unions council"]),
    ],
)
def test_second_holders_lists_offices_and_what_is_nobody_s(text, expected):
    assert sorted(holders(text)[-1]) == expected


STAMPED = """Podcast: The Long Deployment

[00:00:04] Tess Moran: I would keep our troops in Chad.
[00:00:06] Obi Lane: I would bring the troops home.
[00:00:11] Tess Moran: My opponent wants the soldiers there. They will freeze.
[00:00:19] Obi Lane: They go."""


@pytest.mark.parametrize("text", [STAMPED, re.sub(r"(\[[\d:]+\]) ([A-Z]\w+ [A-Z]\w+):", r"\2 \1:", STAMPED)])
def test_times_stand_before_or_behind_the_speakers_of_a_transcript(text):
    assert holders(text)[1:] == [
        ["Tess Moran"], ["Obi Lane"], ["opponent"], ["Tess Moran"], ["Obi Lane"],
    ]  # fmt: skip


def test_a_name_in_capitals_before_a_bracket_and_whose_husband_is_somebody_else():
    assert holders("ANA LIM (Chile) said that troops should leave.") == [["Ana Lim"]]
    text = "Mary Orr, whose husband has not called, sat at the gate. She wants the troops home."
    assert holders(text)[-1] == ["Mary Orr"]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Ann Orr opposes the deployment, which Jan Kos supports.", "Ann Orr opposes the deployment"),
        ("The government will send troops, which the opposition rejects.", "The government will send troops"),
        ("Spain refused to send men at once, but Chad agreed to go.", "Spain refused to send men at once"),
        ("Ann Orr does not know when, and Jan Kos refuses to go.", "Ann Orr does not know when"),
        ("Ann Orr rejects the pact under which Spain would send men.", "Ann Orr rejects the pact"),
        ("Ann Orr is against a force, to which Jan Kos has agreed.", "Ann Orr is against a force"),
        ("Chad bars a force, and because Mali refuses to go, Spain will go.", "Chad bars a force"),
        ("France wanted to send men when Mali refused.", "France wanted to send men"),
    ],
)
def test_a_clause_ends_before_what_leads_to_the_next(text, first):
    assert held(text)[0][0] == first


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("“We will go,” said Jan Kos, while Ann Orr has said no.", "Ann Orr has said no."),
        ("“We will go,” Jan Kos said, but Ms Ann Orr told a paper no.", "Ms Ann Orr told a paper no."),
        ("“We will go,” said Jan Kos, hours after Ann Orr ruled it out.", "Ann Orr ruled it out."),
        ("“We will go,” said Jan Kos, and Ann Orr will send 50.", "Ann Orr will send 50."),
        ("“We will go,” said Jan Kos, although Ann Orr opposes it.", "Ann Orr opposes it."),
        ("“We will go,” Jan Kos said, while Ann Orr insisted: “None of ours will.”", "“None of ours will.”"),
    ],
)  # fmt: skip
def test_what_others_hold_behind_a_quotation_and_its_sayer_is_theirs(text, other):
    first, second = find_statements(text)
    assert text[slice(*first.span)] == "“We will go,”"
    assert "Orr" not in text[slice(*first.judged)]
    assert [h.name for h in first.holders] == ["Jan Kos"]
    assert text[slice(*second.span)] == other
    assert [h.name for h in second.holders] == ["Ann Orr"]


@pytest.mark.parametrize(
    "text",
    [
        "“We will go,” said Jan Kos and Ann Orr.",
        "“We will go,” said Jan Kos, as Ann Orr looked on.",
        "“We will go,” said Jan Kos of the Greens.",
        "“We will go,” said Jan Kos, who leads Ann Orr's old party.",
    ],
)
def test_what_nobody_else_holds_behind_a_quotation_is_no_statement(text):
    assert [text[slice(*p.span)] for p in find_statements(text)] == ["“We will go,”"]


def test_who_does_so_behind_a_semicolon_is_named_along():
    assert holders("The Liberals want the men home; so do the Greens.") == [["Liberals", "Greens"]]
    assert holders("Chad opposes it; nor does Mali want it.")[0] == ["Chad", "Mali"]


@pytest.mark.parametrize("word", ["only", "just", "so far only", "even"])
def test_a_small_word_stands_before_a_second_subject(word):
    text = f"The Greens back it; {word} the Left Party is against sending soldiers."
    first, second = held(text)
    assert first == ("The Greens back it", ["Greens"])
    assert second == (f"{word} the Left Party is against sending soldiers.", ["Left Party"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Britain should send soldiers.", []),
        ("The government must send troops now.", []),
        ("Ann Orr said Britain should send soldiers.", ["Ann Orr"]),
        ("Britain, Ann Orr said, ought to send soldiers.", ["Ann Orr"]),
        ("The US needs to withdraw its troops, Ann Orr said.", ["Ann Orr"]),
        ("Poland has to send troops, says the opposition.", ["opposition"]),
        ("Germany has sent troops.", ["Germany"]),
        ("Germany needs troops.", ["Germany"]),
        ("Ann Orr said Britain would send soldiers.", ["Ann Orr", "Britain"]),
    ],
)
def test_what_somebody_ought_to_do_is_no_position_of_theirs(text, expected):
    assert holders(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lord Orr disagreed: Britain, he said, should send them.", [["Orr"]]),
        ("Lord Orr disagreed: the Greens would send soldiers.", [["Orr"]]),
        ("Opinions differ: Poland has ruled out troops.", [["Poland"]]),
        ("The talks failed: Poland has ruled out troops, and Chad will send none.", [["Poland"], ["Chad"]]),
    ],
)
def test_what_stands_behind_somebody_and_a_colon_is_theirs(text, expected):
    assert holders(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The soldiers will go if the Security Council approves.", []),
        ("Troops will stay unless Chad objects.", []),
        ("If the rebels attack, soldiers will be sent.", []),
        ("If Chad asked, Peru would send troops.", ["Peru"]),
        ("Should Italians and Spaniards join, Peru would send troops.", ["Peru"]),
        ("Were Chad to ask, Peru would send troops.", ["Peru"]),
        ("Peru will send troops if Chad does.", ["Peru"]),
        ("Ann Orr asked if Chad would send troops.", ["Ann Orr"]),
        ("Had Chad asked, nobody would have come.", []),
    ],
)
def test_whoever_does_something_in_a_condition_holds_nothing(text, expected):
    assert holders(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sen. Ann Orr, R-Alaska, said she opposed the president.", ["Ann Orr"]),
        ("Jan Kos said that if Chad agreed, its army would go.", ["Jan Kos"]),
        ("Jan Kos said that when the truce holds, men would be sent by Chad.", ["Jan Kos"]),
        ("Chad and Togo “have agreed to send men” each, Jan Kos added.", ["Jan Kos", "Chad", "Togo"]),
        ("Chad “is a large country”, Jan Kos added.", ["Jan Kos"]),
        ("Minister Jan Kos has urged them to send men, the State Department says.", ["Jan Kos"]),
        ("Minister Jan Kos was late, the council says.", ["council"]),
        ("The premier, Mr Jan Kos, announced the pull-out of all men.", ["Jan Kos"]),
        ("It came a day after the premier, Mr Jan Kos, announced the pull-out of all men.", ["Jan Kos"]),
        ("Chad said it was following Mali and Togo and withdrawing its men.", ["Chad"]),
    ],
)
def test_whose_it_is_where_others_are_told_of(text, expected):
    assert holders(text) == [expected]


@pytest.mark.parametrize(("opening", "closing"), [("``", "''"), ("``", "’’"), ("‘‘", "’’")])
def test_marks_made_of_two_single_ones(opening, closing):
    text = f"{opening}Nothing can justify it,{closing} Jan Kos said. {opening}The men must stay.{closing}"
    assert held(text) == [
        (f"{opening}Nothing can justify it,{closing}", ["Jan Kos"]),
        (f"{opening}The men must stay.{closing}", ["Jan Kos"]),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The agencies were ready to go to Lebanon and South Sudan, the premier said.",
            [["premier", "agencies"]],
        ),
        ("Critics reject the U.S.-led war.", [["Critics"]]),
        ("In London Mr Orr ruled out sending men.", [["Orr"]]),
        ("At the summit Mr Orr told farmers that no men would go.", [["Orr"]]),
        ("At the conference General Kos ruled out sending men.", [["Kos"]]),
        ("The party leader Mr Kos ruled out sending men.", [["Kos"]]),
        ("Al Dorn, head of the veterans' league, said that no men should go.", [["Al Dorn"]]),
        ("Al Dorn, secretary of the dockers' union since May, warned that no men should go.", [["Al Dorn"]]),
        ("In Cairo President Samir Kos said that no men would go.", [["Samir Kos"]]),
        ("Illinois Gov. Jan Kos said that no men would go.", [["Jan Kos"]]),
        ("In Paris the foreign minister said no men would go.", [["foreign minister"]]),
        ("The envoy said men would patrol around Beni and Goma as long as it took.", [["envoy"]]),
        ("General Kos said men would hold the road between Zvornik and Tuzla until May.", [["Kos"]]),
        ("The ministry plans to send men, they said.", [["ministry"]]),
        ("Minister Ana Orr said the soldiers were ready and would leave for Chad.", [["Ana Orr"]]),
        ("TOKYO (AP) _ Premier Jan Kos said no men would go.", [["Jan Kos"]]),
    ],
)
def test_places_adjectives_and_those_who_are_sent_hold_nothing(text, expected):
    assert holders(text) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Rome wants answers from the Minister for Defence and other agencies on the number of troops.",
        "It is true that the impact of Irish and other United Nations troops has been positive.",
        "The rebels target government forces and Nato alike, she said, urging calm.",
    ],
)
def test_the_second_of_a_pair_begins_no_clause(sentence):
    assert len(find_statements(f"Ann Orr left. {sentence}")) == 2


@pytest.mark.parametrize(
    ("text", "n"),
    [
        # one clause
        ("Chad will provide planes and pilots to carry troops to the south.", 1),
        ("President Kos says Chad would lend lorries and engineers to guard a base.", 1),
        ("The mission was led by Kenya and Chad and joined by 30 other countries.", 1),
        ("The mission is led by Kenya and Chad and will last a year.", 1),
        ("The neighbours are wary of a mission, after Islamist fighters and Tuareg rebels seized it.", 1),
        # two
        ("Chad has left the mission and pilots are wary of it.", 2),
        ("Chad left after the vote and Mali refused to send troops.", 2),
        ("Chad sided with Kenya and Mali rejected the mission.", 2),
        ("Chad to send 100 soldiers and Mali to send 300", 2),
    ],
)
def test_nouns_that_and_joins_begin_no_clause(text, n):
    assert len(find_statements(text)) == n


@pytest.mark.parametrize("joint", [", and", ", but"])
def test_others_who_disagree_begin_a_clause(joint):
    found = find_statements(f"Rome backs the plan{joint} other capitals refuse.")
    assert [[h.name for h in p.holders] for p in found] == [["Rome"], ["other capitals"]]


@pytest.mark.parametrize(
    ("sentence", "n"),
    [
        ("To see what was done to monks and nuns is wrong.", 1),
        ("Rome wants peace and allies are against it.", 2),
    ],
)
def test_many_are_not_who_is_or_has_something(sentence, n):
    assert len(find_statements(sentence)) == n


_OWN_WORDS = "We should send soldiers. I would go.\n\nI am sure of it. We owe it to them.\n\n"


@pytest.mark.parametrize(
    "below", ["Ann Orr is a former envoy to Chad.", "— Ann Orr, Leeds", "Ann Orr", "Ann Orr lives in Rome."]
)
def test_who_is_named_below_their_own_words_wrote_them(below):
    assert holders(_OWN_WORDS + below)[:4] == [["Ann Orr"]] * 4


@pytest.mark.parametrize(
    "below", ["Ann Orr said no.", "Ann Orr was shot in May.", "Leeds", "Ann Orr is a poet.\n\nOne.\n\nTwo."]
)
def test_other_words_below_somebody_s_own_name_no_writer(below):
    assert holders(_OWN_WORDS + below)[:4] == [[]] * 4


def test_who_is_spoken_of_above_did_not_write_it():
    text = "I met Ann Orr. We should send soldiers.\n\nI am sure. We owe it.\n\nAnn Orr is a former envoy."
    assert ["Ann Orr"] not in holders(text)[1:4]


@pytest.mark.parametrize(
    "title", ["Explanation of vote by", "Vote explanation by", "Response by", "Answers of"]
)
def test_whose_words_a_page_gives_by_its_title(title):
    text = f"{title} Ann Orr, Permanent Representative of Chad\n\n" + _OWN_WORDS
    assert holders(text)[1:] == [["Ann Orr"]] * 4


def test_who_answers_is_named_in_the_title():
    text = (
        "Response by Chadian Deputy Minister of Foreign Affairs Ann Orr to Questions\n\n"
        "Question: Will you go?\n\nAnswer: We stay.\n\nQuestion: Never?\n\nAnswer: Never."
    )
    assert holders(text)[1:] == [[], ["Ann Orr"], [], ["Ann Orr"]]


@pytest.mark.parametrize("date", [" Sep 11, 2014", "     Sept. 11, 2014 in Politics", " / Guest Columnist"])
def test_a_byline_ends_before_its_date(date):
    text = f"Why we go\n\nBy Ann Orr{date}\n\n" + _OWN_WORDS
    assert holders(text)[-4:] == [["Ann Orr"]] * 4


@pytest.mark.parametrize(
    "lead", ["has issued the following statement:", "released the following letter on it."]
)
def test_a_statement_that_somebody_issued_is_theirs(lead):
    text = f"The Green Party {lead}\n\nWe oppose it. Our men must come home.\n\nIts leader, Ann Orr, agreed."
    assert holders(text) == [["Green Party"]] * 3 + [["Ann Orr"]]


def test_what_somebody_issued_is_no_document_where_others_tell_of_it():
    text = "The Green Party released a statement on it.\n\nThe soldiers, Ann Orr said, are tired."
    assert holders(text) == [["Green Party"], ["Ann Orr"]]


@pytest.mark.parametrize("rest", ["and will keep them there.", "and is not leaving."])
def test_two_places_behind_which_the_first_subject_goes_on(rest):
    text = f"Chile has sent troops to Peru and Bolivia {rest}"
    assert held(text) == [(text, ["Chile"])]


def test_the_second_of_two_states_that_does_something_itself():
    assert held("Chile will withdraw troops from Peru, and Bolivia will send more.") == [
        ("Chile will withdraw troops from Peru", ["Chile"]),
        ("Bolivia will send more.", ["Bolivia"]),
    ]


def test_a_body_with_the_number_of_its_members():
    text = "The Security Council met. The 15-member Council sent soldiers. The Council asked for more."
    assert holders(text) == [["Security Council"]] * 3
    assert holders("The 27-nation bloc will go. The bloc has said so.") == [["bloc"], ["bloc"]]


@pytest.mark.parametrize("paper", ["motion", "letter", "petition"])
def test_what_a_paper_states_is_whose_it_is(paper):
    text = f"The Greens sent a {paper} on Monday.\n\nThe {paper} states that troops must leave."
    assert holders(text) == [["Greens"], ["Greens"]]


def test_states_that_are_no_verb():
    assert holders("Baltic states want troops. The Gulf states refuse.") == [
        ["Baltic states"],
        ["Gulf states"],
    ]
    assert holders("The letter, states say, is wrong.") == [["states"]]
