import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from stance.data.rows import Statement  # noqa: E402
from stance.errors import DataError  # noqa: E402
from stance.model.encoder import EncoderScorer  # noqa: E402
from stance.pieces import PieceReader  # noqa: E402
from stance.target import Target, troop_deployment  # noqa: E402
from stance.training import finetuning  # noqa: E402
from stance.training.corpus import corpus_hash  # noqa: E402
from stance.training.encoder import held_out_rows, label_places, train_encoder  # noqa: E402
from stance.training.export import export, go_on_from, restore  # noqa: E402
from stance.training.finetuning import (  # noqa: E402
    MISSING,
    Examples,
    Recipe,
    fine_tune,
    fine_tune_mean,
)
from tests.conftest import tiny_start, tiny_statements  # noqa: E402

QUICK = Recipe(epochs=2, batch_size=16, encoder_rate=1e-3)


def examples(table, taught=None):
    rows = tiny_statements()
    _, labels = label_places(rows)
    pieces = PieceReader(tiny_start().vocabulary, table)([s.text for s in rows])
    unknown = np.full((len(rows), 5), np.nan, dtype=np.float32)
    return Examples(pieces, labels, [(0, 5)] * len(rows), unknown if taught is None else taught)


def weights_after(table, recipe, state=None, stop_after=None):
    steps = []

    def progress(loss):
        steps.append(loss)
        if len(steps) == stop_after:
            raise KeyboardInterrupt

    network, curve = fine_tune(tiny_start(), examples(table), (3, 2), recipe, state=state, progress=progress)
    return {name: tensor.clone() for name, tensor in network.state_dict().items()}, curve, steps


def same(a, b):
    return all(torch.equal(a[name], b[name]) for name in a)


def test_the_same_seed_gives_the_same_weights_and_another_seed_others(tiny_table):
    first, curve, steps = weights_after(tiny_table, QUICK)
    assert len(curve) == 2
    assert len(steps) == finetuning.count_steps(72, QUICK) == 10
    assert curve[1] < curve[0]
    assert same(first, weights_after(tiny_table, QUICK)[0])
    assert not same(first, weights_after(tiny_table, Recipe(epochs=2, batch_size=16, seed=1))[0])


def test_a_run_that_was_stopped_goes_on_to_the_same_weights(tiny_table, tmp_path):
    state = tmp_path / "run.state"
    whole, _, _ = weights_after(tiny_table, QUICK)
    with pytest.raises(KeyboardInterrupt):
        weights_after(tiny_table, QUICK, state, stop_after=7)
    resumed, curve, steps = weights_after(tiny_table, QUICK, state)
    assert len(steps) == 5
    assert len(curve) == 2
    assert same(whole, resumed)


def test_the_mean_of_runs_is_that_of_their_weights_and_each_keeps_its_state(tiny_table, tmp_path):
    first, second = (
        weights_after(tiny_table, replace(QUICK, seed=seed))[0] for seed in (QUICK.seed, QUICK.seed + 1)
    )
    state, steps = tmp_path / "run.state", []
    network, curve = fine_tune_mean(
        tiny_start(), examples(tiny_table), (3, 2), QUICK, 2, state=state, progress=steps.append
    )
    assert len(curve) == 2
    assert len(steps) == 2 * finetuning.count_steps(72, QUICK)
    for name, tensor in network.state_dict().items():
        assert torch.equal(tensor, ((first[name] + second[name]) / 2).to(tensor.dtype)), name
    assert not network.training
    assert sorted(path.name for path in tmp_path.iterdir()) == ["run.state.1", "run.state.2"]
    again = []
    fine_tune_mean(tiny_start(), examples(tiny_table), (3, 2), QUICK, 2, state=state, progress=again.append)
    assert again == []


def test_one_run_is_its_own_mean(tiny_table, tmp_path):
    alone, _, _ = weights_after(tiny_table, QUICK)
    state = tmp_path / "run.state"
    network, _ = fine_tune_mean(tiny_start(), examples(tiny_table), (3, 2), QUICK, 1, state=state)
    assert same(alone, network.state_dict())
    assert state.exists()
    with pytest.raises(ValueError, match="1 or more"):
        fine_tune_mean(tiny_start(), examples(tiny_table), (3, 2), QUICK, 0)


