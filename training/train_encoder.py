"""Make the packaged encoder from the corpus: ``python training/train_encoder.py``, then ``… --go-on``.

Needs the extra ``encoder`` (``pip install -e '.[encoder]'``), and the packaged lexical model (``train.py``),
whose word table is taken. One event in ten is held out to calibrate. Learnt from are the corpus, its
statements in context, its contrasts and its statements on other targets, and the scores of a larger encoder
that ``train_teacher.py`` kept, of statements and of variants of them. The second run goes on from the encoder
that the first one packaged, for an epoch without the variants, and hears the teacher only where its position
is the label: a share of the teacher that falls as the student learns (teacher annealing; Clark et al., 2019).
With ``--state`` a run that was stopped goes on from its last whole epoch. ``mix.py`` then makes the cascade.
The packaged encoder's first run was before the contrasts and ``corpus/within`` were there, its second before
more than half of the contrasts, all paraphrases and five of the other targets.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click
import numpy as np
from corpus import kinds, read_context, read_contrasts, read_everything, read_targets
from rich.console import Console
from rich.progress import Progress
from taught import TAUGHT, read_taught, where_right
from variants import variants_of

from stance.model.labeler import PACKAGED
from stance.model.packing import ACCURATE, FAST, open_folder, save_encoder
from stance.render.card import model_card
from stance.training.encoder import encoder_versions, held_out_rows, label_places, train_encoder
from stance.training.export import go_on_from
from stance.training.finetuning import Recipe, count_steps, read_start
from stance.training.lexical import corpus_hash

SECOND = Recipe(epochs=1, encoder_rate=5e-5, head_rate=2e-4)


@click.command(help=__doc__)
@click.option("-o", "--output", type=click.Path(path_type=Path), default=PACKAGED, show_default=True)
@click.option("--start", default=None, help="A folder or hub id of other start weights.")
@click.option("--state", type=click.Path(path_type=Path), default=None, help="Where to keep the run's state.")
@click.option("--epochs", type=int, default=None, help="By default 2, with --go-on 1.")
@click.option("--cue-weight", default=Recipe().cue_weight, show_default=True)
@click.option(
    "--taught", type=click.Path(path_type=Path), default=TAUGHT, show_default=True, help="A teacher's scores."
)
@click.option("--go-on", is_flag=True, help="The second run, from the encoder in the output folder.")
@click.option("--seed", default=Recipe().seed, show_default=True)
def main(
    output: Path,
    start: str | None,
    state: Path | None,
    epochs: int | None,
    cue_weight: float,
    taught: Path,
    go_on: bool,
    seed: int,
) -> None:
    if go_on and start is not None:
        raise click.UsageError("--go-on begins with the encoder in the output folder, not with --start")
    first, manifest = open_folder(output / ACCURATE) if go_on else (None, None)
    if manifest is not None and "first_run" in manifest.training:
        raise click.UsageError(f"{output / ACCURATE} has had its second run; make it anew, without --go-on")
    console = Console(stderr=True)
    recipe = replace(SECOND if go_on else Recipe(), cue_weight=cue_weight, seed=seed)
    recipe = recipe if epochs is None else replace(recipe, epochs=epochs)
    statements, groups, measured = read_everything()
    held = held_out_rows(groups, measured)
    kept = np.flatnonzero(~held).tolist()
    fast = open_folder(output / FAST)[0].learnt
    context = read_context()[0] + read_context("within")[0]
    unseen = {groups[i] for i in np.flatnonzero(held)}
    contrasts = [s for s, event in zip(*read_contrasts(), strict=True) if event not in unseen]
    others = read_targets()
    elsewhere = [s for _, rows in others for s in rows]
    beside = context + contrasts + elsewhere
    scores = read_taught(taught, [s.text for s in statements])
    if first is not None:
        heads, labels = label_places(statements)
        begun, table = go_on_from(first.learnt, heads), first.learnt.table
        scores = where_right(scores, labels[:, 0])
        judged, n_variants = None, manifest.training["n_variants"]
    else:
        table = fast.table
        begun = read_start(start, [s.text for s in statements + beside], table, recipe.dropout)
        variants = variants_of([statements[i].text for i in kept if measured[i]])
        said = read_taught(taught, variants)
        known = np.flatnonzero(np.isfinite(said).all(axis=1))
        judged, n_variants = ([variants[i] for i in known.tolist()], said[known]), len(known)
    n_taught = int(np.isfinite(scores[kept]).all(axis=1).sum())
    n_rows = len(kept) + len(beside) + (len(judged[0]) if judged else 0)
    with Progress(console=console) as bar:
        task = bar.add_task("fine-tuning", total=count_steps(n_rows, recipe))
        trained = train_encoder(
            statements,
            held,
            table,
            fast.target,
            begun,
            recipe,
            taught=scores,
            others=[(fast.target, context + contrasts), *others],
            judged=judged,
            state=state,
            progress=lambda loss: bar.update(task, description=f"loss {loss:.3f}", advance=1),
        )
    sha256 = corpus_hash(statements)
    learnt = (
        f"{kinds(sum(measured[i] for i in kept), len(context))} Of {n_taught} the scores of a larger "
        "encoder, all-mpnet-base-v2 (Apache 2.0) fine-tuned on the reworded ones, were learnt from beside "
        f"the label; so were its scores of {n_variants} variants of them, and the labels of {len(contrasts)} "
        f"edited in the words that decide, or said in others, and of {len(elsewhere)} on {len(others)} other "
        "targets."
    )
    card = model_card(
        ACCURATE,
        "encoder",
        "python training/train_encoder.py" + (", then … --go-on" if go_on else ""),
        [statements[i] for i in kept] + context,
        learnt,
        sha256,
        trained.figures,
        encoder_versions(),
    )
    facts = {
        "n_statements": len(kept),
        "corpus_sha256": sha256,
        "n_taught": n_taught,
        "n_variants": n_variants,
        "n_statements_in_context": len(context),
        "n_contrasts": len(contrasts),
        "n_statements_on_other_targets": len(elsewhere),
        "other_targets": [target.name for target, _ in others],
        "other_targets_sha256": corpus_hash(elsewhere),
    } | trained.facts()
    if manifest is not None:
        facts["first_run"] = {key: manifest.training[key] for key in ("recipe", "mean_loss_of_epochs")}
    save_encoder(output / ACCURATE, trained.weights, name=ACCURATE, training=facts, card=card)
    for head, f in trained.figures.items():
        before = f"{trained.unquantized[head].macro_f1.value:.4f} before quantization"
        console.print(f"{head}: held-out macro-F1 {f.macro_f1.value:.4f}, {before}, ECE {f.ece:.4f}")


if __name__ == "__main__":
    main()
