"""The corpus keeps its rules: schema, cues, no reserved subject, no copies of what it is measured on."""

import collections
import json
import re

import numpy as np
import pytest
from corpus import LABELLED_TWICE

from stance.data.articles import read_article
from stance.lexicon.table import TARGET, VERB, VERB_ED, VERB_ING, VERB_S, compile_table
from stance.masks import Masker
from stance.target import Target, packaged_targets, troop_deployment
from stance.text.tokens import tokenize
from stance.topic import topic_of

POSITIONS = {"open", "ruled_out", "neutral"}
SENTIMENTS = {"negative", "neutral", "positive"}
GENRES = {"press", "transcript", "parliament", "interview", "opinion", "statement"}
KEYS = {
    "id", "text", "position", "sentiment", "holder", "cue", "event", "genre",
    "first_sentiment", "second_position", "second_sentiment",
}  # fmt: skip
FAMILIES = ("contrast_of", "paraphrase_of", "alone")
OPTIONAL = {"multi", "first_position", *FAMILIES}
RESERVED = re.compile(
    r"\b(?:Gaza|Nigerien|Niamey|Haiti|Taiwan|Syria|Yemen|Venezuela)|(?<!New )Mexic|\b2026\b"
)
NEAR = 0.8  # share of word triples in common, of the smaller text, above which two texts are copies


@pytest.fixture(scope="module")
def rows(root):
    corpus = root / "training" / "corpus"
    parts = ("targets", *LABELLED_TWICE)
    paths = [path for part in parts for path in sorted((corpus / part).glob("*.jsonl"))]
    return [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]


def triples(text):
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + 3]) for i in range(len(words) - 2)}


def test_schema(rows):
    for row in rows:
        assert set(row) - OPTIONAL == KEYS, row["id"]
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


def test_contrasts_turn_the_position_of_their_statement_paraphrases_keep_it_and_both_its_event(rows):
    known = {row["id"]: row for row in rows}
    made = {kind: [row for row in rows if kind in row] for kind in ("contrast_of", "paraphrase_of")}
    assert len(made["contrast_of"]) > 1000
    assert len(made["paraphrase_of"]) > 100
    for kind, found in made.items():
        for row in found:
            source = known[row[kind]]
            assert (row["position"] != source["position"]) == (kind == "contrast_of"), row["id"]
            assert (row["event"], row["genre"]) == (source["event"], source["genre"]), row["id"]


def test_what_stands_alone_elsewhere_has_the_same_words_and_event_behind_the_reminder(rows):
    known = {row["id"]: row for row in rows}
    twice = [row for row in rows if "alone" in row]
    assert len(twice) > 1000
    reminder = topic_of(troop_deployment()).reminder
    for row in twice:
        alone = known[row["alone"]]
        assert (row["text"], row["event"]) == (reminder + alone["text"], alone["event"]), row["id"]


def test_no_target_that_is_measured_on_is_learnt_from(root):
    learnt = {path.stem: Target.from_file(path) for path in (root / "training/corpus/targets").glob("*.toml")}
    named = {path.stem for path in (root / "training/corpus/targets").glob("*.jsonl")}
    assert learnt.keys() == named
    shipped = packaged_targets()
    assert len(learnt) >= 25
    assert not learnt.keys() & shipped.keys()
    # A term may be common to two targets, "ban" or "talks", but no target may be another by its terms.
    for name, target in learnt.items():
        for other in shipped.values():
            assert len({*target.nouns} & {*other.nouns}) <= 2, (name, other.name)


def test_statements_in_context_have_the_reminder_and_do_not_name_the_target_themselves(root):
    topic = topic_of(troop_deployment())
    corpus = root / "training" / "corpus"
    for path in [*sorted((corpus / "context").glob("*.jsonl")), *sorted((corpus / "within").glob("*.jsonl"))]:
        texts = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
        assert [t for t in texts if not t.startswith(topic.reminder)] == []
        assert [t for t in texts if topic.is_named(t.removeprefix(topic.reminder))] == []


def test_statements_of_articles_are_as_the_reader_gives_them_to_the_model(root):
    topic = topic_of(troop_deployment())
    folder = root / "training" / "corpus" / "articles"
    known = {}
    for path in sorted((folder / "whole").glob("*.jsonl")):
        for article in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            assert set(article) == {"id", "event", "genre", "text", "holders"}, article["id"]
            assert not RESERVED.search(article["event"] + article["text"]), article["id"]
            assert {holder["position"] for holder in article["holders"]} <= POSITIONS, article["id"]
            known[article["id"]] = article
    assert len(known) > 100
    for path in sorted(folder.glob("*.jsonl")):
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            article = known[row["id"].rpartition("-")[0]]
            assert row["event"] == article["event"], row["id"]
            assert row["text"].startswith(topic.reminder) != topic.is_named(
                row["text"].removeprefix(topic.reminder)
            ), row["id"]


def test_statements_on_other_targets_name_them_by_their_terms(root):
    for path in sorted((root / "training" / "corpus" / "targets").glob("*.jsonl")):
        target = Target.from_file(path.with_suffix(".toml"))
        texts = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
        found = named(texts, compile_table([], target, troop_deployment()))
        assert len(found) > 0.75 * len(texts), path.stem


def named(texts, table):
    """Return the places of the texts in which a mask of the target stands."""
    tokens = tokenize(texts)
    stream = Masker(table)(tokens)
    masked = stream.first[np.isin(stream.symbol, [TARGET, VERB, VERB_S, VERB_ED, VERB_ING])]
    return set(np.searchsorted(tokens.firsts, masked, side="right") - 1)


def test_no_near_copies_within_the_corpus_or_of_what_is_measured(rows, root):
    measured = [root / "fixtures" / "statements.jsonl", *(root / "fixtures" / "targets").glob("*.jsonl")]
    measured += (root.parent / "shared" / "real").glob("*.jsonl")
    # A contrast is a near copy of its statement, and of its other contrasts; a paraphrase may be one; what
    # stands behind a reminder in one file may stand alone in another.
    sources = [next((row[kind] for kind in FAMILIES if kind in row), row["id"]) for row in rows]
    texts = [(source, triples(row["text"])) for source, row in zip(sources, rows, strict=True)]
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
        one_family = texts[a][0] == texts[b][0]
        if smaller >= 5 and n > NEAR * smaller and not both_measured and not one_family:
            copies.append((texts[a][0], texts[b][0]))
    assert copies == []


def test_articles_with_the_holder_of_each_sentence(root):
    paths = sorted((root / "training" / "corpus" / "attribution").glob("*.json"))
    assert len(paths) == 80
    for path in paths:
        article = read_article(path)
        assert article.id == path.stem
        names = {h.name for h in article.holders}
        assert len(article.statements) >= 15
        assert {s.holder for s in article.statements} <= {*names, ""}
