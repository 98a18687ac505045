"""Run a model over the cases of capabilities, in the manner of CheckList (Ribeiro et al., 2020)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from stance.checks.suites import Capability, Case
from stance.errors import DataError
from stance.model.labeler import Labeler


@dataclass(frozen=True, slots=True)
class Failure:
    """A case that failed, and the probabilities that the model gave its texts."""

    case: Case
    before: dict[str, float]
    after: dict[str, float]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a model did on one capability."""

    capability: Capability
    failures: tuple[Failure, ...]

    @property
    def n_cases(self) -> int:
        """The number of cases tried."""
        return len(self.capability.cases)

    @property
    def rate(self) -> float:
        """The share of cases that failed."""
        return len(self.failures) / self.n_cases

    @property
    def met(self) -> bool:
        """Whether no more cases failed than the goal allows."""
        return self.rate <= self.capability.goal

    def to_dict(self, n_failures: int = 0) -> dict[str, Any]:
        """Return the outcome as plain values, with some of its failures."""
        return {
            "capability": self.capability.name,
            "kind": self.capability.expectation.kind,
            "source": self.capability.source,
            "about": self.capability.about,
            "cases": self.n_cases,
            "failures": len(self.failures),
            "rate": self.rate,
            "goal": self.capability.goal,
            "met": self.met,
            "examples": [
                {"text": f.case.text, "probabilities": f.before}
                | (
                    {"other": f.case.other, "other_probabilities": f.after}
                    if f.case.other != f.case.text
                    else {}
                )
                for f in self.failures[:n_failures]
            ],
        }


def run(capabilities: Sequence[Capability], labeler: Labeler) -> list[Outcome]:
    """Try a model on capabilities, in order; each text is judged once.

    Raises ``DataError`` when a capability expects a position that the model does not know.
    """
    places = {str(position): i for i, position in enumerate(labeler.positions)}
    for capability in capabilities:
        for position in capability.expectation.positions:
            if position not in places:
                known = ", ".join(places)
                raise DataError(
                    f"{capability.source}, [{capability.name}]: the model has no position “{position}”, "
                    f"only {known}"
                )
    texts = _texts(case for capability in capabilities for case in capability.cases)
    probabilities = labeler.predict_proba(texts)
    rows = {text: i for i, text in enumerate(texts)}
    outcomes = []
    for capability in capabilities:
        before = probabilities[[rows[case.text] for case in capability.cases]]
        after = probabilities[[rows[case.other] for case in capability.cases]]
        failed = capability.expectation.failed(before, after, places).nonzero()[0]
        failures = [
            Failure(
                capability.cases[i],
                dict(zip(places, before[i].tolist(), strict=True)),
                dict(zip(places, after[i].tolist(), strict=True)),
            )
            for i in failed
        ]
        outcomes.append(Outcome(capability, tuple(failures)))
    return outcomes


def _texts(cases: Iterable[Case]) -> list[str]:
    return list(dict.fromkeys(text for case in cases for text in (case.text, case.other)))
