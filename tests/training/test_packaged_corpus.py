import json
import lzma
from dataclasses import replace

import pytest

import stance
from stance.data.rows import Statement
from stance.errors import DataError
from stance.model.labeler import PACKAGED
from stance.model.packing import FAST, open_folder
from stance.training import lexical
from stance.training.corpus import corpus_hash, pack_corpus, packaged_corpus
from tests.conftest import tiny_corpus


def test_it_is_what_the_packaged_model_learnt_from():
    statements, events = packaged_corpus()
    assert corpus_hash(statements) == open_folder(PACKAGED / FAST)[1].training["corpus_sha256"]
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
    counts = "(neutral 12, open 12, ruled_out 12)"
    assert f"36 are your own, on which figures are taken {counts}; the others are the library's." in card
    assert "\n## Figures on your own statements held out by group\n" in card


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


def test_what_the_corpus_has_of_ones_own_rows_is_left_out_of_it(tmp_path, small_corpus):
    texts, labels = tiny_corpus()
    wrong = {"open": "neutral", "neutral": "ruled_out", "ruled_out": "open"}
    rows = [
        Statement(i, f"  {text.upper()}", wrong[label], None, {})
        for i, (text, label) in enumerate(zip(texts, labels, strict=True))
    ][:70]
    told = []
    figures = lexical.train_folder_with_corpus(
        tmp_path, "mine", rows, None, made_by="x", n_jobs=1, tell=told.append
    )
    assert told == ["70 statements of the library's corpus have the text of yours and are left out"]
    assert figures["position"].n_rows == 70
    training = json.loads((tmp_path / "manifest.json").read_text())["training"]
    assert (training["n_statements"], training["own_sha256"]) == (72, corpus_hash(rows))
    assert [str(j.position) for j in stance.load(tmp_path).label(["We may send troops to Spain."])] == [
        "neutral"
    ]
    card = (tmp_path / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert "\n## Figures on your own statements held out at random, copies of a text together\n" in card


def test_a_corpus_without_copies_is_learnt_from_whole_and_nothing_is_told(tmp_path, small_corpus):
    told = []
    rows = own(12)
    lexical.train_folder_with_corpus(tmp_path, "mine", rows, None, made_by="x", n_jobs=1, tell=told.append)
    assert told == []
    assert json.loads((tmp_path / "manifest.json").read_text())["training"]["n_statements"] == 36 + 72


@pytest.mark.parametrize(
    ("mood", "why"),
    [("happy", "the corpus has the labels negative, neutral, and not happy"), ("neutral", "parted")],
)
def test_a_sentiment_that_cannot_be_learnt_beside_the_corpus_is_left_out(tmp_path, small_corpus, mood, why):
    rows, told = own(12), []
    rows[0] = replace(rows[0], sentiment=mood)
    figures = lexical.train_folder_with_corpus(
        tmp_path, "mine", rows, None, made_by="x", n_jobs=1, tell=told.append
    )
    assert set(figures) == {"position"}
    (note,) = told
    assert note.startswith("the column “sentiment” is left out: ")
    assert why in note
