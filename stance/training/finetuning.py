"""Fine-tuning of the encoder: labelled statements and start weights to the weights that are shipped.

Needs the extra ``encoder``: torch and transformers here, onnx for the export. None of them is imported
where statements are labelled.

A linear classifier a head stands on the mean of the last layer's vectors (mean pooling; Reimers and
Gurevych, 2019). A second signal comes from the cues of the corpus: of the shares that a label's score
is made of, as a distribution over the pieces, those on the cue are to be large. A third comes from a larger
encoder, the teacher, where its scores of a row are given: its softened probabilities are to be met as well
as the label (distillation; Hinton et al., 2015).
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from stance.errors import DataError
from stance.pieces import BEGIN, END, NAME_PIECE, NUMBER_PIECE, TARGET_PIECE, Pieces

# A mask's first vector is the mean of those of words that it may stand for.
LIKE = {
    NAME_PIECE: ("germany", "minister", "he", "smith", "country", "france"),
    NUMBER_PIECE: ("two", "five", "20", "100", "2003"),
    TARGET_PIECE: ("troops", "soldiers", "forces"),
}
MISSING = -100  # the label of a row that has none for a head
_POOLED = 16  # batches' worth of rows that are sorted by length together

Progress = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Recipe:
    """Settings of a fine-tuning run.

    ``encoder_rate``, ``head_rate``: learning rates at their height, after ``warm_up`` (a share of all
    steps), from which they fall linearly to 0; ``smoothing``: share of a label's weight that is spread over
    all labels; ``cue_weight``: weight of the second signal; ``taught``: share of the teacher's probabilities
    in what is to be met, softened by the temperature ``softening``; ``longest``: pieces of a statement that
    are read, with beginning and end; ``bfloat16``: whether the encoder multiplies in that format, which is
    twice as fast on processors that have it.
    """

    epochs: int = 2
    batch_size: int = 32
    encoder_rate: float = 1.5e-4
    head_rate: float = 1e-3
    warm_up: float = 0.1
    decay: float = 0.01
    dropout: float = 0.1
    clip: float = 1.0
    smoothing: float = 0.05
    cue_weight: float = 0.2
    taught: float = 0.7
    softening: float = 2.0
    head_weights: tuple[float, ...] = (1.0, 0.5)
    longest: int = 96
    bfloat16: bool = False
    seed: int = 0


# For a user's rows, from the packaged encoder, which knows the task already.
GO_ON = Recipe(epochs=4, encoder_rate=5e-5, batch_size=16)


@dataclass(frozen=True, slots=True)
class Examples:
    """What is learnt from: one entry a statement.

    ``pieces``: by the vocabulary of the start weights, the target of the statement masked; ``labels``: int64
    (n, n_heads), the place of each head's label, or -100 where there is none; ``cues``: character spans, or
    None; ``taught``: float32 (n, n_outputs), the teacher's scores, NaN where it gave none.
    """

    pieces: Sequence[Pieces]
    labels: NDArray[np.int64]
    cues: Sequence[tuple[int, int] | None]
    taught: NDArray[np.float32]

    def __add__(self, other: Examples) -> Examples:
        """Return the examples of both, one after the other."""
        return Examples(
            [*self.pieces, *other.pieces],
            np.concatenate([self.labels, other.labels]),
            [*self.cues, *other.cues],
            np.concatenate([self.taught, other.taught]),
        )


def ids_of(pieces: Pieces, vocabulary: Sequence[str], longest: int) -> list[int]:
    """Return the ids that the network reads of a statement, with beginning and end, at most ``longest``."""
    begin, end = vocabulary.index(BEGIN), vocabulary.index(END)
    return [begin, *pieces.ids[: longest - 2], end]


def untaught(n_rows: int, n_outputs: int) -> NDArray[np.float32]:
    """Return the scores of rows that no teacher has seen: NaN, (n_rows, n_outputs)."""
    return np.full((n_rows, n_outputs), np.nan, dtype=np.float32)


@dataclass(slots=True)
class Start:
    """Where fine-tuning begins: an encoder, the vocabulary of its pieces, and classifiers if there are any.

    ``classifiers``: one entry a head, its weights (n_labels, width) and priors (n_labels,), or None.
    """

    encoder: Any
    vocabulary: tuple[str, ...]
    source: str
    classifiers: Sequence[tuple[Tensor, Tensor] | None] = ()


class Network(nn.Module):
    """An encoder with one linear classifier a head on its vectors."""

    def __init__(self, encoder: Any, n_labels: Sequence[int], dropout: float) -> None:
        super().__init__()
        self.encoder = encoder
        self.dropout = nn.Dropout(dropout)
        width = encoder.config.hidden_size
        self.classifiers = nn.ModuleList(nn.Linear(width, n) for n in n_labels)

    def layers(self) -> list[nn.Linear]:
        """Return the classifiers, one a head."""
        return [layer for layer in self.classifiers if isinstance(layer, nn.Linear)]

    def vectors(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Return the last layer's vectors: (n, longest, width)."""
        vectors: Tensor = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        return vectors

    def forward(self, vectors: Tensor, mask: Tensor) -> list[Tensor]:
        """Return the scores of each head, from the mean of the vectors that are no padding."""
        weights = mask[..., None]
        mean = self.dropout((vectors * weights).sum(1) / weights.sum(1))
        return [classifier(mean) for classifier in self.layers()]


