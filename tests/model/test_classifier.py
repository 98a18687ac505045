import pickle

import numpy as np
import pytest
import scipy.sparse as sp
from sklearn.base import clone
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import make_pipeline

from stance.features import FeatureExtractor
from stance.model import StanceClassifier
from stance.model.calibration import best_temperature
from stance.model.classifier import _scale, make_folds
from stance.model.lexical import LexicalScorer, weights_of
from tests.conftest import tiny_corpus

TEXTS, LABELS = tiny_corpus()


def test_it_learns(tiny_classifier):
    assert tiny_classifier.score(TEXTS, LABELS) == 1.0
    assert tiny_classifier.classes_.tolist() == ["neutral", "open", "ruled_out"]


def test_probabilities_are_probabilities(tiny_classifier):
    probabilities = tiny_classifier.predict_proba([*TEXTS, "", "x" * 10_000])
    assert probabilities.shape == (len(TEXTS) + 2, 3)
    assert np.allclose(probabilities.sum(axis=1), 1)
    assert ((probabilities > 0) & (probabilities < 1)).all()


def test_the_scorer_equals_the_estimator(tiny_classifier):
    scorer = LexicalScorer(weights_of({"position": tiny_classifier}))
    order = [tiny_classifier.classes_.tolist().index(label) for label in scorer.learnt.heads["position"]]
    texts = [*TEXTS, "", "Never say never: won't Chad send troops?", "naïve “words” …"]
    expected = tiny_classifier.decision_function(texts)[:, order]
    assert np.abs(scorer.scores(texts) - expected).max() < 1e-9


def test_clone_pickle_and_parameters(tiny_classifier):
    assert clone(tiny_classifier).get_params()["C"] == 1.0
    copied = pickle.loads(pickle.dumps(tiny_classifier))
    assert np.array_equal(copied.predict_proba(TEXTS), tiny_classifier.predict_proba(TEXTS))
    assert StanceClassifier().set_params(C=5).C == 5


def test_two_classes_of_any_name():
    labels = [1 if label == "open" else 0 for label in LABELS]
    classifier = StanceClassifier(C=1.0).fit(TEXTS, labels)
    assert classifier.predict(["We may send troops to Oman.", "The talks in Oman went on."]).tolist() == [
        1,
        0,
    ]
    assert classifier.decision_function(TEXTS).shape == (len(TEXTS),)
    assert classifier.predict_proba(TEXTS).shape == (len(TEXTS), 2)


def test_grid_search_and_pipeline():
    search = GridSearchCV(StanceClassifier(calibration_folds=0), {"C": [0.001, 10.0]}, cv=4).fit(
        TEXTS, LABELS
    )
    assert search.best_score_ > 0.9
    pipeline = make_pipeline(FeatureExtractor(), LogisticRegression()).fit(TEXTS, LABELS)
    assert pipeline.score(TEXTS, LABELS) == 1.0


def test_rows_of_weight_zero_do_not_count():
    wrong = ["open"] * len(LABELS)
    texts, labels = TEXTS + TEXTS, [*LABELS, *wrong]
    weights = [1.0] * len(TEXTS) + [0.0] * len(TEXTS)
    classifier = StanceClassifier(C=1.0).fit(texts, labels, sample_weight=weights)
    assert classifier.score(TEXTS, LABELS) == 1.0


def test_the_same_rows_give_the_same_weights():
    first, second = (StanceClassifier().fit(TEXTS, LABELS) for _ in range(2))
    assert np.array_equal(first.coef_, second.coef_)


@pytest.mark.parametrize(
    "arguments",
    [
        {"groups": [0] * len(TEXTS)},
        {"groups": LABELS},
        {"measured": [False] * len(TEXTS)},
        {"measured": [label != "open" or i == LABELS.index("open") for i, label in enumerate(LABELS)]},
    ],
    ids=["one group", "each label in one group", "no row measured", "one row of a label measured"],
)
def test_too_few_groups_or_rows_to_calibrate_are_an_error(arguments):
    with pytest.raises(ValueError, match=r"cannot be parted into folds.*calibration_folds=0"):
        StanceClassifier().fit(TEXTS, LABELS, **arguments)
    uncalibrated = StanceClassifier(C=1.0, calibration_folds=0).fit(TEXTS, LABELS, **arguments)
    assert uncalibrated.temperature_ == 1.0


