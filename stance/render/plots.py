"""Plots of an evaluation as SVG: confusion, reliability, risk and coverage. Needs the extra ``report``."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from stance.errors import MissingExtraError
from stance.evaluation.metrics import Figures

_SIZE = (3.6, 3.2)  # inches
_INK = "#3b6ea5"
_LONGEST_LABEL = 16  # characters of it that stand beside a plot


def _figure() -> tuple[Any, Any]:
    try:
        from matplotlib.backends.backend_svg import FigureCanvasSVG  # noqa: PLC0415 – an extra
        from matplotlib.figure import Figure  # noqa: PLC0415
    except ImportError as error:
        raise MissingExtraError(
            "a report has plots and needs the extra “report”: pip install 'troop-stance[report]'"
        ) from error
    figure = Figure(figsize=_SIZE, layout="constrained")
    FigureCanvasSVG(figure)
    return figure, figure.subplots()


def _svg(figure: Any) -> str:
    import matplotlib as mpl  # noqa: PLC0415 – an extra

    content = io.StringIO()
    with mpl.rc_context({"svg.hashsalt": "stance"}):  # else ids are drawn anew each time
        figure.savefig(content, format="svg", metadata={"Date": None}, transparent=True)
    drawn = content.getvalue()
    return drawn[drawn.index("<svg") :]


def ink_on(colour: Sequence[float]) -> str:
    """Return black or white, whichever stands out more from a colour, sRGB from 0 to 1 (WCAG 2)."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "black" if (luminance + 0.05) ** 2 > 1.05 * 0.05 else "white"


def confusion_plot(figures: Figures, labels: Sequence[str]) -> str:
    """Draw how rows of a label were called, as shares of its rows with their counts."""
    figure, axes = _figure()
    counts = figures.confusion
    shares = counts / counts.sum(axis=1, keepdims=True).clip(1)
    # The page forbids pictures, so cells are paths; ``imshow`` would draw a PNG.
    places = range(len(labels))
    cells = axes.pcolormesh(places, places, shares, cmap="Blues", vmin=0, vmax=1, edgecolor="white")
    axes.invert_yaxis()
    axes.set_aspect("equal")
    for i, row in enumerate(counts.tolist()):
        for j, n in enumerate(row):
            ink = ink_on(cells.cmap(shares[i, j])[:3])
            axes.text(j, i, str(n), ha="center", va="center", color=ink)
    # A label is shown as it is, a dollar sign begins no formula; a long one would leave no room.
    names = [x if len(x) <= _LONGEST_LABEL else x[: _LONGEST_LABEL - 1] + "…" for x in map(str, labels)]
    axes.set_xticks(places, names, parse_math=False)
    axes.set_yticks(places, names, parse_math=False)
    axes.set_xlabel("called")
    axes.set_ylabel("label")
    return _svg(figure)


def reliability_plot(figures: Figures) -> str:
    """Draw accuracy against confidence, a point a bin, its area by its rows."""
    figure, axes = _figure()
    axes.plot([0, 1], [0, 1], color="0.7", linewidth=1)
    bins = figures.calibration
    areas = [300 * b.n_rows / max(1, figures.n_rows) + 8 for b in bins]
    axes.scatter([b.confidence for b in bins], [b.accuracy for b in bins], s=areas, color=_INK, clip_on=False)
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    axes.set_xlabel("confidence")
    axes.set_ylabel("accuracy")
    return _svg(figure)


def coverage_plot(figures: Figures) -> str:
    """Draw the share of wrong calls among the surest rows, by the share of rows that are called."""
    figure, axes = _figure()
    kept = figures.abstention
    axes.plot([a.coverage for a in kept], [a.risk for a in kept], marker="o", color=_INK, clip_on=False)
    axes.set_xlim(0, 1)
    axes.set_ylim(bottom=0)
    axes.set_xlabel("coverage")
    axes.set_ylabel("risk (share called wrong)")
    return _svg(figure)
