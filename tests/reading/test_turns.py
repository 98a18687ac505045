import pytest

from stance.reading.statements import find_statements


def held(text):
    """Return the statements of a text, each as its first word and its holders."""
    return [
        (text[slice(*p.span)].strip("•* ").split()[0].strip("“”‘’\"',."), [h.name for h in p.holders])
        for p in find_statements(text)
    ]


def whose(text):
    """Return the holders of each statement of a text, without those of nobody."""
    return [names for _, names in held(text) if names]


def told_in(text):
    """Return the holders of each statement of a text, with its words."""
    return [([h.name for h in p.holders], text[slice(*p.span)]) for p in find_statements(text)]


# Who is spoken to


@pytest.mark.parametrize(
    "address",
    ["Mr. Speaker", "Madam Speaker", "Mr President", "Madam Chair", "Mr. Chairman", "Madam Deputy Speaker"],
)
@pytest.mark.parametrize(
    "text",
    [
        "{}, we have done what we went there to do. It is over.",
        "{}, the motion is wrong. It is over.",
        "But, {}, when it began nobody knew. It is over.",
        "Thank you, {}. It is over.",
    ],
)
def test_whom_a_speech_is_addressed_to_holds_nothing(address, text):
    assert whose(text.format(address)) == []


def test_an_address_at_the_head_of_a_turn_or_paragraph_is_no_speaker():
    text = (
        "Mr. HALL. Mr. President, the bill is wrong. I oppose it.\n\n"
        "Mr. President, we went there to feed people. Let us come home.\n\n"
        "Mr. DREW. Mr. Chairman, I disagree.\n\n"
        "Mr. HALL. I thought as much."
    )
    assert whose(text) == [["Hall"]] * 4 + [["Drew"]] + [["Hall"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr. Speaker Orr said that troops would go.", ["Orr"]),
        ("Mr President Kos said that troops would go.", ["Kos"]),
        ("The Speaker, who voted against, said that troops would stay.", ["Speaker"]),
        ("Madam Orr, the president, said that troops would stay.", ["Orr"]),
    ],
)
def test_whoever_is_not_spoken_to_may_hold_something(text, expected):
    assert whose(text)[0] == expected


@pytest.mark.parametrize(
    "call",
    [
        "My Lords",
        "my noble friend",
        "my hon. Friend",
        "My right hon. and learned Friend",
        "the hon. Gentleman",
    ],
)
@pytest.mark.parametrize(
    "text", ["{}, I thank you. It is over.", "{} referred to the battalion. It is over."]
)
def test_colleagues_who_are_not_named_hold_nothing(call, text):
    assert whose(text.format(call)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Lords rejected the mission.", ["Lords"]),
        ("Lord Orr rejected the mission.", ["Orr"]),
        ("Lady Orr rejected the mission.", ["Orr"]),
    ],
)
def test_those_who_have_the_name_of_colleagues_hold_something(text, expected):
    assert whose(text) == [expected]


# Labels


def test_members_behind_a_section_mark_whom_nothing_parts_from_their_words():
    text = (
        "§ 4. Mr. Otto Brandt (Leeds, North)asked the Minister whether he will send troops.\n"
        "§ The Minister of Defence (Mr. Karl Lund)We will send no soldiers.\n"
        "§ Mr. BrandtIs he aware of the danger?\n"
        "§ Mr. LundI am. There will be none.\n"
        "§ Sir Jan MacOrr-O'NeillTroops must go."
    )
    assert whose(text) == [["Otto Brandt"], ["Karl Lund"], ["Otto Brandt"]] + [["Karl Lund"]] * 2 + [
        ["Jan MacOrr-O'Neill"]
    ]


def test_a_section_mark_before_other_words_names_no_speaker():
    assert whose("§ 4. Rome shall send troops.\n§ 5. Chad shall not.") == [["Rome"], ["Chad"]]


def test_the_pages_of_a_record_are_no_words_of_a_speaker():
    for page in (
        "23 May 2000 : Column 671",
        "Column 12W",
        "[[Page S7408]]",
        "[Page 12]",
        "Page 3 TOP OF DOC",
    ):
        text = f"Mr. HALL. I object.\n\n{page}\n\nMr. DREW. I agree.\n\nMr. HALL. No."
        assert whose(text) == [["Hall"], ["Drew"], ["Hall"]]
    assert (
        len(held("Mr. HALL. I object.\n\nColumn writers agree.\n\nMr. DREW. I agree.\n\nMr. HALL. No.")) == 4
    )


def test_speakers_in_capitals_amid_a_paragraph():
    text = (
        "Interview with Jan Kos ANN ORR: Will you send troops? MINISTER KOS: We will not. ORR: Never? "
        "KOS: Never. ORR: And to Chad? KOS: They stay."
    )
    assert whose(text)[-1] == ["Jan Kos"]
    assert [t for n, t in told_in(text) if n == ["Jan Kos"]] == ["We will not.", "Never.", "They stay."]


def test_words_in_capitals_and_a_colon_that_stand_once_begin_no_turn():
    text = "Kos said: Never. UPDATE: Rome says that troops stay. NOTE: Chad says that they go."
    assert ["Rome"] in whose(text)
    assert ["Chad"] in whose(text)


@pytest.mark.parametrize(
    "label",
    ["JAN McKEE, Government Spokesman", "JAN McKEE (Minister of Defence)", "Gen. JAN McKEE, army chief"],
)
def test_two_turns_are_enough_where_a_label_tells_who_somebody_is(label):
    text = f"MS. LUND: Rome agreed today to send troops.\n\n{label}: The force would be of 500 soldiers."
    assert whose(text) == [["Rome"], ["Jan McKee"]]


def test_two_lines_with_a_label_each_are_no_talk():
    text = "LONDON: We know that Rome sends troops.\n\nPARIS: We know that Chad sends none."
    assert ["London"] not in whose(text)
    assert ["Paris"] not in whose(text)


@pytest.mark.parametrize(
    ("answer", "span"),
    [
        ("On your question: No soldiers go.", "No soldiers go."),
        ("As for the battalion: It stays.", "It stays."),
        ("On your question: 500 soldiers go.", "500 soldiers go."),
        ("On Chad: we send nobody.", "On Chad: we send nobody."),
        ("On one thing we agree, and I say it here: No.", "On one thing we agree, and I say it here: No."),
    ],
)
def test_what_an_answer_is_on_is_judged_with_it_and_no_part_of_it(answer, span):
    text = f"ORR: We met.\n\nLEE: And the troops?\n\nORR: {answer}\n\nLEE: Thanks."
    passage = next(p for p in find_statements(text) if text[slice(*p.judged)] == answer)
    assert text[slice(*passage.span)] == span
    assert [h.name for h in passage.holders] == ["Orr"]


def test_members_with_party_and_seat_below_a_line_of_the_party():
    text = (
        "House of Commons\n\n9:10 a.m.\n\nLiberal\n\nRuth Osler Liberal Halifax, NS\n\n"
        "Madam Speaker, our troops must stay. They are needed.\n\nThe Speaker\n\nOrder.\n\n"
        "Supply DayGovernment Orders\n\nGreen\n\nPaul Dray GreenMinister of Health\n\n"
        "Mr. Speaker, no. We will bring them home\n\nAn hon. member\n\nNever!\n\n"
        "Paul Dray GreenMinister of Health\n\nand they will come at once."
    )
    assert whose(text) == [["Ruth Osler"]] * 2 + [["Paul Dray"]] * 3


def test_members_below_their_picture():
    text = (
        "Dáil debates, Tuesday\n\nPhoto of Ciarán NolanCiarán Nolan (Cork East, Labour)\n\n"
        "I oppose the deployment. It is wrong.\n\nPhoto of Mary Keane Mary Keane (Mayo, Fine Gael)\n\n"
        "We will go."
    )
    assert whose(text) == [["Ciarán Nolan"]] * 2 + [["Mary Keane"]]


def test_speakers_before_a_dash():
    text = (
        "Mr ORR (Lyne) (2:19 PM) —My question is to the minister. Will troops go?\n\n"
        "Ms HALE (Corio—Minister for Defence) (2:20 PM) —No. We will not send troops.\n\n"
        "The SPEAKER —Order! The member will be heard.\n\nMr ORR —I object."
    )
    assert whose(text) == [["Orr"]] * 2 + [["Hale"]] * 2 + [["Orr"]]


def test_a_body_before_a_dash_is_no_speaker():
    text = "\n\n".join(["The NATO — which met today — is split. Rome will go."] * 4)
    assert whose(text) == [["NATO"], ["Rome"]] * 4


def test_speakers_amid_a_paragraph():
    text = (
        "Mr. HALL. Mr. President, I oppose the motion. It is unwise. Mr. DREW. I support it. Let us vote. "
        "Mr. HALL. Not yet. The PRESIDING OFFICER. The clerk will call the roll."
    )
    assert whose(text) == [["Hall"]] * 2 + [["Drew"]] * 2 + [["Hall"]]


def test_names_that_come_again_on_lines_of_their_own():
    text = (
        "Two friends on the war\n\nAnn Orr\n\nI would send them. We owe it to them.\n\nJan de Kos\n\n"
        "I never would.\n\nAnn Orr\n\nYou are wrong.\n\nJan de Kos\n\nNo, you are."
    )
    assert whose(text) == [["Ann Orr"]] * 2 + [["Jan de Kos"], ["Ann Orr"], ["Jan de Kos"]]


def test_names_that_stand_once_on_a_line_are_headings():
    text = (
        "Three to watch\n\nAnn Orr\n\nShe has led the party since 2010.\n\nJan Kos\n\n"
        "The minister is against it.\n\nEva Lind\n\nLind has not spoken."
    )
    assert whose(text) == [["Ann Orr"], ["Jan Kos"], ["Eva Lind"]]


def test_who_conducts_a_sitting_or_is_unknown_holds_nothing():
    text = (
        "The PRESIDING OFFICER. The Sergeant at Arms will restore order.\n\n"
        "Mr. HALL. Will the Senator yield?\n\nMr. DREW. I will.\n\nMr. HALL. Does he doubt it?\n\n"
        "An hon. member: The minister lied!\n\nMr. DREW. I do not.\n\n(Disturbance in the gallery.)"
    )
    assert whose(text) == [["Hall"], ["Drew"], ["Hall"], ["Drew"]]


