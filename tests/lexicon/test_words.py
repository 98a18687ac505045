import shutil

import pytest

from stance.errors import LexiconError
from stance.lexicon import words
from stance.lexicon.inflection import inflect
from stance.lexicon.words import expand, lexicon, split_words


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("refuse", ("refuse", "refuses", "refused", "refusing")),
        ("deny", ("deny", "denies", "denied", "denying")),
        ("deploy", ("deploy", "deploys", "deployed", "deploying")),
        ("reach", ("reach", "reaches", "reached", "reaching")),
        ("send", ("send", "sends", "sent", "sending")),
        ("withdraw", ("withdraw", "withdraws", "withdrew", "withdrawn", "withdrawing")),
    ],
)
def test_inflection(word, forms):
    assert inflect(word) == forms


def test_entries_expand_to_inflections_and_slots():
    phrases = expand("rule~ {it} out")
    assert ("ruled", "it", "out") in phrases
    assert ("ruling", "anything", "out") in phrases


def test_entries_are_split_as_texts_are():
    assert split_words("cease-fire") == ("cease", "fire")
    assert split_words("U.S.") == ("u.s.",)


def test_the_data_files_are_read_and_hold_what_they_should():
    known = lexicon()
    assert ("rule", "out") in known.classes["exclude"]
    assert ("not",) in known.classes["negator"]
    assert ("united", "states") in known.names
    assert known.names[("us",)] == 2
    assert known.spelling["defense"] == "defence"
    assert known.contractions["won't"] == "will"


def test_an_entry_in_two_classes_is_an_error_that_names_file_and_line(tmp_path, monkeypatch):
    for name in ("allow", "exclude"):
        (tmp_path / "cues").mkdir(exist_ok=True)
        (tmp_path / "cues" / f"{name}.txt").write_text("# a comment\nperhaps\n", encoding="utf-8")
    monkeypatch.setattr(words, "_FOLDER", tmp_path)
    with pytest.raises(LexiconError, match=r"exclude\.txt, line 2: “perhaps” stands in the class allow"):
        words._read_classes()


def test_no_cue_holds_a_name():
    known = lexicon()
    always = {phrase[0] for phrase, capitals in known.names.items() if len(phrase) == 1 and not capitals}
    held = [phrase for group in known.classes.values() for phrase in group if always & set(phrase)]
    assert held == []


@pytest.mark.parametrize(
    ("name", "line", "said"),
    [
        ("slots.txt", "own words", r"slots\.txt, line 1: “own words” is no name, colon and words of a slot"),
        ("slots.txt", "own:", r"slots\.txt, line 1"),
        ("contractions.txt", "n't", r"contractions\.txt, line 1: “n't” is no clipped word"),
        (
            "cues/allow.txt",
            "go {nowhere}",
            r"allow\.txt, line 1: “go {nowhere}” names the slot nowhere; there are",
        ),
    ],
)
def test_a_wrong_line_of_a_data_file_is_named(tmp_path, monkeypatch, name, line, said):
    folder = tmp_path / "lexicon"
    shutil.copytree(words._FOLDER, folder)
    (folder / name).write_text(line + "\n", encoding="utf-8")
    monkeypatch.setattr(words, "_FOLDER", folder)
    words._slots.cache_clear()
    words.lexicon.cache_clear()
    try:
        with pytest.raises(LexiconError, match=said):
            words.lexicon()
    finally:
        words._slots.cache_clear()
        words.lexicon.cache_clear()
