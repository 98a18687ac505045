"""Who holds which position in whole articles: ``python training/whole_articles.py``.

Reads the articles of ``corpus/articles/whole``, from which no model learnt and on which the reader was
developed, and compares the table of positions with their holders. They are retold articles, and most of what
is said in them is said sideways. A holder is known with and without titles and offices before the name.
A second table has the precision of the rows that are surer.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import click
from rich.console import Console
from rich.progress import track
from rich.table import Table

import stance
from stance.data.articles import GoldArticle, GoldHolder
from stance.evaluation.articles import article_figures
from stance.reading.article import read
from stance.reading.positions import HolderPosition
from stance.reading.vocabulary import DETERMINERS, OWNING, vocabulary
from stance.values import Position

_BOUNDS = (0.0, 0.7, 0.8, 0.9, 0.95)
_WHOLE = Path(__file__).parent / "corpus" / "articles" / "whole"


def bare(name: str) -> str:
    """Return a name without the titles and offices before it; the last word stays."""
    known = vocabulary()
    before = DETERMINERS | OWNING.keys() | known.titles.keys() | known.roles.keys() | known.role_words
    words = name.split()
    while len(words) > 1 and words[0].lower().rstrip(".") in before:
        words = words[1:]
    return " ".join(words)


def read_whole() -> list[GoldArticle]:
    """Read the articles and their holders."""
    rows = [
        json.loads(line)
        for path in sorted(_WHOLE.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    articles = []
    for row in rows:
        holders = []
        for holder in row["holders"]:
            names = (holder["name"], *holder["aliases"])
            aliases = (*holder["aliases"], *map(bare, names))
            holders.append(GoldHolder(holder["name"], aliases, Position(holder["position"]), (), hard=False))
        articles.append(GoldArticle(row["id"], row["genre"], row["text"], tuple(holders), ()))
    return articles


@click.command(help=__doc__)
@click.option("--model", "models", multiple=True, default=("fast", "cascade"), show_default=True)
def main(models: tuple[str, ...]) -> None:
    table = Table("model", "articles", "pairs", "precision", "gold pairs", "recall", "F1")
    table.title = "holders with a position in whole articles"
    sure = Table("model", *(text for bound in _BOUNDS for text in (f"from {bound}", "precision")))
    sure.title = "rows with a position, by their confidence"
    articles = read_whole()
    for model in models:
        labeler = stance.load(model)
        readings = [(a, read(a.text, labeler)) for a in track(articles, model, transient=True)]
        f = article_figures(readings)
        table.add_row(
            model,
            str(f.n_articles),
            str(f.counts.pairs),
            f"{f.pair_precision:.3f}",
            str(f.counts.gold_pairs),
            f"{f.pair_recall:.3f}",
            f"{f.pair_f1:.3f}",
        )
        cells = []
        for bound in _BOUNDS:
            kept = [(a, replace(r, positions=tuple(_surer(r.positions, bound)))) for a, r in readings]
            f = article_figures(kept)
            cells += [str(f.counts.pairs), f"{f.pair_precision:.3f}"]
        sure.add_row(model, *cells)
    for shown in (table, sure):
        Console(width=140).print(shown)


def _surer(rows: Iterable[HolderPosition], bound: float) -> Iterable[HolderPosition]:
    return (row for row in rows if row.confidence >= bound)


if __name__ == "__main__":
    main()
