import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from stance.text.letters import spell
from stance.text.tokens import tokenize
from tests.strategies import texts


def spelt(*given):
    return "".join(map(chr, spell(given, tokenize(given)).code))


def test_words_are_folded_and_stand_between_blanks():
    assert spelt("No, Chère 5,000!", "", "it's") == " no  chere  5,000  it "


def test_what_cannot_be_seen_is_passed_over():
    assert spelt("sol\u00addier\u0301s") == " soldiers "


def test_nothing():
    assert spelt() == spelt("") == spelt("…!?") == ""


@settings(deadline=None)
@given(st.lists(texts, max_size=4))
def test_a_batch_spells_what_single_texts_spell(batch):
    assert spelt(*batch) == "".join(spelt(text) for text in batch)


def test_letters_point_to_their_tokens():
    tokens = tokenize(["ab #c"])
    assert spell(["ab #c"], tokens).token.tolist() == [0, 0, 0, 0, 2, 2, 2]
    assert np.diff(spell(["ab #c"], tokens).token).min() == 0
