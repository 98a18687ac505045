from dataclasses import replace

import numpy as np
import pytest
from click.testing import CliRunner

import stance
from stance.cli import main
from stance.data.rows import Statement
from stance.errors import DataError, ModelError
from stance.model.classifier import StanceClassifier
from stance.target import packaged_targets
from stance.training import lexical
from stance.training.corpus import corpus_hash
from stance.training.lexical import extractor_for, out_of_fold, train, train_folder
from tests.conftest import tiny_corpus


def statements(sentiment: bool = True) -> list[Statement]:
    texts, labels = tiny_corpus()
    moods = ("negative", "positive", None)
    return [
        Statement(i, text, label, moods[i % 3] if sentiment else None, {})
        for i, (text, label) in enumerate(zip(texts, labels, strict=True))
    ]


def test_training_twice_gives_the_same_bytes(tmp_path):
    rows = statements()
    groups = [i // 3 for i in range(len(rows))]
    steps: list[tuple[str, int]] = []
    for name in ("first", "second"):
        train_folder(
            tmp_path / name,
            "tiny",
            rows,
            groups,
            made_by="a test",
            strengths=(0.1, 1.0),
            n_jobs=1,
            progress=lambda *step: steps.append(step),
        )
    assert {total for _, total in steps} == {7}
    assert len(steps) == 2 * 7
    for path in (tmp_path / "first").iterdir():
        assert path.read_bytes() == (tmp_path / "second" / path.name).read_bytes()
    labeler = stance.load(tmp_path / "first")
    assert labeler.manifest.training["corpus_sha256"] == corpus_hash(rows)
    assert labeler.manifest.training["n_statements"] == 72
    assert labeler.sentiments == ("negative", "positive")


def test_statements_without_sentiment_give_a_model_without_that_head():
    trained = train(statements(sentiment=False), None, strengths=(1.0,), n_jobs=1)
    assert list(trained) == ["position"]


def test_too_few_rows_of_a_label_are_named():
    rows = [*statements(), Statement(99, "Perhaps.", "maybe", None, {})]
    with pytest.raises(DataError) as told:
        train(rows, None, n_jobs=1)
    assert str(told.value) == (
        "10 rows of each label are needed to train and to calibrate position: “maybe” has 1, 9 too few; "
        "give more rows, or leave its rows out"
    )


def labelled(**numbers):
    labels = [label for label, number in numbers.items() for _ in range(number)]
    return [Statement(i, f"Text {i}.", label, None, {}) for i, label in enumerate(labels)]


@pytest.mark.parametrize(
    ("numbers", "message"),
    [
        ({"pro": 40}, "at least two labels with 10 rows each .*; “pro” has 40; give rows of another label$"),
        ({"pro": 40, "con": 9}, "“con” has 9, 1 too few; give more rows$"),
        ({f"label{i}": 1 for i in range(9)}, "“label4” has 1, 9 too few, and 4 more labels; give more rows$"),
    ],
)
def test_where_labels_cannot_be_left_out_more_rows_are_asked_for(numbers, message):
    with pytest.raises(DataError, match=message):
        train(labelled(**numbers), None, n_jobs=1)


def test_the_packaged_model_was_trained_on_the_corpus_as_it_is():
    from corpus import read_context, read_everything

    statements, _, _ = read_everything()
    learnt = corpus_hash([*statements, *read_context()[0]])
    assert stance.load("fast").manifest.training["corpus_sha256"] == learnt
    with_natural, _, _ = read_everything(natural=True)
    assert len(with_natural) > len(statements)
    assert stance.load("accurate").manifest.training["corpus_sha256"] == corpus_hash(with_natural)


def test_a_column_of_weights_is_heeded():
    rows = [Statement(i, f"They agree {i % 9}.", "yes", None, {"weight": "3"}) for i in range(30)]
    rows += [Statement(i, f"They agree {i % 9}.", "no", None, {}) for i in range(30)]
    assert (
        train(rows, None, strengths=(1.0,), n_jobs=1)["position"].estimator.predict(["They agree."]) == "yes"
    )
    for wrong in ("much", -1, float("nan"), [1]):
        rows[7] = Statement(8, "They agree.", "yes", None, {"weight": wrong})
        with pytest.raises(DataError, match="line 8: the weight"):
            train(rows, None, strengths=(1.0,), n_jobs=1)


def test_groups_that_cannot_be_parted_are_an_error():
    rows = statements()
    for groups in (["one"] * len(rows), [row.position for row in rows]):
        with pytest.raises(DataError, match="cannot be parted into folds"):
            train(rows, groups, strengths=(1.0,), n_jobs=1)


def test_copies_of_a_text_do_not_flatter_the_figures():
    rng = np.random.default_rng(0)
    texts = [" ".join(f"w{n}" for n in rng.integers(0, 50, 8)) for _ in range(81)]
    once = [Statement(i, text, ("a", "b")[i % 2], None, {}) for i, text in enumerate(texts)]
    thrice = once + [replace(s, text=f" {s.text.upper()}") for s in once] + once
    found = [train(rows, None, strengths=(1.0,), n_jobs=1)["position"].figures for rows in (once, thrice)]
    assert [f.n_rows for f in found] == [81, 243]
    assert max(f.macro_f1.value for f in found) < 0.65
    apart = train(thrice, range(243), strengths=(1.0,), n_jobs=1)["position"].figures
    assert apart.macro_f1.value > 0.9


def test_labels_that_cycle_with_the_folds_can_be_learnt_without_groups():
    rows = [Statement(i, f"Class word{i % 20} thing {i}", f"c{i % 20}", None, {}) for i in range(240)]
    assert train(rows, None, strengths=(10.0,), n_jobs=1)["position"].figures.macro_f1.value > 0.9


def test_a_label_with_one_text_alone_is_an_error():
    rows = labelled(pro=20) + [Statement(99, "The same.", "con", None, {})] * 20
    with pytest.raises(DataError, match="copies of a text stay together, and a label has too few"):
        train(rows, None, strengths=(1.0,), n_jobs=1)


@pytest.mark.parametrize("moods", [("happy",), ("happy", "sad"), ("happy",) * 10 + ("sad",) * 9])
def test_a_sentiment_that_is_too_seldom_is_left_out_and_told(tmp_path, moods):
    rows = [replace(s, sentiment=mood) for s, mood in zip(statements(False), moods, strict=False)]
    rows += statements(False)[len(rows) :]
    options = {"made_by": "a test", "strengths": (1.0,), "n_jobs": 1}
    with pytest.warns(UserWarning, match="the column “sentiment” is left out: .* to calibrate sentiment"):
        figures = train_folder(tmp_path / "own", "own", rows, None, **options)
    assert set(figures) == {"position"}
    assert stance.load(tmp_path / "own").sentiments == ()
    assert stance.load(tmp_path / "own").manifest.training["corpus_sha256"] == corpus_hash(rows)


def test_a_sentiment_of_one_group_is_left_out(tmp_path):
    rows, told = statements(), []
    groups = [9 if row.sentiment == "negative" else i % 8 for i, row in enumerate(rows)]
    options = {"made_by": "a test", "strengths": (1.0,), "n_jobs": 1, "tell": told.append}
    assert set(train_folder(tmp_path / "own", "own", rows, groups, **options)) == {"position"}
    (note,) = told
    assert note.startswith("the column “sentiment” is left out: the rows cannot be parted into folds")


def test_what_is_wrong_with_positions_is_no_matter_of_sentiment(tmp_path):
    rows = [Statement(99, "Perhaps.", "maybe", "negative", {}), *statements()]
    with pytest.raises(DataError, match=r"to calibrate position: “maybe” has 1"):
        train_folder(tmp_path / "own", "own", rows, None, made_by="a test")


@pytest.mark.parametrize(
    ("settings", "heading", "versions"),
    [
        ({}, "statements held out at random, copies of a text together", "stance 0.1.0, python "),
        ({"groups": True}, "statements held out by group", "stance 0.1.0, python "),
        (
            {"groups": True, "packaged": True},
            "statements held out by group; of the corpus, reworded ones by event",
            "python ",
        ),
    ],
)
def test_the_card_says_how_statements_were_held_out(tmp_path, settings, heading, versions):
    rows = statements(False)
    groups = [i % 12 for i in range(len(rows))] if settings.pop("groups", False) else None
    options = {"made_by": "a test", "strengths": (1.0,), "n_jobs": 1}
    train_folder(tmp_path / "own", "own", rows, groups, **options, **settings)
    card = (tmp_path / "own" / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert f"\n## Figures on {heading}\n" in card
    assert f"\nMade with {versions}" in card


def test_out_of_fold_copies_are_judged_by_what_was_not_fitted_to_them():
    rng = np.random.default_rng(0)
    texts = [" ".join(f"w{n}" for n in rng.integers(0, 50, 8)) for _ in range(80)]
    labels = [("a", "b")[i % 2] for i in range(80)]
    called = out_of_fold(texts * 3, labels * 3).argmax(axis=1)
    assert np.mean(called == np.array([0, 1] * 120)) < 0.65
    with pytest.raises(DataError, match="copies of a text stay together"):
        out_of_fold(["The same."] * 20 + texts, ["c"] * 20 + labels)


def test_lone_surrogates_can_be_hashed():
    assert corpus_hash([Statement(1, "\ud83d", "yes", None, {})]) != corpus_hash([])


def test_labels_of_another_kind_are_learnt_from_words_as_written(tmp_path):
    rows = [
        Statement(i, f"{('Oslo', 'Rome')[i % 2]} was there, {i % 5}", ("north", "south")[i % 2], None, {})
        for i in range(40)
    ]
    figures = train_folder(tmp_path, "own", rows, None, made_by="a test", strengths=(1.0,), n_jobs=1)
    assert figures["position"].macro_f1.value == 1.0
    labeler = stance.load(tmp_path)
    assert [str(j.position) for j in labeler.label(["Rome was there", "OSLO!"])] == ["south", "north"]
    card = (tmp_path / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert "names and the target too" in card
    assert "are masked" not in card
    assert "troop deployment" not in card
    with pytest.raises(ModelError, match="masks no target, so it cannot be asked about another"):
        labeler.with_target(packaged_targets()["cruise_missiles"])
    shown = CliRunner().invoke(main, ["info", "--model", str(tmp_path)])
    assert "target: none is masked, every word is seen as written\n" in shown.stdout
    asked = ["label", "-", "--format", "lines", "--model", str(tmp_path), "--target", "rate_rise"]
    refused = CliRunner().invoke(main, asked, input="Rome\n")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr.startswith("error: the model sees every word as written")


def test_positions_on_the_target_are_learnt_without_names():
    assert extractor_for(s.position for s in statements()).families is None


def test_each_head_is_fitted_as_it_was_chosen_and_to_all_that_is_given(monkeypatch):
    told = []

    class Listening(StanceClassifier):
        def fit(self, *given):
            told.append((self.C, *given))
            return super().fit(*given)

    monkeypatch.setattr(lexical, "StanceClassifier", Listening)
    rows = statements()
    groups, measured = [i % 12 for i in range(72)], [i % 12 > 1 for i in range(72)]
    taught = np.full((72, 3), np.nan)
    taught[:9] = 1 / 3
    trained = train(rows, groups, measured=measured, taught=taught, strengths=(1e-6, 1.0), n_jobs=1)
    assert [t.figures.n_rows for t in trained.values()] == [60, 36]
    assert trained["position"].strength == 1.0
    position, sentiment = told
    for strength, texts, _, _, *rest in told:
        assert texts == [s.text for s in rows]
        assert rest[:2] == [groups, measured]
        assert strength == trained["position" if strength == position[0] else "sentiment"].strength
    assert position[0] == 1.0
    assert position[3].tolist() == [1.0] * 72
    assert position[5:] == (measured, taught)
    assert sentiment[3].tolist() == [float(s.sentiment is not None) for s in rows]
    assert sentiment[5:] == (measured, None)


def test_groups_are_held_out_whole_to_choose_and_to_measure():
    rows = [Statement(i, f"word{i % 12} of day {i}", ("yes", "no")[i % 2], None, {}) for i in range(120)]
    apart, together = (
        train(rows, groups, strengths=(1.0,), n_jobs=1)["position"].figures.macro_f1.value
        for groups in (None, [i % 12 for i in range(120)])
    )
    assert apart == 1.0 > together + 0.2


def test_a_teacher_is_heeded_in_choosing(monkeypatch):
    shares = []

    def listening(rows, *_):
        shares.append(rows[4])
        return np.zeros((72, 1 + rows[1].max()))

    monkeypatch.setattr(lexical, "_held_out", listening)
    taught = np.full((72, 3), np.nan)
    taught[:9] = 1 / 3
    train(statements(), None, taught=taught, strengths=(1.0,), n_jobs=1)
    assert shares[0][0].max() == pytest.approx(2 / 3)
    assert shares[1] is None
