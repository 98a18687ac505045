"""Outcomes of behavioural tests as tables: on a terminal, and in Markdown for a README."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from stance.checks.behaviour import Failure, Outcome
from stance.checks.expectations import KINDS
from stance.render.terminal import Numbers

Outcomes = Mapping[str, Sequence[Outcome]]  # a model's name to its outcomes, the same capabilities for each

_MISSED = "!"  # behind the rate of a capability that misses its goal


def outcomes_view(outcomes: Outcomes, n_failures: int) -> RenderableType:
    """Show failures and rates by capability, then by kind, and some of the cases that failed."""
    header, *rows = _rows(outcomes)
    styles = ["red" if any(_MISSED in cell for cell in row) else "" for row in rows]
    table = Numbers("", header, rows, styles)
    parts: list[RenderableType] = [table, Text(f"{_MISSED} misses its goal", "dim")]
    for model, found in outcomes.items():
        for outcome in found:
            shown = outcome.failures[:n_failures]
            if shown:
                parts.append(
                    Text(f"\n{outcome.capability.name}, {model}: {outcome.capability.about}", "bold")
                )
            parts += [_failure_view(failure) for failure in shown]
    return Group(*parts)


def outcomes_markdown(outcomes: Outcomes) -> str:
    """Return the same table in Markdown."""
    header, *rows = _rows(outcomes)
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _rows(outcomes: Outcomes) -> Iterator[list[str]]:
    yield ["capability", "kind", "cases", "goal", *outcomes]
    for same in zip(*outcomes.values(), strict=True):
        first = same[0]
        cells = [f"{len(o.failures)} ({o.rate:.0%}){'' if o.met else ' ' + _MISSED}" for o in same]
        capability = first.capability
        yield [
            capability.name.replace("_", " "),
            capability.expectation.kind,
            str(first.n_cases),
            f"{capability.goal:.0%}",
            *cells,
        ]
    for kind in KINDS:
        of_kind = [[o for o in found if o.capability.expectation.kind == kind] for found in outcomes.values()]
        if of_kind[0]:
            n_cases = sum(o.n_cases for o in of_kind[0])
            yield [f"all {len(of_kind[0])}", kind, str(n_cases), "", *(_sum(found) for found in of_kind)]


def _sum(found: Sequence[Outcome]) -> str:
    n_failures, n_cases = sum(len(o.failures) for o in found), sum(o.n_cases for o in found)
    return f"{n_failures} ({n_failures / n_cases:.1%})"


def _failure_view(failure: Failure) -> Text:
    view = Text(f"  {_chances(failure.before)}   {failure.case.text}")
    if failure.case.other != failure.case.text:
        view.append(f"\n  {_chances(failure.after)}   {failure.case.other}")
    return view


def _chances(probabilities: Mapping[str, float]) -> str:
    return "  ".join(f"{label} {p:.2f}" for label, p in probabilities.items())