@dataclass(frozen=True, slots=True)
class _Rows:
    """Examples as the network reads them: ids with beginning and end, cue marks, labels, teacher's scores."""

    ids: list[list[int]]
    on_cue: list[list[float]]
    labels: NDArray[np.int64]
    taught: NDArray[np.float32]


def _rows_of(examples: Examples, vocabulary: Sequence[str], longest: int) -> _Rows:
    ids = [ids_of(pieces, vocabulary, longest) for pieces in examples.pieces]
    marks = (_marks(p, cue)[: longest - 2] for p, cue in zip(examples.pieces, examples.cues, strict=True))
    return _Rows(ids, [[0.0, *own, 0.0] for own in marks], examples.labels, examples.taught)


def _marks(pieces: Pieces, cue: tuple[int, int] | None) -> list[float]:
    if cue is None:
        return [0.0] * len(pieces)
    spans = zip(pieces.starts, pieces.ends, strict=True)
    return [float(start < cue[1] and end > cue[0]) for start, end in spans]


def padded(rows: Sequence[Sequence[float]]) -> Tensor:
    longest = max(map(len, rows))
    return torch.tensor([[*row, *[0.0] * (longest - len(row))] for row in rows])


def _batches(rows: _Rows, recipe: Recipe, epoch: int) -> list[NDArray[np.int64]]:
    """Part the rows into batches of like length, in an order that seed and epoch decide."""
    chance = np.random.default_rng([recipe.seed, epoch])
    order = chance.permutation(len(rows.ids))
    pool = recipe.batch_size * _POOLED
    batches: list[NDArray[np.int64]] = []
    for start in range(0, len(order), pool):
        pooled = np.array(sorted(order[start : start + pool], key=lambda i: len(rows.ids[i])), dtype=np.int64)
        batches += [pooled[i : i + recipe.batch_size] for i in range(0, len(pooled), recipe.batch_size)]
    return [batches[i] for i in chance.permutation(len(batches))]


def _loss(network: Network, rows: _Rows, chosen: NDArray[np.int64], recipe: Recipe) -> Tensor:
    ids = padded([rows.ids[i] for i in chosen]).long()
    mask = padded([[1.0] * len(rows.ids[i]) for i in chosen])
    labels = torch.from_numpy(rows.labels[chosen])
    with torch.autocast("cpu", torch.bfloat16, enabled=recipe.bfloat16):
        vectors = network.vectors(ids, mask).float()
    loss = torch.zeros(())
    every_head = network(vectors, mask)
    taught = torch.split(torch.from_numpy(rows.taught[chosen]), [s.shape[1] for s in every_head], dim=1)
    for head, scores in enumerate(every_head):
        loss = loss + recipe.head_weights[head] * _head_loss(scores, labels[:, head], taught[head], recipe)
    on_cue = padded([rows.on_cue[i] for i in chosen]) > 0
    told = on_cue.any(dim=1) & (labels[:, 0] != MISSING)
    if recipe.cue_weight and bool(told.any()):
        shares = network.layers()[0](vectors[told])
        own = shares.gather(2, labels[told, 0][:, None, None].expand(-1, shares.shape[1], 1))[..., 0]
        # The share in the label's score over the mean of all labels' scores, as a distribution.
        n = shares.shape[2]
        over = (own * n - shares.sum(dim=2)) / (n - 1)
        spread = functional.log_softmax(over.masked_fill(mask[told] == 0, -math.inf), dim=1)
        there = torch.logsumexp(spread.masked_fill(~on_cue[told], -math.inf), dim=1)
        loss = loss - recipe.cue_weight * there.mean()
    return loss


