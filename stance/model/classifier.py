"""``StanceClassifier``: the scikit-learn estimator that is fitted to labelled statements."""

from __future__ import annotations

import contextlib
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from numbers import Integral, Real
from typing import Any, Self

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, ClassifierMixin, clone
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, StratifiedKFold
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, column_or_1d
from threadpoolctl import threadpool_limits

from stance.features import FeatureExtractor
from stance.inputs import check_texts, is_gap
from stance.model.calibration import best_temperature, softmax
from stance.model.fixed import fixed_step, to_fixed
from stance.text.copies import numbered

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

# Cross-validated on the corpus, macro-F1 of positions: 0.695 at 0, 0.707 at 1/4, 0.709 at 1/3, 0.689 at 1/2.
RARITY = 1 / 3

# The factor of ``default_strength``. Stance in tweets, the data and measure of ``training/semeval.py``, one
# seed of folds: 69.3 at 2, 69.2 at 6, 69.1 at 20.
_STRENGTH = 3.0

# Held-out rows after which no further fold is scored for the temperature: one number needs no more, and
# each fold costs a fit.
_ENOUGH_HELD = 20_000

# How much of a row's weight goes by what a teacher says of it, where one does; the rest goes by its label.
_TAUGHT = 0.5
_LEAST_SHARE = 1e-3  # of a row's weight: a label that has less of it is left out

_BLOCK = 2**20  # numbers scaled at a time

_SEED = 20_240_226  # any; it only fixes which rows make a fold where no groups are given


@dataclass(frozen=True, slots=True)
class Settings:
    """What the fit of weights is told: see the parameters of ``StanceClassifier``."""

    C: float
    rarity: float = RARITY
    class_weight: dict[Any, float] | str | None = None
    max_iter: int = 500


def own_task() -> FeatureExtractor:
    """Return the unfitted extractor for a task of one's own: all families, in half the memory."""
    return FeatureExtractor(families="all", dtype=np.float32)


class StanceClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Multinomial logistic regression over extracted features, with calibrated probabilities.

    Probabilities are calibrated by one temperature, fitted to scores of rows held out in
    cross-validation. Weights are rounded to fixed point as they are fitted, so that the shipped scorer,
    which adds them up as integers, is equal to the estimator and not merely close.

    Parameters
    ----------
    extractor : FeatureExtractor, another transformer or None
        The unfitted extractor. None stands for one of all families, which serves any task;
        ``FeatureExtractor()`` sees neither names nor the target, as the packaged model. Any other turns texts
        into numbers of the order of 1 without seeing labels, such as a union of it with ``EncoderVectors``;
        what is fitted to that can be pickled, and has no model folder.
    C : float or None
        The inverse strength of the L2 penalty. None stands for ``default_strength``, which goes by the
        length of the texts, or by how many numbers of each are not 0.
    rarity : float
        The penalty of a feature's weight grows with the number of its rows to the power 2 · rarity: rare
        features, whose weights a plain penalty holds near zero, may weigh more. 0 is the plain penalty.
    class_weight : dict, "balanced" or None
        As in scikit-learn.
    calibration_folds : int
        Folds for the temperature, at most one for each row of the rarest label; 0 leaves the scores as
        fitted. With very many rows only as many folds are scored as the temperature needs.
    max_iter : int
        The most steps of the solver.

    Attributes
    ----------
    classes_ : array (n_classes,)
        The labels, sorted; the columns of ``predict_proba``.
    extractor_ : FeatureExtractor or another transformer
        The fitted extractor.
    coef_ : float64 array (n_classes, n_features)
        Weights, divided by the temperature.
    intercept_ : float64 array (n_classes,)
        Scores of a text without features, or whose numbers are all 0.
    temperature_ : float
        The temperature that was fitted.
    step_ : int or None
        Weights are multiples of 1 / step_; None for another extractor than ``FeatureExtractor``, whose
        weights are as fitted.
    C_ : float
        The inverse penalty that was used.
    n_iter_ : int
        The steps that the solver took.

    """

    def __init__(
        self,
        extractor: Any = None,
        C: float | None = None,  # noqa: N803
        rarity: float = RARITY,
        class_weight: dict[Any, float] | str | None = None,
        calibration_folds: int = 5,
        max_iter: int = 500,
    ) -> None:
        self.extractor = extractor
        self.C = C
        self.rarity = rarity
        self.class_weight = class_weight
        self.calibration_folds = calibration_folds
        self.max_iter = max_iter

    def set_params(self, **params: Any) -> Self:
        """Set parameters; those of an extractor that is None are those of the one that it stands for."""
        of_extractor = {name: value for name, value in params.items() if name.startswith("extractor__")}
        if of_extractor and params.get("extractor", self.extractor) is None:
            # Made whole first: an error must not leave another extractor behind.
            made = own_task().set_params(
                **{n.removeprefix("extractor__"): v for n, v in of_extractor.items()}
            )
            params = {n: v for n, v in params.items() if n not in of_extractor} | {"extractor": made}
        super().set_params(**params)
        return self

    def fit(
        self,
        X: Iterable[str],  # noqa: N803
        y: Iterable[Any],
        sample_weight: Iterable[float] | None = None,
        groups: Iterable[Any] | None = None,
        measured: Iterable[bool] | None = None,
        taught: NDArray[Any] | None = None,
    ) -> Self:
        """Fit to texts and labels.

        Rows that share a value of ``groups`` stay in one fold of the calibration; without groups, copies of
        a text do where every label has other texts. Rows that are not
        ``measured`` (None: all are) are learnt from and never calibrated on. ``taught``: (n_texts, n_labels),
        the probabilities that a teacher gives the sorted labels, NaN where it gives none; weights are
        fitted half to them and half to the label (distillation; Hinton, Vinyals and Dean, 2015), the
        temperature to labels alone. Returns self.
        Raises ``ValueError`` when lengths differ, there are fewer than two labels, or a label has too few
        rows or groups to be calibrated, or no feature is kept; ``TypeError`` for texts or a rarity that are
        none.
        """
        texts = check_texts(X)
        labels = _labels(y, len(texts))
        weights = _row_weights(sample_weight, len(texts))
        group_of = _row_groups(groups, len(texts))
        held = _row_marks(measured, len(texts))
        self.classes_, encoded = np.unique(labels, return_inverse=True)
        self._check_classes(encoded, weights)
        shares = (
            None
            if taught is None
            else taught_shares(encoded, len(self.classes_), np.asarray(taught, dtype=np.float64))
        )
        self.extractor_ = clone(own_task() if self.extractor is None else self.extractor)
        features = self._features(self.extractor_.fit_transform(texts), len(texts))
        if not features.shape[1]:
            raise ValueError("no feature is in enough of the texts; give more texts, or a smaller min_count")
        self.C_ = default_strength(features, self.rarity) if self.C is None else self.C
        copies = numbered(texts) if self.calibration_folds and group_of is None else None
        if not (used := weights > 0).all():
            features, encoded, weights = features[used], encoded[used], weights[used]
            shares = None if shares is None else shares[used]
            group_of = None if group_of is None else group_of[used]
            held = None if held is None else held[used]
            copies = None if copies is None else copies[used]
        # One thread: sums in another order would change the last bits of the weights.
        with threadpool_limits(1):
            self.temperature_ = self._fit_temperature(
                features, encoded, weights, shares, group_of, held, copies
            )
            scale = _scale(features, self.rarity)
            coef, intercept, self.n_iter_ = _fit_scaled(features, encoded, weights, self._settings(), shares)
        coef *= scale
        self.coef_, self.intercept_ = coef / self.temperature_, intercept / self.temperature_
        self.step_ = None
        if isinstance(self.extractor_, FeatureExtractor):
            self.step_ = fixed_step(np.column_stack([self.coef_, self.intercept_]))
            self.coef_ = to_fixed(self.coef_, self.step_) / self.step_
            self.intercept_ = to_fixed(self.intercept_, self.step_) / self.step_
        return self

    def decision_function(self, X: Iterable[str]) -> NDArray[np.float64]:  # noqa: N803
        """Return log-odds scores: float64 (n_texts, n_classes); for two classes (n_texts,)."""
        scores = self._scores(X)
        return scores[:, 1] - scores[:, 0] if len(self.classes_) == 2 else scores

    def predict_proba(self, X: Iterable[str]) -> NDArray[np.float64]:  # noqa: N803
        """Return calibrated probabilities: float64 (n_texts, n_classes), columns as ``classes_``."""
        return softmax(self._scores(X))

    def predict(self, X: Iterable[str]) -> NDArray[Any]:  # noqa: N803
        """Return the most probable label of each text: (n_texts,)."""
        scores = self._scores(X)
        winners: NDArray[Any] = self.classes_[scores.argmax(axis=1)]
        return winners

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        return tags

    def _check_classes(self, encoded: Ints, weights: Floats) -> None:
        if len(self.classes_) < 2:
            raise ValueError(
                f"only one label, {self.classes_.tolist()}; one class cannot be told from another"
            )
        unweighted = self.classes_[np.bincount(encoded, weights=weights) == 0]
        if len(unweighted):
            raise ValueError(
                f"every row of the classes {unweighted.tolist()} has the weight zero; leave those rows out"
            )
        folds: Any = self.calibration_folds
        if not isinstance(folds, Integral) or folds < 0 or folds == 1:
            raise ValueError(f"calibration_folds is {folds!r}; it must be 0, or 2 or more")
        rarity: Any = self.rarity
        if not isinstance(rarity, Real):
            raise TypeError(f"rarity is {rarity!r}; it must be a number")
        single = self.classes_[np.bincount(encoded[weights > 0]) < 2]
        if self.calibration_folds and len(single):
            raise ValueError(
                f"the labels {single.tolist()} have one row each, and calibration needs two or more of every "
                "label; add rows, leave the label out, or set calibration_folds=0"
            )

    def _scores(self, texts: Iterable[str]) -> NDArray[np.float64]:
        check_is_fitted(self, "coef_")
        known = check_texts(texts)
        features = self._features(self.extractor_.transform(known), len(known))
        return np.asarray(features @ self.coef_.T) + self.intercept_

    def _features(self, found: Any, n_texts: int) -> Any:
        """Return what the extractor made of texts as a sparse matrix; that of others is not written to."""
        if isinstance(self.extractor_, FeatureExtractor):
            return found
        if getattr(found, "shape", ())[:1] != (n_texts,) or len(found.shape) != 2:
            name, shape = type(self.extractor_).__name__, getattr(found, "shape", type(found).__name__)
            raise ValueError(f"the extractor {name} made {shape} of {n_texts} texts; a row a text is needed")
        return sp.csr_array(found, dtype=np.float64, copy=True)

    def _fit_temperature(
        self,
        features: Any,
        encoded: Ints,
        weights: Floats,
        shares: Floats | None,
        groups: NDArray[Any] | None,
        measured: NDArray[np.bool_] | None,
        copies: Ints | None,
    ) -> float:
        if not self.calibration_folds:
            return 1.0
        held = np.ones(len(encoded), bool) if measured is None else measured
        folds = make_folds(encoded, groups, self.calibration_folds, held, copies)
        if not folds:  # too few texts: copies apart are better than no temperature
            folds = make_folds(encoded, groups, self.calibration_folds, held)
        if not folds:
            raise ValueError(
                "the measured rows cannot be parted into folds that all keep every label: too few rows of a "
                "label, too few groups, or a label in one group only; add rows or groups, give no groups, or "
                "set calibration_folds=0"
            )
        n_held = np.cumsum([len(rows) for _, rows in folds])
        folds = folds[: int(np.searchsorted(n_held, _ENOUGH_HELD)) + 1]
        scores = []
        for kept, rows in folds:
            own = np.zeros(len(weights))
            own[kept] = weights[kept]
            # Rows held out stay where they are, without weight: very many have no room for another copy.
            scale = _scale(features, self.rarity, kept)
            coef, intercept, _ = _fit_scaled(features, encoded, own, self._settings(), shares)
            scores.append(features[rows] @ coef.T + intercept)
            _multiply(features, 1 / scale)
            if isinstance(self.extractor_, FeatureExtractor):  # counts are to the bit what they were
                np.rint(features.data, out=features.data)
        scored = np.concatenate([rows for _, rows in folds])
        return best_temperature(np.concatenate(scores), encoded[scored], weights[scored])

    def _settings(self) -> Settings:
        class_weight = self.class_weight
        if isinstance(class_weight, dict):
            unknown = set(class_weight) - set(self.classes_.tolist())
            if unknown:
                raise ValueError(f"class_weight names {sorted(map(str, unknown))}, which are no labels here")
            wrong = {c: w for c, w in class_weight.items() if not (isinstance(w, Real) and 0 <= w < np.inf)}
            if wrong:
                raise ValueError(f"class_weight is {wrong}; a weight is a number from 0 on")
            class_weight = {i: class_weight.get(c, 1.0) for i, c in enumerate(self.classes_.tolist())}
        return Settings(self.C_, self.rarity, class_weight, self.max_iter)


def _labels(y: Iterable[Any] | None, n_rows: int) -> NDArray[Any]:
    """Return the labels as one column, read once."""
    if y is None:
        raise ValueError("StanceClassifier requires y to be passed, but the target y is None")
    given = y if hasattr(y, "__array__") else list(y)
    labels = np.asarray(given)
    if len(labels) != n_rows:
        raise ValueError(f"{n_rows} texts and {len(labels)} labels; each text needs one label")
    column: NDArray[Any] = column_or_1d(labels, warn=True)
    if column.dtype.kind == "f" and not np.isfinite(column).all():
        raise ValueError("Input y contains NaN or infinity; each text needs a label")
    _check_labels(given if isinstance(given, list) else column.tolist())
    check_classification_targets(column)
    return column


def _check_labels(labels: list[Any]) -> None:
    """Raise ``ValueError`` where numpy would make texts: of what is missing, and of labels among texts."""
    for i, label in enumerate(labels):
        if is_gap(label):
            raise ValueError(f"y[{i}] is {label}, which is no label; leave the row out, or give it one")
    if len({isinstance(label, str) for label in labels}) > 1:
        raise ValueError("y holds texts and other labels; make texts of all, or of none")


def _read_once(values: Iterable[Any]) -> NDArray[Any]:
    """Return values as an array; they may be one, a frame's column or a generator."""
    return np.asarray(values if hasattr(values, "__array__") else list(values))


