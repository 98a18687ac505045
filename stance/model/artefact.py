"""The artefact: a model folder, some files and a JSON manifest, between fitting and shipping.

The manifest says the format version, the engine, its heads, target and settings, facts of its training,
and the SHA-256 and size of every other file. It is checked before a file is read, and each file against
it before it is used. A folder that fails a check is refused, never read another way. ``packing`` says
what each engine's files are, ``archive`` how arrays are stored.

A folder may come from anybody, so its hashes may be right and its contents hostile: nothing in it is run but
the encoder's network, links and pipes are not followed, and what is read is bounded before it is read.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
import secrets
import shutil
import stat
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from stance.errors import ModelDamagedError, ModelError, ModelNotFoundError, ModelVersionError

FORMAT_VERSION = 4
_READ_VERSIONS = (2, 3, 4)
MANIFEST, CARD = "manifest.json", "MODEL_CARD.md"
_LARGEST_MANIFEST = 1 << 20  # bytes; a packaged manifest has some 10 kB
LARGEST_FOLDER = 1 << 28  # bytes of all files together, members' too: more than ten times the packaged model
_MOST_LINES = 1 << 20  # of a file of words: forty times the packaged vocabulary's
_UNPRINTABLE = "holds a character that cannot be printed"
# Without them a link is still refused, by the name that it has before it is opened.
_PLAIN_FILE = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a model says of itself.

    ``settings`` are the engine's own; ``training`` holds facts for people: the data's hash, counts, scores,
    settings, library versions.
    """

    kind: str
    name: str
    version: str
    heads: dict[str, list[str]]
    target: dict[str, Any]
    settings: dict[str, Any]
    training: dict[str, Any]
    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    format_version: int = FORMAT_VERSION

    @property
    def sha256(self) -> str:
        """The hash of all that it says, and so of the whole model: it lists the hash of every file."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()


def digest(content: bytes) -> dict[str, Any]:
    """Return what a manifest lists of a file."""
    return {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}


def save(
    folder: Path, manifest: Manifest, contents: Mapping[str, bytes], members: Collection[str] = ()
) -> None:
    """Write a model folder, whole or not at all; ``members`` are folders in it that stay as they are.

    What stood there is replaced: ask ``packing.check_replaceable`` before. The old folder is put aside before
    the new one takes its name; a process that is killed between the two leaves both beside the place, whole,
    under hidden names. The same arguments give the same bytes. Raises ``ModelError`` for a manifest that
    would not be read again.
    """
    listed = replace(manifest, files={file: digest(content) for file, content in contents.items()})
    if not _is_printable(asdict(listed)):
        raise ModelError(f"{folder}: a name, label or fact of the model {_UNPRINTABLE}; give it another")
    try:
        text = json.dumps(asdict(listed), indent=1, ensure_ascii=False, sort_keys=True, allow_nan=False)
    except ValueError as error:
        raise ModelError(f"{folder}: a setting or fact of the model is no finite number; mend it") from error
    place = folder.resolve()
    place.parent.mkdir(parents=True, exist_ok=True)
    mark = secrets.token_hex(4)
    made, old = (place.with_name(f".{place.name}.{mark}.{kind}") for kind in ("part", "old"))
    made.mkdir()
    try:
        for member in members:
            shutil.copytree(place / member, made / member)
        for file, content in contents.items():
            if Path(file).parts[0] not in members:
                (made / file).write_bytes(content)
        (made / MANIFEST).write_text(text + "\n", encoding="utf-8")
        if place.exists():
            place.rename(old)
        made.rename(place)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        if old.exists() and not place.exists():
            old.rename(place)
        raise
    shutil.rmtree(old, ignore_errors=True)


def read_manifest(folder: Path, files: Mapping[str, tuple[str, ...]]) -> Manifest:
    """Read and check a folder's manifest; ``files`` names the files that each kind has.

    Raises ``ModelNotFoundError``, ``ModelDamagedError`` or ``ModelVersionError``.
    """
    path = folder / MANIFEST
    if not folder.is_dir():
        raise ModelNotFoundError(f"{folder}: no such model folder; give a packaged model's name or a folder")
    content = _read(folder, MANIFEST, _LARGEST_MANIFEST)
    try:
        parsed = _parsed(content)
    except (ValueError, RecursionError) as error:
        raise damaged(path, f"it is not JSON as a manifest must be ({error})") from error
    if not isinstance(parsed, dict) or type(parsed.get("format_version")) is not int:
        raise damaged(path, "it has no integer “format_version”")
    if parsed["format_version"] not in _READ_VERSIONS:
        raise ModelVersionError(
            f"{path}: format version {parsed['format_version']}, and this library reads "
            f"{_READ_VERSIONS[0]} to {_READ_VERSIONS[-1]}; "
            "upgrade the library, or train the model again with this one"
        )
    try:
        manifest = Manifest(**parsed)
    except TypeError as error:
        raise damaged(path, f"its entries are not those of a manifest ({error})") from error
    if not _has_right_types(manifest):
        raise damaged(path, "an entry has not the type that it must have, or a label or name stands twice")
    if manifest.kind not in files:
        raise damaged(path, f"its kind “{manifest.kind}” is none of {', '.join(files)}")
    listed = files[manifest.kind]
    if set(manifest.files) != set(listed) or not all(isinstance(f, dict) for f in manifest.files.values()):
        raise damaged(path, f"it must list the files {', '.join(listed)}")
    return manifest


def read_contents(folder: Path, manifest: Manifest, left: int = LARGEST_FOLDER) -> dict[str, bytes]:
    """Read the files that a manifest lists, each checked against it, and no more than ``left`` bytes."""
    contents = {}
    for file, facts in manifest.files.items():
        content = _read(folder, file, left)
        if digest(content) != facts:
            raise damaged(
                folder / file, "its contents are not those that the manifest lists (SHA-256 or size differs)"
            )
        contents[file] = content
        left -= len(content)
    return contents


def is_list_of_names(value: object) -> bool:
    """Say whether a manifest's value is a list of different strings or integers, and not empty."""
    if not isinstance(value, list) or not all(isinstance(entry, (str, int)) for entry in value):
        return False
    return 0 < len(value) == len(set(value)) == len(set(map(str, value)))


