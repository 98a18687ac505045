"""``stance evaluate``: how good a model is on labelled statements."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
import numpy as np

from stance.cli.options import model_option, out, report_errors
from stance.data.articles import read_article
from stance.data.rows import Statement, read_statements
from stance.errors import DataError
from stance.evaluation.articles import article_figures
from stance.evaluation.metrics import Figures, figures_of
from stance.model.labeler import Labeler, load
from stance.reading.article import read as read_with
from stance.render.terminal import article_figures_view, figures_view

_EXAMPLES = """Measure a model on labelled statements: macro-F1 with its 95% interval, figures by label, the
confusion, and calibration.

\b
  stance evaluate fixtures/statements.jsonl
  stance evaluate mine.csv --label stance --slice-by country --json
  stance evaluate fixtures/articles

A folder holds articles with gold labels, NN.json beside NN.txt: they are read, and statements, holders and
positions are compared. Rows whose column “multi” is true have two holders; they are left out and counted.
"""


@click.command(help=_EXAMPLES)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--label", "label_name", default="position", show_default=True, help="The column of the label.")
@click.option("--text", "text_name", default=None, help="The column that holds the text.")
@click.option(
    "--slice-by", default=None, help="Also give figures by this column's values; “hard” if it is there."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of tables.")
@model_option
@report_errors
def evaluate(
    file: Path, label_name: str, text_name: str | None, slice_by: str | None, as_json: bool, model: str | None
) -> None:
    labeler = load(model)
    if file.is_dir():
        _evaluate_articles(file, labeler, as_json=as_json)
        return
    statements = read_statements(file, label=label_name, text=text_name)
    single = [s for s in statements if not s.multi]
    if not single:
        raise DataError(f"{file}: every row has two holders; there is nothing to measure")
    if slice_by is None:
        slice_by = "hard" if any("hard" in s.extra for s in single) else ""
    elif not any(slice_by in s.extra for s in single):
        raise DataError(f"{file}: no column “{slice_by}” to slice by")
    heads = {"position": measure(labeler, single, slice_by, "position")}
    settled = [s for s in single if s.sentiment is not None]
    if labeler.sentiments and settled:
        heads["sentiment"] = measure(labeler, settled, slice_by, "sentiment")
    if as_json:
        content = {head: {name: plain(f) for name, f in group.items()} for head, group in heads.items()}
        click.echo(json.dumps({"left_out_multi": len(statements) - len(single)} | content, indent=1))
        return
    console = out()
    console.print(
        f"{file}: {len(statements)} rows, {len(statements) - len(single)} with two holders left out"
    )
    for head, figures in heads.items():
        console.print(figures_view(head, figures))


def _evaluate_articles(folder: Path, labeler: Labeler, *, as_json: bool) -> None:
    golds = [read_article(path) for path in sorted(folder.glob("*.json"))]
    if not golds:
        raise DataError(f"{folder}: it holds no article with gold labels (NN.json beside NN.txt)")
    figures = article_figures([(gold, read_with(gold.text, labeler)) for gold in golds])
    if as_json:
        click.echo(json.dumps(asdict(figures), indent=1))
    else:
        out().print(article_figures_view(figures))


def measure(
    labeler: Labeler, statements: Sequence[Statement], slice_by: str, head: str
) -> dict[str, Figures]:
    """Compute the figures of one head on all statements and on each slice of them."""
    judgements = labeler.label([s.text for s in statements])
    if head == "position":
        labels: tuple[str, ...] = labeler.positions
        gold = [s.position for s in statements]
        rows = [list(j.probabilities.values()) for j in judgements]
    else:
        labels = labeler.sentiments
        gold = [s.sentiment or "" for s in statements]
        rows = [list(j.sentiment_probabilities.values()) for j in judgements]
    probabilities = np.array(rows)
    slices: dict[str, list[int]] = {"all": list(range(len(statements)))}
    for i, statement in enumerate(statements):
        if slice_by in statement.extra:
            slices.setdefault(f"{slice_by} = {statement.extra[slice_by]}", []).append(i)
    try:
        return {
            name: figures_of([gold[i] for i in rows_of], probabilities[rows_of], labels)
            for name, rows_of in slices.items()
        }
    except ValueError as error:
        raise DataError(f"{head}: {error}") from error


def plain(figures: Figures) -> dict[str, Any]:
    """Return figures as values that JSON holds."""
    return asdict(figures) | {"confusion": figures.confusion.tolist()}
