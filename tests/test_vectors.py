import pickle
import weakref

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import make_pipeline, make_union
from sklearn.preprocessing import FunctionTransformer, StandardScaler
from sklearn.utils.estimator_checks import parametrize_with_checks

import stance
from stance.errors import ModelError, ModelNotFoundError
from stance.features import FeatureExtractor
from stance.model import StanceClassifier
from stance.model.lexical import weights_of
from stance.model.packing import save_encoder
from stance.target import Target
from stance.vectors import EncoderVectors
from tests.conftest import tiny_corpus
from tests.model.test_contract import NumericTransformer, hold_to

TEXTS, LABELS = tiny_corpus()


@pytest.fixture
def folder(tmp_path, tiny_encoder):
    save_encoder(tmp_path / "tiny", tiny_encoder.weights, name="tiny", training={}, card="# Tiny")
    return tmp_path / "tiny"


class NumericVectors(NumericTransformer, EncoderVectors):
    pass


@parametrize_with_checks([NumericVectors()])
def test_scikit_learn_contract(estimator, check):
    hold_to(check, estimator)


def test_scores_are_products_of_the_vectors(folder):
    vectors = EncoderVectors(folder).fit_transform(text for text in TEXTS)
    assert vectors.dtype == np.float64
    labeler = stance.load(folder)
    learnt = EncoderVectors(folder).fit([]).scorer_.learnt
    assert vectors.shape == (len(TEXTS), len(learnt.weights))
    scores = vectors @ learnt.weights + learnt.prior
    positions = np.exp(scores[:, :3]) / np.exp(scores[:, :3]).sum(axis=1, keepdims=True)
    assert np.allclose(positions, labeler.predict_proba(TEXTS), atol=1e-9)


def test_a_batch_is_what_single_texts_are(folder):
    fitted = EncoderVectors(folder).fit(TEXTS)
    texts = [*TEXTS[:5], "", " ".join(TEXTS)]
    single = np.vstack([fitted.transform([text]) for text in texts])
    assert np.array_equal(fitted.transform(texts), single)
    assert fitted.transform([]).shape == (0, single.shape[1])
    assert fitted.get_feature_names_out().tolist()[:2] == ["vector0", "vector1"]
    assert len(fitted.get_feature_names_out()) == single.shape[1]


def test_another_target_is_masked(folder):
    cats = Target.from_terms("cats", nouns=["cat"])
    texts = ["The cat goes.", "The dog goes."]
    own = EncoderVectors(folder).fit_transform(texts)
    other = EncoderVectors(folder, cats).fit_transform(texts)
    assert not np.array_equal(own[0], other[0])
    assert np.array_equal(own[1], other[1])


def test_a_copy_and_a_pickle(folder):
    fitted = EncoderVectors(folder).fit(TEXTS)
    assert clone(fitted).get_params() == {"model": folder, "target": None}
    expected = fitted.transform(TEXTS[:3])
    read = pickle.loads(pickle.dumps(fitted))
    for path in sorted(folder.iterdir()):
        path.unlink()
    assert np.array_equal(read.transform(TEXTS[:3]), expected)


@pytest.mark.parametrize(
    ("model", "error", "said"),
    [("fast", ModelError, "it is no encoder"), ("none such", ModelNotFoundError, "nor a folder")],
)
def test_what_has_no_vectors(model, error, said):
    with pytest.raises(error, match=said):
        EncoderVectors(model).fit(TEXTS)


def test_one_text_is_no_list(folder):
    with pytest.raises(TypeError, match="put it into a list"):
        EncoderVectors(folder).fit("Troops go.")


@pytest.mark.parametrize("folds", [0, 3])
def test_a_classifier_learns_from_words_and_vectors(folder, folds):
    scaled = make_pipeline(EncoderVectors(folder), StandardScaler())
    extractor = make_union(FeatureExtractor(families="all", min_count=1), scaled)
    fitted = StanceClassifier(extractor, calibration_folds=folds).fit(TEXTS, LABELS)
    assert np.mean(fitted.predict(TEXTS) == np.array(LABELS)) > 0.95
    n_words = len(fitted.extractor_.transformer_list[0][1].keys_)
    assert fitted.coef_.shape[1] == n_words + len(EncoderVectors(folder).fit([]).scorer_.learnt.weights)
    assert np.abs(fitted.coef_[:, :n_words]).max() > 0
    assert np.abs(fitted.coef_[:, n_words:]).max() > 0
    again = StanceClassifier(clone(extractor), calibration_folds=folds).fit(TEXTS, LABELS)
    assert np.array_equal(fitted.predict_proba(TEXTS), again.predict_proba(TEXTS))
    assert fitted.temperature_ == again.temperature_


