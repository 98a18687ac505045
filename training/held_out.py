"""Compare models on what no encoder learnt from: ``python training/held_out.py MODEL …``.

The rows are the corpus's reworded and natural statements on the events that every run of
``train_encoder.py`` holds out, by genre: an event stays held out when others are added, so that an encoder
can be set beside one of an earlier run. The temperature of the first three runs was fitted to them. The
packaged fast engine learnt from those that are reworded; a model of the others' kind is meant, by default the
packaged encoder. With ``--natural`` the rows are the natural ones of them, with ``--hard`` and ``--long``
those of ``corpus/hard`` and ``corpus/long``, from which nothing is learnt.
"""

from __future__ import annotations

import click
from corpus import read_corpus
from rich.console import Console
from rich.table import Table

import stance
from stance.evaluation.metrics import figures_of
from stance.training.encoder import held_out_rows


@click.command(help=__doc__)
@click.argument("models", nargs=-1)
@click.option("--natural", is_flag=True, help="Measure on the natural ones alone.")
@click.option("--hard", "apart", flag_value="hard", help="Measure on the hard statements instead.")
@click.option("--long", "apart", flag_value="long", help="Measure on the long statements instead.")
def main(models: tuple[str, ...], natural: bool, apart: str | None) -> None:
    if natural and apart:
        raise click.UsageError(f"--natural and --{apart} are two sets of rows; give one of them")
    parts = [apart] if apart else ["natural"] if natural else ["reworded", "natural"]
    statements, events = read_corpus(*parts)
    held = held_out_rows(events, [True] * len(events))
    rows = [s for s, is_held in zip(statements, held, strict=True) if apart or is_held]
    gold = [str(s.position) for s in rows]
    genres = [str(s.extra["genre"]) for s in rows]
    table = Table("model", "genre", "n", "macro-F1 (95%)", "log loss", "ECE")
    table.title = f"positions of {' and '.join(parts)} statements" + ("" if apart else " on events held out")
    for model in models or ("accurate",):
        labeler = stance.load(model)
        labels = list(map(str, labeler.positions))
        probabilities = labeler.predict_proba([s.text for s in rows])
        for genre in ("all", *sorted(set(genres))):
            own = [i for i, g in enumerate(genres) if genre in ("all", g)]
            f = figures_of([gold[i] for i in own], probabilities[own], labels)
            table.add_row(model, genre, str(f.n_rows), str(f.macro_f1), f"{f.log_loss:.3f}", f"{f.ece:.3f}")
    Console(width=110).print(table)


if __name__ == "__main__":
    main()
