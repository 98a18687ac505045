"""Whom the rows of a table, and lines without a subject, are about: a label or a heading says so."""

import pytest

from stance.reading.layout import lay_out
from stance.reading.statements import find_statements


def told(text):
    """Return what is told, with the holders, without the lines that are nobody's."""
    found = [(text[slice(*p.span)], [h.name for h in p.holders]) for p in find_statements(text)]
    return [(words, held) for words, held in found if held]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Who sends what\n\nState | Offer | Status\nPeru | 2,000 soldiers | Ready to send them\n"
            "Chad | None | Rules out an army",
            [
                ("2,000 soldiers", ["Peru"]),
                ("Ready to send them", ["Peru"]),
                ("None", ["Chad"]),
                ("Rules out an army", ["Chad"]),
            ],
        ),
        (
            "Who sends what\n\nPeru\t200\tWould send men",
            [("200", ["Peru"]), ("Would send men", ["Peru"])],
        ),
        (
            "Who sends what\n\n| State | Status |\n|---|---|\n| **Peru** | Opposes a force |",
            [("Opposes a force", ["Peru"])],
        ),
        (
            "Who sends what\n\n1 | Labour Party | Opposes a force\n2 | Ann Orr | Wants a vote",
            [("Opposes a force", ["Labour Party"]), ("Wants a vote", ["Ann Orr"])],
        ),
        # a row of a table is whose it is; another state speaks for itself
        (
            "Who sends what\n\nPeru | Ready to go, government says\n\nChad | 200 men | Oslo objects\n\n"
            "Mali | Cabinet has approved it",
            [
                ("Ready to go, government says", ["Peru"]),
                ("200 men", ["Chad"]),
                ("Oslo objects", ["Oslo"]),
                ("Cabinet has approved it", ["Mali"]),
            ],
        ),
        # no tables
        ("Home | World | Peru\n\nPeru | World news\n\nIt was raining.", []),
        ("It was raining.\n\nAnn Orr | Lima\n\nThere was rain.", []),
    ],
)
def test_a_row_of_a_table_is_about_whom_its_first_cell_names(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Where they stand\n\nITALY\nOpposes sending troops.\n\nPeru (33 million people)\n"
            "- Ready to send a company.\n- No men before May",
            [
                ("Opposes sending troops.", ["ITALY"]),
                ("Ready to send a company.", ["Peru"]),
                ("No men before May", ["Peru"]),
            ],
        ),
        ("## Peru\nHas ruled it out.", [("Has ruled it out.", ["Peru"])]),
        (
            "**Peru:**\n* up to 700 troops\n* wants a mandate",
            [("up to 700 troops", ["Peru"]), ("wants a mandate", ["Peru"])],
        ),
        (
            "Labour Party\nFirmly opposes it.\n\nGreens\nOppose it.",
            [("Firmly opposes it.", ["Labour Party"]), ("Oppose it.", ["Greens"])],
        ),
        ("Ann Orr, premier\nUndecided.\n\nIt was raining.", [("Undecided.", ["Ann Orr"])]),
        (
            "Ann Orr\nOpposes it.\n\nJan Moe\nBacks it.",
            [("Opposes it.", ["Ann Orr"]), ("Backs it.", ["Jan Moe"])],
        ),
        # whom a sentence names holds it, not what comes before
        (
            "Norway\nReady to go. The king, Jan Moe, opposes it.",
            [("Ready to go.", ["Norway"]), ("The king, Jan Moe, opposes it.", ["Jan Moe"])],
        ),
        # another heading, a subject, a question, a noun, a date
        ("Peru\n\nThe vote\n\nWould be close.", []),
        ("Peru\n\nFighting went on. Men were sent.", []),
        ("Peru\n\nWill men be sent?", []),
        ("Peru\n\nPlans for a force were shelved.", []),
        ("Peru\n\nNo soldiers were there.", []),
        ("Peru\n\nMay 3 was calm.", []),
        ("Key Points\n\nOpposes it.", []),
        ("Peru\n\nNo men for Chad", []),  # a headline below its topic
    ],
)
def test_lines_without_a_subject_are_whose_heading_stands_above(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Italy – Ready to send troops", ["Italy"]),
        ("Italy - Opposes sending troops.", ["Italy"]),
        ("**Italy** – ready to send troops", ["Italy"]),
        ("**Italy:** will not send troops", ["Italy"]),
        ("Italy: Rules out sending troops.", ["Italy"]),
        ("Italy – Will troops go?", []),
        ("Italy – Opposition leader Ann Orr refuses.", ["Ann Orr"]),
    ],
)
def test_what_has_no_subject_is_of_the_state_before_it(line, expected):
    found = told(f"Who sends what?\n\n{line}")
    assert [holder for _, held in found for holder in held] == expected


def test_sentences_with_a_subject_of_their_own_are_items_only_where_several_states_have_labels():
    labelled = "Norway: The king spoke.\n\nPeru: The army spoke."
    assert [p.item for p in lay_out(labelled)] == [None, None]
    more = lay_out(f"{labelled}\n\nChad: The army left.")
    assert [p.item.name for p in more] == ["Norway", "Peru", "Chad"]


@pytest.mark.parametrize("dash", ["--", "–"])
def test_states_in_capitals_before_dashes_are_labels(dash):
    states = ["NORWAY", "PERU", "CHAD"]
    lines = [f"{state} {dash} The nation has offered 200 soldiers." for state in states]
    found = told("\n\n".join(["Who sends what", *lines]))
    assert [name for _, held in found for name in held] == states


@pytest.mark.parametrize("places", [("LYON", "LIMA", "OSLO"), ("Norway", "Peru", "Chad")])
def test_towns_and_plain_names_before_dashes_are_no_labels(places):
    lines = [f"{place} -- The king has offered 200 soldiers." for place in places]
    assert all(p.item is None for p in lay_out("\n\n".join(["Who sends what", *lines])))