def test_halfway_is_the_mean_of_the_start_and_what_it_led_to(tiny_table):
    start = tiny_start()
    torch.manual_seed(3)
    start.classifiers = [(torch.randn(n, start.encoder.config.hidden_size), torch.randn(n)) for n in (3, 2)]
    before = {key: value.clone() for key, value in start.encoder.state_dict().items()}
    whole, half = (
        fine_tune_mean(start, examples(tiny_table), (3, 2), QUICK, 1, halfway=halfway)[0].state_dict()
        for halfway in (False, True)
    )
    for name, tensor in half.items():
        first = before.get(name.removeprefix("encoder."))
        if first is None:
            _, head, part = name.split(".")
            first = start.classifiers[int(head)][part == "bias"]
        assert torch.equal(tensor, ((whole[name] + first) / 2).to(tensor.dtype)), name
    assert not same(whole, half)


def test_nothing_lies_halfway_to_a_start_without_classifiers(tiny_table):
    start = tiny_start()
    start.classifiers = [(torch.zeros(3, start.encoder.config.hidden_size), torch.zeros(3)), None]
    steps = []
    with pytest.raises(ValueError, match="does not know every classifier"):
        fine_tune_mean(start, examples(tiny_table), (3, 2), QUICK, 1, halfway=True, progress=steps.append)
    assert steps == []


def test_exported_products_have_signed_weights_of_seven_bits(tiny_encoder):
    import onnx

    graph = onnx.load_model_from_string(tiny_encoder.weights.network).graph
    stored = {tensor.name: onnx.numpy_helper.to_array(tensor) for tensor in graph.initializer}
    weights = [stored[node.input[1]] for node in graph.node if node.op_type == "MatMulInteger"]
    assert len(weights) >= 6
    assert {w.dtype for w in weights} == {np.dtype(np.int8)}
    assert max(np.abs(w.astype(int)).max() for w in weights) == 64


def test_the_state_of_another_run_is_refused(tiny_table, tmp_path):
    state = tmp_path / "run.state"
    weights_after(tiny_table, QUICK, state)
    with pytest.raises(DataError, match="other data or settings"):
        weights_after(tiny_table, Recipe(epochs=3, batch_size=16), state)


def test_cues_draw_shares_to_themselves(tiny_table):
    def share_on_cue(cue_weight):
        rows = tiny_statements()
        recipe = Recipe(epochs=4, batch_size=8, encoder_rate=3e-3, cue_weight=cue_weight)
        none_held = np.zeros(len(rows), dtype=bool)
        none_held[::9] = True
        trained = train_encoder(rows, none_held, tiny_table, troop_deployment(), tiny_start(), recipe)
        scorer = EncoderScorer(trained.weights)
        on_cue = []
        for row in rows[:24]:
            shares = scorer.shares(row.text, 0)
            positive = np.maximum(shares.values, 0)
            begin = row.text.index(row.extra["cue"])
            inside = (shares.starts >= begin) & (shares.ends <= begin + len(row.extra["cue"]))
            on_cue.append(positive[inside].sum() / max(positive.sum(), 1e-9))
        return np.mean(on_cue)

    assert share_on_cue(1.0) > share_on_cue(0.0) + 0.1


def test_an_exported_network_gives_the_vectors_of_torch(tiny_table):
    network, _ = fine_tune(tiny_start(), examples(tiny_table), (3, 2), QUICK)
    ids = torch.tensor([[1, 20, 30, 40, 50, 2]])
    with torch.no_grad():
        wanted = network.encoder(input_ids=ids).last_hidden_state.numpy()
    import onnxruntime

    for typical, tolerance in ((None, 1e-5), (ids.tolist(), 0.2)):
        session = onnxruntime.InferenceSession(export(network, typical))
        vectors = session.run(None, {"pieces": ids.numpy()})[0]
        assert np.abs(vectors - wanted).max() < tolerance
    small, full = (len(export(network, typical)) for typical in (ids.tolist(), None))
    assert small < full


@pytest.mark.parametrize("typical", [[[1, 20, 30, 40, 50, 2]], None])
def test_an_encoder_is_restored_from_what_was_exported(tiny_table, typical):
    network, _ = fine_tune(tiny_start(), examples(tiny_table), (3, 2), QUICK)
    again = restore(export(network, typical), 4).eval()
    assert again.config.num_hidden_layers == 2
    for name, tensor in network.encoder.state_dict().items():
        worst = (tensor - again.state_dict()[name]).abs().max()
        assert worst <= (0.05 * tensor.abs().max() if typical else 0), name


