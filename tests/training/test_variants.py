import sys

import numpy as np
import pytest

pytest.importorskip("torch")
pytest.importorskip("transformers")

TEXTS = [
    "We will not send troops. The talks went well, and nobody said more.",
    "Ministers may refuse the offer.",
    "They could stay, but winter is near.",
]
WORDS = ["talks", "meetings", "winter", "summer", "Mali", "##ing", "it"]


@pytest.fixture
def make(root, monkeypatch):
    monkeypatch.syspath_prepend(str(root / "training"))
    from variants import Variants

    vectors = np.array([[1, 0.1], [1, 0], [0, 1], [0.1, 1], [1, 1], [1, 1], [1, 1]], dtype=np.float32)
    yield Variants(WORDS, vectors)
    sys.modules.pop("variants")


def test_the_same_statements_have_the_same_variants_each_once_and_none_is_a_statement(make):
    made = make(TEXTS, 30)
    assert made == make(TEXTS, 30)
    assert len(set(made)) == len(made) <= 30
    assert not set(made) & set(TEXTS)


def test_the_three_kinds(make):
    made = make(TEXTS, 300)
    assert f"{TEXTS[1]} {TEXTS[2]}" in made
    assert {"We will not send troops.", "They could stay,", "but winter is near."} <= set(made)
    changed = [
        text for text in made if text.startswith("We ") and "send troops. The" in text and len(text) < 70
    ]
    assert any("not" not in text.split() for text in changed)
    assert any("We may" in text or "We must" in text for text in changed)
    assert any("The meetings went" in text for text in changed)
    assert not any(word in text for text in made for word in ("##ing", "Mali"))
