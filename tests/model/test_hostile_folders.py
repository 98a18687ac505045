"""Model folders by somebody who means harm: refused by a named error, before anything is run or filled."""

import os
import random
import shutil
import subprocess
import sys
import warnings
from pathlib import Path

import numpy as np
import pytest

import stance
from stance.errors import ModelDamagedError, ModelError
from stance.model import packing
from stance.model.artefact import digest
from stance.model.lexical import weights_of
from stance.model.packing import FILES, save_lexical
from tests.model.test_archive import BOMB, archive, member
from tests.model.test_artefact import edit, rewrite_arrays
from tests.model.test_encoder import forge
from tests.model.test_network import OUTSIDE, TENSOR, field, model, node

LEXICAL = ("manifest.json", *FILES["lexical"])
N_FLIPS = 150  # of each file, at places drawn by a fixed seed
BOUND = 512 << 20  # bytes that a process may add to load any of the bombs


@pytest.fixture
def folder(tmp_path, tiny_classifier):
    weights = weights_of({"position": tiny_classifier})
    save_lexical(tmp_path / "model", weights, name="tiny", training={}, card="# Tiny")
    return tmp_path / "model"


def works_or_is_refused(folder):
    """Load a folder; say whether it was refused by a named error. What is loaded must work."""
    try:
        labeler = stance.load(folder)
    except ModelError as error:
        assert str(folder) in str(error)  # noqa: PT017
        return True
    assert np.isfinite(labeler.predict_proba(["We may send troops."])).all()
    return False


@pytest.mark.parametrize("name", LEXICAL)
def test_a_flipped_byte_is_refused_or_harmless(folder, name):
    draw = random.Random(name)
    content = (folder / name).read_bytes()
    for place in draw.sample(range(len(content)), min(N_FLIPS, len(content))):
        flipped = content[place] ^ draw.randrange(1, 256)
        (folder / name).write_bytes(content[:place] + bytes([flipped]) + content[place + 1 :])
        refused = works_or_is_refused(folder)
        assert refused or name == "manifest.json"  # where a letter of a name is as good as another


