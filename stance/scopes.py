"""Scopes: columns over the stream that say in what surroundings a token stands.

Negation composes: within a clause every negator turns the sign of what follows, so that two of
them cancel out (Wilson, Wiebe and Hoffmann 2005 call it polarity shifting; here it is a parity).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stance.lexicon.table import CLAUSE_START, MASK_CLASSES, NEGATOR, SENTENCE_END, TARGET
from stance.masks import Stream

_QUESTION_MARK = MASK_CLASSES.index("QUESTION-MARK")

# Where a token stands to the target.
NO_TARGET, BEFORE, AFTER, ELSEWHERE = range(4)


@dataclass(frozen=True, slots=True)
class Scopes:
    """One row a token of the stream.

    ``turn``: int64, 1 after an odd number of cues of its clause that turn a position round: negators,
    and words of refusing, excluding, opposing, leaving, denying and warning.
    ``clause``: int64, numbered through the batch; ``parity``: int64, 1 under an odd
    number of negators of its clause; ``relation``: int64, where the token stands to the target:
    NO_TARGET in the text, BEFORE or AFTER it in the same clause, or in a clause ELSEWHERE;
    ``question``: int64, 1 in a sentence that has a question mark.
    """

    clause: NDArray[np.int64]
    parity: NDArray[np.int64]
    turn: NDArray[np.int64]
    relation: NDArray[np.int64]
    question: NDArray[np.int64]


def _running_count(events: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Count the events before each row: int64 (n_rows + 1,)."""
    count = np.zeros(len(events) + 1, dtype=np.int64)
    np.cumsum(events, out=count[1:])
    return count


def find_scopes(stream: Stream) -> Scopes:
    """Compute all columns for one batch."""
    n = len(stream)
    begins = (stream.flags & CLAUSE_START) != 0
    opens = np.zeros(n, dtype=bool)
    opens[1:] = (stream.flags[:-1] & SENTENCE_END) != 0
    texts = stream.firsts[:-1][np.diff(stream.firsts) > 0]
    begins[texts] = True
    opens[texts] = True
    clause = np.cumsum(begins) - 1
    clause_starts = begins.nonzero()[0]
    sentence = np.cumsum(opens) - 1
    return Scopes(
        clause=clause,
        parity=_parity((stream.flags & NEGATOR) != 0, clause, clause_starts),
        turn=_parity(stream.turns, clause, clause_starts),
        relation=_relations(stream, clause, clause_starts),
        question=_questions(stream, sentence, opens.nonzero()[0]),
    )


def _parity(
    events: NDArray[np.bool_], group: NDArray[np.int64], group_starts: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return 1 where an odd number of events stands before a row in its group."""
    count = _running_count(events)
    parity: NDArray[np.int64] = (count[:-1] - count[group_starts][group]) & 1
    return parity


def _questions(
    stream: Stream, sentence: NDArray[np.int64], sentence_starts: NDArray[np.int64]
) -> NDArray[np.int64]:
    marks = _running_count(stream.cls == _QUESTION_MARK)
    ends = np.append(sentence_starts[1:], len(stream))
    asked: NDArray[np.int64] = (marks[ends] > marks[sentence_starts])[sentence].astype(np.int64)
    return asked


def _relations(
    stream: Stream, clause: NDArray[np.int64], clause_starts: NDArray[np.int64]
) -> NDArray[np.int64]:
    targets = _running_count(stream.symbol == TARGET)
    clause_ends = np.append(clause_starts[1:], len(stream))
    seen = targets[1:] - targets[clause_starts][clause]
    in_clause = targets[clause_ends][clause] - targets[clause_starts][clause]
    in_text = (targets[stream.firsts[1:]] - targets[stream.firsts[:-1]])[stream.text]
    relation = np.where(seen > 0, AFTER, BEFORE)
    relation[in_clause == 0] = ELSEWHERE
    relation[in_text == 0] = NO_TARGET
    return relation
