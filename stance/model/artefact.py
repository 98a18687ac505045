"""The artefact: a folder of arrays and a JSON manifest between fitting and shipping.

    manifest.json      format version, heads, features, target, training facts, SHA-256 of each file
    lexical.npz        the arrays of ``WordTable`` and ``LexicalWeights``; no pickle
    words.txt          the words of the table, one a line, UTF-8
    MODEL_CARD.md      for people; listed and hashed like the others

Everything that a manifest says is checked before an array is read, and each array's shape and type
before it is used. A folder that fails a check is refused, never read another way.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from stance.errors import DataError, ModelDamagedError, ModelNotFoundError, ModelVersionError
from stance.lexicon.table import MASKS, WordTable, array_fields
from stance.model.lexical import LexicalWeights, families_by_name
from stance.target import Target

FORMAT_VERSION = 1
MANIFEST, ARRAYS, WORDS, CARD = "manifest.json", "lexical.npz", "words.txt", "MODEL_CARD.md"
_LARGEST_MANIFEST = 1 << 20  # bytes; a packaged manifest has some 10 kB
_LARGEST_FILE = 1 << 28  # bytes, stored or unpacked: fifty times the packaged model
_DTYPES = {
    "keys": np.uint64, "symbol": np.int32, "flags": np.uint16, "cls": np.uint8, "clipped": np.int32,
    "root": np.int32, "steps": np.uint64, "nodes": np.int32, "ends": np.uint8,
    "feature_keys": np.uint64, "weights": np.int16, "prior": np.int16, "step": np.int32,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a model says of itself.

    ``training`` holds facts for people: the data's hash, counts, scores, settings, library versions.
    """

    format_version: int
    kind: str
    name: str
    version: str
    heads: dict[str, list[str]]
    families: list[str]
    classes: list[str]
    target: dict[str, Any]
    training: dict[str, Any]
    files: dict[str, dict[str, Any]] = field(default_factory=dict)


def _digest(content: bytes) -> dict[str, Any]:
    return {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}


def save(
    folder: Path, learnt: LexicalWeights, *, name: str, version: str, training: dict[str, Any], card: str
) -> None:
    """Write a model folder. The same arguments give the same bytes."""
    arrays = {key: getattr(learnt.table, key) for key in array_fields()}
    arrays |= {
        "feature_keys": learnt.keys,
        "weights": learnt.weights,
        "prior": learnt.prior,
        "step": learnt.step,
    }
    packed = io.BytesIO()
    np.savez_compressed(packed, allow_pickle=False, **arrays)
    contents = {
        ARRAYS: packed.getvalue(),
        WORDS: "".join(word + "\n" for word in learnt.table.words).encode(),
        CARD: card.encode(),
    }
    manifest = Manifest(
        format_version=FORMAT_VERSION,
        kind="lexical",
        name=name,
        version=version,
        heads={head: list(labels) for head, labels in learnt.heads.items()},
        families=[family.name for family in learnt.families],
        classes=list(learnt.table.classes),
        target=asdict(learnt.target),
        training=training,
        files={file: _digest(content) for file, content in contents.items()},
    )
    folder.mkdir(parents=True, exist_ok=True)
    for file, content in contents.items():
        (folder / file).write_bytes(content)
    text = json.dumps(asdict(manifest), indent=1, ensure_ascii=False, sort_keys=True)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")


def load(folder: Path) -> tuple[LexicalWeights, Manifest]:
    """Read a model folder.

    Raises ``ModelNotFoundError``, ``ModelDamagedError`` or ``ModelVersionError``, which name the file
    and say what to do.
    """
    manifest = read_manifest(folder)
    contents = {file: _checked(folder / file, facts) for file, facts in manifest.files.items()}
    words = tuple(_decoded(contents[WORDS], folder / WORDS).split("\n")[:-1])
    arrays = _arrays(contents[ARRAYS], folder / ARRAYS)
    try:
        target = Target.from_terms(**manifest.target)
        heads = {head: tuple(labels) for head, labels in manifest.heads.items()}
        families = families_by_name(manifest.families)
    except (TypeError, KeyError, AttributeError, DataError) as error:
        raise _damaged(folder / MANIFEST, f"it holds something unknown ({error!r})") from error
    table = WordTable(
        words=words, classes=tuple(manifest.classes), **{key: arrays[key] for key in array_fields()}
    )
    learnt = LexicalWeights(
        table=table,
        families=families,
        heads=heads,
        target=target,
        keys=arrays["feature_keys"],
        weights=arrays["weights"],
        prior=arrays["prior"],
        step=arrays["step"],
    )
    _check_shapes(learnt, folder / ARRAYS)
    return learnt, manifest


