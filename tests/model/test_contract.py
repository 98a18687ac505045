"""scikit-learn's own checks, and what its users do with an estimator."""

from unittest import SkipTest

import numpy as np
import pytest
import scipy.sparse as sp
from sklearn.base import clone
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV, KFold, cross_val_predict
from sklearn.pipeline import Pipeline
from sklearn.utils.estimator_checks import parametrize_with_checks
from sklearn.utils.validation import check_is_fitted, validate_data

from stance.features import FeatureExtractor
from stance.model import StanceClassifier
from tests.conftest import tiny_corpus

TEXTS, LABELS = tiny_corpus()

# scikit-learn feeds numbers to what it checks, and passes over estimators of text. So each number is
# spelt as a word: the fit, the labels, the weights and the parameters are checked as any classifier's.


def spelt(estimator, numbers, reset):
    steps = np.clip(np.rint(validate_data(estimator, numbers, reset=reset, dtype=np.float64)), -9, 9)
    return [" ".join(word(i, int(step)) for i, step in enumerate(row)) for row in steps]


def word(column, step):
    return f"f{column}{'m' if step < 0 else 'p'}{abs(step)}"


class Numeric:
    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.input_tags.string = False
        tags.input_tags.two_d_array = True
        return tags


class NumericClassifier(Numeric, StanceClassifier):
    def fit(self, numbers, y=None, sample_weight=None):
        return super().fit(spelt(self, numbers, reset=True), y, sample_weight)

    def _scores(self, numbers):
        check_is_fitted(self)
        return super()._scores(spelt(self, numbers, reset=False))


class NumericTransformer(Numeric):
    def fit(self, numbers, y=None):  # noqa: ARG002
        return super().fit(spelt(self, numbers, reset=True))

    def fit_transform(self, numbers, y=None):  # noqa: ARG002
        return self.fit(numbers).transform(numbers)

    def transform(self, numbers):
        check_is_fitted(self)
        return super().transform(spelt(self, numbers, reset=False))


class NumericExtractor(NumericTransformer, FeatureExtractor):
    pass


FORMS = FeatureExtractor(families=("form",), min_count=1)
SKIPPED = {
    "check_sample_weight_equivalence_on_dense_data": (
        "a row of weight 0 takes part in the vocabulary, so that heads of one corpus share their features; "
        "which rows a feature has decides its penalty, so that a row of weight 3 is three at rarity 0 alone"
    ),
}
_OF_PANDAS = "classifier_data_not_an_array", "transformer_data_not_an_array", "sample_weights_pandas_series"
PASSED_OVER = {  # by scikit-learn itself
    "check_array_api_input": "it is for numbers in arrays of other libraries, and here are texts",
} | {f"check_{name}": "it is made with pandas, which is not installed" for name in _OF_PANDAS}


def hold_to(check, estimator):
    """Hold an estimator to a check; one that scikit-learn passes over itself must be known here."""
    try:
        check(estimator)
    except SkipTest:
        pytest.skip(PASSED_OVER[check.func.__name__])


@parametrize_with_checks(
    [NumericClassifier(FORMS, calibration_folds=0), NumericExtractor(families=("form",), min_count=1)],
    expected_failed_checks=lambda _: SKIPPED,
)
def test_scikit_learn_contract(estimator, check):
    hold_to(check, estimator)


def test_every_skipped_check_has_its_reason():
    assert all(reason.split() for reason in [*SKIPPED.values(), *PASSED_OVER.values()])


def test_parameters_reach_the_extractor():
    classifier = StanceClassifier(FeatureExtractor(families=("word",)), C=1.0)
    classifier.set_params(extractor__min_count=3, C=0.5, class_weight="balanced")
    copied = clone(classifier)
    assert copied.extractor is not classifier.extractor
    assert copied.get_params()["extractor__min_count"] == 3
    assert (copied.C, copied.class_weight) == (0.5, "balanced")


