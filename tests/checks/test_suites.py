import re

import pytest

from stance.checks.expectations import Direction, Invariance, Minimum
from stance.checks.suites import Case, read_suites
from stance.errors import DataError

LISTS = 'place = ["Chad", "Mali", "Peru"]\n'
GOOD = """
[refusal]
kind = "minimum"
about = "A refusal."
label = "ruled_out"
goal = 0.1
templates = ["No troops for {place}.", "{place} sends none."]
"""


def suites(tmp_path, content, lists=LISTS):
    (tmp_path / "lists.toml").write_text(lists, encoding="utf-8")
    (tmp_path / "mine.toml").write_text(content, encoding="utf-8")
    return read_suites(tmp_path)


def capability(kind, *lines, templates='["We send {place} troops."]'):
    given = [f'kind = "{kind}"', 'about = "x"', "goal = 0", f"templates = {templates}", *lines]
    return "[it]\n" + "\n".join(given)


def test_all_fillings_once_and_no_more_than_there_are(tmp_path):
    (found,) = suites(tmp_path, GOOD)
    assert (found.name, found.source, found.about, found.goal) == ("refusal", "mine.toml", "A refusal.", 0.1)
    assert found.expectation == Minimum("ruled_out")
    assert sorted(case.text for case in found.cases) == [
        "Chad sends none.", "Mali sends none.", "No troops for Chad.", "No troops for Mali.",
        "No troops for Peru.", "Peru sends none.",
    ]  # fmt: skip
    assert all(case.text == case.other for case in found.cases)


def test_cases_are_counted_and_always_the_same(tmp_path):
    assert len(suites(tmp_path, GOOD + "cases = 4\n")[0].cases) == 4
    assert suites(tmp_path, GOOD) == suites(tmp_path, GOOD)


def test_a_folder_has_the_packaged_lists_and_may_replace_one(tmp_path):
    text = capability("minimum", 'label = "open"', templates='["{country}"]')
    assert len(suites(tmp_path, text)[0].cases) == 30
    assert [c.text for c in suites(tmp_path, text, 'country = ["Nowhere"]')[0].cases] == ["Nowhere"]


def test_exchange(tmp_path):
    (found,) = suites(
        tmp_path, capability("invariance", 'exchange = "place"', templates='["{place2} and {place}"]')
    )
    assert found.expectation == Invariance(None)
    for case in found.cases:
        (kept, before), (same, after) = (text.split(" and ") for text in (case.text, case.other))
        assert kept == same
        assert before != after


def test_a_change_is_applied(tmp_path):
    (found,) = suites(tmp_path, capability("invariance", 'change = "upper case"', templates='["go on"]'))
    assert found.cases == (Case("Go on", "GO ON"),)


def test_words_are_replaced(tmp_path):
    (found,) = suites(
        tmp_path,
        capability("invariance", "bound = 0.2", 'replace = { he = "she" }', templates='["he went"]'),
    )
    assert found.cases == (Case("He went", "She went"),)
    assert found.expectation == Invariance(0.2)


def test_a_direction_by_a_choice(tmp_path):
    (found,) = suites(
        tmp_path, capability("direction", 'less = "open"', "tolerance = 0.1", templates='["we {|never }go"]')
    )
    assert found.cases == (Case("We go", "We never go"),)
    assert found.expectation == Direction("open", more=False, tolerance=0.1)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (
            GOOD.replace("minimum", "maximum"),
            "“kind” is one of minimum, invariance, direction, not",
        ),
        (GOOD.replace("goal = 0.1", ""), "the key “goal” is missing"),
        (GOOD.replace("goal = 0.1", "goal = 2"), "“goal” is a number from 0 to 1, not 2"),
        (GOOD.replace("goal = 0.1", "goal = true"), "“goal” is a number from 0 to 1, not True"),
        (GOOD.replace('label = "ruled_out"', "label = 3"), "“label” is a text, not 3"),
        (GOOD.replace('about = "A refusal."', 'about = " "'), "“about” is a text"),
        (GOOD.replace("{place} sends", "{planet} sends"), "there is no list for the slot {planet}"),
        (
            GOOD.replace("{place} sends none.", "No troops for {place}."),
            "“No troops for {place}.” twice",
        ),
        (GOOD.replace("none.", "{none|no one}."), "makes two texts where one is wanted"),
        (GOOD + "cases = 0", "“cases” is a whole number from 1 on, not 0"),
        (GOOD + "bound = 0", "the kind “minimum” has no key “bound”"),
        (capability("minimum", 'label = "open"', templates="[]"), "“templates” is a list of texts"),
        (capability("invariance"), "none of its templates gives two texts that differ"),
        (capability("invariance", 'change = "mumble"'), "there is no change “mumble”; there are upper case,"),
        (capability("invariance", 'exchange = "troops"'), "has no slot {troops} to exchange"),
        (capability("invariance", "replace = {}"), "“replace” is a table of texts"),
        (
            capability("invariance", 'exchange = "place"', 'change = "upper case"'),
            "there are both “exchange” and “change”",
        ),
        (capability("direction"), "a direction has one of “more” and “less”"),
        (
            capability("direction", 'more = "open"', 'less = "open"'),
            "a direction has one of “more” and “less”",
        ),
        (capability("direction", 'more = "open"', "tolerance = -1"), "“tolerance” is a number from 0 to 1"),
    ],
)
def test_a_bad_entry_is_named_with_its_file(tmp_path, content, complaint):
    with pytest.raises(DataError, match=rf"mine\.toml, \[(refusal|it)\]: .*{re.escape(complaint)}") as raised:
        suites(tmp_path, content)
    assert str(raised.value).count("mine.toml") == 1


@pytest.mark.parametrize(
    ("lists", "complaint"),
    [
        ('place = "Chad"', r"lists\.toml, place: “place” is a list of texts"),
        ('place = ["Chad", "Mali", "Chad"]', r"lists\.toml, place: “place” holds “Chad” twice"),
        ("place = [", r"lists\.toml: cannot be read as a suite"),
    ],
)
def test_a_bad_list_is_named(tmp_path, lists, complaint):
    with pytest.raises(DataError, match=complaint):
        suites(tmp_path, GOOD, lists)


def test_a_file_that_is_no_toml_or_no_table(tmp_path):
    with pytest.raises(DataError, match=r"mine\.toml: cannot be read as a suite: .*line 2"):
        suites(tmp_path, "[refusal]\ngoal = \nx = 1")
    with pytest.raises(DataError, match=r"mine\.toml, \[kind\]: a capability is a table of keys"):
        suites(tmp_path, 'kind = "minimum"')


def test_one_name_in_two_files(tmp_path):
    (tmp_path / "again.toml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(DataError, match=r"mine\.toml, \[refusal\]: again\.toml has a capability of that"):
        suites(tmp_path, GOOD)


def test_no_folder_and_no_suite(tmp_path):
    with pytest.raises(DataError, match="it holds no suite"):
        read_suites(tmp_path)
    with pytest.raises(DataError, match="there is no such folder"):
        read_suites(tmp_path / "none")
