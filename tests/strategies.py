"""Hypothesis strategies for texts, from plain statements to hostile ones."""

from __future__ import annotations

from hypothesis import strategies as st

WORDS = [
    "we",
    "will",
    "not",
    "send",
    "troops",
    "rule",
    "out",
    "deploy",
    "soldiers",
    "the",
    "a",
    "never",
    "nothing",
    "is",
    "off",
    "table",
    "can't",
    "won't",
    "no",
    "plans",
    "to",
    "Germany",
    "US",
    "United",
    "States",
    "said",
    "“we”",
    "but",
    "if",
    "ceasefire?",
    "minister's",
    "—",
    "5,000",
    "U.S.",
    "NATO's",
    "…",
    "peace-keepers",
    "bin",
    "van",
    "ground",
    "combat",
    "'Brien",
    "Mr",
]

any_text = st.text(max_size=300)
wild_text = st.text(alphabet=st.characters(), max_size=120)
statement = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)
texts = st.one_of(statement, any_text, wild_text)