def _row_values(name: str, values: Iterable[Any] | None, n_rows: int) -> NDArray[Any] | None:
    """Return what is given for each row as an array, read once: it may be a generator."""
    if values is None:
        return None
    array = _read_once(values)
    if array.shape != (n_rows,):
        raise ValueError(f"{name} has {len(array)} entries, and there are {n_rows} texts")
    return array


def _row_groups(groups: Iterable[Any] | None, n_rows: int) -> Ints | None:
    """Return the number of each row's group, in the order of the groups where they have one."""
    if groups is None:
        return None
    values = groups.tolist() if hasattr(groups, "tolist") else list(groups)
    if len(values) != n_rows:
        raise ValueError(f"groups has {len(values)} entries, and there are {n_rows} texts")
    for i, value in enumerate(values):
        if is_gap(value) or not isinstance(value, Hashable):
            raise ValueError(f"groups[{i}] is {value!r}; give each row a group, such as a text or a number")
    different = list(dict.fromkeys(values))
    with contextlib.suppress(TypeError):  # of several types: as they come up
        different.sort()
    places = {value: i for i, value in enumerate(different)}
    return np.array([places[value] for value in values], dtype=np.int64)


def _row_marks(measured: Iterable[bool] | None, n_rows: int) -> NDArray[np.bool_] | None:
    """Return which rows are measured."""
    marks = _row_values("measured", measured, n_rows)
    for i, mark in enumerate([] if marks is None else marks.tolist()):
        if not isinstance(mark, Real) or mark not in (0, 1):
            raise ValueError(f"measured[{i}] is {mark!r}; give True or False")
    return None if marks is None else marks.astype(bool)


