"""Training of the encoder engine: hold out, fine-tune, export, calibrate; then the cascade."""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import torch
import transformers
from numpy.typing import NDArray

from stance.data.rows import Statement
from stance.errors import DataError, ModelDamagedError
from stance.evaluation.metrics import Figures, figures_of
from stance.lexicon.table import WordTable, recompile
from stance.model.calibration import best_temperature, softmax
from stance.model.encoder import EncoderScorer, EncoderWeights
from stance.model.labeler import PACKAGED
from stance.model.packing import ACCURATE, check_replaceable, open_folder, save_encoder
from stance.model.scorer import columns_of
from stance.pieces import PieceReader, Pieces
from stance.render.card import how_held_out, model_card
from stance.target import Target
from stance.text.copies import numbered
from stance.topic import topic_of
from stance.training.corpus import corpus_hash, text_marks
from stance.training.export import export, go_on_from
from stance.training.finetuning import (
    GO_ON,
    MISSING,
    Examples,
    Network,
    Progress,
    Recipe,
    Start,
    classifier_of,
    count_steps,
    fine_tune_mean,
    ids_of,
    untaught,
)
from stance.training.lexical import (
    Tell,
    heads_of,
    library_versions,
    own_versions,
    without_poor_sentiment,
)
from stance.values import in_order

FEWEST_HELD = 20  # rows: a temperature fitted to fewer says little
_TYPICAL = 300  # statements by which the encoder is smoothed before it is quantized
HELD_OUT = 0.1  # share of the measured rows that calibrates and mixes, and is never learnt from

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class TrainedEncoder:
    """What is shipped, with its figures on the rows held out: as shipped, and before quantization."""

    weights: EncoderWeights
    recipe: Recipe
    curve: list[float]
    source: str
    figures: dict[str, Figures]
    unquantized: dict[str, Figures]

    def facts(self) -> dict[str, Any]:
        """Return what the manifest says of the training."""
        return {
            "start": self.source,
            "recipe": asdict(self.recipe),
            "mean_loss_of_epochs": [round(loss, 4) for loss in self.curve],
            "heads": {
                head: {
                    "held_out_rows": f.n_rows,
                    "held_out_macro_f1": round(f.macro_f1.value, 4),
                    "held_out_macro_f1_before_quantization": round(self.unquantized[head].macro_f1.value, 4),
                    "held_out_ece": round(f.ece, 4),
                }
                for head, f in self.figures.items()
            },
            "libraries": encoder_versions(),
        }


def encoder_versions() -> dict[str, str]:
    """Return the versions that a fine-tuning run depends on."""
    return library_versions() | {
        "torch": torch.__version__,
        "transformers": transformers.__version__,
        "onnx": onnx.__version__,
        "onnxruntime": onnxruntime.__version__,
    }


def train_folder(
    folder: Path,
    name: str,
    statements: Sequence[Statement],
    groups: Sequence[Any] | None,
    *,
    made_by: str,
    epochs: int | None = None,
    state: Path | None = None,
    progress: Callable[[str, int], None] = lambda _step, _total: None,
    tell: Tell = warnings.warn,
) -> dict[str, Figures]:
    """Go on from the packaged encoder on other statements, and write the model folder.

    One group in ten is held out to calibrate and to measure, and without groups one text in ten; returns the
    figures there. Sentiments that are too few are left out, and ``tell`` is told. Raises ``ModelError``,
    before it trains, where the folder holds something that is no model's.
    """
    check_replaceable(folder)
    scorer, _ = open_folder(PACKAGED / ACCURATE)
    if not isinstance(scorer, EncoderScorer):
        raise ModelDamagedError(f"{PACKAGED / ACCURATE}: it is no encoder; install the library again")
    packaged = scorer.learnt
    recipe = GO_ON if epochs is None else replace(GO_ON, epochs=epochs)
    sha256 = corpus_hash(statements)
    together = numbered(s.text for s in statements).tolist() if groups is None else groups
    held = held_out_rows(together, [True] * len(statements))
    statements = without_poor_sentiment(
        statements, lambda rows: _check_parts(*label_places(rows), held), tell
    )
    heads, _ = label_places(statements)
    n_steps = count_steps(int((~held).sum()), recipe)
    trained = train_encoder(
        statements,
        held,
        packaged.table,
        packaged.target,
        go_on_from(packaged, heads),
        recipe,
        state=state,
        progress=lambda loss: progress(f"loss {loss:.3f}", n_steps),
    )
    figures = trained.figures
    card = model_card(
        name,
        "encoder",
        made_by,
        statements,
        f"{held.sum()} of them are held out, and not learnt from.",
        sha256,
        figures,
        own_versions() | encoder_versions(),
        measured_on=how_held_out("a tenth of the statements,", grouped=groups is not None),
    )
    facts = {
        "n_statements": len(statements),
        "n_held_out": int(held.sum()),
        "corpus_sha256": sha256,
        "text_marks": text_marks(statements),
    } | trained.facts()
    save_encoder(folder, trained.weights, name=name, training=facts, card=card)
    return figures


