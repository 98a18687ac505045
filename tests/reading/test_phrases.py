import pytest

from stance.reading.mentions import Kind
from stance.reading.phrases import mentions_of
from stance.reading.tokens import tokens_of


def found(text):
    return [(m.kind.value, m.name, m.role, m.owner) for m in mentions_of(tokens_of(text, 0, len(text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("German Chancellor Anna Brandt spoke.", [("person", "Anna Brandt", "chancellor", "Germany")]),
        ("Illinois Gov. Paul Castell spoke.", [("person", "Paul Castell", "governor", "Illinois")]),
        ("Latvia's Ilze Kalva spoke.", [("person", "Ilze Kalva", "", "Latvia")]),
        (
            "White House press secretary Kendra Boyle spoke.",
            [("person", "Kendra Boyle", "press secretary", "United States of America")],
        ),
        (
            "Minister for Foreign Affairs Aoife Byrne spoke.",
            [("person", "Aoife Byrne", "minister", "")],
        ),
        ("Sir Rupert Hall spoke.", [("person", "Rupert Hall", "", "")]),
        ("Ursula van der Berg spoke.", [("person", "Ursula van der Berg", "", "")]),
        (
            "Its foreign minister, Clarisse Agossou, spoke.",
            [("person", "Clarisse Agossou", "foreign minister", "it")],
        ),
        ("Jan Kos, a former minister, spoke.", [("person", "Jan Kos", "former minister", "")]),
        (
            "The bloc's commissioner for peace and security, Kofi Darko, spoke.",
            [("person", "Kofi Darko", "commissioner", "bloc")],
        ),
        ("The UN envoy for Chad Adoum Kell spoke.", [("person", "Adoum Kell", "envoy", "UN")]),
        ("The president of France Jan Kos spoke.", [("person", "Jan Kos", "president", "France")]),
        (
            "Special Envoy of the Union Chairperson for Chad Adoum Kell spoke.",
            [("person", "Adoum Kell", "special envoy", "Chad")],
        ),
        (
            "Commander-in-Chief of the Land Forces General Petr Havel spoke.",
            [("person", "Petr Havel", "commander-in-chief", "Land")],
        ),
        (
            "The envoy to the German Chancellor Jan Kos spoke.",
            [
                ("role", "envoy to the German Chancellor Jan Kos", "envoy", ""),
                ("person", "Jan Kos", "chancellor", "Germany"),
            ],
        ),
        (
            "Ministers Anna Lee and Jan Kos spoke.",
            [("person", "Anna Lee", "minister", ""), ("person", "Jan Kos", "", "")],
        ),
        ("A member of parliament spoke.", [("role", "member of parliament", "member", "")]),
        ("All but two Democrats spoke.", [("group", "All but two Democrats", "", "")]),
        ("Just two of the ministers spoke.", [("group", "Just two of the ministers", "", "")]),
        ("Up to 30 MPs spoke.", [("group", "Up to 30 MPs", "", "")]),
        ("Just Ann Orr spoke.", [("person", "Ann Orr", "", "")]),
        ("Up to 800 soldiers left.", []),
        ("The armed forces ministry spoke.", [("group", "armed forces ministry", "", "")]),
        ("A member state spoke.", [("group", "member state", "", "")]),
        ("The Forum for Change spoke.", [("body", "Forum for Change", "", "")]),
        ("The Rally for the Republic spoke.", [("body", "Rally for the Republic", "", "")]),
        ("The Kremlin spoke.", [("state", "Kremlin", "", "Russia")]),
        ("German soldiers left.", []),
        ("Many EU countries spoke.", [("group", "Many EU countries", "", "EU")]),
        ("Several of its own members spoke.", [("group", "Several of its own members", "", "")]),
        ("Mali's ousted President Amadou Ba spoke.", [("person", "Amadou Ba", "president", "Mali")]),
        (
            "Kenya's wet, tired leader spoke.",
            [("state", "Kenya", "", "Kenya"), ("role", "leader", "leader", "")],
        ),
        ("Mali's ruling party spoke.", [("group", "Mali's ruling party", "", "Mali")]),
        (
            "Mali's new state secretary spoke.",
            [("role", "Mali's new state secretary", "new state secretary", "Mali")],
        ),
        ("Nato's new chief spoke.", [("role", "Nato's new chief", "new chief", "Nato")]),
        ("Nato's chief spoke.", [("role", "Nato's chief", "chief", "Nato")]),
        ("The Greens' leader spoke.", [("role", "Greens' leader", "leader", "Greens")]),
        ("The Peace and Security Council spoke.", [("body", "Peace and Security Council", "", "")]),
        ("The Bank and the Council spoke.", [("body", "Bank", "", ""), ("group", "Council", "", "")]),
        (
            "The Bank and Mali Council spoke.",
            [("body", "Bank", "", ""), ("state", "Mali", "", "Mali"), ("group", "Council", "", "")],
        ),
        ("Foreign Minister Chad Orr spoke.", [("person", "Chad Orr", "foreign minister", "")]),
        ("Prime Minister Jordan Lee spoke.", [("person", "Jordan Lee", "prime minister", "")]),
        (
            "Envoy South Sudan Orr spoke.",
            [("state", "South Sudan", "", "South Sudan"), ("person", "Orr", "", "")],
        ),
        ("1,000 Kenyan officers left.", [("group", "1,000 Kenyan officers", "", "Kenya")]),
        ("The exiled government spoke.", [("group", "exiled government", "", "")]),
        ("They've said he's wrong.", [("pronoun", "they", "", ""), ("pronoun", "he", "", "")]),
        ("52% of French people agreed.", [("group", "52% of French people", "", "France")]),
        ("Six in ten Britons agreed.", [("group", "Six in ten Britons", "", "United Kingdom")]),
        ("Two Nato officials agreed.", [("group", "Two Nato officials", "", "Nato")]),
        (
            "Two people briefed on the plan agreed.",
            [("group", "Two people briefed on the plan", "", "")],
        ),
        (
            "A person familiar with the matter said so.",
            [("role", "person familiar with the matter", "person", "")],
        ),
        ("One senior Likud aide spoke.", [("role", "senior Likud aide", "aide", "Likud")]),
        ("A Fidesz MP, Jan Kos, spoke.", [("person", "Jan Kos", "mp", "Fidesz")]),
        ("The Leader of the Opposition spoke.", [("role", "Leader of the Opposition", "leader", "")]),
        (
            "A spokesman for the Kremlin spoke.",
            [
                ("role", "spokesman", "spokesman", "Russia"),
                ("state", "Kremlin", "", "Russia"),
            ],
        ),
        (
            "A spokeswoman in Berlin spoke.",
            [
                ("role", "spokeswoman", "spokeswoman", "Germany"),
                ("state", "Berlin", "", "Germany"),
            ],
        ),
        ("One of them spoke.", [("pronoun", "they", "", "")]),
        ("European soldiers left.", []),
        ("Nobody is keener than Anna Lee.", [("person", "Anna Lee", "", "")]),
        (
            "Elected in May, the Czech president spoke.",
            [("role", "Czech president", "president", "Czech Republic")],
        ),
        ("Senator Anna Lee (D-Maine) spoke.", [("person", "Anna Lee", "senator", "")]),
        ("Ask Vanuatu.", [("state", "Vanuatu", "", "Vanuatu")]),
    ],
)
def test_mentions(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "name", "short", "owner"),
    [
        ("The ambassador of Oman wrote.", "ambassador of Oman", "ambassador", "Oman"),
        ("The ambassador in Berlin wrote.", "ambassador in Berlin", "ambassador", ""),
        ("The ambassador to the UN wrote.", "ambassador to the UN", "ambassador", ""),
        ("The minister in Rome wrote.", "minister in Rome", "minister", "Italy"),
        ("The government in Juba wrote.", "government in Juba", "government", "South Sudan"),
        ("A captain of the engineers, asked, wrote.", "captain of the engineers", "captain", ""),
        ("A diplomat from a small country wrote.", "diplomat from a small country", "diplomat", ""),
        ("54 per cent of those questioned would go.", "54 per cent of those questioned", "54 per cent", ""),
        ("A poll had 54 percent of Danes wanting it.", "54 percent of Danes", "54 percent", ""),
        ("Ministers to meet in Rome", "Ministers", "", ""),
        ("58 percent of those who wrote", "58 percent", "", ""),
        ("Our own chief wrote.", "chief", "", "we"),
    ],
)
def test_somebody_nameless_is_called_by_what_belongs_to_them(text, name, short, owner):
    mention = mentions_of(tokens_of(text, 0, len(text)))[0]
    assert (mention.name, mention.short, mention.owner) == (name, short, owner)
    assert text[mention.start : mention.end].endswith(mention.bare)


def test_what_a_preposition_governs():
    mentions = mentions_of(tokens_of("After talks with several allies in Paris, Rome spoke.", 0, 60))
    assert [(m.name, m.governed) for m in mentions] == [
        ("several allies in Paris", True),
        ("Paris", True),
        ("Rome", False),
    ]


def test_one_capital_at_a_sentence_s_beginning_is_doubtful():
    mentions = mentions_of(tokens_of("Plenty was said by Plenty.", 0, 30))
    assert [(m.kind, m.doubtful) for m in mentions] == [(Kind.PERSON, True), (Kind.PERSON, False)]


def test_spans_are_those_of_the_text():
    text = "On Monday Prime Minister Wojciech Zarzycki replied."
    (mention,) = mentions_of(tokens_of(text, 0, len(text)))
    assert text[mention.start : mention.end] == "Prime Minister Wojciech Zarzycki"


def test_an_endless_chain_of_parts_is_read():
    text = "a third of " * 2000 + "voters said no"
    assert mentions_of(tokens_of(text, 0, len(text)))[-1].name == "a third of voters"


def test_an_endless_chain_of_owners_is_read():
    chain = found("Kos's " * 5_000 + "party voted.")
    assert len(chain) == 1_001
    assert {name for _, name, _, _ in chain} == {"Kos", "party"}
    assert [m[1] for m in found("Kos's Lee's party's leader, Jan Bok, left.")] == ["Jan Bok"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Voters over 70 oppose it.", ["Voters over 70"]),
        ("Voters aged 65 and over like it.", ["Voters aged 65 and over"]),
        ("People between 18 and 29 are against it.", ["People between 18 and 29"]),
        ("Women under 30 oppose it, men over 60 do not.", ["Women under 30", "men over 60"]),
        ("Republicans without a college degree agreed.", ["Republicans without a college degree"]),
        ("Some 40 percent of voters under 30 agreed.", ["Some 40 percent of voters under 30"]),
        ("Among Union Party supporters, 79 percent agreed.", ["Union Party supporters"] * 2),
        ("Among Union Party supporters, 29 percent agreed.", ["29 percent of Union Party supporters"]),
        ("Among Danes, 60% agreed and 30% did not.", ["60% of Danes", "30% of Danes"]),
        ("Of those asked, 61 percent were against.", ["61 percent of those asked"]),
        # no ages, no shares
        ("The ministers quarrelled over 60 troops.", ["ministers"]),
        ("The row between ministers over 60 soldiers went on.", ["ministers"]),
        ("Women over the border left.", []),
        ("Members with one voice agreed.", ["Members"]),
        ("Among allies, talk of 60 percent was rife.", ["allies", "60 percent"]),
    ],
)
def test_groups_are_told_by_ages_and_schooling_and_shares_by_their_group(text, expected):
    names = [m.name for m in mentions_of(tokens_of(text, 0, len(text)))]
    assert [name for name in names if name in expected or "percent" in name or "%" in name] == expected
