"""What the pages in docs/ show is what happens."""

import doctest
import re

import pytest

import stance.spark


def test_the_examples_of_tables_give_what_they_show(root):
    for library in ("pandas", "polars", "datasets"):
        pytest.importorskip(library)
    failures, tried = doctest.testfile(str(root / "docs" / "tables.md"), module_relative=False)
    assert tried > 10
    assert failures == 0


def test_the_page_on_spark_calls_what_there_is(root):
    text = (root / "docs" / "spark.md").read_text(encoding="utf-8")
    arguments = re.findall(r"[(,]\s*(\w+)=", text[text.index("stance.spark.label(") :].split(")")[0])
    assert arguments
    assert set(arguments) <= set(stance.spark.label.__annotations__)


@pytest.mark.parametrize("page", ["tables.md", "spark.md"])
def test_links_lead_somewhere(root, page):
    text = (root / "docs" / page).read_text(encoding="utf-8")
    for link in re.findall(r"\]\((?!https?:)([^)#]+)", text):
        assert (root / "docs" / link).exists(), link
