"""Speed and memory of the encoder and the cascade, as ratios in one run.

``python training/benchmark_encoder.py`` needs the extra ``encoder``. The peer is the same network with its
weights restored to 32-bit floats, run by torch through sentence-transformers with the same vocabulary. Each
pair is timed in turn, round after round; the median ratio counts.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import click
from benchmark import compare, start_seconds
from corpus import read_corpus
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
from transformers import BertTokenizerFast, logging

import stance
from stance.model.labeler import PACKAGED
from stance.model.packing import ACCURATE, open_folder
from stance.pieces import BEGIN, END, UNKNOWN
from stance.training.export import restore

N_STATEMENTS = 400
N_STREAMED = 4_000
SPEAKING = 20  # of so many sentences of a stream, one speaks of troops
EVERYDAY = Path(__file__).parent / "everyday.txt"


def peer(folder: Path) -> SentenceTransformer:
    """Make the torch peer of the packaged encoder."""
    learnt = open_folder(PACKAGED / ACCURATE)[0].learnt
    restore(learnt.network, learnt.attention_heads).save_pretrained(folder)
    (folder / "vocab.txt").write_text("\n".join(learnt.vocabulary) + "\n", encoding="utf-8")
    special = {
        "unk_token": UNKNOWN,
        "cls_token": BEGIN,
        "sep_token": END,
        "pad_token": UNKNOWN,
        "mask_token": UNKNOWN,
    }
    BertTokenizerFast(str(folder / "vocab.txt"), **special).save_pretrained(folder)
    encoder = Transformer(str(folder), max_seq_length=128)
    return SentenceTransformer(modules=[encoder, Pooling(encoder.get_embedding_dimension())], device="cpu")


def stream(speaking: list[str], n: int) -> list[str]:
    """Mix everyday sentences, joined from two halves at random, with statements about troops."""
    chance = random.Random(1)
    halves = [line.split() for line in EVERYDAY.read_text(encoding="utf-8").splitlines()]
    mixed = []
    for i in range(n):
        first, second = chance.choice(halves), chance.choice(halves)
        everyday = " ".join(first[: len(first) // 2] + second[len(second) // 2 :])
        mixed.append(speaking[i // SPEAKING % len(speaking)] if i % SPEAKING == 0 else everyday)
    return mixed


@click.command(help=__doc__)
def main() -> None:
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    chance = random.Random(1)
    corpus = [s.text for s in read_corpus()[0]]
    texts = chance.sample(corpus, N_STATEMENTS)
    print(f"{len(texts)} statements of {sum(len(t.split()) for t in texts) / len(texts):.1f} words")
    accurate, cascade = stance.load("accurate"), stance.load()
    with tempfile.TemporaryDirectory() as folder:
        other = peer(Path(folder))
        compare(
            "encoder against sentence-transformers, all statements",
            lambda: accurate.predict_proba(texts),
            lambda: other.encode(texts, batch_size=32, show_progress_bar=False),
            "4",
        )
        single = texts[:100]
        compare(
            "encoder against sentence-transformers, one at a time",
            lambda: [accurate.predict_proba([t]) for t in single],
            lambda: [other.encode(t, show_progress_bar=False) for t in single],
            "4",
        )
    times = []
    for text in texts:
        start = time.perf_counter()
        accurate.predict_proba([text])
        times.append(time.perf_counter() - start)
    longest = sorted(times)[int(len(times) * 0.95)]
    middle = f"median {median(times) * 1000:.1f} ms, 95% within {longest * 1000:.1f} ms"
    print(f"one statement: {middle}; goal at most 10")
    mixed = stream(chance.sample(corpus, 500), N_STREAMED)
    compare(
        f"cascade against the encoder alone, one sentence in {SPEAKING} about troops",
        lambda: cascade.predict_proba(mixed),
        lambda: accurate.predict_proba(mixed),
        "8",
    )
    cold = start_seconds("import stance; stance.load()('We may have to send troops, or perhaps not.')")
    numpy_alone = start_seconds("import numpy")
    seconds = f"{cold:.3f} s, {numpy_alone:.3f} s"
    print(f"cold start against import numpy: {cold / numpy_alone:.2f} ×; goal at most 5; {seconds}")
    code = (
        "import pathlib, sys, stance; sys.path.insert(0, 'training'); from corpus import read_corpus; "
        "stance.load('accurate').predict_proba([s.text for s in read_corpus()[0][:1000]]); "
        # Of this program alone; the resource module would count the parent that it was forked from.
        "status = pathlib.Path('/proc/self/status').read_text().splitlines(); "
        "print(*[int(line.split()[1]) // 1024 for line in status if line.startswith('VmHWM')])"
    )
    peak = subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[1],
    )
    print(
        f"peak memory of a process that labels 1,000 statements: {peak.stdout.strip()} MiB; goal at most 400"
    )


if __name__ == "__main__":
    main()
