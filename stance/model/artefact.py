"""The artefact: a model folder, some files and a JSON manifest, between fitting and shipping.

The manifest says the format version, the engine, its heads, target and settings, facts of its training,
and the SHA-256 and size of every other file. It is checked before a file is read, and each file against
it before it is used. A folder that fails a check is refused, never read another way. ``packing`` says
what each engine's files are.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from stance.errors import ModelDamagedError, ModelNotFoundError, ModelVersionError

FORMAT_VERSION = 2
MANIFEST, CARD = "manifest.json", "MODEL_CARD.md"
_LARGEST_MANIFEST = 1 << 20  # bytes; a packaged manifest has some 10 kB
_LARGEST_FILE = 1 << 28  # bytes, stored or unpacked: more than ten times the packaged encoder


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


def save(folder: Path, manifest: Manifest, contents: Mapping[str, bytes]) -> None:
    """Write a model folder. The same arguments give the same bytes."""
    listed = replace(manifest, files={file: digest(content) for file, content in contents.items()})
    folder.mkdir(parents=True, exist_ok=True)
    for file, content in contents.items():
        (folder / file).write_bytes(content)
    text = json.dumps(asdict(listed), indent=1, ensure_ascii=False, sort_keys=True)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")


def read_manifest(folder: Path, files: Mapping[str, tuple[str, ...]]) -> Manifest:
    """Read and check a folder's manifest; ``files`` names the files that each kind has.

    Raises ``ModelNotFoundError``, ``ModelDamagedError`` or ``ModelVersionError``.
    """
    path = folder / MANIFEST
    if not folder.is_dir():
        raise ModelNotFoundError(f"{folder}: no such model folder; give a packaged model's name or a folder")
    content = _read(path, _LARGEST_MANIFEST)
    try:
        parsed = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise damaged(path, f"it is not JSON ({error})") from error
    if not isinstance(parsed, dict) or type(parsed.get("format_version")) is not int:
        raise damaged(path, "it has no integer “format_version”")
    if parsed["format_version"] != FORMAT_VERSION:
        raise ModelVersionError(
            f"{path}: format version {parsed['format_version']}, and this library reads {FORMAT_VERSION}; "
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


def read_contents(folder: Path, manifest: Manifest) -> dict[str, bytes]:
    """Read the files that a manifest lists, each checked against it."""
    contents = {}
    for file, facts in manifest.files.items():
        contents[file] = _read(folder / file, _LARGEST_FILE)
        if digest(contents[file]) != facts:
            raise damaged(
                folder / file, "its contents are not those that the manifest lists (SHA-256 or size differs)"
            )
    return contents


def is_list_of_names(value: object) -> bool:
    """Say whether a manifest's value is a list of different strings or integers, and not empty."""
    if not isinstance(value, list) or not value or len(set(map(str, value))) < len(value):
        return False
    return all(isinstance(entry, (str, int)) for entry in value)


def _has_right_types(manifest: Manifest) -> bool:
    """Say whether heads, target and settings hold what is looked up in them later."""
    dicts = (manifest.heads, manifest.target, manifest.settings, manifest.training, manifest.files)
    if not all(isinstance(value, dict) for value in dicts) or not isinstance(manifest.kind, str):
        return False
    if "position" not in manifest.heads or not all(map(is_list_of_names, manifest.heads.values())):
        return False
    terms = [manifest.target.get(key, []) for key in ("nouns", "verbs", "modifiers")]
    return all(isinstance(group, list) for group in terms)


def damaged(path: Path, reason: str) -> ModelDamagedError:
    """Return the error of a model folder that is not what it should be."""
    return ModelDamagedError(f"{path}: {reason}; install or train the model again")


def _read(path: Path, limit: int) -> bytes:
    if path.is_symlink():
        raise damaged(path, "it is a link, not a file")
    try:
        with path.open("rb") as file:
            content = file.read(limit + 1)
    except FileNotFoundError:
        raise damaged(path, "the file is missing") from None
    except OSError as error:
        raise damaged(path, f"it cannot be read ({error.strerror})") from error
    if len(content) > limit:
        raise damaged(path, f"it is larger than {limit} bytes")
    return content


def lines_of(content: bytes, path: Path) -> tuple[str, ...]:
    """Return the lines of a file of words."""
    try:
        return tuple(content.decode("utf-8").split("\n")[:-1])
    except UnicodeDecodeError as error:
        raise damaged(path, f"it is not UTF-8 ({error.reason})") from error


def pack_arrays(arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """Return arrays as the bytes of an ``.npz`` file."""
    packed = io.BytesIO()
    np.savez_compressed(packed, allow_pickle=False, **arrays)
    return packed.getvalue()


def _unpacked(content: bytes) -> dict[str, NDArray[Any]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        unpacked = sum(entry.file_size for entry in archive.infolist())
    if unpacked > _LARGEST_FILE:
        raise ValueError(f"it unpacks to more than {_LARGEST_FILE} bytes")
    with np.load(io.BytesIO(content), allow_pickle=False) as stored:
        return {key: stored[key] for key in stored.files}


def arrays_of(content: bytes, path: Path, dtypes: Mapping[str, Any]) -> dict[str, NDArray[Any]]:
    """Read the arrays of an ``.npz`` file, without pickle; they must be these, of these types."""
    try:
        arrays = _unpacked(content)
    except (
        Exception,
        MemoryError,
    ) as error:  # what zip, zlib and numpy raise at broken bytes is no closed list
        raise damaged(path, f"it is not an archive of plain arrays ({error})") from error
    wrong = [key for key, dtype in dtypes.items() if key not in arrays or arrays[key].dtype != dtype]
    if wrong or len(arrays) != len(dtypes):
        raise damaged(path, f"its arrays are not those of the format ({', '.join(wrong) or 'too many'})")
    return arrays
