"""Whom a clause is about, who says so, and who is told of beside: sentence by sentence."""

from __future__ import annotations

import pytest

from stance.reading.statements import find_statements


def told(text: str) -> list[tuple[list[str], str]]:
    """Return the holders of each statement, by name, with what is judged for it."""
    return [(sorted(h.name for h in p.holders), text[slice(*p.judged)]) for p in find_statements(text)]


def first(text: str) -> list[str]:
    return told(text)[0][0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("After the vote the coalition promised more soldiers.", ["coalition"]),
        ("On the eve of the summit Norway agreed to send a company.", ["Norway"]),
        ("By 70 votes to 12 the Senate approved the mission.", ["Senate"]),
        ("In 1994 Ghana announced that its men would stay.", ["Ghana"]),
        ("In his third report the minister asks for two battalions.", ["minister"]),
        ("Earlier in the week the Danish premier pledged a brigade.", ["Danish premier"]),
        ("After days of doubt Chile on Tuesday turned the request down.", ["Chile"]),
        ("On the eve of the date that Oslo had set, Chad agreed to leave.", ["Chad"]),
        ("In the spring the premier, Ana Lee, promised two divisions.", ["Ana Lee"]),
        ("Troops in neighbouring Chad have moved north.", []),
        ("The talks with the coalition were about troops.", []),
    ],
)
def test_whom_a_circumstance_without_a_comma_leads_to(text, expected):
    assert first(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("No soldier should go, says the owner of the kiosk.", ["owner"]),
        ("More guns and more graves, says the kiosk keeper, and no peace.", ["kiosk keeper"]),
        ("Chad's army, reckoned a maritime archivist, would not last.", ["maritime archivist"]),
        ("The plan is folly, the kiosk keeper believes.", ["kiosk keeper"]),
        ("“Never again!” the kiosk keeper said.", ["kiosk keeper"]),
        ("Send nobody, say her critics.", ["critics"]),
        ("The foundation said that no soldier must go.", ["foundation"]),
        ("A pal of the mayor told us: “Never.”", ["pal of the mayor"]),
        ("Jan Kos, who leads the house, told the chamber that no troops would go.", ["Jan Kos"]),
        ("Jan Kos, who was away, said the troops were still needed.", ["Jan Kos"]),
        ("Chad will send troops, a draft seen by the paper says.", ["Chad"]),
    ],
)
def test_speakers_of_no_word_list(text, expected):
    assert first(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The envoy said that Chad will send a battalion.", ["Chad", "envoy"]),
        ("The envoy said Norway was ready to take part.", ["Norway", "envoy"]),
        ("Chile will keep its men there, Ana Lee said.", ["Ana Lee", "Chile"]),
        ("The minister said Norway was ready to take part.", ["minister"]),
        ("Norway will not send soldiers, Foreign Minister Jan Kos said.", ["Jan Kos"]),
        ("The French president said that Poland has agreed to send troops.", ["French president", "Poland"]),
        ("The envoy said that Chad lies far away.", ["envoy"]),
        ("Norway and Chad oppose the plan, Jan Kos said.", ["Chad", "Jan Kos", "Norway"]),
        ("France, Jan Kos said, would send troops.", ["France", "Jan Kos"]),
        ("The envoy urged Chad to send a battalion.", ["envoy"]),
        ("The envoy said that he would send a battalion.", ["envoy"]),
        ("Chad is large, Ana Lee said.", ["Ana Lee"]),
    ],
)
def test_whose_position_somebody_tells(text, expected):
    assert first(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The cabinet fell after Labour refused to send more.",
            [(["cabinet"], "The cabinet fell after"), (["Labour"], "Labour refused to send more.")],
        ),
        (
            "But as Jan Kos announced that his men would leave, Peru said it might stay.",
            [
                (["Jan Kos"], "But as Jan Kos announced that his men would leave"),
                (["Peru"], "Peru said it might stay."),
            ],
        ),
        (
            "Peru would study it, said Jan Kos; opposition leader Ana Lee: “Wrong war.”",
            [
                (["Jan Kos"], "Peru would study it, said Jan Kos"),
                (["Ana Lee"], "opposition leader Ana Lee: “Wrong war.”"),
            ],
        ),
        (
            "The minister's speech led Ana Lee to warn of a retreat.",
            [(["Ana Lee"], None)],
        ),
        (
            "Vice-President Ana Lee, in charge while President Jan Kos is away, said that nobody will go.",
            [(["Ana Lee"], None)],
        ),
        ("The force will leave after Chad has held a vote.", [([], None)]),
    ],
)
def test_clauses_upon_and_within_others(text, expected):
    assert told(text) == [(holders, judged or text) for holders, judged in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The union's premier thanked Chad and Mali for sending troops.", ["union's premier"]),
        ("Jan Kos thanked Chad and Mali for their readiness to send soldiers.", ["Jan Kos"]),
        ("Jan Kos praised Chad and Mali, which have sent troops.", ["Jan Kos"]),
        ("Jan Kos praised Chad and Mali – and all allies that send troops – for their help.", ["Jan Kos"]),
        ("Jan Kos told Chad and Mali that troops would be needed.", ["Jan Kos"]),
        ("Jan Kos believes that Chad and Peru, as well as Mali, may send troops.", ["Jan Kos"]),
        ("Jan Kos spoke of troops on Monday, hours after Peru and Chad met.", ["Jan Kos"]),
        ("Jan Kos did not mention which other countries would send troops.", ["Jan Kos"]),
        ("It is not clear which nations are willing to send troops.", []),
        ("Which European countries will send troops?", []),
    ],
)  # fmt: skip
def test_lists_and_questions_that_are_no_clause(text, expected):
    assert told(text) == [(expected, text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I do not believe that Peru ought to send troops to Chad, and think it unlikely that it will.", []),
        ("I back Ana Lee's stance, believe the troops should leave Mali, and oppose the war.", []),
        ("I heard of Ana Lee's refusal to send troops.", ["Ana Lee"]),
        ("Ana Lee's stance is that the troops should leave Mali.", ["Ana Lee"]),
        ("I know that Peru will send troops.", ["Peru"]),
    ],
)
def test_what_somebody_unknown_says_in_the_first_person_is_not_another_s(text, expected):
    assert first(text) == expected


