import json
import os
import shutil
import socket
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import stance
from stance.errors import ModelDamagedError, ModelError, ModelNotFoundError, ModelVersionError
from stance.model.artefact import (
    LARGEST_FOLDER,
    Manifest,
    digest,
    is_list_of_names,
    lines_of,
    read_contents,
    save,
)
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
        with pytest.raises(
            ModelVersionError, match=rf"format version {version}, and this library reads 2 to 4; upgrade"
        ):
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


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"\xff\xfe", b"[" * 100_000, b"1" * (1 << 20) + b"2", b"{\xff}"]
)
def test_a_manifest_that_is_none_is_refused(folder, content):
    (folder / "manifest.json").write_bytes(content)
    with pytest.raises(ModelDamagedError, match=r"manifest\.json"):
        stance.load(folder)


def test_a_key_that_stands_twice_is_refused(folder):
    path = folder / "manifest.json"
    path.write_text(path.read_text().replace('"kind"', '"name": "other",\n "kind"', 1))
    with pytest.raises(ModelDamagedError, match="a key stands twice"):
        stance.load(folder)


@pytest.mark.parametrize("text", ["\ud800", "\x1b[2J", "\u202e"])
def test_text_that_cannot_be_printed_is_refused(folder, text):
    for change in (lambda m: m.update(name=text), lambda m: m["training"].update({text: 1})):
        kept = (folder / "manifest.json").read_bytes()
        edit(folder, change)
        with pytest.raises(ModelDamagedError, match="a text holds a character that cannot be printed"):
            stance.load(folder)
        (folder / "manifest.json").write_bytes(kept)


@pytest.mark.parametrize("number", ["NaN", "-Infinity", "1e999"])
def test_a_number_that_is_not_finite_is_refused(folder, number):
    path = folder / "manifest.json"
    path.write_text(path.read_text().replace('"n_statements": 72', f'"n_statements": {number}'))
    with pytest.raises(ModelDamagedError, match=f"{number} is no finite number"):
        stance.load(folder)


def test_a_manifest_is_read_up_to_its_bound(folder):
    path = folder / "manifest.json"
    whole = path.read_bytes().ljust(1_048_576)
    path.write_bytes(whole)
    assert stance.load(folder).manifest.name == "tiny"
    path.write_bytes(whole + b" ")
    with pytest.raises(ModelDamagedError, match="it is larger than the 1048576 bytes that are read of it"):
        stance.load(folder)


def test_a_folder_s_files_are_read_up_to_their_bound(tmp_path):
    contents = {"a": b"12345", "b": b"6789"}
    manifest = replace(MANIFEST, files={name: digest(content) for name, content in contents.items()})
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    assert read_contents(tmp_path, manifest, 9) == contents
    with pytest.raises(ModelDamagedError, match=r"b: it is larger than the 3 bytes"):
        read_contents(tmp_path, manifest, 8)
    with (tmp_path / "a").open("wb") as opened:
        opened.truncate(268_435_457)  # a file with a hole, which takes no room
    with pytest.raises(ModelDamagedError, match=r"a: it is larger than the 268435456 bytes"):
        read_contents(tmp_path, manifest)
    assert LARGEST_FOLDER == 268_435_456


def test_a_file_that_grows_while_it_is_read_is_refused(tmp_path, monkeypatch):
    (tmp_path / "a").write_bytes(b"123456")
    manifest = replace(MANIFEST, files={"a": digest(b"123456")})
    fstat = os.fstat
    told = lambda number: os.stat_result((*fstat(number)[:6], 3, *fstat(number)[7:]))  # noqa: E731
    monkeypatch.setattr("stance.model.artefact.os.fstat", told)
    with pytest.raises(ModelDamagedError, match="larger than the 5 bytes"):
        read_contents(tmp_path, manifest, 5)


def test_a_link_that_is_put_there_after_the_check_is_not_followed(folder, tmp_path, monkeypatch):
    shutil.move(folder / "words.txt", tmp_path / "elsewhere.txt")
    (folder / "words.txt").symlink_to(tmp_path / "elsewhere.txt")
    monkeypatch.setattr(Path, "is_symlink", lambda _: False)
    with pytest.raises(ModelDamagedError, match=r"words\.txt: it cannot be read \(Too many levels"):
        stance.load(folder)


def test_a_socket_is_refused(folder, monkeypatch):
    (folder / "words.txt").unlink()
    monkeypatch.chdir(folder)  # a socket's name is short
    with socket.socket(socket.AF_UNIX) as opened:
        opened.bind("words.txt")
        with pytest.raises(ModelDamagedError, match=r"words\.txt: it cannot be read \(No such device"):
            stance.load(folder)


def test_lines_are_counted_before_they_are_parted(tmp_path):
    assert lines_of("a\né\n".encode(), tmp_path) == ("a", "é")
    assert len(lines_of(b"\n" * 1_048_576, tmp_path)) == 1_048_576
    with pytest.raises(ModelDamagedError, match="it has more than 1048576 lines"):
        lines_of(b"\n" * 1_048_577, tmp_path)
    with pytest.raises(ModelDamagedError, match=r"it is not UTF-8 \(invalid start byte\)"):
        lines_of(b"a\n\xff\n", tmp_path)


@pytest.mark.parametrize("names", [["a"], ["a", "b"], [1, 2], ["a", 1]])
def test_a_list_of_names(names):
    assert is_list_of_names(names)


@pytest.mark.parametrize(
    "names", [[], ["a", "a"], [1, "1"], [1, 1], ["a", None], ["a", []], ("a", "b"), "ab"]
)
def test_what_is_no_list_of_names(names):
    assert not is_list_of_names(names)


MANIFEST = Manifest(
    kind="lexical",
    name="Ä",
    version="1",
    heads={"position": ["b", "a"]},
    target={"name": "t"},
    settings={},
    training={},
)


def test_a_manifest_as_it_is_written(tmp_path):
    save(tmp_path / "new" / "folder" / "model", MANIFEST, {"a": b"12"})
    assert (tmp_path / "new" / "folder" / "model" / "manifest.json").read_text(encoding="utf-8") == (
        '{\n "files": {\n  "a": {\n   "sha256": '
        '"6b51d431df5d7f141cbececcf79edf3dd861c3b4069f0b11661a3eefacbba918",\n   "size": 2\n  }\n },\n'
        ' "format_version": 4,\n "heads": {\n  "position": [\n   "b",\n   "a"\n  ]\n },\n'
        ' "kind": "lexical",\n "name": "Ä",\n "settings": {},\n "target": {\n  "name": "t"\n },\n'
        ' "training": {},\n "version": "1"\n}\n'
    )


def test_a_model_s_hash_is_of_what_it_says_and_not_of_the_order(tmp_path):
    first, second, third = (
        replace(MANIFEST, settings=settings).sha256
        for settings in ({"a": 1, "b": 2}, {"b": 2, "a": 1}, {"a": 1, "b": 3})
    )
    assert first == second != third
    assert len(first) == 64


def test_a_number_that_is_not_finite_is_not_written(tmp_path):
    with pytest.raises(ModelError, match="a setting or fact of the model is no finite number"):
        save(tmp_path / "model", replace(MANIFEST, training={"x": float("nan")}), {})
    assert not list(tmp_path.iterdir())


def test_a_write_that_is_interrupted_leaves_nothing(tmp_path, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "write_bytes", interrupted)
    with pytest.raises(KeyboardInterrupt):
        save(tmp_path / "model", MANIFEST, {"a": b"12"})
    assert not list(tmp_path.iterdir())


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
