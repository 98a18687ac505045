"""What an evaluation finds: figures by slice, a comparison, agreement, and the worst mistakes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import compress
from typing import Any, Protocol

import numpy as np

from stance.data.rows import BadRows, Statement, is_missing, label_text
from stance.errors import DataError
from stance.evaluation.comparison import Agreement, Comparison, agreement, compare
from stance.evaluation.metrics import Figures, Floats, figures_of, places_of
from stance.values import Explanation, Judgement

ALL = "all"
_EVIDENCE = 3  # spans of it that are shown with a mistake


class Labels(Protocol):
    """A model as an evaluation sees it."""

    positions: tuple[str, ...]
    sentiments: tuple[str, ...]

    def label(self, texts: Sequence[str]) -> list[Judgement]:
        """Judge texts, in order."""
        ...

    def explain(self, text: str, label: str, *, head: str) -> Explanation:
        """Explain the score of a head's label."""
        ...


@dataclass(frozen=True, slots=True)
class Mistake:
    """A row that was called wrong, with the words that decided what it was called."""

    line: int
    text: str
    label: str
    called: str
    confidence: float
    evidence: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class HeadReport:
    """One head's figures by slice, of which the first is of all rows; the rest where it was asked for."""

    labels: tuple[str, ...]
    slices: dict[str, Figures]
    comparison: Comparison | None
    agreement: Agreement | None
    worst: tuple[Mistake, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """All that an evaluation finds on one file.

    ``n_left_out``: rows with two holders; ``n_bad``: rows that are wrong; ``notes``: what else was left out,
    and why.
    """

    source: str
    model: str
    against: str | None
    n_rows: int
    n_left_out: int
    heads: dict[str, HeadReport]
    notes: tuple[str, ...] = ()
    n_bad: int = 0

    @property
    def left_out(self) -> str:
        """What was left out, as it is told behind the number of rows."""
        told = [(self.n_left_out, "with two holders"), (self.n_bad, "that are wrong")]
        parts = [f"{n} {which}" for n, which in told if n]
        return f", {' and '.join(parts)} left out" if parts else ""

    def to_dict(self) -> dict[str, Any]:
        """Return the report as plain values, ready for JSON."""
        content = asdict(self)
        for name, head in self.heads.items():
            for key, figures in head.slices.items():
                content["heads"][name]["slices"][key]["confusion"] = figures.confusion.tolist()
        return content


def evaluate(
    source: str,
    statements: Sequence[Statement],
    labeler: Labels,
    model: str,
    *,
    slice_by: str = "",
    second: str | None = None,
    against: tuple[str, Labels] | None = None,
    n_worst: int = 0,
    bad: BadRows | None = None,
) -> Report:
    """Measure a model on labelled statements.

    ``slice_by``: a column whose values part the rows; ``second``: a column with a second coding of the
    positions; ``against``: another model's name and itself, compared on the same rows. Rows with two
    holders are left out, and the sentiment where the column has other labels than the model. ``bad`` is told
    of each row with a position that the model has not; without it the first one raises ``DataError``, as a
    column that is not there always does.
    """
    single = [s for s in statements if not s.multi]
    if not single:
        raise DataError(f"{source}: every row has two holders; there is nothing to measure")
    for column in (slice_by or None, second):
        if column is not None and not any(column in s.extra for s in single):
            there = ", ".join(dict.fromkeys(name for s in single for name in s.extra))
            raise DataError(f"{source}: there is no column “{column}”; it has {there or 'none'}")
    n_single = len(single)
    bad = BadRows(source, stop=True, report=lambda _: None) if bad is None else bad
    single = list(_known(single, labeler.positions, bad))
    if not single:
        raise DataError(f"{source}: no row has a label that the model has")
    texts = [s.text for s in single]
    judged = labeler.label(texts)
    theirs = None
    if against is not None and any(set(h.labels(labeler)) == set(h.labels(against[1])) for h in _HEADS):
        theirs = against[1], against[1].label(texts)
    known = set(labeler.sentiments)
    settled = {s.sentiment for s in single if s.sentiment is not None}
    others = sorted(settled - known) if known else []
    notes = [f"{source}: the column “sentiment” is left out: it holds {', '.join(others)}"] if others else []
    if against is not None and theirs is None:
        notes.append(f"not compared with {against[0]}: none of its labels are those of {model}")
    notes += [] if second is None else _strange(single, second, labeler.positions, source)
    try:
        heads = {"position": _head(single, judged, labeler, _POSITION, slice_by, second, theirs, n_worst)}
        if labeler.sentiments and settled and not others:
            heads["sentiment"] = _head(single, judged, labeler, _SENTIMENT, slice_by, None, theirs, n_worst)
    except ValueError as error:
        raise DataError(f"{source}: {error}") from error
    name = None if against is None else against[0]
    n_multi = len(statements) - n_single
    return Report(source, model, name, len(single), n_multi, heads, tuple(notes), bad.count)


def _strange(rows: Sequence[Statement], second: str, labels: Sequence[str], source: str) -> list[str]:
    """Tell of labels of a second coding that the model has not: they may be mistyped."""
    given = Counter(label for s in rows if (label := label_text(s.extra.get(second))) is not None)
    others = [f"“{label}” ({n})" for label, n in given.most_common() if label not in labels]
    if not others:
        return []
    told = ", ".join(others[:5]) + (f" and {len(others) - 5} more" if others[5:] else "")
    return [
        f"{source}: the column “{second}” has labels that the model has not; they agree with none: {told}"
    ]


def _known(statements: Iterable[Statement], labels: Sequence[str], bad: BadRows) -> Iterator[Statement]:
    """Pass on what has a label that the model has; the rest is reported."""
    for statement in statements:
        if statement.position in labels:
            yield statement
        else:
            there = ", ".join(labels)
            bad.add(statement.line, f"the model has no label “{statement.position}”; it has {there}")


@dataclass(frozen=True, slots=True)
class _Head:
    """A head's name, and where its labels, a row's gold label, if it has one, and probabilities are found."""

    name: str
    labels: Callable[[Labels], tuple[str, ...]]
    gold: Callable[[Statement], str | None]
    probabilities: Callable[[Judgement], Mapping[str, float]]


_POSITION = _Head("position", lambda m: m.positions, lambda s: s.position, lambda j: j.probabilities)
_SENTIMENT = _Head(
    "sentiment", lambda m: m.sentiments, lambda s: s.sentiment, lambda j: j.sentiment_probabilities
)

_HEADS = (_POSITION, _SENTIMENT)


def _head(
    statements: Sequence[Statement],
    judged: Sequence[Judgement],
    labeler: Labels,
    head: _Head,
    slice_by: str,
    second: str | None,
    against: tuple[Labels, Sequence[Judgement]] | None,
    n_worst: int,
) -> HeadReport:
    """Measure a head on the rows that have a gold label of it; judgements are parallel to the statements."""
    labels = head.labels(labeler)
    has_gold = [head.gold(s) is not None for s in statements]
    gold = [label for s in statements if (label := head.gold(s)) is not None]
    statements, judged = list(compress(statements, has_gold)), list(compress(judged, has_gold))
    theirs = None if against is None else _in_order(against[0], compress(against[1], has_gold), head, labels)
    rows = np.array([list(head.probabilities(j).values()) for j in judged])
    members: dict[str, list[int]] = {ALL: list(range(len(statements)))}
    for i, statement in enumerate(statements):
        if slice_by and slice_by in statement.extra:
            value = statement.extra[slice_by]
            named = "(no value)" if is_missing(value) else label_text(value) or value
            members.setdefault(f"{slice_by} = {named}", []).append(i)
    slices = {name: figures_of([gold[i] for i in part], rows[part], labels) for name, part in members.items()}
    return HeadReport(
        tuple(map(str, labels)),
        slices,
        None if theirs is None else compare(gold, rows, theirs, labels),
        None if second is None else _agreed(statements, gold, second),
        _worst(statements, gold, rows, labeler, head, n_worst),
    )


def _in_order(
    labeler: Labels, judged: Iterable[Judgement], head: _Head, labels: Sequence[str]
) -> Floats | None:
    """Return another model's probabilities, columns as ``labels``; None where it has other labels."""
    if set(head.labels(labeler)) != set(labels):
        return None
    return np.array([[head.probabilities(j)[label] for label in labels] for j in judged])


def _agreed(statements: Sequence[Statement], gold: Sequence[str], second: str) -> Agreement:
    labels = [label_text(s.extra.get(second)) for s in statements]
    pairs = [(g, other) for g, other in zip(gold, labels, strict=True) if other is not None]
    if not pairs:
        raise ValueError(f"column “{second}” holds no second label")
    return agreement([a for a, _ in pairs], [b for _, b in pairs])


def _worst(
    statements: Sequence[Statement],
    gold: Sequence[str],
    rows: Floats,
    labeler: Labels,
    head: _Head,
    n: int,
) -> tuple[Mistake, ...]:
    """Return the mistakes of which the model was surest."""
    labels = head.labels(labeler)
    truth, called = places_of(gold, labels), rows.argmax(axis=1)
    wrong = np.flatnonzero(called != truth)
    worst = wrong[np.argsort(-rows[wrong].max(axis=1), kind="stable")][:n].tolist()
    return tuple(
        Mistake(
            statements[i].line,
            statements[i].text,
            str(gold[i]),
            label := str(labels[called[i]]),
            float(rows[i].max()),
            _evidence(labeler.explain(statements[i].text, label, head=head.name)),
        )
        for i in worst
    )


def _evidence(told: Explanation) -> tuple[tuple[str, float], ...]:
    return tuple((e.text, e.contribution) for e in told.evidence if e.text)[:_EVIDENCE]
