"""Models: the estimator that is fitted, the scorer that is shipped, and the labeler that users hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stance.model.classifier import StanceClassifier

__all__ = ["StanceClassifier"]


def __getattr__(name: str) -> Any:
    # scikit-learn is imported by those who fit, not by those who label.
    if name == "StanceClassifier":
        from stance.model.classifier import StanceClassifier  # noqa: PLC0415

        return StanceClassifier
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
