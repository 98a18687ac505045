"""``stance review``: which rows of one's own to label or to check next."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from stance.cli.options import (
    LABEL_HELP,
    bad_rows,
    end,
    err,
    input_options,
    model_option,
    refuse_inputs,
    report_errors,
    tell_foreign,
)
from stance.data.formats import Row, written_format_of
from stance.data.rows import (
    CHECKED,
    Statement,
    beside,
    columns_of,
    file_rows,
    label_column,
    label_text,
    no_column,
    text_rows,
)
from stance.data.sink import open_sink
from stance.errors import DataError
from stance.evaluation.review import Candidate, candidates
from stance.model.labeler import Labeler, load
from stance.text.copies import numbered
from stance.training.corpus import are_alike, corpus_hash, text_marks

_EXAMPLES = """Choose rows of DATA to look at next, and write a CSV to fill in.

\b
  stance review statements.csv -o to_label.csv
  stance review my_labels.csv --label stance --out-of-fold -n 50 -o to_check.csv
  stance train my_labels.csv --label stance --checked to_check.csv -o my_model/

Rows without a label come in the order in which the model is least sure, copies of a text once; rows with
one, where the model gives another label more. Probabilities are the model's; with --out-of-fold, or where
the labels are not the model's or it learnt from these very rows, those of a model trained on the other rows
of DATA. Fill in the column “checked_label”, and leave “line” and the text as they are.
"""
_FOUND = ("line", "reason", "likeliest", "probability", "probability_of_label")
_FORMATS = ("csv", "tsv")  # what a person can fill in


@click.command(help=_EXAMPLES)
@click.argument("data", type=click.Path(path_type=Path))
@click.option("-o", "--output", default="-", help="A CSV or TSV; “-”, the default: standard output.")
@click.option("-n", "--number", default=100, show_default=True, type=click.IntRange(1), help="Rows at most.")
@click.option("--label", "label_name", default=None, help=LABEL_HELP)
@click.option("--out-of-fold", is_flag=True, help="Judge each row by a model trained on the others.")
@model_option
@input_options
@report_errors
def review(
    data: Path,
    output: str,
    number: int,
    label_name: str | None,
    out_of_fold: bool,
    model: str | None,
    text_name: str | None,
    input_format: str | None,
    encoding: str,
    on_error: str,
) -> None:
    refuse_inputs([output], [data])
    written_as = _format_of(output)
    bad = bad_rows(data, on_error)
    pairs = list(text_rows(file_rows(data, encoding, input_format), text_name, bad))
    if not pairs:
        raise DataError(f"{data}: it has no rows")
    rows, texts = [row for row, _ in pairs], [text for _, text in pairs]
    if label_name is not None and not any(label_name in row.values for row in rows):
        raise no_column(str(data), label_name, columns_of(rows), "--label")
    if label_name is None:
        label_name = label_column(column for column in columns_of(rows) if column != text_name)
    if label_name is None:
        err.print("no column is plainly the label, so every row is one without; --label names another")
    given = [None if label_name is None else label_text(row.values.get(label_name)) for row in rows]
    known = sorted({label for label in given if label is not None})
    labeler = load(model)
    labels = [str(label) for label in labeler.positions]
    n_known = sum(label is not None for label in given)
    foreign = sum(label not in labels for label in given if label is not None)
    is_other = foreign * 2 > n_known  # fewer are labels that were mistyped
    if not is_other:
        tell_foreign(texts, "rows", labeler)
    learnt = not out_of_fold and _has_learnt(labeler, pairs, given)
    if learnt:
        err.print("the model learnt from these rows, so each is judged by one trained on the others")
    if learnt or out_of_fold or is_other:
        from stance.training import lexical  # noqa: PLC0415 – scikit-learn

        labels, probabilities = known, lexical.out_of_fold(texts, given)
    else:
        probabilities = labeler.predict_proba(texts)
    chosen = candidates(given, probabilities, labels, number, numbered(texts).tolist())
    columns = columns_of([rows[c.place] for c in chosen] or rows)
    with open_sink(output, written_as) as sink:
        sink.write([_written(rows[c.place], columns, _found(rows[c.place], c)) for c in chosen], len(rows), 0)
        sink.end(_written(rows[0], columns, dict.fromkeys(_FOUND)))
    n_suspect = sum(c.given is not None for c in chosen)
    err.print(f"{len(chosen)} of {len(rows)} rows: {len(chosen) - n_suspect} unsure, {n_suspect} suspect")
    end(bad)


def _format_of(output: str) -> str:
    """Return the format to write. Raises ``UsageError`` for what a person cannot fill in."""
    try:
        written_as = "csv" if output == "-" else written_format_of(output)
    except DataError:
        written_as = ""
    if written_as not in _FORMATS:
        raise click.UsageError(f"{output}: a person is to fill it in; name it .csv or .tsv")
    return written_as


def _has_learnt(labeler: Labeler, pairs: list[tuple[Row, str]], given: list[str | None]) -> bool:
    """Return whether the labelled rows are those that the model learnt from, beside the corpus or alone.

    Labels may have been filled in before it learnt, so that the texts tell too.
    """
    training = labeler.manifest.training
    learnt = (training.get("corpus_sha256"), training.get("own_sha256"))
    labelled = []
    for (row, text), label in zip(pairs, given, strict=True):
        if label is not None:
            sentiment = label_text(row.values.get("sentiment"))
            labelled.append(Statement(row.line, text, label, sentiment, row.values))
    rows = [s for s in labelled if not s.multi]
    bare = [replace(s, sentiment=None) for s in rows]
    is_told = corpus_hash(rows) in learnt or corpus_hash(bare) in learnt
    return bool(rows) and (is_told or are_alike(text_marks(rows), training.get("text_marks", [])))


def _found(row: Row, c: Candidate) -> dict[str, Any]:
    own = None if c.given is None else round(c.given, 4)
    return dict(zip(_FOUND, (row.line, c.reason, c.likeliest, round(c.probability, 4), own), strict=True))


def _written(row: Row, columns: list[str], found: dict[str, Any]) -> dict[str, Any]:
    """Return a row as it is written; what was filled in before is kept."""
    values = {column: row.values.get(column) for column in columns}
    checked = values.pop(CHECKED, None)
    return beside(values, found | {CHECKED: "" if checked is None else checked})