def test_parameters_reach_the_extractor_that_none_stands_for():
    classifier = StanceClassifier().set_params(extractor__min_count=3)
    assert classifier.extractor.get_params() == FeatureExtractor(None, 3, "all", np.float32).get_params()
    search = GridSearchCV(StanceClassifier(calibration_folds=0), {"extractor__min_count": [1, 2]}, cv=2)
    assert search.fit(TEXTS, LABELS).best_estimator_.extractor.families == "all"
    with pytest.raises(ValueError, match="Invalid parameter 'no_such'"):
        StanceClassifier().set_params(extractor__no_such=1)
    assert StanceClassifier().set_params(C=2.0).extractor is None


def test_grid_search_over_all_that_can_be_set():
    grid = {
        "C": [0.001, 1.0],
        "class_weight": [None, "balanced"],
        "extractor__families": ["masked", ("form",)],
    }
    classifier = StanceClassifier(FeatureExtractor(), calibration_folds=0)
    search = GridSearchCV(classifier, grid, cv=KFold(4, shuffle=True, random_state=0))
    search.fit(TEXTS, LABELS)
    assert len(search.cv_results_["params"]) == 8
    assert search.best_score_ == 1.0
    assert search.best_params_["C"] == 1.0


def test_a_pipeline_with_the_extractor_alone():
    steps = [("features", FeatureExtractor(families="all")), ("model", LogisticRegression())]
    pipeline = Pipeline(steps).set_params(features__min_count=1, model__C=5.0)
    predicted = cross_val_predict(pipeline, TEXTS, LABELS, cv=4)
    assert np.mean(predicted == np.array(LABELS)) > 0.95
    fitted = pipeline.fit(TEXTS, LABELS)
    assert len(fitted[:-1].get_feature_names_out()) == fitted[-1].coef_.shape[1]


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_counts_are_sparse(dtype):
    counts = FeatureExtractor(families="all", dtype=dtype).fit_transform(TEXTS)
    assert isinstance(counts, sp.csr_array)
    assert counts.dtype == dtype
    assert counts.shape[0] == len(TEXTS)


def test_a_row_of_weight_three_weighs_as_three_rows():
    heavy = [label == "open" for label in LABELS]
    tripled = [t for t, h in zip(TEXTS, heavy, strict=True) for _ in range(3 if h else 1)]
    labels = [y for y, h in zip(LABELS, heavy, strict=True) for _ in range(3 if h else 1)]
    # Which rows a feature has decides its penalty and whether it is one: both alike here.
    settings = {"C": 1.0, "rarity": 0.0, "calibration_folds": 0}
    weighted = StanceClassifier(FeatureExtractor(), **settings)
    weighted.fit(TEXTS, LABELS, sample_weight=[3.0 if h else 1.0 for h in heavy])
    repeated = StanceClassifier(FeatureExtractor(), **settings).fit(tripled, labels)
    assert np.abs(weighted.predict_proba(TEXTS) - repeated.predict_proba(TEXTS)).max() < 0.002
    plain = StanceClassifier(FeatureExtractor(), **settings).fit(TEXTS, LABELS)
    assert np.abs(weighted.predict_proba(TEXTS) - plain.predict_proba(TEXTS)).max() > 0.01


@pytest.mark.parametrize("n_classes", [2, 7])
def test_any_number_of_classes(n_classes):
    labels = [f"class {i % n_classes}" for i in range(10 * n_classes)]
    texts = [f"{'abcdefg'[i % n_classes] * 4} and so on" for i in range(10 * n_classes)]
    fitted = StanceClassifier().fit(texts, labels)
    assert fitted.predict(texts).tolist() == labels
    assert fitted.coef_.shape[0] == fitted.predict_proba(texts[:3]).shape[1] == n_classes
    assert fitted.n_iter_ >= 1


def test_a_class_of_one_row_is_an_error_that_names_it():
    texts, labels = [*TEXTS, "Perhaps."], [*LABELS, "maybe"]
    with pytest.raises(ValueError, match=r"\['maybe'\] have one row each.*calibration_folds=0"):
        StanceClassifier().fit(texts, labels)
    assert "maybe" in StanceClassifier(calibration_folds=0).fit(texts, labels).classes_
    with pytest.raises(ValueError, match="it must be 0, or 2 or more"):
        StanceClassifier(calibration_folds=1).fit(TEXTS, LABELS)
    with pytest.raises(ValueError, match="unknown set of families “mask”"):
        FeatureExtractor(families="mask").fit(TEXTS)