def _row_weights(sample_weight: Iterable[float] | None, n_rows: int) -> Floats:
    given = _row_values("sample_weight", sample_weight, n_rows)
    weights = np.ones(n_rows) if given is None else given.astype(np.float64)
    if not (np.isfinite(weights).all() and (weights >= 0).all()):
        raise ValueError("sample_weight holds a weight that is negative or no number")
    return weights


def make_folds(
    encoded: Ints,
    groups: NDArray[Any] | None,
    n_folds: int,
    measured: NDArray[np.bool_] | None = None,
    copies: Ints | None = None,
) -> list[tuple[Ints, Ints]]:
    """Return (kept, held) rows of each fold, groups kept whole; none where a class has too few rows.

    Without groups each fold has its share of each class, and rows of one number of ``copies`` are kept
    together. Rows that are not measured are kept in every fold but those that hold their group. A class
    that has only such rows sets no bound.
    """
    rows = np.flatnonzero(np.ones(len(encoded), bool) if measured is None else measured)
    others = np.setdiff1d(np.arange(len(encoded)), rows)
    together = (np.arange(len(encoded)) if copies is None else copies) if groups is None else groups
    classes, n_rows = np.unique(encoded[rows], return_counts=True)
    n_folds = min(n_folds, int(n_rows.min(initial=len(rows))))
    if groups is not None:
        n_folds = min(n_folds, len(np.unique(groups[rows])))
    if n_folds < 2:
        return []
    if groups is None:
        parts = _shuffled(encoded[rows], together[rows], n_folds)
    else:
        parts = GroupKFold(n_folds).split(rows, encoded[rows], groups[rows])
    folds = []
    for kept, held in parts:
        beside = others[~np.isin(together[others], together[rows[held]])]
        folds.append((np.sort(np.concatenate([rows[kept], beside])), rows[held]))
    complete = all(np.isin(classes, encoded[kept]).all() for kept, _ in folds)
    return folds if complete else []


