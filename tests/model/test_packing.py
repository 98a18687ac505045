import shutil
from pathlib import Path

import pytest

import stance
from stance.errors import ModelError
from stance.model.lexical import weights_of
from stance.model.packing import check_replaceable, save_lexical
from tests.model.test_artefact import edit


@pytest.fixture
def weights(tiny_classifier):
    return weights_of({"position": tiny_classifier})


def save(folder, weights, name="tiny"):
    save_lexical(folder, weights, name=name, training={}, card="# Tiny")


def test_a_model_takes_the_place_of_another(tmp_path, weights):
    save(tmp_path / "below" / "model", weights, "first")
    save(tmp_path / "below" / "model", weights, "second")
    assert stance.load(tmp_path / "below" / "model").manifest.name == "second"
    assert [path.name for path in (tmp_path / "below").iterdir()] == ["model"]


def test_an_empty_folder_and_a_link_are_written_to(tmp_path, weights):
    (tmp_path / "empty").mkdir()
    (tmp_path / "link").symlink_to("empty")
    save(tmp_path / "link", weights)
    assert (tmp_path / "link").is_symlink()
    assert stance.load(tmp_path / "empty").manifest.name == "tiny"


def test_a_place_where_no_folder_can_be_made_is_told_before_a_model_is(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    with pytest.raises(ModelError, match=r"model: no folder can be made in .*file; give another place"):
        check_replaceable(tmp_path / "file" / "below" / "model")
    monkeypatch.setattr("os.access", lambda *_: False)  # what a folder that is only read says
    with pytest.raises(ModelError, match="model: no folder can be made in "):
        check_replaceable(tmp_path / "model")


@pytest.mark.parametrize(
    "other", ["thesis.txt", "fast/notes.md", "manifest.json/x", ".git/config", "fast/fast/manifest.json.bak"]
)
def test_what_is_no_model_s_is_never_replaced(tmp_path, weights, other):
    save(tmp_path / "model", weights)
    path = tmp_path / "model" / other
    if other.startswith("manifest"):
        (tmp_path / "model" / "manifest.json").unlink()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("mine")
    with pytest.raises(ModelError, match="which is no model's; give another folder"):
        save(tmp_path / "model", weights)
    assert path.read_text() == "mine"


@pytest.mark.parametrize(
    "manifest",
    [
        '{"name": "my web app"}',
        '{"format_version": 3, "header": {"name": "my pack"}}',
        '{"manifest_version": 3}',
        "[]",
        "",
        None,
    ],
)
def test_a_folder_with_files_of_a_model_s_names_is_not_a_model_s(tmp_path, weights, manifest):
    folder = tmp_path / "app"
    folder.mkdir()
    (folder / "words.txt").write_text("mine")
    if manifest is not None:
        (folder / "manifest.json").write_text(manifest)
    with pytest.raises(ModelError, match="which is no model's; give another folder"):
        save(folder, weights)
    assert (folder / "words.txt").read_text() == "mine"


@pytest.mark.parametrize("name", ["vocabulary.txt", "encoder.onnx", "fast/manifest.json"])
def test_a_file_that_another_engine_has_is_not_this_model_s(tmp_path, weights, name):
    save(tmp_path / "model", weights)
    (tmp_path / "model" / name).parent.mkdir(exist_ok=True)
    (tmp_path / "model" / name).write_text("mine")
    with pytest.raises(ModelError, match="which is no model's"):
        save(tmp_path / "model", weights)
    assert (tmp_path / "model" / name).read_text() == "mine"


def test_the_root_of_all_folders_is_no_model_s():
    with pytest.raises(ModelError, match=r"^/: a model's folder is replaced whole; give one below"):
        check_replaceable(Path("/"))


def test_a_folder_of_models_that_is_no_cascade_is_not_replaced(tmp_path, weights):
    save(tmp_path / "models" / "fast", weights)
    with pytest.raises(ModelError, match="which is no model's"):
        save(tmp_path / "models", weights)


def test_a_model_of_another_format_is_replaced(tmp_path, weights):
    save(tmp_path / "model", weights)
    edit(tmp_path / "model", lambda manifest: manifest.update(format_version=1))
    save(tmp_path / "model", weights, "second")
    assert stance.load(tmp_path / "model").manifest.name == "second"


def test_a_cascade_is_replaced_whole_unless_a_member_holds_something_else(cascade_folder, weights, tmp_path):
    whole = tmp_path / "whole"
    whole.mkdir()
    for path in list(cascade_folder.iterdir()):
        if path != whole:
            path.rename(whole / path.name)
    notes = whole / "accurate" / "notes.md"
    notes.write_text("mine")
    with pytest.raises(ModelError, match=r"“notes\.md”, which is no model's"):
        save(whole, weights)
    notes.unlink()
    save(whole, weights)
    assert sorted(path.name for path in whole.iterdir()) == [
        "MODEL_CARD.md", "lexical.npz", "manifest.json", "words.txt",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["a\x1bb", "a\x9bb", "\u202ea"])
def test_what_could_not_be_read_again_is_not_written(tmp_path, weights, name):
    with pytest.raises(ModelError, match="cannot be printed"):
        save(tmp_path / "model", weights, name)
    with pytest.raises(ModelError, match="cannot be printed"):
        save_lexical(tmp_path / "model", weights, name="a", training={"x": ({name: 1},)}, card="")
    assert not list(tmp_path.iterdir())


def test_a_file_and_the_current_folder_are_refused(tmp_path, weights, monkeypatch):
    (tmp_path / "file").write_text("mine")
    with pytest.raises(ModelError, match="it is a file"):
        save(tmp_path / "file", weights)
    monkeypatch.chdir(tmp_path)
    for place in (".", tmp_path):
        with pytest.raises(ModelError, match="give one below the current folder"):
            check_replaceable(Path(place))


@pytest.mark.parametrize("breaks", ["write_bytes", "write_text", "rename"])
def test_a_broken_write_leaves_the_old_model_and_nothing_else(tmp_path, weights, monkeypatch, breaks):
    save(tmp_path / "model", weights, "first")
    calls, rename = [], Path.rename

    def broken(path, *given, **named):
        calls.append(path)
        if breaks != "rename" or len(calls) == 2:  # the old folder is away, the new one not yet there
            raise OSError(28, "No space left on device")
        return rename(path, *given)

    with monkeypatch.context() as patched:
        patched.setattr(Path, breaks, broken)
        with pytest.raises(OSError, match="No space"):
            save(tmp_path / "model", weights, "second")
    if breaks == "rename":  # the mended rename is the third call
        assert len(calls) == 3
    assert stance.load(tmp_path / "model").manifest.name == "first"
    assert [path.name for path in tmp_path.iterdir()] == ["model"]


def test_a_cascade_is_written_around_its_members(cascade_folder, tmp_path_factory):
    assert sorted(path.name for path in cascade_folder.iterdir()) == [
        "MODEL_CARD.md", "accurate", "fast", "manifest.json",
    ]  # fmt: skip
    text = "We may send troops."
    given = stance.load(cascade_folder).predict_proba([text]).tolist()
    copied = tmp_path_factory.mktemp("elsewhere") / "copied"
    shutil.copytree(cascade_folder, copied)
    assert stance.load(copied).predict_proba([text]).tolist() == given
