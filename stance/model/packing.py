"""What each engine puts into a model folder, and how it is made again from there.

    lexical    lexical.npz: arrays of the word table and of the weights; words.txt: the table's words
    encoder    encoder.onnx: the network; encoder.npz: arrays of the word table and of the classifier;
               words.txt; vocabulary.txt: the word pieces
    cascade    the manifests of the folders ``fast`` and ``accurate`` within it

Words stand one a line, in UTF-8. Every array's shape is checked before it is used, so that no look-up
can fail later. A model card for people lies in each folder, listed and hashed like the rest.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from stance.errors import DataError, ModelError, ModelVersionError
from stance.lexicon.table import ENDS_CLASS, MASKS, WordTable, array_fields
from stance.model.archive import pack_arrays, unpack_arrays
from stance.model.artefact import (
    CARD,
    LARGEST_FOLDER,
    MANIFEST,
    Manifest,
    damaged,
    is_list_of_names,
    lines_of,
    read_contents,
    read_manifest,
    save,
)
from stance.model.cascade import CascadeScorer, Mixture
from stance.model.encoder import EncoderScorer, EncoderWeights
from stance.model.lexical import LexicalScorer, LexicalWeights, families_by_name
from stance.model.network import check_network
from stance.model.scorer import Scorer, columns_of
from stance.pieces import SPECIAL
from stance.target import Target
from stance.version import __version__

FAST, ACCURATE = "fast", "accurate"
_WORDS, _PIECES, _NETWORK = "words.txt", "vocabulary.txt", "encoder.onnx"
_LEXICAL_ARRAYS, _ENCODER_ARRAYS = "lexical.npz", "encoder.npz"
_MEMBERS = {FAST: f"{FAST}/{MANIFEST}", ACCURATE: f"{ACCURATE}/{MANIFEST}"}
FILES = {
    "lexical": (_LEXICAL_ARRAYS, _WORDS, CARD),
    "encoder": (_NETWORK, _ENCODER_ARRAYS, _WORDS, _PIECES, CARD),
    "cascade": (*_MEMBERS.values(), CARD),
}
_TABLE_DTYPES = {
    "keys": np.uint64, "symbol": np.int32, "flags": np.uint16, "cls": np.uint8, "clipped": np.int32,
    "root": np.int32, "steps": np.uint64, "nodes": np.int32, "ends": np.uint8,
}  # fmt: skip
_LEXICAL_DTYPES = _TABLE_DTYPES | {
    "feature_keys": np.uint64, "weights": np.int16, "prior": np.int16, "step": np.int32,
}  # fmt: skip
_ENCODER_DTYPES = _TABLE_DTYPES | {"weights": np.float64, "prior": np.float64}
# Greater weights are no model's, and products of them would not be finite; the packaged ones stay below 10.
_GREATEST_WEIGHT = 1e6


def check_replaceable(folder: Path, kept: Collection[str] = ()) -> None:
    """Check that a model may be written as this folder: it is not there, or empty, or a model's own.

    ``kept``: folders in it that stay as they are, and may hold anything. Raises ``ModelError`` where
    something else would be lost, and where no folder can be made.
    """
    place = folder.resolve()
    above = next((path for path in place.parents if path.exists()), place)
    if not (above.is_dir() and os.access(above, os.W_OK | os.X_OK)):
        raise ModelError(f"{folder}: no folder can be made in {above}; give another place for the model")
    if not place.exists():
        return
    if not place.is_dir():
        raise ModelError(f"{folder}: it is a file; give another folder for the model")
    if place in (Path.cwd(), *Path.cwd().parents):
        raise ModelError(f"{folder}: a model's folder is replaced whole; give one below the current folder")
    own = _paths_of_model(place)
    for file in _MEMBERS.values():
        if place / file in own:
            own |= _paths_of_model((place / file).parent)
    for path in place.rglob("*"):
        if path not in own and path.relative_to(place).parts[0] not in kept:
            raise ModelError(f"{folder}: it holds “{path.name}”, which is no model's; give another folder")


def _paths_of_model(folder: Path) -> set[Path]:
    """Return a model's folder with its manifest and the files that this lists; nothing where it is none."""
    listed: Iterable[str]
    try:
        listed = read_manifest(folder, FILES).files
    except ModelVersionError:
        listed = {file for files in FILES.values() for file in files}
    except ModelError:
        return set()
    return {folder, *(folder / file for file in (MANIFEST, *listed))}


