"""Who is whom: which mentions stand for the same holder, and how much work finding out takes."""

from __future__ import annotations

import sys

import pytest

from stance.reading.statements import find_statements


def last(text: str) -> list[str]:
    return [h.name for h in find_statements(text)[-1].holders]


@pytest.mark.parametrize(
    "before",
    [
        "Jan Kos was killed in Kidal on Monday.",
        "Ada Lund died in 1990.",
        "Ada Lund was buried in Narva.",
        "Tom Ray scored twice.",
        "Tom Ray, a father of two, sells fruit.",
        "Let us defend Kharkiv.",
        "We must defend Novi Sad.",
        "Pavlivka fell on Monday.",
        "Pavlivka has rejected the offer.",
        "The rebels marched into New Ross.",
    ],
)
@pytest.mark.parametrize("office", ["defence minister", "president"])
def test_an_office_is_not_that_of_the_dead_of_private_people_or_of_a_town(before, office):
    assert last(f"{before} The {office} said no troops would go.") == [office]


@pytest.mark.parametrize(
    ("before", "name"),
    [
        ("Ann Orr arrived in Paris.", "Ann Orr"),
        ("Ann Orr said it was late.", "Ann Orr"),
        ("Ann Orr was elected in May.", "Ann Orr"),
        ("Ann Orr was asked about it.", "Ann Orr"),
        ("Ann Orr has refused to go.", "Ann Orr"),
        ("“We will see,” said Ann Orr.", "Ann Orr"),
        ("Nobody went further than Ann Orr.", "Ann Orr"),
        ("Orrsen said it was late.", "Orrsen"),
    ],
)
def test_an_office_is_that_of_who_has_just_spoken_or_acted(before, name):
    assert last(f"{before} The minister said no troops would go.") == [name]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Norway said yes. The country will not send police.", ["Norway"]),
        ("Norway said yes. The small Nordic nation would not send police, it said.", ["Norway"]),
        ("Norway said yes to Haiti. Ann Orr spoke. The kingdom has ruled out a mission.", ["Norway"]),
        ("Norway said yes. The Danish kingdom will not send police.", ["Danish kingdom"]),
        ("Norway said yes. The country's minister will not send police.", ["Norway"]),
        ("Norway said yes. People in the country of Haiti said no.", ["People in the country of Haiti"]),
        ("Ann Orr said yes. The country will not send police.", []),
    ],
)
def test_a_country_without_its_name_is_the_state_named_last(text, names):
    assert last(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Peers urged President Ann Dole to go. Kenya's president said no.", ["Kenya's president"]),
        ("President Ann Dole refused. Kenya's president said no.", ["Kenya's president"]),
        ("President Ann Dole refused. The president of Kenya said no.", ["president of Kenya"]),
        ("Premier Ann Dole refused. Kenya's prime minister said no.", ["Kenya's prime minister"]),
        ("Jan Kos said yes. Chad's president said no.", ["Chad's president"]),
        ("President Maron spoke in Paris. France's president said no.", ["Maron"]),
        ("President Maron spoke. The French president said no.", ["Maron"]),
        ("French President Maron spoke. France's president said no.", ["Maron"]),
        (
            "President Maron spoke. The French president left. The Kenyan president said no.",
            ["Kenyan president"],
        ),
        ("President Maron spoke. The French president left. The president said no.", ["Maron"]),
        ("General Jan Kos left. The UN's Secretary General said no.", ["UN's Secretary General"]),
        ("Attorney General Jan Kos left. The general said no.", ["general"]),
        ("Major General Jan Kos left. The general said no.", ["Jan Kos"]),
        ("Secretary-General Jan Kos left. The secretary general said no.", ["Jan Kos"]),
    ],
)
def test_an_office_of_a_state_s_is_not_that_of_somebody_of_whom_no_state_is_told(text, names):
    assert last(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Chad's cabinet met. The premier refused. In Mali, Premier Ann Orr agreed.", ["premier"]),
        ("Chad's cabinet met. The premier refused. Mali is keener. Premier Ann Orr agreed.", ["premier"]),
        ("Chad's premier refused. Mali's premier agreed. Later Premier Ann Orr left.", ["Chad's premier"]),
        ("Chad's cabinet met. The premier refused to go to Mali. Premier Ann Orr left.", ["Ann Orr"]),
        ("Chad's cabinet met. The premier refused. In Chad, Premier Ann Orr left.", ["Ann Orr"]),
        ("The premier refused. Mali agreed. Later Premier Ann Orr left.", ["Ann Orr"]),
        ("Chad's premier refused. Later Premier Ann Orr left.", ["Ann Orr"]),
    ],
)
def test_an_office_is_not_that_of_who_is_named_where_the_text_has_turned_to_another_state(text, names):
    told = next(p for p in find_statements(text) if "refused" in text[slice(*p.span)])
    assert [h.name for h in told.holders] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Senator Jan Kos spoke. The Republican wants troops sent.", ["Jan Kos"]),
        ("Jan Kos spoke. The Ohio Democrat said no.", ["Jan Kos"]),
        ("Jan Kos spoke. “No,” the Green said.", ["Jan Kos"]),
        ("Republican Senator Jan Kos met Democratic Senator Ann Orr. The Republican said no.", ["Jan Kos"]),
        ("Republican Senator Jan Kos met Democratic Senator Ann Orr. The Democrat said no.", ["Ann Orr"]),
        ("Liberal MP Jan Kos spoke. The Green said no.", ["Green"]),
        ("Norway spoke. The Republican said no.", ["Republican"]),
        ("Jan Kos spoke. A Republican said no.", ["Republican"]),
        ("Jan Kos spoke. The Republicans said no.", ["Republicans"]),
        ("Jan Kos spoke. The Republican Party said no.", ["Republican Party"]),
        ("Jan Kos spoke. The Republican leadership said no.", ["Republican leadership"]),
    ],
)
def test_one_of_a_party_is_the_person_spoken_of_last(text, names):
    assert last(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ana Peña spoke. Pena said no.", ["Ana Peña"]),
        ("Ana Pena spoke. Ana Peña said no.", ["Ana Pena"]),
        ("Łucja Nowak-Żak spoke. Zak said no.", ["Łucja Nowak-Żak"]),
        ("Ann O’Dell spoke. O'Dell said no.", ["Ann O’Dell"]),
        ("The Civic Société met. The Civic Societe said no.", ["Civic Société"]),
        ("Ana Peña spoke. Ana Penas said no.", ["Ana Penas"]),
    ],
)
def test_a_name_without_its_accents_is_the_same(text, names):
    assert last(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Jan Orr, a Labour MP, spoke first. The backbencher said that no troops would go.",
        "Jan Orr, an analyst in Rome, spoke first. The expert said that no troops would go.",
        "Jan Orr, a professor in Rome, spoke first. The analyst said that no troops would go.",
        "Jan Orr, a novelist in Rome, spoke first. The author said that no troops would go.",
        "Jan Orr spoke first. The 54-year-old said that no troops would go.",
        "Jan Orr, 54, met his son Tom Orr, 19. The 54-year-old said that no troops would go.",
    ],
)
def test_a_person_is_called_by_another_name_of_what_they_are(text):
    assert [h.name for h in find_statements(text)[-1].holders] == ["Jan Orr"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ann Orr succeeded Kos as premier in May.", "Ann Orr"),
        ("Ann Orr became premier.", "Ann Orr"),
        ("Ann Orr was sworn in as premier.", "Ann Orr"),
        ("Ann Orr took over as premier.", "Ann Orr"),
        ("Ann Orr has been elected premier.", "Ann Orr"),
        ("Ann Orr blamed the premier.", "Jan Kos"),
        ("Ann Orr was named by the premier.", "Jan Kos"),
    ],
)
def test_an_office_is_that_of_who_came_into_it_last(text, name):
    assert last(f"Premier Jan Kos sent troops. {text} The premier said no more troops would go.") == [name]