def _shuffled(encoded: Ints, copies: Ints, n_folds: int) -> Iterator[tuple[Ints, Ints]]:
    """Part the different texts at random, a share of each class to each fold; give the rows of each part.

    A text that has several labels goes by the first.
    """
    _, first, text = np.unique(copies, return_index=True, return_inverse=True)
    own = encoded[first]
    n_folds = min(n_folds, int(np.unique(own, return_counts=True)[1].min()))
    if n_folds < 2:
        return
    for _, held in StratifiedKFold(n_folds, shuffle=True, random_state=_SEED).split(first, own):
        is_held = np.isin(text, held)
        yield np.flatnonzero(~is_held), np.flatnonzero(is_held)


def taught_shares(encoded: Ints, n_classes: int, taught: NDArray[Any]) -> Floats:
    """Return how much of each row's weight each label has: float64 (n_rows, n_classes), rows sum to 1.

    Raises ``ValueError`` where what the teacher says has another shape.
    """
    if taught.shape != (len(encoded), n_classes):
        raise ValueError(f"taught has the shape {taught.shape}; ({len(encoded)}, {n_classes}) is needed")
    own = np.eye(n_classes)[encoded]
    return np.where(np.isnan(taught), own, _TAUGHT * taught + (1 - _TAUGHT) * own)


