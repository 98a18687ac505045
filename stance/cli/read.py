"""``stance read``: articles in, tables of positions out."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from pathlib import Path

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from stance.cli.options import (
    EXIT_ROWS_LEFT_OUT,
    err,
    load_for,
    model_option,
    out,
    report_errors,
    target_option,
)
from stance.data.documents import document_paths, read_document
from stance.data.output import open_output
from stance.errors import DataError
from stance.reading.article import Reading
from stance.reading.article import read as read_article
from stance.render.terminal import reading_view

_COLUMNS = ("file", "holder", "position", "confidence", "aliases", "statements", "best_statement")
_EXAMPLES = """Read articles: who holds which position, in whose words.

\b
  stance read article.txt
  stance read article.html --html page.html
  stance read wire/ --csv > positions.csv
  pbpaste | stance read - --json

A FILE is plain text or a web page, "-" for standard input, or a folder of articles. Without an option the
table of positions is printed; --json gives an object a line with every statement and its span.
"""


@click.command(help=_EXAMPLES)
@click.argument("files", nargs=-1, required=True, type=click.Path(allow_dash=True), metavar="FILE...")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line, an article each.")
@click.option("--csv", "as_csv", is_flag=True, help="Print a CSV, a row for each holder of each article.")
@click.option(
    "--html",
    "page",
    type=click.Path(path_type=Path),
    help="Also write a page to read: a file; with several articles, a folder.",
)
@click.option("--input", "kind", type=click.Choice(["text", "html"]), help="Instead of the file's suffix.")
@click.option("--encoding", default="utf-8", show_default=True)
@click.option(
    "--on-error",
    type=click.Choice(["stop", "skip"]),
    default="stop",
    show_default=True,
    help="At an article that cannot be read: stop, or leave it out, report and count it.",
)
@model_option
@target_option
@report_errors
def read(
    files: tuple[str, ...],
    as_json: bool,
    as_csv: bool,
    page: Path | None,
    kind: str | None,
    encoding: str,
    on_error: str,
    model: str | None,
    target: str | None,
) -> None:
    if as_json and as_csv:
        raise click.UsageError("give --json or --csv, not both")
    names = list(document_paths(files))
    pages = {} if page is None else _pages(page, names)
    labeler = load_for(model, target)
    n_read = 0
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as progress:
        for name in progress.track(names, description="reading"):
            try:
                reading = read_article(
                    read_document(name, encoding, as_page=None if kind is None else kind == "html"), labeler
                )
            except DataError as error:
                if on_error == "stop":
                    raise
                err.print(f"left out: {error}", markup=False)
                continue
            _print(name, reading, as_json=as_json, as_csv=as_csv, first=n_read == 0, named=len(names) > 1)
            n_read += 1
            if page is not None:
                _write_page(pages[name], name, reading)
    if n_read < len(names):
        err.print(f"{n_read} articles read, {len(names) - n_read} left out")
        raise SystemExit(EXIT_ROWS_LEFT_OUT)


def _print(name: str, reading: Reading, *, as_json: bool, as_csv: bool, first: bool, named: bool) -> None:
    if as_json:
        click.echo(json.dumps({"file": name} | reading.to_dict(), ensure_ascii=False))
    elif as_csv:
        click.echo(_csv(name, reading, header=first), nl=False)
    else:
        out().print(reading_view(reading, name if named else None))


def _csv(name: str, reading: Reading, *, header: bool) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    if header:
        writer.writerow(_COLUMNS)
    for row in reading.positions:
        best = max(row.statements, key=lambda s: s.judgement.probabilities.get(row.position, 0.0))
        words = " ".join(best.text.split())
        cells = (name, row.holder, str(row.position), f"{row.confidence:.4f}", "; ".join(row.aliases))
        writer.writerow((*cells, len(row.statements), words))
    return text.getvalue()


def _pages(page: Path, names: list[str]) -> dict[str, Path]:
    """Choose the page of each article: the file, or one in the folder, named after it.

    Raises ``DataError`` where a page would replace an article, or the folder cannot be made.
    """
    if len(names) == 1 and not page.is_dir():
        pages = {names[0]: page}
    else:
        try:
            page.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DataError(
                f"{page}: with several articles, --html names a folder: {error.strerror}"
            ) from error
        stems = {name: "standard input" if name == "-" else Path(name).stem for name in names}
        alike = Counter(stems.values())
        pages = {
            name: page / (f"{stem}.html" if alike[stem] == 1 else f"{stem}-{place}.html")
            for place, (name, stem) in enumerate(stems.items(), start=1)
        }
    articles = {Path(name).resolve() for name in names if name != "-"}
    if taken := next((path for path in pages.values() if path.resolve() in articles), None):
        raise DataError(f"{taken}: the page would replace an article; give --html another name")
    return pages


def _write_page(path: Path, name: str, reading: Reading) -> None:
    with open_output(str(path)) as sink:
        sink.write(reading.to_html(Path(name).name if name != "-" else "standard input"))
