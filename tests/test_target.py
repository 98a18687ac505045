import pytest

import stance
from stance.errors import DataError
from stance.target import Target, troop_deployment


def test_terms_are_tidied():
    target = Target.from_terms("a rate rise", nouns=["rate  rise "], verbs=["raise rates"])
    assert target == Target("a rate rise", ("rate rise",), ("raise rates",), ())


@pytest.mark.parametrize(("nouns", "message"), [([], "has no nouns"), ([" "], "blank term")])
def test_a_target_without_terms_is_refused(nouns, message):
    with pytest.raises(DataError, match=message):
        Target.from_terms("nothing", nouns=nouns)


@pytest.mark.parametrize("terms", [{"nouns": [1]}, {"nouns": ["tank"], "verbs": (v for v in [None])}])
def test_a_term_that_is_no_string_is_refused(terms):
    with pytest.raises(
        TypeError, match=r"nouns, verbs and modifiers hold strings, not (int: 1|NoneType: None)"
    ):
        Target.from_terms("nothing", **terms)


def test_a_file_that_begins_with_a_byte_order_mark(tmp_path):
    (tmp_path / "tank.toml").write_text('nouns = ["tank"]\n', encoding="utf-8-sig")
    assert Target.from_file(tmp_path / "tank.toml") == Target("tank", ("tank",))


def test_a_term_that_cannot_be_seen_is_refused(labeler):
    with pytest.raises(DataError, match="term without letters"):
        labeler.with_target(Target.from_terms("x", nouns=["\u200b"]))


def test_the_default_target():
    target = troop_deployment()
    assert target.name == "troop deployment"
    assert {"soldier", "boots on the ground", "peacekeeper"} <= set(target.nouns)


def test_files(tmp_path):
    path = tmp_path / "missiles.toml"
    path.write_text(
        'name = "cruise missiles"\nnouns = "cruise missile; Taurus"\nverbs = "supply"\n', encoding="utf-8"
    )
    assert Target.from_file(path) == Target("cruise missiles", ("cruise missile", "Taurus"), ("supply",))


def test_a_file_may_hold_lists_of_terms(tmp_path):
    path = tmp_path / "tank.toml"
    path.write_text(
        'nouns = ["tank", " battle  tank ", "howitzer; mortar;"]\nverbs = ["supply"]\nmodifiers = []\n',
        encoding="utf-8",
    )
    assert Target.from_file(path) == Target(
        "tank", ("tank", "battle tank", "howitzer", "mortar"), ("supply",)
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            "noun = 'tank'",
            r"t\.toml: “noun” is no key of a target file; they are name, nouns, verbs, modifiers",
        ),
        ("name = ['tank']\nnouns = 'tank'", r"t\.toml: name is list; it is a string"),
        ("nouns = 3", r"t\.toml: nouns is int; it is a list of strings, or one string"),
        ("nouns = 'tank'\nverbs = ['send', 3]", r"t\.toml: verbs holds int; it is a list of strings"),
        ("nouns = 'tank'\n[modifiers]\na = 'b'", r"t\.toml: modifiers is dict; it is a list of strings"),
    ],
)
def test_the_wrong_key_or_type_of_a_file_is_named(tmp_path, content, message):
    path = tmp_path / "t.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match=message):
        Target.from_file(path)


@pytest.mark.parametrize("target", ["cruise_missiles", None, ["tank"]])
def test_what_is_no_target_says_what_to_give(labeler, target):
    with pytest.raises(
        TypeError, match=r"target is (str|NoneType|list), not Target; .*packaged_targets\(\)\["
    ):
        labeler.with_target(target)


@pytest.mark.parametrize("content", ["nouns = 3", "noun = 'a'", "not toml", "name = 'x'"])
def test_files_that_are_wrong_are_named(tmp_path, content):
    path = tmp_path / "t.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match=r"t\.toml"):
        Target.from_file(path)


def test_plural_nouns_and_inflected_verbs_are_masked(labeler):
    rates = labeler.with_target(Target.from_terms("a rate rise", nouns=["rate rise"], verbs=["raise"]))
    same = {
        tuple(rates(text).probabilities.values())
        for text in ("The bank ruled out rate rises.", "The bank ruled out a rate rise.")
    }
    assert len(same) == 1
    assert stance.Target is Target


def test_packaged_targets_are_there_and_work(labeler):
    from stance.target import packaged_targets

    targets = packaged_targets()
    assert {
        "cruise_missiles",
        "far_right_coalition",
        "no_fly_zone",
        "nuclear_power",
        "rate_rise",
        "troops",
    } == set(targets)
    missiles = labeler.with_target(targets["cruise_missiles"])
    assert missiles.target == "cruise missiles"
    assert missiles("We will not supply cruise missiles.").position == "ruled_out"
    assert labeler.target == "troop deployment"
