"""Make the packaged cascade of the fast engine and the encoder: ``python training/mix.py``.

Weights and thresholds are chosen on the events that the encoder was not trained on, for which a lexical model
fitted without them stands in for the packaged one, and on the statements of articles, whose writers neither
engine learnt from: on its own writers' rows the encoder is better than elsewhere, and its share would be too
large. The temperature of positions is then that of the latter. To be run again whenever either engine was
trained again.
"""

from __future__ import annotations

from pathlib import Path

import click
import numpy as np
from corpus import calibrating, calibration_facts, kinds, read_articles, read_context, read_everything
from rich.console import Console
from taught import taught_positions

from stance.data.rows import Statement
from stance.features import FeatureExtractor
from stance.model.classifier import StanceClassifier
from stance.model.labeler import PACKAGED
from stance.model.lexical import LexicalScorer, weights_of
from stance.model.packing import ACCURATE, FAST, open_folder, save_cascade
from stance.render.card import model_card
from stance.training.corpus import corpus_hash
from stance.training.encoder import head_figures, held_out_rows, label_places, places_in
from stance.training.lexical import heads_of, library_versions
from stance.training.mixing import calibrated, fit_mixture


def stand_in(
    statements: list[Statement], events: list[str], measured: list[bool], strengths: dict[str, float]
) -> LexicalScorer:
    """Fit the lexical engine to some of the statements, with the strengths of the packaged one."""
    texts = [s.text for s in statements]
    taught = {"position": taught_positions(texts)}
    fitted = {
        head.name: StanceClassifier(FeatureExtractor(), C=strengths[head.name]).fit(
            texts, head.labels, head.weights, events, measured, taught.get(head.name)
        )
        for head in heads_of(statements)
    }
    return LexicalScorer(weights_of(fitted))


@click.command(help=__doc__)
@click.option("-o", "--output", type=click.Path(path_type=Path), default=PACKAGED, show_default=True)
def main(output: Path) -> None:
    console = Console(stderr=True)
    statements, groups, measured = read_everything(natural=True)
    held = held_out_rows(groups, measured)
    encoder, encoder_manifest = open_folder(output / ACCURATE)
    if encoder_manifest.training["corpus_sha256"] != corpus_hash(statements):
        raise click.ClickException(
            f"{output / ACCURATE} was trained on another corpus, so that rows held out here may be rows that "
            "it learnt from; run train_encoder.py first"
        )
    manifest = open_folder(output / FAST)[1]
    strengths = {head: facts["C"] for head, facts in manifest.training["heads"].items()}
    context, events = read_context()
    its_own, its_groups, its_measured = read_everything()
    kept = np.flatnonzero(~held_out_rows(its_groups, its_measured)).tolist()
    lexical = stand_in(
        [its_own[i] for i in kept] + context,
        [its_groups[i] for i in kept] + events,
        [its_measured[i] for i in kept] + [False] * len(context),
        strengths,
    )
    texts = [statements[i].text for i in np.flatnonzero(held)]
    heads, labels = label_places(statements)
    fast, named = lexical.scores_and_named(texts)
    accurate = encoder.scores(texts)
    strangers = read_articles()[0]
    passages = [s.text for s in strangers]
    fast_there, named_there = lexical.scores_and_named(passages)
    accurate_there = encoder.scores(passages)
    places = places_in(heads, strangers)
    mixture = fit_mixture(
        np.concatenate([fast, fast_there]),
        np.concatenate([accurate, accurate_there]),
        np.concatenate([named, named_there]),
        heads,
        np.concatenate([labels[held], places]),
    )
    mixture = calibrated(mixture, fast_there, accurate_there, named_there, places)
    mixed = mixture.mix(fast, accurate, named)
    figures = head_figures(mixed, heads, labels[held])
    facts = {
        "n_statements": len(statements),
        "corpus_sha256": corpus_hash(statements),
        "held_out_rows": len(texts),
        **calibration_facts(strangers),
        "heads": {h: {"held_out_macro_f1": round(f.macro_f1.value, 4)} for h, f in figures.items()},
    }
    card = model_card(
        "cascade",
        "cascade",
        "python training/mix.py",
        statements,
        kinds(sum(measured)),
        corpus_hash(statements),
        figures,
        library_versions(),
        calibrated_on=calibrating(strangers),
    )
    save_cascade(output, mixture, name="cascade", training=facts, card=card)
    for name, part in {"lexical": fast, "encoder": accurate, "cascade": mixed}.items():
        for head, f in head_figures(part, heads, labels[held]).items():
            console.print(f"{name}, {head}: held-out macro-F1 {f.macro_f1.value:.4f}, ECE {f.ece:.4f}")
    shares = ", ".join(f"{share:.1%}" for share in mixture.stands(fast, named).mean(axis=0).tolist())
    labels_of_all = [label for names in heads.values() for label in names]
    bounds = ", ".join(map("{} {}".format, labels_of_all, mixture.thresholds.tolist()))
    console.print(f"thresholds {bounds}: the lexical engine decides {shares} of held-out rows alone")


if __name__ == "__main__":
    main()
