"""Speed and memory, as ratios to peers on the same work in the same run: ``python training/benchmark.py``.

Needs ``fasttext-wheel`` (``pip install -e '.[bench]'``). Each pair is timed in turn, round after round; the
median ratio counts.
"""

from __future__ import annotations

import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from statistics import median
from typing import Any

import click
import fasttext
from corpus import read_corpus
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

import stance
from stance.data.rows import Statement

N_STATEMENTS = 20_000
N_SINGLE = 500
ROUNDS = 5
STREAMED = 1_000_000


def different_statements(corpus: list[Statement], n: int) -> list[str]:
    """Join halves of corpus statements at random into n different ones of like length."""
    chance = random.Random(1)
    words = [s.text.split() for s in corpus]
    made: dict[str, None] = {}
    while len(made) < n:
        first, second = chance.choice(words), chance.choice(words)
        made[" ".join(first[: len(first) // 2] + second[len(second) // 2 :])] = None
    return list(made)


def fasttext_of(corpus: list[Statement], n: int) -> Callable[..., Any]:
    """Train fastText with word n-grams; return what predicts one text."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.writelines(f"__label__{s.position} {' '.join(s.text.split())}\n" for s in corpus)
        file.flush()
        predict: Callable[..., Any] = fasttext.train_supervised(
            file.name, wordNgrams=n, thread=1, verbose=0
        ).f.predict
        return predict


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def compare(name: str, ours: Callable[[], object], theirs: Callable[[], object], goal: str) -> None:
    """Print the median ratio of their time to ours."""
    ours(), theirs()
    pairs = [(seconds(ours), seconds(theirs)) for _ in range(ROUNDS)]
    ratios = sorted(b / a for a, b in pairs)
    a, b = median(p[0] for p in pairs), median(p[1] for p in pairs)
    spread = f"{ratios[0]:.2f} to {ratios[-1]:.2f}"
    print(f"{name}: {median(ratios):.2f} × ({spread}); goal {goal}; ours {a:.4f} s, theirs {b:.4f} s")


def start_seconds(code: str) -> float:
    """Return the least time that a new interpreter takes, with modules compiled as after an install."""
    command = [sys.executable, "-c", code]
    with tempfile.TemporaryDirectory() as folder:
        env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        env["PYTHONPYCACHEPREFIX"] = folder
        subprocess.run(command, check=True, env=env)
        return min(seconds(lambda: subprocess.run(command, check=True, env=env)) for _ in range(ROUNDS))


def streamed(texts: list[str], n: int) -> Iterator[str]:
    for i in range(n):
        yield texts[i % len(texts)]


def peak_memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


@click.command(help=__doc__)
@click.option("--stream", "n_stream", default=STREAMED, show_default=True)
def main(n_stream: int) -> None:
    corpus = read_corpus()[0]
    texts = different_statements(corpus, N_STATEMENTS)
    labeler = stance.load("fast")
    print(f"{len(texts)} statements, {sum(len(t.split()) for t in texts) / len(texts):.1f} words each")
    learner = make_pipeline(TfidfVectorizer(ngram_range=(1, 2)), LogisticRegression(max_iter=1000))
    learner.fit([s.text for s in corpus], [s.position for s in corpus])
    for n in (1, 2):
        predict = fasttext_of(corpus, n)

        def loop(predict: Callable[..., object] = predict) -> None:
            for text in texts:
                predict(text + "\n", 3, 0.0, "strict")

        compare(
            f"predict_proba against fastText, word {n}-grams",
            lambda: labeler.predict_proba(texts),
            loop,
            "1.0",
        )
    compare(
        "predict_proba against scikit-learn",
        lambda: labeler.predict_proba(texts),
        lambda: learner.predict_proba(texts),
        "5",
    )
    single = texts[:N_SINGLE]
    compare(
        "one at a time against scikit-learn",
        lambda: [labeler.predict_proba([t]) for t in single],
        lambda: [learner.predict_proba([t]) for t in single],
        "10",
    )
    cold, numpy_alone = (
        start_seconds("import stance; stance.load('fast')('No.')"),
        start_seconds("import numpy"),
    )
    times = f"{cold:.3f} s, {numpy_alone:.3f} s"
    print(f"cold start against import numpy: {cold / numpy_alone:.2f} ×; goal at most 2.5; {times}")
    marks = []
    for i, _ in enumerate(labeler.stream(streamed(texts, n_stream))):
        if i in (n_stream // 10, n_stream - 1):
            marks.append(peak_memory())
    print(f"peak memory in a stream of {n_stream}: {marks[0]} MiB after a tenth, {marks[1]} MiB at the end")


if __name__ == "__main__":
    main()
