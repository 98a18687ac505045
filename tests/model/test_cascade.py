import dataclasses
import pickle
import re

import numpy as np
import pytest

import stance
from stance.errors import ModelDamagedError
from stance.model.calibration import softmax
from stance.model.cascade import CascadeScorer, Mixture
from stance.model.labeler import PACKAGED
from stance.model.packing import ACCURATE, FAST, open_folder
from stance.model.scorer import columns_of
from tests.conftest import tiny_corpus
from tests.model.test_artefact import edit

TEXTS, _ = tiny_corpus()
MANY = [*TEXTS[::5], "Grain.", "", "They may refuse.", "We will not send grain to Spain."]


NAMED = np.array([re.search("troops|soldiers|forces|[Ss]end|deploy", text) is not None for text in MANY])


def test_the_fast_engine_decides_where_it_is_sure_and_no_target_is_named_and_both_elsewhere(cascade_folder):
    cascade, fast, accurate = (stance.load(cascade_folder / part) for part in ("", "fast", "accurate"))
    scores = {
        name: np.array([list(j.scores.values()) for j in labeler.label(MANY)])
        for name, labeler in (("cascade", cascade), ("fast", fast), ("accurate", accurate))
    }
    sure = (fast.predict_proba(MANY).max(axis=1) >= 0.9) & ~NAMED
    assert 0 < sure.sum() < len(MANY)
    assert (fast.predict_proba(MANY).max(axis=1)[NAMED] >= 0.9).any()
    assert np.array_equal(scores["cascade"][sure], scores["fast"][sure])
    mixed = 0.4 * scores["fast"] + 0.6 * scores["accurate"]
    assert np.allclose(scores["cascade"][~sure], mixed[~sure], atol=1e-12)
    assert np.allclose(cascade.predict_proba(MANY), softmax(scores["cascade"]))


def test_batch_and_single_are_equal_to_the_bit(cascade_folder):
    cascade = stance.load(cascade_folder)
    alone = np.vstack([cascade.predict_proba([text]) for text in MANY])
    assert np.array_equal(cascade.predict_proba(MANY), alone)


def test_evidence_adds_up_for_sure_and_unsure_texts(cascade_folder):
    cascade = stance.load(cascade_folder)
    for text in [*MANY, "The troops, “won’t” go to the Baltic states; perhaps."]:
        for label in cascade.positions:
            told = cascade.explain(text, label)
            assert abs(told.score - cascade(text).scores[label]) < 1e-9
            assert all(e.text == text[e.start : e.end] for e in told.evidence)


def test_for_another_target_the_encoder_judges_alone(cascade_folder):
    cascade, encoder = stance.load(cascade_folder), stance.load(cascade_folder / "accurate")
    grain = cascade.with_target(stance.Target.from_terms("grain", nouns=["grain"], verbs=["send"]))
    for template in ("They may refuse {}.", "We send {} to Spain, and {}."):
        given = encoder.predict_proba([template.format("troops", "soldiers")])
        assert np.array_equal(grain.predict_proba([template.format("grain", "grain")]), given)
    assert grain.explain("We send no grain.").evidence
    own = cascade.with_target(cascade.terms)
    assert np.array_equal(own.predict_proba(MANY), cascade.predict_proba(MANY))
    assert not np.array_equal(own.predict_proba(MANY), encoder.predict_proba(MANY))
    for back in (
        grain.with_target(cascade.terms),
        pickle.loads(pickle.dumps(grain)).with_target(cascade.terms),
    ):
        assert np.array_equal(back.predict_proba(MANY), cascade.predict_proba(MANY))
    again = pickle.loads(pickle.dumps(grain))
    assert np.array_equal(again.predict_proba(MANY), grain.predict_proba(MANY))


def test_words_of_sending_name_the_target_as_it_does_itself():
    fast, _ = open_folder(PACKAGED / FAST)
    texts = [
        "Our soldiers stay.",
        "",
        "Ministers met over grain.",
        "They will not send it.",
        "Boots on the ground?",
    ]
    scores, named = fast.scores_and_named(texts)
    assert named.tolist() == [True, False, False, True, True]
    assert np.array_equal(scores, fast.scores(texts))
    assert fast.scores_and_named([])[1].shape == (0,)


@pytest.mark.parametrize("member", ["fast/manifest.json", "accurate/manifest.json"])
def test_a_member_that_was_exchanged_is_named(cascade_folder, member):
    path = cascade_folder / member
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(ModelDamagedError, match=r"manifest\.json: its contents are not those"):
        stance.load(cascade_folder)
    stance.load(path.parent)  # by itself the member is whole


def test_damage_in_a_member_is_found_when_the_cascade_is_loaded(cascade_folder):
    path = cascade_folder / "accurate" / "encoder.onnx"
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(ModelDamagedError, match=r"encoder\.onnx"):
        stance.load(cascade_folder)


