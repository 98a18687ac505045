"""How accuracy grows with the corpus: ``python training/curve.py``.

Macro-F1 of positions on held-out events, of models fitted to random shares of the other events' rows.
"""

from __future__ import annotations

import click
import numpy as np
from corpus import read_corpus
from joblib import Parallel, delayed

from stance.evaluation.metrics import macro_f1
from stance.features import FeatureExtractor
from stance.model.classifier import Settings, fit_weights, make_folds

SHARES = (0.125, 0.25, 0.5, 0.75, 1.0)


@click.command(help=__doc__)
@click.option("--strength", default=1.0, show_default=True, help="The inverse penalty C of the whole corpus.")
@click.option("--jobs", default=2, show_default=True)
def main(strength: float, jobs: int) -> None:
    statements, events = read_corpus()
    texts = [s.text for s in statements]
    classes, encoded = np.unique([s.position for s in statements], return_inverse=True)
    folds = make_folds(encoded, np.array(events), 5)
    chance = np.random.default_rng(0)
    orders = [chance.permutation(kept) for kept, _ in folds]

    def calls(fold: int, share: float) -> np.ndarray:
        rows = orders[fold][: int(share * len(orders[fold]))]
        held = folds[fold][1]
        extractor = FeatureExtractor().fit([texts[i] for i in rows])
        fitted = extractor.transform([texts[i] for i in rows])
        # The penalty weighs against a sum over rows: fewer rows need a greater C for the same balance.
        settings = Settings(strength / share**0.5)
        coef, intercept, _ = fit_weights(fitted, encoded[rows], np.ones(len(rows)), settings)
        scores = extractor.transform([texts[i] for i in held]) @ coef.T + intercept
        return np.asarray(scores).argmax(axis=1)

    gold = np.concatenate([encoded[held] for _, held in folds])
    trials = [(fold, share) for share in SHARES for fold in range(len(folds))]
    found = Parallel(n_jobs=jobs)(delayed(calls)(*trial) for trial in trials)
    for i, share in enumerate(SHARES):
        called = np.concatenate(found[i * len(folds) : (i + 1) * len(folds)])
        n_rows = int(share * len(texts) * 0.8)
        print(f"{n_rows} rows: macro-F1 {macro_f1(gold, called, len(classes)):.4f}")


if __name__ == "__main__":
    main()
