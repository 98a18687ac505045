"""Columns of tables in, columns of judgements out."""

import subprocess
import sys

import numpy as np
import pytest

import stance
from stance.errors import DataError

TEXTS = ["We will not send troops.", "We are ready to send troops.", "The talks on grain went on."]
POSITIONS = ["ruled_out", "open", "neutral"]
ADDED = [
    "position",
    "probability_open",
    "probability_ruled_out",
    "probability_neutral",
    "sentiment",
    "abstained",
    "model",
]


def test_columns_are_those_of_the_judgements(labeler):
    columns = labeler.columns(TEXTS)
    assert list(columns) == ADDED
    assert columns["position"] == POSITIONS
    probabilities = np.array([columns[name] for name in ADDED[1:4]]).T
    assert np.abs(probabilities - labeler.predict_proba(TEXTS)).max() <= 5e-7
    assert columns["sentiment"] == [str(j.sentiment) for j in labeler.label(TEXTS)]
    assert columns["abstained"] == [False] * 3
    assert columns["model"] == [f"fast {stance.__version__}"] * 3


def test_columns_where_the_model_abstains(labeler):
    columns = labeler.columns(TEXTS, min_confidence=1.0)
    assert columns["position"] == [None] * 3
    assert columns["abstained"] == [True] * 3
    with pytest.raises(ValueError, match="from 0 to 1"):
        labeler.columns([], min_confidence=2)


def test_a_missing_text_has_none_and_moves_no_other(labeler):
    columns = labeler.columns([None, TEXTS[0], float("nan"), TEXTS[1], None])
    assert columns["position"] == [None, "ruled_out", None, "open", None]
    assert all(
        [value is None for value in columns[name]] == [True, False, True, False, True] for name in ADDED
    )
    whole = labeler.columns(TEXTS[:2])
    assert all([columns[name][1], columns[name][3]] == whole[name] for name in ADDED)


@pytest.mark.parametrize("texts", [[], [None, None]])
def test_no_texts_have_columns_too(labeler, texts):
    assert labeler.columns(texts) == dict.fromkeys(ADDED, texts)


@pytest.mark.parametrize("bad", [3, 2.5, b"bytes", ["a"], float("inf")])
def test_what_is_neither_text_nor_missing_is_named(labeler, bad):
    with pytest.raises(TypeError, match=r"texts\[2\] is"):
        labeler.columns(["fine", None, bad])


def test_one_text_or_a_frame_is_no_column(labeler):
    with pytest.raises(TypeError, match="put it into a list"):
        labeler.columns("We send troops.")
    with pytest.raises(TypeError, match="take its column"):
        labeler.columns({"text": TEXTS})


def test_a_batch_keeps_its_own_columns_of_the_same_name(labeler):
    batch = {"id": [1, 2, 3], "position": ["x", "y", "z"], "given_position": [7, 8, 9], "quote": TEXTS}
    result = labeler.map_batch(batch, text="quote")
    assert result.pop("given_given_position") == ["x", "y", "z"]
    assert result == labeler.columns(TEXTS)
    assert batch["position"] == ["x", "y", "z"]


def test_the_column_of_texts_may_have_the_name_of_an_added_one(labeler):
    result = labeler.map_batch({"position": TEXTS}, text="position")
    assert result["given_position"] == TEXTS
    assert result["position"] == POSITIONS


def test_a_batch_without_the_column_says_what_there_is(labeler):
    with pytest.raises(DataError, match=r"no column “text”; there are id, quote; .* text="):
        labeler.map_batch({"id": [1], "quote": ["a"]})
    with pytest.raises(DataError, match="there are none"):
        labeler.map_batch({})


@pytest.mark.parametrize("library", ["pyarrow", "polars"])
def test_a_batch_that_is_a_table_of_another_library_is_told(labeler, library):
    module = pytest.importorskip(library)
    table = getattr(module, "table", None) or module.DataFrame
    with pytest.raises(
        TypeError, match=r"a mapping of columns and got .*; of datasets, take .*_format\(None\)"
    ):
        labeler.map_batch(table({"text": TEXTS}))


def test_pandas(labeler):
    pd = pytest.importorskip("pandas")
    df = pd.DataFrame({"quote": TEXTS}, index=[7, 7, -1])
    assert [j.position for j in labeler.label(df["quote"])] == POSITIONS
    assert np.array_equal(labeler.predict_proba(df["quote"]), labeler.predict_proba(TEXTS))
    wide = df.assign(**labeler.columns(df["quote"]))
    assert wide["position"].tolist() == POSITIONS
    assert wide.index.tolist() == [7, 7, -1]
    assert str(wide["probability_open"].dtype) == "float64"
    with pytest.raises(TypeError, match="take its column"):
        labeler.label(df)


