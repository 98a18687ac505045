import copy
import gc
import pickle
import subprocess
import sys
import time
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

import stance
from stance.model.lexical import LexicalScorer
from tests.strategies import texts as any_texts

PLAIN = {
    "We will not send troops to the country.": "ruled_out",
    "The chancellor has firmly ruled out sending soldiers to Ukraine.": "ruled_out",
    "It is time to bring our troops home.": "ruled_out",
    "France is ready to send troops to Ukraine after a ceasefire.": "open",
    "The prime minister announced that 500 more soldiers will be sent to Mali.": "open",
    "The government is considering sending peacekeepers.": "open",
    "The minister said the new tax would come into force in March.": "neutral",
    "Will the president send troops?": "neutral",
}


@pytest.mark.parametrize(("text", "position"), PLAIN.items())
def test_plain_statements(labeler, text, position):
    assert labeler(text).position == position


def test_values_compare_equal_to_strings(labeler):
    judgement = labeler("We will not send troops.")
    assert judgement.position is stance.Position.RULED_OUT
    assert judgement.position == "ruled_out"
    assert judgement.sentiment == "neutral"
    assert list(judgement.probabilities) == ["open", "ruled_out", "neutral"]
    assert labeler.positions == ("open", "ruled_out", "neutral")
    assert labeler.sentiments == ("negative", "neutral", "positive")


@given(any_texts)
@settings(deadline=None)
def test_a_judgement_of_anything_is_whole(text):
    judgement = stance.label(text)
    values = np.array(list(judgement.probabilities.values()))
    assert np.isfinite(values).all()
    assert abs(values.sum() - 1) < 1e-9
    evidence = judgement.evidence
    assert abs(sum(e.contribution for e in evidence) - judgement.score) < 1e-9
    assert all(e.text == text[e.start : e.end] for e in evidence)
    scores = np.array(list(judgement.scores.values()))
    assert np.allclose(np.exp(scores) / np.exp(scores).sum(), values)


def test_one_by_one_in_a_batch_in_a_stream_and_turned_round_are_equal(labeler, root):
    texts = [line for line in (root / "CODEBOOK.md").read_text(encoding="utf-8").splitlines() if line] * 8
    together = labeler.predict_proba(texts)
    alone = np.vstack([labeler.predict_proba([t]) for t in texts[:200]])
    assert np.array_equal(together[:200], alone)
    assert np.array_equal(labeler.predict_proba(texts[::-1])[::-1], together)
    streamed = [list(j.probabilities.values()) for j in labeler.stream(iter(texts), batch_size=7)]
    assert np.array_equal(np.array(streamed), together)


def test_another_process_gives_the_same_numbers(labeler):
    text = "We cannot rule out sending troops, the minister said."
    code = f"import stance; print(stance.load('fast').predict_proba([{text!r}]).tolist())"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert printed.strip() == str(labeler.predict_proba([text]).tolist())


def test_abstention(labeler):
    text = "We will not send troops."
    confidence = labeler(text).confidence
    assert labeler.label([text], min_confidence=confidence)[0].position == "ruled_out"
    abstained = labeler.label([text], min_confidence=min(1.0, confidence + 0.01))[0]
    assert abstained.position is None
    assert abstained.abstained
    assert abstained.likeliest == "ruled_out"
    with pytest.raises(ValueError, match="from 0 to 1"):
        labeler.label([text], min_confidence=80)


def test_nothing_in_nothing_out(labeler):
    assert labeler.label([]) == []
    assert labeler.predict_proba([]).shape == (0, 3)
    assert list(labeler.stream([])) == []


@pytest.mark.parametrize("blank", ["", " ", "\n\t", "\u200b", "\x00"])
def test_blank_texts_take_no_position(labeler, blank):
    assert labeler(blank).position == "neutral"