def save_lexical(
    folder: Path, learnt: LexicalWeights, *, name: str, training: Mapping[str, Any], card: str
) -> None:
    """Write a folder of the lexical engine, in place of the model that was there.

    The same arguments give the same bytes. Raises ``ModelError`` where the folder holds something else.
    """
    check_replaceable(folder)
    arrays = _table_arrays(learnt.table) | {
        "feature_keys": learnt.keys,
        "weights": learnt.weights,
        "prior": learnt.prior,
        "step": learnt.step,
    }
    settings = {"classes": list(learnt.table.classes), "families": [f.name for f in learnt.families]}
    contents = {
        _LEXICAL_ARRAYS: pack_arrays(arrays),
        _WORDS: _lines(learnt.table.words),
        CARD: card.encode(),
    }
    save(folder, _manifest("lexical", name, learnt.heads, learnt.target, settings, training), contents)


def save_encoder(
    folder: Path, learnt: EncoderWeights, *, name: str, training: Mapping[str, Any], card: str
) -> None:
    """Write a folder of the encoder engine, in place of the model that was there.

    The same arguments give the same bytes. Raises ``ModelError`` where the folder holds something else.
    """
    check_replaceable(folder)
    arrays = _table_arrays(learnt.table) | {"weights": learnt.weights, "prior": learnt.prior}
    contents = {
        _NETWORK: learnt.network,
        _ENCODER_ARRAYS: pack_arrays(arrays),
        _WORDS: _lines(learnt.table.words),
        _PIECES: _lines(learnt.vocabulary),
        CARD: card.encode(),
    }
    settings = {"classes": list(learnt.table.classes), "attention_heads": learnt.attention_heads}
    save(folder, _manifest("encoder", name, learnt.heads, learnt.target, settings, training), contents)


def save_cascade(
    folder: Path, mixture: Mixture, *, name: str, training: Mapping[str, Any], card: str
) -> None:
    """Write a cascade over the folders ``fast`` and ``accurate`` that lie in the folder already.

    Raises ``ModelError`` where the folder holds something else beside them, or they are other engines.
    """
    check_replaceable(folder, _MEMBERS)
    members = _read_members(folder)
    contents = {file: (folder / file).read_bytes() for file in _MEMBERS.values()} | {CARD: card.encode()}
    settings = {
        "thresholds": mixture.thresholds.tolist(),
        "fast": mixture.fast.tolist(),
        "accurate": mixture.accurate.tolist(),
        "named_too": mixture.named_too,
    }
    heads = {head: tuple(labels) for head, labels in members[FAST].heads.items()}
    target = Target.from_terms(**members[FAST].target)
    save(folder, _manifest("cascade", name, heads, target, settings, training), contents, tuple(_MEMBERS))


def open_folder(folder: Path) -> tuple[Scorer, Manifest]:
    """Read a model folder of any engine.

    Raises ``ModelNotFoundError``, ``ModelDamagedError`` or ``ModelVersionError``, which name the file
    and say what to do.
    """
    manifest = read_manifest(folder, FILES)
    contents = read_contents(folder, manifest)
    if manifest.kind == "cascade":
        return _open_cascade(folder, manifest, LARGEST_FOLDER - _size(contents)), manifest
    if manifest.kind == "encoder":
        return _open_encoder(folder, manifest, contents), manifest
    return _open_lexical(folder, manifest, contents), manifest


def _manifest(
    kind: str,
    name: str,
    heads: Mapping[str, tuple[str, ...]],
    target: Target,
    settings: dict[str, Any],
    training: Mapping[str, Any],
) -> Manifest:
    return Manifest(
        kind=kind,
        name=name,
        version=__version__,
        heads={head: list(labels) for head, labels in heads.items()},
        target=asdict(target),
        settings=settings,
        training=dict(training),
    )


def _lines(words: tuple[str, ...]) -> bytes:
    return "".join(word + "\n" for word in words).encode()


