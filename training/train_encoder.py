"""Make the packaged encoder from the corpus: ``python training/train_encoder.py``.

Needs the extra ``encoder`` (``pip install -e '.[encoder]'``), and the packaged lexical model (``train.py``),
whose word table is taken. One event in ten is held out to calibrate. Learnt from are the corpus, its
statements in context and on other targets, and the scores of a larger encoder that ``train_teacher.py`` kept.
With ``--state`` a run that was stopped goes on from its last whole epoch. ``mix.py`` then makes the cascade.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click
import numpy as np
from corpus import kinds, read_context, read_everything, read_targets
from rich.console import Console
from rich.progress import Progress
from taught import TAUGHT, read_taught
from variants import variants_of

from stance.model.labeler import PACKAGED
from stance.model.packing import ACCURATE, FAST, open_folder, save_encoder
from stance.render.card import model_card
from stance.training.encoder import encoder_versions, held_out_rows, train_encoder
from stance.training.finetuning import Recipe, count_steps, read_start
from stance.training.lexical import corpus_hash


@click.command(help=__doc__)
@click.option("-o", "--output", type=click.Path(path_type=Path), default=PACKAGED, show_default=True)
@click.option("--start", default=None, help="A folder or hub id of other start weights.")
@click.option("--state", type=click.Path(path_type=Path), default=None, help="Where to keep the run's state.")
@click.option("--epochs", default=Recipe().epochs, show_default=True)
@click.option("--cue-weight", default=Recipe().cue_weight, show_default=True)
@click.option(
    "--taught", type=click.Path(path_type=Path), default=TAUGHT, show_default=True, help="A teacher's scores."
)
@click.option("--seed", default=Recipe().seed, show_default=True)
def main(
    output: Path,
    start: str | None,
    state: Path | None,
    epochs: int,
    cue_weight: float,
    taught: Path,
    seed: int,
) -> None:
    console = Console(stderr=True)
    recipe = replace(Recipe(), epochs=epochs, cue_weight=cue_weight, seed=seed)
    statements, groups, measured = read_everything()
    held = held_out_rows(groups, measured)
    kept = np.flatnonzero(~held).tolist()
    fast = open_folder(output / FAST)[0].learnt
    context, _ = read_context()
    others = read_targets()
    elsewhere = [s for _, rows in others for s in rows]
    beside = context + elsewhere
    begun = read_start(start, [s.text for s in statements + beside], fast.table, recipe.dropout)
    scores = read_taught(taught, [s.text for s in statements])
    variants = variants_of([statements[i].text for i in kept if measured[i]])
    said = read_taught(taught, variants)
    known = np.flatnonzero(np.isfinite(said).all(axis=1))
    judged = [variants[i] for i in known.tolist()], said[known]
    n_taught = int(np.isfinite(scores[kept]).all(axis=1).sum())
    with Progress(console=console) as bar:
        task = bar.add_task("fine-tuning", total=count_steps(len(kept) + len(beside) + len(known), recipe))
        trained = train_encoder(
            statements,
            held,
            fast.table,
            fast.target,
            begun,
            recipe,
            taught=scores,
            others=[(fast.target, context), *others],
            judged=judged,
            state=state,
            progress=lambda loss: bar.update(task, description=f"loss {loss:.3f}", advance=1),
        )
    sha256 = corpus_hash(statements)
    card = model_card(
        ACCURATE,
        "encoder",
        "python training/train_encoder.py",
        [statements[i] for i in kept] + context,
        f"{kinds(sum(measured[i] for i in kept), len(context))} Of {n_taught} the scores of a larger encoder, "
        "all-mpnet-base-v2 (Apache 2.0) fine-tuned on the reworded ones, were learnt from as well as the "
        f"label; beside them its scores of {len(known)} variants of them, and {len(elsewhere)} statements on "
        f"{len(others)} other targets.",
        sha256,
        trained.figures,
        encoder_versions(),
    )
    facts = {
        "n_statements": len(kept),
        "corpus_sha256": sha256,
        "n_taught": n_taught,
        "n_variants": len(known),
        "n_statements_in_context": len(context),
        "n_statements_on_other_targets": len(elsewhere),
        "other_targets": [target.name for target, _ in others],
        "other_targets_sha256": corpus_hash(elsewhere),
    } | trained.facts()
    save_encoder(output / ACCURATE, trained.weights, name=ACCURATE, training=facts, card=card)
    for head, f in trained.figures.items():
        before = f"{trained.unquantized[head].macro_f1.value:.4f} before quantization"
        console.print(f"{head}: held-out macro-F1 {f.macro_f1.value:.4f}, {before}, ECE {f.ece:.4f}")


if __name__ == "__main__":
    main()