def read_manifest(folder: Path) -> Manifest:
    """Read and check a folder's manifest, without reading the arrays."""
    path = folder / MANIFEST
    if not folder.is_dir():
        raise ModelNotFoundError(f"{folder}: no such model folder; give “fast” or the path of a folder")
    content = _read(path, _LARGEST_MANIFEST)
    try:
        parsed = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise _damaged(path, f"it is not JSON ({error})") from error
    if not isinstance(parsed, dict) or type(parsed.get("format_version")) is not int:
        raise _damaged(path, "it has no integer “format_version”")
    if parsed["format_version"] != FORMAT_VERSION:
        raise ModelVersionError(
            f"{path}: format version {parsed['format_version']}, and this library reads {FORMAT_VERSION}; "
            "upgrade the library, or train the model again with this one"
        )
    try:
        manifest = Manifest(**parsed)
    except TypeError as error:
        raise _damaged(path, f"its entries are not those of a manifest ({error})") from error
    if not _has_right_types(manifest):
        raise _damaged(path, "an entry has not the type that it must have, or a label or name stands twice")
    files_are_listed = isinstance(manifest.files, dict) and set(manifest.files) == {ARRAYS, WORDS, CARD}
    if not files_are_listed or not all(isinstance(facts, dict) for facts in manifest.files.values()):
        raise _damaged(path, f"it must list the files {ARRAYS}, {WORDS} and {CARD}")
    return manifest


def _has_right_types(manifest: Manifest) -> bool:
    """Say whether heads, families, classes and target hold what is looked up in them later."""
    lists = [manifest.families, manifest.classes]
    if not isinstance(manifest.heads, dict) or "position" not in manifest.heads:
        return False
    lists += manifest.heads.values()
    for group in lists:
        if not isinstance(group, list) or not group or len(set(map(str, group))) < len(group):
            return False
        if not all(isinstance(entry, (str, int)) for entry in group):
            return False
    if not isinstance(manifest.target, dict) or not isinstance(manifest.training, dict):
        return False
    terms = [manifest.target.get(key, []) for key in ("nouns", "verbs", "modifiers")]
    return all(isinstance(group, list) for group in terms)


def _damaged(path: Path, reason: str) -> ModelDamagedError:
    return ModelDamagedError(f"{path}: {reason}; install or train the model again")


def _read(path: Path, limit: int) -> bytes:
    if path.is_symlink():
        raise _damaged(path, "it is a link, not a file")
    try:
        with path.open("rb") as file:
            content = file.read(limit + 1)
    except FileNotFoundError:
        raise _damaged(path, "the file is missing") from None
    except OSError as error:
        raise _damaged(path, f"it cannot be read ({error.strerror})") from error
    if len(content) > limit:
        raise _damaged(path, f"it is larger than {limit} bytes")
    return content


def _checked(path: Path, facts: dict[str, Any]) -> bytes:
    content = _read(path, _LARGEST_FILE)
    if _digest(content) != facts:
        raise _damaged(path, "its contents are not those that the manifest lists (SHA-256 or size differs)")
    return content


def _decoded(content: bytes, path: Path) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _damaged(path, f"it is not UTF-8 ({error.reason})") from error


def _arrays(content: bytes, path: Path) -> dict[str, NDArray[Any]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
        if unpacked > _LARGEST_FILE:
            raise _damaged(path, f"it unpacks to more than {_LARGEST_FILE} bytes")
        with np.load(io.BytesIO(content), allow_pickle=False) as stored:
            arrays = {key: stored[key] for key in stored.files}
    except (ValueError, OSError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise _damaged(path, f"it is not an archive of plain arrays ({error})") from error
    wrong = [key for key, dtype in _DTYPES.items() if key not in arrays or arrays[key].dtype != dtype]
    if wrong or len(arrays) != len(_DTYPES):
        raise _damaged(path, f"its arrays are not those of the format ({', '.join(wrong) or 'too many'})")
    return arrays


def _check_shapes(learnt: LexicalWeights, path: Path) -> None:
    """Check that no index of the arrays points outside them, so that a look-up cannot fail later."""
    table = learnt.table
    n_words, n_symbols = len(table.words), len(table.words) + len(MASKS)
    n_outputs = sum(map(len, learnt.heads.values()))
    shapes_fit = (
        table.keys.shape == table.symbol.shape == (n_words,)
        and table.flags.shape == table.cls.shape == table.clipped.shape == table.root.shape == (n_symbols,)
        and table.steps.shape == table.nodes.shape
        and table.ends.ndim == 1
        and learnt.weights.shape == (len(learnt.keys), n_outputs)
        and learnt.prior.shape == learnt.step.shape == (n_outputs,)
        and bool((learnt.step > 0).all())
    )
    if not shapes_fit:
        raise _damaged(path, "its arrays do not fit each other or the labels")
    bounds: list[tuple[NDArray[Any], int]] = [
        (table.symbol, n_symbols),
        (table.clipped, n_symbols),
        (table.cls, len(table.classes)),
    ]
    bounds += [(table.root, len(table.ends)), (table.nodes, len(table.ends))]
    if any(array.size and (array.min() < 0 or array.max() >= bound) for array, bound in bounds):
        raise _damaged(path, "an array points outside another")
