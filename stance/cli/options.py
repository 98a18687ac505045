"""Options, exit codes and error reports that the commands share."""

from __future__ import annotations

import functools
import os
import signal
import stat
import sys
import threading
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import BrokenExecutor
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any, TypeVar

import click
from rich.console import Console

from stance.data.files import file_facts
from stance.data.formats import FORMATS, WRITTEN
from stance.data.rows import LABEL_COLUMNS, BadRows
from stance.errors import DataError, StanceError
from stance.families import see_words_as_written
from stance.model.labeler import Labeler, load
from stance.target import Target, packaged_targets
from stance.text.english import is_foreign
from stance.version import __version__

_WIDE = 140  # columns of a table that goes to a file or a pipe
LABEL_HELP = f"The column of the label; else the first that is there of {', '.join(LABEL_COLUMNS)}."
EXIT_ERROR = 1
EXIT_ROWS_LEFT_OUT = 3
EXIT_STOPPED = 130  # as a shell says of a process that Ctrl-C ended
EXIT_TERMINATED = 143

Command = TypeVar("Command", bound=Callable[..., Any])

err = Console(stderr=True, highlight=False, soft_wrap=True)


def out() -> Console:
    """Return a console on standard output, as it is now; colour on a terminal only, and wide elsewhere."""
    return Console(highlight=False, markup=False, width=None if sys.stdout.isatty() else _WIDE)


class _Terminated(BaseException):
    """The process was asked to end; files that are half written go."""


def _terminate(*_: object) -> None:
    raise _Terminated


def report_errors(command: Callable[..., Any]) -> Callable[..., Any]:
    """Turn the library's errors, and being stopped, into one line on standard error and an exit code."""

    @functools.wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, _terminate)
        try:
            return command(*args, **kwargs)
        except (KeyboardInterrupt, _Terminated) as error:
            err.print("stopped" + _goes_on(kwargs))
            raise SystemExit(EXIT_TERMINATED if isinstance(error, _Terminated) else EXIT_STOPPED) from None
        except BrokenPipeError:
            err.print("error: standard output was closed before the end", style="red")
            # What is still held back goes nowhere, so that no second error comes at the very end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise SystemExit(EXIT_ERROR) from None
        except BrokenExecutor:
            told = "a process at work was ended; where memory ran out, give fewer --jobs"
            err.print(f"error: {told}{_goes_on(kwargs)}", style="red")
            raise SystemExit(EXIT_ERROR) from None
        except (StanceError, TypeError, ValueError, OSError) as error:
            err.print(f"error: {error}", style="red", markup=False)
            raise SystemExit(EXIT_ERROR) from error

    return wrapped


def _goes_on(options: Mapping[str, Any]) -> str:
    """Return what is told of a run that ended early where it can be gone on with."""
    return "; the same command goes on from here" if options.get("resume") else ""


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


def encoding_option(command: Command) -> Command:
    """Add ``--encoding``."""
    option = click.option("--encoding", default="utf-8", show_default=True, help="The file's encoding.")
    return option(command)


@functools.lru_cache(maxsize=1)  # each of several processes loads it once
def loaded(model: str | None, target: str | None) -> Labeler:
    """Load a model as ``load_for`` does, or return the one that was loaded last."""
    return load_for(model, target)


def load_for(model: str | None, target: str | None) -> Labeler:
    """Load a model, for another target where one is given by name or file."""
    labeler = load(model)
    if target is None:
        return labeler
    packaged = packaged_targets()
    if target not in packaged and not Path(target).is_file():
        raise DataError(f"“{target}” is neither a packaged target ({', '.join(sorted(packaged))}) nor a file")
    return labeler.with_target(packaged[target] if target in packaged else Target.from_file(target))


def output_options(command: Command) -> Command:
    """Add ``--output`` and ``--output-format``."""
    for option in (
        click.option(
            "--output-format", type=click.Choice(WRITTEN), help="Instead of the suffix of --output."
        ),
        click.option(
            "-o",
            "--output",
            default="-",
            help="A file, compressed where its name ends in .gz or .zst; “-”, the default: standard output.",
        ),
    ):
        command = option(command)
    return command