@pytest.mark.parametrize(
    ("one", "joint", "other", "holder"),
    [
        ("Peru refused to go", " and ", "ministers in Mali said they would.", "ministers in Mali"),
        ("Peru left", " and ", "Mali, meanwhile, sent troops.", "Mali"),
        ("Peru has ruled out troops", " and ", "Mali on Monday said it would send some.", "Mali"),
        ("Peru backs a force", " and ", "Mali, which left in May, rejects it.", "Mali"),
        ("Peru refused", " and ", "Mali's premier, Ana Lee, said it would go.", "Ana Lee"),
        ("Peru sent troops after the vote", " and ", "Mali said it would follow.", "Mali"),
        ("Peru will send troops", " – and ", "Mali has agreed.", "Mali"),
    ],
)
def test_clauses_behind_and(one, joint, other, holder):
    assert told(one + joint + other) == [(["Peru"], one), ([holder], other)]


@pytest.mark.parametrize(
    ("text", "holders"),
    [
        ("There is a plan for troops, which three states reject.", ["three states"]),
        ("Jan Kos spoke of a force, in which four states would take part.", ["four states"]),
    ],
)
def test_which_that_tells_more_asks_nothing(text, holders):
    assert told(text)[-1][0] == holders


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The cabinet sent the troops over the objections of the Farmers party, which voted no.",
            (["Farmers party"], "over the objections of the Farmers party"),
        ),
        (
            "Despite strong opposition from Norway, the alliance will go in.",
            (["Norway"], "Despite strong opposition from Norway"),
        ),
        ("Despite Norway's refusal, the alliance will go in.", (["Norway"], "Despite Norway's refusal")),
        ("The cabinet went ahead with Norway opposed.", (["Norway"], "with Norway opposed")),
        ("The alliance wants a base, a step to which Norway objects.", (["Norway"], "Norway objects.")),
    ],
)
def test_bystanders_who_take_another_position(text, expected):
    assert told(text)[-1] == expected