@pytest.mark.parametrize("dtype", ["object", "str", "string", "category"])
def test_missing_values_of_pandas(labeler, dtype):
    pd = pytest.importorskip("pandas")
    column = pd.Series([TEXTS[0], None, TEXTS[1]], index=[3, 3, 0], dtype=dtype)
    assert labeler.columns(column)["position"] == ["ruled_out", None, "open"]
    with pytest.raises(TypeError, match=r"texts\[1\] is \w+, not str"):
        labeler.label(column)


def test_polars(labeler):
    pl = pytest.importorskip("polars")
    df = pl.DataFrame({"quote": [TEXTS[0], None, TEXTS[1]]})
    wide = df.hstack(pl.DataFrame(labeler.columns(df["quote"])))
    assert wide["position"].to_list() == ["ruled_out", None, "open"]
    assert wide["probability_open"].dtype == pl.Float64
    assert wide["abstained"].dtype == pl.Boolean
    assert [j.position for j in labeler.label(df["quote"].drop_nulls())] == POSITIONS[:2]
    with pytest.raises(TypeError, match=r"texts\[1\] is NoneType"):
        labeler.label(df["quote"])


def test_arrays_of_numpy_and_pyarrow_give_texts_of_python(labeler):
    pa = pytest.importorskip("pyarrow")
    dtypes = (object, str, np.dtypes.StringDType())
    columns = [np.array(TEXTS, dtype) for dtype in dtypes]
    columns += [pa.array(TEXTS), pa.chunked_array([TEXTS[:1], TEXTS[1:]]), pa.array(TEXTS, pa.large_string())]
    for column in columns:
        judgements = labeler.label(column)
        assert [j.position for j in judgements] == POSITIONS
        assert {type(j.text) for j in judgements} == {str}
    assert labeler.columns(pa.array([None, TEXTS[0]]))["position"] == [None, "ruled_out"]
    with pytest.raises(TypeError):
        labeler.label(np.array(TEXTS[0]))
    with pytest.raises(TypeError, match=r"texts\[0\] is list"):
        labeler.label(np.array([TEXTS]))


@pytest.fixture
def dataset():
    datasets = pytest.importorskip("datasets")
    datasets.disable_progress_bars()
    return datasets.Dataset.from_dict({"text": [*TEXTS, None], "position": ["gold", "gold", "gold", None]})


@pytest.mark.filterwarnings("ignore:.*use of fork:DeprecationWarning")  # what datasets does is its own affair
def test_a_dataset_in_two_processes(labeler, dataset):
    mapped = dataset.map(labeler.map_batch, batched=True, batch_size=2, num_proc=2)
    assert mapped["position"][:] == [*POSITIONS, None]
    assert mapped["given_position"][:] == ["gold", "gold", "gold", None]
    alone = labeler.columns([*TEXTS, None])
    assert {name: mapped[name][:] for name in ADDED} == alone
    again = dataset.map(labeler.map_batch, batched=True, batch_size=2, fn_kwargs={"min_confidence": 1.0})
    assert again["position"][:] == [None] * 4


def test_the_fingerprint_that_datasets_caches_by(cascade_folder):
    fingerprint = pytest.importorskip("datasets.fingerprint")
    rates = stance.Target.from_terms("rates", nouns=["rate rise"])
    told = []
    for part in ("fast", "accurate", ""):
        labeler = stance.load(cascade_folder / part)
        told.append(fingerprint.Hasher.hash(labeler.map_batch))
        labeler.label(TEXTS)
        assert fingerprint.Hasher.hash(labeler.map_batch) == told[-1]
        assert fingerprint.Hasher.hash(stance.load(cascade_folder / part).map_batch) == told[-1]
        told.append(fingerprint.Hasher.hash(labeler.with_target(rates).map_batch))
    assert len(set(told)) == 6
    code = (
        "import stance, sys; from datasets.fingerprint import Hasher; "
        "print(Hasher.hash(stance.load(sys.argv[1]).map_batch))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, cascade_folder], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == told[4]


@pytest.mark.parametrize("text", ["Grain.", None])
def test_one_row_is_no_batch(labeler, text):
    with pytest.raises(TypeError, match="expected a batch and got one row"):
        labeler.map_batch({"text": text})
