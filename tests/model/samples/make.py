"""Makes the kept sample of the model format as it is now: ``python -m tests.model.samples.make``.

A sample is a tiny cascade, with its lexical engine and its encoder as members: ``format_N/``. Beside it,
``format_N.json`` holds what each of the three said of a few texts when it was made. Every later library must
load it and say the same.

When the format changes, raise ``FORMAT_VERSION``, keep what reads the older ones, and run this once: it
writes the sample of the new version, and never one that is there. A change of how texts are read that makes
an older sample say something else does so to everybody's models; it needs a new format version, too.

The engines learn from the tests' tiny corpus with every fourth label exchanged, so that no probability is
near 0 or 1, where a wrong weight would not show. Their word tables hold a small part of the lexicon. The
lexical engine has every family of features; the network has two layers of random weights, trained for a
little while.
"""

from __future__ import annotations

import dataclasses
import itertools
import json
from pathlib import Path
from unittest import mock

import numpy as np

from stance.features import FeatureExtractor
from stance.lexicon.words import Lexicon, lexicon
from stance.model.artefact import FORMAT_VERSION
from stance.model.cascade import Mixture
from stance.model.classifier import StanceClassifier
from stance.model.lexical import weights_of
from stance.model.packing import save_cascade, save_encoder, save_lexical
from stance.target import troop_deployment
from stance.training.encoder import held_out_rows, train_encoder
from stance.training.finetuning import Recipe
from tests.conftest import LABELS, tiny_start, tiny_statements
from tests.model.test_samples import MEMBERS, SAMPLES, say

TEXTS = (
    "We will not send troops to Mali.",
    "We may send soldiers.",
    "Sending forces is possible, and the talks went on.",
    "Ministers refuse to discuss grain.",
    "They are not ruled out; will France deploy forces?",
    "",
)
PHRASES, NAMES = 6, 40  # of each class of cues, and of all names, that a sample's word table holds


def small_lexicon() -> Lexicon:
    """Return a part of the lexicon in which every class has some phrases."""
    known = lexicon()
    return dataclasses.replace(
        known,
        classes={name: phrases[:PHRASES] for name, phrases in known.classes.items()},
        names=dict(itertools.islice(known.names.items(), NAMES)),
        spelling={},
    )


def make(folder: Path) -> None:
    """Train the three engines and write their folders."""
    rows = [
        dataclasses.replace(row, position=LABELS[(LABELS.index(row.position) + (i % 4 == 0)) % len(LABELS)])
        for i, row in enumerate(tiny_statements())
    ]
    texts = [row.text for row in rows]
    heads = {
        "position": [row.position for row in rows],
        "sentiment": [row.sentiment or "positive" for row in rows],
    }
    with mock.patch("stance.lexicon.table.lexicon", small_lexicon):
        fitted = {
            head: StanceClassifier(FeatureExtractor(families="all"), C=0.1, calibration_folds=0).fit(texts, y)
            for head, y in heads.items()
        }
        table = FeatureExtractor(min_count=1).fit(texts).table_
    held = held_out_rows([i // 4 for i in range(len(rows))], [True] * len(rows), 0.25)
    recipe = Recipe(epochs=4, batch_size=8, encoder_rate=3e-3, head_rate=3e-3)
    trained = train_encoder(rows, held, table, troop_deployment(), tiny_start(), recipe)
    training = {"made_by": "tests/model/samples/make.py"}
    save_lexical(folder / "fast", weights_of(fitted), name="fast", training=training, card="# Fast\n")
    save_encoder(
        folder / "accurate", trained.weights, name="accurate", training=training, card="# Accurate\n"
    )
    thresholds = np.array([0.5, 0.6, 0.4, 0.0, 0.55])
    mixture = Mixture((slice(0, 3), slice(3, 5)), thresholds, np.full(5, 0.4), np.full(5, 0.6))
    save_cascade(folder, mixture, name="cascade", training=training, card="# Cascade\n")


if __name__ == "__main__":
    name = f"format_{FORMAT_VERSION}"
    if (SAMPLES / name).exists():
        raise SystemExit(f"{SAMPLES / name}: the sample is there, and stays as it is")
    make(SAMPLES / name)
    kept = {kind: say(SAMPLES / name / member, TEXTS) for kind, member in MEMBERS.items()}
    content = json.dumps({"texts": TEXTS, "said": kept}, indent=1)
    (SAMPLES / f"{name}.json").write_text(content + "\n", encoding="utf-8")
