import pytest

from stance.checks.templates import Filler, sides
from stance.errors import DataError

LISTS = {"country": ["Chad", "Mali", "Peru"], "verb": ["send {thing}", "deploy {thing}"], "thing": ["troops"]}


def test_a_slot_has_one_filler_wherever_it_stands_and_a_number_another():
    for _ in range(20):
        text = Filler(LISTS, "seed").fill("{country} {country} {country2}", {})
        first, again, second = text.split()
        assert first == again != second


def test_a_filler_may_hold_slots():
    assert Filler(LISTS, "seed").fill("We {verb}.", {}) in {"We send troops.", "We deploy troops."}


def test_every_filler_comes_once_before_one_comes_again():
    filler = Filler(LISTS, "seed")
    dealt = [filler.fill("{country}", {}) for _ in range(9)]
    assert all(sorted(dealt[i : i + 3]) == ["Chad", "Mali", "Peru"] for i in (0, 3, 6))


def test_the_same_seed_gives_the_same_texts_on_every_machine():
    assert [Filler({"n": list("abcdefgh")}, "seed").fill("{n}{n2}{n3}", {}) for _ in range(2)] == ["fcg"] * 2


def test_another_filler_is_never_the_same():
    filler = Filler(LISTS, "seed")
    assert all(filler.another("country", {"country": "Chad"}) != "Chad" for _ in range(10))


@pytest.mark.parametrize(
    ("template", "complaint"),
    [
        ("{planet}", "no list for the slot {planet}"),
        ("{thing} {thing2}", "“thing” has too few fillers"),
        ("{country", "neither a slot nor a choice"),
        ("{a|b|c}", "neither a slot nor a choice"),
        ("{Country}", "neither a slot nor a choice"),
        ("{loop}", "neither a slot nor a choice"),
    ],
)
def test_what_is_no_slot_is_named(template, complaint):
    with pytest.raises(DataError, match=complaint.replace("{", r"\{").replace("}", r"\}")):
        Filler({**LISTS, "loop": ["{loop}"]}, "seed").fill(template, {})


def test_sides_of_choices():
    assert sides("{|perhaps }we {will not|won't} go") == ("We will not go", "Perhaps we won't go")
    assert sides("no choice") == ("No choice", "No choice")
    assert sides("") == ("", "")