def test_what_was_not_exported_here_is_not_restored():
    import onnx

    with pytest.raises(ValueError, match="no ONNX graph"):
        restore(b"weights", 4)

    other = onnx.helper.make_model(onnx.helper.make_graph([], "other", [], []))
    with pytest.raises(ValueError, match="of another form"):
        restore(other.SerializeToString(), 4)


def test_whole_events_are_held_out_and_none_that_is_not_measured():
    groups = [f"event {i // 5}" for i in range(5000)]
    measured = [i < 4000 for i in range(5000)]
    held = held_out_rows(groups, measured, 0.1)
    assert 320 <= held.sum() <= 480
    assert not held[4000:].any()
    assert all(held[i : i + 5].all() or not held[i : i + 5].any() for i in range(0, 5000, 5))
    more = held_out_rows([*groups, "another event"], [*measured, True], 0.1)
    assert np.array_equal(more[:-1], held)


def test_labels_stand_in_the_order_of_the_codebook():
    heads, labels = label_places(tiny_statements())
    assert heads == {"position": ("open", "ruled_out", "neutral"), "sentiment": ("negative", "positive")}
    assert labels[0].tolist() == [0, 0]
    assert labels[2].tolist() == [0, MISSING]
    assert labels[-1].tolist() == [2, MISSING]


def test_a_head_with_the_labels_of_the_first_training_goes_on_from_its_classifier(tiny_encoder):
    heads = {"position": ("open", "ruled_out", "neutral"), "sentiment": ("good", "bad")}
    start = go_on_from(tiny_encoder.weights, heads)
    weight, prior = start.classifiers[0]
    assert np.allclose(weight.numpy(), tiny_encoder.weights.weights[:, :3].T)
    assert np.allclose(prior.numpy(), tiny_encoder.weights.prior[:3])
    assert start.classifiers[1] is None


def test_a_file_that_is_no_state_is_refused(tiny_table, tmp_path):
    (tmp_path / "run.state").write_bytes(b"no state")
    with pytest.raises(DataError, match="no state of a run"):
        weights_after(tiny_table, QUICK, tmp_path / "run.state")
    with pytest.raises(DataError, match="no such folder"):
        weights_after(tiny_table, QUICK, tmp_path / "nowhere" / "run.state")


def test_too_few_rows_to_calibrate_on_are_an_error_before_training(tmp_path):
    from stance.training.encoder import train_folder

    rows = tiny_statements()
    with pytest.raises(DataError, match=r"rows to calibrate position, and 20 are needed"):
        train_folder(tmp_path / "model", "model", rows, list(range(len(rows))), made_by="a test")
    assert not (tmp_path / "model").exists()


class BegunError(Exception):
    """Training would begin."""


def test_a_sentiment_that_is_too_seldom_is_left_out_before_training(tmp_path, monkeypatch):
    from stance.training import encoder

    def begin(statements, held, *_, **__):
        assert all(s.sentiment is None for s in statements)
        assert len(held) == len(statements) == 300
        raise BegunError

    rows = [Statement(i, f"They meet, {i}.", ("open", "neutral")[i % 2], None, {}) for i in range(300)]
    rows[7] = replace(rows[7], sentiment="neutral")
    told = []
    monkeypatch.setattr(encoder, "train_encoder", begin)
    with pytest.raises(BegunError):
        encoder.train_folder(tmp_path / "own", "own", rows, None, made_by="a test", tell=told.append)
    (note,) = told
    assert note.startswith("the column “sentiment” is left out: at least two labels")


