"""``stance evaluate``: how good a model is on labelled statements, or on articles."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click
from click.core import ParameterSource

from stance.cli.options import (
    LABEL_HELP,
    bad_rows,
    end,
    err,
    input_options,
    load_for,
    model_option,
    out,
    refuse_inputs,
    report_errors,
    target_option,
    tell_foreign,
)
from stance.data.articles import GoldArticle, read_article
from stance.data.output import open_output
from stance.data.rows import read_statements
from stance.data.tables import is_saved
from stance.errors import DataError
from stance.evaluation.articles import article_figures
from stance.evaluation.report import evaluate as evaluate_rows
from stance.model.labeler import Labeler
from stance.reading.article import read as read_with
from stance.render.report import report_page
from stance.render.terminal import article_figures_view, report_view
from stance.values import Position

_OF_ROWS = (
    "label_name", "text_name", "input_format", "encoding", "on_error",
    "slice_by", "second", "against", "worst", "page",
)  # fmt: skip
_SPELT = {"label_name": "label", "text_name": "text", "input_format": "format", "page": "report"}
_EXAMPLES = """Measure a model on labelled statements, or on articles.

Gives macro-F1, accuracy and figures by label with their 95% intervals, the confusion, calibration, and what
abstaining where unsure gains.

\b
  stance evaluate fixtures/statements.jsonl
  stance evaluate mine.csv --label stance --slice-by country --report report.html
  stance evaluate mine.csv --model my_model/ --against cascade
  stance evaluate coded.csv --label coder_1 --second coder_2 --worst 20
  stance evaluate fixtures/articles

A folder holds articles with gold labels, NN.json beside NN.txt: they are read, and statements, holders and
positions are compared. Rows whose column “multi” is true have two holders; they are left out and counted.
A label that the model has not is an error; with --on-error skip such rows are left out, too.
"""


@click.command(help=_EXAMPLES)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--label", "label_name", default=None, help=LABEL_HELP)
@click.option(
    "--slice-by", default=None, help="Also give figures by this column's values; “hard” if it is there."
)
@click.option("--second", default=None, help="A column with a second coding: its agreement with the label.")
@click.option("--against", default=None, help="Another model, compared on the same rows.")
@click.option(
    "--worst",
    default=0,
    show_default=True,
    type=click.IntRange(0),
    help="Show so many mistakes, the surest first.",
)
@click.option(
    "--report", "page", type=click.Path(path_type=Path), help="Also write a page with plots; needs “report”."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of tables.")
@model_option
@target_option
@input_options
@report_errors
def evaluate(
    file: Path,
    label_name: str | None,
    text_name: str | None,
    slice_by: str | None,
    second: str | None,
    against: str | None,
    worst: int,
    page: Path | None,
    as_json: bool,
    model: str | None,
    target: str | None,
    input_format: str | None,
    encoding: str,
    on_error: str,
) -> None:
    refuse_inputs([page], [file, target])
    of_articles = file.is_dir() and not is_saved(file)
    if of_articles:
        given = click.get_current_context().get_parameter_source
        for name in _OF_ROWS:
            if given(name) is ParameterSource.COMMANDLINE:
                option = _SPELT.get(name, name)
                raise click.UsageError(
                    f"--{option.replace('_', '-')} is for rows; {file} is a folder of articles"
                )
    golds = _gold_articles(file) if of_articles else []
    labeler = load_for(model, target)
    if golds:
        _evaluate_articles(file, golds, labeler, as_json=as_json)
        return
    bad = bad_rows(file, on_error)
    statements = read_statements(
        file, label=label_name, text=text_name, encoding=encoding, file_format=input_format, bad=bad
    )
    if slice_by is None and any("hard" in s.extra for s in statements):
        slice_by = "hard"
    report = evaluate_rows(
        str(file),
        statements,
        labeler,
        labeler.name,
        slice_by=slice_by or "",
        second=second,
        against=None if against is None else (against, load_for(against, target)),
        n_worst=worst,
        bad=bad,
    )
    tell_foreign([s.text for s in statements if not s.multi], "rows", labeler)
    for note in report.notes:
        err.print(note, markup=False)
    if page is not None:
        with open_output(str(page)) as sink:
            sink.write(report_page(report).encode())
    if as_json:
        click.echo(json.dumps(report.to_dict(), indent=1))
    else:
        out().print(report_view(report))
    end(bad)


def _gold_articles(folder: Path) -> list[GoldArticle]:
    golds = [read_article(path) for path in sorted(folder.glob("*.json"))]
    if not golds:
        raise DataError(f"{folder}: it holds no article with gold labels (NN.json beside NN.txt)")
    return golds


def _evaluate_articles(folder: Path, golds: list[GoldArticle], labeler: Labeler, *, as_json: bool) -> None:
    known = ", ".join(labeler.positions)
    for position in Position:
        if position not in labeler.positions:
            raise DataError(
                f"{folder}: the model has no label “{position}”, as articles have; it has {known}"
            )
    tell_foreign([gold.text for gold in golds], "articles", labeler)
    figures = article_figures([(gold, read_with(gold.text, labeler)) for gold in golds])
    if as_json:
        click.echo(json.dumps(asdict(figures), indent=1))
    else:
        out().print(article_figures_view(figures))