# Posts, comments, tapes


@pytest.mark.parametrize(
    ("signature", "name"),
    [
        ("— Sen. Ray Colby (@SenColby) May 3, 2018", "Ray Colby"),
        ("– Ann McOrr (@annorr) 3 May 2018", "Ann McOrr"),
        ("-- Lt Gen VK Sahni (R) (@vks_gen) May 3, 2018", "VK Sahni"),
        ("— SenatorRayColby (@SenColby)", "Ray Colby"),
    ],
)
def test_a_post_is_whose_name_stands_behind_it(signature, name):
    text = (
        "The speech was the talk of the town.\n\nNot one more battalion. America comes first. Bring them "
        f"home {signature}\n\nIt was raining."
    )
    assert held(text) == [("The", []), ("Not", [name]), ("America", [name]), ("Bring", [name]), ("It", [])]


def test_a_post_goes_back_to_the_post_before_or_to_what_leads_to_it():
    text = (
        "Senators were quick. Ray Colby tweeted: Not one more. Never. — Ray Colby (@SenColby) May 3, 2018 "
        "About time! — Ana Lind (@analind) May 4, 2018 That was all."
    )
    assert held(text)[1:] == [
        ("Ray", ["Ray Colby"]),
        ("Not", ["Ray Colby"]),
        ("Never", ["Ray Colby"]),
        ("About", ["Ana Lind"]),
        ("That", []),
    ]


def test_a_signature_on_a_line_of_its_own_signs_what_stands_above():
    text = (
        "Colby was not amused:\n\nNot one more battalion.\n\nThey stay home.\n\n— Ray Colby (@SenColby)\n\n"
        "The White House was silent."
    )
    assert whose(text)[:2] == [["Ray Colby"]] * 2


def test_who_posts_under_a_longer_name_is_the_person_of_the_text():
    text = "President Ray Colby was angry.\n\nNo more. — Raymond Colby (@rc)\n\nNever. — Ray J. Colby (@rjc)"
    assert whose(text)[-1] == ["Ray Colby"]


def test_comments_are_the_users_above_them():
    text = (
        "Rome will go, a minister said.\n\nComments\n\njoe_k · 1 hour ago\nBring them home. At once.\n\n"
        "Ahmed K · 2 hours ago\nthey will never leave\n\nReply #4: tomcat_77 (100+ posts) Mon 10:02\nNo."
    )
    assert whose(text)[1:] == [["joe_k"]] * 2 + [["Ahmed K"], ["tomcat_77"]]


@pytest.mark.parametrize(
    "line", ["Updated 2 hours ago", "Ann Orr, Rome · 3 hours ago", "The vote was a week ago"]
)
def test_the_time_of_an_article_is_no_comment(line):
    text = f"Rome sends troops\n\n{line}\n\nIt was raining. There is no date yet."
    assert whose(text) == []


def test_an_ordinary_dash_or_handle_signs_nothing():
    text = "He left – and Ann Orr (@annorr) stayed. It was raining — in May. There were 30 (@home) guests."
    assert ["Ann Orr"] not in whose(text)[1:]


def test_a_tape_of_a_radio_script_is_whose_name_stands_above_it():
    text = (
        "TEXT: The United States is worried.\n\n/// KERR ACTUALITY ///\n\nWe will not go. It is far.\n\n"
        "/// END ACTUALITY ///\n\nThere was no comment.\n\n/// FIRST LIND ACT IN GERMAN, FADE ///\n\n"
        "We will go.\n\n/// END ACT ///"
    )
    assert whose(text)[1:] == [["Kerr"]] * 2 + [["Lind"]]


# Minutes


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("WU LI (China)", "Wu Li"),
        ("LUIS DE OLIVEIRA (Portugal)", "Luis de Oliveira"),
        ("MARTHA Q. HOLLIS (United States)", "Martha Q. Hollis"),
        ("MERE TE AWA (New Zealand)", "Mere Te Awa"),
        ("12. Ms. Lind (Sweden)", "Lind"),
        ("Speaking for the Union, EVA LIND (Finland, for the European Union)", "Eva Lind"),
    ],
)
def test_what_minutes_report_is_the_delegate_s(label, name):
    text = (
        f"It was raining.\n\n{label} said that no soldiers were needed. It therefore saw no reason to go. "
        "Should the Council so decide, it would be ready. Others should listen. He thanked Norway."
    )
    assert whose(text) == [[name]] * 5


def test_a_delegate_tells_of_others_and_is_the_state_s_representative():
    text = (
        "The representative of Peru opposed the plan.\n\nJOSE DIAZ (Peru) said his Government would not go. "
        "Lima had no troops. Chile had said that it would go.\n\nRITA PAZ, Minister for Peace of Chile, said "
        "it was true. Any other course would be wrong.\n\nMr. DIAZ said he was glad. Nobody was against."
    )
    assert whose(text) == [["Jose Diaz"]] * 3 + [["Chile"]] + [["Rita Paz"]] * 2 + [["Jose Diaz"]] * 2


@pytest.mark.parametrize(
    "text",
    [
        "NEW YORK (Reuters) said it was raining. It was not clear what came next.",
        "Mr. Orr (Ohio) said no. Any other course would be wrong.",
    ],
)
def test_an_ordinary_bracket_makes_no_minutes(text):
    assert held(text)[1][1] == []


# Interviews


def test_an_interview_whose_questions_and_answers_have_marks():
    text = (
        "INTERVIEW: ANA LIND, AMBASSADOR OF NORWAY\n\n* Ms Lind, let us begin with the war. Will you go?\n\n"
        "  • The answer is no. We have no mandate.\n\n* Rome says that it will go.\n\n"
        "  • Rome is free to. Mr Kos told me that they would stay home.\n\n* Do you believe him?\n\n"
        "  • I do.\n\n* And your allies?\n\n  • We never ask them.\n\nJAN ORR\n(Herald)"
    )
    assert whose(text) == ([["Ana Lind"]] * 2 + [["Rome"]] + [["Ana Lind"], ["Kos"]] + [["Ana Lind"]] * 2)


def test_an_interview_of_questions_and_plain_paragraphs():
    text = (
        "The minister who says no\n\nJan Kos runs the defence ministry. Kos met us on Monday.\n\n"
        "Will you send troops?\n\nNever. I have said so before.\n\nOur soldiers stay at home.\n\n"
        "Are you under pressure?\n\nEverybody is. It does not move me.\n\n"
        "What would change your mind?\n\nA mandate. We would then look at it again.\n\n"
        "Interview by Ann Orr. The conversation took place in Rome."
    )
    assert whose(text)[2:] == [["Jan Kos"]] * 7


@pytest.mark.parametrize(
    "answer", ["No country has said so.", "The parliament must vote first, and may say no."]
)
def test_questions_that_nobody_answers_in_the_first_person_are_no_interview(answer):
    text = "Jan Kos wrote this.\n\n" + "\n\n".join(
        f"{q}\n\n{answer}" for q in ("Can you go?", "Will your son go?", "Who pays?", "Who decides?")
    )
    assert ["Jan Kos"] not in whose(text)[1:]


def test_whoever_is_told_of_first_in_a_question_is_not_who_answers():
    text = (
        "Jan Kos runs the ministry. Kos met us on Monday. Excerpts:\n\nWill you go?\n\nNever.\n\n"
        "Ann Orr, the premier, said that your men must go. Will they?\n\nNo.\n\nAre you sure?\n\nI am."
    )
    assert [names for names in whose(text)[2:] if names != ["Ann Orr"]] == [["Jan Kos"]] * 3


def test_what_begins_with_a_bullet_has_sentences():
    text = "• Rome will go. Oslo will not.\n• Peru has not decided."
    assert whose(text) == [["Rome"], ["Oslo"], ["Peru"]]


# Documents and letters


@pytest.mark.parametrize(
    "lead",
    [
        "The party published a letter on Monday. We carry it below in full:",
        "The party was angry. The text of its statement follows.",
        "Below is the full text of the appeal by the party:",
        "The party's communiqué read:",
        "The party sent a letter, which we print in full. The letter reads:",
    ],
)
def test_a_document_given_whole_is_whose_it_is_up_to_the_next_heading(lead):
    text = (
        f"{lead}\n\nThere is no reason for this war. Our sons must stay.\n\nThe Americans want them.\n\n"
        "What others say\n\nIt was raining."
    )
    found = held(text)
    assert [names for _, names in found[-5:-2]] == [["party"]] * 3
    assert [names for _, names in found[-2:]] == [[], []]


def test_a_document_in_marks_ends_with_its_marks():
    text = (
        "The union's statement read:\n\n“We oppose the war:\n\na) nobody asked us;\n\nb) nobody will.”\n\n"
        "It was raining. Nobody knew more."
    )
    assert whose(text) == [["union"]] * 3


@pytest.mark.parametrize(
    "text",
    [
        "The party's letter was read in full. There is no reason for it.",
        "The party was angry. What follows is known.\n\nThere was rain. It went on.",
        "The text of the law is long. It was passed in May.\n\nThere was rain.",
    ],
)
def test_what_only_tells_of_a_document_leads_to_none(text):
    assert ["party"] not in whose(text)[1:]


def test_letters_are_whose_names_stand_below_them():
    text = (
        "Letters to the editor\n\nTroops abroad\n\nThe plan is bad. We should not go.\n\nAnn Orr, Leeds\n\n"
        "No war\n\nRome begs us. Send them.\n\nYours truly,\n\nDr JAN KOS\nYork\n\nNo.\n\nEva van Lind"
    )
    assert whose(text) == [["Ann Orr"]] * 2 + [["Jan Kos"]] * 2 + [["Eva van Lind"]]


def test_letters_below_a_heading_of_theirs():
    text = "Letters: Leave\n\nTroops must go.\n\nAnn Orr\n\nLeeds\n\nTroops stay.\n\nJan Kos\n\nLetters: Dogs"
    assert whose(text) == [["Ann Orr"], ["Jan Kos"]]


def test_one_letter_below_a_heading_of_its_own():
    assert whose("Letter: Leave\n\nTroops must go.\n\n— Ann Orr") == [["Ann Orr"]]
    assert whose("Leave\n\nTroops must go.\n\n— Ann Orr") == []


