"""The script's errors; its figures take minutes."""

import pytest
import semeval
from click.testing import CliRunner


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (
            "text\tposition\na\topen\n",
            "no column Tweet, Target, Stance, Sentiment; it has text, position; give",
        ),
        ("Tweet\tTarget\tStance\na\tb\tNONE\n", "no column Sentiment; it has Tweet, Target, Stance; give"),
        ("", "no column Tweet, Target, Stance, Sentiment; it has none; give"),
    ],
)
def test_a_file_with_other_columns_is_refused(tmp_path, content, told):
    path = tmp_path / "train.tsv"
    path.write_text(content, encoding="utf-8")
    result = CliRunner().invoke(semeval.main, [str(path)])
    assert result.exit_code == 2
    assert f"train.tsv: {told}" in result.stderr
