"""``stance read``: articles in, tables of positions out."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import chain, count
from pathlib import Path
from typing import Any

import click

from stance.cli.options import (
    EXIT_ROWS_LEFT_OUT,
    bulk_options,
    encoding_option,
    err,
    loaded,
    model_option,
    out,
    output_options,
    refuse_inputs,
    report_errors,
    run_facts,
    target_option,
)
from stance.cli.progress import work_bar
from stance.data.documents import document_paths, read_document
from stance.data.files import check_readable
from stance.data.formats import WRITTEN, named_format, written_format_of
from stance.data.output import open_output
from stance.data.parallel import in_order
from stance.data.sink import open_sink, written_files
from stance.errors import DataError
from stance.reading.article import Reading
from stance.reading.article import read as read_article
from stance.render.terminal import reading_view
from stance.text.english import is_foreign

_EXAMPLES = """Read articles: who holds which position, in whose words.

\b
  stance read article.txt
  stance read article.html --html page.html
  stance read wire/ --jobs 2 -o positions.parquet
  stance read wire/ --csv > positions.csv
  pbpaste | stance read - --json

A FILE is plain text or a web page, compressed or not (.gz, .zst), "-" for standard input, or a folder of
articles. Without an option the table of positions is printed. --output writes a row for each holder of each
article, as JSONL, CSV, TSV or Parquet; --csv prints these rows; --json gives an object a line instead, an
article with every statement and its span.
"""


# A row of ``_table``: its columns are written where no article has a holder with a position.
_EMPTY_ROW = {
    "file": "", "holder": "", "position": "", "confidence": 0.0, "aliases": "", "statements": 0,
    "best_statement": "",
}  # fmt: skip


@click.command(help=_EXAMPLES)
@click.argument("files", nargs=-1, required=True, type=click.Path(allow_dash=True), metavar="FILE...")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, an article each.")
@click.option("--csv", "as_csv", is_flag=True, help="A CSV, a row for each holder of each article.")
@output_options
@click.option(
    "--html",
    "page",
    type=click.Path(path_type=Path),
    help="Also write a page to read: a file; with several articles, a folder.",
)
@click.option("--input", "kind", type=click.Choice(["text", "html"]), help="Instead of the file's suffix.")
@encoding_option
@click.option(
    "--on-error",
    type=click.Choice(["stop", "skip"]),
    default="stop",
    show_default=True,
    help="At an article that cannot be read: stop, or leave it out, report and count it.",
)
@model_option
@target_option
@bulk_options(4, "Articles held at a time.")
@report_errors
def read(
    files: tuple[str, ...],
    as_json: bool,
    as_csv: bool,
    output: str,
    output_format: str | None,
    page: Path | None,
    kind: str | None,
    encoding: str,
    on_error: str,
    model: str | None,
    target: str | None,
    batch_size: int,
    jobs: int,
    resume: bool,
) -> None:
    if as_json and as_csv:
        raise click.UsageError("give --json or --csv, not both")
    names = list(document_paths(files))
    if jobs > 1 and "-" in names:
        raise click.UsageError("--jobs is for files: other processes do not have this one's standard input")
    pages: dict[str, Path] = {} if page is None else _pages(page, names)
    refuse_inputs([*written_files(output, is_resumed=resume), *pages.values()], [*names, target])
    if on_error == "stop":
        check_readable(names)
    if page is not None and page not in pages.values():
        _make_folder(page)
    written_as = _written_as(output, output_format, as_json=as_json, as_csv=as_csv)
    work = functools.partial(
        _read_all,
        pages=pages,
        encoding=encoding,
        as_page=None if kind is None else kind == "html",
        form="view" if written_as is None else "json" if as_json else "table",
        model=model,
        target=target,
    )
    if written_as is None:
        if resume or jobs > 1:
            raise click.UsageError("--resume and --jobs are for --output, --json and --csv")
        n_left_out = _print_views(names, work, stop=on_error == "stop")
    else:
        settings = [written_as, as_json, kind, encoding]
        html = None if page is None else str(page.resolve())
        facts = {"format": settings, "html": html}
        run = run_facts(names, loaded(model, target), batch_size, **facts) if resume else None
        batches = [names[start : start + batch_size] for start in range(0, len(names), batch_size)]
        with (
            open_sink(output, written_as, run=run) as sink,
            work_bar(len(names), "articles", sink.done.n_read) as bar,
        ):
            left = batches[sink.done.n_read // batch_size :]
            for _, outcomes in in_order(work, ((None, batch) for batch in left), jobs):
                rows = _without_bad(outcomes, stop=on_error == "stop")
                sink.write(list(chain.from_iterable(rows)), len(outcomes), len(outcomes) - len(rows))
                bar(sink.done.n_read, sink.done.n_read)
            sink.end(_EMPTY_ROW)
            n_left_out = sink.done.n_left_out
    if n_left_out:
        err.print(f"{len(names) - n_left_out} articles read, {n_left_out} left out")
        raise SystemExit(EXIT_ROWS_LEFT_OUT)


def _print_views(names: list[str], work: Callable[[list[str]], list[Any]], *, stop: bool) -> int:
    """Print the table of each article; return how many were left out."""
    n_left_out = 0
    with work_bar(len(names), "articles") as bar:
        for n_read, name in enumerate(names, 1):
            readings = _without_bad(work([name]), stop=stop)
            for reading in readings:
                out().print(reading_view(reading, name if len(names) > 1 else None))
            n_left_out += not readings
            bar(n_read, n_read)
    return n_left_out


def _without_bad(outcomes: list[Any], *, stop: bool) -> list[Any]:
    """Return what articles came to; raise or report the error of one that could not be read."""
    for error in outcomes:
        if isinstance(error, DataError):
            if stop:
                raise error
            err.print(f"left out: {error}", markup=False)
    return [outcome for outcome in outcomes if not isinstance(outcome, DataError)]


def _written_as(output: str, output_format: str | None, *, as_json: bool, as_csv: bool) -> str | None:
    """Return the format of the rows, or None where a view is printed."""
    if as_json or as_csv:
        asked = "jsonl" if as_json else "csv"
        _refuse_another(asked, output, output_format)
        return asked
    if output == "-":
        return output_format
    return written_format_of(output, output_format)


def _refuse_another(asked: str, output: str, output_format: str | None) -> None:
    """Raise ``UsageError`` where --json or --csv asks for another format than the output has by its name."""
    flag = "--json" if asked == "jsonl" else "--csv"
    if output_format not in (None, asked):
        raise click.UsageError(f"{flag} and --output-format {output_format} ask for different formats")
    if output == "-" or output_format is not None:
        return
    named = named_format(output)
    if named in WRITTEN and named != asked:
        raise click.UsageError(
            f"{flag} writes {asked}, yet {output} is named for {named}: leave one of them out"
        )


def _read_all(
    names: list[str],
    *,
    pages: dict[str, Path],
    encoding: str,
    as_page: bool | None,
    form: str,
    model: str | None,
    target: str | None,
) -> list[Any]:
    """Read articles: what each comes to, or the error that it was left out for."""
    outcomes: list[Any] = []
    for name in names:
        try:
            reading = read_article(read_document(name, encoding, as_page=as_page), loaded(model, target))
        except DataError as error:
            outcomes.append(error)
            continue
        told = "standard input" if name == "-" else name
        if not reading.text.strip():
            err.print(f"{told} holds no text", markup=False)
        if is_foreign(reading.text):
            err.print(f"{told} looks as if it were in another language: only English is read", markup=False)
        if name in pages:
            _write_page(pages[name], name, reading)
        if form == "view":
            outcomes.append(reading)
        else:
            outcomes.append([{"file": name} | reading.to_dict()] if form == "json" else _table(name, reading))
    return outcomes


def _table(name: str, reading: Reading) -> list[dict[str, Any]]:
    rows = []
    file = name.encode("utf-8", "backslashreplace").decode()  # a file's name need be no text
    for row in reading.positions:
        best = max(row.statements, key=lambda s: s.judgement.probabilities.get(row.position, 0.0))
        rows.append(
            {
                "file": file,
                "holder": row.holder,
                "position": str(row.position),
                "confidence": round(row.confidence, 4),
                "aliases": "; ".join(row.aliases),
                "statements": len(row.statements),
                "best_statement": " ".join(best.text.split()),
            }
        )
    return rows


def _pages(page: Path, names: list[str]) -> dict[str, Path]:
    """Choose the page of each article: the file, or one in the folder, named after it."""
    if len(names) == 1 and not page.is_dir():
        return {names[0]: page}
    stems = {name: "standard input" if name == "-" else Path(name).stem for name in names}
    titles = _told_apart(list(stems.values()))
    return {name: page / f"{title}.html" for name, title in zip(stems, titles, strict=True)}


def _make_folder(page: Path) -> None:
    try:
        page.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DataError(f"{page}: with several articles, --html names a folder: {error.strerror}") from error


def _told_apart(stems: list[str]) -> Iterator[str]:
    """Give each stem that is there once as it is, and each other one with a number that makes it new.

    Some file systems take capitals for small letters, so these do not tell names apart.
    """
    alike = Counter(map(str.casefold, stems))
    taken = {stem for stem, n_times in alike.items() if n_times == 1}
    for place, stem in enumerate(stems, start=1):
        if alike[stem.casefold()] == 1:
            yield stem
            continue
        numbered = (f"{stem}-{number}" for number in count(place))
        title = next(new for new in numbered if new.casefold() not in taken)
        taken.add(title.casefold())
        yield title


def _write_page(path: Path, name: str, reading: Reading) -> None:
    with open_output(str(path)) as sink:
        page = reading.to_html(Path(name).name if name != "-" else "standard input")
        sink.write(page.encode("utf-8", "backslashreplace"))
