"""A further run of the encoder on new files of the corpus: what it learns from."""

import click
import numpy as np
import pytest
from click.testing import CliRunner

pytest.importorskip("torch")
pytest.importorskip("transformers")

from corpus import read_context
from train_encoder import REPLAYED, Beside, Lesson, command_of, main, read_beside

from stance.data.rows import Statement
from stance.target import Target

N_OLD, N_NEW = 200, 30


class Known:
    """Stands for the encoder that goes on: its scores tell a text's length."""

    def scores(self, texts):
        return np.array([[len(text), 0.0, 0.0] for text in texts])


def row(file, i):
    return Statement(i, f"{file} {'x' * i}", "open", None, {"id": f"{file}-{i:04d}"})


def lesson():
    statements = [*(row("m1", i) for i in range(N_OLD)), *(row("m2", i) for i in range(N_NEW))]
    held = np.array([i % 10 == 0 for i in range(len(statements))])
    scores = np.full((len(statements), 3), 7.0, dtype=np.float32)
    tax = Target.from_terms("tax", nouns=["tax"])
    lockdown = Target.from_terms("lockdown", nouns=["lockdown"])
    others = [(tax, [row("tax", i) for i in range(50)]), (lockdown, [row("lockdown", i) for i in range(5)])]
    beside = Beside(
        [row("c1", i) for i in range(40)],
        [row("v1", i) for i in range(20)],
        [row("q1", i) for i in range(10)],
        others,
    )
    return Lesson(statements, held, scores, beside)


def files_of(statements):
    return [s.extra["id"].partition("-")[0] for s in statements]


def test_all_new_rows_a_tenth_of_the_others_and_all_that_are_held_out():
    assert REPLAYED == 0.1
    whole = lesson()
    part = whole.on_new(["m2"], Known(), seed=1)
    learnt = [s for s, held in zip(part.statements, part.held, strict=True) if not held]
    assert files_of(learnt).count("m2") == N_NEW - N_NEW // 10
    assert files_of(learnt).count("m1") == (N_OLD - N_OLD // 10) // 10
    kept_back = [s.text for s, held in zip(part.statements, part.held, strict=True) if held]
    assert kept_back == [s.text for s, held in zip(whole.statements, whole.held, strict=True) if held]


def test_the_teacher_stands_beside_the_labels_of_the_new_and_what_it_knew_beside_those_of_the_others():
    part = lesson().on_new(["m2"], Known(), seed=1)
    for statement, scores in zip(part.statements, part.scores.tolist(), strict=True):
        if statement.extra["id"].startswith("m2"):
            assert scores == [7.0, 7.0, 7.0]  # the teacher's
        else:
            assert scores == [len(statement.text), 0.0, 0.0]


def test_a_tenth_of_what_is_beside_and_no_target_without_rows():
    beside = lesson().on_new(["m2"], Known(), seed=1).beside
    assert files_of(beside.context) == ["c1"] * 4
    assert files_of(beside.vivid) == ["v1"] * 2
    assert files_of(beside.contrasts) == ["q1"]
    assert [(target.name, files_of(rows)) for target, rows in beside.others] == [("tax", ["tax"] * 5)]


def test_what_is_beside_of_a_new_file_is_all_learnt_from():
    whole = lesson()
    whole.beside.context.extend(row("c2", i) for i in range(7))
    part = whole.on_new(["m2", "c2"], Known(), seed=1)
    assert files_of(part.beside.context) == ["c2"] * 7 + ["c1"] * 4
    assert files_of(part.beside.vivid) == ["v1"] * 2


def test_the_seed_decides_what_is_heard_again():
    def drawn(seed):
        return [s.text for s in lesson().on_new(["m2"], Known(), seed).statements]

    assert drawn(1) == drawn(1)
    assert drawn(1) != drawn(2)


def test_a_file_that_the_corpus_has_not_is_named():
    with pytest.raises(click.UsageError, match="no statements of m3, m4"):
        lesson().on_new(["m4", "m2", "m3"], Known(), seed=1)


def test_statements_in_context_on_unseen_events_are_left_out():
    statements, events = read_context(within=True)
    unseen = set(events[::7])
    left = [s.text for s, event in zip(statements, events, strict=True) if event not in unseen]
    assert [s.text for s in read_beside(unseen).context] == left
    assert len(left) < len(statements)


def test_the_command_tells_each_run():
    first = {"recipe": {}}
    assert command_of(first) == "python training/train_encoder.py"
    facts = {"earlier_runs": [first, {}, {"new": "m2,m3"}], "new": "m4", "halfway": True}
    assert command_of(facts) == (
        "python training/train_encoder.py, then … --go-on, then … --go-on --new m2,m3, "
        "then … --go-on --halfway --new m4"
    )
    half = {"bfloat16": True}
    first = {"recipe": half, "start": "other-weights", "layers": 4}
    assert command_of({"earlier_runs": [first], "recipe": half, "start": "the packaged encoder"}) == (
        "python training/train_encoder.py --start other-weights --layers 4 --bfloat16, "
        "then … --go-on --bfloat16"
    )


def test_halfway_needs_a_run_to_go_on_from():
    result = CliRunner().invoke(main, ["--halfway"])
    assert result.exit_code == 2
    assert "--halfway is for a further run" in result.output
