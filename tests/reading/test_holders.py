"""Who is whom: which mentions stand for the same holder, and how much work finding out takes."""

from __future__ import annotations

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
