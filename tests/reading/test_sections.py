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
