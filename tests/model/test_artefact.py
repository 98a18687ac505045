import json
import shutil

import numpy as np
import pytest

import stance
from stance.errors import ModelDamagedError, ModelNotFoundError, ModelVersionError
from stance.model.artefact import digest
from stance.model.labeler import PACKAGED
from stance.model.lexical import weights_of
from stance.model.packing import save_lexical


@pytest.fixture
def folder(tmp_path, tiny_classifier):
    weights = weights_of({"position": tiny_classifier})
    save_lexical(tmp_path / "model", weights, name="tiny", training={"n_statements": 72}, card="# Tiny")
    return tmp_path / "model"


def test_a_saved_model_judges_as_the_estimator_does(folder, tiny_classifier):
    texts = ["We may send troops to Oman.", "We refuse to deploy soldiers.", "Grain."]
    labeler = stance.load(folder)
    assert labeler.sentiments == ()
    assert labeler(texts[0]).sentiment is None
    assert [j.position for j in labeler.label(texts)] == tiny_classifier.predict(texts).tolist()


def test_saving_twice_gives_the_same_bytes(folder, tmp_path, tiny_classifier):
    weights = weights_of({"position": tiny_classifier})
    save_lexical(tmp_path / "again", weights, name="tiny", training={"n_statements": 72}, card="# Tiny")
    for path in folder.iterdir():
        assert path.read_bytes() == (tmp_path / "again" / path.name).read_bytes()


@pytest.mark.parametrize("name", ["manifest.json", "lexical.npz", "words.txt", "MODEL_CARD.md"])
def test_a_missing_file_is_named(folder, name):
    (folder / name).unlink()
    with pytest.raises(ModelDamagedError, match=rf"{name}: the file is missing"):
        stance.load(folder)


@pytest.mark.parametrize("name", ["lexical.npz", "words.txt", "MODEL_CARD.md"])
@pytest.mark.parametrize(
    "damage", [lambda b: b[:-1], lambda b: b[:4] + bytes([b[4] ^ 1]) + b[5:], lambda _: b""]
)
def test_an_altered_file_is_named(folder, name, damage):
    path = folder / name
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(ModelDamagedError, match=rf"{name}: its contents are not those"):
        stance.load(folder)


def test_a_link_is_refused(folder, tmp_path):
    shutil.move(folder / "words.txt", tmp_path / "elsewhere.txt")
    (folder / "words.txt").symlink_to(tmp_path / "elsewhere.txt")
    with pytest.raises(ModelDamagedError, match="it is a link"):
        stance.load(folder)


def edit(folder, change):
    path = folder / "manifest.json"
    content = json.loads(path.read_text())
    change(content)
    path.write_text(json.dumps(content))


def test_a_newer_format_is_told_apart_from_damage(folder):
    for version in (1, 99):
        edit(folder, lambda m, version=version: m.update(format_version=version))
        with pytest.raises(ModelVersionError, match=rf"format version {version},.*upgrade"):
            stance.load(folder)


@pytest.mark.parametrize(
    "change",
    [
        lambda m: m.pop("format_version"),
        lambda m: m.update(format_version="1"),
        lambda m: m.pop("heads"),
        lambda m: m.update(surplus=1),
        lambda m: m["files"].pop("words.txt"),
        lambda m: m["files"].update({"../../etc/passwd": {}}),
        lambda m: m["settings"].update(families=["no such family"]),
        lambda m: m.update(heads={"position": ["open"]}),
        lambda m: m.update(target={"evil": 1}),
        lambda m: m["target"].update(nouns="troops"),
        lambda m: m["settings"].update(classes=5),
        lambda m: m["settings"].update(families=[]),
        lambda m: m["settings"].pop("classes"),
        lambda m: m.update(settings=[]),
        lambda m: m.update(kind="forest"),
        lambda m: m.update(kind=["lexical"]),
        lambda m: m.update(kind="encoder"),
        lambda m: m.update(heads={"place": ["a", "b"]}),
        lambda m: m.update(heads={"position": ["open", "open", "open"]}),
        lambda m: m.update(heads={"position": [[], 2, 3]}),
        lambda m: m.update(training=[]),
    ],
)
def test_a_manifest_with_wrong_entries_is_refused(folder, change):
    edit(folder, change)
    with pytest.raises(ModelDamagedError, match=r"(manifest\.json|lexical\.npz).*again"):
        stance.load(folder)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b"[" * 100_000, b"1" * (1 << 20) + b"2"])
def test_a_manifest_that_is_none_is_refused(folder, content):
    (folder / "manifest.json").write_bytes(content)
    with pytest.raises(ModelDamagedError, match=r"manifest\.json"):
        stance.load(folder)


def rewrite_arrays(folder, change):
    """Replace arrays and list the new file in the manifest, as somebody who forges a model would."""
    path = folder / "lexical.npz"
    with np.load(path) as stored:
        arrays = {key: stored[key] for key in stored.files}
    change(arrays)
    np.savez_compressed(path, allow_pickle=True, **arrays)
    edit(folder, lambda m: m["files"].update({"lexical.npz": digest(path.read_bytes())}))


@pytest.mark.parametrize(
    "change",
    [
        lambda a: a.pop("weights"),
        lambda a: a.update(weights=a["weights"].astype(np.int32)),
        lambda a: a.update(weights=a["weights"][:-1]),
        lambda a: a.update(symbol=a["symbol"] + 10**6),
        lambda a: a.update(nodes=-a["nodes"] - 1),
        lambda a: a.update(ends=np.full_like(a["ends"], 255)),
        lambda a: a.update(feature_keys=np.full_like(a["feature_keys"], 7)),
        lambda a: a.update(extra=np.zeros(3)),
        lambda a: a.update(prior=np.array([{"a": 1}], dtype=object)),
    ],
)
def test_forged_arrays_are_refused(folder, change):
    rewrite_arrays(folder, change)
    with pytest.raises(ModelDamagedError, match=r"lexical\.npz"):
        stance.load(folder)


def test_what_is_no_model_is_not_found(tmp_path):
    with pytest.raises(
        ModelNotFoundError,
        match=r"“nowhere” is neither a packaged model \(cascade, fast, accurate\) nor a folder",
    ):
        stance.load("nowhere")
    with pytest.raises(ModelDamagedError, match=r"manifest\.json: the file is missing"):
        stance.load(tmp_path)


def test_the_packaged_model_is_small_and_complete():
    assert sum(path.stat().st_size for path in (PACKAGED / "fast").iterdir()) <= 5_000_000
    assert stance.load("fast").manifest.kind == "lexical"
