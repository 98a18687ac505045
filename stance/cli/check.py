"""``stance check``: what a model can do, by behavioural tests."""

from __future__ import annotations

import json
from pathlib import Path

import click

from stance.checks.behaviour import run
from stance.checks.suites import PACKAGED, Capability, read_suites
from stance.cli.options import EXIT_ERROR, err, load_for, out, report_errors, target_option
from stance.errors import DataError
from stance.render.behaviour import outcomes_markdown, outcomes_view

_EXAMPLES = """Try a model on behavioural tests.

They say what it must be able to do, what must not change its answer, and which way a change must move it.
SUITES is a folder of suites of your own; else those that come with the library.

\b
  stance check
  stance check --model fast --model accurate --markdown
  stance check --capability double_negation --failures 5
  stance check my_suites/ --model my_model/

Exit code 1 also when a capability misses its goal, the greatest failure rate that its suite allows.
"""


@click.command(help=_EXAMPLES)
@click.argument("suites", required=False, type=click.Path(path_type=Path))
@click.option(
    "--model",
    "-m",
    "models",
    multiple=True,
    default=["cascade"],
    help="“cascade” (the default), “fast”, “accurate”, or a model folder; more than one are compared.",
)
@click.option("--capability", "-c", "names", multiple=True, help="Only this one; may be given again.")
@click.option(
    "--failures",
    "n_failures",
    default=0,
    show_default=True,
    type=click.IntRange(0),
    help="Show so many failing cases of each capability.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of a table.")
@click.option("--markdown", is_flag=True, help="Print the table in Markdown.")
@target_option
@report_errors
def check(
    suites: Path | None,
    models: tuple[str, ...],
    names: tuple[str, ...],
    n_failures: int,
    as_json: bool,
    markdown: bool,
    target: str | None,
) -> None:
    if as_json and markdown:
        raise click.UsageError("--json and --markdown exclude one another")
    if markdown and n_failures:
        raise click.UsageError("--failures is for the table and for --json, not for --markdown")
    capabilities = _chosen(read_suites(PACKAGED if suites is None else suites), names)
    outcomes = {model: run(capabilities, load_for(model, target)) for model in models}
    if as_json:
        found = {model: [o.to_dict(n_failures) for o in of_model] for model, of_model in outcomes.items()}
        click.echo(json.dumps(found, indent=1))
    elif markdown:
        click.echo(outcomes_markdown(outcomes))
    else:
        out().print(outcomes_view(outcomes, n_failures))
    n_missed = {model: sum(not o.met for o in of_model) for model, of_model in outcomes.items()}
    for model, number in n_missed.items():
        err.print(f"{model}: {number} of {len(capabilities)} capabilities miss their goal", markup=False)
    if any(n_missed.values()):
        raise SystemExit(EXIT_ERROR)


def _chosen(capabilities: list[Capability], names: tuple[str, ...]) -> list[Capability]:
    known = [capability.name for capability in capabilities]
    for name in names:
        if name not in known:
            raise DataError(f"there is no capability “{name}”; there are {', '.join(known)}")
    return [capability for capability in capabilities if not names or capability.name in names]
