"""Training: labelled statements to a model folder. Fit, choose, calibrate, write."""

from __future__ import annotations

import platform
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import scipy
import sklearn
from joblib import Parallel, delayed
from numpy.typing import NDArray

from stance.data.rows import Statement, weight_of
from stance.errors import DataError
from stance.evaluation.metrics import Figures, figures_of
from stance.families import see_words_as_written
from stance.features import FeatureExtractor
from stance.model.calibration import best_temperature, softmax
from stance.model.classifier import (
    Settings,
    StanceClassifier,
    default_strength,
    held_out_scores,
    make_folds,
    own_task,
    taught_shares,
)
from stance.model.labeler import PACKAGED
from stance.model.lexical import weights_of
from stance.model.packing import FAST, check_replaceable, open_folder, save_lexical
from stance.render.card import OF_THE_CORPUS, how_held_out, model_card
from stance.text.copies import numbered, plain
from stance.training.corpus import corpus_hash, packaged_corpus, text_marks
from stance.values import Position
from stance.version import __version__

STRENGTHS = (1.0, 2.0, 4.0, 8.0)  # inverse penalties that cross-validation chooses from: the masked families'
_SHARES = (0.1, 0.3, 1.0, 3.0)  # of ``default_strength``, for labels of another kind
_FOLDS = 5
_REVIEW_STRENGTH = 2.0  # inverse penalty of the classifiers that judge out of fold
_FEWEST_ROWS = 10  # of a class: fewer cannot be cross-validated in five folds, grouped
_MOST_NAMED = 5  # labels in a message: a column of something else has thousands

Progress = Callable[[str, int], None]  # is told a step as it begins, and how many there are in all
Tell = Callable[[str], object]  # is told what a user should know
Folds = list[tuple[NDArray[np.int64], NDArray[np.int64]]]


@dataclass(frozen=True, slots=True)
class Head:
    """One question put to a statement: its labels, and the weight of each row, 0 where it has none."""

    name: str
    labels: NDArray[Any]
    weights: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Trained:
    """A fitted head, its chosen strength, and its figures on rows held out in cross-validation."""

    estimator: StanceClassifier
    strength: float
    figures: Figures


def heads_of(statements: Sequence[Statement]) -> list[Head]:
    """Return the heads that the statements have labels for; position always, sentiment where given.

    A row weighs what its column “weight” says, or 1.

    Raises ``DataError`` when a label has too few rows or there is only one label.
    """
    weights = np.array([_weight(s) for s in statements])
    heads = [Head("position", np.array([s.position for s in statements]), weights)]
    settled = np.array([s.sentiment is not None for s in statements], dtype=float)
    if settled.any():
        # A row without the label takes part in the vocabulary and, with weight 0, in nothing else.
        filler = next(s.sentiment for s in statements if s.sentiment is not None)
        sentiments = np.array([s.sentiment or filler for s in statements])
        heads.append(Head("sentiment", sentiments, settled * weights))
    for head in heads:
        counts = Counter(head.labels[head.weights > 0].tolist())
        _check_counts(counts, f"to train and to calibrate {head.name}")
    return heads


def without_poor_sentiment(
    statements: Sequence[Statement], check: Callable[[Sequence[Statement]], object], tell: Tell
) -> Sequence[Statement]:
    """Return the statements, without their sentiments where these alone make ``check`` raise ``DataError``.

    Whoever has a column of that name need not have asked for a second question.
    """
    try:
        check(statements)
    except DataError as error:
        if not any(s.sentiment for s in statements):
            raise
        bare = [replace(s, sentiment=None) for s in statements]
        check(bare)
        tell(f"the column “sentiment” is left out: {error}")
        return bare
    return statements


def _folds_of(
    statements: Sequence[Statement], groups: Sequence[Any] | None, measured: Sequence[bool] | None
) -> list[tuple[Head, NDArray[np.bool_], Folds]]:
    """Return each head, the rows that it is measured on and its folds.

    Raises ``DataError`` where there are none.
    """
    copies = numbered(s.text for s in statements) if groups is None else None
    found = []
    for head in heads_of(statements):
        held = (head.weights > 0) & (True if measured is None else np.asarray(measured))
        encoded = np.unique(head.labels, return_inverse=True)[1]
        folds = make_folds(encoded, None if groups is None else np.asarray(groups), _FOLDS, held, copies)
        classes = [set(encoded[rows[head.weights[rows] > 0]].tolist()) for rows, _ in folds]
        if not folds or any(kept < set(encoded[head.weights > 0].tolist()) for kept in classes):
            raise DataError(_unparted(head.name, grouped=groups is not None))
        found.append((head, held, folds))
    return found


