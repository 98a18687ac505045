from stance.data.rows import Statement
from stance.render.card import how_held_out, model_card


def card(**settings):
    rows = [Statement(1, "Troops go.", "open", None, {}), Statement(2, "Grain.", "neutral", "neutral", {})]
    return model_card("own", "encoder", "stance train", rows, "", "abc", {}, {"numpy": "2.0"}, **settings)


def test_a_card_counts_what_was_learnt_from():
    written = card()
    assert written.startswith("# Model card: own\n")
    assert "2 statements, SHA-256 of texts and labels abc." in written
    assert "- position: neutral 1, open 1" in written
    assert "- sentiment: neutral 1, not settled, left out 1" in written


def test_a_card_says_what_positions_were_calibrated_on():
    assert "The temperature of positions was fitted to" not in card()
    assert "The temperature of positions was fitted to 9 statements of others:" in card(
        calibrated_on="9 statements of others"
    )


def test_a_card_says_what_was_measured_on():
    assert "\n## Figures on statements held out by group; of the corpus, reworded ones by event\n" in card()
    assert "\n## Figures on rows held out by group\n" in card(measured_on=how_held_out("rows", grouped=True))
    assert how_held_out("rows", grouped=False) == "rows held out at random, copies of a text together"
