import pytest

from stance.data.articles import GoldArticle, GoldHolder, GoldStatement, read_article
from stance.evaluation.articles import article_figures
from stance.reading.article import read
from stance.values import Position, Sentiment

TEXT = "“We will not send troops,” Jan Kos said. “That is our last word.”\n\nSpain says nothing."


def gold(position="ruled_out", holder="Jan Kos", aliases=()):
    said = GoldStatement("“We will not send troops,”", holder, Position(position), Sentiment.NEUTRAL)
    holders = (GoldHolder(holder, aliases, Position(position), (), False),)
    return GoldArticle("1", "news", TEXT, holders, (said,))


def test_all_is_right(labeler):
    figures = article_figures([(gold(), read(TEXT, labeler))])
    right = (figures.span_f1_close, figures.holder_accuracy, figures.position_accuracy, figures.pair_f1)
    assert right == (1.0, 1.0, 1.0, 1.0)


def test_names_agree_but_for_case_and_article(labeler):
    figures = article_figures([(gold(holder="The minister", aliases=("jan KOS",)), read(TEXT, labeler))])
    assert (figures.holder_accuracy, figures.pair_f1) == (1.0, 1.0)


@pytest.mark.parametrize(("name", "agrees"), [("Gen. Jan Kos", 1.0), ("Sir Kos", 0.0), ("General", 0.0)])
def test_titles_are_no_part_of_a_name(labeler, name, agrees):
    figures = article_figures([(gold(holder=name), read(TEXT, labeler))])
    assert (figures.holder_accuracy, figures.pair_f1) == (agrees, agrees)


def test_another_position_and_another_holder(labeler):
    figures = article_figures([(gold(position="open"), read(TEXT, labeler))])
    assert (figures.holder_accuracy, figures.position_accuracy, figures.pair_f1) == (1.0, 0.0, 0.0)
    figures = article_figures([(gold(holder="Anna Lee"), read(TEXT, labeler))])
    assert (figures.holder_accuracy, figures.pair_precision, figures.pair_recall) == (0.0, 0.0, 0.0)


def test_a_gold_statement_may_be_several_that_were_found(labeler):
    whole = GoldStatement(TEXT.split("\n", maxsplit=1)[0], "Jan Kos", Position.RULED_OUT, Sentiment.NEUTRAL)
    article = GoldArticle("1", "news", TEXT, gold().holders, (whole,))
    figures = article_figures([(article, read(TEXT, labeler))])
    assert (figures.counts.found_close, figures.counts.found_loose) == (1, 1)
    assert figures.position_accuracy == 1.0


def test_no_articles():
    figures = article_figures([])
    assert (figures.n_articles, figures.pair_f1) == (0, 0.0)


def test_the_fixtures_are_read_well_enough(root, labeler):
    paths = sorted((root / "fixtures" / "articles").glob("*.json"))
    golds = [read_article(path) for path in paths]
    figures = article_figures([(g, read(g.text, labeler)) for g in golds])
    assert figures.n_articles == 49
    assert figures.span_f1_close > 0.8
    assert figures.holder_accuracy > 0.8
