import pytest

from stance.checks.changes import CHANGES, replacing

TEXT = "We will not send soldiers to Ukraine."


@pytest.mark.parametrize("name", ["swapped letters", "dropped letter", "doubled letter"])
def test_a_slip_hits_one_long_word_and_keeps_its_ends(name):
    changed = CHANGES[name](TEXT)
    assert changed == CHANGES[name](TEXT)
    pairs = [(a, b) for a, b in zip(TEXT.split(), changed.split(), strict=True) if a != b]
    assert [a for a, _ in pairs] in (["soldiers"], ["Ukraine."])
    assert all((a[0], a[-1]) == (b[0], b[-1]) for a, b in pairs)
    lengths = {"swapped letters": 0, "dropped letter": -1, "doubled letter": 1}
    assert len(changed) - len(TEXT) == lengths[name]


@pytest.mark.parametrize("name", sorted(CHANGES))
def test_texts_without_a_word_pass(name):
    assert CHANGES[name]("") == ""
    assert CHANGES[name]("12 – 3") == "12 – 3"


def test_short_words_stay_whole():
    assert CHANGES["dropped letter"]("We will not go.") == "We will not go."


def test_soft_hyphens_stand_inside_long_words():
    assert CHANGES["soft hyphens"]("No troops") == "No tro\u00adops"


def test_replacing_finds_whole_words_and_keeps_capitals():
    change = replacing({"he": "she", "his": "her", "her": "his"})
    assert change("He told the others of his and her plan.") == "She told the others of her and his plan."


def test_replacing_marks_and_the_longest_first():
    assert replacing({"“": "«", "”": "»"})("“no”") == "«no»"
    assert replacing({" not": " never", " not ever": " ever"})("not, not ever") == "not, ever"
