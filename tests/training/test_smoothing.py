import numpy as np
import pytest

torch = pytest.importorskip("torch")

from stance.training.export import export, restore  # noqa: E402
from stance.training.finetuning import Network  # noqa: E402
from stance.training.smoothing import Smoothed, smoothed  # noqa: E402
from tests.conftest import tiny_start  # noqa: E402

STATEMENTS = [[1, 20, 30, 40, 50, 2], [1, 25, 35, 2], [1, 60, 2]]


def vectors_of(encoder, ids):
    with torch.inference_mode():
        return encoder(input_ids=torch.tensor([ids])).last_hidden_state.numpy()


def with_a_loud_channel():
    """Return an encoder with a channel that is 40 times louder before a product that hardly hears it."""
    encoder = tiny_start().encoder.eval()
    torch.manual_seed(1)
    with torch.no_grad():
        for tensor in encoder.parameters():
            tensor.add_(0.02 * torch.randn_like(tensor))  # biases that differ
        for layer in encoder.encoder.layer:
            layer.intermediate.dense.bias[0] = 40.0
            layer.output.dense.weight[:, 0] /= 40.0
    return encoder


def test_a_smoothed_encoder_gives_the_same_vectors_and_leaves_the_first_as_it_was():
    encoder = with_a_loud_channel()
    before = {name: tensor.clone() for name, tensor in encoder.state_dict().items()}
    other = smoothed(encoder, STATEMENTS)
    layers = [part.dense for layer in other.encoder.layer for part in (layer.intermediate, layer.output)]
    assert all(isinstance(layer, Smoothed) for layer in layers)
    assert all(float(layer.inverse.std()) > 0 for layer in layers)
    for ids in [*STATEMENTS, [1, 70, 71, 72, 2]]:
        assert np.allclose(vectors_of(other, ids), vectors_of(encoder, ids), atol=1e-4)
    assert all(torch.equal(tensor, before[name]) for name, tensor in encoder.state_dict().items())
    assert encoder.state_dict().keys() == before.keys()


def test_a_loud_channel_is_quieter_and_its_weights_are_heavier():
    encoder = with_a_loud_channel()
    plain, other = (e.encoder.layer[0].output.dense for e in (encoder, smoothed(encoder, STATEMENTS)))
    assert int(other.inverse.argmin()) == 0
    assert torch.allclose(other.weight * other.inverse, plain.weight, atol=1e-7)
    assert float(other.inverse.median()) == pytest.approx(1, rel=0.1)


def test_rounding_costs_less_after_smoothing(monkeypatch):
    import onnxruntime

    network = Network(with_a_loud_channel(), (3,), 0.0).eval()

    def error():
        session = onnxruntime.InferenceSession(export(network, STATEMENTS))
        found = [session.run(None, {"pieces": np.array([ids])})[0] for ids in STATEMENTS]
        wanted = [vectors_of(network.encoder, ids) for ids in STATEMENTS]
        return np.mean([np.abs(a - b).mean() for a, b in zip(found, wanted, strict=True)])

    with_it = error()
    monkeypatch.setitem(export.__globals__, "smoothed", lambda encoder, _statements: encoder)
    assert with_it < 0.6 * error()


def test_a_smoothed_encoder_is_restored_as_it_was_before():
    encoder = with_a_loud_channel()
    again = restore(export(Network(encoder, (3,), 0.0).eval(), STATEMENTS), 4)
    for name, tensor in encoder.state_dict().items():
        if name.endswith("dense.weight"):
            worst = (tensor - again.state_dict()[name]).abs().max()
            assert worst <= 0.05 * tensor.abs().max(), name