def test_a_letter_from_its_greeting_on():
    text = (
        "Rain in Rome. It was cold.\n\nDear Prime Minister,\n\nBring them home. It is time.\n\n"
        "Yours sincerely,\n\nAnn Orr\n\nNobody answered. It was cold."
    )
    assert whose(text) == [["Ann Orr"]] * 3


def test_names_above_turns_sign_no_letters():
    text = (
        "Ann Orr\n\nSir, I object. It is late.\n\nJan Kos\n\nSo be it.\n\nAnn Orr\n\nThank you.\n\n"
        "Jan Kos\n\nNot at all."
    )
    assert whose(text)[:2] == [["Ann Orr"]] * 2


def test_a_paragraph_of_sentences_is_no_heading_for_want_of_a_full_stop():
    text = "Rome will go. Oslo said that it will stay. Peru has told its allies no. - With agencies"
    assert whose(text)[:3] == [["Rome"], ["Oslo"], ["Peru"]]


# What stands around an article, and lists


@pytest.mark.parametrize(
    "note",
    [
        "Also read: Why Ann Orr opposes the war",
        "READ MORE | Ann Orr says no to Rome.",
        "Ann Orr covers diplomacy for the Herald.",
        "Ann Orr is a senior correspondent in Rome.",
        "Jan Kos and Ann Orr contributed to this report.",
        "The writer is a fellow of the institute. Ann Orr said so.",
        "Additional reporting by Ann Orr in Rome.",
        "Photo: Ann Orr says goodbye in Rome.",
    ],
)
def test_notes_around_an_article_hold_nothing(note):
    text = f"Rome will go.\n\nIt was raining.\n\n{note}"
    assert whose(text) == [["Rome"]]


@pytest.mark.parametrize(
    "text",
    [
        "Ann Orr covers her tracks, Jan Kos said.",
        "Related ministries, Jan Kos said, are opposed.",
        "Image-conscious as ever, Jan Kos said that troops must go.",
        "The writer Jan Kos said that troops must go.",
        "The image of the army would suffer, Jan Kos said.",
    ],
)
def test_an_ordinary_sentence_is_no_note(text):
    assert whose(text)[0][0] in ("Jan Kos", "Kos")


def test_an_item_about_a_state_is_of_whom_it_tells_or_of_the_state():
    text = (
        "Who sends what\n\n• Norway: Defence minister Ana Orr says Oslo will train men. Fifty are ready.\n\n"
        "• Peru: 50 engineers, no combat troops.\n\n• Chile: President Luis Paz has ruled it out."
    )
    assert held(text)[1:] == [
        ("Defence", ["Ana Orr"]),
        ("Fifty", ["Ana Orr"]),
        ("50", ["Peru"]),
        ("President", ["Luis Paz"]),
    ]


# More forms of labels


@pytest.mark.parametrize(
    ("ann", "jan"),
    [
        ("Ann Orr Labour, Leeds North", "Jan Kos The Secretary of State for Defence"),
        ("Ann Orr\n(Leeds North) (Lab)", "Jan Kos\nThe Secretary of State for Defence"),
        ("Ann Orr  0:12", "Jan Kos  1:45"),
        ("ANN ORR, Herald", "JAN KOS, Tribune"),
    ],
)
def test_lines_that_name_members_and_guests(ann, jan):
    text = (
        f"A debate\n\n{ann}\n\nWill they go? They should not.\n\n{jan}\n\nThey stay.\n\n{ann}\n\nI see.\n\n"
        f"{jan}\n\nSo am I."
    )
    assert whose(text) == [["Ann Orr"]] * 2 + [["Jan Kos"], ["Ann Orr"], ["Jan Kos"]]


def test_speakers_who_speak_once_where_somebody_conducts_the_sitting():
    text = (
        "Hon. Ruth Osler (Halifax, Lib.): Mr. Speaker, our troops must stay. It is right.\n\n"
        "Some hon. members: Oh, oh!\n\nThe Acting Speaker (Mr. Orr): Order.\n\n"
        "Mr. Paul Dray (Nanaimo, NDP): Bring them home."
    )
    assert whose(text) == [["Ruth Osler"]] * 2 + [["Paul Dray"]]


def test_speakers_of_minutes_before_a_full_stop_and_a_dash():
    text = (
        "Ann Orr, on behalf of the Greens. – Mr President, we need no army. It is late.\n\n"
        "Jan Kos (S&D). – Madam President, no soldier should go.\n\nPresident. – The debate is closed.\n\n"
        "Eva Lind (ECR). – I object."
    )
    assert whose(text) == [["Ann Orr"]] * 2 + [["Jan Kos"], ["Eva Lind"]]


def test_offices_and_titles_in_capitals():
    text = (
        "SHRI N. K. ORR (KOLLAM): Sir, no jawan should go.\n\nHON. SPEAKER: Please conclude.\n\n"
        "SHRI N. K. ORR (KOLLAM): I oppose it.\n\nTHE MINISTER OF DEFENCE (SHRI A. B. KOS): We will see."
    )
    assert whose(text) == [["N. K. Orr"]] * 2 + [["A. B. Kos"]]


def test_initials_are_the_person_who_has_them():
    text = (
        "Jan Kos runs the office. Ann Orr met him.\n\nAO: Will you go?\n\nJK: We will not.\n\nAO: Ever?\n\n"
        "JK: Nobody can know."
    )
    assert whose(text)[-2:] == [["Jan Kos"]] * 2


@pytest.mark.parametrize("below", ["3 hours ago", "May 3, 2018 at 10:02 am"])
def test_comments_whose_time_stands_below_the_user(below):
    text = f"It rained.\n\njoe_k says:\n{below}\nBring them home. Now.\n\nAnn Smith\n{below}\nLet them go."
    assert whose(text) == [["joe_k"]] * 2 + [["Ann Smith"]]


def test_what_a_speaker_claims_of_others_is_the_speaker_s():
    text = (
        "MODERATOR: Welcome.\n\nMR. ORR: It was Rome that began it. To me Oslo has lost. The soldiers' and "
        "the party's future is dark.\n\nMODERATOR: Thank you."
    )
    assert whose(text) == [["Orr"]] * 3


@pytest.mark.parametrize(
    "text",
    [
        "“We will strike,” said Jean Moss (@jmoss), who leads the union — Paul Kerr (@pkerr) said no.",
        "The council — led by Anna Reed (@reed) — rejected the plan.",
        "Two members opposed it – Dale Finch (@finch) and Anna Reed (@reed).",
    ],
)
def test_a_handle_amid_a_sentence_signs_nothing(text):
    assert not [word for word, names in held(text) if {"Paul Kerr", "Dale Finch"} & set(names)]


@pytest.mark.parametrize(
    "text",
    [
        "Council sends letters to tenants\n\nThe council sent letters to tenants on Monday.\n\n"
        "The union opposes the rise. Many could not pay.\n\nNext Steps\n\nThe council will vote in May.",
        "Editor-in-chief Paul Kerr said on Monday that it would close.\n\nThe union opposes the plan.\n\n"
        "Mayor Anna Reed called it a sad day.\n\nLegal Battle\n\nThe union has sued.",
        "Sir, the tax is wrong, shouted a heckler.\n\nThe union opposes it.\n\nRachel Moss\n\nMoss left.",
        "Council to raise rents\n\nPublished 2 hours ago\n\n12 comments\n\nThe union opposes it.",
        "Road shut\n\n12 minutes ago\n\nThe union opposes it.\n\nTrains stop\n\n25 minutes ago\n\nIt rained.",
    ],
)
def test_news_is_no_letter_and_no_comment(text):
    assert ["union"] in whose(text)
    for names in whose(text):
        assert not {"Steps", "Next Steps", "Legal Battle", "Published", "Road shut", "1", "2"} & set(names)


def test_questions_of_a_columnist_are_no_interview():
    text = (
        "Mayor Anna Reed wants to close the pool. Reed says the city has no money.\n\n"
        "Would you let your children swim in the river?\n\nI would not. I learned to swim in the pool.\n\n"
        "Did your taxes pay for the tower?\n\nThey did. I paid.\n\n"
        "Do you believe the city is poor?\n\nI do not. The pool must stay open."
    )
    own = [names for word, names in held(text) if word in ("I", "They")]
    assert own == [[], [], [], [], []]


def test_a_document_ends_where_others_speak():
    text = (
        "The bishops issued a statement on Monday. The text of the statement follows.\n\n"
        "The war hurts the poor, and we must end it.\n\n"
        "The ministry rejected the appeal. The war goes on, ministers say.\n\nShops were closed."
    )
    assert whose(text)[-3:] == [["bishops"], ["ministry"], ["ministers"]]


def test_what_stands_beside_the_words_of_others_is_no_part_of_a_document():
    text = (
        "The bishops issued a statement on Monday. The text of the statement follows.\n\n"
        "The war hurts the poor, and we must end it.\n\nTraffic stood still. The ministry said it was sorry."
    )
    assert held(text)[-2:] == [("Traffic", []), ("The", ["ministry"])]


def test_credits_of_pictures_are_no_speakers():
    parts = ("Getty Images", "Roofs were torn off.", "Associated Press", "Schools should have closed.")
    text = "\n\n".join(["Storm hits Leeds", "The storm came on Monday.", *parts, *parts])
    assert not whose(text)


def test_each_state_of_a_list_is_its_own_it():
    text = (
        "Where they stand\n\n- Norway: The left wants to leave.\n\n- Spain: It will stay.\n\n"
        "- Italy: The government is split."
    )
    assert ["Spain"] in whose(text)


def test_a_list_in_small_letters_is_whose_lead_it_has():
    text = "Ann Orr said the government should:\n\n- bring home the planners;\n\n- send nobody else."
    assert whose(text)[1:] == [["Ann Orr"], ["Ann Orr"]]


# Who answers


_INTERVIEW = (
    "“The door is shut”: what comes after the mission\n\n"
    "Ten years after Operation “Heron” began in Chad, President Luis Paz said that the men would come home."
    "\n\nGeneral Ana Lind, who speaks for the army, explains what comes next. The interview was shortened."
)