def test_who_only_stands_beside_is_no_bystander():
    assert told("The minister went home with Ana Lee.") == [
        (["minister"], "The minister went home with Ana Lee.")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway has been warned by the rebels not to send its men.", ["rebels"]),
        ("Her plan was sharply rejected by the Greens.", ["Greens"]),
        ("Jan Kos was quoted by the Herald as ruling it out.", ["Jan Kos"]),
        ("The minister's refusal to send troops angered many.", ["minister"]),
        ("It was slowed by the reluctance of the allies to send troops.", ["allies"]),
        ("In the opposition's view the soldiers must go.", ["opposition"]),
        ("To the Kremlin the brigade is a threat.", ["Kremlin"]),
        ("To Norway went 400 soldiers.", []),
        ("It was bitter for the premier, who had fought hard.", ["premier"]),
        ("“It will keep us safe,” a cabinet statement said.", ["cabinet"]),
        ("Sen. Jan Kos (R-Wash.) said an army that loses should stay home.", ["Jan Kos"]),
        ("Chad has taken its men home, Radio Chad said.", ["Chad"]),
        ("Norway alone has offered soldiers.", ["Norway"]),
        ("Norway neither wants foreign troops nor needs them.", ["Norway"]),
    ],
)
def test_who_holds_what_is_done_called_or_seen(text, expected):
    assert first(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Also opposed is the miners' own union.", ["miners' own union"]),
        ("Against the plan were Peru and Chad.", ["Chad", "Peru"]),
        ("No less wary of the mission are the Greens.", ["Greens"]),
        ("In favour of it is the Farmers Party.", ["Farmers Party"]),
        ("Opposed to the war for years, Chad was silent.", ["Chad"]),
        ("Against all advice the minister has sent a company.", ["minister"]),
        ("In Oslo the answer was no.", ["Oslo"]),
        ("From Chad the reply is yes.", ["Chad"]),
        ("In Oslo the winter was long.", []),
        ("Peru's share of the force, 40 men at first, is now 90.", ["Peru"]),
        ("Peru's winter was long.", []),
        ("The last Norwegian draft names no date.", ["Norwegian"]),
        ("A French plan for 2,000 men is on the table.", ["French"]),
        ("In the camp a French draft was read.", []),
        ("A Norwegian winter is long.", []),
        ("The French minister's letter names no date.", []),
    ],
)
def test_who_is_told_last_or_by_a_noun(text, expected):
    assert first(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We stay,” was how Danish Defence Minister Ana Lee put it.", ["Ana Lee"]),
        ("“Too early,” is how the premier sees it.", ["premier"]),
        ("Too costly by far, as Jan Kos has it.", ["Jan Kos"]),
        ("The premier asked how Jan Kos saw it.", ["premier"]),
        ("The minister has decided to wait, “for now” as he put it.", ["minister"]),
        (
            "A declaration by the bakers' federation accused the cabinet of folly.",
            ["bakers' federation"],
        ),
        ("A statement by the army and the police called the plan a folly.", ["army", "police"]),
        ("A letter from Orr and Kos – Lee signed too – warned of a long war.", ["Kos", "Orr"]),
        ("A letter of the bishops, read in all churches, asks for peace.", ["bishops"]),
        ("A letter from the bishops moved the minister, who promised to act.", ["minister"]),
        ("The report of the committee on troops was late.", []),
        ("Peru and Chad, the Herald reports, will send troops.", ["Chad", "Peru"]),
    ],
)
def test_who_puts_it_so_or_writes_it(text, expected):
    assert first(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The alliance wants a base, a step Norway opposes.",
            [(["alliance"], "The alliance wants a base"), (["Norway"], "a step Norway opposes.")],
        ),
        (
            "The force is a shield – a view that Ana Lee, who has toured the camps, does not share.",
            [
                ([], "The force is a shield"),
                (["Ana Lee"], "a view that Ana Lee, who has toured the camps, does not share."),
            ],
        ),
        (
            "The premier spoke of medics, an idea that President Jan Kos raised on Monday.",
            [
                (["premier"], "The premier spoke of medics"),
                (["Jan Kos"], "an idea that President Jan Kos raised on Monday."),
            ],
        ),
        (
            "The minister wants troops there, something the Greens have long resisted.",
            [
                (["minister"], "The minister wants troops there"),
                (["Greens"], "something the Greens have long resisted."),
            ],
        ),
        (
            "The minister will keep the base at Bor, a town Peru took in May.",
            [(["minister"], "The minister will keep the base at Bor, a town Peru took in May.")],
        ),
        (
            "If the Americans leave, an exiled militia leader said, the war is over.",
            [
                (
                    ["exiled militia leader"],
                    "If the Americans leave, an exiled militia leader said, the war is over.",
                )
            ],
        ),
        (
            "Peru is wary, while for the Pirate Party it would be, in the words of its leader, “madness”.",
            [
                (["Peru"], "Peru is wary"),
                (
                    ["Pirate Party"],
                    "for the Pirate Party it would be, in the words of its leader, “madness”.",
                ),
            ],
        ),
        (
            "Norway pleads for time, and the mission's chief, Ana Lee, granted that it must stay.",
            [
                (["Norway"], "Norway pleads for time"),
                (["Ana Lee"], "the mission's chief, Ana Lee, granted that it must stay."),
            ],
        ),
        (
            "Norway would help, the force's chief explained, but only with medics.",
            [(["force's chief"], "Norway would help, the force's chief explained, but only with medics.")],
        ),
    ],
)
def test_clauses_in_which_others_judge(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Two million people have fled.",
        "Foreign Minister Ana Lee will appear before the committee on May 3.",
        "The premier is expected to visit the troops in May.",
        "The general, who had been away, is to testify on Monday.",
        "Vice-President Jan Kos, who was due to speak, sent apologies.",
        "Whether Chad will send its second brigade remains to be seen.",
        "Whether Norway goes along is still anyone's guess.",
        "The row comes a week after the Senate passed a new rule.",
        "As Norway digs itself out of the snow, unease has grown.",
    ],
)
def test_events_are_nobody_s(text):
    assert first(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chad will send men.", ["Chad"]),
        ("Norway is to send a brigade.", ["Norway"]),
        ("The council will vote against the mandate.", ["council"]),
        ("The general, who opposes the war, is to testify on Monday.", ["general"]),
        ("Two thousand people were out to march against the war.", ["Two thousand people"]),
        ("Whether Chad takes part is an open question, the envoy said.", ["envoy"]),
        ("The row comes a week after the Senate refused to pay.", ["Senate"]),
        ("As Norway announced its withdrawal, unease grew.", ["Norway"]),
    ],
)
def test_positions_that_look_like_events(text, expected):
    assert first(text) == expected