@pytest.mark.parametrize(
    "settings",
    [
        {"thresholds": None},
        {"thresholds": "high"},
        {"thresholds": [0.9, 0.9]},
        {"thresholds": [0.9, 0.9, float("nan"), 0.9, 0.9]},
        {"fast": [1.0, 1.0]},
        {"accurate": [[1.0]] * 5},
        {"accurate": [0, 0, 0, 0, float("inf")]},
        {"fast": [0, [0]]},
        {"named_too": 1},
        {"named_too": None},
    ],
)
def test_wrong_settings_are_refused(cascade_folder, settings):
    edit(cascade_folder, lambda m: m["settings"].update(settings))
    with pytest.raises(ModelDamagedError, match=r"manifest\.json: (its setting|it is not JSON)"):
        stance.load(cascade_folder)


def test_other_heads_than_its_members_have_are_refused(cascade_folder):
    edit(cascade_folder, lambda m: m["heads"].update(sentiment=["positive", "negative"]))
    with pytest.raises(ModelDamagedError, match="other labels"):
        stance.load(cascade_folder)


def test_mixing():
    mixture = Mixture((slice(0, 2),), np.array([0.9, 0.6]), np.array([0.5, 0.5]), np.array([1.0, 2.0]))
    fast = np.array([[5.0, 0.0], [1.0, 0.0], [5.0, 0.0]])
    accurate = np.array([[-9.0, 9.0], [0.0, 2.0], [-9.0, 9.0]])
    named = np.array([False, False, True])
    assert mixture.stands(fast, named).tolist() == [[True], [False], [False]]
    assert mixture.mix(fast, accurate, named).tolist() == [[5.0, 0.0], [0.5, 4.0], [-6.5, 18.0]]
    of_format_2 = dataclasses.replace(mixture, named_too=True)
    assert of_format_2.stands(fast, named).tolist() == [[True], [False], [True]]


def test_each_label_has_its_own_threshold():
    mixture = Mixture((slice(0, 3), slice(3, 5)), np.array([0.9, 0.5, 0.7, 0.0, 1.1]), np.ones(5), np.ones(5))
    eight, six = np.log(8.0), np.log(3.0)  # of their head 0.8 and 0.6, the other labels alike
    fast = np.array(
        [[eight, 0, 0, 1, 0], [0, six, 0, 0, 1], [0, 0, eight, 1, 0], [0, 0, six, 1, 0], [0, six, 0, 1, 0]]
    )
    none_named = np.zeros(5, dtype=bool)
    assert mixture.stands(fast, none_named).tolist() == [
        [False, False], [True, False], [True, True], [False, False], [True, True]
    ]  # fmt: skip


def test_a_mixture_that_was_kept_with_a_threshold_a_head_has_it_for_each_label(cascade_folder):
    before = stance.load(cascade_folder).predict_proba(MANY)

    def as_format_3(manifest):
        manifest["format_version"] = 3
        manifest["settings"]["thresholds"] = [0.9, 0.0]

    edit(cascade_folder, lambda m: m["settings"].update(thresholds=[0.9, 0.0]))
    with pytest.raises(ModelDamagedError, match="do not fit the labels"):
        stance.load(cascade_folder)
    edit(cascade_folder, as_format_3)
    assert np.array_equal(stance.load(cascade_folder).predict_proba(MANY), before)


def test_a_head_stands_where_it_and_those_before_it_are_sure():
    mixture = Mixture((slice(0, 2), slice(2, 4)), np.repeat([0.9, 0.8], 2), np.ones(4), np.ones(4))
    fast = np.array([[5.0, 0.0, 0.0, 5.0], [5.0, 0.0, 0.0, 1.0], [1.0, 0.0, 0.0, 5.0]])
    none_named = np.zeros(3, dtype=bool)
    assert mixture.stands(fast, none_named).tolist() == [[True, True], [True, False], [False, False]]
    of_format_2 = dataclasses.replace(mixture, named_too=True)
    assert of_format_2.stands(fast, none_named).tolist() == [[True, True], [False, False], [False, False]]
    accurate = np.full((3, 4), 10.0)
    mixed = [[5.0, 0.0, 0.0, 5.0], [5.0, 0.0, 10.0, 11.0], [11.0, 10.0, 10.0, 15.0]]
    assert mixture.mix(fast, accurate, none_named).tolist() == mixed


def test_probabilities_of_positions_ask_the_encoder_only_where_the_position_is_unsure():
    fast, accurate = (open_folder(PACKAGED / name)[0] for name in (FAST, ACCURATE))
    asked = []

    class Listening:
        heads, learnt = accurate.heads, accurate.learnt

        def scores(self, texts):
            asked.extend(texts)
            return accurate.scores(texts)

    columns = tuple(columns_of(fast.heads).values())
    mixture = Mixture(columns, np.repeat([0.0, 1.1], 3), np.ones(6), np.ones(6))
    cascade = CascadeScorer(fast, Listening(), mixture)
    texts = ["Ministers met over grain.", "Our soldiers stay."]
    positions = cascade.scores(texts, 1)
    assert asked == texts[1:]
    whole = cascade.scores(texts)
    assert asked == [texts[1], *texts]
    assert positions.tolist() == whole[:, :3].tolist()
    assert whole[0, :3].tolist() == fast.scores(texts)[0, :3].tolist()
    assert whole[0, 3:].tolist() != fast.scores(texts)[0, 3:].tolist()
    for output in range(3):
        told = cascade.shares(texts[0], output)
        assert abs(told.prior + told.values.sum() - whole[0, output]) < 1e-9
