"""A task of one's own: stance in tweets. ``python training/semeval.py train.tsv``.

The file is the training part of SemEval-2016 Task 6 (Mohammad, Sobhani and Kiritchenko 2016: "Stance and
sentiment in tweets"), which its authors hand out. In cross-validation, the same folds for all, it compares
``StanceClassifier``, on words alone and on words and the encoder's vectors, with a support vector machine on
n-grams of words and characters, which no system of that task was better than. Stance: one classifier a
target, all targets' predictions pooled, the mean of F1 of FAVOR and AGAINST; sentiment: one classifier, the
mean of F1 of POSITIVE and NEGATIVE.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import numpy as np
from joblib import Parallel, delayed
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import make_pipeline, make_union
from sklearn.preprocessing import StandardScaler
from sklearn.svm import LinearSVC

from stance.features import FeatureExtractor
from stance.model import StanceClassifier
from stance.vectors import EncoderVectors

COUNTED = {"Stance": ["FAVOR", "AGAINST"], "Sentiment": ["POSITIVE", "NEGATIVE"]}
COLUMNS = ("Tweet", "Target", *COUNTED)


def svm() -> Any:
    words, letters = (
        TfidfVectorizer(ngram_range=(1, 3)),
        TfidfVectorizer(ngram_range=(2, 5), analyzer="char"),
    )
    return make_pipeline(make_union(words, letters), LinearSVC())


def on_words() -> Any:
    return classifier(FeatureExtractor(families="all", min_count=1))


def on_words_and_vectors() -> Any:
    words = FeatureExtractor(families="all", min_count=1)
    return classifier(make_union(words, make_pipeline(EncoderVectors(), StandardScaler())))


def classifier(extractor: Any) -> Any:
    # Chosen once, for words, on two seeds of folds for stance: few rows want rare features, a milder rarity.
    return StanceClassifier(extractor, rarity=0.25, class_weight="balanced", calibration_folds=0)


LEARNERS: dict[str, Callable[[], Any]] = {
    "SVM": svm,
    "StanceClassifier on words": on_words,
    "StanceClassifier on words and vectors": on_words_and_vectors,
}


def held_out(
    make: Callable[[], Any], texts: np.ndarray, labels: np.ndarray, n_folds: int, seed: int
) -> np.ndarray:
    """Predict each row by a learner fitted to the other folds."""
    predicted = np.empty_like(labels)
    for kept, held in StratifiedKFold(n_folds, shuffle=True, random_state=seed).split(texts, labels):
        predicted[held] = make().fit(texts[kept], labels[kept]).predict(texts[held])
    return predicted


def figure(
    column: str, make: Callable[[], Any], rows: list[dict[str, str]], n_folds: int, seed: int
) -> float:
    """Return the F1 of one seed's folds, in points."""
    texts = np.array([row["Tweet"] for row in rows], dtype=object)
    labels = np.array([row[column] for row in rows])
    group = np.array([row["Target"] if column == "Stance" else "" for row in rows])
    predicted = np.empty_like(labels)
    for name in np.unique(group):
        own = group == name
        predicted[own] = held_out(make, texts[own], labels[own], n_folds, seed)
    return 100 * float(np.mean(f1_score(labels, predicted, labels=COUNTED[column], average=None)))


@click.command(help=__doc__)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--seeds", default=3, show_default=True, help="How often to part the rows into folds anew.")
@click.option("--folds", default=5, show_default=True)
@click.option("--jobs", default=2, show_default=True)
def main(file: Path, seeds: int, folds: int, jobs: int) -> None:
    with file.open(encoding="utf-8", newline="") as lines:
        table = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        columns, rows = table.fieldnames or [], list(table)
    if missing := [name for name in COLUMNS if name not in columns]:
        raise click.UsageError(
            f"{file}: no column {', '.join(missing)}; it has {', '.join(columns) or 'none'}; give the "
            "training part as its authors hand it out, columns parted by tabs"
        )
    for column in COUNTED:
        runs = [(make, seed) for make in LEARNERS.values() for seed in range(seeds)]
        scored = Parallel(n_jobs=jobs)(delayed(figure)(column, make, rows, folds, s) for make, s in runs)
        figures = np.reshape(scored, (len(LEARNERS), seeds))
        for name, by_seed in zip(LEARNERS, figures, strict=True):
            print(f"{column}, {name}: {by_seed.mean():.2f} ({', '.join(f'{f:.2f}' for f in by_seed)})")
        for name, by_seed in list(zip(LEARNERS, figures - figures[0], strict=True))[1:]:
            print(f"{column}, {name} is ahead by {by_seed.mean():+.2f} (least {by_seed.min():+.2f})")


if __name__ == "__main__":
    main()
