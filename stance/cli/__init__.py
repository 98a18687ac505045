"""The command line: one thin file a verb."""

from __future__ import annotations

import click

from stance.cli.check import check
from stance.cli.evaluate import evaluate
from stance.cli.explain import explain
from stance.cli.info import info
from stance.cli.label import label
from stance.cli.read import read
from stance.cli.review import review
from stance.cli.train import train
from stance.version import __version__

_HELP = """Who is open to sending troops, who has ruled it out, and who has said neither.

\b
  stance label statements.csv -o labelled.csv
  stance read article.txt
  stance explain "We cannot rule out sending troops."
  stance evaluate fixtures/statements.jsonl
  stance check --model fast
  stance review my_labels.csv -o to_check.csv
  stance train my_labels.csv -o my_model/
  stance info

Data goes to standard output, everything else to standard error. Exit codes: 0 done; 1 an error;
2 wrong usage; 3 done, but rows were left out.
"""


@click.group(help=_HELP)
@click.version_option(__version__, prog_name="stance")
def main() -> None:
    pass


for _command in (label, read, explain, evaluate, check, review, train, info):
    main.add_command(_command)
