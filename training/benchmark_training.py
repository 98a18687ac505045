"""What training on many rows takes: ``python training/benchmark_training.py``.

The rows are made of the training corpus's words, drawn from statements of one position, so that there is
something to learn. Prints the processor's seconds, which other work on the machine does not lengthen, the
wall clock's, and the peak memory of the process.
"""

from __future__ import annotations

import random
import resource
import time

import click
import numpy as np
from corpus import read_corpus

from stance.features import FeatureExtractor
from stance.model import StanceClassifier


def made_rows(n_rows: int, n_words: int, seed: int) -> tuple[list[str], list[str]]:
    """Return different texts of so many words, and their labels."""
    chance = random.Random(seed)
    statements = read_corpus()[0]
    labels = sorted({s.position for s in statements})
    words = {
        label: [w for s in statements if s.position == label for w in s.text.split()] for label in labels
    }
    chosen = [labels[i % len(labels)] for i in range(n_rows)]
    return [" ".join(_runs(words[label], n_words, chance)) for label in chosen], chosen


def _runs(words: list[str], n_words: int, chance: random.Random) -> list[str]:
    """Join runs of five words each, so that the text has pairs and phrases as the corpus has them."""
    text: list[str] = []
    while len(text) < n_words:
        start = chance.randrange(len(words))
        text += words[start : start + 5]
    return text[:n_words]


@click.command(help=__doc__)
@click.option("--rows", "n_rows", default=100_000, show_default=True)
@click.option("--words", "n_words", default=30, show_default=True)
@click.option("--families", default="all", show_default=True, help="masked, written or all.")
@click.option("--seed", default=1, show_default=True)
def main(n_rows: int, n_words: int, families: str, seed: int) -> None:
    texts, labels = made_rows(n_rows, n_words, seed)
    wall, processor = time.perf_counter(), time.process_time()
    extractor = FeatureExtractor(families=families, dtype=np.float32)  # as of ``StanceClassifier()``
    fitted = StanceClassifier(extractor).fit(texts, labels)
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10
    print(f"{n_rows} rows of {n_words} words, {fitted.coef_.shape[1]} features ({families})")
    print(f"processor {processor:.0f} s, wall clock {wall:.0f} s; peak memory {peak:.0f} MiB")


if __name__ == "__main__":
    main()