def held_out_scores(
    features: Any,
    encoded: Ints,
    weights: Floats,
    folds: list[tuple[Ints, Ints]],
    settings: Settings,
    shares: Floats | None = None,
) -> Floats:
    """Score each row by weights fitted to the other folds: float64 (n_rows, n_classes)."""
    scores = np.zeros((len(encoded), int(encoded.max()) + 1))
    for kept, held in folds:
        own = None if shares is None else shares[kept]
        coef, intercept, _ = fit_weights(features[kept], encoded[kept], weights[kept], settings, own)
        scores[held] = features[held] @ coef.T + intercept
    return scores


def default_strength(features: Any, rarity: float = RARITY) -> float:
    """Return an inverse penalty that suits the features: inversely as the rows' mean squared length.

    A long text has many features, whose weights add up to as large a score when each is small; SVMlight
    (Joachims 1999) takes the same default but for the factor. Repeated features count once.
    """
    n_rows = _rows_of_features(features)
    squares = float((n_rows[n_rows > 0] ** (1.0 - 2 * rarity)).sum())
    return _STRENGTH * int(features.shape[0]) / max(squares, 1.0)


def _rows_of_features(features: Any) -> Ints:
    counted: Ints = np.bincount(features.indices, minlength=features.shape[1])
    return counted


def fit_weights(
    features: Any, encoded: Ints, weights: Floats, settings: Settings, shares: Floats | None = None
) -> tuple[Floats, Floats, int]:
    """Fit penalised weights: float64 (n_classes, n_features) and (n_classes,), for two classes mirrored.

    ``shares``: float64 (n_rows, n_classes), how much of a row's weight each label has; None gives all to its
    own. The third value is the number of steps that the solver took.
    """
    used = weights > 0
    rows = features.copy() if used.all() else features[used]
    scale = _scale(rows, settings.rarity)
    own = None if shares is None else shares[used]
    coef, intercept, n_steps = _fit_scaled(rows, encoded[used], weights[used], settings, own)
    return coef * scale, intercept, n_steps


def _scale(features: Any, rarity: float, kept: Ints | None = None) -> Floats:
    """Multiply features, in place, so that a plain penalty holds the rare ones less; return by how much.

    How rare they are is counted in the rows ``kept``, by default all.
    """
    n_rows = _rows_of_features(features)
    if kept is not None:
        n_rows = n_rows - _rows_of_features(features[np.setdiff1d(np.arange(features.shape[0]), kept)])
    scale = np.maximum(n_rows, 1) ** -float(rarity)  # a whole number has no negative powers
    _multiply(features, scale)
    return scale


def _multiply(features: Any, factors: Floats) -> None:
    """Multiply each column by its factor, in place."""
    of_column = factors.astype(features.dtype)
    for start in range(0, len(features.data), _BLOCK):
        block = slice(start, start + _BLOCK)
        features.data[block] *= of_column[features.indices[block]]


def _fit_scaled(
    scaled: Any, encoded: Ints, weights: Floats, settings: Settings, shares: Floats | None
) -> tuple[Floats, Floats, int]:
    """Fit weights of scaled features. Rows whose weight is 0 are not learnt from."""
    class_weight = settings.class_weight
    if class_weight == "balanced":  # by the rows that have a weight, which not every scikit-learn does
        total = np.bincount(encoded, weights=weights)
        weights = (
            weights * (weights.sum() / (np.count_nonzero(total) * np.where(total > 0, total, 1)))[encoded]
        )
        class_weight = None
    model = LogisticRegression(C=settings.C, class_weight=class_weight, max_iter=settings.max_iter, tol=1e-3)
    labels, row_weights = encoded, weights
    if shares is not None:
        parts = shares * weights[:, np.newaxis]
        place, labels = np.nonzero((shares > _LEAST_SHARE) & (weights > 0)[:, np.newaxis])
        scaled, row_weights = scaled[place], parts[place, labels]
    model.fit(scaled, labels, sample_weight=row_weights)
    coef, intercept = model.coef_.astype(np.float64), model.intercept_.astype(np.float64)
    if len(coef) == 1:
        coef, intercept = np.vstack([-coef, coef]) / 2, np.concatenate([-intercept, intercept]) / 2
    return coef, intercept, int(model.n_iter_.max())