def _unparted(head: str, *, grouped: bool) -> str:
    why = (
        "too few groups, or a label in one group only; give a column with more groups, or none"
        if grouped
        else "copies of a text stay together, and a label has too few different texts; give more of them"
    )
    return f"the rows cannot be parted into folds that all keep every label of {head}: {why}"


def _check_counts(counts: Counter[str], purpose: str) -> None:
    """Raise ``DataError`` where a label has too few rows, which it names, or there are not two labels."""
    if len(counts) < 2:
        there = ", ".join(f"“{label}” has {n}" for label, n in counts.items()) or "there is none"
        raise DataError(
            f"at least two labels with {_FEWEST_ROWS} rows each are needed {purpose}; {there}; "
            "give rows of another label"
        )
    few = sorted((label, n) for label, n in counts.items() if n < _FEWEST_ROWS)
    if few:
        named = ", ".join(f"“{label}” has {n}, {_FEWEST_ROWS - n} too few" for label, n in few[:_MOST_NAMED])
        rest = f", and {len(few) - _MOST_NAMED} more labels" if len(few) > _MOST_NAMED else ""
        leave = ", or leave its rows out" if len(counts) - len(few) >= 2 else ""
        raise DataError(
            f"{_FEWEST_ROWS} rows of each label are needed {purpose}: {named}{rest}; give more rows{leave}"
        )


def _weight(statement: Statement) -> float:
    try:
        return weight_of(statement.extra.get("weight"))
    except ValueError as error:
        raise DataError(f"line {statement.line}: {error}") from error


def extractor_for(labels: Iterable[str]) -> FeatureExtractor:
    """Return the unfitted extractor that fits the labels of position.

    Positions on the target are learnt from the masked families, so that names never count; labels of
    another kind from all, since what tells them may be any word.
    """
    own = set(labels) - set(Position)
    return own_task() if own else FeatureExtractor()


def train(
    statements: Sequence[Statement],
    groups: Sequence[Any] | None,
    *,
    measured: Sequence[bool] | None = None,
    taught: NDArray[np.float64] | None = None,
    strengths: Sequence[float] | None = None,
    n_jobs: int = 2,
    progress: Callable[[str], None] = lambda _: None,
) -> dict[str, Trained]:
    """Choose the strength of each head by cross-validation, then fit it to all rows.

    Groups are held out whole, and without them copies of a text.
    Rows that are not ``measured`` (None: all are) are learnt from, and take no part in choosing,
    calibrating and figures. ``taught``: float64 (n_statements, n_positions), a teacher's probabilities of the
    sorted positions, NaN where it gave none; sentiment is learnt from labels alone, which was better by 2
    points on statements of other events. Raises ``DataError`` where rows or groups are too few.
    ``progress`` is called with a step's name as it begins: features, then for each head one
    cross-validation a strength and the fit.
    """
    texts = [s.text for s in statements]
    progress("features")
    extractor = extractor_for(s.position for s in statements)
    features = extractor.fit(texts).transform(texts)
    strengths = strengths or _strengths_for(extractor, features)
    trained = {}
    for head, held, folds in _folds_of(statements, groups, measured):
        classes, encoded = np.unique(head.labels, return_inverse=True)
        own = taught if head.name == "position" else None
        shares = None if own is None else taught_shares(encoded, len(classes), own)
        rows = (features, encoded, head.weights, folds, shares)
        scores: list[NDArray[np.float64]] = []
        for strength in strengths:
            progress(f"{head.name}: cross-validation, C = {strength}")
            scores.append(_held_out(rows, strength, n_jobs))
        gold = classes[encoded[held]].tolist()
        figures = [_figures(gold, encoded[held], s[held], classes.tolist()) for s in scores]
        best = int(np.argmax([f.macro_f1.value for f in figures]))
        progress(f"{head.name}: fit")
        estimator = StanceClassifier(extractor, C=strengths[best], calibration_folds=_FOLDS)
        estimator.fit(texts, head.labels, head.weights, groups, measured, own)
        trained[head.name] = Trained(estimator, strengths[best], figures[best])
    return trained


