import concurrent.futures
import pickle
import shutil

import numpy as np
import pytest

import stance
from stance.errors import ModelDamagedError
from stance.model import encoder as encoder_module
from stance.model.artefact import digest
from stance.model.encoder import WINDOW, EncoderScorer
from stance.model.packing import save_encoder
from tests.conftest import tiny_corpus
from tests.model.test_artefact import edit

TEXTS, LABELS = tiny_corpus()


@pytest.fixture
def folder(tmp_path, tiny_encoder):
    save_encoder(tmp_path / "model", tiny_encoder.weights, name="tiny", training={}, card="# Tiny")
    return tmp_path / "model"


@pytest.fixture
def encoder(folder):
    return stance.load(folder)


def test_it_has_learnt_what_it_was_shown(encoder):
    called = [str(j.position) for j in encoder.label(TEXTS)]
    assert np.mean([a == b for a, b in zip(called, LABELS, strict=True)]) > 0.8
    assert encoder.sentiments == ("negative", "positive")


def test_batch_single_stream_and_threads_are_equal_to_the_bit(encoder):
    texts = [*TEXTS[:30], "", "x", " ".join(TEXTS), *TEXTS[30:40]]
    together = encoder.predict_proba(texts)
    assert np.array_equal(together, np.vstack([encoder.predict_proba([t]) for t in texts]))
    assert np.array_equal(together, encoder.predict_proba(texts[::-1])[::-1])
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        many = list(pool.map(encoder.predict_proba, [texts] * 8))
    assert all(np.array_equal(together, one) for one in many)


def test_evidence_adds_up_and_indexes_the_text(encoder):
    for text in ["", "No.", "Chad won’t send  troops to the “Baltic”!", " ".join(TEXTS)]:
        for label in encoder.positions:
            told = encoder.explain(text, label)
            assert abs(sum(e.contribution for e in told.evidence) - told.score) < 1e-9
            assert abs(told.score - encoder(text).scores[label]) < 1e-9
            assert all(e.text == text[e.start : e.end] for e in told.evidence)


def test_a_long_text_is_read_to_its_end(encoder):
    start = "the weather was fine today. " * WINDOW
    assert encoder(start).scores != encoder(start + "We refuse to deploy soldiers.").scores
    ends = [e.end for e in encoder(start).evidence]
    assert max(ends) >= len(start) - 3


def test_names_and_nationalities_change_nothing(encoder):
    given = "The German minister said Germany will not send troops to Mali."
    other = "The South Korean minister said the United States will not send troops to Peru."
    assert np.array_equal(encoder.predict_proba([given]), encoder.predict_proba([other]))


def test_another_target_works_by_its_terms(encoder):
    rates = stance.Target.from_terms("rates", nouns=["rate rise"], verbs=["order"])
    given = encoder.predict_proba(["We will not send troops."])
    assert np.array_equal(encoder.with_target(rates).predict_proba(["We will not order rate rises."]), given)


def test_it_can_be_pickled(encoder):
    again = pickle.loads(pickle.dumps(encoder))
    assert np.array_equal(again.predict_proba(TEXTS[:5]), encoder.predict_proba(TEXTS[:5]))


@pytest.mark.parametrize("told", ["", "0", "-2", "many", None])
def test_statements_run_side_by_side_as_told_or_one_a_core(monkeypatch, told):
    monkeypatch.setenv("OMP_NUM_THREADS", "3")
    assert encoder_module._n_threads() == 3
    monkeypatch.setattr(encoder_module.os, "sched_getaffinity", lambda _: {0, 1, 2, 3, 4})
    if told is None:
        monkeypatch.delenv("OMP_NUM_THREADS")
    else:
        monkeypatch.setenv("OMP_NUM_THREADS", told)
    assert encoder_module._n_threads() == 5


def test_the_heads_have_sums_of_zero(tiny_encoder):
    weights = tiny_encoder.weights
    for columns in (slice(0, 3), slice(3, 5)):
        assert np.abs(weights.weights[:, columns].sum(axis=1)).max() < 1e-12
        assert abs(weights.prior[columns].sum()) < 1e-12


@pytest.mark.parametrize("name", ["encoder.onnx", "encoder.npz", "words.txt", "vocabulary.txt"])
def test_damage_is_named(folder, name):
    path = folder / name
    content = path.read_bytes()
    path.write_bytes(content[:-1])
    with pytest.raises(ModelDamagedError, match=rf"{name}: its contents are not those"):
        stance.load(folder)
    path.unlink()
    with pytest.raises(ModelDamagedError, match=rf"{name}: the file is missing"):
        stance.load(folder)


def forge(folder, name, content):
    (folder / name).write_bytes(content)
    edit(folder, lambda m: m["files"].update({name: digest(content)}))


def test_a_forged_network_is_refused_when_it_is_first_used(folder):
    forge(folder, "encoder.onnx", b"\x08\x07no network")
    with pytest.raises(ModelDamagedError, match=r"network cannot be run|no encoder's network"):
        stance.load(folder)("We send troops.")


def test_a_network_with_other_pieces_is_refused(folder):
    lines = (folder / "vocabulary.txt").read_bytes().split(b"\n")
    forge(folder, "vocabulary.txt", b"\n".join([b"x" + line for line in lines]))
    with pytest.raises(ModelDamagedError, match="special piece"):
        stance.load(folder)


@pytest.mark.parametrize("heads", [0, -1, "4", None])
def test_wrong_settings_are_refused(folder, heads):
    edit(folder, lambda m: m["settings"].update(attention_heads=heads))
    with pytest.raises(ModelDamagedError, match="attention heads"):
        stance.load(folder)


def test_other_labels_than_the_classifier_has_are_refused(folder):
    edit(folder, lambda m: m["heads"].update(position=["open", "ruled_out"]))
    with pytest.raises(ModelDamagedError, match=r"encoder\.npz: its arrays do not fit the labels"):
        stance.load(folder)


def test_nothing_in_nothing_out(tiny_encoder):
    assert EncoderScorer(tiny_encoder.weights).scores([]).shape == (0, 5)


def test_a_folder_copied_elsewhere_works(folder, tmp_path):
    shutil.copytree(folder, tmp_path / "copy")
    text = "We may send troops."
    assert np.array_equal(
        stance.load(tmp_path / "copy").predict_proba([text]), stance.load(folder).predict_proba([text])
    )


def test_a_classifier_of_another_width_is_refused(tiny_encoder):
    import dataclasses

    narrow = dataclasses.replace(tiny_encoder.weights, weights=tiny_encoder.weights.weights[:10])
    with pytest.raises(ModelDamagedError, match="its classifier another"):
        EncoderScorer(narrow).scores(["No."])
    longer = dataclasses.replace(
        tiny_encoder.weights, vocabulary=(*tiny_encoder.weights.vocabulary, "surplus")
    )
    with pytest.raises(ModelDamagedError, match="cannot be run"):
        EncoderScorer(longer).scores(["No."])
