"""Models that were saved in each version of the format are still read, and say what they said."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

import stance
from stance.errors import ModelDamagedError
from stance.model.artefact import FORMAT_VERSION, digest

SAMPLES = Path(__file__).with_name("samples")
KEPT = sorted(SAMPLES.glob("format_*.json"))
MEMBERS = {"cascade": "", "lexical": "fast", "encoder": "accurate"}
TOLERANCES = {"cascade": 1e-4, "lexical": 1e-6, "encoder": 1e-4}


def numbers(said):
    return np.array([[p for head in text.values() for p in head.values()] for text in said])


def shape(said):
    """Return heads and labels in their order, and so what each number is of."""
    return [{head: list(probabilities) for head, probabilities in text.items()} for text in said]


def say(folder, texts):
    """Return the probabilities of both heads for each text, as a model's sample keeps them."""
    return [
        {
            head: {label: round(p, 9) for label, p in probabilities.items()}
            for head, probabilities in (
                ("position", j.probabilities),
                ("sentiment", j.sentiment_probabilities),
            )
        }
        for j in stance.load(folder).label(texts)
    ]


def test_the_present_format_has_a_sample():
    names = [path.stem for path in KEPT]
    assert f"format_{FORMAT_VERSION}" in names, "make it: python -m tests.model.samples.make"
    assert all((SAMPLES / name).is_dir() for name in names)


@pytest.mark.parametrize("kept", KEPT, ids=lambda path: path.stem)
@pytest.mark.parametrize("kind", MEMBERS)
def test_a_sample_says_what_it_said(kept, kind):
    folder = kept.with_suffix("") / MEMBERS[kind]
    manifest = json.loads((folder / "manifest.json").read_bytes())
    assert (f"format_{manifest['format_version']}", manifest["kind"]) == (kept.stem, kind)
    expected = json.loads(kept.read_bytes())
    before, now = expected["said"][kind], say(folder, expected["texts"])
    assert shape(now) == shape(before)
    assert np.abs(numbers(now) - numbers(before)).max() <= TOLERANCES[kind]
    judgement = stance.load(folder)(expected["texts"][0])
    assert abs(sum(e.contribution for e in judgement.evidence) - judgement.score) < 1e-9


@pytest.mark.parametrize("kept", KEPT, ids=lambda path: path.stem)
def test_a_sample_is_small_and_tells_one_engine_from_another(kept):
    folder = kept.with_suffix("")
    assert sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) <= 250_000
    said = json.loads(kept.read_bytes())["said"]
    differences = {kind: np.abs(numbers(said["cascade"]) - numbers(said[kind])).max(axis=1) for kind in said}
    assert differences["lexical"].min() == 0 < differences["lexical"].max()  # sure of some, and not of others
    assert differences["encoder"].min() > max(TOLERANCES.values())
    assert all(0.001 < p < 0.999 for kind in said for p in numbers(said[kind]).flat)


def test_another_weight_would_show(tmp_path):
    folder = shutil.copytree(KEPT[-1].with_suffix("") / "fast", tmp_path / "fast")
    path = folder / "lexical.npz"
    with np.load(path) as stored:
        arrays = {key: stored[key] for key in stored.files}
    arrays["prior"] = arrays["prior"] + np.array([1, 0, 0, 0, 0], dtype=np.int16)
    np.savez_compressed(path, **arrays)
    with pytest.raises(ModelDamagedError, match="its contents are not those"):
        stance.load(folder)
    manifest = json.loads((folder / "manifest.json").read_bytes())
    manifest["files"]["lexical.npz"] = digest(path.read_bytes())
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    expected = json.loads(KEPT[-1].read_bytes())
    moved = numbers(say(folder, expected["texts"])) - numbers(expected["said"]["lexical"])
    assert np.abs(moved).max() > TOLERANCES["lexical"]