def bulk_options(batch_size: int, held: str) -> Callable[[Command], Command]:
    """Return what adds the options of work on more than memory holds; ``held`` says what a batch is."""
    options = (
        click.option(
            "--resume",
            is_flag=True,
            help="Keep a journal beside the output, and go on where a run with the same options was stopped.",
        ),
        click.option(
            "--jobs",
            default=1,
            show_default=True,
            type=click.IntRange(1),
            help="Processes at work.",
        ),
        click.option(
            "--batch-size", default=batch_size, show_default=True, type=click.IntRange(1), help=held
        ),
    )

    def decorate(command: Command) -> Command:
        for option in options:
            command = option(command)
        return command

    return decorate


def run_facts(names: Iterable[str], labeler: Labeler, batch_size: int, **settings: Any) -> dict[str, Any]:
    """Return what makes the output of a run what it is, in plain values, for its journal."""
    return settings | {
        "input": file_facts(names),
        "model": labeler.manifest.sha256,
        "target": asdict(labeler.terms),
        "batch_size": batch_size,
        "version": __version__,
    }


def reads_english(labeler: Labeler) -> bool:
    """Say whether a model reads English alone: one that sees words as written may have learnt from others."""
    return not see_words_as_written(labeler.manifest.settings.get("families", []))


def tell_foreign(texts: Iterable[str], what: str, labeler: Labeler) -> None:
    """Say how many texts look as if they were in another language than the one that the model reads."""
    tell_n_foreign(sum(map(is_foreign, texts)), what, labeler)


def tell_n_foreign(number: int, what: str, labeler: Labeler) -> None:
    """Say so of a number of texts, where there are any."""
    if number and reads_english(labeler):
        err.print(
            f"{number} of the {what} look as if they were in another language: only English is read, and "
            "what is said of them means nothing"
        )


def refuse_inputs(outputs: Iterable[str | Path | None], inputs: Iterable[str | Path | None]) -> None:
    """Raise ``UsageError`` where a file to be written is one that is read, by this name or another.

    None stands for a file that was not given; "-" for standard output, and for standard input, which may
    each be a file.
    """
    places = {_place(name, sys.stdin): name for name in inputs if name is not None}
    for output in outputs:
        place = None if output is None else _place(output, sys.stdout)
        if place is None or place not in places:
            continue
        name = "standard input" if str(places[place]) == "-" else places[place]
        if str(output) == "-":
            raise click.UsageError(f"standard output goes into the input {name}; send it to another file")
        raise click.UsageError(f"{output}: it would replace the input {name}; give another name")


def _place(name: str | Path, standard: IO[str]) -> tuple[int, int] | None:
    """Return what a regular file has alone, as ``os.path.samefile`` compares it; None for anything else.

    ``standard``: the stream that "-" stands for.
    """
    try:
        found = os.fstat(standard.fileno()) if str(name) == "-" else Path(name).stat()
    except (OSError, ValueError, AttributeError):  # it is not there, no file's name, or a closed stream
        return None
    return (found.st_dev, found.st_ino) if stat.S_ISREG(found.st_mode) else None


def bad_rows(file: str | Path, on_error: str) -> BadRows:
    """Return what is told of bad rows: it stops at the first, or reports each."""
    return BadRows(str(file), stop=on_error == "stop", report=lambda told: err.print(told, markup=False))


def end(bad: BadRows) -> None:
    """End the command with a count and an exit code of its own where rows were left out."""
    if bad.count:
        err.print(f"{bad.count} rows left out")
        raise SystemExit(EXIT_ROWS_LEFT_OUT)


def input_options(command: Command) -> Command:
    """Add the options that say how a file is read."""
    for option in (
        click.option("--text", "text_name", default=None, help="The column that holds the text."),
        click.option(
            "--format", "input_format", type=click.Choice(FORMATS), help="Instead of the file's suffix."
        ),
        encoding_option,
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