def test_copies_of_a_text_are_held_out_together_by_the_encoder_too(tmp_path, monkeypatch):
    from stance.training import encoder

    def begin(statements, held, *_, **__):
        out = {s.text.lower() for s, is_held in zip(statements, held, strict=True) if is_held}
        kept = {s.text.lower() for s, is_held in zip(statements, held, strict=True) if not is_held}
        assert out
        assert not out & kept
        raise BegunError

    texts = [f"They {verb}, {i}." for i in range(150) for verb in ("GO", "go")]
    rows = [Statement(i, text, ("open", "neutral")[i // 2 % 2], None, {}) for i, text in enumerate(texts)]
    monkeypatch.setattr(encoder, "train_encoder", begin)
    with pytest.raises(BegunError):
        encoder.train_folder(tmp_path / "own", "own", rows, None, made_by="a test")


def head_loss(scores, labels, given, **settings):
    recipe = Recipe(**({"smoothing": 0.0, "taught": 0.5, "softening": 2.0} | settings))
    return float(finetuning._head_loss(*map(torch.tensor, (scores, labels, given)), recipe))


def cross_entropy(scores, wanted):
    scores = np.asarray(scores, dtype=float)
    return float(-(np.asarray(wanted) * (scores - np.log(np.exp(scores).sum()))).sum())


def test_the_loss_weighs_the_label_and_the_softened_scores_of_the_teacher():
    scores, taught = [1.0, -2.0, 0.5], [3.0, 1.0, -1.0]
    soft = np.exp(np.array(taught) / 2) / np.exp(np.array(taught) / 2).sum()
    own, met = cross_entropy(scores, [0, 0, 1]), 4 * cross_entropy([0.5, -1.0, 0.25], soft)
    assert head_loss([scores], [2], [taught]) == pytest.approx((own + met) / 2, rel=1e-5)
    assert head_loss([scores], [2], [taught], taught=0.0) == pytest.approx(own, rel=1e-5)
    unknown = [float("nan")] * 3
    assert head_loss([scores], [2], [unknown]) == pytest.approx(own, rel=1e-5)
    assert head_loss([scores, scores], [2, 2], [taught, unknown]) == pytest.approx(
        (3 * own + met) / 4, rel=1e-5
    )
    unlabelled = head_loss([scores, scores], [2, MISSING], [taught, taught])
    assert unlabelled == pytest.approx(((own + met) / 2 + met) / 2, rel=1e-5)
    one_row = head_loss([scores, scores], [2, MISSING], [taught, unknown])
    assert one_row == pytest.approx((own + met) / 2, rel=1e-5)
    assert head_loss([scores], [MISSING], [unknown]) == 0.0


def test_a_teacher_moves_the_probabilities_towards_its_own(tiny_table):
    flat = np.zeros((len(tiny_statements()), 5), dtype=np.float32)
    recipe = Recipe(epochs=6, encoder_rate=1e-3, head_rate=1e-2, batch_size=16, taught=0.9)

    def confidence(taught):
        learnt = examples(tiny_table, taught)
        network, _ = fine_tune(tiny_start(), learnt, (3, 2), recipe)
        begin, end = map(tiny_start().vocabulary.index, ("[CLS]", "[SEP]"))
        ids = [[begin, *pieces.ids, end] for pieces in learnt.pieces]
        mask = finetuning.padded([[1.0] * len(row) for row in ids])
        with torch.no_grad():
            scores = network(network.vectors(finetuning.padded(ids).long(), mask), mask)
        return [float(head.softmax(dim=1).max(dim=1).values.mean()) for head in scores]

    alone, flattened = confidence(None), confidence(flat)
    assert all(a - b > 0.02 for a, b in zip(alone, flattened, strict=True)), (alone, flattened)


def test_statements_on_another_target_are_learnt_from_with_its_terms_masked(tiny_table, monkeypatch):
    rows = tiny_statements()
    held = np.zeros(len(rows), dtype=bool)
    held[::4] = True
    lockdown = Target.from_terms("lockdown", nouns=["lockdown"])
    others = [
        Statement(1, "No minister wants a lockdown.", "ruled_out", None, {}),
        Statement(2, "A lockdown?", "neutral", None, {}),
    ]
    seen = []

    def looked_at(start, examples, *_args, **_kwargs):
        seen.append((start.vocabulary, examples))
        raise KeyboardInterrupt

    monkeypatch.setitem(train_encoder.__globals__, "fine_tune_mean", looked_at)
    own = troop_deployment()
    with pytest.raises(KeyboardInterrupt):
        train_encoder(rows, held, tiny_table, own, tiny_start(), QUICK, others=[(lockdown, others)])
    vocabulary, learnt = seen[0]
    assert len(learnt.pieces) == len(learnt.cues) == len(learnt.taught) == (~held).sum() + 2
    assert [vocabulary.index("[TARGET]") in pieces.ids for pieces in learnt.pieces[-2:]] == [True, True]
    heads, _ = label_places(rows)
    named = [heads["position"][place] for place in learnt.labels[-2:, 0]]
    assert named == ["ruled_out", "neutral"]
    assert learnt.labels[-2:, 1].tolist() == [MISSING, MISSING]
    assert np.isnan(learnt.taught).all()


def test_texts_that_only_the_teacher_judged_are_learnt_from_it_alone(tiny_table, monkeypatch):
    rows, held = tiny_statements(), np.zeros(72, dtype=bool)
    held[::4] = True
    seen = []

    def looked_at(_start, examples, *_args, **_kwargs):
        seen.append(examples)
        raise KeyboardInterrupt

    monkeypatch.setitem(train_encoder.__globals__, "fine_tune_mean", looked_at)
    said = np.arange(10, dtype=np.float32).reshape(2, 5)
    judged = (["Troops will not go, but they may.", "Grain."], said)
    with pytest.raises(KeyboardInterrupt):
        train_encoder(rows, held, tiny_table, troop_deployment(), tiny_start(), QUICK, judged=judged)
    (learnt,) = seen
    assert len(learnt.pieces) == len(learnt.cues) == len(learnt.labels) == (~held).sum() + 2
    assert (learnt.labels[-2:] == MISSING).all()
    assert learnt.cues[-2:] == [None, None]
    assert np.array_equal(learnt.taught[-2:], said)
    assert np.isnan(learnt.taught[:-2]).all()


def test_positions_are_calibrated_on_strangers_and_sentiment_on_what_is_held_out(tiny_table):
    rows, held = tiny_statements(), np.zeros(72, dtype=bool)
    held[::4] = True
    wrong = {"open": "ruled_out", "ruled_out": "neutral", "neutral": "open"}
    strangers = [Statement(i, s.text, wrong[str(s.position)], None, {}) for i, s in enumerate(rows)]
    own = troop_deployment()
    alone = train_encoder(rows, held, tiny_table, own, tiny_start(), QUICK).weights
    misled = train_encoder(rows, held, tiny_table, own, tiny_start(), QUICK, strangers=strangers).weights
    factors = alone.weights[:, :3] / misled.weights[:, :3]
    assert factors.min() > 1.5  # what is always wrong is to be unsure
    assert np.allclose(factors, factors[0, 0])
    assert np.allclose(alone.prior[:3], misled.prior[:3] * factors[0, 0])
    assert np.array_equal(alone.weights[:, 3:], misled.weights[:, 3:])


def test_a_further_run_goes_on_from_the_packaged_encoder_alone(root):
    command = [sys.executable, str(root / "training" / "train_encoder.py"), "--go-on", "--start", "x"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert "no --start or --layers" in run.stderr


def test_a_folder_is_trained_for_as_many_epochs_as_asked_and_says_what_its_hash_is_of(tmp_path, monkeypatch):
    from types import SimpleNamespace

    from stance.training import encoder

    written = {}

    def trained(statements, held, _table, _target, _start, recipe, **_):
        heads, labels = label_places(statements)
        flat = encoder.head_figures(np.zeros((int(held.sum()), 5)), heads, labels[held])
        return SimpleNamespace(weights=None, figures=flat, facts=lambda: {"epochs": recipe.epochs})

    monkeypatch.setattr(encoder, "train_encoder", trained)
    monkeypatch.setattr(encoder, "save_encoder", lambda *_, **told: written.update(told))
    rows = [replace(s, text=f"{s.text} {i}") for i in range(6) for s in tiny_statements()]
    steps = []
    encoder.train_folder(
        tmp_path / "own",
        "own",
        rows,
        None,
        made_by="a test",
        epochs=7,
        progress=lambda *step: steps.append(step),
    )
    facts = written["training"]
    assert facts["epochs"] == 7
    assert (facts["n_statements"], facts["corpus_sha256"]) == (len(rows), corpus_hash(rows))
    assert 20 <= facts["n_held_out"] < len(rows) / 3
    assert (
        f"{len(rows)} statements, SHA-256 of texts and labels {corpus_hash(rows)}. "
        f"{facts['n_held_out']} of them are held out, and not learnt from.\n"
    ) in written["card"]


def test_the_card_of_the_packaged_encoder_counts_the_statements_that_its_hash_is_of():
    from train_encoder import Beside, card_of

    rows = tiny_statements()
    beside = Beside(rows[:5], [], [], [])
    trained = type("Trained", (), {"figures": {}})()
    facts = {
        "n_taught": 1,
        "n_variants": 2,
        "n_vivid": 3,
        "n_contrasts": 4,
        "n_statements_on_other_targets": 5,
    }
    facts |= {"runs": 1, "corpus_sha256": corpus_hash(rows)}
    card = card_of(facts, rows[10:], 60, beside, trained, rows, "a test")
    own = rows[10:] + rows[:5]
    assert f"{len(own)} statements, SHA-256 of texts and labels {corpus_hash(own)}." in card
