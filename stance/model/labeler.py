"""``Labeler``: a loaded model, with which users label texts."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from numbers import Real
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from stance.data.columns import check_column, given_names, judgement_columns, with_gaps
from stance.errors import ModelNotFoundError
from stance.inputs import check_no_single, check_text, check_texts, numbered_texts, texts_or_none
from stance.model.artefact import Manifest
from stance.model.calibration import softmax
from stance.model.collector import held_back
from stance.model.packing import ACCURATE, FAST, open_folder
from stance.model.scorer import Scorer, columns_of
from stance.target import Target, check_target
from stance.topic import topic_of
from stance.values import Explanation, Judgement, Position, Sentiment

PACKAGED = Path(__file__).parents[1] / "packaged"
_ENGINES = {"cascade": PACKAGED, FAST: PACKAGED / FAST, ACCURATE: PACKAGED / ACCURATE}
_DEFAULT = "cascade"  # the engine behind ``stance.load()``
_POSITION, _SENTIMENT = "position", "sentiment"


def _as_enum(label: str, enum: type[Position | Sentiment]) -> str:
    return enum(label) if label in set(enum) else label


class Labeler:
    """Labels texts with one model. Holds no state between calls; safe to share among threads."""

    __slots__ = (
        "_bounds",
        "_labels",
        "_own",
        "_reminds",
        "_scorer",
        "manifest",
        "positions",
        "sentiments",
        "terms",
    )

    def __init__(self, scorer: Scorer, manifest: Manifest, target: Target | None = None) -> None:
        self._own = scorer
        self._scorer = scorer if target is None else scorer.with_target(target)
        self.manifest = manifest
        trained = Target.from_terms(**manifest.target)
        self.terms = trained if target is None else target
        self._reminds = set(self.terms.nouns).isdisjoint(trained.nouns)
        heads = scorer.heads
        self._labels = heads
        self.positions = tuple(_as_enum(label, Position) for label in heads[_POSITION])
        self.sentiments = tuple(_as_enum(label, Sentiment) for label in heads.get(_SENTIMENT, ()))
        self._bounds = columns_of(heads)

    def __repr__(self) -> str:
        positions = ", ".join(map(str, self.positions))
        return f"<Labeler {self.manifest.name} {self.manifest.version}, positions {positions}>"

    def __reduce__(self) -> tuple[type[Self], tuple[Scorer, Manifest, Target | None]]:
        return type(self), (self._own, self.manifest, None if self._scorer is self._own else self.terms)

    @property
    def name(self) -> str:
        """The model's name and version, as tables give it."""
        return f"{self.manifest.name} {self.manifest.version}"

    @property
    def target(self) -> str:
        """The name of what positions are on; ``terms`` are the words for it."""
        return self.terms.name

    def __call__(self, text: str) -> Judgement:
        """Judge one text. Raises ``TypeError`` when it is no string."""
        return self._judge(self._shown([check_text(text)]), None)[0]

    def label(self, texts: Iterable[str], min_confidence: float | None = None) -> list[Judgement]:
        """Judge texts, in order.

        With ``min_confidence`` (0 to 1) the position of a less sure judgement is None. Raises
        ``TypeError`` naming the first text that is no string.

        >>> labeler = load("fast")
        >>> [str(j.position) for j in labeler.label(["We will send troops.", "We will never send troops."])]
        ['open', 'ruled_out']
        >>> labeler.label(["Troops?"], min_confidence=0.99)[0].position is None
        True
        """
        _check_confidence(min_confidence)
        return self._judge(self._shown(check_texts(texts)), min_confidence)

    def predict_proba(self, texts: Iterable[str]) -> NDArray[np.float64]:
        """Return calibrated probabilities: float64 (n_texts, n_positions), columns as ``positions``.

        >>> load("fast").predict_proba(["We will send troops.", "It rained."]).shape
        (2, 3)
        """
        n_heads = list(self._labels).index(_POSITION) + 1  # sentiment is not asked for
        scores = self._scorer.scores(self._shown(check_texts(texts)), n_heads)
        return softmax(scores[:, self._bounds[_POSITION]])

    def stream(
        self, texts: Iterable[str], batch_size: int = 4096, min_confidence: float | None = None
    ) -> Iterator[Judgement]:
        """Judge texts one after another, holding no more than ``batch_size`` of them in memory.

        >>> lines = (f"We will send {n} soldiers." for n in range(3))
        >>> [str(j.position) for j in load("fast").stream(lines, batch_size=2)]
        ['open', 'open', 'open']
        """
        check_no_single(texts)
        _check_confidence(min_confidence)
        if batch_size < 1:
            raise ValueError(f"batch_size is {batch_size}; it is at least 1")
        iterator = numbered_texts(texts)
        batches = iter(lambda: list(itertools.islice(iterator, batch_size)), [])
        return (judgement for batch in batches for judgement in self.label(batch, min_confidence))

    def columns(
        self, texts: Iterable[str | None], min_confidence: float | None = None
    ) -> dict[str, list[Any]]:
        """Judge texts and return columns, as many values each as there are texts, in order.

        The columns are position, probability_… of each position, rounded to six decimals, sentiment,
        abstained and model. Where a text is missing (None, NaN), all are None. ``texts`` is a list or the
        column of a table. Raises ``TypeError`` naming the first text that is another thing.

        >>> columns = load("fast").columns(["We will send troops.", None])
        >>> columns["position"], columns["abstained"]
        (['open', None], [False, None])
        """
        _check_confidence(min_confidence)
        items = texts_or_none(texts)
        scores = self._scorer.scores(self._shown([text for text in items if text is not None]))
        sentiments = None
        if self.sentiments:
            names = list(map(str, self.sentiments))
            sentiments = [names[i] for i in scores[:, self._bounds[_SENTIMENT]].argmax(axis=1).tolist()]
        probabilities = softmax(scores[:, self._bounds[_POSITION]])
        floor = 0.0 if min_confidence is None else min_confidence
        columns = judgement_columns(probabilities, self.positions, sentiments, floor, self.name)
        return with_gaps(columns, [text is not None for text in items])

    def map_batch(
        self, batch: Mapping[str, Any], text: str = "text", min_confidence: float | None = None
    ) -> dict[str, Any]:
        """Give the ``columns`` of a batch of a table, for ``dataset.map(labeler.map_batch, batched=True)``.

        ``text`` names the column of texts. A column that has the name of an added one is kept as given_….
        Raises ``DataError`` where there is no such column, and ``TypeError`` for a table of Arrow or Polars
        and for one row.
        """
        if not isinstance(batch, Mapping) and type(batch).__module__.split(".")[0] in ("pyarrow", "polars"):
            raise TypeError(
                f"expected a mapping of columns and got {type(batch).__name__}; of datasets, take "
                "dataset.with_format(None); of another table, labeler.columns(table[text])"
            )
        check_column(text, batch)
        if batch[text] is None or isinstance(batch[text], str):
            raise TypeError("expected a batch and got one row; call dataset.map with batched=True")
        added = self.columns(batch[text], min_confidence)
        renamed = {
            kept: batch[name] for name, kept in given_names(list(batch), added).items() if kept != name
        }
        return renamed | added

    def explain(self, text: str, label: str | None = None, *, head: str = _POSITION) -> Explanation:
        """Explain the score of a position, of the likeliest one when none is named.

        With ``head="sentiment"`` that of a sentiment. Raises ``ValueError`` for a label that the model does
        not know.

        >>> told = load("fast").explain("We will not send troops.", "ruled_out")
        >>> told.evidence[0].text
        'We will not send troops'
        >>> abs(sum(e.contribution for e in told.evidence) - told.score) < 1e-9
        True
        """
        if head not in self._labels:
            raise ValueError(f"the model has no head “{head}”; it has {', '.join(self._labels)}")
        shown = self._shown([check_text(text)])
        if label is None:
            label = self._labels[head][self._scorer.scores(shown)[0, self._bounds[head]].argmax()]
        return self._explain(shown[0], label, head)

    def with_target(self, target: Target) -> Self:
        """Return a labeler for another target, with the same weights; a cascade leaves it to its encoder.

        A text that does not name the target, one of other nouns, is judged behind a reminder of it, which
        ``judgement.text`` shows ("On supplying cruise missiles: "): the model knows words for its own alone.

        Raises ``TypeError`` for what is no ``Target``, and ``ModelError`` for a model that sees every word
        as written, which has no mask for a target.

        >>> missiles = Target.from_terms("missiles", nouns=["cruise missile"], verbs=["supply"])
        >>> str(load("fast").with_target(missiles)("We will not supply cruise missiles.").position)
        'ruled_out'
        """
        check_target(target)
        return type(self)(self._own, self.manifest, target)

    def judge(self, texts: Iterable[str]) -> list[Judgement]:
        """Judge texts as they stand, in order, without a reminder of the target."""
        return self._judge(check_texts(texts), None)

    def _shown(self, texts: list[str]) -> list[str]:
        """Return what is judged of texts: those that do not name another target are reminded of it."""
        return list(map(topic_of(self.terms).remind, texts)) if self._reminds else texts

    def _explain(self, text: str, label: str, head: str = _POSITION) -> Explanation:
        output = self._output(label, head)
        evidence = self._scorer.shares(text, output).evidence(text)
        return Explanation(label, sum(e.contribution for e in evidence), evidence)

    def _output(self, label: str, head: str) -> int:
        labels = self._labels[head]
        if label not in labels:
            raise ValueError(f"no {head} “{label}”; there are {', '.join(labels)}")
        start: int = self._bounds[head].start
        return start + labels.index(label)

    def _judge(self, texts: list[str], min_confidence: float | None) -> list[Judgement]:
        scores = self._scorer.scores(texts)
        positions = scores[:, self._bounds[_POSITION]]
        probabilities, winners = _decided(positions)
        felt, strongest = _decided(scores[:, self._bounds.get(_SENTIMENT, slice(0, 0))])
        floor = 0.0 if min_confidence is None else min_confidence
        named = [
            self.positions[winner] if row[winner] >= floor else None
            for row, winner in zip(probabilities, winners, strict=True)
        ]
        moods = [self.sentiments[place] for place in strongest] if self.sentiments else [None] * len(texts)
        labels, sentiments = self._labels[_POSITION], self._labels.get(_SENTIMENT, ())
        with held_back():
            return list(
                map(
                    Judgement,
                    texts,
                    named,
                    _by_label(labels, probabilities),
                    moods,
                    _by_label(sentiments, felt),
                    _by_label(labels, positions.tolist()),
                    itertools.repeat(self._explain),
                )
            )


