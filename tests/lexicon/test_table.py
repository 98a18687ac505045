import os
import subprocess
import sys

import pytest

from stance.errors import DataError
from stance.lexicon.table import compile_table, target_phrases
from stance.target import Target, troop_deployment

COMPILE = """
import hashlib
from stance.lexicon.table import array_fields, compile_table
from stance.target import Target, troop_deployment
nouns = ["missile", "cruise missile", "Taurus"]
missiles = Target.from_terms("missiles", nouns=nouns, verbs=["supply", "send on"])
table = compile_table(["hello", "world"], missiles, troop_deployment())
print(hashlib.sha256(b"".join(getattr(table, f).tobytes() for f in array_fields())).hexdigest())
"""


def test_the_same_words_give_the_same_table_in_every_process():
    printed = {
        subprocess.run(
            [sys.executable, "-c", COMPILE],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(printed) == 1


def test_terms_take_plurals_and_inflections():
    nouns, verbs, modifiers = target_phrases(
        Target.from_terms("t", nouns=["rate rise"], verbs=["raise rates"], modifiers=["sharp"])
    )
    assert nouns == {("rate", "rise"), ("rate", "rises")}
    assert ("raising", "rates") in verbs
    assert modifiers == {"sharp"}


def test_spellings_share_a_symbol():
    target = troop_deployment()
    table = compile_table([], target, target)
    symbol = dict(zip(table.words, table.symbol.tolist(), strict=True))
    assert symbol["defense"] == symbol["defence"]
    assert symbol["defence"] != symbol["offence"]


def test_a_term_without_letters_is_refused():
    with pytest.raises(DataError, match="without letters"):
        target_phrases(Target.from_terms("t", nouns=["\u200b"]))
