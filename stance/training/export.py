"""Export of a fine-tuned encoder to the ONNX graph that is shipped, and back."""

from __future__ import annotations

import math
import tempfile
import warnings
from collections.abc import Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from onnxruntime.transformers.fusion_options import FusionOptions
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from stance.model.encoder import EncoderWeights
from stance.model.scorer import columns_of
from stance.training.finetuning import Network, Start
from stance.training.smoothing import smoothed

Floats = NDArray[np.float32]


class _Attention(nn.Module):
    """The attention of one statement to itself, whose shapes are known; those of a batch are looked up."""

    def __init__(self, layer: Any) -> None:
        super().__init__()
        self.query, self.key, self.value = layer.query, layer.key, layer.value
        self.shape = (1, -1, layer.num_attention_heads, layer.attention_head_size)

    def forward(self, vectors: Tensor, *_mask: Any, **_settings: Any) -> tuple[Tensor, None]:
        asked, told, given = (
            part(vectors).view(self.shape).transpose(1, 2) for part in (self.query, self.key, self.value)
        )
        weights = (asked @ told.transpose(2, 3) / math.sqrt(self.shape[3])).softmax(dim=3)
        return (weights @ given).transpose(1, 2).reshape(1, -1, self.shape[2] * self.shape[3]), None


class _Exported(nn.Module):
    """The encoder for one statement without padding."""

    def __init__(self, encoder: Any) -> None:
        super().__init__()
        self.encoder = deepcopy(encoder)
        for layer in self.encoder.encoder.layer:
            layer.attention.self = _Attention(layer.attention.self)

    def forward(self, pieces: Tensor) -> Tensor:
        vectors: Tensor = self.encoder(input_ids=pieces).last_hidden_state
        return vectors


def export(network: Network, typical: Sequence[Sequence[int]] | None = None) -> bytes:
    """Return the encoder as an ONNX graph, with weights and products in int8 if ``typical`` is given.

    ``typical``: ids of typical statements, by which the encoder is smoothed. Weights have one scale a column,
    a sign and seven bits: processors multiply signed weights twice as fast, and those without VNNI
    instructions in 16-bit sums, which eight bits overflow. The ranges of what is multiplied with them are
    taken from each statement.
    """
    encoder = network.encoder if typical is None else smoothed(network.encoder, typical)
    with tempfile.TemporaryDirectory() as folder:
        plain, fused, small = (
            str(Path(folder) / name) for name in ("plain.onnx", "fused.onnx", "small.onnx")
        )
        example = torch.zeros((1, 8), dtype=torch.int64)
        config = encoder.config
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            torch.onnx.export(
                _Exported(encoder).eval(),
                (example,),
                plain,
                input_names=["pieces"],
                output_names=["vectors"],
                dynamic_axes={"pieces": {1: "n"}, "vectors": {1: "n"}},
                opset_version=17,
                dynamo=False,
            )
        options = FusionOptions("bert")
        options.enable_embed_layer_norm = options.enable_attention = False
        # Kernels that take longer than those of their parts, that of the first five times as long.
        options.enable_skip_layer_norm = options.enable_bias_gelu = False
        graph = optimizer.optimize_model(
            plain,
            "bert",
            num_heads=config.num_attention_heads,
            hidden_size=config.hidden_size,
            optimization_options=options,
            opt_level=0,
        )
        graph.save_model_to_file(fused)
        if typical is not None:
            quantize_dynamic(
                fused,
                small,
                per_channel=True,
                reduce_range=True,
                weight_type=QuantType.QInt8,
                extra_options={"DefaultTensorType": 1},  # float: fused operators hide it from inference
            )
        return Path(fused if typical is None else small).read_bytes()


def go_on_from(learnt: EncoderWeights, heads: dict[str, tuple[str, ...]]) -> Start:
    """Return a start from a trained encoder, with its classifiers for heads of the same labels."""
    columns = columns_of(learnt.heads)
    weights, prior = torch.tensor(learnt.weights.T.copy()).float(), torch.tensor(learnt.prior).float()
    classifiers = [
        (weights[columns[head]], prior[columns[head]]) if learnt.heads.get(head) == labels else None
        for head, labels in heads.items()
    ]
    encoder = restore(learnt.network, learnt.attention_heads)
    return Start(encoder, learnt.vocabulary, "the packaged encoder", classifiers)


def restore(
    network: bytes, attention_heads: int | None = None, *, head_width: int = 0, within: str = "encoder."
) -> Any:
    """Make a torch encoder from an exported graph, its weights as far as int8 has kept them.

    ``head_width`` is for a graph whose number of ``attention_heads`` is not known; ``within`` is what stands
    before the names of its parts. Raises ``ValueError`` for a graph of another form.
    """
    try:
        graph = onnx.load_model_from_string(network).graph
    except Exception as error:
        raise ValueError(f"it is no ONNX graph ({error})") from error
    stored = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    weights: dict[str, Floats] = {}
    for name, array in stored.items():
        plain = name.removeprefix(within)
        if name.startswith(within) and name.endswith((".weight", ".bias")):
            weights[plain] = array
        elif name.startswith(within) and name.endswith(".weight_quantized"):
            weights[plain.removesuffix("_quantized")] = _widened(stored, name.removesuffix("_quantized"))
    factors: dict[str, Floats] = {}
    for node in graph.node:
        layer = node.name.removeprefix("/").rpartition("/")[0].replace("/", ".").removeprefix(within)
        given = node.input[1] if node.op_type in ("MatMul", "MatMulInteger", "Mul") else ""
        if given.endswith(".inverse"):
            factors[layer + ".weight"] = stored[given]
        elif given in stored and node.op_type != "Mul":
            key = given.removesuffix("_quantized")
            wide = stored[key] if key == given else _widened(stored, key)
            weights[layer + ".weight"] = wide.T
    for name, inverse in factors.items():  # of smoothed layers
        weights[name] = weights[name] * inverse
    return _encoder_of(weights, attention_heads, head_width)


def _widened(stored: dict[str, Any], key: str) -> Floats:
    scale, zero = stored[f"{key}_scale"], stored[f"{key}_zero_point"]
    wide: Floats = (stored[f"{key}_quantized"].astype(np.float32) - zero.astype(np.float32)) * scale
    return wide


def _encoder_of(weights: dict[str, Floats], attention_heads: int | None, head_width: int) -> Any:
    try:
        n_pieces, width = weights["embeddings.word_embeddings.weight"].shape
        config = BertConfig(
            vocab_size=n_pieces,
            hidden_size=width,
            num_attention_heads=attention_heads or width // head_width,
            num_hidden_layers=len([n for n in weights if n.endswith("intermediate.dense.bias")]),
            intermediate_size=len(weights["encoder.layer.0.intermediate.dense.bias"]),
            max_position_embeddings=len(weights["embeddings.position_embeddings.weight"]),
            type_vocab_size=len(weights["embeddings.token_type_embeddings.weight"]),
        )
    except KeyError as error:
        raise ValueError(f"the graph has no {error}; it is of another form") from error
    encoder = BertModel(config, add_pooling_layer=False)
    tensors = {name: torch.tensor(np.ascontiguousarray(array)) for name, array in weights.items()}
    try:
        encoder.load_state_dict(tensors, strict=True)
    except RuntimeError as error:
        raise ValueError(f"the graph is of another form: {error}") from error
    return encoder
