"""How far the two labellings of the corpus agree: ``python training/agreement.py``.

Positions of the files without a number are settled ones, so that their agreement is an upper bound; those of
the others are the two as given, the disputed statements included.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

import click
from corpus import LABELLED_TWICE, read_corpus
from sklearn.metrics import cohen_kappa_score


@click.command(help=__doc__)
def main() -> None:
    rows = [s.extra for part in (*LABELLED_TWICE, "disputed") for s in read_corpus(part, multi=True)[0]]
    slices: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        slices["all"].append(row)
        slices[f"genre {row['genre']}"].append(row)
        slices[f"file {row['id'].split('-')[0]}"].append(row)
    print("slice | n | open | ruled_out | neutral | agreement, kappa: position | sentiment")
    for name, part in sorted(slices.items()):
        counts = Counter(r["position"] for r in part)
        figures = []
        for first, second in (("position", "second_position"), ("first_sentiment", "second_sentiment")):
            a = [r.get("first_position", r[first]) if first == "position" else r[first] for r in part]
            b = [r[second] for r in part]
            pairs = [(x, y) for x, y in zip(a, b, strict=True) if y is not None]  # or was not labelled
            if not pairs:
                figures.append("none")
                continue
            same = sum(x == y for x, y in pairs) / len(pairs)
            figures.append(f"{same:.3f}, {_kappa(*zip(*pairs, strict=True)):.3f}")
        labels = " | ".join(str(counts[label]) for label in ("open", "ruled_out", "neutral"))
        print(f"{name} | {len(part)} | {labels} | {' | '.join(figures)}")


def _kappa(a: Sequence[str], b: Sequence[str]) -> float:
    """Return Cohen's kappa; NaN where all rows have one label and chance alone agrees."""
    return cohen_kappa_score(a, b) if len({*a, *b}) > 1 else float("nan")


if __name__ == "__main__":
    main()