@pytest.mark.parametrize(
    ("texts", "labels", "message"),
    [(["a", "b"], ["x", "x"], "only one label"), (["a"], ["x", "y"], "1 texts and 2 labels")],
)
def test_bad_training_data(texts, labels, message):
    with pytest.raises(ValueError, match=message):
        StanceClassifier().fit(texts, labels)


def test_rows_that_are_not_measured_are_learnt_from_and_not_held_out():
    encoded = np.array([0, 1] * 10)
    measured = np.arange(20) < 12
    folds = make_folds(encoded, None, 3, measured)
    assert sorted(np.concatenate([held for _, held in folds]).tolist()) == list(range(12))
    for kept, held in folds:
        assert set(range(12, 20)) <= set(kept.tolist())
        assert not set(kept.tolist()) & set(held.tolist())


def test_a_group_that_is_held_out_is_held_out_whole():
    encoded, groups = np.array([0, 1] * 15), np.arange(30) // 2 % 10
    folds = make_folds(encoded, groups, 5, np.arange(30) < 20)
    assert len(folds) == 5
    for kept, held in folds:
        assert set(held.tolist()) <= set(range(20))
        assert set(groups[kept].tolist()) == set(range(10)) - set(groups[held].tolist())
        assert any(kept >= 20)


@pytest.mark.parametrize("grouped", [False, True])
@pytest.mark.parametrize("unmeasured", [0, 1, 2])
def test_a_class_without_measured_rows_is_treated_alike_whichever_it_is(unmeasured, grouped):
    encoded = np.array([0, 1, 2] * 10)
    groups = np.arange(30) // 3 if grouped else None
    folds = make_folds(encoded, groups, 5, encoded != unmeasured)
    assert len(folds) == 5
    held = np.concatenate([rows for _, rows in folds])
    assert sorted(held.tolist()) == [i for i in range(30) if i % 3 != unmeasured]
    assert all(set(encoded[kept].tolist()) == {0, 1, 2} for kept, _ in folds)


def test_there_are_no_more_folds_than_measured_rows_of_the_rarest_class():
    encoded = np.array([0] * 9 + [1] * 9 + [2] * 9)
    measured = np.array([True] * 9 + [False] * 9 + [True] * 3 + [False] * 6)
    assert len(make_folds(encoded, None, 5, measured)) == 3
    assert make_folds(encoded, None, 5, np.zeros(27, dtype=bool)) == []


def test_copies_are_kept_together_and_each_fold_has_its_share_of_each_class():
    encoded, copies = np.repeat([0, 1], 30), np.arange(60) // 3
    folds = make_folds(encoded, None, 5, copies=copies)
    assert [np.bincount(encoded[held]).tolist() for _, held in folds] == [[6, 6]] * 5
    assert sorted(np.concatenate([held for _, held in folds]).tolist()) == list(range(60))
    for kept, held in folds:
        assert set(copies[kept].tolist()) == set(range(20)) - set(copies[held].tolist())


def test_a_copy_that_is_not_measured_is_not_kept_beside_the_one_held_out():
    encoded, copies, measured = np.array([0, 1] * 20), np.arange(40) % 20, np.arange(40) < 20
    for kept, held in make_folds(encoded, None, 5, measured, copies):
        assert len(held) == 4
        assert sorted(copies[kept].tolist()) == sorted([c for c in range(20) if c not in held] * 2)


def test_labels_that_cycle_are_parted_without_groups():
    encoded = np.arange(240) % 20
    folds = make_folds(encoded, None, 5, copies=np.arange(240))
    assert len(folds) == 5
    assert all(np.bincount(encoded[held], minlength=20).min() >= 2 for _, held in folds)


def test_without_copies_the_folds_are_those_of_rows():
    encoded = np.array([0, 1, 2] * 10)
    pairs = zip(make_folds(encoded, None, 5), make_folds(encoded, None, 5, copies=np.arange(30)), strict=True)
    for (kept, held), (other_kept, other_held) in pairs:
        assert (kept.tolist(), held.tolist()) == (other_kept.tolist(), other_held.tolist())


