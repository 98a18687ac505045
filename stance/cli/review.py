"""``stance review``: which rows of one's own to label or to check next."""

from __future__ import annotations

from pathlib import Path

import click

from stance.cli.options import LABEL_HELP, encoding_option, err, model_option, refuse_inputs, report_errors
from stance.data.formats import Row
from stance.data.rows import (
    CHECKED,
    BadRows,
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
from stance.evaluation.review import candidates
from stance.model.labeler import load

_EXAMPLES = """Choose rows of DATA to look at next, and write a CSV to fill in.

\b
  stance review statements.csv -o to_label.csv
  stance review my_labels.csv --label stance --out-of-fold -n 50 -o to_check.csv
  stance train my_labels.csv --label stance --checked to_check.csv -o my_model/

Rows without a label come in the order in which the model is least sure; rows with one, where the model
gives another label more. Probabilities are the model's; with --out-of-fold, or where the labels are not the
model's, those of a model trained on the other rows of DATA. Fill in the column “checked_label”.
"""


@click.command(help=_EXAMPLES)
@click.argument("data", type=click.Path(path_type=Path))
@click.option("-o", "--output", default="-", help="A CSV, or “-” for standard output (the default).")
@click.option("-n", "--number", default=100, show_default=True, type=click.IntRange(1), help="Rows at most.")
@click.option("--label", "label_name", default=None, help=LABEL_HELP)
@click.option("--text", "text_name", default=None, help="The column that holds the text.")
@encoding_option
@click.option("--out-of-fold", is_flag=True, help="Judge each row by a model trained on the others.")
@model_option
@report_errors
def review(
    data: Path,
    output: str,
    number: int,
    label_name: str | None,
    text_name: str | None,
    encoding: str,
    out_of_fold: bool,
    model: str | None,
) -> None:
    refuse_inputs([output], [data])
    rows, texts = _read(data, text_name, encoding)
    if label_name is not None and not any(label_name in row.values for row in rows):
        raise no_column(str(data), label_name, columns_of(rows), "--label")
    if label_name is None:
        label_name = label_column(column for column in columns_of(rows) if column != text_name)
    given = [None if label_name is None else label_text(row.values.get(label_name)) for row in rows]
    known = sorted({label for label in given if label is not None})
    labeler = load(model)
    labels = [str(label) for label in labeler.positions]
    n_known = sum(label is not None for label in given)
    foreign = sum(label not in labels for label in given if label is not None)
    if out_of_fold or foreign * 2 > n_known:  # fewer are labels that were mistyped
        from stance.training import lexical  # noqa: PLC0415 – scikit-learn

        labels, probabilities = known, lexical.out_of_fold(texts, given)
    else:
        probabilities = labeler.predict_proba(texts)
    chosen = candidates(given, probabilities, labels, number)
    with open_sink(output, "csv") as sink:
        written = []
        columns = columns_of(rows[c.place] for c in chosen)
        for c in chosen:
            values = {column: rows[c.place].values.get(column) for column in columns}
            checked = values.pop(CHECKED, None)
            own = None if c.given is None else round(c.given, 4)
            found = {"line": rows[c.place].line, "reason": c.reason, "likeliest": c.likeliest}
            found |= {
                "probability": round(c.probability, 4),
                "probability_of_label": own,
                CHECKED: "" if checked is None else checked,
            }
            written.append(beside(values, found))
        sink.write(written, len(rows), 0)
    n_suspect = sum(c.given is not None for c in chosen)
    err.print(f"{len(chosen)} of {len(rows)} rows: {len(chosen) - n_suspect} unsure, {n_suspect} suspect")


def _read(data: Path, text_name: str | None, encoding: str) -> tuple[list[Row], list[str]]:
    bad = BadRows(str(data), stop=True, report=lambda _: None)
    pairs = list(text_rows(file_rows(data, encoding), text_name, bad))
    if not pairs:
        raise DataError(f"{data}: it has no rows")
    return [row for row, _ in pairs], [text for _, text in pairs]