def _arrays(
    folder: Path, file: str, contents: Mapping[str, bytes], dtypes: Mapping[str, Any]
) -> dict[str, NDArray[Any]]:
    try:
        return unpack_arrays(contents[file], dtypes)
    except (Exception, MemoryError) as error:
        raise damaged(folder / file, f"it is not an archive of its plain arrays ({error})") from error


def _table_arrays(table: WordTable) -> dict[str, NDArray[Any]]:
    return {key: getattr(table, key) for key in array_fields()}


def _heads_and_target(folder: Path, manifest: Manifest) -> tuple[dict[str, tuple[str, ...]], Target]:
    try:
        target = Target.from_terms(**manifest.target)
    except (TypeError, AttributeError, DataError) as error:
        raise damaged(folder / MANIFEST, f"it holds an unknown target ({error!r})") from error
    return {head: tuple(labels) for head, labels in manifest.heads.items()}, target


def _table(
    folder: Path, file: str, manifest: Manifest, contents: Mapping[str, bytes], arrays: dict[str, Any]
) -> WordTable:
    """Make the word table, and check that no index of its arrays points outside them."""
    classes = manifest.settings.get("classes")
    if not is_list_of_names(classes):
        raise damaged(folder / MANIFEST, "its settings have no list of classes")
    table = WordTable(
        words=lines_of(contents[_WORDS], folder / _WORDS),
        classes=tuple(classes or ()),
        **{key: arrays[key] for key in array_fields()},
    )
    n_words, n_symbols = len(table.words), len(table.words) + len(MASKS)
    shapes_fit = (
        table.keys.shape == table.symbol.shape == (n_words,)
        and table.flags.shape == table.cls.shape == table.clipped.shape == table.root.shape == (n_symbols,)
        and table.steps.shape == table.nodes.shape
        and table.ends.ndim == 1
        and "'t" in table.words
    )
    if not shapes_fit:
        raise damaged(folder / file, "its arrays do not fit each other or the words")
    bounds: list[tuple[NDArray[Any], int]] = [
        (table.symbol, n_symbols),
        (table.clipped, n_symbols),
        (table.cls, len(table.classes)),
        (table.root, len(table.ends)),
        (table.nodes, len(table.ends)),
        (table.ends, ENDS_CLASS + len(table.classes)),
    ]
    if any(array.size and (array.min() < 0 or array.max() >= bound) for array, bound in bounds):
        raise damaged(folder / file, "an array points outside another")
    return table


def _unpack_lexical(folder: Path, manifest: Manifest, contents: Mapping[str, bytes]) -> LexicalWeights:
    arrays = _arrays(folder, _LEXICAL_ARRAYS, contents, _LEXICAL_DTYPES)
    names = manifest.settings.get("families")
    try:
        families = families_by_name(names if names and is_list_of_names(names) else [""])
    except KeyError as error:
        raise damaged(folder / MANIFEST, f"its settings name an unknown family ({error})") from error
    heads, target = _heads_and_target(folder, manifest)
    learnt = LexicalWeights(
        table=_table(folder, _LEXICAL_ARRAYS, manifest, contents, arrays),
        families=families,
        heads=heads,
        target=target,
        keys=arrays["feature_keys"],
        weights=arrays["weights"],
        prior=arrays["prior"],
        step=arrays["step"],
    )
    n_outputs = sum(map(len, heads.values()))
    if not (
        learnt.weights.shape == (len(learnt.keys), n_outputs)
        and learnt.prior.shape == learnt.step.shape == (n_outputs,)
        and bool((learnt.step > 0).all())
    ):
        raise damaged(folder / _LEXICAL_ARRAYS, "its arrays do not fit each other or the labels")
    return learnt


