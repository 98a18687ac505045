"""Suites: TOML files of capabilities, each a rule with the cases that it is tried on.

A folder holds suites and, where it likes, ``lists.toml`` with lists of fillers, which stand before the
packaged lists of the same name. A suite has one table a capability:

    [won_t]
    kind = "invariance"
    about = "A contraction says what the two words say."
    goal = 0.05
    templates = ["We {will not|won't} {send} {troops} to {country}."]

``kind``: "minimum", with ``label``, the expected position; "invariance", where the label stays or, with
``bound``, no probability changes by more than that; "direction", with ``more`` or ``less``, the position
whose probability goes up or down, and ``tolerance``. ``goal``: the greatest failure rate that meets it.
``templates``: see ``stance.checks.templates``. ``cases``: how many are drawn at most.

Invariance and direction compare two texts. The second comes from the template's choices ``{a|b}``, or from
one of: ``exchange``, the slot that takes another filler; ``change``, a name in ``stance.checks.changes``;
``replace``, a table of words and what to put for each.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stance.checks.changes import CHANGES, Change, replacing
from stance.checks.expectations import KINDS, Direction, Expectation, Invariance, Minimum
from stance.checks.templates import Filler, Lists, sides
from stance.errors import DataError

PACKAGED = Path(__file__).with_name("packaged")
_LISTS = "lists.toml"
_CASES = 30  # enough to tell a failure rate of 5% from one of 25%; the encoder tries them all in a minute
_DRAWS = 10  # for each case wanted: templates with few fillings give the same text again
_OWN_KEYS = {
    "minimum": {"label"},
    "invariance": {"bound", "exchange", "change", "replace"},
    "direction": {"more", "less", "tolerance", "exchange", "change", "replace"},
}
_KEYS = {"kind", "about", "goal", "templates", "cases"}


@dataclass(frozen=True, slots=True)
class Case:
    """A text, and the other one that it is compared with: itself where the kind compares none."""

    text: str
    other: str


@dataclass(frozen=True, slots=True)
class Capability:
    """What a model should be able to do, and the cases that try it.

    ``goal``: the greatest share of its cases that may fail; ``source``: the file that it stands in.
    """

    name: str
    source: str
    about: str
    goal: float
    expectation: Expectation
    cases: tuple[Case, ...]


def read_suites(folder: Path = PACKAGED) -> list[Capability]:
    """Read all suites of a folder, by file and in the order of each file.

    Raises ``DataError`` that names the file and the entry which is wrong.
    """
    if not folder.is_dir():
        raise DataError(f"{folder}: there is no such folder of suites")
    lists = {**_read_lists(PACKAGED / _LISTS), **_read_lists(folder / _LISTS)}
    paths = sorted(path for path in folder.glob("*.toml") if path.name != _LISTS)
    capabilities: dict[str, Capability] = {}
    for path in paths:
        for name, table in _read_toml(path).items():
            where = f"{path}, [{name}]"
            if name in capabilities:
                raise DataError(f"{where}: {capabilities[name].source} has a capability of that name already")
            if not isinstance(table, dict):
                raise DataError(f"{where}: a capability is a table of keys")
            capabilities[name] = _capability(name, path.name, _Entry(where, table), lists)
    if not capabilities:
        raise DataError(f"{folder}: it holds no suite (a .toml file with capabilities)")
    return list(capabilities.values())


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"{path}: cannot be read as a suite: {error}") from error


def _read_lists(path: Path) -> dict[str, list[str]]:
    if not path.exists():
        return {}
    content = _read_toml(path)
    return {name: _Entry(f"{path}, {name}", content).strings(name) for name in content}


@dataclass(frozen=True, slots=True)
class _Entry:
    """A table of a suite, whose values are checked as they are taken."""

    where: str
    table: Mapping[str, Any]

    def error(self, what: str) -> DataError:
        return DataError(f"{self.where}: {what}")

    def value(self, key: str, default: Any = None) -> Any:
        if key not in self.table and default is None:
            raise self.error(f"the key “{key}” is missing")
        return self.table.get(key, default)

    def string(self, key: str) -> str:
        value = self.value(key)
        if not isinstance(value, str) or not value.strip():
            raise self.error(f"“{key}” is a text, not {value!r}")
        return value

    def share(self, key: str, default: float | None = None) -> float:
        value = self.value(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            raise self.error(f"“{key}” is a number from 0 to 1, not {value!r}")
        return float(value)

    def strings(self, key: str) -> list[str]:
        value = self.value(key)
        if not isinstance(value, list) or not value or not all(isinstance(item, str) for item in value):
            raise self.error(f"“{key}” is a list of texts")
        twice = {item for item in value if value.count(item) > 1}
        if twice:
            raise self.error(f"“{key}” holds “{min(twice)}” twice")
        return value


def _capability(name: str, source: str, entry: _Entry, lists: Lists) -> Capability:
    kind = entry.string("kind")
    if kind not in KINDS:
        raise entry.error(f"“kind” is one of {', '.join(KINDS)}, not “{kind}”")
    foreign = sorted(set(entry.table) - _KEYS - _OWN_KEYS[kind])
    if foreign:
        raise entry.error(f"the kind “{kind}” has no key “{foreign[0]}”")
    n_cases = entry.value("cases", _CASES)
    if isinstance(n_cases, bool) or not isinstance(n_cases, int) or n_cases < 1:
        raise entry.error(f"“cases” is a whole number from 1 on, not {n_cases!r}")
    templates = entry.strings("templates")
    expectation = _expectation(kind, entry)
    drawing = _drawing(kind, entry, Filler(lists, name))
    try:
        cases = _draw(templates, drawing, n_cases, compares=kind != Minimum.kind)
    except DataError as error:
        raise entry.error(str(error)) from error
    if not cases:
        raise entry.error("none of its templates gives two texts that differ")
    return Capability(
        name,
        source,
        entry.string("about"),
        entry.share("goal"),
        expectation,
        tuple(cases),
    )


def _expectation(kind: str, entry: _Entry) -> Expectation:
    if kind == Minimum.kind:
        return Minimum(entry.string("label"))
    if kind == Invariance.kind:
        return Invariance(entry.share("bound") if "bound" in entry.table else None)
    if ("more" in entry.table) == ("less" in entry.table):
        raise entry.error("a direction has one of “more” and “less”")
    way = "more" if "more" in entry.table else "less"
    return Direction(entry.string(way), way == "more", entry.share("tolerance", 0.0))


def _draw(templates: list[str], draw: Callable[[str], Case], n_cases: int, *, compares: bool) -> list[Case]:
    """Draw distinct cases from the templates in turn; a comparison wants two texts that differ."""
    cases: dict[Case, None] = {}
    for number in range(n_cases * _DRAWS):
        case = draw(templates[number % len(templates)])
        if not compares or case.text != case.other:
            cases[case] = None
        if len(cases) == n_cases:
            break
    return list(cases)


def _drawing(kind: str, entry: _Entry, filler: Filler) -> Callable[[str], Case]:
    """Return what makes a case of a template."""
    ways = [key for key in ("exchange", "change", "replace") if key in entry.table]
    if len(ways) > 1:
        raise entry.error(f"there are both “{ways[0]}” and “{ways[1]}”; keep one")
    if ways == ["exchange"]:
        slot = entry.string("exchange")
        return lambda template: _exchanged(template, slot, filler)
    if ways:
        change = _change(entry)
        return lambda template: _changed(template, change, filler)
    if kind == Minimum.kind:
        return lambda template: _changed(template, str, filler)
    return lambda template: Case(*sides(filler.fill(template, {})))


def _changed(template: str, change: Change, filler: Filler) -> Case:
    text = _one_text(template, filler.fill(template, {}))
    return Case(text, change(text))


def _exchanged(template: str, slot: str, filler: Filler) -> Case:
    chosen: dict[str, str] = {}
    first = filler.fill(template, chosen)
    if slot not in chosen:
        raise DataError(f"“{template}” has no slot {{{slot}}} to exchange")
    second = filler.fill(template, {**chosen, slot: filler.another(slot, chosen)})
    return Case(_one_text(template, first), _one_text(template, second))


def _one_text(template: str, filled: str) -> str:
    text, other = sides(filled)
    if text != other:
        raise DataError(f"“{template}” has a choice {{a|b}}, which makes two texts where one is wanted")
    return text


def _change(entry: _Entry) -> Change:
    if "change" in entry.table:
        name = entry.string("change")
        if name not in CHANGES:
            raise entry.error(f"there is no change “{name}”; there are {', '.join(CHANGES)}")
        return CHANGES[name]
    table = entry.value("replace")
    if not isinstance(table, dict) or not table or not all(isinstance(v, str) for v in table.values()):
        raise entry.error("“replace” is a table of texts")
    return replacing(table)
