"""Figures and judgements as tables and marked text on a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Group, RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from stance.evaluation.articles import ArticleFigures
from stance.evaluation.metrics import Figures
from stance.reading.article import Reading
from stance.values import Evidence, Judgement, Position

_FOR, _AGAINST = "bold green", "red"
_STYLES = {Position.OPEN: "green", Position.RULED_OUT: "red", Position.NEUTRAL: "dim"}
_LONGEST_WORDS = 160  # characters of the statement that a row of positions shows
_FEWEST_SHOWN = 0.05  # of the strongest contribution: weaker spans are summed up in one line


def judgement_view(judgement: Judgement) -> RenderableType:
    """Show a judgement: the marked text, the probabilities, and the evidence with its sum."""
    position = judgement.position or f"abstained (likeliest: {judgement.likeliest})"
    head = Text.assemble("position: ", (str(position), "bold"), f"   confidence {judgement.confidence:.2f}")
    if judgement.sentiment is not None:
        head.append(f"   sentiment: {judgement.sentiment}")
    chances = "   ".join(f"{label} {p:.3f}" for label, p in judgement.probabilities.items())
    evidence = judgement.evidence
    return Group(
        _marked(judgement.text, evidence), Text(), head, Text(chances), Text(), _evidence_table(judgement)
    )


def _marked(text: str, evidence: Sequence[Evidence]) -> Text:
    marked = Text(text)
    for span in evidence:
        marked.stylize(_FOR if span.contribution > 0 else _AGAINST, span.start, span.end)
    return marked


def _evidence_table(judgement: Judgement) -> Table:
    evidence = judgement.evidence
    floor = _FEWEST_SHOWN * max(abs(e.contribution) for e in evidence)
    shown = [e for e in evidence if abs(e.contribution) >= floor]
    table = Table(
        "contribution", "words", title=Text(f"what speaks for “{judgement.likeliest}”"), title_justify="left"
    )
    for span in shown:
        words = f"“{span.text}”" if span.end > span.start else "(before a word is read)"
        table.add_row(f"{span.contribution:+.3f}", Text(words))
    rest = sum(e.contribution for e in evidence) - sum(e.contribution for e in shown)
    table.add_row(f"{rest:+.3f}", f"({len(evidence) - len(shown)} weaker spans)")
    table.add_row(f"{judgement.score:+.3f}", "score, the sum", style="bold")
    return table


def figures_view(title: str, figures: Mapping[str, Figures]) -> RenderableType:
    """Show figures of several slices of one head, with the confusion of each."""
    table = Table(title=Text(title), title_justify="left")
    for column in ("rows of", "n", "macro-F1 (95%)", "accuracy", "ECE", "log loss", "surer half"):
        table.add_column(column)
    for name, f in figures.items():
        interval = f"{f.macro_f1.value:.3f} ({f.macro_f1.low:.3f}–{f.macro_f1.high:.3f})"
        row = (f"{f.accuracy.value:.3f}", f"{f.ece:.3f}", f"{f.log_loss:.3f}", f"{f.surer_half:.3f}")
        table.add_row(Text(name), str(f.n_rows), interval, *row)
    return Group(table, *(_classes_table(name, f) for name, f in figures.items()))


def _classes_table(name: str, figures: Figures) -> Table:
    title = Text(f"{name}: by label, and how rows of a label were called")
    table = Table(title=title, title_justify="left")
    for column in (
        "label",
        "n",
        "precision",
        "recall",
        "F1",
        *(escape(f"→ {c.label}") for c in figures.classes),
    ):
        table.add_column(column)
    for c, row in zip(figures.classes, figures.confusion.tolist(), strict=True):
        cells = (f"{c.precision:.3f}", f"{c.recall:.3f}", f"{c.f1:.3f}", *map(str, row))
        table.add_row(Text(c.label), str(c.support), *cells)
    return table


def reading_view(reading: Reading, name: str | None = None) -> RenderableType:
    """Show an article's positions: a row a holder, with the statement that shows the position best."""
    if not reading.positions:
        return Text(f"{name or 'the article'}: nobody is given a position")
    table = Table(title=None if name is None else Text(name), title_justify="left")
    table.add_column("holder", overflow="fold")
    table.add_column("position", no_wrap=True)
    table.add_column("p", justify="right")
    table.add_column("in these words", overflow="fold")
    for row in reading.positions:
        best = max(row.statements, key=lambda s: s.judgement.probabilities.get(row.position, 0.0))
        words = " ".join(best.text.split())
        words = words if len(words) <= _LONGEST_WORDS else words[: _LONGEST_WORDS - 1].rstrip() + "…"
        style = _STYLES.get(Position(row.position), "") if row.position in set(Position) else ""
        label = str(row.position).replace("_", " ")
        table.add_row(Text(row.holder), Text(label, style=style), f"{row.confidence:.2f}", Text(words))
    return table


def article_figures_view(figures: ArticleFigures) -> RenderableType:
    """Show how well articles were read."""
    table = Table(title=Text(f"{figures.n_articles} articles"), title_justify="left")
    for column in ("figure", "value", "of"):
        table.add_column(column)
    c = figures.counts
    for name, value, whole in (
        (
            "statements' spans, F1 at overlap 0.8",
            figures.span_f1_close,
            f"{c.gold} gold, {c.taken} found with a position",
        ),
        (
            "statements' spans, F1 at overlap 0.3",
            figures.span_f1_loose,
            f"{c.gold} gold, {c.taken} found with a position",
        ),
        ("holder right", figures.holder_accuracy, f"{c.holders} statements found"),
        ("position right", figures.position_accuracy, f"{c.positions} statements found"),
        ("holder and position, precision", figures.pair_precision, f"{c.pairs} pairs found"),
        ("holder and position, recall", figures.pair_recall, f"{c.gold_pairs} gold pairs"),
        ("holder and position, F1", figures.pair_f1, ""),
    ):
        table.add_row(Text(name), f"{value:.3f}", whole)
    return table
