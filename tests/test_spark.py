"""A Spark job gives what one machine gives. Skipped where pyspark or Java is not there."""

import datetime as dt
import json
import os
import shutil
import subprocess
import sys

import pytest

import stance
import stance.spark
from stance.errors import DataError, MissingExtraError, ModelChangedError, ModelNotFoundError
from stance.model.labeler import PACKAGED

pa = pytest.importorskip("pyarrow")

pytestmark = [
    # Sockets to the JVM are closed when its objects are collected, which pyspark leaves to the collector.
    pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning"),
    # No frame of pandas is made here, but pyspark warns of pandas 3 before it looks.
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"),
]
LOCAL = pytest.mark.parametrize("spark", ["local[2]"], indirect=True)
CLUSTER = pytest.mark.parametrize("spark", ["local-cluster[2,1,1024]"], indirect=True)
TEXTS = [
    "We will not send troops to Mali.",
    None,
    "We are ready to send troops.",
    "",
    "Nothing is off the table when it comes to ground forces.",
    "The talks on grain – in Зоря – went on.",
] * 5
BIG = 2**53 + 1  # what a column of doubles cannot hold


@pytest.fixture(scope="module")
def spark(request, root):
    sql = pytest.importorskip("pyspark.sql", reason="pyspark is not installed")
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        pytest.skip("there is no Java")
    settings = {
        "spark.ui.enabled": "false",
        "spark.log.level": "ERROR",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1",  # a JVM that lives for seconds
        "spark.executor.extraJavaOptions": "-XX:TieredStopAtLevel=1",
        "spark.executorEnv.PYTHONPATH": str(root),
        "spark.scheduler.minRegisteredResourcesRatio": "1",  # wait for all workers
        "spark.scheduler.maxRegisteredResourcesWaitingTime": "300s",
        "spark.sql.shuffle.partitions": "2",
        "spark.sql.execution.arrow.maxRecordsPerBatch": "4",
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        session = sql.SparkSession.builder.master(request.param).config(map=settings).getOrCreate()
        yield session
        session.stop()


def rows(df):
    return [row.asDict() for row in sorted(df.collect(), key=lambda row: row["id"])]


def alone(model, min_confidence=None):
    columns = stance.load(model).columns(TEXTS, min_confidence)
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def batch_of(texts, **others):
    return pa.RecordBatch.from_pydict({"0": pa.array(texts, pa.string()), **others})


def test_a_worker_loads_its_model_once_and_keeps_other_columns(monkeypatch):
    loaded = []

    def counted(name):
        loaded.append(name)
        return stance.load(name)

    monkeypatch.setattr(stance.spark, "load", counted)
    stance.spark._labeler.cache_clear()
    sha256 = stance.load("fast").manifest.sha256
    for _ in range(3):  # tasks
        others = {"1": pa.array([BIG, None]), "2": pa.array([["a"], None])}
        batches = [
            batch_of(["We will not send troops.", None], **others),
            batch_of([None, None], **others),
            batch_of([]),
        ]
        first, second, third = stance.spark._labelling(0, ("fast", None, sha256), None)(iter(batches))
        assert first.column("1").to_pylist() == [BIG, None]
        assert first.column("2").to_pylist() == [["a"], None]
        assert first.column("position").to_pylist() == ["ruled_out", None]
        assert second.schema == first.schema
        assert third.num_rows == 0
        assert third.schema.field("probability_open").type == pa.float64()
    assert loaded == ["fast"]


def renamed(folder, name):
    """Make a model folder another model, as its manifest tells."""
    manifest = folder / "manifest.json"
    told = json.loads(manifest.read_text(encoding="utf-8"))
    manifest.write_text(json.dumps(told | {"name": name}), encoding="utf-8")


def test_a_worker_takes_no_other_model_than_the_driver_s(tmp_path):
    folder = tmp_path / "m"
    shutil.copytree(PACKAGED / "fast", folder)
    first = stance.load(folder).manifest.sha256
    assert stance.spark._labeler(str(folder), None, first).name == "fast 0.1.0"
    renamed(folder, "other")
    then = stance.load(folder).manifest.sha256
    assert stance.spark._labeler(str(folder), None, then).name == "other 0.1.0"
    renamed(folder, "third")
    with pytest.raises(ModelChangedError, match=f"m”, is third 0.1.0 .* and the driver's has {'0' * 12}; "):
        list(stance.spark._labelling(0, (str(folder), None, "0" * 64), None)(iter([])))
    packaged = stance.spark._labelling(0, (None, None, first), None)
    with pytest.raises(ModelChangedError, match="the packaged one, is "):
        list(packaged(iter([])))


def test_without_pyspark_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyspark.sql.types", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'troop-stance\[spark\]'"):
        stance.spark.label(None)


