"""The command ``stance``, which is ``python -m stance``, too."""

from __future__ import annotations

import os
import signal
from typing import Any


def run() -> None:
    """Load the command line and run it. Ctrl-C while it loads ends the process as it does later."""
    is_heeded = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if is_heeded:
        signal.signal(signal.SIGINT, _stop)
    from stance.cli import main  # noqa: PLC0415 – takes most of a second

    if is_heeded:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    main()


def _stop(*_: Any) -> None:
    """End at once: no file is open, and an error in the midst of an import may come out as another."""
    os.write(2, b"stopped\n")
    os._exit(130)


if __name__ == "__main__":
    run()