@pytest.mark.parametrize("mark", ["• ", "Q: ", "— ", "Question: ", "Herald: "])
def test_whoever_is_presented_in_an_interview_answers_whatever_marks_the_questions(mark):
    text = (
        f"{_INTERVIEW}\n\n{mark}What is left of it?\n\nWe did not simply go. All of it is planned.\n\n"
        f"It is no flight.\n\n{mark}Will you leave at once?\n\nNo. We have 400 containers.\n\n"
        f"{mark}Could you return?\n\nI cannot imagine it."
    )
    assert whose(text)[2:] == [["Ana Lind"]] * 6


def test_a_question_of_two_paragraphs_and_what_stands_below_an_interview():
    text = (
        f"{_INTERVIEW}\n\nQ: You have gone.\n\nWill you return?\n\nI will not. Others may.\n\n"
        "Q: Is it far?\n\nWe think so.\n\nQ: And then?\n\nWe go home.\n\nIt was raining."
    )
    assert whose(text)[2:] == [["Ana Lind"]] * 4
    assert held(text)[-1] == ("It", [])


def test_labels_of_those_who_answer_are_kept():
    text = (
        "MODERATOR: Will you go?\n\nMR. ORR: No.\n\nMODERATOR: And the others? We have all seen them.\n\n"
        "They were at the gates.\n\nMR. ORR: Nor they."
    )
    assert whose(text) == [["Orr"], ["Orr"]]


# Live blogs


@pytest.mark.parametrize(
    "stamp",
    [
        "UPDATE: 3/2/15 4:10 PM ET",
        "UPDATE 2: 3 May 2015",
        "Update 14:05",
        "LATEST:",
        "Published: 3 May 2015 14:05 GMT",
        "Leeds: May 3, 2015",
        "BREAKING NEWS:",
    ],
)
def test_stamps_of_a_live_blog_speak_nothing(stamp):
    parts = ["It was raining. There is no word of it.", "“We stay,” Ana Orr said.", "We're live again."]
    text = "\n\n".join(f"{stamp}\n\n{part}" for part in [*parts, *parts])
    assert whose(text) == [["Ana Orr"]] * 2


def test_a_label_whose_words_are_a_date_and_more_is_a_speaker():
    text = "ANN ORR: 3 May is the day.\n\nJAN KOS: May 3, no doubt.\n\nANN ORR: 14:05, then.\n\nJAN KOS: Yes."
    assert whose(text) == [["Ann Orr"], ["Jan Kos"]] * 2


def test_headings_of_a_live_blog_that_begin_with_a_body_speak_nothing():
    text = (
        "NATO: No plans\n\nIt was raining.\n\nUS: Sanctions are near\n\nIt was raining.\n\n"
        "EU: Nothing new\n\nThere is no word of it."
    )
    assert not {"Nato", "NATO", "EU"} & {name for names in whose(text) for name in names}


def test_a_reporter_s_post_in_short_is_of_whom_it_tells():
    text = (
        "Defence minister Ana Lind met the press. Our reporter was there:\n\nAnn Orr (@annorr)\n\n"
        "Lind: we signed nothing. Rome did not sign for us.\n\nMarch 2, 2015\n\nAnn Orr (@annorr)\n\n"
        "Asks Rome again for troops. Says there will be blood.\n\n2 March 2015\n\nIt was raining."
    )
    assert held(text)[-5:] == [
        ("Lind:", ["Ana Lind"]),
        ("Rome", ["Ana Lind"]),
        ("Asks", ["Ana Lind"]),
        ("Says", ["Ana Lind"]),
        ("It", []),
    ]


def test_a_post_between_a_name_and_a_date_is_the_writer_s():
    text = (
        "Senators were quick.\n\nRay Colby (@raycolby)\n\nNot one more battalion. Bring them home.\n\n"
        "May 3, 2018\n\nIt was raining."
    )
    assert held(text)[1:] == [("Not", ["Ray Colby"]), ("Bring", ["Ray Colby"]), ("It", [])]


def test_a_name_and_a_handle_above_no_post_sign_nothing():
    text = "Rome will go.\n\nAnn Orr (@annorr)\n\nIt was raining. There is no word of it.\n\nThere was rain."
    assert whose(text) == [["Rome"]]


# Whose position a speaker tells


def _turn(sentence, question="Well?"):
    """Return the holders of a sentence of Mr. Orr's, behind a question."""
    text = f"MODERATOR: {question}\n\nMR. ORR: {sentence}\n\nMODERATOR: Thank you.\n\nMR. ORR: It rained."
    return [names for word, names in held(text) if names][:-1]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("I only note that the UN says the mission remains.", ["UN"]),
        ("I have heard that Rome told its men to stay.", ["Rome"]),
        ("When I met Jan Kos in May he was very clear that he wanted trainers.", ["Jan Kos"]),
        ("When I saw Jan Kos, he said that it was over.", ["Jan Kos"]),
        ("Lomé wants radios from us; it does not want soldiers.", ["Lomé"]),
        ("The Dutch here oppose it.", ["Dutch"]),
        ("The President of Chile has made it plain that he is against.", ["President of Chile"]),
        ("Rome has been clear that it will stay.", ["Rome"]),
        ("“We have no desire to go,” Jan Kos said.", ["Jan Kos"]),
    ],
)
def test_a_turn_tells_of_the_position_of_others(sentence, expected):
    assert _turn(sentence) == [expected]


@pytest.mark.parametrize(
    "sentence",
    [
        "What Premier Kos has been told by us is that it is open.",
        "It is our undertaking that the House will debate it.",
        "It has been Jan Kos's promise that Rome will vote.",
        "But the coast, we are not leaving it.",
        "The bases of Moto, Abbéa and Biltine will be closed.",
        "Rome must act.",
        "Rome can speak for Rome.",
        "The parliament votes in May, I believe.",
        "I hope that Rome says no.",
        "I think Rome wants it.",
        "Jan Kos will be invited.",
        "As I said, Rome is free.",
        "Polls say that it is over.",
    ],
)
def test_what_a_speaker_thinks_of_others_is_the_speaker_s(sentence):
    assert _turn(sentence) == [["Orr"]]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Rome has asked us for men, and we will send them.", [["Rome"], ["Orr"]]),
        ("The Danes want to leave; I do not.", [["Danes"], ["Orr"]]),
        ("We will stay, but Rome has refused.", [["Orr"], ["Rome"]]),
        ("Rome told us, and I believe it, that it will go.", [["Rome"]]),
        ("Rome says it is late and we are slow.", [["Rome"]]),
        ("We will stay, and it will be hard.", [["Orr"]]),
        ("Rome says that openly, so I break no silence: they stay.", [["Rome"]]),
        ("I put it to General Ana Paz. Her answer was that it takes time.", [["Orr"], ["Ana Paz"]]),
        ("I met General Ana Paz. Her answer was long.", [["Orr"], ["Orr"]]),
    ],
)
def test_a_sentence_of_a_turn_is_parted_where_another_speaks(sentence, expected):
    assert _turn(sentence) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Mr Orr, Mr Lind says you promised us peace.", ["Lind"]),
        ("Mr Orr, your Opposition Leader has backed it so far.", ["Opposition Leader"]),
        ("The Greens here and yours both call it folly.", ["Greens"]),
        ("How can that be, when the President of Chile told us that he was glad?", ["President of Chile"]),
        ("Will you go, given that Rome said on Monday that it would stay?", ["Rome"]),
    ],
)
def test_a_question_tells_of_the_position_of_others(question, expected):
    assert _turn("Yes.", question)[0] == expected


def test_they_of_a_turn_are_not_whose_land_is_spoken_of():
    said = "I read the same as you: any soldier inside the Strip is a foe, they say."
    assert _turn(said, "And the Greens?") == [["Greens"]]


@pytest.mark.parametrize(
    "question",
    ["Mr Orr, would you go if Rome said so?", "Does Jan Kos say that?", "Mr Orr, you promised us peace."],
)
def test_a_question_that_tells_of_nobody_is_nobody_s(question):
    assert _turn("Yes.", question) == [["Orr"]]


def test_an_office_behind_your_is_not_whoever_is_spoken_to():
    assert whose("“No,” Ann Orr, your minister, said.") == [["Ann Orr"]]


# Tickers


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Green leader Sally Marsh: 'Another battalion is another mistake'", ["Sally Marsh"]),
        ("• Green leader Sally Marsh: 'Never'", ["Sally Marsh"]),
        ("Sally Marsh: ‘Another battalion is another mistake’", ["Sally Marsh"]),
        ("Defence minister Sally Marsh: no more troops", ["Sally Marsh"]),
        ("20:47 Hungary won't send soldiers – opposition leader Sally Marsh", ["Sally Marsh"]),
        ("Hungary won't send soldiers, – opposition leader Sally Marsh", ["Sally Marsh"]),
        ("Oslo sends no men – European Herald", []),
        ("Oslo sends no men – Leeds North", []),
        ("Oslo sends no men – the minister Sally Marsh is against it", []),
        ("Sally Marsh: a life for peace", []),
        ("Western Sahara: ‘No way out’", []),
    ],
)
def test_whom_a_heading_names_beside_what_is_said(line, expected):
    text = f"{line}\n\nIt was raining. There is no word of it.\n\nThere was rain."
    assert held(text)[0][1] == expected


def test_items_name_a_state_or_in_brackets_who_speaks_for_it():
    text = (
        "Where they stand:\n\n• Portugal – not now.\n• Latvia. Up to 200, if the Senate agrees (PM Jan Kos)."
        "\n• Chad. Premier Ann Orr: to be decided “when the time comes”. Chad has no men.\n"
        "• Peru won't send any.\n• Chile: no."
    )
    assert whose(text) == [["Portugal"], ["Jan Kos"], ["Ann Orr"], ["Chad"], ["Peru"], ["Chile"]]


def test_a_paragraph_that_begins_with_a_place_is_no_item():
    text = "Portugal – not for now – is in.\n\nChad. It was raining.\n\nPeru. There was rain.\n\nIt rained."
    assert ["Chad"] not in whose(text)
    assert ["Peru"] not in whose(text)