def test_a_label_whose_rows_are_copies_of_one_text_cannot_be_parted():
    assert make_folds(np.repeat([0, 1], 10), None, 5, copies=np.r_[np.zeros(10), np.arange(1, 11)]) == []


def test_the_temperature_is_fitted_to_held_out_texts_and_not_to_copies():
    rng = np.random.default_rng(0)
    texts = [" ".join(f"w{n}" for n in rng.integers(0, 50, 8)) for _ in range(61)]
    labels = rng.choice(["a", "b"], 61).tolist()
    fitted = StanceClassifier().fit(texts * 3, labels * 3)
    apart = StanceClassifier().fit(texts * 3, labels * 3, groups=range(183))
    assert fitted.temperature_ > 2 * apart.temperature_
    assert StanceClassifier().fit(["We go."] * 9 + ["We stay."] * 9, [0] * 9 + [1] * 9).temperature_ > 0


def test_groups_are_never_split():
    groups = np.array([0, 0, 1, 1, 2, 2, 3, 3])
    for kept, held in make_folds(np.array([0, 1] * 4), groups, 2):
        assert not set(groups[kept].tolist()) & set(groups[held].tolist())


def test_rare_features_may_weigh_more_with_rarity():
    texts = ["alpha beta"] * 30 + ["alpha gamma"] * 30 + ["delta beta"] * 3 + ["delta gamma"] * 3
    labels = ["yes"] * 60 + ["no"] * 6
    ratios = []
    for rarity in (0.0, 0.5):
        fitted = StanceClassifier(FeatureExtractor(families=("word",)), rarity=rarity, calibration_folds=0)
        weights = fitted.fit(texts, labels).coef_[1]
        names = fitted.extractor_.get_feature_names_out().tolist()
        ratios.append(abs(weights[names.index("delta")] / weights[names.index("alpha")]))
    assert ratios[1] > 1.5 * ratios[0]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"sample_weight": [1.0]}, "1 entries, and there are 72 texts"),
        ({"sample_weight": [float("nan")] * 72}, "no number"),
        ({"sample_weight": [0.0 if label == "open" else 1.0 for label in LABELS]}, "every row of .*open"),
        ({"groups": [1]}, "groups has 1 entries, and there are 72 texts"),
        ({"measured": [True]}, "measured has 1 entries, and there are 72 texts"),
    ],
)
def test_weights_and_groups_that_do_not_fit(arguments, message):
    with pytest.raises(ValueError, match=message):
        StanceClassifier().fit(TEXTS, LABELS, **arguments)


def test_class_weights_go_by_label():
    heavy = StanceClassifier(C=0.001, class_weight={"open": 100.0}, calibration_folds=0).fit(TEXTS, LABELS)
    assert (heavy.predict(["nothing known here"]) == "open").all()
    with pytest.raises(ValueError, match="no labels here"):
        StanceClassifier(class_weight={"maybe": 2.0}).fit(TEXTS, LABELS)


