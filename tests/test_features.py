import numpy as np
import pytest
from sklearn.base import clone
from sklearn.utils import get_tags

from stance.features import FeatureExtractor
from tests.conftest import tiny_corpus


@pytest.fixture(scope="module")
def extractor():
    return FeatureExtractor().fit(tiny_corpus()[0])


def features_of(extractor, text):
    row = extractor.transform([text])
    names = extractor.get_feature_names_out()
    return {names[i]: int(n) for i, n in zip(row.indices, row.data, strict=True)}


def test_names_can_be_read(extractor):
    found = features_of(extractor, "We will not send troops to Norway.")
    assert found["not·SEND"] == 1
    assert found["SEND TARGET"] == 1
    assert found["will (before TARGET)"] == 1
    assert found["[negator] _ not·[SEND]"] == 1


def test_names_are_many_and_different(extractor):
    names = extractor.get_feature_names_out()
    assert names.dtype == object
    assert len(set(names)) == len(names) == extractor.transform([]).shape[1]


def test_no_name_of_a_place_is_a_feature(extractor):
    assert not [name for name in extractor.get_feature_names_out() if "france" in name or "chad" in name]


def test_target_words_are_masked(extractor):
    assert not [name for name in extractor.get_feature_names_out() if "troops" in name or "soldiers" in name]


def test_exchanging_names_changes_no_feature(extractor):
    texts = ["Germany will not send troops to the United States.", "Chad will not send troops to Spain."]
    first, second = extractor.transform(texts).toarray()
    assert np.array_equal(first, second)
    assert first.sum() > 10


def test_counts(extractor):
    assert features_of(extractor, "troops, troops, troops")["TARGET"] == 3


def test_shapes_of_nothing(extractor):
    n_features = len(extractor.get_feature_names_out())
    assert extractor.transform([]).shape == (0, n_features)
    assert extractor.transform([""]).nnz == 0


def test_rare_words_and_features_are_left_out():
    extractor = FeatureExtractor(min_count=2).fit(["we go there", "we go where", "nobody"])
    names = set(extractor.get_feature_names_out())
    assert "we go" in names
    assert "there" not in names
    assert "nobody" not in names


def test_words_are_learnt_from_texts_that_have_them_without_a_capital():
    texts = ["Glum in Zog, 771 wurf", "glum to zog, 771 wurf", "ZOG has Glum: 771", "the glum of Wurf"]
    known = set(FeatureExtractor().fit(["a"]).table_.words)
    assert set(FeatureExtractor(min_count=1).fit(texts).table_.words) - known == {"glum", "wurf", "zog"}
    assert set(FeatureExtractor(min_count=2).fit(texts).table_.words) - known == {"glum", "wurf"}
    assert set(FeatureExtractor(min_count=3).fit(texts).table_.words) == known


def test_two_texts_are_enough_by_default():
    names = set(FeatureExtractor().fit(["glum days", "glum weeks"]).get_feature_names_out())
    assert "glum" in names
    assert "weeks" not in names


def test_scikit_learn_is_told_that_it_takes_texts():
    tags = get_tags(FeatureExtractor()).input_tags
    assert (tags.string, tags.two_d_array) == (True, False)


@pytest.mark.parametrize("families", [(), ("pair", "pair"), ("pair", "word", "pair")])
def test_families_are_named_once(families):
    with pytest.raises(ValueError, match="families names none, or one twice"):
        FeatureExtractor(families=families).fit(["a"])


def test_families_can_be_chosen():
    extractor = FeatureExtractor(families=("pair",)).fit(tiny_corpus()[0])
    assert "SEND TARGET" in set(extractor.get_feature_names_out())
    assert "SEND" not in set(extractor.get_feature_names_out())
    with pytest.raises(ValueError, match="unknown families"):
        FeatureExtractor(families=("quintuple",)).fit(["a"])


def test_parameters_are_cloned():
    assert clone(FeatureExtractor(min_count=7)).get_params()["min_count"] == 7


def test_an_unfitted_extractor_says_so():
    with pytest.raises(Exception, match="not fitted"):
        FeatureExtractor().transform(["a"])


@pytest.fixture(scope="module")
def as_written():
    return FeatureExtractor(min_count=1, families="written").fit(["Go, #TeamOslo! The go"])


def test_written_features_have_every_word_as_it_stands(as_written):
    found = features_of(as_written, "Go, #TeamOslo! The go")
    assert {name: found[name] for name in found if name[0] == "“" and " " not in name} == {
        "“go”": 2, "“,”": 1, "“#”": 1, "“teamoslo”": 1, "“!”": 1, "“the”": 1,
    }  # fmt: skip
    assert found["“# teamoslo”"] == found["“! the go”"] == 1


def test_letters_do_not_reach_beyond_their_word(as_written):
    found = features_of(as_written, "go")
    assert found == {"“go”": 1, "‹ g›": 1, "‹go›": 1, "‹o ›": 1, "‹ go›": 1, "‹go ›": 1, "‹ go ›": 1}


def test_written_pairs_do_not_reach_beyond_their_text(as_written):
    apart = as_written.transform(["the", "go"]).sum(axis=0)
    together = as_written.transform(["the go"]).sum(axis=0)
    names = as_written.get_feature_names_out()
    assert names[together != apart].tolist() == ["“the go”"]


def test_names_of_all_families_are_different():
    extractor = FeatureExtractor(families="all").fit(tiny_corpus()[0])
    names = extractor.get_feature_names_out()
    assert len(set(names)) == len(names) == len(extractor.keys_)
    assert {"SEND TARGET", "“send troops”", "“france”", "‹fran›"} <= set(names)


def test_many_texts_give_the_features_of_the_same_texts_in_parts(monkeypatch):
    texts = tiny_corpus()[0]
    whole = FeatureExtractor(families="all").fit(texts)
    monkeypatch.setattr("stance.features._CHUNK", 7)
    parts = FeatureExtractor(families="all").fit(texts)
    assert np.array_equal(whole.keys_, parts.keys_)
    assert whole.get_feature_names_out().tolist() == parts.get_feature_names_out().tolist()
    assert whole.table_.words == parts.table_.words
    assert abs(whole.transform(texts) - parts.transform(texts)).nnz == 0


@pytest.mark.parametrize("target", ["tank", "", 0])
def test_what_is_no_target_is_refused_when_it_is_fitted(target):
    with pytest.raises(TypeError, match=r"target is (str|int), not Target; give Target\.from_terms"):
        FeatureExtractor(target=target).fit(["We go."])


@pytest.mark.parametrize("dtype", [np.int32, "float16", bool])
def test_counts_are_of_a_type_that_a_model_can_be_fitted_to(dtype):
    with pytest.raises(ValueError, match=r"dtype is \w+; it must be float64 or float32"):
        FeatureExtractor(dtype=dtype).fit(tiny_corpus()[0])


def test_a_count_that_is_no_number_is_refused():
    with pytest.raises(TypeError, match="min_count is '2'; it must be a number"):
        FeatureExtractor(min_count="2").fit(tiny_corpus()[0])