@pytest.mark.parametrize("lead", ["Quote from Kos", "Quote by the premier", "Comment from Jan Kos"])
def test_a_quotation_behind_whose_it_is_called(lead):
    text = f"Premier Jan Kos met the press.\n\n{lead}: “We will not go. We stay at home.”\n\nIt was raining."
    assert whose(text)[-2:] == [["Jan Kos"]] * 2


def test_an_office_and_a_name_before_a_colon_speak_anywhere():
    text = (
        "- Ireland has not ruled it out. Taoiseach Ann Orr: men could be sent, “but not as a force”.\n"
        "- It was raining. One thing: it was cold."
    )
    assert whose(text) == [["Ireland"], ["Ann Orr"]]


@pytest.mark.parametrize(
    "line", ["Support UP or become our patron!", "Subscribe to our newsletter", "Follow Ann Orr on Twitter"]
)
def test_a_page_that_asks_its_readers_for_something_names_nobody(line):
    text = f"Rome will go. Up to 200 men, said the premier, are ready.\n\nIt was raining.\n\n{line}"
    assert not {"Support UP", "Ann Orr"} & {name for names in whose(text) for name in names}


def test_those_who_support_somebody_are_no_page_that_asks():
    assert whose("Support for Twitter is waning, Ann Orr said.") == [["Ann Orr"]]


def test_the_first_line_of_question_time():
    text = (
        "3. Rt Hon PERCY LOWE (Leader—Country Party) to the Minister of Defence: Has the Navy been told? "
        "It is late.\n\nHon ANN ORR (Minister of Defence): No. The Government has made no decision.\n\n"
        "Rt Hon Percy Lowe: Is it ready?\n\n"
        "Hon ANN ORR: It is.\n\n4. Jan Kos (Leeds North) (Lab): Will they go?\n\nHon ANN ORR: No."
    )
    assert whose(text) == [
        *[["Percy Lowe"]] * 2,
        *[["Ann Orr"]] * 2,
        ["Percy Lowe"],
        ["Ann Orr"],
        ["Jan Kos"],
        ["Ann Orr"],
    ]


@pytest.mark.parametrize(
    "text",
    [
        "3. A letter (of May) to the minister: why it matters",
        "2. Open doors: Rome said so",
        "3. Rome (Italy) is in.",
    ],
)
def test_a_numbered_line_is_no_speaker(text):
    assert all(names in ([], ["Rome"]) for names in whose("\n\n".join([text] * 4)))


@pytest.mark.parametrize("called", ["Chad's delegate", "The delegate of Chad", "The representative of Chad"])
def test_a_delegate_of_a_state_is_whoever_the_minutes_name_for_it(called):
    text = (
        f"It was raining. {called} said the motion went against it all.\n\n"
        "LUIS PAZ (Peru) said that it was late. It was wrong.\n\n"
        "ANA LOPES (Chad) said that nobody had asked. It was wrong."
    )
    assert whose(text)[0] == ["Ana Lopes"]


def test_minutes_tell_of_others_only_what_they_say_or_want():
    text = (
        "It was raining.\n\nANA LOPES (Chad) said it was late. To hand a State to soldiers would "
        "be to call it weak. Peru had said that it would go."
    )
    assert whose(text) == [["Ana Lopes"], ["Ana Lopes"], ["Peru"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("BREAKING: Rome says no to war\n\nLIVE: Rome at war", [["Rome"]]),
        ("UPDATE: Ann Orr says she will not resign", [["Ann Orr"]]),
    ],
)
def test_the_label_of_an_entry_is_nobody_s_name(text, expected):
    assert whose(text) == expected


@pytest.mark.parametrize(
    "question",
    [
        "Isn't it a lie that Rome said it would quit?",
        "Have you any proof that Rome said so?",
        "So is it true that the Minister told NATO in May that she would send troops?",
    ],
)
def test_what_is_only_asked_is_nobody_s_statement(question):
    assert _turn("Yes.", question) == [["Orr"]]


def test_a_writer_who_asks_about_somebody_goes_on_writing():
    text = "Dear Sir,\n\nAnn Orr: a great premier? I oppose her. We will not go.\n\nYours,\nJan Kos"
    assert ["Ann Orr"] not in whose(text)
    assert whose(text)[-1] == ["Jan Kos"]


def test_the_first_person_ends_what_a_writer_reports():
    text = "Dear Sir,\n\nAnn Orr: they stay. It is late. I oppose her. It is bad.\n\nYours,\nJan Kos"
    assert whose(text)[-4:] == [["Ann Orr"]] * 2 + [["Jan Kos"]] * 2


@pytest.mark.parametrize("label", ["SOURCE: ", "Source: ", "SOURCE\n", "VIDEO: "])
def test_the_label_of_an_entry_that_recurs_between_others_is_a_speaker(label):
    other = label.replace(label.strip(" :\n"), "REPORTER")
    said = ["Rome lied to us all.", "When did it lie?", "In May. I was there.", "Why?", "I do not know."]
    text = "\n\n".join((other if i % 2 else label) + part for i, part in enumerate(said))
    assert whose(text)[1:] == [[label.strip(" :\n").title()]] * 3


def test_bodies_that_speak_in_turn_without_full_stops_are_speakers():
    said = ["We must go", "We must stay", "Why stay?", "Because war is wrong", "It is right", "Never"]
    lines = [("NATO: " if i % 2 else "LABOUR: ") + part for i, part in enumerate(said)]
    assert whose("\n".join(lines)) == [["Labour"], ["Nato"]] * 3


def test_items_whose_state_has_points():
    text = (
        "• U.S.: no troops. Up to 200 men in May.\n• U.K. – 200 men. More in June.\n"
        "• St. Lucia. 10 men.\n• U.S.A. No troops at all."
    )
    assert whose(text) == [["U.S."]] * 2 + [["U.K."]] * 2 + [["St. Lucia"], ["U.S."]]


@pytest.mark.parametrize(
    "sentence",
    [
        "I see no sign that Rome wants peace.",
        "I never heard that Rome wants war.",
        "I don't know that Rome said so.",
    ],
)
def test_what_a_speaker_does_not_see_or_hear_is_the_speaker_s(sentence):
    assert _turn(sentence) == [["Orr"]]


@pytest.mark.parametrize(
    "line",
    [
        "President Jan Kos: dead at 80",
        "Rebels close in on the capital – President Jan Kos",
        "10 years of hope – Jan Kos",
        "Journey through the war – Chad",
    ],
)
def test_whom_a_heading_is_about_says_nothing_in_it(line):
    assert held(f"{line}\n\nAnn Orr mourned him. It was raining.")[0][1] == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Help us, Kyiv tells the EU in an e-mail.", ["Kyiv"]),
        ("Support the war, says Ann Orr on Facebook", ["Ann Orr"]),
        ("Like Norway, Sweden wants Facebook banned", ["Sweden"]),
    ],
)
def test_news_that_begin_like_an_appeal_are_none(line, expected):
    below = "Ann Orr said no. Kyiv said no. Sweden said no."
    assert whose(f"{line}\n\n{below}") == [expected, ["Ann Orr"], ["Kyiv"], ["Sweden"]]


def test_who_is_talked_to_answers():
    asked = "Q: Will you go?\n\nI will not go.\n\nQ: Why?\n\nI am old.\n\nQ: And you?\n\nNo."
    text = f"Ann Orr talks to Jan Kos about war. It is late.\n\n{asked}"
    assert whose(text)[1:] == [["Jan Kos"]] * 3
    for paper in ("Premier Ann Orr talks to Jan Kos of the Herald.", "Ann Orr talks to Jan Kos, a reporter."):
        assert whose(f"{paper} It is late.\n\n{asked}")[1:] == [["Ann Orr"]] * 3


def test_a_surname_behind_the_dash_of_a_heading_says_it():
    text = "Peacekeepers beat back the threat — Kos\n\nPremier Jan Kos met the press. He said it was over."
    assert whose(text)[0] == ["Jan Kos"]


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("- Peru will send no troops", ["Peru"]),
        ("• The Danish premier refuses to send troops", ["Danish premier"]),
        ("* No troops from Peru", []),
        ("- Peru's troops", []),
        ("Peru will send no troops", []),
    ],
)
def test_an_item_that_is_a_whole_clause_is_no_heading(item, expected):
    text = f"The allies met in Lens.\n\n{item}\n\nThe talks go on. The harbour is shut."
    assert [names for names, words in told_in(text) if words == item] == [expected]


def test_the_items_of_a_list_of_voices_are_of_whom_they_name():
    text = (
        "Should troops go? We asked around.\n\n• Ann Orr, former U.S. envoy: Absolutely not.\n\n"
        "• Jan van Kos (teacher): Yes, and soon. Send two battalions."
    )
    assert told_in(text)[2:] == [
        (["Ann Orr"], "Absolutely not."),
        (["Jan van Kos"], "Yes, and soon."),
        (["Jan van Kos"], "Send two battalions."),
    ]


@pytest.mark.parametrize("lead", ["Key points", "Oslo, on troops", "What we know, so far"])
def test_what_begins_other_items_is_no_voice(lead):
    text = f"The allies met.\n\n• {lead}: no decision.\n\n• {lead}: little is known."
    assert all(names in ([], ["allies"], ["Oslo"]) for names, _ in told_in(text))


@pytest.mark.parametrize("dash", ["–", "—"])
def test_turns_that_dashes_open_are_whose_turn_it_is_though_not_every_question_asks(dash):
    lines = [
        "Will you send men?",
        "No.",
        "Oslo says that you agreed.",
        "Oslo may say so.",
        "Why?",
        "We are few.",
    ]
    text = "\n\n".join(["The premier, Ann Orr, spoke to us.", *(f"{dash} {line}" for line in lines)])
    assert [names for names, _ in told_in(text)[1:]] == [
        [],
        ["Ann Orr"],
        ["Oslo"],
        ["Ann Orr"],
        [],
        ["Ann Orr"],
    ]


def test_who_says_it_stands_behind_what_a_dash_opens():
    text = (
        "It rained.\n\n— We go, said the premier, Ann Orr.\n\n— We will never go, replied Jan Kos. — We stay."
    )
    assert [names for names, _ in told_in(text)[1:]] == [["Ann Orr"], ["Jan Kos"], ["Jan Kos"]]


