"""``stance label``: statements in, statements with positions out."""

from __future__ import annotations

import contextlib
import itertools
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

import click
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from stance.cli.options import (
    EXIT_ROWS_LEFT_OUT,
    err,
    input_options,
    load_for,
    model_option,
    report_errors,
    target_option,
)
from stance.data.formats import FORMATS, WRITTEN, Row, format_of, read_rows, row_writer
from stance.data.output import open_output
from stance.data.rows import BadRows, beside, located, text_rows
from stance.errors import DataError
from stance.model.labeler import Labeler
from stance.values import Judgement

_BATCH = 4096  # rows held in memory

_EXAMPLES = """Label each statement of a file.

\b
  stance label statements.csv -o labelled.csv
  stance label speeches.jsonl --text quote --min-confidence 0.8 > labelled.jsonl
  cat lines.txt | stance label - --format lines

Reads JSONL, CSV, TSV, Parquet or plain lines from FILE ("-" for standard input). Input columns pass through;
position, probability_…, sentiment, abstained and model are added. An input column of the same name is
kept as given_….
"""


@click.command(help=_EXAMPLES)
@click.argument("file", type=click.Path(dir_okay=False, allow_dash=True))
@click.option("-o", "--output", default="-", help="A file, or “-” for standard output (the default).")
@click.option("--output-format", type=click.Choice(WRITTEN), help="Instead of the suffix of --output.")
@click.option("--min-confidence", type=click.FloatRange(0, 1), help="Abstain below this probability.")
@model_option
@target_option
@input_options
@report_errors
def label(
    file: str,
    output: str,
    output_format: str | None,
    min_confidence: float | None,
    model: str | None,
    target: str | None,
    text_name: str | None,
    input_format: str | None,
    encoding: str,
    on_error: str,
) -> None:
    if file == "-" and input_format is None:
        raise DataError(
            f"standard input has no name to tell its format by; give --format {'|'.join(FORMATS)}"
        )
    source_format = input_format or format_of(file)
    target_format = output_format or (_written_as(source_format) if output == "-" else format_of(output))
    labeler = load_for(model, target)
    bad = BadRows(file, stop=on_error == "stop", report=lambda message: err.print(message, markup=False))
    n_rows = 0
    with _open_input(file) as stream, open_output(output) as sink, _progress(file, stream) as advance:
        writer = row_writer(sink, target_format)
        rows = text_rows(located(read_rows(stream, source_format, encoding), file), text_name, bad)
        for row, judgement in _judged(rows, labeler, min_confidence):
            writer.write(_with_judgement(row, judgement, labeler))
            n_rows += 1
            if n_rows % _BATCH == 0:
                advance()
    if bad.count:
        err.print(f"{n_rows} rows labelled, {bad.count} left out")
        raise SystemExit(EXIT_ROWS_LEFT_OUT)


def _written_as(source_format: str) -> str:
    return "jsonl" if source_format == "parquet" else source_format


def _judged(
    rows: Iterable[tuple[Row, str]], labeler: Labeler, min_confidence: float | None
) -> Iterator[tuple[Row, Judgement]]:
    iterator = iter(rows)
    while batch := list(itertools.islice(iterator, _BATCH)):
        judgements = labeler.label([text for _, text in batch], min_confidence)
        yield from zip((row for row, _ in batch), judgements, strict=True)


def _with_judgement(row: Row, judgement: Judgement, labeler: Labeler) -> dict[str, Any]:
    added: dict[str, Any] = {"position": None if judgement.abstained else str(judgement.position)}
    added |= {f"probability_{name}": round(p, 6) for name, p in judgement.probabilities.items()}
    if judgement.sentiment is not None:
        added["sentiment"] = str(judgement.sentiment)
    added["abstained"] = judgement.abstained
    added["model"] = f"{labeler.manifest.name} {labeler.manifest.version}"
    return beside(row.values, added)


@contextlib.contextmanager
def _open_input(file: str) -> Iterator[IO[bytes]]:
    if file == "-":
        yield sys.stdin.buffer
        return
    try:
        stream = Path(file).open("rb")  # noqa: SIM115 - closed by the with below
    except OSError as error:
        raise DataError(f"{file}: cannot be read: {error.strerror}") from error
    with stream:
        yield stream


@contextlib.contextmanager
def _progress(file: str, stream: IO[bytes]) -> Iterator[Any]:
    """Show how much of the input is read, on a terminal and where its length is known."""
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as progress:
        total = None if file == "-" else os.fstat(stream.fileno()).st_size
        task = progress.add_task("labelling", total=total)
        yield lambda: progress.update(task, completed=None if total is None else stream.tell())
