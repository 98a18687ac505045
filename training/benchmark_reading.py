"""How fast articles are read: ``python training/benchmark_reading.py``.

Reads the fixtures' articles with the fast engine and with the default, on one core, and prints articles of
500 words a second; then a text of growing length, to show that time is linear in it.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

import stance
from stance.reading.statements import find_statements

ARTICLES = Path(__file__).parents[1] / "fixtures" / "articles"
WORDS = 500


def rate(call, texts: list[str], repeats: int) -> float:
    """Return articles of 500 words a second: the best of several rounds."""
    words = sum(len(text.split()) for text in texts)
    best = min(_seconds(call, texts) for _ in range(repeats))
    return words / WORDS / best


def _seconds(call, texts: list[str]) -> float:
    start = time.perf_counter()
    for text in texts:
        call(text)
    return time.perf_counter() - start


@click.command(help=__doc__)
@click.option("--repeats", default=5, show_default=True)
@click.option("--megabytes", default=10, show_default=True, help="The longest text that is read.")
def main(repeats: int, megabytes: int) -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {0})
    console = Console()
    texts = [path.read_text(encoding="utf-8") for path in sorted(ARTICLES.glob("*.txt"))]
    fast, default = stance.load("fast"), stance.load()
    table = Table("what", "articles of 500 words a second", title=f"{len(texts)} articles, one core")
    for name, call in (
        ("statements and holders, no judgement", find_statements),
        ("fast", lambda text: stance.read(text, fast)),
        ("default", lambda text: stance.read(text, default)),
    ):
        table.add_row(name, f"{rate(call, texts, repeats):.1f}")
    console.print(table)
    growth = Table("megabytes", "seconds with the fast engine", "seconds a megabyte", title="long texts")
    whole = "\n\n".join(texts)
    size = 0.1
    while size <= megabytes:
        text = (whole * (1 + int(size * 1e6) // len(whole)))[: int(size * 1e6)]
        seconds = _seconds(lambda text: stance.read(text, fast), [text])
        growth.add_row(f"{size:g}", f"{seconds:.2f}", f"{seconds / size:.2f}")
        size *= 10
    console.print(growth)


if __name__ == "__main__":
    main()
