"""Templates of web pages, with everything escaped that is put into them."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent


def filled(name: str, **values: Any) -> str:
    """Return a template of this folder, filled in; it can be saved whatever texts hold.

    Halves of characters, which cut JSON has, are written out by their numbers, as on a terminal.
    """
    page: str = _template(name).render(**values)
    return page.encode("utf-8", "backslashreplace").decode()


@functools.cache
def _template(name: str) -> Any:
    import jinja2  # noqa: PLC0415 – labelling does without

    environment = jinja2.Environment(autoescape=True)
    return environment.from_string((_FOLDER / name).read_text(encoding="utf-8"))
