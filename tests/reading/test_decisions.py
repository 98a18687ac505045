"""Whose the clauses of a resolution or a communiqué are."""

from __future__ import annotations

import pytest

from stance.reading.statements import find_statements


def whose(text: str) -> list[list[str]]:
    return [[h.name for h in p.holders] for p in find_statements(text)]


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("The Security Council,", "Security Council"),
        ("The Peace Council, at its 7th meeting, adopted the following decision:", "Peace Council"),
    ],
)  # fmt: skip
def test_clauses_without_a_subject_are_the_body_s_that_decides(head, name):
    text = (
        f"{head}\n\n1. Takes note of the briefing by the Director for Peace;\n\n"
        "2. Condemns the attacks by armed groups. Council also regrets the loss of troops;\n\n"
        "3. Decides to send 300 more soldiers;\n\nAlso requests Member States to provide troops."
    )
    assert whose(text)[1:] == [[name]] * 5


@pytest.mark.parametrize(
    "text",
    [
        "The Security Council,\n\nDecides to send soldiers;\n\nIt rained in Rome on Monday.",
        "It rained on Monday.\n\n1. Decides to send soldiers;\n\n2. Takes note of it;",
        "The Security Council met:\n\nCalls for troops grew.\n\nNotes of it were kept.",
    ],
)
def test_what_is_no_decision(text):
    assert ["Security Council"] not in whose(text)[1:]


def test_the_number_of_a_paragraph_is_no_statement():
    assert len(whose("1. Rome will go. Oslo will not.")) == 2
    assert len(whose("Q: How many?\n\nA: 3,000.\n\nQ: More?\n\nA: No.")) == 4


def test_whose_answer_a_list_is():
    assert whose("Would they send troops?\n\nYes: Peru, Chad, Mali\nNo: Chile, Togo")[1:] == [
        ["Peru", "Chad", "Mali"],
        ["Chile", "Togo"],
    ]
    assert whose("No: Chile will send no troops, said Jan Kos.")[0][0] == "Jan Kos"
