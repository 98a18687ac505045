"""``stance info``: which model this is and what it was made from."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from stance.cli.options import model_option, out, report_errors
from stance.families import see_words_as_written
from stance.model.labeler import load
from stance.version import __version__

_EXAMPLES = """Say which library and which model these are.

Its labels, training data, figures, files and hashes are shown.

\b
  stance info
  stance info --model my_model/ --json
"""


@click.command(help=_EXAMPLES)
@click.option("--json", "as_json", is_flag=True, help="Print the model's manifest as JSON.")
@model_option
@report_errors
def info(as_json: bool, model: str | None) -> None:
    labeler = load(model)
    manifest = asdict(labeler.manifest)
    if as_json:
        click.echo(json.dumps(manifest, ensure_ascii=False, indent=1))
        return
    console = out()
    console.print(f"stance {__version__}, model {manifest['name']} {manifest['version']}")
    as_written = see_words_as_written(manifest["settings"].get("families", []))
    console.print(
        f"target: {'none is masked, every word is seen as written' if as_written else labeler.target}"
    )
    for head, labels in manifest["heads"].items():
        console.print(f"{head}: {', '.join(map(str, labels))}")
    training = manifest["training"]
    for name, fact in training.items():
        console.print(f"training, {name}: {json.dumps(fact, ensure_ascii=False)}")
    for name, facts in manifest["files"].items():
        console.print(f"{name}: {facts['size']} bytes, SHA-256 {facts['sha256']}")
