"""``stance label`` on many statements, in one run: ``python training/benchmark_bulk.py``.

Needs ``fasttext-wheel`` (``pip install -e '.[bench]'``). Prints what labelling costs beside fastText on the
same statements, a file from end to end by processes, by batch size, where the fast engine's time goes, and
how time grows with number and length.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import click
from benchmark import compare, different_statements, fasttext_of, seconds
from corpus import read_corpus

import stance
from stance.families import Finder
from stance.masks import Masker
from stance.model.labeler import PACKAGED
from stance.model.packing import FAST, open_folder
from stance.scopes import find_scopes
from stance.text.tokens import tokenize


def label_file(source: Path, output: Path, *more: object) -> float:
    """Return the seconds of the command on a file, from start to end of the process."""
    command = [sys.executable, "-m", "stance", "label", source, "-m", "fast", "-o", output, *more]
    return seconds(lambda: subprocess.run(list(map(str, command)), check=True))


def predict_file(predict: object, source: Path, output: Path) -> None:
    """Do with fastText what ``stance label`` does, with the standard library."""
    with source.open(encoding="utf-8") as rows, output.open("w", encoding="utf-8") as sink:
        for line in rows:
            row = json.loads(line)
            found = predict(row["text"] + "\n", 3, 0.0, "strict")
            row |= {label: probability for probability, label in found}
            sink.write(json.dumps(row, ensure_ascii=False) + "\n")


def stages(texts: list[str]) -> dict[str, float]:
    """Return the seconds of each step of the fast engine on one batch."""
    scorer, _ = open_folder(PACKAGED / FAST)
    finder = Finder(scorer.learnt.table, scorer.learnt.families)
    masker = Masker(scorer.learnt.table)
    whole = time.perf_counter()
    scorer.scores(texts)
    whole = time.perf_counter() - whole
    marks = [time.perf_counter()]
    tokens = tokenize(texts)
    marks.append(time.perf_counter())
    stream = masker(tokens)
    marks.append(time.perf_counter())
    find_scopes(stream)
    marks.append(time.perf_counter())
    batch = finder.read(texts)
    begun = time.perf_counter()
    for unit in finder.units:
        finder.hashes(batch, unit)
    told = {
        name: later - sooner
        for name, later, sooner in zip(("tokens", "masks", "scopes"), marks[1:], marks, strict=False)
    }
    told["features"] = time.perf_counter() - begun
    return told | {"look-up and sums": max(0.0, whole - sum(told.values()))}


@click.command(help=__doc__)
@click.option("--rows", "n_rows", default=1_000_000, show_default=True, help="Of the file from end to end.")
def main(n_rows: int) -> None:
    corpus = read_corpus()[0]
    texts = different_statements(corpus, 20_000)
    words = sum(len(text.split()) for text in texts) / len(texts)
    print(f"statements of {words:.1f} words")
    labeler = stance.load(FAST)
    predict = fasttext_of(corpus, 2)
    by_fasttext = lambda: [predict(text + "\n", 3, 0.0, "strict") for text in texts]  # noqa: E731
    compare("predict_proba against fastText", lambda: labeler.predict_proba(texts), by_fasttext, "1.5")
    compare("label against fastText", lambda: labeler.label(texts), by_fasttext, "0.8")
    compare("columns against fastText", lambda: labeler.columns(texts), by_fasttext, "0.8")
    for n, batch in ((256, texts[:256]), (1024, texts[:1024]), (4096, texts[:4096]), (20_000, texts)):
        fastest = min(seconds(lambda batch=batch: labeler.predict_proba(batch)) for _ in range(5))
        print(f"batches of {n}: {n / fastest:,.0f} statements a second")
    part = stages(texts[:4096])
    total = sum(part.values())
    print("time of a batch: " + ", ".join(f"{name} {s / total:.0%}" for name, s in part.items()))
    for factor in (2, 4):
        number = seconds(lambda f=factor: labeler.predict_proba(texts[:4096] * f))
        length = seconds(lambda f=factor: labeler.predict_proba([" ".join([t] * f) for t in texts[:4096]]))
        once = seconds(lambda: labeler.predict_proba(texts[:4096]))
        print(f"{factor} times as many: {number / once:.2f} ×; as long: {length / once:.2f} ×")
    with tempfile.TemporaryDirectory() as folder:
        source, output = Path(folder, "in.jsonl"), Path(folder, "out.jsonl")
        with source.open("w", encoding="utf-8") as file:
            for i in range(n_rows):
                row = {"id": i, "text": texts[i % len(texts)]}
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
        start = label_file(_first_row(source), output)
        peer = seconds(lambda: predict_file(predict, source, output))
        print(f"a file of {n_rows} rows: fastText with json {n_rows / peer:,.0f} a second")
        for jobs in (1, 2):
            took = label_file(source, output, "--jobs", jobs)
            print(
                f"  stance label --jobs {jobs}: {n_rows / took:,.0f} a second, {peer / took:.2f} × "
                f"({start:.1f} s of it to start); goal 100,000 a second on 2 cores"
            )
        for n in (1_000, 10_000, 50_000):
            some = Path(folder, "some.jsonl")
            with source.open(encoding="utf-8") as rows, some.open("w", encoding="utf-8") as file:
                file.writelines(line for _, line in zip(range(n), rows, strict=False))
            alone, both = label_file(some, output), label_file(some, output, "--jobs", 2)
            print(f"  {n} rows: two processes are {alone / both:.2f} × as fast as one")


def _first_row(source: Path) -> Path:
    first = source.with_name("first.jsonl")
    with source.open(encoding="utf-8") as rows:
        first.write_text(next(rows), encoding="utf-8")
    return first


if __name__ == "__main__":
    main()