def _strengths_for(extractor: FeatureExtractor, features: Any) -> tuple[float, ...]:
    if extractor.families is None:
        return STRENGTHS
    return tuple(float(f"{share * default_strength(features):.3g}") for share in _SHARES)


def _held_out(rows: tuple[Any, ...], strength: float, n_jobs: int) -> NDArray[np.float64]:
    """Score held-out rows, the folds in parallel processes."""
    features, encoded, weights, folds, shares = rows
    parts = Parallel(n_jobs=n_jobs)(
        delayed(held_out_scores)(features, encoded, weights, [fold], Settings(strength), shares)
        for fold in folds
    )
    total: NDArray[np.float64] = sum(parts[1:], parts[0])
    return total


def _figures(
    gold: list[str], encoded: NDArray[np.int64], scores: NDArray[np.float64], labels: list[str]
) -> Figures:
    temperature = best_temperature(scores, encoded, np.ones(len(encoded)))
    return figures_of(gold, softmax(scores / temperature), labels)


def train_folder(
    folder: Path,
    name: str,
    statements: Sequence[Statement],
    groups: Sequence[Any] | None,
    *,
    made_by: str,
    kinds: str = "",
    measured: Sequence[bool] | None = None,
    taught: NDArray[np.float64] | None = None,
    strengths: Sequence[float] | None = None,
    packaged: bool = False,
    n_jobs: int = 2,
    progress: Progress = lambda _step, _total: None,
    tell: Tell = warnings.warn,
) -> dict[str, Figures]:
    """Train, and write the model folder with the facts of its training; return the held-out figures.

    ``kinds``: a sentence of the model card on what the statements are; ``packaged``: whether the card is
    that of the library's own model. Sentiments that are too few are left out, and ``tell`` is told. Raises
    ``ModelError``, before it trains, where the folder holds something that is no model's.
    """
    check_replaceable(folder)
    sha256 = corpus_hash(statements)
    own = list(statements) if measured is None else _where(statements, measured)
    is_beside = len(own) < len(statements) and not packaged
    statements = without_poor_sentiment(statements, lambda rows: _folds_of(rows, groups, measured), tell)
    n_steps = 1 + len(heads_of(statements)) * (len(strengths or STRENGTHS) + 1)
    trained = train(
        statements,
        groups,
        measured=measured,
        taught=taught,
        strengths=strengths,
        n_jobs=n_jobs,
        progress=lambda step: progress(step, n_steps),
    )
    figures = {head: t.figures for head, t in trained.items()}
    weights = weights_of({head: t.estimator for head, t in trained.items()})
    names_count = see_words_as_written(family.name for family in weights.families)
    whose = "your own statements" if is_beside else "statements"
    card = model_card(
        name,
        "lexical",
        made_by,
        statements,
        kinds,
        sha256,
        figures,
        library_versions() if packaged else own_versions(),
        names_count=names_count,
        measured_on=OF_THE_CORPUS if packaged else how_held_out(whose, grouped=groups is not None),
    )
    facts: dict[str, Any] = {
        "n_statements": len(statements),
        "corpus_sha256": sha256,
        "heads": {head: _facts(t) for head, t in trained.items()},
        "libraries": library_versions(),
    }
    if is_beside:
        facts["own_sha256"] = corpus_hash(own)
    if not packaged:
        facts["text_marks"] = text_marks(own)
    save_lexical(folder, weights, name=name, training=facts, card=card)
    return figures


def _where(statements: Sequence[Statement], wanted: Sequence[bool]) -> list[Statement]:
    return [s for s, is_wanted in zip(statements, wanted, strict=True) if is_wanted]


