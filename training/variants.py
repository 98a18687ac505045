"""Variants of statements, for the teacher to judge: what the student learns from beside the corpus.

A student learns more of its teacher where it sees more of what the teacher says (data augmentation for
distillation; Jiao et al., 2020). A third of the variants are two statements joined, so that the words that
decide stand beside others; a third are statements cut at a sentence or a clause; and in a third words are
exchanged for others of like vectors, negators left out, and modal verbs changed. The same statements in the
same order have the same variants; those that the teacher has judged are kept, for the corpus has grown since.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from transformers import AutoModel, AutoTokenizer

from stance.text.sentences import sentences
from stance.training.starts import packaged_start

VARIANTS = Path(__file__).with_name("variants.txt.gz")
_NUMBER = 22_500
_LONGEST = 70  # words of two statements that are joined
_NEIGHBOURS = 8  # from which a word's substitute is drawn
_EXCHANGED, _TURNED = 0.15, 0.3  # shares: of plain words, and of negators and modal verbs
_NEGATORS = frozenset(("not", "never", "no", "without", "nor", "neither"))
_MODALS = ("will", "would", "may", "might", "could", "can", "should", "must", "cannot")
_PLAIN = re.compile(r"[a-z]{4,}")
_WORD = re.compile(r"[^\W\d_]+(?:['’][a-z]+)?")
_PARTS = re.compile(r"(?<=[,;:—])\s+|\s+(?=(?:but|and|because|although|while|that|which|unless|if)\b)")


def variants_of(texts: Sequence[str]) -> list[str]:
    """Return variants of statements, by the vectors of the weights that the shipped encoder begins with."""
    start = packaged_start()
    places = AutoTokenizer.from_pretrained(start).get_vocab()
    vectors = AutoModel.from_pretrained(start).embeddings.word_embeddings.weight.detach().numpy()
    return Variants(sorted(places, key=places.__getitem__), vectors)(texts, _NUMBER)


def save_variants(path: Path, variants: Sequence[str]) -> None:
    """Keep variants, one a line."""
    path.write_bytes(gzip.compress("".join(f"{text}\n" for text in variants).encode(), mtime=0))


def read_variants(path: Path) -> list[str]:
    """Return the variants that are kept."""
    return gzip.decompress(path.read_bytes()).decode().removesuffix("\n").split("\n")


class Variants:
    """Makes variants; ``vectors``: float32 (n_words, width), of ``words`` in their order."""

    def __init__(self, words: Sequence[str], vectors: NDArray[np.float32]) -> None:
        plain = [i for i, word in enumerate(words) if _PLAIN.fullmatch(word)]
        self._places = {words[i]: place for place, i in enumerate(plain)}
        self._words = [words[i] for i in plain]
        own = vectors[plain]
        self._vectors = own / np.linalg.norm(own, axis=1, keepdims=True)
        self._like: dict[str, list[str]] = {}

    def __call__(self, texts: Sequence[str], n: int, seed: int = 0) -> list[str]:
        """Return at most ``n`` variants that are none of the texts, each once."""
        chance = np.random.default_rng(seed)
        made = dict.fromkeys(
            kind(texts, chance)
            for _ in range(-(-n // 3))
            for kind in (self._joined, self._cut, self._changed)
        )
        for text in texts:
            made.pop(text, None)
        return list(made)[:n]

    def _joined(self, texts: Sequence[str], chance: np.random.Generator) -> str:
        pair = [texts[i] for i in chance.integers(len(texts), size=2)]
        while sum(len(text.split()) for text in pair) > _LONGEST:
            pair = [texts[i] for i in chance.integers(len(texts), size=2)]
        return " ".join(pair)

    def _cut(self, texts: Sequence[str], chance: np.random.Generator) -> str:
        while True:
            text = texts[chance.integers(len(texts))]
            parts = [text[span.start : span.end] for span in sentences(text)]
            if len(parts) < 2:
                parts = _PARTS.split(text)
            if len(parts) > 1:
                first = int(chance.integers(2))
                last = int(chance.integers(first + 1, len(parts) + first))
                return " ".join(parts[first:last])

    def _changed(self, texts: Sequence[str], chance: np.random.Generator) -> str:
        def other(match: re.Match[str]) -> str:
            word = match.group()
            if word in _NEGATORS:
                return "" if chance.random() < _TURNED else word
            if word in _MODALS:
                return str(chance.choice(_MODALS)) if chance.random() < _TURNED else word
            if word in self._places and chance.random() < _EXCHANGED:
                return str(chance.choice(self._neighbours(word)))
            return word

        return " ".join(_WORD.sub(other, texts[chance.integers(len(texts))]).split())

    def _neighbours(self, word: str) -> list[str]:
        if word not in self._like:
            near = self._vectors @ self._vectors[self._places[word]]
            self._like[word] = [self._words[i] for i in np.argsort(-near, kind="stable")[1 : _NEIGHBOURS + 1]]
        return self._like[word]
