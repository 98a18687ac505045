"""Names carry no stance: exchanging countries and nationalities changes no number at all."""

import re

import numpy as np
import pytest

from stance.data.rows import read_statements
from stance.lexicon.inflection import read_entries
from stance.lexicon.words import _FOLDER

COUNTRIES = [
    "Germany",
    "France",
    "Ukraine",
    "Russia",
    "Britain",
    "Poland",
    "Iraq",
    "Mali",
    "Chad",
    "Turkey",
    "China",
    "Jordan",
    "Australia",
    "Japan",
]
COUNTRIES += [
    "the United States",
    "the UK",
    "South Korea",
    "New Zealand",
    "the US",
    "Bosnia and Herzegovina",
    "the U.S.",
]
NATIONALITIES = [
    "German",
    "French",
    "Ukrainian",
    "Russian",
    "British",
    "Polish",
    "Iraqi",
    "Malian",
    "American",
    "Turkish",
    "Chinese",
    "Dutch",
]
NATIONALITIES += ["South Korean", "New Zealand", "Sri Lankan"]


def exchanged(text: str, names: list[str], shift: int) -> str:
    """Put another name of the list for each; "the" goes with the names that have it."""
    longest_first = sorted({n.removeprefix("the ") for n in names}, key=len, reverse=True)
    pattern = re.compile(r"(?:\b[Tt]he )?(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)")
    bare = {n.removeprefix("the "): i for i, n in enumerate(names)}

    def other(match: re.Match[str]) -> str:
        found = match.group()
        article = found[:4] if found[:4].lower() == "the " else ""
        return article + names[(bare[found.removeprefix(article)] + shift) % len(names)].removeprefix("the ")

    return pattern.sub(other, text)


def development_texts(root) -> list[str]:
    paths = [root / "fixtures" / "statements.jsonl", root.parent / "shared" / "real" / "briefings.jsonl"]
    return [s.text for path in paths if path.exists() for s in read_statements(path)]


@pytest.mark.parametrize("shift", [1, 5, 9])
@pytest.mark.parametrize("names", [COUNTRIES, NATIONALITIES], ids=["countries", "nationalities"])
def test_exchanging_names_changes_nothing(labeler, root, names, shift):
    given = development_texts(root)
    changed = [exchanged(text, names, shift) for text in given]
    assert sum(a != b for a, b in zip(given, changed, strict=True)) > 50
    before, after = labeler.predict_proba(given), labeler.predict_proba(changed)
    different = [i for i in range(len(given)) if not np.array_equal(before[i], after[i])]
    assert [(given[i], changed[i]) for i in different] == []


@pytest.mark.parametrize(
    "pattern",
    ["{} will not send troops.", "Troops from {} may go to {}.", "I said {} is open to it, not {}'s army."],
)
def test_all_names_of_the_lexicon_read_alike(labeler, pattern):
    entries = [
        e.strip() for _, line in read_entries(_FOLDER / "names" / "places.txt") for e in line.split(";")
    ]
    texts = [pattern.replace("{}", entry.lstrip("^")) for entry in entries if entry]
    assert len(np.unique(labeler.predict_proba(texts), axis=0)) == 1


def test_surnames_read_alike(labeler):
    names = ["Kallas", "Forrester", "O'Brien", "von der Leyen", "D'Alema", "al-Sisi", "Le Pen", "bin Salman"]
    texts = [f"Prime Minister {name} said that {name} would not send troops." for name in names]
    assert len(np.unique(labeler.predict_proba(texts), axis=0)) == 1