@pytest.mark.parametrize(
    "question",
    ["General Orr, would you send men?", "You would send men, General Orr?", "Ann Orr, will you go?"],
)
def test_whom_the_first_question_calls_by_name_answers(question):
    names = [names for names, _ in told_in(f"Q: {question}\n\nA: No. Never.")]
    assert names in ([[], ["Orr"], ["Orr"]], [[], ["Ann Orr"], ["Ann Orr"]])


def test_whom_a_question_is_about_does_not_answer():
    text = "Ann Orr spoke to us.\n\nQ: General Kos, they say, would go. Would you?\n\nA: No."
    assert told_in(text)[-1][0] == ["Ann Orr"]


def test_an_e_mail_is_its_sender_s_and_what_it_cites_another_s():
    text = (
        "From: Ann Orr <orr@example.org>\nTo: Desk\nSubject: Troops\n\nI want nobody sent.\n\n"
        "On 3 May 2015, Jan Kos wrote:\n\n> I want them sent.\n> It is late."
    )
    said = {words: names for names, words in told_in(text) if not words.startswith("On 3 May")}
    assert said["I want nobody sent."] == ["Ann Orr"]
    assert said["I want them sent."] == said["It is late."] == ["Jan Kos"]


def test_a_line_that_begins_with_from_heads_no_e_mail():
    text = "From: Ann Orr\n\nI want nobody sent.\n\nJan Kos said that he would go."
    assert told_in(text)[-1][0] == ["Jan Kos"]


@pytest.mark.parametrize(
    "told",
    [
        "Carver says no soldier will go to Chad.",
        "The minister said that no soldier would go.",
        "Carver said no.",
        "Carver told reporters that it was too soon.",
        "Carver says Rome and Oslo will stay away.",
        "Asked twice, Carver said nobody would go.",
    ],
)
@pytest.mark.parametrize("mark", "?!")
def test_what_somebody_says_behind_the_words_of_another_is_a_sentence(told, mark):
    text = f"“Men in Chad{mark}” {told}"
    assert text[slice(*find_statements(text)[-1].span)] == told


@pytest.mark.parametrize(
    "attribution",
    [
        "Carver asked the minister.",
        "Carver told the crowd as it cheered.",
        "Carver told a rally that was held in Lyon.",
        "Carver said that day.",
        "Carver said in a speech to the party.",
        "Carver said, adding that the army was tired.",
        "the minister asked when she was leaving.",
        "asked Ann Carver, who opposes the plan.",
        "Ann Carver, the minister, said on Monday.",
    ],
)
def test_who_says_it_behind_a_mark_is_no_sentence_of_its_own(attribution):
    assert len(find_statements(f"“Men in Chad?” {attribution}")) == 1


@pytest.mark.parametrize(
    "label",
    [
        "REP. ANN ORR, (R) Ohio",
        "Gen. ANN ORR, U.S. Army (Ret.)",
        "SEN. ANN ORR (D), OREGON",
        "Adm. ANN ORR (Ret.), U.S. Navy",
        "ANN ORR, Ph.D., St. Louis University",
        "Dr. ANN ORR, (D-Mass.), Armed Services",
    ],
)
def test_a_speaker_with_party_or_description_before_the_colon(label):
    text = f"JAN KOS, HOST: Good day.\n\n{label}: No men.\n\nKOS: Why?\n\nKOS: Thanks."
    assert whose(text)[0] == ["Ann Orr"]


@pytest.mark.parametrize(
    "words", ["ANN ORR, the premier, said this: no men.", "ANN ORR (R), I note, wrote: no men."]
)
def test_words_in_capitals_with_which_a_turn_tells_of_somebody_are_no_label(words):
    text = f"JAN KOS, HOST: Good day.\n\n{words}\n\nKOS: Why?\n\nKOS: Thanks."
    assert told_in(text)[1][1] == words


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        ("Copyright © 2022. Accuracy may vary.", []),
        ("(c) 2022 Herald. No part may be copied.", []),
        ("Transcribed by the Herald. It may contain errors.", []),
        ("1:40 p.m.: Welcome. It was raining.", []),
        ("1:40 p.m.: It is late. Peru wants soldiers.", [["Peru"]]),
        ("Copyright is not the point. It is late.", [["Orr"]] * 2),
        ("10:40 is when they go. It is late.", [["Orr"]] * 2),
    ],
)
def test_what_ends_the_last_turn(below, expected):
    turns = "MR. ORR: No.\n\nMS. KOS: Why?\n\nMR. ORR: It is late.\n\nMS. KOS: So?\n\nMR. ORR: No men."
    assert whose(f"{turns}\n\n{below}") == [["Orr"]] * 3 + expected


def test_a_note_between_turns_ends_none():
    text = (
        "MR. ORR: No.\n\nMS. KOS: Why?\n\nMR. ORR: It is late.\n\nThis transcript is wrong.\n\nMS. KOS: So?"
    )
    assert whose(text) == [["Orr"]] * 3


def test_what_signatories_declare_is_theirs_up_to_where_others_speak():
    text = (
        "We, the leaders of Chad and Mali, met. We stand ready.\n\nNo soldiers will go. It is over.\n\n"
        "2. Our borders stay open.\n\nThe Red Cross said no.\n\nIt was raining. Nobody came."
    )
    assert whose(text) == [["Chad", "Mali"]] * 5 + [["Red Cross"]]


@pytest.mark.parametrize(
    "text",
    [
        "We need the leaders of Chad. It is late.\n\nWe will not go.",
        "Jan Kos spoke. We, the French, know it. We will not go.",
        "We, the leaders of Chad, met.\n\nNotes\n\nWe will not go.",
    ],
)
def test_the_first_person_without_signatories_is_nobody_s(text):
    assert held(text)[-1][1] == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The hon. Lady wants more soldiers sent.", ["Kos"]),
        ("The right hon. Lady has rejected the force.", ["Kos"]),
        ("The honourable Lady now says no.", ["Kos"]),
        ("The hon. Gentleman wants more soldiers sent.", []),
        ("My hon. Friend opposes the force.", []),
        ("The hon. Member for Leeds opposes the force.", []),
        ("The hon. Lady makes a fair point.", ["Orr"]),
        ("I hope that the hon. Lady wants peace.", ["Orr"]),
    ],
)
def test_a_member_whom_another_tells_of_without_a_name(sentence, expected):
    text = f"Mrs Kos: Send them.\n\nMr Orr: {sentence}\n\nMrs Kos: It is late.\n\nMr Orr: It is."
    assert held(text)[1][1] == expected


def test_an_office_behind_a_seat_is_the_member_s():
    text = (
        "Ms ORR (Leeds—Leader of the Opposition): We oppose it.\n\nMr KOS (York): No.\n\nMs ORR: Never.\n\n"
        "Mr KOS: The Leader of the Opposition wants our soldiers home.\n\nMr KOS: Fine."
    )
    assert whose(text) == [["Orr"], ["Kos"], ["Orr"], ["Orr"], ["Kos"]]


@pytest.mark.parametrize("lead", ["RT @AnnOrr:", "RT @AnnOrr"])
def test_a_post_that_is_passed_on_is_whose_it_was(lead):
    text = f"It was raining.\n\n{lead} They lied. We must not send troops.\n\nIt rained."
    assert whose(text) == [["Ann Orr"]] * 2
    assert whose("RT is a channel, it was said. It rained.") == [["RT"]]


@pytest.mark.parametrize(
    "title",
    [
        "Press conference\n\nby Alliance Secretary General Ann Lund held in Oslo",
        "Remarks by Minister Ann Lund on the mission in Chad",
        "Opening statement from Ann Lund",
        "ANN LUND, MP\n\n29 October 1999\n\nANN LUND:",
        "The Minister of Defence (Ms. Ann Lund)",
        "Ann Lund, Prime Minister of Chad:",
    ],
)
def test_a_page_in_the_first_person_is_whose_title_or_label_it_has(title):
    text = f"{title}\n\nI am glad to be here. Our troops will stay.\n\nWe keep our word. I thank them."
    assert whose(text)[-4:] == [["Ann Lund"]] * 4


@pytest.mark.parametrize("title", ["Remarks by Ann Lund in Rome", "A Word on Chad\n\nBy Ann Lund"])
def test_headings_of_a_page_in_the_first_person_are_nobody_s(title):
    text = f"{title}\n\nI am glad. Our troops will stay.\n\nThe Road Ahead\n\nWe keep our word. I thank them."
    assert whose(text) == [["Ann Lund"]] * 4


def test_an_office_whose_label_stands_once_above_a_page_speaks_there():
    text = "PRIME MINISTER:\nFriends, I have decided to send troops.\nWe go in May. I know it is hard."
    assert {name for names in whose(text) for name in names} == {"Prime Minister"}


@pytest.mark.parametrize("label", ["Editorial:", "Transcript:", "CHAD:", "Subject:", "Related stories:"])
def test_other_lines_with_a_colon_speak_nothing_below_them(label):
    text = f"{label}\n\nI hear it is over. We go. I say so."
    assert whose(text) == []


def test_the_title_of_a_speech_makes_no_speech_of_news():
    text = (
        "Speech by Ann Lund angers Rome\n\nRome will send no troops.\n\nChad will not either, it said.\n\n"
        "I was there. I heard it. We all did.\n\nThe talks go on in May.\n\nNobody knows more."
    )
    assert ["Ann Lund"] not in whose(text)


@pytest.mark.parametrize(
    ("one", "other"), [("SZYMON ŁAWA", "ŽELJKO ŠIMIĆ"), ("Őrsi", "Çiğdem"), ("Țepeș", "Ğani")]
)
def test_speakers_whose_names_have_marks_of_other_scripts(one, other):
    text = "{0}: We will go.\n\n{1}: We will not.\n\n{0}: I doubt it.\n\n{1}: Wait and see."
    names = [one.title(), other.title()]
    assert whose(text.format(one, other)) == [[name] for name in names * 2]