def _unpack_encoder(folder: Path, manifest: Manifest, contents: Mapping[str, bytes]) -> EncoderWeights:
    arrays = _arrays(folder, _ENCODER_ARRAYS, contents, _ENCODER_DTYPES)
    try:
        check_network(contents[_NETWORK])
    except ValueError as error:
        raise damaged(folder / _NETWORK, f"it is no encoder's network ({error})") from error
    vocabulary = lines_of(contents[_PIECES], folder / _PIECES)
    if not set(SPECIAL) <= set(vocabulary) or len(set(vocabulary)) < len(vocabulary):
        raise damaged(folder / _PIECES, "it lacks a special piece, or a piece stands twice")
    heads, target = _heads_and_target(folder, manifest)
    attention_heads = manifest.settings.get("attention_heads")
    if not isinstance(attention_heads, int) or attention_heads < 1:
        raise damaged(folder / MANIFEST, "its settings have no number of attention heads")
    n_outputs = sum(map(len, heads.values()))
    weights, prior = arrays["weights"], arrays["prior"]
    shapes_fit = weights.ndim == 2 and weights.shape[1] == n_outputs and prior.shape == (n_outputs,)
    if not shapes_fit or not (_are_weights(weights) and _are_weights(prior)):
        raise damaged(folder / _ENCODER_ARRAYS, "its arrays do not fit the labels, or are no weights")
    return EncoderWeights(
        table=_table(folder, _ENCODER_ARRAYS, manifest, contents, arrays),
        vocabulary=vocabulary,
        heads=heads,
        target=target,
        network=contents[_NETWORK],
        attention_heads=attention_heads,
        weights=weights,
        prior=prior,
    )


def _are_weights(values: NDArray[np.float64]) -> bool:
    return bool((np.abs(values) <= _GREATEST_WEIGHT).all())  # false for NaN, too


def _open_lexical(folder: Path, manifest: Manifest, contents: Mapping[str, bytes]) -> LexicalScorer:
    learnt = _unpack_lexical(folder, manifest, contents)
    try:
        return LexicalScorer(learnt)
    except ValueError as error:
        raise damaged(folder / _LEXICAL_ARRAYS, str(error)) from error


def _open_encoder(folder: Path, manifest: Manifest, contents: Mapping[str, bytes]) -> EncoderScorer:
    return EncoderScorer(_unpack_encoder(folder, manifest, contents))


def _size(contents: Mapping[str, bytes]) -> int:
    return sum(map(len, contents.values()))


def _read_members(folder: Path) -> dict[str, Manifest]:
    """Read the manifests of a cascade's members, and check that they are the two engines."""
    members = {key: read_manifest(folder / key, FILES) for key in _MEMBERS}
    if (members[FAST].kind, members[ACCURATE].kind) != ("lexical", "encoder"):
        raise damaged(folder / MANIFEST, "its members are not a lexical engine and an encoder")
    return members


def _open_cascade(folder: Path, manifest: Manifest, left: int) -> CascadeScorer:
    """Open the members of a cascade; ``left``: how many bytes may still be read."""
    members = _read_members(folder)
    contents = read_contents(folder / FAST, members[FAST], left)
    left -= _size(contents)
    fast = _open_lexical(folder / FAST, members[FAST], contents)
    contents = read_contents(folder / ACCURATE, members[ACCURATE], left)
    accurate = _open_encoder(folder / ACCURATE, members[ACCURATE], contents)
    heads, _ = _heads_and_target(folder, manifest)
    if not list(fast.heads.items()) == list(accurate.heads.items()) == list(heads.items()):
        raise damaged(folder / MANIFEST, "its members have other labels than it says")
    n_outputs = sum(map(len, heads.values()))
    given = {key: manifest.settings.get(key) for key in ("thresholds", "fast", "accurate")}
    try:
        arrays = {key: np.array(value, dtype=np.float64) for key, value in given.items()}
    except (TypeError, ValueError, OverflowError) as error:
        raise damaged(folder / MANIFEST, f"its settings are not numbers ({error})") from error
    if manifest.format_version < 4 and arrays["thresholds"].shape == (len(heads),):  # one for a whole head
        arrays["thresholds"] = arrays["thresholds"].repeat([len(labels) for labels in heads.values()])
    if any(numbers.shape != (n_outputs,) or not _are_weights(numbers) for numbers in arrays.values()):
        raise damaged(folder / MANIFEST, "its settings do not fit the labels, or are no weights")
    named_too = manifest.settings.get("named_too", True if manifest.format_version == 2 else None)
    if not isinstance(named_too, bool):
        raise damaged(folder / MANIFEST, "its setting “named_too” is neither true nor false")
    mixture = Mixture(columns=tuple(columns_of(heads).values()), named_too=named_too, **arrays)
    return CascadeScorer(fast, accurate, mixture)
