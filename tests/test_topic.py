import pytest

from stance.reading.article import read
from stance.target import Target, troop_deployment
from stance.topic import Topic


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("We will not send anybody.", True),
        ("No peace-keepers will come.", True),
        ("BOOTS ON THE GROUND? Never.", True),
        ("It would be madness.", False),
        ("The soldierly virtues.", False),
        ("", False),
    ],
)
def test_whether_a_text_names_the_target(text, named):
    assert Topic(troop_deployment()).is_named(text) is named


@pytest.mark.parametrize(
    ("noun", "text"),
    [
        ("café closure", "We oppose the café closure."),
        ("cafe closure", "We oppose the CAFÉ closures."),
        ("defence pact", "No defense pact, please."),
        ("defense pact", "No defence pact, please."),
    ],
)
def test_accents_and_spelling_hide_no_target(noun, text):
    assert Topic(Target.from_terms("x", nouns=[noun])).is_named(text)


def test_the_reminder_names_act_and_thing():
    assert Topic(troop_deployment()).reminder == "On sending troops: "
    assert Topic(Target.from_terms("missiles", nouns=["cruise missile"])).reminder == "On cruise missiles: "
    supply = Target.from_terms("missiles", nouns=["cruise missile"], verbs=["hand over"])
    assert Topic(supply).reminder == "On handing over cruise missiles: "
    raised = Target.from_terms("rates", nouns=["rate rise"], verbs=["raise rates"])
    assert Topic(raised).reminder == "On rate rise: "
    assert Topic(Target.from_terms("x", nouns=["pension at 67"])).reminder == "On pension at 67: "
    assert (
        Topic(Target.from_terms("x", nouns=["sanctions"], verbs=["lift"])).reminder
        == "On lifting sanctions: "
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("It would be madness.", "On sending troops: It would be madness."),
        ("No troops.", "No troops."),
        ("", ""),
        (" \u200b", " \u200b"),
        ("…", "…"),
    ],
)
def test_what_is_reminded_of_the_target(text, shown):
    assert Topic(troop_deployment()).remind(text) == shown


def test_a_target_named_by_a_sign_is_named_by_no_text():
    percent = Topic(Target.from_terms("percent", nouns=["%", "per cent"]))
    assert not percent.is_named("We will send 5%.")
    assert percent.is_named("Five per cent, no more.")


def test_what_has_a_holder_is_reminded_of_a_target_named_before_it(labeler):
    text = (
        "“It is a fine day for all of us,” Jan Kos said.\n\nFrance may send troops.\n\n"
        "“It would be madness to agree to it,” Kos said. He called it “madness” again. The war is old.\n\n"
        "Kos said that Germany would never agree to it. “Will it last?”"
    )
    assert [s.judgement.text for s in read(text, labeler).statements] == [
        "“It is a fine day for all of us,”",
        "France may send troops.",
        "On sending troops: “It would be madness to agree to it,”",
        "On sending troops: He called it “madness” again.",
        "The war is old.",
        "On sending troops: Kos said that Germany would never agree to it.",
        "On sending troops: “Will it last?”",
    ]