def test_they_are_the_troops_of_the_sentence_before():
    text = "Some 900 soldiers are there, with Ghana opposed. They patrol the line. They have no orders."
    assert [holders for holders, _ in told(text)][-2:] == [[], []]
    assert told("Two parties have voted no. They have no troops.")[1][0] == ["Two parties"]
    assert told("Ghana and Chad have soldiers. They want more.")[1][0] != []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("President Jan Kos rang on Friday, according to the ministry, with a plea for troops.", ["Jan Kos"]),
        ("Norway will send troops, according to the ministry.", ["ministry"]),
        ("It would be a shield, a claim the premier denies.", []),
    ],
)
def test_who_does_what_a_source_amid_tells(text, expected):
    assert first(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jan Kos left. Her brother shrugged: let them go, he said.", ["brother"]),
        (
            "Ana Lee left. Jan Kos wondered why Chad, whose men, he said, were few, should send any.",
            ["Jan Kos"],
        ),
        ("Jan Kos came. Chad is wrong, he said.", ["Jan Kos"]),
        ("Two parties oppose the plan. In their eyes it only puts off the day.", ["Two parties"]),
        ("Ana Lee is against it. In her view Chad must go first.", ["Ana Lee"]),
        ("Ana Lee is against it. In her home town Chad is far away.", ["Chad"]),
    ],
)
def test_who_is_meant_by_he_who_says_it_or_their_view(text, expected):
    assert told(text)[1][0] == expected


