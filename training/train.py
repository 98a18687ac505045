"""Make the packaged lexical model from the corpus: ``python training/train.py``.

The same corpus and library versions give the same bytes; the corpus is packaged too, for ``stance train
--add``. ``mix.py`` is to be run after it, since the packaged
cascade lists the files of its engines.
"""

from __future__ import annotations

from pathlib import Path

import click
import numpy as np
from corpus import kinds, read_context, read_everything
from rich.console import Console
from rich.progress import Progress
from taught import taught_positions

from stance.model.labeler import PACKAGED
from stance.training.corpus import CORPUS, pack_corpus
from stance.training.lexical import train_folder


@click.command(help=__doc__)
@click.option("-o", "--output", type=click.Path(path_type=Path), default=PACKAGED / "fast", show_default=True)
@click.option("--jobs", default=2, show_default=True, help="Processes for cross-validation.")
def main(output: Path, jobs: int) -> None:
    console = Console(stderr=True)
    statements, groups, measured = read_everything()
    context, events = read_context()
    statements, groups, measured = statements + context, groups + events, measured + [False] * len(context)
    taught = taught_positions([s.text for s in statements])
    n_taught = int(np.isfinite(taught).all(axis=1).sum())
    with Progress(console=console) as bar:
        task = bar.add_task("reading", total=None)
        figures = train_folder(
            output,
            "fast",
            statements,
            groups,
            made_by="python training/train.py",
            packaged=True,
            measured=measured,
            taught=taught,
            kinds=f"{kinds(sum(measured), len(context))} Of {n_taught} the position was learnt half from the "
            "label and half from what a larger encoder, fine-tuned on the reworded ones, said of it.",
            n_jobs=jobs,
            progress=lambda step, total: bar.update(task, description=step, total=total, advance=1),
        )
    if output == PACKAGED / "fast":
        pack_corpus(CORPUS, statements, groups)
    for head, f in figures.items():
        console.print(f"{head}: cross-validated macro-F1 {f.macro_f1.value:.4f}, ECE {f.ece:.4f}")


if __name__ == "__main__":
    main()