def _check_confidence(min_confidence: float | None) -> None:
    if min_confidence is None:
        return
    if not isinstance(min_confidence, Real):
        raise TypeError(f"min_confidence is {type(min_confidence).__name__}, not a number from 0 to 1")
    if not 0 <= min_confidence <= 1:
        raise ValueError(f"min_confidence is {min_confidence}; it is a probability from 0 to 1")


def _decided(scores: NDArray[np.float64]) -> tuple[list[list[float]], list[int]]:
    """Return probabilities and the column of the greatest score, row by row."""
    if not scores.shape[1]:
        return [[]] * len(scores), [0] * len(scores)
    return softmax(scores).tolist(), scores.argmax(axis=1).tolist()


def _by_label(labels: Sequence[str], rows: list[list[float]]) -> Iterable[dict[str, float]]:
    """Give each row's values by label."""
    if len(labels) == len(Position):  # what most models have, in less than half the time
        first, second, third = labels
        return [{first: a, second: b, third: c} for a, b, c in rows]
    return map(dict, map(zip, itertools.repeat(labels), rows))


def load(model: str | Path | None = None) -> Labeler:
    """Load a packaged model by its name, or a model folder by its path.

    "cascade", the default, lets the lexical engine decide where it is sure and asks the encoder elsewhere;
    "fast" is the lexical engine alone, "accurate" the encoder alone.

    Raises ``ModelNotFoundError``, ``ModelDamagedError`` or ``ModelVersionError``.

    >>> labeler = load("fast")
    >>> [str(position) for position in labeler.positions]
    ['open', 'ruled_out', 'neutral']
    >>> str(labeler("Nothing is off the table when it comes to ground troops.").position)
    'open'
    """
    return Labeler(*open_folder(folder_of(_DEFAULT if model is None else model)))


def folder_of(model: str | Path) -> Path:
    """Return the folder of a packaged model, by its name, or of another.

    Raises ``ModelNotFoundError`` where there is neither.
    """
    name = str(model)
    folder = _ENGINES.get(name, Path(name))
    if name not in _ENGINES and not folder.is_dir():
        raise ModelNotFoundError(f"“{name}” is neither a packaged model ({', '.join(_ENGINES)}) nor a folder")
    return folder
