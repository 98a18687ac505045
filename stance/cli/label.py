"""``stance label``: statements in, statements with positions out."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import click

from stance.cli.options import (
    EXIT_ROWS_LEFT_OUT,
    bulk_options,
    err,
    input_options,
    loaded,
    model_option,
    output_options,
    refuse_inputs,
    report_errors,
    run_facts,
    target_option,
    tell_n_foreign,
)
from stance.cli.progress import work_bar
from stance.data.columns import added_names, added_types, given_names
from stance.data.files import Files
from stance.data.formats import DELIMITERS, Row, written_format_of
from stance.data.parallel import in_order
from stance.data.rows import beside
from stance.data.sink import open_sink, written_files
from stance.model.labeler import Labeler
from stance.text.english import is_foreign

_EXAMPLES = """Label each statement of files of any size.

\b
  stance label statements.csv -o labelled.parquet
  stance label speeches.jsonl --text quote --min-confidence 0.8 > labelled.jsonl
  stance label day/*.jsonl.gz -o labelled.jsonl.zst --model fast --jobs 2 --resume
  cat lines.txt | stance label - --format lines

Reads JSONL, CSV, TSV, Parquet, Arrow or plain lines from each FILE ("-" for standard input), compressed or
not (.gz, .zst), in constant memory, and writes one output in the order of the input; an array of JSON is held
in memory. Input columns pass through; position, probability_…, sentiment, abstained and model are added. An
input column of the same name is kept as given_….
"""


@click.command(help=_EXAMPLES)
@click.argument("files", nargs=-1, required=True, type=click.Path(allow_dash=True), metavar="FILE...")
@output_options
@click.option("--min-confidence", type=click.FloatRange(0, 1), help="Abstain below this probability.")
@model_option
@target_option
@input_options
@bulk_options(4096, "Rows held at a time.")
@report_errors
def label(
    files: tuple[str, ...],
    output: str,
    output_format: str | None,
    min_confidence: float | None,
    model: str | None,
    target: str | None,
    text_name: str | None,
    input_format: str | None,
    encoding: str,
    on_error: str,
    batch_size: int,
    jobs: int,
    resume: bool,
) -> None:
    refuse_inputs(written_files(output, is_resumed=resume), [*files, target])
    quiet = False

    def report(message: str) -> None:
        if not quiet:
            err.print(message, markup=False)

    source = Files(files, input_format, encoding, text_name, on_error == "stop", report)
    first = source.format_of(files[0])
    asked = output_format or (_plain(first) if output == "-" else None)
    written_as = written_format_of(output, asked)
    source.encodable = written_as == "parquet"  # the others have an escape for what UTF-8 cannot hold
    labeler = loaded(model, target)
    settings = [input_format, encoding, text_name, written_as]
    run = (
        run_facts(files, labeler, batch_size, format=settings, min_confidence=min_confidence)
        if resume
        else None
    )
    is_table = written_as != "jsonl"
    types = source.all_columns(typed=written_as == "parquet") if is_table else {}
    names = given_names(list(types), added_names(labeler.positions, bool(labeler.sentiments)))
    columns = list(_empty_row(types, labeler)) if types else []
    known = {names[column]: kind for column, kind in types.items()}
    with (
        open_sink(output, written_as, known=known, columns=columns, run=run) as sink,
        work_bar(source.n_bytes(), "statements", sink.done.n_written) as bar,
    ):
        rows = source.rows()
        quiet = True  # what was left out before the stop is reported and counted already
        for _ in itertools.islice(rows, sink.done.n_read):
            pass
        quiet = False
        work = functools.partial(_judged, model=model, target=target, min_confidence=min_confidence)
        for batch, judged in in_order(work, _batches(rows, batch_size), jobs):
            sink.done.n_blank += judged.n_blank
            sink.done.n_foreign += judged.n_foreign
            sink.write(_written(batch, judged.columns, names), len(batch), batch.count(None))
            bar(source.n_bytes_read(), sink.done.n_written)
        sink.end(_empty_row(source.columns, labeler))
        done = sink.done
    if done.n_blank:
        err.print(f"{done.n_blank} of the rows hold no text; their labels are those of no words at all")
    tell_n_foreign(done.n_foreign, "rows", labeler)
    if done.n_left_out:
        err.print(f"{done.n_written} rows labelled, {done.n_left_out} left out")
        raise SystemExit(EXIT_ROWS_LEFT_OUT)


Batch = list[tuple[Row, str] | None]


def _empty_row(names: Iterable[str], labeler: Labeler) -> dict[str, Any]:
    """Return a row as it is written: with these columns, and the added ones, each of its type."""
    types = added_types(labeler.positions, bool(labeler.sentiments))
    return beside(dict.fromkeys(names), {name: kind() for name, kind in types.items()})


def _plain(source_format: str) -> str:
    return source_format if source_format in DELIMITERS else "jsonl"


def _batches(rows: Iterable[tuple[Row, str] | None], size: int) -> Iterator[tuple[Batch, list[str]]]:
    iterator = iter(rows)
    while batch := list(itertools.islice(iterator, size)):
        yield batch, [pair[1] for pair in batch if pair is not None]


class _Judged(NamedTuple):
    """What the added columns of a batch hold, and how many of its texts are blank or in another language."""

    columns: dict[str, list[Any]]
    n_blank: int
    n_foreign: int


def _judged(
    texts: list[str], *, model: str | None, target: str | None, min_confidence: float | None
) -> _Judged:
    columns = loaded(model, target).columns(texts, min_confidence)
    return _Judged(columns, sum(not text.strip() for text in texts), sum(map(is_foreign, texts)))


def _written(batch: Batch, columns: dict[str, list[Any]], names: dict[str, str]) -> list[dict[str, Any]]:
    added = zip(*columns.values(), strict=True)
    rows = (pair[0].values for pair in batch if pair is not None)
    return [
        beside(row, dict(zip(columns, cells, strict=True)), names)
        for row, cells in zip(rows, added, strict=True)
    ]