def damaged(path: Path, reason: str) -> ModelDamagedError:
    """Return the error of a model folder that is not what it should be."""
    return ModelDamagedError(f"{path}: {reason}; install or train the model again")


def _parsed(content: bytes) -> Any:
    """Parse JSON more strictly than ``json`` does.

    No NaN, no key twice, nothing that UTF-8 cannot hold, no control characters: a terminal would obey them,
    and any of it may be shown.
    """
    parsed = json.loads(
        content.decode("utf-8"),
        parse_constant=_finite,
        parse_float=_finite,
        object_pairs_hook=_without_repetition,
    )
    if not _is_printable(parsed):
        raise ValueError(f"a text {_UNPRINTABLE}")
    return parsed


def _is_printable(value: object) -> bool:
    """Say whether all texts in a JSON value, its keys too, can be printed."""
    if isinstance(value, str):
        return value.isprintable()
    if isinstance(value, dict):
        return all(_is_printable(entry) for pair in value.items() for entry in pair)
    return not isinstance(value, (list, tuple)) or all(map(_is_printable, value))


def _finite(written: str) -> float:
    if not math.isfinite(float(written)):
        raise ValueError(f"{written} is no finite number")
    return float(written)


def _without_repetition(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    entries = dict(pairs)
    if len(entries) < len(pairs):
        raise ValueError("a key stands twice")
    return entries


def _has_right_types(manifest: Manifest) -> bool:
    """Say whether all entries hold what is looked up in them later."""
    dicts = (manifest.heads, manifest.target, manifest.settings, manifest.training, manifest.files)
    if not all(isinstance(value, dict) for value in dicts):
        return False
    shown = (manifest.kind, manifest.name, manifest.version, manifest.target.get("name"))
    if not all(isinstance(value, str) for value in shown):
        return False
    if "position" not in manifest.heads or not all(map(is_list_of_names, manifest.heads.values())):
        return False
    terms = [manifest.target.get(key, []) for key in ("nouns", "verbs", "modifiers")]
    return all(isinstance(group, list) for group in terms)


def _read(folder: Path, file: str, limit: int) -> bytes:
    """Read a plain file of a folder, in one piece and no more of it than ``limit`` bytes."""
    path = folder / file
    if any((folder / part).is_symlink() for part in (Path(file), *Path(file).parents[:-1])):
        raise damaged(path, "it is a link, not a file")
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | _PLAIN_FILE), "rb") as opened:
            about = os.fstat(opened.fileno())
            if not stat.S_ISREG(about.st_mode):
                raise damaged(path, "it is no plain file")
            content = opened.read(limit + 1) if about.st_size <= limit else None
    except FileNotFoundError:
        raise damaged(path, "the file is missing") from None
    except OSError as error:
        raise damaged(path, f"it cannot be read ({error.strerror})") from error
    if content is None or len(content) > limit:
        raise damaged(path, f"it is larger than the {limit} bytes that are read of it")
    return content


def lines_of(content: bytes, path: Path) -> tuple[str, ...]:
    """Return the lines of a file of words."""
    if content.count(b"\n") > _MOST_LINES:
        raise damaged(path, f"it has more than {_MOST_LINES} lines")
    try:
        return tuple(content.decode("utf-8").split("\n")[:-1])
    except UnicodeDecodeError as error:
        raise damaged(path, f"it is not UTF-8 ({error.reason})") from error
