import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.lexicon.table import compile_table
from stance.masks import Masker
from stance.target import Target, troop_deployment
from stance.text.tokens import tokenize
from tests.strategies import statement

VOCABULARY = [
    "minister",
    "said",
    "government",
    "has",
    "been",
    "will",
    "war",
    "go",
    "on",
    "fair",
    "turkey",
    "roast",
    "us",
    "help",
    "them",
]


@pytest.fixture(scope="module")
def read():
    target = troop_deployment()
    table = compile_table(VOCABULARY, target, target)
    masker = Masker(table)
    return lambda text: " ".join(table.name_of(s) for s in masker(tokenize([text])).symbol)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Germany will not send troops to the United States.", "NAME will not SEND TARGET to NAME ."),
        ("Germany will NOT go.", "NAME will not go ."),
        ("There will be NO HELP, Not on WAR.", "there will be no help , not on war ."),
        ("They fight IS on TV.", "they fight NAME on NAME ."),
        ("The MOD and SANDF will go.", "NAME and NAME will go ."),
        ("• Help them", "RARE help them"),
        ("🇺🇦 12:30 – Help them", "RARE RARE NUMBER : NUMBER — help them"),
        ("Chad will not send troops to the U.S.", "NAME will not SEND TARGET to NAME"),
        ("The US won't deploy.", "NAME will not SEND ."),
        ("They help us.", "they help us ."),
        ("We had roast turkey, said Turkey.", "we had roast turkey , said NAME ."),
        ("Prime Minister Kaja Kallas said", "prime minister NAME said"),
        ("Bosnia and Herzegovina has been", "NAME has been"),
        ("He can't go.", "he can not go ."),
        ("They've been to war", "they have been to war"),
        ("They’ll help us and we're fair, I'm", "they will help us and we are fair , i am"),
        ("She said her spokeswoman", "he said his spokesman"),
        ("boots on the ground", "TARGET"),
        ("US ground combat troops", "NAME TARGET"),
        ("British soldiers' war", "NAME TARGET ' war"),
        ("the National Guard said", "TARGET said"),
        ("5,000 troops", "NUMBER TARGET"),
        ("defense", "defence"),
        ("Minister Opposes Troop Deployment", "minister opposes TARGET"),
        ("Minister Opposes Troop Deployment.", "minister NAME TARGET ."),
        ("It will help on Turkey and Roast", "it will help on NAME and NAME"),
        ("We will go, said Mr Roast", "we will go , said mr NAME"),
        ("MINISTER SAID WE WILL SEND TROOPS", "minister said we will SEND TARGET"),
        (
            "Minister Says Government Will Send Troops To War",
            "minister says government will SEND TARGET to war",
        ),
    ],
)
def test_masking(read, text, masked):
    assert read(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "The minister said the government will send troops to Chad.",
        "There will be no war.",
        "We will help them.",
        "“We will go,” said the minister.",
    ],
)
def test_a_text_in_capitals_reads_as_the_same_text_without(read, text):
    assert read(text.upper()) == read(text)


def test_a_name_in_capitals_is_masked_where_the_text_is_not(read):
    assert read("We will help WARGO.") == "we will help NAME ."


def test_another_target_is_masked_and_the_trained_one_is_not():
    missiles = Target.from_terms("cruise missiles", nouns=["cruise missile", "Taurus"], verbs=["supply"])
    table = compile_table(VOCABULARY, missiles, troop_deployment())
    masker = Masker(table)
    names = [
        table.name_of(s) for s in masker(tokenize(["We supplied cruise missiles, Taurus, no troops"])).symbol
    ]
    assert names == ["we", "SENT", "TARGET", ",", "TARGET", ",", "no", "troops"]


@pytest.mark.parametrize(
    ("noun", "text", "expected"),
    [
        ("F-16", "They have 16 pilots for the F-16s.", "they have NUMBER pilots for TARGET ."),
        ("retirement at 64", "no retirement at 64, at 64", "no TARGET , at NUMBER"),
        ("5G", "No 5G here, and no 6G.", "no TARGET here , and no NUMBER ."),
        ("Nato", "As for Nato, France is not in NATO.", "as for TARGET , NAME is not in TARGET ."),
    ],
)
def test_terms_of_a_target_may_hold_numbers_and_names(noun, text, expected):
    words = ["they", "have", "pilots", "for", "at", "no", "here", "and", "as", "is", "not", "in"]
    table = compile_table(words, Target.from_terms("x", nouns=[noun]), troop_deployment())
    assert " ".join(table.name_of(s) for s in Masker(table)(tokenize([text])).symbol) == expected


def test_numbers_count_in_the_terms_of_a_target_alone():
    target = troop_deployment()
    table = compile_table(["no", "f"], target, target)
    assert "16s" in table.words  # of a cue of the lexicon
    stream = Masker(table)(tokenize(["no f-16s", "no f-15s"]))
    assert stream.symbol[:3].tolist() == stream.symbol[3:].tolist()
    assert stream.cls[:3].tolist() == stream.cls[3:].tolist()


def test_rows_point_at_the_tokens_they_cover():
    target = troop_deployment()
    masker = Masker(compile_table(VOCABULARY, target, target))
    text = "The United States government"
    tokens = tokenize([text])
    stream = masker(tokens)
    assert text[tokens.starts[stream.first[0]] : tokens.ends[stream.last[0]]] == "United States"


def test_no_texts_and_blank_texts_give_empty_streams():
    target = troop_deployment()
    masker = Masker(compile_table(VOCABULARY, target, target))
    assert len(masker(tokenize([]))) == 0
    stream = masker(tokenize(["", " ", "the"]))
    assert len(stream) == 0
    assert stream.firsts.tolist() == [0, 0, 0, 0]


def test_what_ends_one_text_of_a_batch_is_not_read_with_the_next():
    target = troop_deployment()
    masker = Masker(compile_table(VOCABULARY, target, target))
    ends = [
        "into the bin",
        "la",
        "van der",
        "on the ground",
        "combat",
        "peacekeeping",
        "the",
        "Mr",
        "not",
        "US",
    ]
    begins = ["Germany will go", "Troops go", "'Brien said", "boots on the ground", "the US", "", "Der Leyen"]
    for end in ends:
        for begin in begins:
            pair = [end, begin]
            together = masker(tokenize(pair))
            alone = [masker(tokenize([text])) for text in pair]
            assert together.symbol.tolist() == [s for one in alone for s in one.symbol.tolist()], pair


@given(st.lists(statement, min_size=2, max_size=4))
def test_a_batch_reads_as_its_texts_alone(texts):
    target = troop_deployment()
    masker = Masker(compile_table(VOCABULARY, target, target))
    together = masker(tokenize(texts))
    assert together.symbol.tolist() == [s for text in texts for s in masker(tokenize([text])).symbol.tolist()]
