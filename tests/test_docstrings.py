"""What the docstrings show is what happens."""

import doctest
import importlib
import re
from pathlib import Path

import pytest

import stance

PACKAGE = Path(stance.__file__).parent
WITH_EXAMPLES = sorted(
    ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
    for path in PACKAGE.rglob("*.py")
    if re.search(r"^ *>>> ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
)
OF_THE_PUBLIC_FACE = (
    stance,
    stance.label,
    stance.load,
    stance.read,
    stance.Labeler.columns,
    stance.Labeler.explain,
    stance.Labeler.label,
    stance.Labeler.predict_proba,
    stance.Labeler.stream,
    stance.Labeler.with_target,
    stance.Target.from_terms,
)


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_the_examples_give_what_they_show(name):
    failures, tried = doctest.testmod(importlib.import_module(name))
    assert tried > 0
    assert failures == 0


@pytest.mark.parametrize("thing", OF_THE_PUBLIC_FACE, ids=lambda thing: thing.__name__)
def test_the_public_face_has_examples(thing):
    assert ">>> " in thing.__doc__
    assert getattr(thing, "__module__", thing.__name__) in WITH_EXAMPLES