def test_police_who_are_sent_are_not_it():
    assert last("Norway would not send police, it said.") == ["Norway"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The mayor said troops must go. “No more of them,” Ann Orr said.", ["Ann Orr"]),
        ("Chad's premier has ruled out a mission.\n\n“No,” said Ann Orr.", ["Ann Orr"]),
        ("The mayor said troops must go. “No,” said Ann Orr, a baker.", ["mayor"]),
        ("The mayor said troops must go. “No,” said General Ann Orr.", ["mayor"]),
        ("Ann Orr left. The mayor said troops must go. “No,” said Ann Orr.", ["mayor"]),
        ("The mayor said troops must go. It rained on Mali. “No,” said Ann Orr.", ["mayor"]),
        ("A mayor said troops must go. “No,” said Ann Orr.", ["mayor"]),
        ("The mayor said troops must go. Ann Orr said no.", ["mayor"]),
        ("Chad's president has ruled it out. “No,” Ann Orr said. President Kos spoke.", ["Ann Orr"]),
        ("Mayor Jan Kos left. The mayor said troops must go. “No,” said Ann Orr.", ["Jan Kos"]),
        ("A day after her party split, the mayor said troops must go. “No,” said Ann Orr.", ["Ann Orr"]),
        ("A day after his party split, the mayor said troops must go. “No,” said Ann Orr.", ["Ann Orr"]),
        ("A day after Chad's party split, the mayor said troops must go. “No,” said Ann Orr.", ["mayor"]),
        ("The mayor said troops must go. Ann Orr told the Leeds Herald they must.", ["Ann Orr"]),
        ("The mayor said troops must go. Ann Orr told reporters they must.", ["Ann Orr"]),
        ("The mayor said troops must go. Ann Orr told her son they must.", ["mayor"]),
    ],
)
def test_a_name_that_comes_with_a_quotation_is_that_of_the_office_before(text, names):
    told = next(
        p for p in find_statements(text) if "must" in text[slice(*p.span)] or "ruled" in text[slice(*p.span)]
    )
    assert [h.name for h in told.holders] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Peru will not send anybody, the embassy said.", ["Peru"]),
        ("Peru has ruled it out, the government said.", ["Peru"]),
        ("Peru has ruled it out, Chad's government said.", ["Chad's government", "Peru"]),
        ("Peru has ruled it out, the council said.", ["council", "Peru"]),
    ],
)
def test_a_state_s_own_voice_without_a_name_is_that_of_whom_it_tells(text, names):
    assert last(text) == names