def _check_parts(heads: dict[str, tuple[str, ...]], labels: Ints, held: NDArray[np.bool_]) -> None:
    """Raise ``DataError`` where there is too little to learn from or to calibrate on."""
    for place, (head, names) in enumerate(heads.items()):
        n_held = int((labels[held, place] != MISSING).sum())
        learnt = set(labels[~held, place].tolist())
        missing = [name for i, name in enumerate(names) if i not in learnt]
        if n_held < FEWEST_HELD or missing:
            lack = f"; no row is left to learn {missing} from" if missing else ""
            raise DataError(
                f"one group in ten is held out: {n_held} rows to calibrate {head}, and {FEWEST_HELD} are "
                f"needed{lack}; give more rows, a column with more groups, or train the lexical engine"
            )


def held_out_rows(
    groups: Sequence[Any], measured: Sequence[bool], share: float = HELD_OUT
) -> NDArray[np.bool_]:
    """Mark the measured rows of about this share of the groups: those whose name's hash is low.

    A group stays on its side when others are added.
    """
    bound = int(share * 2**64)
    low = {g: int(hashlib.sha256(str(g).encode()).hexdigest()[:16], 16) < bound for g in set(groups)}
    held: NDArray[np.bool_] = np.asarray(measured, dtype=bool) & np.array([low[g] for g in groups])
    return held


def label_places(statements: Sequence[Statement]) -> tuple[dict[str, tuple[str, ...]], Ints]:
    """Return the heads with their labels in order, and the place of each row's labels: (n, n_heads)."""
    heads, columns = {}, []
    for head in heads_of(statements):
        labels = in_order(np.unique(head.labels).tolist())
        heads[head.name] = labels
        places = [labels.index(label) for label in head.labels.tolist()]
        columns.append(np.where(head.weights > 0, places, MISSING))
    return heads, np.stack(columns, axis=1).astype(np.int64)


def train_encoder(
    statements: Sequence[Statement],
    held: NDArray[np.bool_],
    table: WordTable,
    target: Target,
    start: Start,
    recipe: Recipe,
    *,
    taught: NDArray[np.float32] | None = None,
    others: Sequence[tuple[Target, Sequence[Statement]]] = (),
    judged: tuple[Sequence[str], NDArray[np.float32]] | None = None,
    strangers: Sequence[Statement] = (),
    n_runs: int = 1,
    halfway: bool = False,
    state: Path | None = None,
    progress: Progress = lambda _: None,
) -> TrainedEncoder:
    """Fine-tune on the rows that are not ``held`` and calibrate on those that are.

    ``taught``: float32 (n, n_outputs), a teacher's scores of the statements, NaN where it gave none;
    ``others``: statements with their positions on other targets, all of them learnt from, behind a reminder
    of a target that they do not name; ``judged``: texts without labels and the teacher's scores of them,
    which are learnt from alone; ``strangers``: statements of writers that nothing is learnt from, on which
    the heads that they are labelled for are calibrated in place of the rows that are ``held``; ``n_runs``:
    runs of which the mean is taken, each with a seed of its own; ``halfway``: whether the mean of that and
    the start is.
    """
    heads, labels = label_places(statements)
    n_labels = [len(names) for names in heads.values()]
    n_outputs = sum(n_labels)
    kept = np.flatnonzero(~held).tolist()
    examples = Examples(
        PieceReader(start.vocabulary, table)([statements[i].text for i in kept]),
        labels[kept],
        [cue_span(statements[i]) for i in kept],
        untaught(len(kept), n_outputs) if taught is None else taught[kept],
    )
    for other, given in others:
        rows = given if other == target else [_reminded(s, other) for s in given]
        examples += Examples(
            PieceReader(start.vocabulary, recompile(table, other, target))([s.text for s in rows]),
            places_in(heads, rows),
            [cue_span(s) for s in rows],
            untaught(len(rows), n_outputs),
        )
    if judged is not None:
        texts, said = list(judged[0]), judged[1]
        none = np.full((len(texts), len(heads)), MISSING, dtype=np.int64)
        examples += Examples(PieceReader(start.vocabulary, table)(texts), none, [None] * len(texts), said)
    network, curve = fine_tune_mean(
        start, examples, n_labels, recipe, n_runs, halfway=halfway, state=state, progress=progress
    )
    texts = [s.text for s, is_held in zip(statements, held, strict=True) if is_held]
    calibrating = [(texts, labels[held])]
    if strangers:
        calibrating.append(([s.text for s in strangers], places_in(heads, strangers)))
    typical = [ids_of(p, start.vocabulary, recipe.longest) for p in _spread(examples.pieces, _TYPICAL)]
    full, small = (
        _calibrated(_weights(network, smoothed_by, table, start, heads, target), calibrating)
        for smoothed_by in (None, typical)
    )
    return TrainedEncoder(
        weights=small,
        recipe=recipe,
        curve=curve,
        source=start.source,
        figures=head_figures(EncoderScorer(small).scores(texts), heads, labels[held]),
        unquantized=head_figures(EncoderScorer(full).scores(texts), heads, labels[held]),
    )


