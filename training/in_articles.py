"""How well statements of articles are judged: ``python training/in_articles.py``.

Judges the statements of ``corpus/articles``, from which nothing is learnt but the temperature of the
encoder's and the cascade's positions, and the cascade's weights and thresholds: those that name the target,
and those that do not, with the reminder of it that the reader puts before them, and without.
"""

from __future__ import annotations

import click
from corpus import read_articles
from rich.console import Console
from rich.table import Table

import stance
from stance.evaluation.metrics import figures_of
from stance.topic import topic_of


@click.command(help=__doc__)
@click.option("--model", "models", multiple=True, default=("fast", "cascade"), show_default=True)
def main(models: tuple[str, ...]) -> None:
    table = Table("model", "statements", "n", "macro-F1 (95%)", "accuracy", "ECE")
    table.title = "positions within articles (the cascade's temperature was fitted to them)"
    statements = read_articles()[0]
    for model in models:
        labeler = stance.load(model)
        labels = list(map(str, labeler.positions))
        reminder = topic_of(labeler.terms).reminder
        reminded = [s for s in statements if s.text.startswith(reminder)]
        naming = [s for s in statements if not s.text.startswith(reminder)]
        for name, rows, texts in (
            ("naming the target", naming, [s.text for s in naming]),
            ("behind the reminder", reminded, [s.text for s in reminded]),
            ("the same without it", reminded, [s.text.removeprefix(reminder) for s in reminded]),
        ):
            f = figures_of([str(s.position) for s in rows], labeler.predict_proba(texts), labels)
            table.add_row(
                model, name, str(f.n_rows), str(f.macro_f1), f"{f.accuracy.value:.3f}", f"{f.ece:.3f}"
            )
    Console(width=110).print(table)


if __name__ == "__main__":
    main()
