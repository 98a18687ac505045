from stance.families import FAMILIES


def test_families_are_told_apart():
    assert len({family.name for family in FAMILIES}) == len(FAMILIES)
    assert len({family.salt for family in FAMILIES}) == len(FAMILIES)
