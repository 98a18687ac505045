"""The command ``stance``, which is ``python -m stance``, too."""

from __future__ import annotations

import io
import os
import signal
import sys
from typing import Any


def run() -> None:
    """Load the command line and run it. Ctrl-C while it loads ends the process as it does later."""
    is_heeded = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if is_heeded:
        signal.signal(signal.SIGINT, _stop)
    from stance.cli import main  # noqa: PLC0415 – takes most of a second

    if is_heeded:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    _write_utf_8()
    main()


def _write_utf_8() -> None:
    """Have the standard streams take any character: as UTF-8, or on a terminal as what it can show."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.isatty():
            stream.reconfigure(errors="replace")
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _stop(*_: Any) -> None:
    """End at once: no file is open, and an error in the midst of an import may come out as another."""
    os.write(2, b"stopped\n")
    os._exit(130)


if __name__ == "__main__":
    run()