@pytest.mark.parametrize(
    ("text", "name", "aliases"),
    [
        ("The African Union will send men. The AU is ready.", "African Union", ["African Union", "AU"]),
        (
            "The Rapid Support Forces said no. The RSF left.",
            "Rapid Support Forces",
            ["Rapid Support Forces", "RSF"],
        ),
        (
            "The Democratic Party of Chad said no. The DPC left.",
            "Democratic Party of Chad",
            ["Democratic Party of Chad", "DPC"],
        ),
        (
            "The Self-Defence Forces said no. The SDF left.",
            "Self-Defence Forces",
            ["Self-Defence Forces", "SDF"],
        ),
        ("The African Union will send men. The UN is ready.", "UN", ["UN"]),
        ("The ruling Party of Chad said no. The RPC left.", "RPC", ["RPC"]),
    ],
)
def test_a_body_is_known_by_its_initials(text, name, aliases):
    (holder,) = find_statements(text)[-1].holders
    assert (holder.name, list(holder.aliases)) == (name, aliases)


def test_a_spokesman_who_has_been_named_is_that_person_and_not_the_state():
    assert last("Kremlin spokesman Jan Kos said no. “Not one man,” the Kremlin spokesman said.") == [
        "Jan Kos"
    ]
    assert last("A Kremlin spokesman said no. “Not one man,” the Kremlin spokesman said.") == ["Russia"]
    assert last("NATO spokesman Jan Kos said no. “Not one man,” the Kremlin spokesman said.") == ["Russia"]


def test_who_says_it_behind_a_colon_is_whom_the_sentence_is_about():
    assert last("Jan Kos refused. Her deputy was blunt: there would be no troops, he said.") == ["deputy"]
    assert last("Jan Kos met the mayor. The plan was clear: no troops would go, he said.") == ["Jan Kos"]


def _name(i: int) -> str:
    return "X" + "".join("abcdefghij"[int(digit)] for digit in str(i))


def _n_calls(text: str) -> int:
    """Return how many functions of the module are called while a text is read."""
    n = 0

    def count(frame, event, _):
        nonlocal n
        n += event == "call" and frame.f_code.co_filename.endswith("holders.py")

    sys.setprofile(count)
    try:
        find_statements(text)
    finally:
        sys.setprofile(None)
    return n


@pytest.mark.parametrize(
    "block",
    [
        "The minister of {}land said troops would go. He refused.",
        "{} Kos said troops would go. Kos refused.",
        "Defence Minister {} Kos said troops would go. The president refused. She left.",
        "A spokesman for {}land said troops would go. It refused. His spokesman said no.",
        "The {} Union said troops would go. The union refused. They left.",
        "The {}land government said troops would go. Both leaders left.",
        "{} Kos\n\nLatest News",
    ],
)
def test_the_work_grows_with_the_text_and_not_with_its_square(block):
    few, many = (_n_calls("\n\n".join(block.format(_name(i)) for i in range(n))) for n in (100, 400))
    assert many < 6 * few


def test_somebody_in_office_is_known_again_behind_a_crowd():
    crowd = " ".join(f"The {_name(i)} Union said no. Ada {_name(i)} said no." for i in range(120))
    assert last(f"Prime Minister Ann Orr spoke. {crowd} The prime minister said yes.") == ["Ann Orr"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The minority in parliament has accused Rome. The minority is angry.", "minority in parliament"),
        ("A group of villagers has accused Rome. The group is angry.", "group of villagers"),
        ("A group of villagers refused. A group of monks agreed. The group is angry.", "group"),
    ],
)
def test_a_group_without_what_belongs_to_it_is_the_one_that_had_it(text, name):
    assert last(text) == [name]


