import json
import lzma

import pytest

import stance
from stance.data.rows import Statement
from stance.errors import DataError
from stance.model.labeler import PACKAGED
from stance.model.packing import FAST, open_folder
from stance.training import lexical
from stance.training.corpus import pack_corpus, packaged_corpus
from tests.conftest import tiny_corpus


def test_it_is_what_the_packaged_model_learnt_from():
    statements, events = packaged_corpus()
    assert lexical.corpus_hash(statements) == open_folder(PACKAGED / FAST)[1].training["corpus_sha256"]
    assert len(events) == len(statements) > 25_000
    assert {s.position for s in statements} == {"open", "ruled_out", "neutral"}


def test_it_is_written_and_read_back_as_it_was(tmp_path):
    rows = [Statement(1, "“No”\nhe said.", "ruled_out", None, {}), Statement(2, "é", "open", "positive", {})]
    for name in ("a", "b"):
        pack_corpus(tmp_path / name, rows, ["Mali 2013", "Chad 2021"])
    assert packaged_corpus(tmp_path / "a") == (rows, ["Mali 2013", "Chad 2021"])
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


@pytest.mark.parametrize("content", [b"", b"junk", lzma.compress(b"{}"), lzma.compress(b'["a"]')])
def test_a_damaged_corpus_is_named(tmp_path, content):
    (tmp_path / "corpus.jsonl.xz").write_bytes(content)
    with pytest.raises(DataError, match=r"corpus\.jsonl\.xz: the corpus cannot be read"):
        packaged_corpus(tmp_path / "corpus.jsonl.xz")
    with pytest.raises(DataError, match="none: the corpus cannot be read"):
        packaged_corpus(tmp_path / "none")


@pytest.fixture
def small_corpus(monkeypatch):
    """Twenty lines of each label stand for the corpus."""
    texts, labels = tiny_corpus()
    rows = [
        Statement(i, text, label, "neutral" if i % 2 else "negative", {})
        for i, (text, label) in enumerate(zip(texts, labels, strict=True))
    ]
    monkeypatch.setattr(lexical, "packaged_corpus", lambda: (rows, [str(i % 9) for i in range(len(rows))]))


def own(n, sentiments=(None,)):
    """Rows that say it with a word that the corpus has not."""
    said = {"open": "The union volunteers.", "ruled_out": "The union refuses.", "neutral": "The union meets."}
    return [
        Statement(i, f"{text} {i}", label, sentiments[i % len(sentiments)], {})
        for i in range(n)
        for label, text in said.items()
    ]


def test_own_rows_are_learnt_beside_the_corpus_and_measured_alone(tmp_path, small_corpus):
    rows = own(12)
    figures = lexical.train_folder_with_corpus(
        tmp_path, "mine", rows, list(range(len(rows))), made_by="x", n_jobs=1
    )
    assert set(figures) == {"position"}
    assert figures["position"].n_rows == len(rows) == 36
    labeler = stance.load(tmp_path)
    texts = ["The union refuses.", "We refuse to deploy soldiers in Peru.", "We may send troops to Chad."]
    assert [j.position for j in labeler.label(texts)] == ["ruled_out", "ruled_out", "open"]
    assert json.loads((tmp_path / "manifest.json").read_text())["training"]["n_statements"] == 36 + 72
    card = (tmp_path / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert "36 are your own, on which figures are taken; the others are the library's." in card


def test_a_sentiment_of_ones_own_is_measured_too(tmp_path, small_corpus):
    rows = own(12, ("neutral", "negative"))
    figures = lexical.train_folder_with_corpus(
        tmp_path, "mine", rows, list(range(len(rows))), made_by="x", n_jobs=1
    )
    assert figures["sentiment"].n_rows == 36


def test_labels_that_the_corpus_has_not(tmp_path, small_corpus):
    rows = [Statement(1, "a", "yes", None, {}), Statement(2, "b", "open", None, {})]
    with pytest.raises(DataError, match="has the labels neutral, open, ruled_out, and not yes"):
        lexical.train_folder_with_corpus(tmp_path, "mine", rows, [1, 2], made_by="x")
