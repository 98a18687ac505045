import json

import pytest

from stance.data.articles import read_article
from stance.data.rows import read_statements
from stance.errors import DataError


def test_statements(root):
    statements = read_statements(root / "fixtures" / "statements.jsonl")
    assert len(statements) == 340
    assert {s.position for s in statements} == {"open", "ruled_out", "neutral"}
    assert {s.sentiment for s in statements} == {"negative", "neutral", "positive", None}
    assert len({s.extra["id"] for s in statements}) == 340
    assert all(type(s.extra["hard"]) is type(s.extra["multi"]) is bool for s in statements)


@pytest.mark.parametrize(("folder", "n_articles"), [("articles", 49), ("unseen", 41)])
def test_articles(root, folder, n_articles):
    paths = sorted((root / "fixtures" / folder).glob("*.json"))
    assert len(paths) == n_articles
    for path in paths:
        article = read_article(path)
        assert article.id == path.stem
        assert article.holders
        assert article.statements


def test_no_article_is_in_both_folders(root):
    names = [path.name for path in (root / "fixtures").glob("[au]*/*.json")]
    assert len(names) == len(set(names)) == 90


@pytest.mark.parametrize(
    "change",
    [
        lambda g: g["holders"][0].update(position="perhaps"),
        lambda g: g["holders"][0]["evidence"].append("words that stand nowhere"),
        lambda g: g["statements"][0].update(text="words that stand nowhere"),
        lambda g: g["statements"][0].pop("holder"),
        lambda g: g.pop("genre"),
    ],
)
def test_an_article_that_is_wrong_is_refused(root, tmp_path, change):
    source = root / "fixtures" / "articles" / "03.json"
    gold = json.loads(source.read_text(encoding="utf-8"))
    change(gold)
    (tmp_path / "03.json").write_text(json.dumps(gold), encoding="utf-8")
    (tmp_path / "03.txt").write_text(source.with_suffix(".txt").read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(DataError, match=r"03\.json"):
        read_article(tmp_path / "03.json")


def test_an_article_without_text(tmp_path):
    (tmp_path / "09.json").write_text("{}")
    with pytest.raises(DataError, match=r"09\.json"):
        read_article(tmp_path / "09.json")