@pytest.mark.parametrize(
    "text",
    [
        "Mr. LOWE. Mr. President, our troops must leave. It is over.",
        "The PRESIDING OFFICER. The Senator has the floor.\n\nMr. LOWE. Mr. President, it is over.\n\nWe go.",
        "(Mr. LOWE asked to speak.)\n\nMr. LOWE. Mr. Speaker, we must leave.",
        "Ann Lowe: My Lords, our troops must leave.\n\nIt is over.",
    ],
)
def test_who_speaks_to_the_chair_right_behind_a_label_speaks_though_once(text):
    assert {name.rpartition(" ")[2] for names in whose(text) for name in names} == {"Lowe"}


@pytest.mark.parametrize(
    "text",
    ["The case: Mr. Kos, the envoy, is ill.", "To the president: Mr President is a title, no more."],
)
def test_who_is_named_behind_a_colon_is_no_chair(text):
    assert {"case", "To"}.isdisjoint(name for names in whose(text) for name in names)


def test_numbers_of_questions_stand_before_their_speakers():
    text = (
        "I: Ann Orr, Minister for Defence\n\nWitnesses: Ann Orr and Jan Kos.\n\n"
        "Q1                Chair: Good morning. Who are you?\n\nAnn Orr: I am the minister.\n\n"
        "Jan Kos: I am her deputy.\n\nQ2  Ruth Lowe: Will our troops stay?\n\nAnn Orr: They will."
    )
    spoken = [(names, words) for names, words in told_in(text) if names]
    assert spoken[-4:] == [
        (["Ann Orr"], "I am the minister."),
        (["Jan Kos"], "I am her deputy."),
        (["Ruth Lowe"], "Will our troops stay?"),
        (["Ann Orr"], "They will."),
    ]
    assert {"I", "Witnesses", "Q1", "Q2"}.isdisjoint(name for names, _ in spoken for name in names)


@pytest.mark.parametrize("time", ["3:44 P.M. EST", "1:42 P.M. (L)", "10.05 am", "11:00 A.M. CET"])
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_two_offices_that_speak_below_a_time(time, between):
    text = (
        f"The East Room\n\n{time}{between}   PRESIDENT LUND:  Please sit down.  The premier\n"
        "and I had a good talk. Our troops will\nstay where they are.\n\n"
        "PRIME MINISTER KOS:  I would echo those\nwords. We will not send any."
    )
    assert [names for names in whose(text) if len(names) == 1][-2:] == [["Kos"]] * 2
    assert {name for names in whose(text) for name in names} <= {"Lund", "Kos"}
    assert not any(time.partition(" ")[2] in words for _, words in told_in(text))


def test_an_office_in_square_brackets_behind_a_name_in_capitals():
    text = (
        "MODERATOR: [Translated] We begin.\n\nANN LUND [President of Chad]: I am glad. Our troops stay.\n\n"
        "MODERATOR: Any questions?\n\nANN LUND: Let us begin."
    )
    assert whose(text) == [["Ann Lund"]] * 3


def test_the_name_in_brackets_behind_an_office_is_whose_turn_it_is():
    text = (
        "§ 3. Mr. Jan Orr (Leeds North)When will they go?\n§ The Minister for Europe (Ruth Lowe)In May.\n"
        "§ Mr. OrrI did not catch that.\n§ Ruth LoweIn May, I said."
    )
    assert whose(text) == [["Jan Orr"], ["Ruth Lowe"], ["Jan Orr"], ["Ruth Lowe"]]


@pytest.mark.parametrize(
    "title",
    [
        "Overseas Missions.\n2:10 pm\nAnn Lund (Cork East, Labour)\n",
        "Joint press point\n\nwith Jan Kos\n\nAnn Lund (Alliance Secretary General): ",
        "Statement by Ann Lund, Permanent Representative of Chad, during the meeting of the Council on the "
        "mission of the Union in the north of the country and in the countries around it, of which there are "
        "many, New York, 18 March 2019\n\nMadam President,\n\n",
    ],
)
def test_whoever_speaks_alone_is_named_before_the_first_words_in_the_first_person(title):
    text = (
        f"{title}I am glad that it went well. I thank the Council.\nIt was right to leave.\n"
        "We will not send more troops.\nNo comments"
    )
    assert (["Ann Lund"], "It was right to leave.") in told_in(text)


def test_members_whose_lines_end_with_a_time():
    text = (
        "Mr. First Deputy Speaker 2:50 p.m.\nHon. Members, let us begin.\nMr. A. S. K. Lund 2:50 p.m.\n"
        "I rise to support the mission.\nMinister for Defence (Dr. Jan Kos) 3:10 p.m.\nOur troops will stay."
    )
    assert whose(text) == [["A. S. K. Lund"], ["Jan Kos"]]


def test_a_line_of_a_programme_that_ends_with_a_time_speaks_nothing():
    text = "Minister Kos arrives 2:50 p.m.\nIt will rain.\nGates open 3:10 p.m.\nIt will be cold."
    assert (["Kos"], "It will rain.") not in told_in(text)


def test_a_picture_whose_line_has_many_offices():
    text = (
        "Photo of Lord Lund of Ayr Lord Lund of Ayr President of the Council, Privy Council Office, "
        "Lord Privy Seal and Leader of the House of Lords\n\nMy Lords, it is right that our troops stay."
    )
    assert whose(text) == [["Lund"]]


@pytest.mark.parametrize("words", ["It is sad, Mr. Speaker--Mr. Chairman. It rains.", "Hon. Members, we go."])
def test_members_and_chairs_who_are_called_hold_nothing(words):
    assert whose(words) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("President Kos and I have agreed that they will stay.", "Ann Orr"),
        ("Jan Kos and we ourselves want peace.", "Ann Orr"),
        ("Jan Kos and I spoke on Monday, and his answer has been that he is not excluding it.", "Jan Kos"),
        ("Rome and Oslo have agreed that they will stay.", "Rome"),
        ("President Kos wants peace, and I thank him.", "President Kos"),
    ],
)
def test_what_a_speaker_does_together_with_another_is_the_speaker_s(sentence, expected):
    before = "ANN ORR: It is late. Jan Kos, the president, was here.\n\nRUTH LOWE: Yes.\n\n"
    text = f"{before}ANN ORR: {sentence}\n\nRUTH LOWE: No."
    names = next(names for names, words in told_in(text) if words.startswith(sentence[:9]))
    assert names[0].rpartition(" ")[2] == expected.rpartition(" ")[2]


def test_whoever_writes_with_others_holds_what_they_want_together():
    text = "By Ann Orr\n\nI was there. Jan Kos and I want the soldiers home. Jan Kos wants peace. I do too."
    assert whose(text) == [["Ann Orr"], ["Ann Orr"], ["Jan Kos"], ["Ann Orr"]]


def test_a_heading_that_calls_a_president_opens_no_speech():
    text = "Ann Orr: Mr President, come home\n\nRome will send no troops. It was raining.\n\nChad will."
    assert ["Ann Orr"] not in whose(text)[1:]


def test_members_who_speak_once_each_with_their_party():
    text = (
        "Simon Lund (National): We have sent men to Chad.\n\nI am glad.\n\n"
        "Ann Orr (Labour): No. It is a mistake.\n\n"
        "Jan Kos (Green): Our men must come home.\n\nRuth Lowe (ACT): I doubt it. It is late."
    )
    assert whose(text) == [["Simon Lund"]] * 2 + [["Ann Orr"]] * 2 + [["Jan Kos"]] + [["Ruth Lowe"]] * 2


def test_states_with_a_number_in_brackets_are_no_speakers():
    text = (
        "New Zealand (300): The men are here.\n\nSouth Korea (12): The men are there.\n\n"
        "Saudi Arabia (30): They left.\n\nBurkina Faso (3): They left.\n\nIt was raining."
    )
    assert (["Burkina Faso"], "It was raining.") not in told_in(text)


def test_names_with_their_offices_on_lines_of_their_own():
    text = (
        "ANN ORR: Good morning.\n\nJan Kos, Minister of Defence:\n\nWe will send none.\n\nANN ORR: Why?\n\n"
        "Ruth Lowe, Opposition Leader:\n\nI would send them.\n\nIt is late."
    )
    assert whose(text)[1:] == [["Jan Kos"], ["Ann Orr"], ["Ruth Lowe"], ["Ruth Lowe"]]


def test_the_time_of_a_page_in_brackets_is_nobody_s_comment():
    assert whose("(12 years ago)\n\nCommons Chamber\n\nIt rained.") == []


@pytest.mark.parametrize("title", ["Lord", "Baroness"])
def test_who_rose_speaks_below(title):
    text = (
        f"{title} Lund of Ayr rose to move, That this House takes note of Chad.\n\nThe noble {title} said: "
        "My Lords, our troops have left. We should send them again.\n\nDoubts remain."
    )
    assert whose(text)[-3:] == [["Lund"]] * 3
    assert not any("said" in words for _, words in told_in(text)[1:])


def test_who_rose_at_six_says_nothing_below():
    text = "Lord Lund rose at six.\n\nThe noble cause, he said: peace.\n\nIt was raining."
    assert (["Lund"], "It was raining.") not in told_in(text)


def test_members_whose_seat_stands_once_behind_their_name():
    text = (
        "Mr. Jan Kos (Minister of Defence, Lib.):\n\nMr. Speaker, our troops stay.\n\n"
        "Ms. Ann Orr (Leeds Centre, NDP):\n\nMr. Speaker, we object.\n\n"
        "Mr. Jan Kos:\n\nMr. Speaker, we gave our word."
    )
    assert whose(text) == [["Jan Kos"], ["Ann Orr"], ["Jan Kos"]]


def test_titles_in_brackets_and_those_who_conduct_a_sitting():
    text = (
        "Hon. Kos (Leeds, ODM): Hon. Speaker, I rise to support it. Our troops must stay.\n\n"
        "Hon. (Ms.) Orr: Thank you, Hon. Speaker. I oppose it.\n\n"
        "The Temporary Speaker (Hon. Lowe): Order, Members! It is late.\n\n"
        "Hon. Kos (Leeds, ODM): I object.\n\nMs A B LUND: House Chair, we reject the mission."
    )
    assert whose(text) == [["Kos"]] * 2 + [["Orr"]] * 2 + [["Kos"]] + [["A B Lund"]]