def test_calibration_and_fit_leave_the_numbers_of_another_extractor_alone():
    made = np.random.default_rng(0).normal(size=(len(TEXTS), 4))
    before = made.copy()
    extractor = FunctionTransformer(lambda texts: made[: len(texts)])
    with_folds = StanceClassifier(extractor, C=1.0, calibration_folds=3).fit(TEXTS, LABELS)
    plain = StanceClassifier(extractor, C=1.0, calibration_folds=0).fit(TEXTS, LABELS)
    assert np.array_equal(made, before)
    assert with_folds.step_ is None
    assert np.allclose(with_folds.coef_ * with_folds.temperature_, plain.coef_, atol=1e-9)


@pytest.mark.parametrize("dtype", [np.int64, np.bool_, np.float32, np.float64])
def test_numbers_of_any_type_are_learnt_from(dtype):
    extractor = CountVectorizer(dtype=dtype)
    fitted = StanceClassifier(extractor, calibration_folds=0).fit(TEXTS, LABELS)
    exact = StanceClassifier(CountVectorizer(binary=dtype is np.bool_), calibration_folds=0).fit(
        TEXTS, LABELS
    )
    assert np.mean(fitted.predict(TEXTS) == np.array(LABELS)) > 0.95
    assert np.allclose(fitted.coef_, exact.coef_)


def test_small_weights_of_large_numbers_are_not_rounded_away():
    extractor = FunctionTransformer(lambda texts: np.array([[1000.0 * len(t)] for t in texts]))
    texts = ["a" * n for n in range(1, 21)]
    fitted = StanceClassifier(extractor, C=1.0, calibration_folds=0).fit(texts, [0] * 10 + [1] * 10)
    assert (fitted.predict(texts) == [0] * 10 + [1] * 10).all()


def test_texts_are_checked_before_any_extractor_sees_them():
    union = make_union(FeatureExtractor(families="all"), CountVectorizer())
    fitted = StanceClassifier(union, calibration_folds=0).fit((t for t in TEXTS), LABELS)
    expected = fitted.predict(TEXTS[:6])
    assert np.array_equal(fitted.predict(t for t in TEXTS[:6]), expected)
    assert np.array_equal(fitted.predict(np.array(TEXTS[:6], dtype=object)), expected)
    for wrong in ([None], [b"No."], {"No.": 1}, "No."):
        with pytest.raises(TypeError):
            fitted.predict(wrong)


def test_an_extractor_that_makes_something_else_is_named():
    for made in (lambda texts: np.zeros(len(texts)), lambda _: np.zeros((1, 2)), lambda _: ["a"]):
        with pytest.raises(ValueError, match=r"FunctionTransformer made .* of 72 texts"):
            StanceClassifier(FunctionTransformer(made), calibration_folds=0).fit(TEXTS, LABELS)


def test_the_classifier_of_a_union_is_searched_copied_and_kept(folder):
    scaled = make_pipeline(EncoderVectors(folder), StandardScaler())
    extractor = make_union(FeatureExtractor(families="all"), scaled)
    grid = {"extractor__featureextractor__min_count": [1, 3], "C": [0.1]}
    search = GridSearchCV(StanceClassifier(extractor, calibration_folds=0), grid, cv=2)
    found = search.fit(TEXTS, LABELS).best_estimator_
    assert search.best_score_ > 0.9
    again = pickle.loads(pickle.dumps(found))
    assert np.array_equal(again.predict_proba(TEXTS), found.predict_proba(TEXTS))


def test_what_is_no_target_is_refused(folder):
    with pytest.raises(TypeError, match="target is str, not Target"):
        EncoderVectors(folder, "cats").fit(TEXTS)


def test_of_a_long_text_one_window_is_held_at_a_time(folder, monkeypatch):
    scorer = EncoderVectors(folder).fit([]).scorer_
    held, most = [], []

    class Session:
        def run(self, _, given):
            vectors = np.zeros((1, given["pieces"].shape[1], len(scorer.learnt.weights)), dtype=np.float32)
            held.append(weakref.ref(vectors))
            most.append(sum(ref() is not None for ref in held))
            return [vectors]

    reader, _ = scorer._parts()
    monkeypatch.setattr(scorer, "_made", (reader, Session()))
    text = " ".join(TEXTS * 4)
    assert not scorer.vectors([text]).any()
    scorer.scores([text])
    assert len(held) > 10
    assert max(most) <= 2


def test_vectors_have_no_place_in_a_model_folder(folder):
    fitted = StanceClassifier(EncoderVectors(folder), calibration_folds=0).fit(TEXTS, LABELS)
    with pytest.raises(ValueError, match=r"EncoderVectors have no place in a model folder.*joblib"):
        weights_of({"position": fitted})


def test_frames_keep_the_index_of_the_texts(folder):
    texts = pytest.importorskip("pandas").Series(TEXTS[:3], index=[7, 9, 5])
    vectors = EncoderVectors(folder).set_output(transform="pandas")
    for frame in (vectors.fit_transform(texts), vectors.transform(texts)):
        assert frame.index.tolist() == [7, 9, 5]
        assert frame.columns[0] == "vector0"
