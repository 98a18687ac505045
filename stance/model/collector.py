"""Python's search for cycles of garbage, held back while very many objects are made of which none is in one.

The more objects there are, the longer each search takes, and it comes the more often the more are made: a
seventh of the time of labelling.
"""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class _Holders:
    """How many hold the search back, in all threads; the last one lets it go on, where it was on."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.count = 0
        self.was_on = False

    def add(self) -> None:
        with self.lock:
            if not self.count:
                self.was_on = gc.isenabled()
                gc.disable()
            self.count += 1

    def remove(self) -> None:
        with self.lock:
            self.count -= 1
            if not self.count and self.was_on:
                gc.enable()

    def start_anew(self) -> None:
        """In a process that was forked off: its other threads, which held the search back, are not there."""
        if self.count and self.was_on:
            gc.enable()
        self.lock, self.count = threading.Lock(), 0


_holders = _Holders()
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_holders.start_anew)


@contextmanager
def held_back() -> Iterator[None]:
    """Hold the search for cycles back; safe in many threads, and after a failure it goes on as before."""
    _holders.add()
    try:
        yield
    finally:
        _holders.remove()