def train_folder_with_corpus(
    folder: Path,
    name: str,
    statements: Sequence[Statement],
    groups: Sequence[Any] | None,
    *,
    made_by: str,
    n_jobs: int = 2,
    progress: Progress = lambda _step, _total: None,
    tell: Tell = warnings.warn,
) -> dict[str, Figures]:
    """Train on statements and the packaged corpus together, with the strength of the packaged model.

    Figures and calibration are those of the statements, each group held out in turn; copies of them in the
    corpus are left out, and ``tell`` is told how many. Raises ``DataError`` for labels that the corpus has
    not.
    """
    corpus, events = packaged_corpus()
    _check_known({s.position for s in corpus}, {s.position for s in statements})
    moods = {s.sentiment for s in corpus if s.sentiment}
    statements = without_poor_sentiment(
        statements, lambda rows: _check_known(moods, {s.sentiment for s in rows if s.sentiment}), tell
    )
    corpus, events = _without_copies(corpus, events, statements, tell)
    if not any(s.sentiment for s in statements):  # figures could not be taken on it
        corpus = [replace(s, sentiment=None) for s in corpus]
    strength = open_folder(PACKAGED / FAST)[1].training["heads"]["position"]["C"]
    counts = ", ".join(f"{label} {n}" for label, n in sorted(Counter(s.position for s in statements).items()))
    return train_folder(
        folder,
        name,
        [*statements, *corpus],
        None if groups is None else [*(f"own: {group}" for group in groups), *events],
        made_by=made_by,
        kinds=f"{len(statements)} are your own, on which figures are taken ({counts}); the others are the "
        "library's.",
        measured=[True] * len(statements) + [False] * len(corpus),
        strengths=[strength],
        n_jobs=n_jobs,
        progress=progress,
        tell=tell,
    )


def _without_copies(
    corpus: list[Statement], events: list[str], statements: Sequence[Statement], tell: Tell
) -> tuple[list[Statement], list[str]]:
    """Leave out what the statements have too: their labels count, and it must not be learnt from apart."""
    own = {plain(s.text) for s in statements}
    kept = [(s, event) for s, event in zip(corpus, events, strict=True) if plain(s.text) not in own]
    if n_copies := len(corpus) - len(kept):
        tell(f"{n_copies} statements of the library's corpus have the text of yours and are left out")
    return [s for s, _ in kept], [event for _, event in kept]


def _check_known(known: set[str], own: set[str]) -> None:
    if foreign := sorted(own - known):
        raise DataError(f"the corpus has the labels {', '.join(sorted(known))}, and not {', '.join(foreign)}")


def _facts(trained: Trained) -> dict[str, Any]:
    return {
        "C": trained.strength,
        "temperature": round(trained.estimator.temperature_, 6),
        "cross_validated_macro_f1": round(trained.figures.macro_f1.value, 4),
        "cross_validated_accuracy": round(trained.figures.accuracy.value, 4),
        "cross_validated_ece": round(trained.figures.ece, 4),
        "n_features": len(trained.estimator.extractor_.keys_),
    }


def library_versions() -> dict[str, str]:
    """Return the versions that a fit depends on."""
    return {
        "python": platform.python_version(),
        "numpy": np.__version__,
        "scipy": scipy.__version__,
        "scikit-learn": sklearn.__version__,
    }


def own_versions() -> dict[str, str]:
    """Return these and the library's own, for the card of a user's model."""
    return {"stance": __version__} | library_versions()


def out_of_fold(texts: Sequence[str], labels: Sequence[str | None]) -> NDArray[np.float64]:
    """Judge each row by a classifier fitted to the labelled rows of the other folds.

    Copies of a text are in one fold. Returns float64 (n_texts, n_labels), columns in the order of the sorted
    labels. Rows without a label are judged by a classifier fitted to all labelled ones. Raises ``DataError``
    where a label has too few.
    """
    labelled = np.array([i for i, label in enumerate(labels) if label is not None], dtype=np.int64)
    counts = Counter(str(labels[i]) for i in labelled.tolist())
    _check_counts(counts, "to judge rows out of fold")
    names, encoded = np.unique([str(labels[i]) for i in labelled.tolist()], return_inverse=True)
    probabilities = np.zeros((len(texts), len(names)))
    others = np.setdiff1d(np.arange(len(texts)), labelled)
    copies = numbered(texts[i] for i in labelled.tolist())
    folds = [
        (labelled[kept], labelled[held]) for kept, held in make_folds(encoded, None, _FOLDS, copies=copies)
    ]
    if not folds:
        raise DataError(_unparted("the column", grouped=False))
    extractor = extractor_for(names.tolist())
    strength = _REVIEW_STRENGTH if extractor.families is None else None
    for kept, held in [*folds, (labelled, others)]:
        if len(held):
            fitted = StanceClassifier(extractor, C=strength)
            fitted.fit([texts[i] for i in kept.tolist()], [labels[i] for i in kept.tolist()])
            probabilities[held] = fitted.predict_proba([texts[i] for i in held.tolist()])
    return probabilities
