"""The target of a stance: what it is that somebody is open to, or has ruled out."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from stance.errors import DataError

_TARGETS_FOLDER = Path(__file__).parent / "lexicon" / "targets"
_GROUPS = ("nouns", "verbs", "modifiers")


@dataclass(frozen=True, slots=True)
class Target:
    """The terms that name a target. Models see a mask in their place, never the terms themselves.

    ``nouns`` name the thing ("cruise missile"; plurals are added), ``verbs`` the act ("send", "raise
    rates"; the first word is inflected), ``modifiers`` words that belong to a noun they stand before.
    """

    name: str
    nouns: tuple[str, ...]
    verbs: tuple[str, ...] = ()
    modifiers: tuple[str, ...] = ()

    @classmethod
    def from_terms(
        cls,
        name: str,
        *,
        nouns: Iterable[str],
        verbs: Iterable[str] = (),
        modifiers: Iterable[str] = (),
    ) -> Target:
        """Make a target from its terms.

        Raises ``DataError`` when there is no noun or a term is blank, ``TypeError`` for one string of terms
        and for a term that is no string.

        >>> Target.from_terms("rates", nouns=["rate rise"], verbs=["raise rates"]).nouns
        ('rate rise',)
        """
        if any(isinstance(group, str) for group in (nouns, verbs, modifiers)):
            raise TypeError("nouns, verbs and modifiers are lists of terms, not one string")
        given = [list(group) for group in (nouns, verbs, modifiers)]
        for term in chain.from_iterable(given):
            if not isinstance(term, str):
                raise TypeError(
                    f"nouns, verbs and modifiers hold strings, not {type(term).__name__}: {term!r}"
                )
        terms = [tuple(" ".join(term.split()) for term in group) for group in given]
        if not terms[0]:
            raise DataError(f"the target “{name}” has no nouns; give at least one term that names it")
        if not all(term for group in terms for term in group):
            raise DataError(f"the target “{name}” has a blank term; remove it")
        return cls(name, *terms)

    @classmethod
    def from_file(cls, path: str | Path) -> Target:
        """Read a target from a TOML file with ``name``, ``nouns``, ``verbs`` and ``modifiers``.

        Each of the last three is a list of terms, or one string of them parted by ";". Raises
        ``DataError`` when the file cannot be read, has another key or a value of another type.
        """
        try:
            content = tomllib.loads(Path(path).read_text(encoding="utf-8-sig"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise DataError(f"{path}: cannot be read as a target file: {error}") from error
        if unknown := sorted(set(content) - {"name", *_GROUPS}):
            raise DataError(
                f"{path}: “{unknown[0]}” is no key of a target file; they are name, {', '.join(_GROUPS)}"
            )
        name = content.get("name", Path(path).stem)
        if not isinstance(name, str):
            raise DataError(f"{path}: name is {type(name).__name__}; it is a string")
        terms = {key: _terms(path, key, content.get(key, [])) for key in _GROUPS}
        try:
            return cls.from_terms(name, **terms)
        except DataError as error:
            raise DataError(f"{path}: {error}") from error


def _terms(path: str | Path, key: str, value: object) -> list[str]:
    """Part what a file holds under a key into terms."""
    terms: list[str] = []
    for part in value if isinstance(value, list) else [value]:
        if not isinstance(part, str):
            holds = "holds" if isinstance(value, list) else "is"
            raise DataError(
                f"{path}: {key} {holds} {type(part).__name__}; it is a list of strings, or one string of "
                "terms parted by “;”"
            )
        terms += [term for term in part.split(";") if term.strip()]
    return terms


def check_target(target: object) -> None:
    """Raise ``TypeError`` for what is no target."""
    if not isinstance(target, Target):
        raise TypeError(
            f"target is {type(target).__name__}, not Target; give Target.from_terms(…), "
            "Target.from_file(…) or a packaged one, for example "
            'stance.target.packaged_targets()["cruise_missiles"]'
        )


def troop_deployment() -> Target:
    """Return the target of the packaged model."""
    return Target.from_file(_TARGETS_FOLDER / "troops.toml")


def packaged_targets() -> dict[str, Target]:
    """Return the targets that come with the library, by the names of their files."""
    return {path.stem: Target.from_file(path) for path in sorted(_TARGETS_FOLDER.glob("*.toml"))}
