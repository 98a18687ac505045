"""Make the packaged encoder and the cascade from the corpus: ``python training/train_encoder.py``.

Needs the extra ``encoder`` (``pip install -e '.[encoder]'``), and the packaged lexical model of the same
corpus (``train.py``), whose word table and settings are taken. One event in ten is held out to calibrate and
to mix; a lexical model fitted without those events stands in for the packaged one there. With ``--state`` a
run that was stopped goes on from its last whole epoch.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click
import numpy as np
from corpus import read_corpus
from rich.console import Console
from rich.progress import Progress

from stance.data.rows import Statement
from stance.evaluation.metrics import Figures
from stance.features import FeatureExtractor
from stance.model.classifier import StanceClassifier
from stance.model.labeler import PACKAGED
from stance.model.lexical import LexicalScorer, LexicalWeights, weights_of
from stance.model.packing import ACCURATE, FAST, open_folder, save_cascade, save_encoder
from stance.render.card import model_card
from stance.training.encoder import (
    encoder_versions,
    head_figures,
    held_out_rows,
    label_places,
    train_encoder,
)
from stance.training.finetuning import Recipe, count_steps, read_start
from stance.training.lexical import corpus_hash, heads_of
from stance.training.mixing import fit_mixture


def stand_in(
    statements: list[Statement], events: list[str], measured: np.ndarray, strengths: dict[str, float]
) -> LexicalScorer:
    """Fit the lexical engine to some of the statements, with the strengths of the packaged one."""
    heads = {}
    for head in heads_of(statements):
        estimator = StanceClassifier(FeatureExtractor(), C=strengths[head.name])
        heads[head.name] = estimator.fit(
            [s.text for s in statements], head.labels, head.weights, groups=events, measured=measured
        )
    return LexicalScorer(weights_of(heads))


@click.command(help=__doc__)
@click.option("-o", "--output", type=click.Path(path_type=Path), default=PACKAGED, show_default=True)
@click.option("--start", default=None, help="A folder or hub id of other start weights.")
@click.option("--state", type=click.Path(path_type=Path), default=None, help="Where to keep the run's state.")
@click.option("--epochs", default=Recipe().epochs, show_default=True)
@click.option("--cue-weight", default=Recipe().cue_weight, show_default=True)
@click.option("--seed", default=Recipe().seed, show_default=True)
def main(
    output: Path, start: str | None, state: Path | None, epochs: int, cue_weight: float, seed: int
) -> None:
    console = Console(stderr=True)
    recipe = replace(Recipe(), epochs=epochs, cue_weight=cue_weight, seed=seed)
    reworded, events = read_corpus()
    invented, triplets = read_corpus("invented")
    statements, groups = reworded + invented, events + triplets
    measured = np.arange(len(statements)) < len(reworded)
    held = held_out_rows(groups, measured.tolist())
    kept = np.flatnonzero(~held)

    scorer, manifest = open_folder(output / FAST)
    fast: LexicalWeights = scorer.learnt
    begun = read_start(start, [s.text for s in statements], fast.table, recipe.dropout)
    with Progress(console=console) as bar:
        task = bar.add_task("fine-tuning", total=count_steps(len(kept), recipe))
        trained = train_encoder(
            statements,
            held,
            fast.table,
            fast.target,
            begun,
            recipe,
            state=state,
            progress=lambda loss: bar.update(task, description=f"loss {loss:.3f}", advance=1),
        )
    libraries = encoder_versions()
    sha256 = corpus_hash(statements)
    facts = {"n_statements": len(kept), "corpus_sha256": sha256} | trained.facts()
    command = "python training/train_encoder.py"
    learnt_from = [statements[i] for i in kept]
    n_measured = int(measured[kept].sum())

    def card(name: str, engine: str, figures: dict[str, Figures]) -> str:
        return model_card(name, engine, command, learnt_from, n_measured, sha256, figures, libraries)

    save_encoder(
        output / ACCURATE,
        trained.weights,
        name=ACCURATE,
        training=facts,
        card=card(ACCURATE, "encoder", trained.figures),
    )
    strengths = {head: f["C"] for head, f in manifest.training["heads"].items()}
    lexical = stand_in(learnt_from, [groups[i] for i in kept], measured[kept], strengths)
    texts = [statements[i].text for i in np.flatnonzero(held)]
    heads, labels = label_places(statements)
    accurate, _ = open_folder(output / ACCURATE)
    scores = lexical.scores(texts), accurate.scores(texts)
    mixture = fit_mixture(*scores, heads, labels[held])
    figures = head_figures(mixture.mix(*scores), heads, labels[held])
    settings = {"held_out_rows": len(texts), "heads": {h: f.macro_f1.value for h, f in figures.items()}}
    save_cascade(output, mixture, name="cascade", training=settings, card=card("cascade", "cascade", figures))

    alone = head_figures(scores[0], heads, labels[held])
    for head in heads:
        for name, f in {
            "lexical": alone[head],
            "encoder, before quantization": trained.unquantized[head],
            "encoder": trained.figures[head],
            "cascade": figures[head],
        }.items():
            console.print(f"{head}: {name}, held-out macro-F1 {f.macro_f1.value:.4f}, ECE {f.ece:.4f}")
    share = float(mixture.is_sure(scores[0]).mean())
    console.print(f"threshold {mixture.threshold}: the lexical engine decides {share:.1%} of held-out rows")


if __name__ == "__main__":
    main()