@pytest.mark.parametrize("line", ["Chairperson: Mr Jan Lund (ANC)", "Chairman: Jan Lund"])
@pytest.mark.parametrize("called", ["Chair", "Chairperson"])
def test_a_line_names_who_is_in_an_office(line, called):
    text = f"{line}\n\nMr Kos (DA) said it was late.\n\nThe {called} said that the troops would stay."
    assert last(text) == ["Jan Lund"]


@pytest.mark.parametrize("line", ["Chair: Good morning", "Reporter: Jan Lund", "Note: Jan Lund was there"])
def test_other_lines_with_a_colon_name_nobody_in_an_office(line):
    text = f"{line}\n\nMr Kos (DA) said it was late.\n\nThe Chair said that the troops would stay."
    assert last(text) != ["Jan Lund"]


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("The premier will decide after he has met the Chadian premier, Jan Kos.", "premier"),
        ("The premier, who met the Chadian premier, Jan Kos, said no troops would go.", "premier"),
        ("The premier will go, said the premier, Jan Kos.", "Jan Kos"),
        ("The premier has ruled it out. Jan Kos, the premier, left.", "Jan Kos"),
    ],
)
def test_whom_somebody_in_office_meets_is_another(sentence, name):
    assert [h.name for h in find_statements(sentence)[0].holders] == [name]


@pytest.mark.parametrize(
    ("before", "called", "name"),
    [
        ("Deputy Foreign Minister Jan Kos said no.", "the senior diplomat", "Jan Kos"),
        ("Deputy Foreign Minister Jan Kos said no.", "the diplomat", "Jan Kos"),
        ("Deputy Foreign Minister Jan Kos said no.", "the official", "Jan Kos"),
        ("Norwegian Deputy Foreign Minister Jan Kos said no.", "the Norwegian official", "Jan Kos"),
        ("Labour MP Jan Kos said no.", "the backbencher", "Jan Kos"),
        ("Archbishop Jan Kos said no.", "the cleric", "Jan Kos"),
        ("Deputy Foreign Minister Jan Kos said no.", "a senior diplomat", "senior diplomat"),
        ("Deputy Foreign Minister Jan Kos said no.", "an official", "official"),
        ("Deputy Foreign Minister Jan Kos said no.", "the aid official", "aid official"),
        ("Danish Deputy Foreign Minister Jan Kos said no.", "the Norwegian official", "Norway"),
        ("Deputy Prime Minister Jan Kos said no.", "the premier", "premier"),
        ("An official said so. Foreign Minister Jan Kos denied it.", "the official", "official"),
    ],
)
def test_who_has_spoken_is_called_by_the_trade_whatever_the_rank(before, called, name):
    assert last(f"{before}\n\n“We will not go,” {called} said.") == [name]


def test_a_54_year_old_of_whom_more_is_told_is_nobody_named():
    assert last("Jan Orr spoke first. The 54-year-old baker said no.") != ["Jan Orr"]
    assert last("Jan Orr, 19, spoke first. The 54-year-old said no.") != ["Jan Orr"]


@pytest.mark.parametrize(
    ("leader", "called", "name"),
    [
        (
            "Labour party leader Jan Kos",
            "the Christian Democratic party leader",
            "Christian Democratic party leader",
        ),
        ("Socialist leader Jan Kos", "the Liberal Democrat leader", "Liberal Democrat leader"),
        ("Labour party leader Jan Kos", "the party leader", "Jan Kos"),
        ("Labour party leader Jan Kos", "the Labour leader", "Jan Kos"),
    ],
)
def test_who_leads_one_party_leads_no_other(leader, called, name):
    assert last(f"{leader} said no. “We will not go,” {called} said.") == [name]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Honduras said yes. The Central American nation will send police.", ["Honduras"]),
        ("Norway said yes. The North Korean nation will not send police.", ["North Korean nation"]),
        ("Norway said yes. The small Danish nation will not send police.", ["Danish nation"]),
        ("UN envoy for Chad and Mali Jan Kos said no troops would go.", ["Jan Kos"]),
        ("The envoy for Chad and Mali said no troops would go.", ["envoy for Chad"]),
        ("She told Chad and Mali Jan Kos would send no troops.", []),
        ("Ministers from Nato countries gathered in Oslo for talks.", ["Ministers from Nato countries"]),
        ("Opposition to the mission focused on its cost.", ["Opposition to the mission"]),
        ("Of those polled in May, 54 percent oppose the mission.", ["54 percent of those polled in May"]),
        ("Major offers to send troops came from afar.", []),
        ("Major Kos refuses to send troops.", ["Kos"]),
        ("The major refuses to send troops.", ["major"]),
    ],
)
def test_what_a_name_takes_in(text, names):
    assert last(text) == names
