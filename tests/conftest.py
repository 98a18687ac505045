"""A tiny model, trained in a second, for tests that need one of their own."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import stance
from stance.model.classifier import StanceClassifier

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
    return StanceClassifier(C=1.0).fit(texts, labels)


@pytest.fixture(scope="session")
def labeler() -> stance.Labeler:
    return stance.load("fast")


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT
