"""``stance explain``: one text, its judgement, and the words that decided."""

from __future__ import annotations

import json

import click

from stance.cli.options import err, load_for, model_option, out, reads_english, report_errors, target_option
from stance.render.terminal import judgement_view
from stance.text.english import is_foreign

_EXAMPLES = """Show the judgement of one TEXT and the words that decided it.

\b
  stance explain "We cannot rule out sending troops."
  stance explain --json "It is time to bring our soldiers home."
"""


@click.command(help=_EXAMPLES)
@click.argument("text")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of the picture.")
@model_option
@target_option
@report_errors
def explain(text: str, as_json: bool, model: str | None, target: str | None) -> None:
    labeler = load_for(model, target)
    if is_foreign(text) and reads_english(labeler):
        err.print(
            "the text looks as if it were in another language: only English is read, and what is said of it "
            "means nothing"
        )
    judgement = labeler(text)
    if as_json:
        click.echo(json.dumps(judgement.to_dict(), ensure_ascii=False, indent=1))
    else:
        out().print(judgement_view(judgement))
