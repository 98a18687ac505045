"""Smoothing of an encoder whose products are to be rounded to int8.

What a product multiplies with its weights has one scale for all channels. In the feed-forward layers a few
channels are many times greater than the others, to which that scale leaves few steps. Each channel is
divided before the product and the weights are multiplied in its place, which is exact, so that the spread
moves to the weights, where every column has a scale of its own (SmoothQuant; Xiao et al., 2023).
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

_MOVED = 0.8  # share of a channel's spread, on a logarithmic scale, that moves to the weights
_LEAST_VALUE, _LEAST_WEIGHT = 1e-3, 1e-4  # below which a channel counts as empty


class Smoothed(nn.Module):
    """A linear layer that divides each channel of its input, by what its weights were multiplied with."""

    inverse: Tensor

    def __init__(self, layer: nn.Linear, factors: Tensor) -> None:
        super().__init__()
        self.weight = nn.Parameter(layer.weight * factors)
        self.bias = layer.bias
        self.register_buffer("inverse", 1 / factors)

    def forward(self, values: Tensor) -> Tensor:
        return functional.linear(values * self.inverse, self.weight, self.bias)


def smoothed(encoder: Any, statements: Sequence[Sequence[int]]) -> Any:
    """Return a copy of a BERT encoder with its feed-forward layers smoothed; it gives the same vectors.

    ``statements``: ids of typical ones, with beginning and end; the greatest value of a channel among them
    is taken for its spread. There must be one.
    """
    copy = deepcopy(encoder).eval()
    greatest = _greatest_values(copy, statements)
    for part in _parts(copy):
        values, weights = greatest[part], part.dense.weight.detach().abs().amax(dim=0)
        factors = values.clamp(min=_LEAST_VALUE) ** _MOVED / weights.clamp(min=_LEAST_WEIGHT) ** (1 - _MOVED)
        part.dense = Smoothed(part.dense, factors / factors.median())
    return copy


def _parts(encoder: Any) -> list[Any]:
    """Return the halves of each feed-forward layer; the linear layer of each is its ``dense``."""
    return [part for layer in encoder.encoder.layer for part in (layer.intermediate, layer.output)]


def _greatest_values(encoder: Any, statements: Sequence[Sequence[int]]) -> dict[Any, Tensor]:
    """Return the greatest amount in each channel of what the linear layers of the parts are given."""
    greatest: dict[Any, Tensor] = {}

    def watch(part: Any) -> Any:
        def seen(_layer: nn.Module, given: tuple[Tensor, ...]) -> None:
            own = given[0].abs().amax(dim=(0, 1))
            greatest[part] = torch.maximum(own, greatest.get(part, own))

        return part.dense.register_forward_pre_hook(seen)

    watches = [watch(part) for part in _parts(encoder)]
    with torch.inference_mode():
        for ids in statements:
            encoder(input_ids=torch.tensor([list(ids)]))
    for hook in watches:
        hook.remove()
    return greatest
