import numpy as np

from stance.model.calibration import best_temperature, softmax


def test_softmax_of_extreme_scores_is_finite():
    probabilities = softmax(np.array([[1e6, 0.0, -1e6], [0.0, 0.0, 0.0]]))
    assert probabilities[0].tolist() == [1.0, 0.0, 0.0]
    assert np.allclose(probabilities[1], 1 / 3)


def test_the_temperature_of_overconfident_scores_is_found():
    generator = np.random.default_rng(0)
    true_scores = generator.normal(size=(20_000, 3)) * 1.5
    draws = generator.random((20_000, 1))
    labels = (softmax(true_scores).cumsum(axis=1) < draws).sum(axis=1)
    temperature = best_temperature(true_scores * 4, labels, np.ones(len(labels)))
    assert abs(temperature - 4) < 0.15
