"""What is shown on a terminal while files are worked on."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

from rich.progress import (
    BarColumn,
    Progress,
    TaskProgressColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from stance.cli.options import err


@contextlib.contextmanager
def work_bar(total: int | None, unit: str, n_before: int = 0) -> Iterator[Callable[[int, int], None]]:
    """Show how much is done, at which rate, and the time left where ``total`` is known.

    ``n_before``: units that an earlier run came to. Gives a function to call with what of the total is done,
    and how many units came of it.
    """
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(
        *columns,
        TextColumn("left"),
        TimeRemainingColumn(),
        console=err,
        transient=True,
        disable=not err.is_terminal,
    ) as progress:
        task = progress.add_task(f"0 {unit}", total=total)

        def advance(done: int, n_units: int) -> None:
            elapsed = progress.tasks[task].elapsed or 0.0
            rate = f", {(n_units - n_before) / elapsed:,.0f} a second" if elapsed else ""
            progress.update(task, completed=done, description=f"{n_units:,} {unit}{rate}")

        yield advance