def _head_loss(scores: Tensor, labels: Tensor, taught: Tensor, recipe: Recipe) -> Tensor:
    """Return the mean loss of the rows that a label or the teacher says something of, 0 where there are none.

    A row without a label is learnt from the teacher alone.
    """
    labelled = labels != MISSING
    soft = taught / recipe.softening
    there = soft.isfinite().all(dim=1)
    own = functional.cross_entropy(
        scores, labels, ignore_index=MISSING, label_smoothing=recipe.smoothing, reduction="none"
    )
    # A gradient shrinks with the square of the temperature (Hinton et al., 2015).
    met = recipe.softening**2 * functional.cross_entropy(
        scores / recipe.softening, soft.nan_to_num().softmax(dim=1), reduction="none"
    )
    share = there * torch.where(labelled, recipe.taught, 1.0)
    return ((1 - share) * own + share * met).sum() / (labelled | there).sum().clamp(min=1)


@dataclass(slots=True)
class _Run:
    """What a run has come to: everything that it needs to go on after a stop."""

    network: Network
    optimizer: torch.optim.Optimizer
    schedule: torch.optim.lr_scheduler.LRScheduler
    curve: list[float] = field(default_factory=list)
    epoch: int = 0

    def save(self, path: Path, key: str) -> None:
        state = {
            "key": key,
            "network": self.network.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "schedule": self.schedule.state_dict(),
            "curve": self.curve,
            "epoch": self.epoch,
            "chance": torch.get_rng_state(),
        }
        part = path.with_name(path.name + ".part")
        torch.save(state, part)
        part.replace(path)

    def resume(self, path: Path, key: str) -> None:
        try:
            state = torch.load(path, weights_only=True)
            its_key = state["key"]
        except Exception as error:
            raise DataError(f"{path}: it is no state of a run ({error}); remove it") from error
        if its_key != key:
            raise DataError(f"{path}: it is the state of a run with other data or settings; remove it")
        self.network.load_state_dict(state["network"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.schedule.load_state_dict(state["schedule"])
        self.curve, self.epoch = list(state["curve"]), int(state["epoch"])
        torch.set_rng_state(state["chance"])


def fine_tune(
    start: Start,
    examples: Examples,
    n_labels: Sequence[int],
    recipe: Recipe,
    *,
    state: Path | None = None,
    progress: Progress = lambda _: None,
) -> tuple[Network, list[float]]:
    """Fine-tune an encoder and its classifiers; return them and the mean loss of each epoch.

    After each epoch the run is saved at ``state``, where one is given, and a run that finds its own state
    there goes on from it. ``progress`` is called with the loss of each batch.
    """
    torch.manual_seed(recipe.seed)
    network = Network(start.encoder, n_labels, recipe.dropout)
    _take_classifiers(network, start)
    rows = _rows_of(examples, start.vocabulary, recipe.longest)
    n_steps = recipe.epochs * math.ceil(len(rows.ids) / recipe.batch_size)
    run = _started(network, n_steps, recipe)
    taught = hashlib.sha256(rows.taught.tobytes()).hexdigest()
    learnt_from = (recipe, rows.ids, rows.on_cue, rows.labels.tolist(), taught, start.source)
    key = hashlib.sha256(repr(learnt_from).encode()).hexdigest()
    if state is not None and not state.parent.is_dir():
        raise DataError(f"{state.parent}: no such folder to keep the run's state in")
    if state is not None and state.exists():
        run.resume(state, key)
    network.train()
    while run.epoch < recipe.epochs:
        losses = []
        for chosen in _batches(rows, recipe, run.epoch):
            loss = _loss(network, rows, chosen, recipe)
            run.optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(network.parameters(), recipe.clip)
            run.optimizer.step()
            run.schedule.step()
            losses.append(float(loss.detach()))
            progress(losses[-1])
        run.epoch += 1
        run.curve.append(float(np.mean(losses)))
        if state is not None:
            run.save(state, key)
    return network.eval(), run.curve


def fine_tune_mean(
    start: Start,
    examples: Examples,
    n_labels: Sequence[int],
    recipe: Recipe,
    n_runs: int,
    *,
    halfway: bool = False,
    state: Path | None = None,
    progress: Progress = lambda _: None,
) -> tuple[Network, list[float]]:
    """Fine-tune as often as said, each time with the next seed; return the mean of the weights and losses.

    Runs from one start end so near to each other that the mean of their weights is as good as their votes
    (model soups; Wortsman et al., 2022). Of several runs each has a state of its own, ``STATE.1`` and so on.
    ``halfway``: the weights are the mean of that and the start, which must know all classifiers; so fewer
    rows change that the new ones say nothing of (robust fine-tuning; Wortsman et al., 2022). Raises
    ``ValueError``, before it runs, where there are no runs or no such start.
    """
    if n_runs < 1:
        raise ValueError(f"n_runs is {n_runs}; it must be 1 or more")
    known = [its for its in start.classifiers if its is not None]
    if halfway and len(known) < len(n_labels):
        raise ValueError("the start does not know every classifier, so that nothing lies halfway to it")
    ends, curves = [], []
    for run in range(n_runs):
        own = state if state is None or n_runs == 1 else state.with_name(f"{state.name}.{run + 1}")
        seeded = replace(recipe, seed=recipe.seed + run)
        again = replace(start, encoder=deepcopy(start.encoder))
        network, curve = fine_tune(again, examples, n_labels, seeded, state=own, progress=progress)
        ends.append(network.state_dict())
        curves.append(curve)
    mean = _mean_of(ends)
    if halfway:
        first = Network(start.encoder, n_labels, recipe.dropout)
        _take_classifiers(first, start)
        mean = _mean_of([mean, first.state_dict()])
    network.load_state_dict(mean)
    return network, np.mean(curves, axis=0).tolist()


def _mean_of(weights: Sequence[dict[str, Tensor]]) -> dict[str, Tensor]:
    total = {key: torch.stack([w[key] for w in weights]).sum(dim=0) for key in weights[0]}
    return {key: (value / len(weights)).to(weights[0][key].dtype) for key, value in total.items()}


def _take_classifiers(network: Network, start: Start) -> None:
    """Give a network the classifiers that its start knows."""
    for layer, known in zip(network.layers(), start.classifiers, strict=False):
        if known is not None:
            with torch.no_grad():
                layer.weight.copy_(known[0])
                layer.bias.copy_(known[1])


def count_steps(n_statements: int, recipe: Recipe) -> int:
    """Return how often ``fine_tune`` reports progress."""
    return recipe.epochs * math.ceil(n_statements / recipe.batch_size)


def _started(network: Network, n_steps: int, recipe: Recipe) -> _Run:
    groups = [
        {"params": list(network.encoder.parameters()), "lr": recipe.encoder_rate},
        {"params": list(network.classifiers.parameters()), "lr": recipe.head_rate},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=recipe.decay)
    rising = recipe.warm_up * n_steps

    def height(step: int) -> float:
        return min((step + 1) / max(rising, 1.0), max(0.0, (n_steps - step) / max(n_steps - rising, 1.0)))

    return _Run(network, optimizer, torch.optim.lr_scheduler.LambdaLR(optimizer, height))


def classifier_of(network: Network) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return all heads' weights, (width, n_outputs), and priors, each head's with a sum of zero."""
    weights, priors = [], []
    for layer in network.layers():
        weight = layer.weight.detach().double().numpy()
        prior = layer.bias.detach().double().numpy()
        weights.append(weight - weight.mean(axis=0))
        priors.append(prior - prior.mean())
    return np.concatenate(weights).T.copy(), np.concatenate(priors)