def _spread(items: Sequence[Pieces], n: int) -> Sequence[Pieces]:
    """Return about ``n`` of them, at even distances."""
    return items[:: max(1, len(items) // n)]


def _reminded(statement: Statement, target: Target) -> Statement:
    """Return a statement as a labeler for another target has it judged."""
    return replace(statement, text=topic_of(target).remind(statement.text))


def places_in(heads: dict[str, tuple[str, ...]], statements: Sequence[Statement]) -> Ints:
    """Return the places of labels among those of heads that others have made: int64 (n, n_heads)."""
    columns = []
    for head, names in heads.items():
        places = {name: i for i, name in enumerate(names)}
        columns.append([places.get(getattr(s, head), MISSING) for s in statements])
    return np.array(columns, dtype=np.int64).T


def head_figures(scores: Floats, heads: dict[str, tuple[str, ...]], labels: Ints) -> dict[str, Figures]:
    """Measure scores against the places of labels, head by head."""
    figures = {}
    for place, (head, columns) in enumerate(columns_of(heads).items()):
        rows = labels[:, place] != MISSING
        gold = [heads[head][i] for i in labels[rows, place]]
        figures[head] = figures_of(gold, softmax(scores[rows][:, columns]), heads[head])
    return figures


def cue_span(statement: Statement) -> tuple[int, int] | None:
    """Return where the words lie that decided a statement's label, if it says so."""
    cue = statement.extra.get("cue")
    if not isinstance(cue, str) or not cue or cue not in statement.text:
        return None
    begin = statement.text.index(cue)
    return begin, begin + len(cue)


def _weights(
    network: Network,
    typical: Sequence[Sequence[int]] | None,
    table: WordTable,
    start: Start,
    heads: dict[str, tuple[str, ...]],
    target: Target,
) -> EncoderWeights:
    weights, prior = classifier_of(network)
    return EncoderWeights(
        table=table,
        vocabulary=start.vocabulary,
        heads=heads,
        target=target,
        network=export(network, typical),
        attention_heads=int(network.encoder.config.num_attention_heads),
        weights=weights,
        prior=prior,
    )


def _calibrated(learnt: EncoderWeights, calibrating: Sequence[tuple[list[str], Ints]]) -> EncoderWeights:
    """Divide each head's weights by the temperature that the last rows with labels of it ask for."""
    divisor, columns = np.ones(len(learnt.prior)), tuple(columns_of(learnt.heads).values())
    for texts, labels in calibrating:
        divisor = temperatures(EncoderScorer(learnt).scores(texts), columns, labels, divisor)
    return replace(learnt, weights=learnt.weights / divisor, prior=learnt.prior / divisor)


def temperatures(scores: Floats, columns: Sequence[slice], labels: Ints, otherwise: Floats) -> Floats:
    """Return the temperature that each head's scores ask for: float64 (n_outputs,), the same for a head.

    A head without labels has what ``otherwise``, of that shape, has for it.
    """
    found = otherwise.copy()
    for place, own in enumerate(columns):
        rows = labels[:, place] != MISSING
        if rows.any():
            gold = labels[rows, place]
            found[own] = best_temperature(scores[rows][:, own], gold, np.ones(len(gold)))
    return found
