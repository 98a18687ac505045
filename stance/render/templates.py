"""Templates of web pages, with everything escaped that is put into them."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent


@functools.cache
def template(name: str) -> Any:
    """Return a template of this folder by its file's name."""
    import jinja2  # noqa: PLC0415 – labelling does without

    environment = jinja2.Environment(autoescape=True)
    return environment.from_string((_FOLDER / name).read_text(encoding="utf-8"))
