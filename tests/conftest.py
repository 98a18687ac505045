"""A tiny model, trained in a second, for tests that need one of their own."""

from __future__ import annotations

import string
import sys
from pathlib import Path

import numpy as np
import pytest

import stance
from stance.data.rows import Statement
from stance.features import FeatureExtractor
from stance.model.cascade import Mixture
from stance.model.classifier import StanceClassifier
from stance.model.lexical import weights_of
from stance.model.packing import save_cascade, save_encoder, save_lexical
from stance.target import troop_deployment

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "training"))

OPEN = [
    "We may send troops to {}.",
    "We are ready to deploy soldiers in {}.",
    "Sending forces to {} is possible.",
]
SHUT = [
    "We will not send troops to {}.",
    "We refuse to deploy soldiers in {}.",
    "Sending forces to {} is ruled out.",
]
NONE = ["The talks in {} went on.", "Ministers from {} discussed grain.", "The weather in {} was fine today."]
PLACES = ["France", "Spain", "Mali", "Chad", "Peru", "Nepal", "Kenya", "Italy"]
LABELS = ("open", "ruled_out", "neutral")


def tiny_corpus() -> tuple[list[str], list[str]]:
    pairs = [
        (template.format(place), label)
        for templates, label in zip((OPEN, SHUT, NONE), LABELS, strict=True)
        for template in templates
        for place in PLACES
    ]
    return [text for text, _ in pairs], [label for _, label in pairs]


@pytest.fixture(scope="session")
def tiny_classifier() -> StanceClassifier:
    texts, labels = tiny_corpus()
    return StanceClassifier(FeatureExtractor(), C=1.0).fit(texts, labels)


@pytest.fixture(scope="session")
def labeler() -> stance.Labeler:
    return stance.load("fast")


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


def tiny_start():
    """Return an untrained encoder of two layers, and its vocabulary."""
    import torch
    from transformers import BertConfig, BertModel

    from stance.pieces import SPECIAL
    from stance.training.finetuning import Start

    letters = string.ascii_lowercase
    words = sorted({word.strip(".{}").lower() for t in (*OPEN, *SHUT, *NONE) for word in t.split()} - {""})
    long = [word for word in words if len(word) > 1]
    vocabulary = (*SPECIAL, ".", *letters, *("##" + letter for letter in letters), *long)
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=64,
        max_position_embeddings=130,
    )
    return Start(BertModel(config, add_pooling_layer=False), vocabulary, "tiny")


def tiny_statements():
    texts, labels = tiny_corpus()
    moods = ("negative", "positive", None)
    return [
        Statement(i, text, label, moods[i % 3], {"cue": text.split()[1]})
        for i, (text, label) in enumerate(zip(texts, labels, strict=True))
    ]


@pytest.fixture(scope="session")
def tiny_table():
    texts, _ = tiny_corpus()
    return FeatureExtractor(min_count=1).fit(texts).table_


@pytest.fixture(scope="session")
def tiny_encoder(tiny_table):
    """An encoder that was fine-tuned, exported and calibrated in seconds."""
    pytest.importorskip("torch")
    from stance.training.encoder import held_out_rows, train_encoder
    from stance.training.finetuning import Recipe

    rows = tiny_statements()
    held = held_out_rows([i // 4 for i in range(len(rows))], [True] * len(rows), 0.25)
    recipe = Recipe(epochs=12, batch_size=8, encoder_rate=3e-3, head_rate=3e-3)
    return train_encoder(rows, held, tiny_table, troop_deployment(), tiny_start(), recipe)


@pytest.fixture
def cascade_folder(tmp_path, tiny_encoder, tiny_table):
    """A cascade of two tiny engines with the same heads."""
    texts, labels = tiny_corpus()
    moods = ["negative", "positive"] * 36
    heads = {"position": labels, "sentiment": moods}
    fitted = {head: StanceClassifier(FeatureExtractor(), C=1.0).fit(texts, y) for head, y in heads.items()}
    save_lexical(tmp_path / "fast", weights_of(fitted), name="fast", training={}, card="# Fast")
    save_encoder(tmp_path / "accurate", tiny_encoder.weights, name="accurate", training={}, card="# Accurate")
    mixture = Mixture(
        (slice(0, 3), slice(3, 5)), np.repeat([0.9, 0.0], [3, 2]), np.full(5, 0.4), np.full(5, 0.6)
    )
    save_cascade(tmp_path, mixture, name="cascade", training={}, card="# Cascade")
    return tmp_path
