"""The training corpus: statements from ``corpus/``, with the event that groups them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from stance.data.rows import Statement, read_statements
from stance.target import Target
from stance.training.corpus import corpus_hash

CORPUS = Path(__file__).parent / "corpus"
LABELLED_TWICE = tuple(
    "reworded natural context within vivid articles contrast adversarial hard long".split()
)  # parts


def read_corpus(*parts: str, multi: bool = False) -> tuple[list[Statement], list[str]]:
    """Return the statements of the parts, by default the reworded ones, and the event of each.

    Files come in the order of their names; with ``multi`` statements with two holders come, too.
    """
    paths = [path for part in parts or ("reworded",) for path in (CORPUS / part).glob("*.jsonl")]
    statements = [s for path in sorted(paths, key=lambda path: path.name) for s in read_statements(path)]
    chosen = [s for s in statements if multi or not s.multi]
    return chosen, [s.extra.get("event") or s.extra["triplet"] for s in chosen]


def kinds(n_reworded: int, n_in_context: int = 0) -> str:
    """Say in a model card what the statements are."""
    within = f" {n_in_context} stand within an article and do not name the target;" if n_in_context else ""
    return f"{n_reworded} reword real ones;{within} the others are invented. Only the first are measured on."


def read_everything(*, natural: bool = False) -> tuple[list[Statement], list[str], list[bool]]:
    """Return what the packaged models learn from: statements, their groups, and which are measured on.

    Invented statements raise the macro-F1 on reworded ones (``invented.py``); they are never measured on. The
    natural ones are for the encoder alone.
    """
    reworded, events = read_corpus("reworded", "natural") if natural else read_corpus()
    invented, triplets = read_corpus("invented")
    measured = [True] * len(reworded) + [False] * len(invented)
    return reworded + invented, events + triplets, measured


def read_context(*, within: bool = False) -> tuple[list[Statement], list[str]]:
    """Return statements within an article on the target that do not name it, and the event of each.

    The part ``within`` has more of them, which the encoder alone learns from. Each stands behind the reminder
    that the reader puts before such a statement; they are never measured on.
    """
    return read_corpus("context", "within") if within else read_corpus("context")


def read_articles() -> tuple[list[Statement], list[str]]:
    """Return statements as the reader takes them from whole articles, and the event of each article.

    Those that do not name the target stand behind the reminder. They are measured on, and the temperature of
    the encoder's and the cascade's positions is fitted to them; nothing else is learnt from them.
    """
    return read_corpus("articles")


def calibrating(strangers: list[Statement]) -> str:
    """Say in a model card what the temperature of positions was fitted to, the statements of articles."""
    return f"{len(strangers)} statements of articles by writers that nothing was learnt from"


def calibration_facts(strangers: list[Statement]) -> dict[str, Any]:
    """Return what a manifest says of the rows that the temperature of positions was fitted to."""
    return {"n_calibrating": len(strangers), "calibrating_sha256": corpus_hash(strangers)}


def read_contrasts() -> tuple[list[Statement], list[str]]:
    """Return reworded statements edited in the words that decide, and the event of each.

    A contrast has another position than the statement that it was made of, and that statement's event; none
    is measured on.
    """
    return read_corpus("contrast")


def read_targets() -> list[tuple[Target, list[Statement]]]:
    """Return the other targets that the encoder learns from, each with its statements."""
    folder = CORPUS / "targets"
    files = sorted(folder.glob("*.jsonl"))
    return [(Target.from_file(path.with_suffix(".toml")), list(read_statements(path))) for path in files]