def test_groups_and_weights_may_be_generators():
    groups = [i // 3 for i in range(len(TEXTS))]
    measured = [i % 4 > 0 for i in range(len(TEXTS))]
    listed = StanceClassifier().fit(TEXTS, LABELS, sample_weight=[1.0] * 72, groups=groups, measured=measured)
    streamed = StanceClassifier().fit(
        TEXTS, LABELS, sample_weight=(1.0 for _ in TEXTS), groups=iter(groups), measured=iter(measured)
    )
    assert streamed.temperature_ == listed.temperature_ != 1.0
    assert np.array_equal(streamed.coef_, listed.coef_)


@pytest.fixture(scope="module")
def own_task():
    return StanceClassifier().fit(TEXTS, [f"{label}!" for label in LABELS])


def test_a_scorer_of_all_families_equals_its_estimator(own_task):
    scorer = LexicalScorer(weights_of({"position": own_task}))
    texts = [
        *TEXTS,
        "",
        "the",
        "Never say never: won't Chad send tro\u00adops?",
        "naïve #words” …",
        "a" * 5000,
    ]
    assert np.abs(scorer.scores(texts) - own_task.decision_function(texts)).max() < 1e-9


@pytest.mark.parametrize("text", [TEXTS[0], "", "the", "The", "— the troops, the", "#SendTroops to Chad!"])
def test_shares_of_all_families_add_up(own_task, text):
    scorer = LexicalScorer(weights_of({"position": own_task}))
    for output in range(3):
        shares = scorer.shares(text, output)
        assert abs(shares.prior + shares.values.sum() - scorer.scores([text])[0, output]) < 1e-9
        assert sum(e.contribution for e in shares.evidence(text)) == pytest.approx(
            scorer.scores([text])[0, output], abs=1e-9
        )


def test_without_an_extractor_names_count_and_with_one_they_do_not():
    texts = [f"{place} was there" for place in ("Oslo", "Rome")] * 12
    labels = ["north", "south"] * 12
    assert StanceClassifier().fit(texts, labels).score(texts, labels) == 1.0
    assert StanceClassifier(FeatureExtractor()).fit(texts, labels).score(texts, labels) == 0.5


def test_one_temperature_needs_no_more_than_enough_rows(monkeypatch):
    monkeypatch.setattr("stance.model.classifier._ENOUGH_HELD", 20)
    scored = []

    def counted(scores, encoded, weights):
        scored.append(len(scores))
        return best_temperature(scores, encoded, weights)

    monkeypatch.setattr("stance.model.classifier.best_temperature", counted)
    StanceClassifier(FeatureExtractor()).fit(TEXTS, LABELS)
    assert len(scored) == 1
    assert 20 <= scored[0] <= 20 + len(TEXTS) // 5 + 1


def test_a_teacher_is_heeded_beside_the_labels_and_where_it_says_nothing_the_label_counts_alone():
    texts = [f"{word} {i % 5}" for i in range(40) for word in ("red", "blue")]
    labels = ["a", "b"] * 40
    settings = {"extractor": FeatureExtractor(families=("word",)), "C": 100.0, "calibration_folds": 0}
    silent = np.full((80, 2), np.nan)
    plain, untaught = (
        StanceClassifier(**settings).fit(texts, labels, taught=taught).predict_proba(["red", "blue"])
        for taught in (None, silent)
    )
    assert np.allclose(plain, untaught, atol=1e-9)
    assert plain[0, 0] > 0.98
    doubting = silent.copy()
    doubting[::2] = [0.4, 0.6]  # of “red” alone: half of 0.4 and half of 1
    fitted = StanceClassifier(**settings).fit(texts, labels, taught=doubting)
    red, blue = fitted.predict_proba(["red", "blue"])
    assert abs(red[0] - 0.7) < 0.02
    assert blue[1] > 0.97
    with pytest.raises(ValueError, match=r"shape \(80, 3\); \(80, 2\) is needed"):
        StanceClassifier(**settings).fit(texts, labels, taught=np.zeros((80, 3)))


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        (["open", None], r"y\[1\] is None, which is no label; leave the row out"),
        (["open", float("nan")], r"y\[1\] is nan, which is no label"),
        (np.array(["open", None], dtype=object), r"y\[1\] is None"),
        ([1, "open"], "y holds texts and other labels; make texts of all, or of none"),
    ],
)
def test_labels_that_are_none_or_of_several_types_are_refused(labels, message):
    labels = np.tile(labels, 36) if isinstance(labels, np.ndarray) else labels * 36
    with pytest.raises(ValueError, match=message):
        StanceClassifier().fit(TEXTS, labels)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"groups": [None] * 72}, r"groups\[0\] is None; give each row a group"),
        ({"groups": [1.0] * 71 + [float("nan")]}, r"groups\[71\] is nan; give each row a group"),
        ({"groups": [[1]] * 72}, r"groups\[0\] is \[1\]; give each row a group"),
        ({"groups": [1]}, "groups has 1 entries, and there are 72 texts"),
        ({"measured": ["False"] * 72}, r"measured\[0\] is 'False'; give True or False"),
        ({"measured": [None] * 72}, r"measured\[0\] is None; give True or False"),
    ],
)
def test_what_rows_are_given_is_refused_where_it_says_nothing(arguments, message):
    with pytest.raises(ValueError, match=message):
        StanceClassifier().fit(TEXTS, LABELS, **arguments)


def test_groups_may_be_anything_that_can_be_told_apart():
    numbers = [i % 9 for i in range(72)]
    kinds = [numbers, [(n, "a") for n in numbers], [("a" if n else n) if n < 2 else str(n) for n in numbers]]
    found = [StanceClassifier(FeatureExtractor(), C=1.0).fit(TEXTS, LABELS, groups=g) for g in kinds]
    assert found[0].temperature_ == found[1].temperature_
    assert found[2].temperature_ > 0