@pytest.mark.parametrize("bad", [None, 1, 2.5, b"bytes"])
def test_what_is_no_text_is_a_type_error(labeler, bad):
    with pytest.raises(TypeError, match="not str"):
        labeler(bad)
    with pytest.raises(TypeError, match=r"texts\[1\]"):
        labeler.label(["fine", bad])


def test_a_stream_takes_no_more_than_it_needs(labeler):
    taken = []

    def endless():
        while True:
            taken.append(1)
            yield "We will not send troops."

    stream = labeler.stream(endless(), batch_size=10)
    next(stream)
    assert len(taken) == 10
    with pytest.raises(ValueError, match="at least 1"):
        labeler.stream([], batch_size=0)
    with pytest.raises(ValueError, match="from 0 to 1"):
        labeler.stream([], min_confidence=2)
    with pytest.raises(TypeError, match="one text"):
        labeler.stream("We send troops")


def test_time_grows_no_faster_than_length(labeler):
    def seconds(n):
        text = "we will not send troops, but never say never " * n
        start = time.process_time()
        labeler.predict_proba([text])
        return time.process_time() - start

    seconds(2_000)
    short = min(seconds(2_000) for _ in range(3))
    # Ten times the length: quadratic growth would take a hundred times as long.
    assert min(seconds(20_000) for _ in range(3)) < 40 * short


def test_ten_megabytes(labeler):
    judgement = labeler("no troops " * 1_000_000)
    assert judgement.position == "ruled_out"


def test_copies_and_pickles_of_a_labeler_and_a_judgement(labeler):
    text = "We will not send troops."
    for other in (copy.deepcopy(labeler), pickle.loads(pickle.dumps(labeler))):
        assert np.array_equal(other.predict_proba([text]), labeler.predict_proba([text]))
    judgement = pickle.loads(pickle.dumps(labeler(text)))
    assert judgement.evidence == labeler(text).evidence
    assert pickle.loads(pickle.dumps(judgement)) == labeler(text)
    assert len(pickle.dumps(judgement)) < 5_000  # without the model
    assert len({judgement, labeler(text)}) == 1


def test_explaining_another_position(labeler):
    text = "We will not send troops."
    explanation = labeler.explain(text, "open")
    assert abs(explanation.score - labeler(text).scores["open"]) < 1e-9
    with pytest.raises(ValueError, match="no position “maybe”"):
        labeler.explain(text, "maybe")


@pytest.mark.parametrize("model", ["fast", "accurate", "cascade"])
def test_explaining_a_sentiment(model):
    labeler = stance.load(model)
    bounds = labeler._bounds["sentiment"]
    for text in ("We will not send troops.", "It is a betrayal of our brave soldiers!", "Grain.", ""):
        scores = labeler._scorer.scores([text])[0, bounds]
        for label, score in zip(labeler.sentiments, scores, strict=True):
            told = labeler.explain(text, label, head="sentiment")
            assert told.label == label
            assert abs(told.score - score) < 1e-9
            assert abs(sum(e.contribution for e in told.evidence) - score) < 1e-9
            assert all(e.text == text[e.start : e.end] for e in told.evidence)
        judgement = labeler(text)
        assert labeler.explain(text, head="sentiment") == labeler.explain(
            text, judgement.sentiment, head="sentiment"
        )
        assert labeler.explain(text) == judgement.explanation
        assert labeler.explain(text, "neutral") != labeler.explain(text, "neutral", head="sentiment")


def test_only_what_the_model_has_is_explained(labeler):
    with pytest.raises(ValueError, match="no sentiment “open”; there are negative, neutral, positive"):
        labeler.explain("We will not send troops.", "open", head="sentiment")
    with pytest.raises(ValueError, match="no head “mood”; it has position, sentiment"):
        labeler.explain("We will not send troops.", head="mood")
    with pytest.raises(TypeError):
        labeler.explain(None, head="sentiment")


