"""Whether invented statements help on reworded ones: ``python training/invented.py``.

Macro-F1 of positions on held-out events of the reworded part, with the invented part added to what is
learnt from at several weights.
"""

from __future__ import annotations

import click
import numpy as np
from corpus import read_everything
from joblib import Parallel, delayed

from stance.evaluation.metrics import macro_f1
from stance.features import FeatureExtractor
from stance.model.classifier import Settings, held_out_scores, make_folds

WEIGHTS = (0.0, 0.3, 1.0)


@click.command(help=__doc__)
@click.option("--strength", default=1.0, show_default=True, help="The inverse penalty C.")
@click.option("--jobs", default=2, show_default=True)
def main(strength: float, jobs: int) -> None:
    statements, groups, is_measured = read_everything()
    measured = np.array(is_measured)
    texts = [s.text for s in statements]
    features = FeatureExtractor().fit(texts).transform(texts)
    classes, encoded = np.unique([s.position for s in statements], return_inverse=True)
    folds = make_folds(encoded, np.array(groups), 5, measured)

    def figure(weight: float) -> float:
        weights = np.where(measured, 1.0, weight)
        scores = held_out_scores(features, encoded, weights, folds, Settings(strength))
        return macro_f1(encoded[measured], scores[measured].argmax(axis=1), len(classes))

    figures = Parallel(n_jobs=jobs)(delayed(figure)(weight) for weight in WEIGHTS)
    for weight, value in zip(WEIGHTS, figures, strict=True):
        print(f"{(~measured).sum()} invented statements at weight {weight}: macro-F1 {value:.4f}")


if __name__ == "__main__":
    main()