def test_a_teacher_s_word_may_be_a_list():
    taught = np.full((72, 3), 1 / 3)
    found = [
        StanceClassifier(C=1.0, calibration_folds=0).fit(TEXTS, LABELS, taught=t)
        for t in (taught, taught.tolist())
    ]
    assert np.array_equal(found[0].coef_, found[1].coef_)


@pytest.mark.parametrize("weight", [-1, "2", float("nan"), None])
def test_a_weight_of_a_class_is_a_number_from_0_on(weight):
    with pytest.raises(ValueError, match=r"class_weight is \{'open': .*\}; a weight is a number from 0 on"):
        StanceClassifier(class_weight={"open": weight}).fit(TEXTS, LABELS)


@pytest.mark.parametrize("C", [None, 1.0])
def test_rarity_may_be_a_whole_number(C):  # noqa: N803
    found = [StanceClassifier(FeatureExtractor(), C=C, rarity=r).fit(TEXTS, LABELS) for r in (1, 1.0)]
    assert np.array_equal(found[0].coef_, found[1].coef_)


def test_parameters_that_are_refused_change_nothing():
    classifier = StanceClassifier()
    for wrong in ({"extractor__nothing": 1}, {"extractor__min_count": 3, "nothing": 1}):
        with pytest.raises(ValueError, match="Invalid parameter 'nothing'"):
            classifier.set_params(**wrong)
        assert classifier.extractor is None
    assert classifier.set_params(extractor__min_count=3).extractor.min_count == 3


def test_how_rare_a_feature_is_is_counted_without_the_rows_held_out(monkeypatch):
    counted = []

    def listening(features, rarity, kept=None):
        counted.append(kept)
        return _scale(features, rarity, kept)

    monkeypatch.setattr("stance.model.classifier._scale", listening)
    StanceClassifier(FeatureExtractor(), C=1.0, calibration_folds=3).fit(TEXTS, LABELS)
    *folds, whole = counted
    assert whole is None
    assert [len(kept) for kept in folds] == [48] * 3


def test_features_of_rows_held_out_do_not_count_as_rows():
    features = sp.csr_array(np.array([[1.0, 0.0], [1.0, 1.0], [1.0, 1.0]]))
    assert _scale(features.copy(), 1.0, np.array([0, 1])).tolist() == [1 / 2, 1.0]
    assert _scale(features.copy(), 1.0).tolist() == [1 / 3, 1 / 2]


def test_a_row_of_weight_two_counts_as_two_in_the_temperature():
    weights = np.array([1 + 2 * (i % 5 == 0) for i in range(72)])
    labels = [LABELS[i - 1] if i % 5 == 0 else LABELS[i] for i in range(72)]
    groups = [i % 4 for i in range(72)]
    settings = {"extractor": FeatureExtractor(min_count=1), "C": 1.0, "rarity": 0.0, "calibration_folds": 4}
    weighed = StanceClassifier(**settings).fit(TEXTS, labels, weights, groups)
    again = StanceClassifier(**settings).fit(
        *(np.repeat(v, weights).tolist() for v in (TEXTS, labels)), None, np.repeat(groups, weights)
    )
    alike = StanceClassifier(**settings).fit(TEXTS, labels, None, groups)
    assert weighed.temperature_ == pytest.approx(again.temperature_, rel=0.01)
    assert abs(alike.temperature_ - again.temperature_) > 0.05 * again.temperature_


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"calibration_folds": None}, "calibration_folds is None; it must be 0, or 2 or more"),
        ({"calibration_folds": "5"}, "calibration_folds is '5'; it must be 0, or 2 or more"),
        ({"rarity": "a"}, "rarity is 'a'; it must be a number"),
        ({"extractor": FeatureExtractor(min_count=10**6)}, r"no feature is in enough .* a smaller min_count"),
    ],
)
def test_parameters_that_nothing_can_be_fitted_with_are_named(parameters, message):
    with pytest.raises((TypeError, ValueError), match=message):
        StanceClassifier(**parameters).fit(TEXTS, LABELS)
