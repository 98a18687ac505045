import evaluate
import whole_articles
from click.testing import CliRunner
from threadpoolctl import threadpool_info, threadpool_limits

from tests.conftest import tiny_statements


def test_a_peer_is_fitted_in_one_thread(monkeypatch):
    n_threads = []

    class Listening(evaluate.LogisticRegression):
        def fit(self, *given):
            n_threads.extend(library["num_threads"] for library in threadpool_info())
            return super().fit(*given)

    monkeypatch.setattr(evaluate, "LogisticRegression", Listening)
    monkeypatch.setattr(evaluate, "read_corpus", lambda: (tiny_statements(), []))
    with threadpool_limits(2):
        evaluate.peers("position")
    assert set(n_threads) == {1}


def test_no_heading_of_the_table_of_whole_articles_is_cut(monkeypatch):
    monkeypatch.setattr(whole_articles, "read_whole", list)
    shown = CliRunner().invoke(whole_articles.main, ["--model", "fast"])
    assert shown.exit_code == 0
    assert "…" not in shown.output
    assert shown.output.count("precision") == 1 + 5