def test_what_an_aside_asks_is_of_whoever_asks():
    text = "Ana Lee rose. While the gangs in Chad were spared, she asked, what use was a brigade in Peru?"
    assert told(text)[1][0] == ["Ana Lee"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('Norwegian forces are there. They "must leave", Ann Orr said.', ["Ann Orr"]),
        ("Soldiers fired. They were ordered to, Norway admitted.", ["Norway"]),
        ("Peacekeepers watched. They failed, according to Amnesty.", ["Amnesty"]),
        ("In his book, Jan Kos attacks the war.", ["Jan Kos"]),
        ("In her opinion piece, Ann Orr attacks the war.", ["Ann Orr"]),
        ("Norway will meet any attack with force.", ["Norway"]),
        ("Ann Orr will testify that Jan Kos lied.", ["Ann Orr"]),
        ("Ann Orr stayed away in protest at the war.", ["Ann Orr"]),
        ("300 residents trapped by the blockade called for help.", ["300 residents"]),
        ("Hundreds of refugees refuse to be evacuated.", ["Hundreds of refugees"]),
        ("Ministers reached the decision to send troops.", ["Ministers"]),
        ("That is how Norway has avoided war.", []),
        ("For sale is Norway House.", []),
        ("Norway said yes, but to Sweden it sent no tanks.", ["Norway"]),
        ("Ann Orr was shot, according to the police, in her flat.", ["police"]),
        ("In France the verdict was guilty.", []),
    ],
)
def test_rules_for_events_sides_and_views_take_no_more_than_these(text, expected):
    assert [h.name for h in find_statements(text)[-1].holders] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Three states – Peru, Chad and Chile – said no troops would go.",
            ["Chad", "Chile", "Peru", "Three states"],
        ),
        ("Two allies (Peru and Norway) will send troops.", ["Norway", "Peru", "Two allies"]),
        (
            "Two ministers – Ann Orr and Jan Kos – refused to send troops.",
            ["Ann Orr", "Jan Kos", "Two ministers"],
        ),
        ("Several states – Peru is one – will send troops.", ["Several states"]),
        ("Three states (see the map of Peru) will send troops.", ["Three states"]),
        (
            "Six others, among them Peru, Chad and Chile, said they would send troops.",
            ["Chad", "Chile", "Peru"],
        ),
        ("A few, including Peru and Chad, refuse to send troops.", ["Chad", "Peru"]),
        ("Many, such as Peru, Chad and Chile, have ruled out sending troops.", ["Chad", "Chile", "Peru"]),
        ("Opposed to sending men: Peru, Chad, Chile.", ["Chad", "Chile", "Peru"]),
        ("Willing to send men: Peru, Chad and Chile.", ["Chad", "Chile", "Peru"]),
        ("Not only Peru but also Chile will send troops.", ["Chile", "Peru"]),
        ("The leaders of Peru and Chile refused to send troops.", ["Chile", "Peru"]),
        ("The critics of Peru and Chile refused to send troops.", ["critics of Peru"]),
        ("For the record: a map of Peru.", []),
        ("In Peru, Chad and Chile refused to send troops.", ["Chad", "Chile"]),
    ],
)
def test_every_member_of_a_list_holds_what_is_told_of_it(text, expected):
    assert first(text) == expected


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("“No men will go,” the Interfax quoted Col. Jan Kos, head of its office, as saying.", ["Jan Kos"]),
        ("“No troops will go,” Tass cited the foreign minister as saying on Monday.", ["foreign minister"]),
        ("“No troops will go,” Jan Kos was quoted by the state-run Press of Peru as saying.", ["Jan Kos"]),
        ("Jan Kos, a general, has been quoted by the Post as saying no troops would go.", ["Jan Kos"]),
        ("Jan Kos quoted the Post and said no troops would go.", ["Jan Kos"]),
        ("Jan Kos left. According to him, no troops would go, TASR writes.", ["Jan Kos"]),
        ("“No troops will go,” said Jan Kos, as quoted by Interfax.", ["Jan Kos"]),
    ],
)  # fmt: skip
def test_whom_a_medium_quotes(text, names):
    assert told(text)[-1][0] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Jan Kos said that while Togo may leave, Peru would send 300 soldiers.", [["Jan Kos"]]),
        ("Jan Kos said although Togo had left, Peru would send 300 soldiers.", [["Jan Kos"]]),
        ("Jan Kos has left, while Peru will send 300 soldiers.", [["Jan Kos"], ["Peru"]]),
        (
            "The Left, the Green Union as well as the Free Union refuse.",
            [["Left", "Green Union", "Free Union"]],
        ),
        ("Peru will go, Ann Orr, the ruling party’s No. 2 official, said on Sunday.", [["Ann Orr"]]),
    ],
)
def test_what_stands_beside_what_is_said_is_the_sayer_s(text, names):
    assert [[h.name for h in p.holders] for p in find_statements(text)] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Officials stay firm: “We will go,” Jan Kos said.", [["Jan Kos"]]),
        ("Officials stay firm: “We will go.” Jan Kos said no.", [["Officials"], ["Jan Kos"]]),
        ("But some, like Jan Kos, demanded that soldiers leave.", [["Jan Kos"]]),
        ("But soldiers like Jan Kos left.", [[]]),
        ("Peru will send an advance unit, said the daily.", [["Peru"]]),
        ("Peru will send an advance unit, said the baker.", [["baker", "Peru"]]),
    ],
)
def test_who_says_it_stands_behind_the_quotation_or_in_a_list_of_some(text, names):
    assert [[h.name for h in p.holders] for p in find_statements(text)] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Possible Nato plans of a mission are wrong, Jan Kos said.", ["Jan Kos"]),
        ("Nato plans a mission, Jan Kos said.", ["Jan Kos", "Nato"]),
        ("Further Nato troops will go.", ["Nato"]),
        ("Further Education Union will go.", ["Further Education Union"]),
        ("The talks on troops were attended by Peru.", []),
        ("The talks on troops were opposed by Peru.", ["Peru"]),
    ],
)
def test_what_may_come_or_is_only_undergone_is_nobody_s_position(text, names):
    assert [h.name for p in find_statements(text) for h in p.holders] == names


