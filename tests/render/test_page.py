import html
import re
from html.parser import HTMLParser

import pytest

from stance.reading.article import read
from tests.render.browser import CHROMIUM, browse, width_in

HOSTILE = """<script>alert(1)</script> rules out troops

“We will not send </mark><img src=x onerror=alert(1)> soldiers,” Jan <b>Kos said.

Jan Kos & "others" said they would not send troops.
"""


class Outline(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.tags, self.attributes, self.text = [], [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] not in {"style", "title"}:
            self.text.append(data)


def outline(page):
    parser = Outline()
    parser.feed(page)
    assert parser.open == []
    return parser


def article_of(page):
    """The page's article without the tags of its statements."""
    part = page[
        page.index('<div class="article">') + len('<div class="article">') : page.index("</div>\n</main>")
    ]
    part = re.sub(r'<mark [^>]*><span class="tag">[^<]*</span>', "", part).replace("</mark>", "")
    return html.unescape(part)


@pytest.mark.parametrize("number", [1, 2, 6, 16, 63])
def test_the_article_is_whole_and_its_marks_are_nested(root, labeler, number):
    text = (root / "fixtures" / "articles" / f"{number:02}.txt").read_text(encoding="utf-8")
    page = read(text, labeler).to_html()
    outline(page)
    assert article_of(page) == text


def test_what_an_article_holds_is_text(labeler):
    page = read(HOSTILE, labeler).to_html()
    found = outline(page)
    known = (
        "html head meta title style body main table caption thead tbody tr th td span br a div mark footer"
    )
    assert set(found.tags) <= set(known.split())
    assert not {"src", "onerror", "onload"} & set(found.attributes)
    assert article_of(page) == HOSTILE


def test_no_request_leaves_the_page(labeler):
    page = read(HOSTILE, labeler).to_html()
    assert "default-src 'none'" in page
    assert not re.search(r"(?:src|href)=[\"'](?!#)", page)
    assert "url(" not in page
    assert "@import" not in page


def test_positions_are_told_in_words(labeler):
    page = read("“We will not send troops,” Jan Kos said.", labeler).to_html()
    assert 'class="label ruled_out">ruled out' in page
    assert "ruled out 0." in page
    assert "prefers-color-scheme: dark" in page


def test_the_notebook_s_picture_is_framed(labeler):
    picture = read(HOSTILE, labeler)._repr_html_()
    assert picture.count("<") == 2
    assert 'sandbox=""' in picture


@pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")
def test_a_browser_shows_it(labeler, tmp_path):
    path = tmp_path / "page.html"
    path.write_text(read(HOSTILE, labeler).to_html(), encoding="utf-8")
    picture = tmp_path / "page.png"
    browse(path, f"--screenshot={picture}")
    assert picture.read_bytes()[:4] == b"\x89PNG"
    assert picture.stat().st_size > 5000
    shown = browse(path, "--dump-dom").decode()
    found = outline(shown.split("\n", 1)[1] if shown.startswith("<!DOCTYPE") else shown)
    text = "".join(found.text)
    assert "Positions on troop deployment" in text
    assert "Jan Kos" in text
    assert "<script>alert(1)</script>" in text
    assert "script" not in found.tags


def test_a_page_can_be_saved_whatever_its_text_holds(labeler):
    page = read("“We will not send troops \ud83d,” Jan Kos said.", labeler).to_html()
    assert "We will not send troops \\ud83d" in page
    assert "Jan Kos" in page.encode().decode()


@pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")
def test_a_narrow_window_shows_its_whole_width(labeler, tmp_path):
    page = read("“We will not send troops,” Wolfgang Schwarzenbergmann said.", labeler).to_html()
    assert width_in(page, 320, tmp_path) == 320
