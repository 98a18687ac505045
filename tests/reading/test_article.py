import json
import pickle

import hypothesis.strategies as st
import jsonschema
import pytest
from hypothesis import given, settings

import stance
from stance.reading.article import read
from stance.reading.passages import Voice
from stance.reading.positions import Statement, position_of
from stance.values import Judgement

ARTICLE = """Germany rules out troops

Germany's foreign minister, Jan Kos, said on Monday that his country would not send troops to Mali.

“We will not send a single soldier,” Kos said. “That is our last word.”

Anna Lee, the French president, disagreed. “I do not rule out sending soldiers,” she told reporters.

The talks go on in Geneva.
"""


PARTS = "“|”|\"|'|Jan Kos|said|, |. |he|The minister|Germany|we|not|send troops|Q:|JAN KOS:|while|🙂"


@pytest.fixture(scope="module")
def reading(labeler):
    return read(ARTICLE, labeler)


def test_positions(reading):
    rows = {row.holder: row for row in reading.positions}
    assert rows["Jan Kos"].position == "ruled_out"
    assert rows["Anna Lee"].position == "open"
    assert rows["Anna Lee"].confidence > 0.5
    assert rows["Jan Kos"].aliases == ("Kos",)
    assert [s.text for s in rows["Anna Lee"].statements if s.quoted] == [
        "“I do not rule out sending soldiers,”"
    ]


def test_those_with_a_position_come_first(reading):
    taken = [row.position != "neutral" for row in reading.positions]
    assert taken == sorted(taken, reverse=True)


def test_statements_are_parts_of_the_text_with_a_judgement(reading, labeler):
    for s in reading.statements:
        assert ARTICLE[s.start : s.end] == s.text
        assert sum(s.judgement.probabilities.values()) == pytest.approx(1)
    quoted = next(s for s in reading.statements if s.text.startswith("“We will not"))
    assert quoted.judgement.probabilities == labeler(quoted.text).probabilities
    assert quoted.position == "ruled_out"
    assert quoted.holder == "Jan Kos"


def test_the_writer_holds_nothing(reading):
    assert next(s for s in reading.statements if "Geneva" in s.text).holder == ""


def test_dict_is_json_by_the_documented_schema(reading, root):
    schema = json.loads((root / "docs" / "reading.schema.json").read_text(encoding="utf-8"))
    given = json.loads(json.dumps(reading.to_dict()))
    jsonschema.validate(given, schema)
    start, end = given["positions"][0]["statements"][0]
    assert ARTICLE[start:end] in {s["text"] for s in given["statements"]}


@pytest.mark.parametrize("text", ["", " \n\n ", "...", "“", "“”", "\u200b"])
def test_what_says_nothing_has_no_positions(labeler, text):
    assert read(text, labeler).positions == ()


def test_no_text_is_refused(labeler):
    with pytest.raises(TypeError, match="decode"):
        read(b"bytes", labeler)
    with pytest.raises(stance.DataError, match="binary"):
        read("PK\x03\x04\x00\x00", labeler)


def test_a_name_is_no_labeler():
    with pytest.raises(TypeError, match="the labeler is str, not Labeler"):
        stance.read("We stay.", "fast")


@pytest.mark.parametrize("unit", ["a", "“", '"', "“a", "a. ", "Mr. ", "A", "(", "Q: a\n", "By A\n", "A, "])
def test_long_texts_of_no_sense_are_read_in_time(labeler, unit):
    text = unit * (60_000 // len(unit))
    assert read(text, labeler).text == text


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from([*PARTS.split("|"), "\n\n", " ", "\u2029", "By Jan Kos\n", "12.30\n"]), max_size=40
    ),
)
def test_any_article_keeps_its_promises(labeler, parts):
    text = "".join(parts)
    found = read(text, labeler)
    assert [text[s.start : s.end] for s in found.statements] == [s.text for s in found.statements]
    named = [row.holder for row in found.positions]
    assert {h for s in found.statements for h in s.holders} == set(named)
    assert all(row.statements for row in found.positions)


def test_a_live_blog_is_read_from_its_end(labeler):
    def blog(times):
        said = ["We will not send troops.", "We have decided to send troops."]
        entries = [f"{t}\nJan Kos spoke.\n“{words}” Kos said." for t, words in zip(times, said, strict=False)]
        return "\n\n".join([*entries, f"{times[2]}\nGood morning."])

    def position(times):
        rows = read(blog(times), labeler).positions
        return next(row.position for row in rows if row.holder == "Jan Kos")

    assert position(["09.00", "10.00", "11.00"]) == "open"
    assert position(["11.00", "10.00", "09.00"]) == "ruled_out"


def _statement(labeler, text, *, heading=False):
    return Statement(text, 0, len(text), ("X",), Voice.QUOTED, labeler(text), heading)


def test_the_last_word_weighs_most_and_a_headline_least(labeler):
    no = _statement(labeler, "We will not send troops.")
    yes = _statement(labeler, "We are ready to send troops.")
    nothing = _statement(labeler, "The weather was fine.")
    assert position_of([no, yes, nothing])[0] == "open"
    assert position_of([yes, nothing, no])[0] == "ruled_out"
    assert position_of([nothing])[0] == "neutral"
    headline = _statement(labeler, "We are ready to send troops.", heading=True)
    assert position_of([no, headline])[0] == "ruled_out"


def _doubtful(neutral, open_, ruled_out):
    probabilities = {"neutral": neutral, "open": open_, "ruled_out": ruled_out}
    judgement = Judgement("A hard time.", "neutral", probabilities, None, {}, {}, lambda *_: None)
    return Statement("A hard time.", 0, 12, ("X",), Voice.QUOTED, judgement)


def test_statements_that_each_seem_neutral_are_not_all_so_where_that_is_unlikely():
    once = _doubtful(0.6, 0.3, 0.1)
    assert position_of([once]) == ("neutral", pytest.approx(0.6))
    assert position_of([once, once]) == ("open", pytest.approx(0.64 * 0.75))
    sure = _doubtful(0.98, 0.01, 0.01)
    assert position_of([sure] * 5) == ("neutral", pytest.approx(0.98**5))
    assert position_of([sure, once, _doubtful(0.7, 0.0, 0.3)])[0] == "ruled_out"


def test_readings_can_be_pickled(reading):
    again = pickle.loads(pickle.dumps(reading))
    assert again.to_dict() == reading.to_dict()


def test_the_one_line_way_in(labeler):
    assert stance.read("Nobody spoke.", labeler).text == "Nobody spoke."
    assert stance.read.__module__ == "stance.api"
