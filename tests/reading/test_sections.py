"""Whose the offices are in parts of a page that are each about a state."""

from __future__ import annotations

from stance.reading.statements import find_statements


def whose(text: str) -> list[list[str]]:
    return [[h.name for h in p.holders] for p in find_statements(text)]


def test_offices_below_the_name_of_a_state_are_its_own():
    text = (
        "Where they stand\n\nPeru\n\nThe government has ruled out troops. The premier said none would go.\n\n"
        "Chile\n\nThe premier wants to send them.\n\nThe foreign minister, Ann Orr, agreed.\n\nBackground\n\n"
        "The government refused."
    )
    assert whose(text) == [
        [], [], ["Peru"], ["Peru's premier"], [], ["Chile's premier"], ["Ann Orr"], ["government"],
    ]  # fmt: skip


def test_offices_of_items_about_states_are_their_own():
    text = (
        "Peru (against): The premier said no.\nChile (for it): The premier said yes.\nChad: It has no troops."
    )
    assert whose(text) == [["Peru's premier"], ["Chile's premier"], ["Chad"]]


def test_an_office_of_one_state_keeps_its_name():
    text = "Peru\n\nThe chancellor refused to send troops.\n\nChile\n\nThe premier refused to send troops."
    assert whose(text)[1::2] == [["chancellor"], ["premier"]]


def test_one_state_alone_has_no_section():
    assert whose("Peru\n\nIt rained in Rome. The government said no troops would go.")[-1] == ["government"]


def test_what_leads_to_a_list_of_states_is_told_of_each():
    text = (
        "It rained.\n\nCountries that would send troops:\n\nPeru\nChile\n\n"
        "Countries against:\n- Chad\n- Mali\n\nThe government refused."
    )
    passages = find_statements(text)
    assert whose(text)[1:] == [[], ["Peru"], ["Chile"], [], ["Chad"], ["Mali"], ["government"]]
    assert [text[slice(*p.judged)] for p in passages][2:4] == ["Countries that would send troops:"] * 2


def test_names_of_states_that_are_no_such_list():
    assert whose("Our offices:\n\nPeru\nChile") == [[], [], []]
    assert whose("Against:\n\nPeru\n\nIt rained.") == [[], [], []]
