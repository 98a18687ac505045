"""An evaluation as one web page with plots."""

from __future__ import annotations

from stance.evaluation.report import ALL, Report
from stance.render.plots import confusion_plot, coverage_plot, reliability_plot
from stance.render.templates import filled


def report_page(report: Report) -> str:
    """Return an evaluation as one page with its plots. Raises ``MissingExtraError`` without the extra."""
    plots = {
        name: (
            confusion_plot(head.slices[ALL], head.labels),
            reliability_plot(head.slices[ALL]),
            coverage_plot(head.slices[ALL]),
        )
        for name, head in report.heads.items()
    }
    return filled("report.html", report=report, plots=plots)
