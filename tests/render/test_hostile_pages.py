"""Pages made of hostile texts, in a real browser: no script runs, and no request leaves."""

import http.server
import threading

import pytest

import stance
from stance.data.rows import Statement
from stance.evaluation.report import evaluate
from stance.model.artefact import Manifest
from stance.model.classifier import StanceClassifier
from stance.model.lexical import LexicalScorer, weights_of
from stance.reading.article import read
from tests.conftest import tiny_corpus
from tests.render.browser import CHROMIUM, browse

TITLE = "Nothing ran"
ATTACKS = [
    "<script>document.title='ran'; fetch('{url}')</script>",
    "</script><script src='{url}'></script>",
    "<img src='{url}' onerror=\"document.title='ran'\">",
    "</mark></div></title></style><svg onload=\"document.title='ran'\"><image href='{url}'/></svg>",
    "<iframe src='{url}'></iframe><iframe srcdoc=\"<script>parent.document.title='ran'</script>\"></iframe>",
    "<link rel=stylesheet href='{url}'><style>@import '{url}'; body {{ background: url('{url}') }}</style>",
    "<meta http-equiv=refresh content='0;url={url}'><base href='{url}'>",
    "<a href=\"javascript:document.title='ran'\" autofocus onfocus=\"document.title='ran'\">x</a>",
    "<!-- --><![CDATA[<script>document.title='ran'</script>]]> {{{{ 7 * 7 }}}} {{% raw %}} $\\frac{{$ $x_",
    "<form action='{url}'><button autofocus onfocus=\"this.form.submit()\">",
    "\" ' onmouseover=document.title='ran' x=\" <b",
]


@pytest.fixture
def server():
    """A server on this machine, and the paths that it was asked for."""
    asked = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(204)
            self.end_headers()

        def log_message(self, *given):
            pass

    running = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{running.server_port}/asked", asked
    running.shutdown()
    running.server_close()


def opened(page, path):
    path.write_text(page, encoding="utf-8")
    return browse(path, "--dump-dom", "--virtual-time-budget=3000").decode()


def hostile_article(attacks):
    line = "“We will not send {0} troops,” {0}, the minister, said."
    said = "\n\n".join(line.format(attack) for attack in attacks)
    return f"{said}\n\nJan </script>{attacks[0]} Kos, {attacks[2]}: We may send soldiers.\n"


def hostile_report(attacks):
    """Evaluate a model whose labels are hostile, on rows that are, with names that are."""
    texts, labels = tiny_corpus()
    names = dict(zip(("open", "ruled_out", "neutral"), attacks, strict=False))
    fitted = StanceClassifier(calibration_folds=0).fit(texts, [names[label] for label in labels])
    learnt = weights_of({"position": fitted})
    manifest = Manifest("lexical", attacks[3], "1", {}, {"name": attacks[4], "nouns": ["troops"]}, {}, {})
    labeler = stance.Labeler(LexicalScorer(learnt), manifest)
    rows = [
        Statement(i, f"We send {attack}.", names["open"], None, {"slice": attack, "second": attack})
        for i, attack in enumerate(attacks * 3)
    ]
    return evaluate(
        attacks[5], rows, labeler, attacks[6],
        slice_by="slice", second="second", against=(attacks[7], labeler), n_worst=20,
    )  # fmt: skip


@pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")
def test_the_browser_would_run_them(server, tmp_path):
    url, asked = server
    attacks = "".join(attack.format(url=url) for attack in ATTACKS[:4])
    shown = opened(f"<!DOCTYPE html><title>{TITLE}</title><body>{attacks}", tmp_path / "bare.html")
    assert "<title>ran</title>" in shown
    assert asked


@pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")
def test_a_hostile_article_s_page_is_inert(server, tmp_path, labeler):
    url, asked = server
    text = hostile_article([attack.format(url=url) for attack in ATTACKS])
    reading = read(text, labeler)
    assert reading.positions
    framed = f"<title>{TITLE}</title>{reading._repr_html_()}"
    for name, page in (("page", reading.to_html(TITLE)), ("frame", framed)):
        shown = opened(page, tmp_path / f"{name}.html")
        assert f"<title>{TITLE}</title>" in shown
        assert "<script" not in shown
    assert asked == []


@pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")
def test_a_hostile_evaluation_s_page_is_inert(server, tmp_path):
    pytest.importorskip("matplotlib")
    from stance.render.report import report_page

    url, asked = server
    page = report_page(hostile_report([attack.format(url=url) for attack in ATTACKS]))
    shown = opened(page, tmp_path / "report.html")
    assert "<script" not in shown
    assert "<title>ran</title>" not in shown
    assert "mistakes of which" in shown.lower()
    assert asked == []


def test_a_hostile_title_is_text(labeler):
    page = read("Jan Kos spoke.", labeler).to_html("</title><script>alert(1)</script>")
    assert "<script" not in page
    assert "<title>&lt;/title&gt;" in page
