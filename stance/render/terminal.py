"""Figures and judgements as tables and marked text on a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from stance.evaluation.articles import ArticleFigures
from stance.evaluation.metrics import Figures
from stance.evaluation.report import ALL, HeadReport, Report
from stance.reading.article import Reading
from stance.values import Evidence, Judgement, Position

_FOR, _AGAINST = "bold green", "red"
_STYLES = {Position.OPEN: "green", Position.RULED_OUT: "red", Position.NEUTRAL: "dim"}
_LONGEST_WORDS = 160  # characters of a statement, or of the words that decided, in a row of a table
_LONGEST_MISTAKE = 800  # characters of a text that was called wrongly
_NARROW = 60  # columns of the screen below which words have no room beside their holder
_EDGES = 4  # columns of the screen that a table's first column needs beside its cells
_BESIDE = 3  # and each further one
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
        table.add_row(_signed(span.contribution), Text(words))
    if n_weaker := len(evidence) - len(shown):
        rest = sum(e.contribution for e in evidence) - sum(e.contribution for e in shown)
        table.add_row(_signed(rest), f"({n_weaker} weaker spans)")
    table.add_row(_signed(judgement.score), "score, the sum", style="bold")
    return table


def _signed(number: float) -> str:
    return f"{round(number, 3) + 0.0:+.3f}"  # -0.0 + 0.0 is 0.0


def report_view(report: Report) -> RenderableType:
    """Show an evaluation: figures by slice and by label, calibration, and what else was asked for."""
    rows = f"{report.n_rows} rows{report.left_out}"
    parts: list[RenderableType] = [Text(f"{report.model} on {report.source}: {rows}; intervals are of 95%")]
    for name, head in report.heads.items():
        parts += [_slices_table(name, head.slices), *_head_views(report, head)]
    return Group(*parts)


@dataclass(frozen=True, slots=True)
class Numbers:
    """A table of numbers, none of which is broken: columns without room go on below, behind the first.

    ``styles``: those of the rows, where they have any.
    """

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    styles: Sequence[str] = ()

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = options.max_width
        wide = [max(map(cell_len, column)) for column in zip(self.columns, *self.rows, strict=True)]
        first = min(wide[0], width // 3)
        room = width - first - _EDGES
        parts: list[list[int]] = [[]]
        for i in range(1, len(wide)):
            if parts[-1] and sum(wide[j] + _BESIDE for j in [*parts[-1], i]) > room:
                parts.append([])
            parts[-1].append(i)
        for part in parts:
            title = Text(self.title) if self.title and part is parts[0] else None
            table = Table(title=title, title_justify="left")
            table.add_column(Text(self.columns[0]), width=first, overflow="fold")
            for i in part:
                name = Text(self.columns[i], overflow="fold", no_wrap=False)
                table.add_column(name, width=min(wide[i], room - _BESIDE), no_wrap=True)
            for row, style in zip_longest(self.rows, self.styles):
                table.add_row(*(Text(row[i]) for i in (0, *part)), style=style)
            yield table


def _slices_table(title: str, slices: Mapping[str, Figures]) -> Numbers:
    rows = []
    for name, f in slices.items():
        ece = f"{f.ece:.3f} ({f.ece_by_chance:.3f})"
        rest = (f"{x:.3f}" for x in (f.brier, f.log_loss, f.surer_half))
        rows.append([name, str(f.n_rows), str(f.macro_f1), str(f.accuracy), ece, *rest])
    columns = ["rows of", "n", "macro-F1 (95%)", "accuracy (95%)"]
    return Numbers(title, [*columns, "ECE (by chance)", "Brier", "log loss", "surer half"], rows)


def _head_views(report: Report, head: HeadReport) -> Iterator[RenderableType]:
    whole = head.slices[ALL]
    yield from _classes_tables(whole)
    kept = [
        [f"{a.coverage:.0%}", a.min_confidence, f"{a.accuracy:.3f}", f"{a.risk:.3f}"]
        for a in whole.abstention
    ]
    yield Numbers("abstaining", ["coverage", "min. confidence", "accuracy", "risk"], kept)
    if (c := head.comparison) is not None:
        yield Text(
            f"against {report.against}: macro-F1 {c.first:.3f} and {c.second:.3f},\n"
            f"difference {c.difference}, p {c.p}; right here alone {c.only_first}, there {c.only_second}"
        )
    if (agreed := head.agreement) is not None:
        yield Text(
            f"second coding, {agreed.n_rows} rows: agreement {agreed.share:.3f}, kappa {agreed.kappa:.3f}, "
            f"alpha {agreed.alpha:.3f}"
        )
    if head.worst:
        yield _mistakes_table(head)


def _mistakes_table(head: HeadReport) -> Table:
    table = Table(title=Text("mistakes of which the model was surest"), title_justify="left")
    for column in ("line", "label", "called", "p", "text", "words that decided"):
        table.add_column(column, overflow="fold", no_wrap=column in {"line", "p"})
    for m in head.worst:
        words = "; ".join(f"{_brief(words, _LONGEST_WORDS)} ({share:+.2f})" for words, share in m.evidence)
        text = _brief(m.text, _LONGEST_MISTAKE)
        table.add_row(
            str(m.line), Text(m.label), Text(m.called), f"{m.confidence:.2f}", Text(text), Text(words)
        )
    return table


def _brief(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def _classes_tables(figures: Figures) -> Iterator[Numbers]:
    classes = figures.classes
    rows = [[c.label, str(c.precision), str(c.recall), str(c.f1)] for c in classes]
    yield Numbers("by label", ["label", "precision (95%)", "recall (95%)", "F1 (95%)"], rows)
    columns = ["label", "n", *(f"→ {c.label}" for c in classes)]
    called = zip(classes, figures.confusion.tolist(), strict=True)
    rows = [[c.label, str(c.support), *map(str, counts)] for c, counts in called]
    yield Numbers("how rows of a label were called", columns, rows)


def reading_view(reading: Reading, name: str | None = None) -> RenderableType:
    """Show an article's positions: a row a holder, with the statement that shows the position best."""
    if not reading.positions:
        return Text(f"{name or 'the article'}: nobody is given a position")
    rows = []
    for row in reading.positions:
        best = max(row.statements, key=lambda s: s.judgement.probabilities.get(row.position, 0.0))
        words = _brief(" ".join(best.text.split()), _LONGEST_WORDS)
        style = _STYLES.get(Position(row.position), "") if row.position in set(Position) else ""
        label = str(row.position).replace("_", " ")
        rows.append((Text(row.holder), Text(label, style=style), Text(f"{row.confidence:.2f}"), Text(words)))
    return _Positions(name, rows)


@dataclass(frozen=True, slots=True)
class _Positions:
    """A table of positions; on a screen too narrow for it, one below the other, each with its words."""

    name: str | None
    rows: Sequence[tuple[Text, Text, Text, Text]]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        if options.max_width < _NARROW:
            if self.name is not None:
                yield Text(self.name, "bold", overflow="fold")
            for holder, label, confidence, words in self.rows:
                yield Text.assemble(holder, ": ", label, " ", confidence)
                yield Padding(words, (0, 0, 0, 2))
            return
        table = Table(title=None if self.name is None else Text(self.name), title_justify="left")
        table.add_column("holder", overflow="fold")
        table.add_column("position", no_wrap=True)
        table.add_column("p", justify="right", no_wrap=True)
        table.add_column("in these words", overflow="fold")
        for row in self.rows:
            table.add_row(*row)
        yield table


def article_figures_view(figures: ArticleFigures) -> RenderableType:
    """Show how well articles were read."""
    table = Table(title=Text(f"{figures.n_articles} articles"), title_justify="left")
    for column in ("figure", "value", "of"):
        table.add_column(column, overflow="fold", no_wrap=column == "value")
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
