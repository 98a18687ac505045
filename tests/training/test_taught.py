import sys

import numpy as np
import pytest


@pytest.fixture
def taught(root, monkeypatch):
    monkeypatch.syspath_prepend(str(root / "training"))
    import taught

    yield taught
    sys.modules.pop("taught")


def test_scores_are_found_again_by_their_text(taught, tmp_path):
    scores = np.array([[1.5, -2.0], [0.25, 4.0]])
    taught.save_taught(tmp_path / "t.npz", ["Troops will go.", "“No,” he said."], scores)
    read = taught.read_taught(tmp_path / "t.npz", ["“No,” he said.", "Unknown.", "Troops will go."])
    assert read.dtype == np.float32
    assert read[[0, 2]].tolist() == [[0.25, 4.0], [1.5, -2.0]]
    assert np.isnan(read[1]).all()


def test_no_texts_have_no_scores(taught, tmp_path):
    taught.save_taught(tmp_path / "t.npz", ["Troops will go."], np.array([[1.5, -2.0]]))
    assert taught.read_taught(tmp_path / "t.npz", []).shape == (0, 2)


def test_scores_are_added_beside_those_that_are_kept_or_in_their_place(taught, tmp_path):
    taught.save_taught(tmp_path / "t.npz", ["One.", "Two."], np.array([[1.0, 2.0], [3.0, 4.0]]))
    taught.add_taught(tmp_path / "t.npz", ["Two.", "Three."], np.array([[5.0, 6.0], [7.0, 8.0]]))
    read = taught.read_taught(tmp_path / "t.npz", ["One.", "Two.", "Three."])
    assert read.tolist() == [[1.0, 2.0], [5.0, 6.0], [7.0, 8.0]]


def test_the_teacher_is_heard_where_its_position_is_the_label(taught):
    scores = np.array([[2, 0, 1, 5, 0, 0], [0, 3, 1, 0, 5, 0], [0, 0, 1, 0, 0, 5]], dtype=np.float32)
    heard = taught.where_right(scores, np.array([0, 2, 2]))
    assert heard.dtype == np.float32
    assert heard[[0, 2]].tolist() == scores[[0, 2]].tolist()
    assert np.isnan(heard[1]).all()
