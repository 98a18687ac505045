import numpy as np
import pytest

pytest.importorskip("torch")

from stance.training.mixing import calibrated, fit_mixture

HEADS = {"position": ("open", "ruled_out", "neutral"), "sentiment": ("negative", "positive")}


NO_ROW = np.zeros(600, dtype=bool)


def rows(n=600, seed=0):
    """Return labels, and scores of a weak and a strong engine."""
    chance = np.random.default_rng(seed)
    labels = np.stack([chance.integers(0, 3, n), chance.integers(0, 2, n)], axis=1)
    truth = np.concatenate([np.eye(3)[labels[:, 0]], np.eye(2)[labels[:, 1]]], axis=1)
    weak = truth * 1.0 + chance.normal(size=truth.shape)
    strong = truth * 3.0 + chance.normal(size=truth.shape)
    return weak, strong, labels


def test_the_better_engine_weighs_more_and_the_weights_are_those_of_a_head():
    weak, strong, labels = rows()
    mixture = fit_mixture(weak, strong, NO_ROW, HEADS, labels)
    assert (mixture.accurate > mixture.fast).all()
    assert len(set(mixture.fast[:3])) == len(set(mixture.fast[3:])) == 1
    assert mixture.columns == (slice(0, 3), slice(3, 5))


def test_sentiment_is_the_encoders_wherever_it_is_asked():
    weak, strong, labels = rows()
    mixture = fit_mixture(weak, strong, NO_ROW, HEADS, labels)
    assert mixture.fast[3:].tolist() == [0.0, 0.0]
    assert (mixture.accurate[3:] > 0).all()
    assert (mixture.fast[:3] > 0).all()


def test_the_lexical_engine_decides_only_what_costs_next_to_nothing():
    weak, strong, labels = rows()
    mixture = fit_mixture(weak, strong, NO_ROW, HEADS, labels)
    everywhere = (weak * mixture.fast + strong * mixture.accurate)[:, :3].argmax(axis=1)
    cascade = mixture.mix(weak, strong, NO_ROW)[:, :3].argmax(axis=1)
    gold = labels[:, 0]
    assert np.mean(cascade == gold) >= np.mean(everywhere == gold) - 0.01
    useless = fit_mixture(np.random.default_rng(1).normal(size=weak.shape) * 9, strong, NO_ROW, HEADS, labels)
    assert useless.fast[0] == 0
    assert useless.thresholds[:3].min() > 1


def test_a_label_that_the_lexical_engine_finds_well_needs_less_than_one_that_it_does_not():
    weak, strong, labels = rows(3000)
    none_named = np.zeros(3000, dtype=bool)
    well = labels[:, 0] == 2
    weak[well, 2] += 4.0
    weak[~well, 2] -= 2.0
    open_to, ruled_out, neutral = fit_mixture(weak, strong, none_named, HEADS, labels).thresholds[:3]
    assert neutral < min(open_to, ruled_out)


def test_a_head_that_the_lexical_engine_gets_wrong_is_left_to_both_and_no_other_head():
    weak, strong, labels = rows()
    freely = fit_mixture(weak, strong, NO_ROW, HEADS, labels)
    weak[:, 3:] = 20 * np.random.default_rng(2).normal(size=(len(weak), 2))
    mixture = fit_mixture(weak, strong, NO_ROW, HEADS, labels)
    assert mixture.thresholds[:3].tolist() == freely.thresholds[:3].tolist()
    alone, free = (m.stands(weak, NO_ROW).mean(axis=0) for m in (mixture, freely))
    assert alone[0] == free[0]
    assert alone[1] < 0.7 * free[1]


def test_rows_without_a_label_of_a_head_are_left_out():
    weak, strong, labels = rows()
    spoiled = labels.copy()
    spoiled[::2, 1] = -100
    strong_elsewhere = strong.copy()
    strong_elsewhere[::2, 3:] = 99.0
    a, b = (fit_mixture(weak, s, NO_ROW, HEADS, spoiled) for s in (strong, strong_elsewhere))
    assert np.allclose(a.accurate[3:], b.accurate[3:])


def test_rows_that_name_the_target_are_left_to_both_engines():
    weak, strong, labels = rows()
    named = np.arange(len(weak)) % 2 == 0
    misled = weak.copy()
    misled[named] = -9 * weak[named]  # where it names the target it is wrong and sure
    mixture = fit_mixture(misled, strong, named, HEADS, labels)
    assert mixture.stands(misled, named).sum() > 0
    assert not mixture.stands(misled, named)[named].any()
    misguided = fit_mixture(misled, strong, NO_ROW, HEADS, labels)
    assert mixture.stands(weak, NO_ROW).sum() > 2 * misguided.stands(weak, NO_ROW).sum()


def test_what_others_wrote_sets_the_temperature_of_the_heads_that_it_is_labelled_for():
    weak, strong, labels = rows()
    mixture = fit_mixture(weak, strong, NO_ROW, HEADS, labels)
    there = labels.copy()
    there[:, 1] = -100
    unsure = calibrated(mixture, weak / 2, strong, NO_ROW, np.roll(there, 1, axis=0))
    assert (unsure.accurate[:3] < mixture.accurate[:3] / 5).all()
    ratio = unsure.accurate[0] / mixture.accurate[0]
    assert np.allclose(unsure.fast[:3], mixture.fast[:3] * ratio)
    assert unsure.accurate[3:].tolist() == mixture.accurate[3:].tolist()
    assert unsure.thresholds.tolist() == mixture.thresholds.tolist()
    assert (
        calibrated(mixture, weak, strong, NO_ROW, np.full_like(labels, -100)).fast.tolist()
        == mixture.fast.tolist()
    )


def test_rows_that_the_lexical_engine_decides_alone_do_not_set_the_temperature():
    weak, strong, labels = rows()
    mixture = fit_mixture(weak, strong, NO_ROW, HEADS, labels)
    alone = mixture.stands(weak, NO_ROW)
    assert 0 < alone.sum() < alone.size
    wrong_there = np.where(alone, [2, 1] - np.minimum(labels, [2, 1]), labels)
    a, b = (calibrated(mixture, weak, strong, NO_ROW, there) for there in (labels, wrong_there))
    assert a.accurate.tolist() == b.accurate.tolist()
