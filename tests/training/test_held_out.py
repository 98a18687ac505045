import pytest
from click.testing import CliRunner

pytest.importorskip("torch")

from held_out import main


@pytest.mark.parametrize(
    ("arguments", "title", "n_rows"),
    [
        (["fast"], "positions of reworded and natural statements on events held out", "6528"),
        (["--natural", "fast"], "positions of natural statements on events held out", "2098"),
        (["--hard", "fast"], "positions of hard statements", "11317"),
        (["--long", "fast"], "positions of long statements", "2214"),
    ],
)
def test_what_is_measured_on(arguments, title, n_rows):
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0
    assert title in result.output
    rows = [line.split("│")[1:-1] for line in result.output.splitlines() if line.startswith("│")]
    every = next(row for row in rows if row[1].strip() == "all")
    assert every[2].strip() == n_rows
    assert sum(int(row[2]) for row in rows if row is not every) == int(n_rows)


@pytest.mark.parametrize("other", ["--hard", "--long"])
def test_two_sets_of_rows_at_once_are_refused(other):
    result = CliRunner().invoke(main, ["--natural", other, "fast"])
    assert result.exit_code == 2
    assert "give one of them" in result.output
