import re

import numpy as np
import pytest

from stance.evaluation.metrics import figures_of
from tests.render.browser import CHROMIUM, browse, width_in

mpl = pytest.importorskip("matplotlib")

from stance.render.plots import confusion_plot, coverage_plot, ink_on, reliability_plot  # noqa: E402

LABELS = ("a", "b")
# Nine rows of a, called so; nine of b, of which five are called a.
FIGURES = figures_of(["a"] * 9 + ["b"] * 9, np.eye(2)[[0] * 14 + [1] * 4], LABELS)


def test_no_plot_holds_a_picture_which_the_page_forbids():
    for plot in (confusion_plot(FIGURES, LABELS), reliability_plot(FIGURES), coverage_plot(FIGURES)):
        assert plot.startswith("<svg")
        assert "<image" not in plot
        assert "data:" not in plot


def test_a_plot_is_drawn_to_the_same_bytes_again():
    assert confusion_plot(FIGURES, LABELS) == confusion_plot(FIGURES, LABELS)
    assert coverage_plot(FIGURES) == coverage_plot(FIGURES)


def test_cells_of_the_confusion_stand_where_they_belong():
    plot = confusion_plot(FIGURES, LABELS)
    mesh = plot[plot.index('id="QuadMesh_1"') :].split("</g>")[0]
    cells = re.findall(r'd="M ([\d.]+) ([\d.]+) .*?fill: (#\w+)', mesh, flags=re.DOTALL)
    fills = [fill for _, _, fill in sorted(cells, key=lambda cell: (float(cell[1]), float(cell[0])))]
    blues = mpl.colormaps["Blues"]
    assert fills == [mpl.colors.to_hex(blues(share)) for share in (1.0, 0.0, 5 / 9, 4 / 9)]
    assert re.findall(r"<!-- (\d) -->", plot) == ["9", "0", "5", "4"]
    assert plot.count('<g style="fill: #ffffff"') == 1


def luminance(colour):
    linear = np.where(colour <= 0.04045, colour / 12.92, ((colour + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def test_counts_can_be_read_on_every_shade():
    for share in np.linspace(0, 1, 101):
        shade = np.array(mpl.colormaps["Blues"](share)[:3])
        pair = sorted([luminance(shade), {"black": 0.0, "white": 1.0}[ink_on(shade)]])
        assert (pair[1] + 0.05) / (pair[0] + 0.05) > 4.5, share


@pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")
def test_a_browser_shows_the_confusion_in_the_report(labeler, tmp_path):
    from matplotlib.image import imread

    from stance.data.rows import Statement
    from stance.evaluation.report import evaluate
    from stance.render.report import report_page

    rows = [
        Statement(1, "We will not send troops.", "ruled_out", None, {}),
        Statement(2, "We are ready to send troops.", "open", None, {}),
        Statement(3, "The weather was fine.", "neutral", None, {}),
    ]
    path, picture = tmp_path / "report.html", tmp_path / "report.png"
    page = report_page(evaluate("folder/of/data/" * 5 + "x.csv", rows, labeler, "fast"))
    assert width_in(page, 320, tmp_path) == 320
    path.write_text(page, encoding="utf-8")
    browse(path, "--window-size=900,1800", f"--screenshot={picture}")
    seen = np.rint(imread(picture)[:, :, :3] * 255).astype(int)
    darkest = np.rint(np.array(mpl.colormaps["Blues"](1.0)[:3]) * 255).astype(int)
    assert (seen == darkest).all(axis=2).sum() > 3 * 40 * 40  # the three cells of rows called right