@pytest.mark.parametrize("name", ["lexical.npz", "words.txt"])
def test_a_flipped_byte_with_its_right_hash_is_refused_or_harmless(folder, name):
    draw = random.Random(name)
    content = (folder / name).read_bytes()
    for place in draw.sample(range(len(content)), N_FLIPS // 2):
        flipped = content[place] ^ (1 << draw.randrange(8))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # numpy's, at headers of arrays
            forge(folder, name, content[:place] + bytes([flipped]) + content[place + 1 :])
            works_or_is_refused(folder)


@pytest.mark.parametrize("name", LEXICAL)
def test_a_cut_file_is_refused(folder, name):
    content = (folder / name).read_bytes()
    for end in {0, 1, len(content) // 3, len(content) // 2, len(content) - 2}:
        (folder / name).write_bytes(content[:end])
        assert works_or_is_refused(folder)


@pytest.mark.parametrize("name", LEXICAL[1:])
def test_another_model_s_file_is_refused(folder, name):
    shutil.copy(Path(stance.__file__).parent / "packaged" / "fast" / name, folder / name)
    with pytest.raises(ModelDamagedError, match=rf"{name}: its contents are not those"):
        stance.load(folder)


@pytest.mark.parametrize("name", LEXICAL)
@pytest.mark.parametrize("kind", ["link", "folder", "pipe", "device"])
def test_only_plain_files_are_opened(folder, name, kind):
    path = folder / name
    content = path.read_bytes()
    path.unlink()
    if kind == "link":
        path.with_suffix(".kept").write_bytes(content)
        path.symlink_to(path.with_suffix(".kept"))
    elif kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)  # whoever opens it to read waits for a writer
    else:
        path.symlink_to("/dev/zero")
    with pytest.raises(ModelDamagedError, match=rf"{name}: it (is a link|is no plain file|cannot be read)"):
        stance.load(folder)


def test_a_member_that_is_a_link_is_refused(cascade_folder):
    (cascade_folder / "fast").rename(cascade_folder / "slow")
    (cascade_folder / "fast").symlink_to("slow")
    with pytest.raises(ModelDamagedError, match="it is a link"):
        stance.load(cascade_folder)


def nest(folder, card=b"# Cascade"):
    """Make of a cascade's folder one whose fast member is the whole cascade."""
    inner = folder.with_name(folder.name + ".inner")
    folder.rename(inner)
    folder.mkdir()
    inner.rename(folder / "fast")
    shutil.copytree(folder / "fast" / "accurate", folder / "accurate")
    (folder / "MODEL_CARD.md").write_bytes(card)
    shutil.copy(folder / "fast" / "manifest.json", folder / "manifest.json")
    for file in ("MODEL_CARD.md", "fast/manifest.json"):
        edit(folder, lambda m, file=file: m["files"].update({file: digest((folder / file).read_bytes())}))


def opened_files(monkeypatch):
    """Return a list that grows by the path of each file as it is opened."""
    opened, system_open = [], os.open

    def noting(path, *given, **named):
        opened.append(Path(path))
        return system_open(path, *given, **named)

    monkeypatch.setattr(os, "open", noting)
    return opened


def test_a_cascade_in_a_cascade_is_refused(cascade_folder, monkeypatch):
    folder = cascade_folder / "model"
    folder.mkdir()
    for name in ("fast", "accurate", "manifest.json", "MODEL_CARD.md"):
        (cascade_folder / name).rename(folder / name)
    assert not works_or_is_refused(folder)
    nest(folder)
    opened = opened_files(monkeypatch)
    with pytest.raises(ModelDamagedError, match="its members are not a lexical engine and an encoder"):
        stance.load(folder)
    listed = {"manifest.json", "MODEL_CARD.md", "fast/manifest.json", "accurate/manifest.json"}
    assert {str(path.relative_to(folder)) for path in opened} == listed
    monkeypatch.undo()
    for _ in range(60):
        nest(folder)
    assert works_or_is_refused(folder)


@pytest.mark.parametrize("members", [("accurate", "accurate"), ("fast", "fast"), ("accurate", "fast")])
def test_members_of_another_kind_are_refused_unopened(cascade_folder, members, monkeypatch):
    for name in ("fast", "accurate"):
        (cascade_folder / name).rename(cascade_folder / f"{name}.kept")
    for name, other in zip(("fast", "accurate"), members, strict=True):
        shutil.copytree(cascade_folder / f"{other}.kept", cascade_folder / name)
        content = (cascade_folder / name / "manifest.json").read_bytes()
        edit(
            cascade_folder, lambda m, n=name, c=content: m["files"].update({f"{n}/manifest.json": digest(c)})
        )
    opened = opened_files(monkeypatch)
    with pytest.raises(ModelDamagedError, match="its members are not a lexical engine and an encoder"):
        stance.load(cascade_folder)
    assert {path.name for path in opened} == {"manifest.json", "MODEL_CARD.md"}


@pytest.mark.parametrize("left", ["fast", "accurate"])
def test_the_members_of_a_cascade_share_one_bound(cascade_folder, left, monkeypatch):
    sizes = {
        key: sum(path.stat().st_size for path in (cascade_folder / key).iterdir() if path.suffix != ".json")
        for key in ("fast", "accurate")
    }
    own = sum(path.stat().st_size for path in cascade_folder.glob("*/manifest.json"))
    own += (cascade_folder / "MODEL_CARD.md").stat().st_size
    bound = own + sum(sizes.values()) if left == "accurate" else own + sizes["fast"]
    monkeypatch.setattr(packing, "LARGEST_FOLDER", bound)
    assert works_or_is_refused(cascade_folder) == (left == "fast")
    monkeypatch.setattr(packing, "LARGEST_FOLDER", bound - 1)
    with pytest.raises(ModelDamagedError, match=rf"{left}/.*it is larger than the \d+ bytes"):
        stance.load(cascade_folder)


@pytest.mark.parametrize("size", [0, -1, 10**30, 1.5, None, "12", [], 1 << 40])
def test_a_size_that_lies_is_refused(folder, size):
    edit(folder, lambda m: m["files"]["words.txt"].update(size=size))
    with pytest.raises(ModelDamagedError, match=r"words\.txt: its contents are not those"):
        stance.load(folder)


@pytest.mark.parametrize("name", ["../words.txt", "/etc/passwd", "fast/../words.txt", "", ".", "words.txt\0"])
def test_a_name_that_climbs_is_refused(folder, name):
    edit(folder, lambda m: m["files"].update({name: m["files"].pop("words.txt")}))
    with pytest.raises(ModelDamagedError, match=r"it must list the files|cannot be printed"):
        stance.load(folder)


@pytest.mark.parametrize(
    ("given", "instead"),
    [
        ('"training": {', '"training": {"x": NaN, '),
        ('"training": {', '"training": {"x": -Infinity, '),
        ('"training": {', '"training": {"x": 1e999, '),
        ('"training": {', '"training": {"x": ' + "9" * 5000 + ", "),
        ('"training": {', '"training": {"x": ' + "[" * 50_000 + ", "),
        ('"training": {', '"training": {"x": "\\ud800", '),
        ('"kind": ', '"kind": "encoder", "kind": '),
        ('"kind": ', "\x00"),
    ],
)
def test_json_that_is_read_in_two_ways_is_refused(folder, given, instead):
    path = folder / "manifest.json"
    text = path.read_text()
    assert given in text
    path.write_text(text.replace(given, instead))
    with pytest.raises(ModelDamagedError, match=r"manifest\.json: it is not JSON"):
        stance.load(folder)


@pytest.mark.parametrize(
    "change",
    [
        lambda m: m.update(name=["tiny"]),
        lambda m: m.update(name="\x1b]0;owned\x07"),
        lambda m: m.update(version="1\n2"),
        lambda m: m["target"].update(name=None),
        lambda m: m["target"].update(name="\u202egnp.exe"),
        lambda m: m["target"].update(nouns=[["troops"]]),
        lambda m: m["target"].update(nouns=[5]),
        lambda m: m["heads"].update(position=[True, 1, "x"]),
        lambda m: m["heads"].update(position={"a": 1}),
        lambda m: m["settings"].update(families=[{}]),
    ],
)
def test_entries_of_another_kind_are_refused(folder, change):
    edit(folder, change)
    with pytest.raises(ModelDamagedError, match="again"):
        stance.load(folder)


HOSTILE = "\x9b2J\x1b]0;owned\x07"


@pytest.mark.parametrize(
    "change",
    [
        lambda m: m["heads"].update(position=[HOSTILE, "b", "c"]),
        lambda m: m["heads"].update({HOSTILE: ["a", "b"]}),
        lambda m: m["training"].update({HOSTILE: 1}),
        lambda m: m["training"].update(places=[{"a": {"b": [1, HOSTILE]}}]),
        lambda m: m["target"].update(nouns=[HOSTILE]),
        lambda m: m["settings"].update(classes=["\u202e"]),
        lambda m: m.update({HOSTILE: 1}),
    ],
)
def test_nothing_of_a_manifest_commands_the_terminal(folder, change):
    edit(folder, change)
    with pytest.raises(
        ModelDamagedError, match=r"manifest\.json: it is not JSON.*cannot be printed"
    ) as found:
        stance.load(folder)
    assert str(found.value).isprintable()


def test_facts_nested_deep_are_refused_or_harmless(folder):
    for depth in (100, 300, 500, 900):
        facts: list = []
        for _ in range(depth):
            facts = [facts]
        edit(folder, lambda m, facts=facts: m["training"].update(x=facts))
        works_or_is_refused(folder)  # how deep is too deep differs between versions of Python


def test_hashes_made_to_collide_are_refused_in_time(folder):
    def collide(arrays):
        arrays["feature_keys"] = np.arange(20_000, dtype=np.uint64)
        arrays["weights"] = np.zeros((20_000, 3), dtype=np.int16)

    rewrite_arrays(folder, collide)
    with pytest.raises(ModelDamagedError, match=r"lexical\.npz: the hashes of a vocabulary are not spread"):
        stance.load(folder)


@pytest.fixture
def encoder_folder(cascade_folder):
    return cascade_folder / "accurate"


@pytest.mark.parametrize(
    "network",
    [
        model(field(5, TENSOR + OUTSIDE + field(14, 1))),
        model(field(1, node(b"Loop"))),
        model(field(1, node(b"Add", b"evil.example"))),
        b"\x12\x06ORTM\x00\x00" + model(b""),
    ],
)
def test_a_hostile_network_is_refused(encoder_folder, network):
    forge(encoder_folder, "encoder.onnx", network)
    with pytest.raises(ModelDamagedError, match="network"):
        stance.load(encoder_folder)("We send troops.")


def test_a_true_network_with_its_values_elsewhere_is_refused(encoder_folder):
    onnx = pytest.importorskip("onnx")
    network = onnx.load_model(encoder_folder / "encoder.onnx")
    outside = encoder_folder.parent / "outside.onnx"
    onnx.save_model(network, outside, save_as_external_data=True, location="weights", size_threshold=0)
    forge(encoder_folder, "encoder.onnx", outside.read_bytes())
    with pytest.raises(ModelDamagedError, match=r"encoder\.onnx.*another file"):
        stance.load(encoder_folder)


def test_weights_that_would_not_stay_finite_are_refused(encoder_folder):
    with np.load(encoder_folder / "encoder.npz") as stored:
        arrays = {key: stored[key] for key in stored.files}
    for wrong in (1e300, np.nan, -np.inf):
        arrays["weights"] = np.full_like(arrays["weights"], wrong)
        np.savez_compressed(encoder_folder / "encoder.npz", **arrays)
        forge(encoder_folder, "encoder.npz", (encoder_folder / "encoder.npz").read_bytes())
        with pytest.raises(ModelDamagedError, match="no weights"):
            stance.load(encoder_folder)


def test_a_network_of_no_finite_numbers_is_refused(encoder_folder):
    onnx = pytest.importorskip("onnx")
    network = onnx.load_model(encoder_folder / "encoder.onnx")
    for tensor in network.graph.initializer:
        if tensor.name.endswith("LayerNorm.bias"):
            tensor.CopyFrom(
                onnx.numpy_helper.from_array(np.full(tuple(tensor.dims), np.nan, np.float32), tensor.name)
            )
    forge(encoder_folder, "encoder.onnx", network.SerializeToString())
    with pytest.raises(ModelDamagedError, match="no finite numbers"):
        stance.load(encoder_folder)("We send troops.")


def _bombs(folder):
    """Yield model folders that would fill the memory of whoever takes them at their word."""
    weights = member(np.zeros(4, dtype=np.int16), shape=(1 << 40,))
    others = [(f"{key}.npy", b"") for key in np.load(folder / "lexical.npz").files if key != "weights"]
    bombs = {
        "declared": {"lexical.npz": archive([("weights.npy", weights), *others])},
        "members": {"lexical.npz": archive([(f"{i}.npy", b"") for i in range(50_000)])},
        "deflated": {"lexical.npz": archive([("weights.npy", bytes(4 * BOMB)), *others])},
        "lines": {"words.txt": b"\n" * (1 << 26)},
        "sparse": {"words.txt": b""},
        "nested": {"manifest.json": b"[" * (1 << 20)},
        "long": {"manifest.json": b"[" + b"[]," * (1 << 18)},
    }
    for bomb, files in bombs.items():
        place = folder.with_name(bomb)
        shutil.copytree(folder, place)
        for name, content in files.items():
            (place / name).write_bytes(content)
            if name != "manifest.json":
                edit(place, lambda m, name=name, content=content: m["files"].update({name: digest(content)}))
        if bomb == "sparse":
            os.truncate(place / "words.txt", 1 << 40)
        yield place


_LOAD_ALL = """
import resource, sys, stance
stance.load("fast")
used = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + int(sys.argv[1]),) * 2)
for folder in sys.argv[2:]:
    try:
        stance.load(folder)
        print("loaded", folder)
    except stance.errors.ModelDamagedError as error:
        assert "Unable to allocate" not in str(error), error
        print("refused", folder)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs /proc and limits of memory")
def test_bombs_fill_no_memory(folder):
    folders = [str(place) for place in _bombs(folder)]
    done = subprocess.run(
        [sys.executable, "-c", _LOAD_ALL, str(BOUND), *folders], capture_output=True, text=True, check=False
    )
    assert done.stdout.split("\n") == [*(f"refused {place}" for place in folders), ""], done.stderr