def test_a_line_that_begins_with_a_comma_goes_on_with_the_one_before():
    text = "“If it comes\n, we will not go,” Jan Kos said.\nAnn Orr left."
    assert [[h.name for h in p.holders] for p in find_statements(text)] == [["Jan Kos"], ["Ann Orr"]]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("“We will go.\n\n“We must,” said Jan Kos.", ["Jan Kos", "Jan Kos"]),
        ("“We will go.\n\n“We can.\n\n“We must,” said Jan Kos.", ["Jan Kos"] * 3),
        ("“We will go.”\n\n“We must,” said Jan Kos.", ["Ann Orr", "Jan Kos"]),
        ("“We will go.\n\n“We must.”\n\nJan Kos left.", ["Ann Orr", "Ann Orr", "Jan Kos"]),
    ],
)
def test_a_quotation_of_several_paragraphs_is_that_of_who_is_named_in_the_last(text, names):
    found = find_statements(f"Ann Orr said no.\n\n{text}")[1:]
    assert [h.name for p in found for h in p.holders] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("“Will we go to Mali?” Senator Jan Kos wanted to know.", [["Jan Kos"]]),
        ("“Will we go to Mali?” asked Jan Kos.", [["Jan Kos"]]),
        ("“Will we go to Mali?” Jan Kos has come to know that Mali will.", [["Jan Kos"], ["Jan Kos"]]),
        ("“We will go to Mali.” Jan Kos wanted to know Mali.", [["Jan Kos"], ["Jan Kos"]]),
    ],
)
def test_who_wants_to_know_asks(text, names):
    assert [[h.name for h in p.holders] for p in find_statements(text)] == names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Countries bordering Chad, such as Mali and Togo, refuse to send troops.",
            ["Countries", "Mali", "Togo"],
        ),
        ("Three members of the bloc, including Spain, refuse to send troops.", ["Spain", "Three members"]),
        (
            "Members of the house, among them the former minister Jan Kos, rejected the mission.",
            ["Jan Kos", "Members of the house"],
        ),
        # members are only those
        ("Countries near Chad, including in the south, refuse to send troops.", ["Countries"]),
        (
            "Three countries in the region sent soldiers to Mali, including medics.",
            ["Three countries in the region"],
        ),
        # allies that are named right behind
        ("But major Nato allies Spain and Norway refused to send more troops.", ["Norway", "Spain"]),
        ("The neighbouring countries Mali and Togo will send troops.", ["Mali", "Togo"]),
        ("Its allies in Mali and Togo will send troops.", ["allies in Mali"]),
        ("He told his allies Spain and Norway that no troops would go.", []),
    ],
)
def test_the_members_of_a_group_that_is_told_more_of(text, expected):
    assert first(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Not all countries are ready to send troops.", []),
        ("Not every ally is willing to send troops.", []),
        ("The bloc said that not all members would send troops.", ["bloc"]),
        ("All countries are ready to send troops.", ["All countries"]),
        ("Every ally is willing to send troops.", ["ally"]),
        # a people, before an adverb and a verb
        ("The French firmly oppose sending troops.", ["French"]),
        ("The Dutch flatly rejected the mission.", ["Dutch"]),
        ("The French family rejected the mission.", []),
        ("The French friendly fire came from the hill.", []),
        # a name that is part of a seat's
        ("Jose Luis Orr Lund will send no troops.", ["Jose Luis Orr Lund"]),
        ("San Jose will send no troops.", ["San Jose"]),
    ],
)
def test_not_all_peoples_and_given_names(text, expected):
    assert first(text) == expected


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("As Orr was speaking in Lima, Chancellor Jan Kos met Ann Lee and refused to send troops.", 1),
        ("But as the talks went on in Lima, Chancellor Jan Kos refused to send troops.", 1),
        ("As Norway refused to send troops, Chancellor Jan Kos promised a battalion.", 2),
        ("But as the envoy warned of a war, Norway pulled out its troops.", 2),
    ],
)
def test_a_clause_that_tells_only_when_is_not_parted(text, n):
    assert len(find_statements(text)) == n
    assert told(text)[-1][0] == ["Norway" if "Norway pulled" in text else "Jan Kos"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway is one of the opponents of it, together with the Netherlands.", ["Netherlands", "Norway"]),
        ("Chad will send 500 soldiers, along with Mali.", ["Chad", "Mali"]),
        ("Chad will send 500 soldiers, along with Malian police.", ["Chad"]),
        ("Chad rejects the mission, along with Mali's plan for another.", ["Chad"]),
        ("Ann Orr rejects the mission of Chad, along with Mali.", ["Ann Orr"]),
    ],
)
def test_a_state_along_with_another(text, expected):
    assert first(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The bloc is divided, with Kenya and Togo pushing for a mission.",
            (["Kenya", "Togo"], "with Kenya and Togo pushing for a mission"),
        ),
        (
            "The bloc is split, with Chad firmly rejecting a mission.",
            (["Chad"], "with Chad firmly rejecting a mission"),
        ),
        (
            "The bloc is divided, with Kenya refusing to send troops and Togo offering a battalion.",
            (["Kenya"], "with Kenya refusing to send troops"),
        ),
        ("Chad sided with Kenya and Mali rejected the mission.", (["Mali"], "Mali rejected the mission.")),
        (
            "Chad sent 500 soldiers, with Togo paying for them.",
            (["Chad"], "Chad sent 500 soldiers, with Togo paying for them."),
        ),
    ],
)
def test_what_others_do_beside_with_a_participle(text, expected):
    assert told(text)[-1] == expected