def test_the_president_of_a_council_conducts_its_sitting():
    text = (
        "The President: I thank Mr. Lowe. I give the floor to members.\n\n"
        "Mr. Orr (Norway): The mission must stay.\n\n"
        "Ms. Lund (Chad) (spoke in French): My Government asked it to leave. It has done its work.\n\n"
        "The President (spoke in French): The meeting is over."
    )
    assert whose(text) == [["Orr"]] + [["Lund"]] * 2


def test_the_president_who_answers_conducts_nothing():
    text = (
        "THE PRESIDENT: We stay.\n\nQ: Why?\n\nTHE PRESIDENT: It is right.\n\n"
        "Senator Orr: I agree.\n\nQ: Thank you."
    )
    assert ["President"] in whose(text)


def test_papers_and_agencies_that_ask():
    text = (
        "Reuters: Will your country send peacekeepers?\n\nMao Lin: We have no plan to send any.\n\n"
        "AFP: A follow-up. Do you oppose the force?\n\nMao Lin: I have nothing to add.\n\n"
        "Leeds Daily: Can you confirm it?\n\nMao Lin: We will not send police."
    )
    assert whose(text) == [["Mao Lin"]] * 3


def test_a_speaker_whose_name_is_a_paper_s_and_who_asks_nothing_holds_what_is_said():
    text = "Li Sun: We stay.\n\nAnn Orr: No.\n\nLi Sun: It is right.\n\nAnn Orr: It is wrong."
    assert whose(text) == [["Li Sun"], ["Ann Orr"]] * 2


@pytest.mark.parametrize(
    "label", ["Senator LUND (12:45 PM) —", "Mr LUND (Leeds) (15:10): ", "Ann Lund: ", "Senator ANN LUND: "]
)
def test_who_rises_behind_a_label_speaks_though_once(label):
    text = f"Page: 4\n\n{label}I rise to oppose it. Our troops must leave.\n\nIt is late."
    assert {name.rpartition(" ")[2] for names in whose(text) for name in names} == {"Lund"}


def test_a_surname_before_the_turns_is_the_speaker_s_who_has_it():
    text = (
        "More from President Lund in a moment.\n\nRUTH ORR: Mr. Lund has not decided. Here he is.\n\n"
        "ANN LUND, PRESIDENT OF CHAD: We will go.\n\nRUTH ORR: Thanks.\n\nANN LUND: Senator Kos is wrong."
    )
    names = {name for names in whose(text) for name in names}
    assert "Lund" not in names
    assert "Ann Lund" in names


def test_a_deputy_president_conducts_the_sitting():
    label = "The ACTING DEPUTY PRESIDENT"
    text = f"Senator ORR: Madam Acting Deputy President, I object.\n\n{label}: Leave is granted."
    assert whose(text) == [["Orr"]]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Dr Fox, thank you for joining us.", "Jan Kos"),
        ("Dr Fox, good morning.", "Jan Kos"),
        ("Dr Fox, you will go.", "Jan Kos"),
        ("Dr Fox, from Leeds, calls what you propose folly.", "Fox"),
        ("Dr Fox, who thanked you, wants peace.", "Fox"),
    ],
)
def test_who_is_greeted_in_a_turn_says_nothing(sentence, expected):
    text = f"ANN ORR: Hello.\n\nJAN KOS: {sentence}\n\nANN ORR: Yes.\n\nJAN KOS: No."
    assert whose(text)[1] == [expected]


def test_a_title_behind_a_party_s_label_names_the_speaker():
    text = (
        "GF: Statement by Ann Lund, GF shadow minister, on the mission in Chad\n\n"
        "I have asked for it. We must know.\n\nIt is late. We cannot wait."
    )
    assert whose(text)[-1] == ["Ann Lund"]


def test_when_it_was_published_is_no_part_of_a_heading():
    text = "Rome says nopublished at 14:40 Greenwich Mean Time 27 March\n\nRome will send nobody."
    assert told_in(text)[0][1] == "Rome says no"
    assert told_in("The list was published at 14:40.")[0][1] == "The list was published at 14:40."


def test_offices_before_a_full_stop_in_the_papers_of_a_president():
    text = (
        "The President. Good afternoon. Our troops will stay.\n\nThe Prime Minister. We welcome them.\n\n"
        "Q. Mr. President, will you send more?\n\nThe President. We have no plans.\n\n"
        "Prime Minister Kos. I would be glad if he did.\n\nQ. Thank you."
    )
    assert whose(text) == [["President"]] * 2 + [["Prime Minister"]] + [["President"], ["Kos"]]


@pytest.mark.parametrize(
    "words", ["The Hague. It rained.", "New Year. It rained.", "Rome Talks Fail. It rained."]
)
def test_other_words_before_a_full_stop_are_no_speakers(words):
    text = f"The President. We stay.\n\nQ. Why?\n\nThe President. It is right.\n\nQ. When?\n\n{words}"
    assert told_in(text)[-2][1] == words.partition(" It")[0]


def test_lines_that_ask_and_a_host_in_capitals():
    text = (
        "ANN ORR, HOST:\n\nIt is six.\n\nPrime Minister Lund\n\nWe will send a brigade.\n\n"
        "Question (Leeds Herald)\n\nHow many will go?\n\nPrime Minister Lund\n\nAbout 400.\n\n"
        "Chancellor Kos\n\nWe will send none.\n\nQuestion (AFP)\n\nWhy?\n\nChancellor Kos\n\nIt is too late."
    )
    assert [names[0].rpartition(" ")[2] for names in whose(text)] == ["Lund", "Lund", "Kos", "Kos"]


def test_a_paper_that_asks_in_capitals_and_whose_answers_have_a_surname():
    text = (
        "HERALD: Minister, will troops go?\n\nAnn Lund: No. We decided against it.\n\n"
        "HERALD: Is that final?\n\n"
        "Lund: It is.\n\nHERALD: And later?\n\nLund: Never."
    )
    assert whose(text) == [["Ann Lund"]] * 4


def test_an_office_at_a_department_before_a_colon():
    text = (
        "Deputy Ann Lund: Bring them home.\n\n"
        "Minister of State at the Department of Defence (Deputy Jan Kos): We will not.\n\n"
        "Deputy Ann Lund: It is wrong.\n\nAn Ceann Comhairle: Time is up."
    )
    assert whose(text) == [["Ann Lund"], ["Jan Kos"], ["Ann Lund"]]


@pytest.mark.parametrize("label", ["**{}:**", "**{}**:", "*{}:*", "__{}:__"])
def test_labels_in_the_marks_of_markdown(label):
    orr, kos = label.format("Orr"), label.format("Kos")
    text = f"{orr} We stay.\n\n{kos} We go in May.\n\n{orr} I doubt it.\n\n{kos} Never."
    assert held(text) == [("We", ["Orr"]), ("We", ["Kos"]), ("I", ["Orr"]), ("Never", ["Kos"])]


def test_questions_in_bold_behind_their_label():
    text = (
        "**Echo: Will you go, Mr Kos?**\n\n**Jan Kos:** We stay.\n\n**Echo: Never?**\n\n**Jan Kos:** Never."
    )
    assert whose(text) == [["Jan Kos"], ["Jan Kos"]]


def test_a_label_in_bold_that_does_not_come_again_is_no_speaker_s():
    text = "**Background:** The mission began in May.\n\nThe minister, Jan Kos, opposes it."
    assert told_in(text) == [
        ([], "**Background:** The mission began in May."),
        (["Jan Kos"], "The minister, Jan Kos, opposes it."),
    ]


def test_pictures_and_links_in_the_marks_of_markdown():
    text = (
        "![Anna Lee on a visit](https://example.org/a.jpg)\n\n"
        "The [minister](https://example.org/b), Jan Kos, said no. ![](/x.png)"
    )
    assert told_in(text) == [
        (["Jan Kos"], "The [minister](https://example.org/b), Jan Kos, said no."),
    ]


@pytest.mark.parametrize("shown", ["Ann Orr (G-Leeds)", "Senator Ann Orr", "Ann Orr, Labour spokeswoman:"])
def test_statements_in_marks_below_the_name_of_whose_they_are(shown):
    text = (
        f"What members said of the vote:\n\n{shown}\n\n“It is over. We come home.”\n\n"
        "Jan Kos (L-York)\n\n“I would stay.\n\n“I hope we do.”"
    )
    assert told_in(text)[1:] == [
        (["Ann Orr"], "It is over."),
        (["Ann Orr"], "We come home."),
        (["Jan Kos"], "I would stay."),
        (["Jan Kos"], "I hope we do."),
    ]


def test_names_above_quotations_of_others_state_nothing():
    text = (
        "Ann Orr\n\n“We come home,” the minister, Tom Dorn, said on Monday.\n\n"
        "Jan Kos\n\n“I would stay,” said the envoy, Eva Lund, who left."
    )
    quoted = [names for names, words in told_in(text) if words.startswith("“")]
    assert quoted == [["Tom Dorn"], ["Eva Lund"]]
    assert whose("Ann Orr\n\n“We come home.”\n\nThe minister, Jan Kos, agreed.")[-1] == ["Jan Kos"]


def test_members_on_lines_of_their_own_who_ask_by_number_or_speak_once():
    text = (
        "9. Mrs. Orr\n\nTo ask the Secretary of State what he will do.\n\n"
        "Mr. Kos\n\nWe stay.\n\nMrs. Orr\n\nI thank my right hon. Friend.\n\n"
        "Mr. Kos\n\nNo more.\n\nMr. Tom Dorn\n\nI would go."
    )
    assert whose(text) == [["Orr"], ["Kos"], ["Orr"], ["Kos"], ["Tom Dorn"]]


def test_lords_on_lines_of_their_own_above_what_opens_a_speech():
    text = (
        "The Parliamentary Under-Secretary of State, Ministry of Defence (Viscount Kos)\n\n"
        "My Lords, we go.\n\nLord Orr\n\nMy Lords, I am grateful. I oppose it."
    )
    assert whose(text) == [["Kos"], ["Orr"], ["Orr"]]


def test_a_heading_above_what_opens_a_speech_is_no_speaker():
    text = "Defence chief quits\n\nMy Lords, the mission is over. I oppose it."
    assert whose(text) == []
    text = "1. Mr. Orr\n\nThe minister, Jan Kos, said no."
    assert whose(text)[-1] == ["Jan Kos"]
