"""JSON, a line at a time: orjson, and the standard library for what orjson would change or refuse.

orjson makes a float of a whole number of more than 64 bits and knows no lone surrogates; neither may be lost
from a column that only passes through.
"""

from __future__ import annotations

import json
import math
import re
from typing import Any

import orjson

from stance.errors import DataError

_MAY_BE_LONG = frozenset((float, dict, list))  # the types of values that a long number may hide in
_LONG_NUMBER = re.compile(r"\d{19}")  # 2**63 has 19 digits


def loads(line: str) -> Any:
    """Parse one line.

    Raises ``ValueError`` (or ``RecursionError``) for what is no JSON. NaN is none, nor is 1e999.
    """
    try:
        values = orjson.loads(line)
    except orjson.JSONDecodeError:  # the standard library reads it, or says better what is wrong
        return _exactly(line)
    if type(values) is dict and _MAY_BE_LONG.isdisjoint(map(type, values.values())):
        return values
    return values if _LONG_NUMBER.search(line) is None else _exactly(line)


def dumps(values: Any) -> bytes:
    """Return one line of JSON without its end.

    Times are written in ISO 8601, other values that JSON has not as their string; what UTF-8 cannot hold,
    a lone surrogate, as an escape. Raises ``DataError`` for binary data.
    """
    try:
        return orjson.dumps(values, default=_plain)
    except TypeError:
        return json.dumps(_finite_only(values), default=_plain, separators=(",", ":")).encode()


def _finite_only(values: Any) -> Any:
    """Return values with None for NaN and infinity, as orjson writes them."""
    if isinstance(values, dict):
        return {key: _finite_only(value) for key, value in values.items()}
    if isinstance(values, (list, tuple)):
        return [_finite_only(value) for value in values]
    return None if isinstance(values, float) and not math.isfinite(values) else values


def _exactly(line: str) -> Any:
    return json.loads(line, parse_constant=_refuse, parse_float=_finite)


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON value")


def _finite(number: str) -> float:
    value = float(number)
    if math.isinf(value):  # it would be written as null
        raise ValueError(f"{number} is too large for a number of 64 bits")
    return value


def _plain(value: Any) -> str:
    if isinstance(value, (bytes, bytearray, memoryview)):
        raise DataError("a column holds binary data, which JSON cannot; leave it out of the input")
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
