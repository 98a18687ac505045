"""Measure the packaged models beside two peers trained on the reworded statements in the same run.

``python training/evaluate.py [FILE …]``, by default the fixtures; the peers are the majority class, and
TF-IDF of words and pairs of words with logistic regression.
"""

from __future__ import annotations

from pathlib import Path

import click
import numpy as np
from corpus import read_corpus
from rich.console import Console
from rich.table import Table
from sklearn.dummy import DummyClassifier
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from threadpoolctl import threadpool_limits

import stance
from stance.data.rows import Statement, read_statements
from stance.evaluation.metrics import Figures, figures_of
from stance.evaluation.report import ALL, evaluate
from stance.render.terminal import report_view

FIXTURES = Path(__file__).parents[1] / "fixtures" / "statements.jsonl"


def label_of(statement: Statement, head: str) -> str | None:
    return statement.position if head == "position" else statement.sentiment


def peers(head: str) -> dict[str, object]:
    """Fit the two peers on the reworded statements."""
    rows = [s for s in read_corpus()[0] if label_of(s, head)]
    texts, labels = [s.text for s in rows], [label_of(s, head) for s in rows]
    # C = 10: the best of 1, 3, 10, 30 in cross-validation on the corpus, grouped by event.
    tfidf = make_pipeline(TfidfVectorizer(ngram_range=(1, 2)), LogisticRegression(C=10, max_iter=1000))
    with threadpool_limits(1):  # sums in another order would change the last bits of the weights
        tfidf.fit(texts, labels)
    return {
        "majority class": DummyClassifier().fit(texts, labels),
        "TF-IDF, logistic regression": tfidf,
    }


def peer_figures(peer: object, rows: list[Statement], head: str) -> Figures:
    labels = [str(label) for label in peer.classes_]
    probabilities = np.asarray(peer.predict_proba([s.text for s in rows]))
    return figures_of([label_of(s, head) or "" for s in rows], probabilities, labels)


@click.command(help=__doc__)
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--model", "models", multiple=True, default=("fast", "accurate", "cascade"), show_default=True)
def main(files: tuple[Path, ...], models: tuple[str, ...]) -> None:
    console = Console(width=130, highlight=False)
    labelers = {f"stance, {model}": stance.load(model) for model in models}
    fitted = {head: peers(head) for head in ("position", "sentiment")}
    for path in files or (FIXTURES,):
        single = [s for s in read_statements(path) if not s.multi]
        for head in ("position", "sentiment"):
            rows = [s for s in single if label_of(s, head)]
            table = Table("model", "rows", "n", "macro-F1 (95%)", "accuracy", "ECE", "surer half")
            table.title = f"{path.name}: {head}"
            for name, chosen in {
                "all": rows,
                "not hard": [s for s in rows if not s.extra.get("hard")],
            }.items():
                compared = {n: peer_figures(p, chosen, head) for n, p in fitted[head].items()}
                for model, labeler in labelers.items():
                    report = evaluate(path.name, chosen, labeler, model)
                    compared[model] = report.heads[head].slices[ALL]
                for peer, f in compared.items():
                    cells = (f"{f.accuracy.value:.3f}", f"{f.ece:.3f}", f"{f.surer_half:.3f}")
                    table.add_row(peer, name, str(f.n_rows), str(f.macro_f1), *cells)
            console.print(table)
        last = list(labelers)[-1]
        console.print(report_view(evaluate(path.name, single, labelers[last], last, slice_by="hard")))


if __name__ == "__main__":
    main()