@pytest.mark.parametrize("value", ["0.5", [0.5], b"1"])
def test_a_confidence_that_is_no_number_is_named(labeler, value):
    for judge in (labeler.label, labeler.columns, labeler.stream):
        with pytest.raises(TypeError, match=r"min_confidence is (str|list|bytes), not a number from 0 to 1"):
            judge(["a"], min_confidence=value)
    assert labeler.label(["a"], min_confidence=np.float32(0))[0].position is not None


def test_another_target_works_by_its_terms(labeler):
    missiles = stance.Target.from_terms("cruise missiles", nouns=["cruise missile"], verbs=["supply"])
    other = labeler.with_target(missiles)
    sent = labeler("We will not send troops.").probabilities
    assert other("We will not supply cruise missiles.").probabilities == sent
    assert other("We will not send troops.").position == "neutral"


def test_a_text_that_does_not_name_another_target_is_reminded_of_it(labeler):
    missiles = stance.Target.from_terms("cruise missiles", nouns=["cruise missile"], verbs=["supply"])
    other = labeler.with_target(missiles)
    text = "We have ruled it out."
    shown = "On supplying cruise missiles: We have ruled it out."
    assert [j.text for j in other.label([text, "No cruise missiles.", ""])] == [
        shown,
        "No cruise missiles.",
        "",
    ]
    told = other(text)
    assert told.position == "ruled_out"
    assert told.probabilities == labeler("On sending troops: We have ruled it out.").probabilities
    assert list(told.probabilities.values()) == other.predict_proba([text])[0].tolist()
    assert other.columns([text])["position"] == ["ruled_out"]
    assert other.explain(text, "ruled_out") == told.explanation
    assert next(other.stream([text])) == told
    assert other.judge([text])[0].text == labeler(text).text == text
    assert other(" ").position == "neutral"
    for copied in (copy.deepcopy(other), pickle.loads(pickle.dumps(other))):
        assert copied(text) == told
    wider = stance.Target.from_terms("x", nouns=[*labeler.terms.nouns, "commandos"])
    for same in (labeler.terms, wider):
        assert labeler.with_target(same)(text).text == text


def test_importing_and_labelling_bring_in_numpy_and_nothing_heavy():
    code = (
        "import stance, sys; stance.load('fast')('No troops.').evidence; "
        "heavy = ('sklearn', 'scipy', 'joblib', 'pandas', 'rich', 'click', 'onnxruntime'); "
        "print([m for m in heavy if m in sys.modules])"
    )
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        == "[]\n"
    )


def test_labelling_holds_the_search_for_cycles_back(labeler, monkeypatch):
    def fail(*_):
        assert not gc.isenabled()
        raise RuntimeError

    monkeypatch.setattr("stance.model.labeler.Judgement", fail)
    with pytest.raises(RuntimeError):
        labeler.label(["We will not send troops."])
    assert gc.isenabled()


def test_fewer_heads_have_the_scores_that_all_have(labeler):
    texts = ["", "We will not send troops.", "x", *PLAIN, "", " ".join(PLAIN)]
    scorer = stance.load("fast")._scorer
    every = scorer.scores(texts)
    assert every.shape == (len(texts), 6)
    assert np.array_equal(scorer.scores(texts, 1), every[:, :3])
    assert np.array_equal(np.vstack([scorer.scores([t], 1) for t in texts]), every[:, :3])
    assert scorer.scores([], 1).shape == (0, 3)


def test_each_head_has_its_own_step():
    learnt, texts = stance.load("fast")._scorer.learnt, list(PLAIN)
    steps = np.array([4096, 4096, 4096, 1024, 1024, 1024], dtype=np.int32)
    scorer, turned = (LexicalScorer(replace(learnt, step=own)) for own in (steps, steps[::-1]))
    every = scorer.scores(texts)
    assert np.array_equal(scorer.scores(texts, 1), every[:, :3])
    assert np.array_equal(every[:, 3:], turned.scores(texts)[:, 3:] * 4)
