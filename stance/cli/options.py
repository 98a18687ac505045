"""Options, exit codes and error reports that the commands share."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click
from rich.console import Console

from stance.data.formats import FORMATS
from stance.errors import DataError, StanceError
from stance.model.labeler import Labeler, load
from stance.target import Target, packaged_targets

_WIDE = 140  # columns of a table that goes to a file or a pipe
EXIT_ERROR = 1
EXIT_ROWS_LEFT_OUT = 3

Command = TypeVar("Command", bound=Callable[..., Any])

err = Console(stderr=True, highlight=False, soft_wrap=True)


def out() -> Console:
    """Return a console on standard output, as it is now; colour on a terminal only, and wide elsewhere."""
    return Console(highlight=False, markup=False, width=None if sys.stdout.isatty() else _WIDE)


def report_errors(command: Callable[..., Any]) -> Callable[..., Any]:
    """Turn the library's errors into one line on standard error and exit code 1."""

    @functools.wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except (StanceError, TypeError, ValueError, OSError) as error:
            if isinstance(error, BrokenPipeError):
                raise
            err.print(f"error: {error}", style="red", markup=False)
            raise SystemExit(EXIT_ERROR) from error

    return wrapped


def model_option(command: Command) -> Command:
    """Add ``--model``."""
    option = click.option(
        "--model", "-m", default=None, help="“cascade” (the default), “fast”, “accurate”, or a model folder."
    )
    return option(command)


def target_option(command: Command) -> Command:
    """Add ``--target``."""
    option = click.option(
        "--target", default=None, help="Another target than troops: a packaged one's name, or a TOML file."
    )
    return option(command)


def load_for(model: str | None, target: str | None) -> Labeler:
    """Load a model, for another target where one is given by name or file."""
    labeler = load(model)
    if target is None:
        return labeler
    packaged = packaged_targets()
    if target not in packaged and not Path(target).is_file():
        raise DataError(f"“{target}” is neither a packaged target ({', '.join(sorted(packaged))}) nor a file")
    return labeler.with_target(packaged[target] if target in packaged else Target.from_file(target))


def input_options(command: Command) -> Command:
    """Add the options that say how a file is read."""
    for option in (
        click.option("--text", "text_name", default=None, help="The column that holds the text."),
        click.option(
            "--format", "input_format", type=click.Choice(FORMATS), help="Instead of the file's suffix."
        ),
        click.option("--encoding", default="utf-8", show_default=True),
        click.option(
            "--on-error",
            type=click.Choice(["stop", "skip"]),
            default="stop",
            show_default=True,
            help="At a row that cannot be read: stop, or leave it out, report and count it.",
        ),
    ):
        command = option(command)
    return command
