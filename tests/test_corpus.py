"""The corpus keeps its rules: schema, cues, no reserved subject, no copies of what it is measured on."""

import collections
import json
import re

import pytest

POSITIONS = {"open", "ruled_out", "neutral"}
SENTIMENTS = {"negative", "neutral", "positive"}
GENRES = {"press", "transcript", "parliament", "interview", "opinion", "statement"}
KEYS = {
    "id", "text", "position", "sentiment", "holder", "cue", "event", "genre",
    "first_sentiment", "second_position", "second_sentiment",
}  # fmt: skip
RESERVED = re.compile(
    r"\b(?:Gaza|Nigerien|Niamey|Haiti|Taiwan|Syria|Yemen|Venezuela)|(?<!New )Mexic|\b2026\b"
)
NEAR = 0.8  # share of word triples in common, of the smaller text, above which two texts are copies


@pytest.fixture(scope="module")
def rows(root):
    paths = sorted((root / "training" / "corpus" / "reworded").glob("*.jsonl"))
    return [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]


def triples(text):
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + 3]) for i in range(len(words) - 2)}


def test_schema(rows):
    for row in rows:
        assert set(row) - {"multi", "first_position"} == KEYS, row["id"]
        assert row["position"] in POSITIONS, row["id"]
        assert row["sentiment"] in SENTIMENTS | {None}, row["id"]
        assert row["second_position"] in POSITIONS, row["id"]
        assert row["genre"] in GENRES, row["id"]
        assert row["event"], row["id"]
        assert 2 <= len(row["text"].split()) <= 110, row["id"]


def test_ids_and_texts_are_there_once(rows):
    for key in ("id", "text"):
        counts = collections.Counter(row[key] for row in rows)
        assert [value for value, n in counts.items() if n > 1] == []


def test_a_cue_is_a_part_of_its_text(rows):
    assert [row["id"] for row in rows if row["cue"] not in row["text"]] == []


def test_no_reserved_subject_is_an_event(rows):
    assert [row["id"] for row in rows if RESERVED.search(row["event"])] == []


def test_no_near_copies_within_the_corpus_or_of_what_is_measured(rows, root):
    measured = [root / "fixtures" / "statements.jsonl"]
    measured += (root.parent / "shared" / "real").glob("*.jsonl")
    texts = [(row["id"], triples(row["text"])) for row in rows]
    for path in filter(lambda p: p.exists(), measured):
        lines = path.read_text(encoding="utf-8").splitlines()
        texts += [("measured " + json.loads(line)["id"], triples(json.loads(line)["text"])) for line in lines]
    holders = collections.defaultdict(list)
    for i, (_, found) in enumerate(texts):
        for triple in found:
            holders[triple].append(i)
    shared = collections.Counter()
    for places in holders.values():
        if 1 < len(places) <= 50:  # triples in more texts than that are set phrases
            shared.update((a, b) for n, a in enumerate(places) for b in places[n + 1 :])
    copies = []
    for (a, b), n in shared.items():
        smaller = min(len(texts[a][1]), len(texts[b][1]))
        both_measured = texts[a][0].startswith("measured") and texts[b][0].startswith("measured")
        if smaller >= 5 and n > NEAR * smaller and not both_measured:
            copies.append((texts[a][0], texts[b][0]))
    assert copies == []
