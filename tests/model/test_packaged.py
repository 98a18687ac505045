"""The packaged models on the fixtures: what every release must hold."""

import subprocess
import sys
import zlib

import numpy as np
import pytest

import stance
from stance.data.rows import read_statements
from stance.evaluation.metrics import macro_f1
from stance.model.labeler import PACKAGED
from tests.test_names import COUNTRIES, NATIONALITIES, exchanged


@pytest.fixture(scope="module")
def statements(root):
    return [s for s in read_statements(root / "fixtures" / "statements.jsonl") if not s.multi]


@pytest.fixture(scope="module", params=["accurate", "cascade"])
def packaged(request):
    return stance.load(request.param)


def test_accuracy_on_the_fixtures(packaged, statements):
    places = {str(label): i for i, label in enumerate(packaged.positions)}
    gold = np.array([places[s.position] for s in statements])
    called = packaged.predict_proba([s.text for s in statements]).argmax(axis=1)
    assert macro_f1(gold, called, 3) >= 0.70
    easy = np.array([not s.extra["hard"] for s in statements])
    assert macro_f1(gold[easy], called[easy], 3) >= 0.88


def test_batch_and_single_are_equal_to_the_bit(packaged, statements):
    texts = [s.text for s in statements[:40]]
    alone = np.vstack([packaged.predict_proba([text]) for text in texts])
    assert np.array_equal(packaged.predict_proba(texts), alone)


def test_probabilities_are_those_of_the_labels(packaged, root):
    lines = (root / "training" / "everyday.txt").read_text(encoding="utf-8").splitlines()[:200]
    labelled = [list(j.probabilities.values()) for j in packaged.label(lines)]
    assert np.array_equal(packaged.predict_proba(lines), np.array(labelled))


@pytest.mark.parametrize("names", [COUNTRIES, NATIONALITIES])
def test_exchanging_names_changes_nothing(packaged, statements, names):
    texts = [s.text for s in statements]
    other = [exchanged(text, names, 3) for text in texts]
    pairs = [(a, b) for a, b in zip(texts, other, strict=True) if a != b][:40]
    assert len(pairs) == 40
    given, changed = (packaged.predict_proba(list(side)) for side in zip(*pairs, strict=True))
    assert np.array_equal(given, changed)


def test_evidence_adds_up(packaged, statements):
    for statement in statements[:25]:
        judgement = packaged(statement.text)
        assert abs(sum(e.contribution for e in judgement.evidence) - judgement.score) < 1e-9
        assert all(e.text == statement.text[e.start : e.end] for e in judgement.evidence)


@pytest.mark.parametrize("blank", ["", " ", "\n\t", "\u200b", "\x00", "…"])
def test_blank_texts_take_no_position(packaged, blank):
    assert packaged(blank).position == "neutral"


@pytest.mark.parametrize(
    "odd", ["\ud83d", "中文没有军队", "🎉" * 300, "x" * 50_000, "troops " * 5_000, "\x00\x01"]
)
def test_odd_texts_are_judged(packaged, odd):
    probabilities = packaged.predict_proba([odd])
    assert np.isfinite(probabilities).all()
    assert abs(probabilities.sum() - 1) < 1e-9


def test_everyday_statements_take_no_position(packaged, root):
    lines = (root / "training" / "everyday.txt").read_text(encoding="utf-8").splitlines()
    assert np.mean([j.position == "neutral" for j in packaged.label(lines)]) >= 0.95


def test_the_packaged_models_are_small():
    packed = [len(zlib.compress(path.read_bytes())) for path in PACKAGED.rglob("*") if path.is_file()]
    assert sum(packed) <= 22_500_000  # as a wheel packs them
    assert len(zlib.compress((PACKAGED / "accurate" / "encoder.onnx").read_bytes())) <= 20_000_000


def test_the_default_imports_nothing_of_the_training_and_the_reader():
    code = (
        "import stance, sys; stance.label('We may send troops, or not.').evidence; "
        "heavy = ('torch', 'transformers', 'onnx', 'sklearn', 'scipy', 'pandas', 'stance.reading'); "
        "print([m for m in heavy if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
