"""The model card: what a model is, what it was trained on, how good it is, and what it must not be asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from stance.data.rows import Statement
from stance.evaluation.metrics import Figures

_ENGINES = {
    "lexical": "Linear scores over readable word and cue features, computed by numpy alone.",
    "encoder": "A fine-tuned sentence encoder (eleven layers of bge-small-en-v1.5, MIT, were its start) with "
    "a linear classifier on the mean of its vectors; int8, run by onnxruntime.",
    "cascade": "The lexical engine where it is sure and the target is not named; elsewhere both engines' "
    "scores, weighed and added.",
}


OF_THE_CORPUS = "statements held out by group; of the corpus, reworded ones by event"


def how_held_out(statements: str, *, grouped: bool) -> str:
    """Say how statements were held out."""
    return f"{statements} held out {'by group' if grouped else 'at random, copies of a text together'}"


def model_card(
    name: str,
    engine: str,
    command: str,
    statements: Sequence[Statement],
    kinds: str,
    corpus_sha256: str,
    figures: Mapping[str, Figures],
    libraries: Mapping[str, str],
    *,
    names_count: bool = False,
    calibrated_on: str = "",
    measured_on: str = OF_THE_CORPUS,
) -> str:
    """Write the card as Markdown.

    ``kinds``: a sentence on what the statements are, or ""; ``names_count``: whether the model sees the
    words as written too; ``calibrated_on``: what the temperature of positions was fitted to, if not the rows
    that are measured on; ``measured_on``: what these rows are.
    """
    mood = "and the statement's sentiment" if "sentiment" in figures else "and nothing else"
    positions = Counter(s.position for s in statements)
    sentiments = Counter(s.sentiment or "not settled, left out" for s in statements)
    seen = (
        "It sees every word as written, names and the target too."
        if names_count
        else "Names, nationalities and numbers are masked, and so is the target."
    )
    fitted = (
        f"The temperature of positions was fitted to {calibrated_on}: a model is surer than right where the "
        "writers are others than those that it learnt from. A cascade's weights and thresholds were fitted "
        "to both, the temperature of sentiment to these rows"
        if calibrated_on
        else "The temperature of each head was fitted to these rows"
    )
    versions = ", ".join(f"{library} {version}" for library, version in libraries.items())
    what = (
        "Labels statements as its training data were labelled"
        if names_count
        else "Labels the position of a statement's holder on a target, troop deployment unless another is "
        "given"
    )
    parts = [
        f"# Model card: {name}",
        "",
        f"{what}, {mood}. {_ENGINES[engine]} {seen} "
        "Every score is the sum of the contributions that are shown as evidence.",
        "",
        f"Made by `{command}`.",
        "",
        "## Training data",
        f"{len(statements)} statements, SHA-256 of texts and labels {corpus_sha256}. {kinds}".strip(),
        "",
        "- position: " + ", ".join(f"{label} {n}" for label, n in sorted(positions.items())),
        "- sentiment: " + ", ".join(f"{label} {n}" for label, n in sorted(sentiments.items())),
        "",
        f"## Figures on {measured_on}",
        "| head | macro-F1 (95% interval) | accuracy | ECE | accuracy of the surer half |",
        "| --- | --- | --- | --- | --- |",
    ]
    for head, f in figures.items():
        parts.append(f"| {head} | {f.macro_f1} | {f.accuracy.value:.3f} | {f.ece:.3f} | {f.surer_half:.3f} |")
    parts += [
        "",
        f"{fitted}: a few numbers to many rows. Intervals draw rows, not groups.",
        "",
        "## Limits",
        "English only. One statement at a time: a few sentences, not an article. The words alone count; what "
        "is known of the holder does not. Irony, and a position that only the context of an article gives, "
        "are beyond it. Check a sample by hand before you publish shares.",
        "",
        f"Made with {versions}.",
        "",
    ]
    return "\n".join(parts)
