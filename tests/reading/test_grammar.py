import pytest

from stance.errors import LexiconError
from stance.reading.grammar import any_of, grammar, read_grammar


def broken(tmp_path, old, new):
    from stance.reading import grammar as module

    path = tmp_path / "grammar.toml"
    text = module._FILE.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


def test_the_classes_hold_words():
    assert "told" in grammar().says
    assert "such as" in grammar().members


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("former = [", "formers = [", "former"),
        ('"ex"', '"EX"', "former"),
        ('"ex"', '"former"', "former"),
    ],
)
def test_a_class_that_is_wrong_is_named(tmp_path, old, new, named):
    path = broken(tmp_path, old, new)
    with pytest.raises(LexiconError, match=named) as raised:
        read_grammar(path)
    assert str(path) in str(raised.value)


def test_a_longer_phrase_comes_before_a_shorter():
    assert any_of(["such", "such as", "a.b"]) == r"(?:such\ as|such|a\.b)"
