"""What each family of features is worth: ``python training/ablation.py``.

Cross-validated on the corpus, grouped by event: all families, then without each, and each alone.
"""

from __future__ import annotations

import click
import numpy as np
import scipy.sparse as sp
from corpus import read_corpus
from joblib import Parallel, delayed

from stance.evaluation.metrics import macro_f1
from stance.families import FAMILIES
from stance.features import FeatureExtractor
from stance.model.classifier import Settings, held_out_scores, make_folds

N_FOLDS = 5


@click.command(help=__doc__)
@click.option("--strength", default=1.0, show_default=True, help="The inverse penalty C.")
@click.option("--without", multiple=True, help="Leave a family out throughout.")
@click.option("--jobs", default=2, show_default=True)
def main(strength: float, without: tuple[str, ...], jobs: int) -> None:
    statements, events = read_corpus()
    texts = [s.text for s in statements]
    names = [family.name for family in FAMILIES if family.name not in without]
    columns = {n: FeatureExtractor(families=(n,)).fit(texts).transform(texts) for n in names}
    classes, encoded = np.unique([s.position for s in statements], return_inverse=True)
    folds = make_folds(encoded, np.array(events), N_FOLDS)

    def figure(chosen: tuple[str, ...]) -> float:
        features = sp.csr_array(sp.hstack([columns[name] for name in chosen], format="csr"))
        scores = held_out_scores(features, encoded, np.ones(len(texts)), folds, Settings(strength))
        return macro_f1(encoded, scores.argmax(axis=1), len(classes))

    trials = [tuple(names), *(tuple(n for n in names if n != left) for left in names), *((n,) for n in names)]
    figures = Parallel(n_jobs=jobs)(delayed(figure)(trial) for trial in trials)
    print(f"all of {', '.join(names)}: {figures[0]:.4f}")
    for i, name in enumerate(names):
        without_it, alone = figures[1 + i], figures[1 + len(names) + i]
        print(f"{name}: without it {without_it:.4f} ({without_it - figures[0]:+.4f}), alone {alone:.4f}")


if __name__ == "__main__":
    main()