def test_importing_it_brings_in_neither_spark_nor_arrow():
    code = (
        "import stance.spark, sys; print([m for m in ('pyspark', 'pyarrow', 'pandas') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@LOCAL
def test_a_job_gives_what_one_machine_gives(spark):
    judged = stance.load("fast").label([text for text in TEXTS if text is not None])
    floor = sorted(judgement.confidence for judgement in judged)[len(judged) // 2]
    day = dt.date(2030, 1, 2)
    given = [(BIG + i if i % 2 else None, i, text, day, ["x"], "mine") for i, text in enumerate(TEXTS)]
    schema = "big bigint, id int, `a.text` string, day date, tags array<string>, Position string"
    df = spark.createDataFrame(given, schema).repartition(3)
    labelled = stance.spark.label(df, text="a.text", model="fast", min_confidence=floor)
    assert labelled.schema.simpleString() == (
        "struct<big:bigint,id:int,a.text:string,day:date,tags:array<string>,given_Position:string,"
        "position:string,probability_open:double,probability_ruled_out:double,probability_neutral:double,"
        "sentiment:string,abstained:boolean,model:string>"
    )
    expected = [
        {"big": big, "id": i, "a.text": text, "day": day, "tags": ["x"], "given_Position": "mine"} | columns
        for (big, i, text, *_), columns in zip(given, alone("fast", floor), strict=True)
    ]
    assert rows(labelled) == expected
    assert {row["abstained"] for row in expected} == {True, False, None}
    assert labelled.where("position is not null").count() == sum(
        row["abstained"] is False for row in expected
    )


@LOCAL
def test_another_target_and_a_model_folder(spark, root):
    folder = root / "stance" / "packaged" / "fast"
    rates = stance.Target.from_terms("rates", nouns=["rate rise"], verbs=["order"])
    df = spark.createDataFrame([(0, "We will not order rate rises.")], "id int, text string")
    (row,) = rows(stance.spark.label(df, model=folder, target=rates))
    judged = stance.load(folder).with_target(rates).columns([row["text"]])
    assert row == {"id": 0, "text": row["text"]} | {name: values[0] for name, values in judged.items()}
    assert row["position"] == "ruled_out"


@LOCAL
def test_what_cannot_be_labelled_is_said_before_the_job(spark):
    df = spark.createDataFrame([(0, "a")], "id int, quote string")
    with pytest.raises(DataError, match="no column “text”; there are id, quote"):
        stance.spark.label(df)
    with pytest.raises(DataError, match="column “id” holds int, not strings"):
        stance.spark.label(df, text="id")
    with pytest.raises(DataError, match="there are several columns “quote”; rename all but"):
        stance.spark.label(df.selectExpr("quote", "upper(quote) as quote"), text="quote")
    with pytest.raises(ValueError, match="from 0 to 1"):
        stance.spark.label(df, text="quote", model="fast", min_confidence=2)
    with pytest.raises(ModelNotFoundError, match="nowhere"):
        stance.spark.label(df, text="quote", model="nowhere")


@LOCAL
def test_a_model_that_changes_before_the_work_stops_the_job(spark, root, tmp_path):
    folder = tmp_path / "m"
    shutil.copytree(root / "stance" / "packaged" / "fast", folder)
    df = spark.createDataFrame([(0, "We will not order rate rises.")], "id int, text string")
    labelled = stance.spark.label(df, model=folder)
    renamed(folder, "other")
    with pytest.raises(Exception, match="ModelChangedError: the model that this worker finds"):
        labelled.collect()


@CLUSTER
def test_two_workers_give_what_one_machine_gives(spark):
    df = spark.createDataFrame(list(enumerate(TEXTS)), "id int, text string").repartition(6)
    labelled = stance.spark.label(df)
    expected = [{"id": i, "text": text} for i, text in enumerate(TEXTS)]
    assert rows(labelled) == [row | judged for row, judged in zip(expected, alone(None), strict=True)]
    # The driver has a memory of its own beside those of the two workers.
    assert spark.sparkContext._jsc.sc().getExecutorMemoryStatus().size() == 3
