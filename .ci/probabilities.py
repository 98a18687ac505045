"""Labels the fixtures' statements, and compares with what another environment made of them.

python .ci/probabilities.py FILE: the first to run writes the file, all others must agree with it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np

import stance
from stance.data.rows import read_statements

# Apart in probability, and labels changed. The fast engine counts in integers. The encoder's int8 kernels
# round otherwise from one version of onnxruntime to the next (1.24, 1.28 and 1.32 all differ), given the
# same pieces.
ALLOWED = {"fast": (1e-5, 0), "accurate": (0.15, 3), "cascade": (0.15, 3)}


def judged(engine: str, texts: list[str]) -> dict[str, list]:
    labeler = stance.load(engine)
    columns = labeler.columns(texts)
    return {
        "labels": list(zip(columns["position"], columns["sentiment"], strict=True)),
        "probabilities": labeler.predict_proba(texts).tolist(),
    }


def main(file: Path) -> int:
    texts = [s.text for s in read_statements(Path(__file__).parents[1] / "fixtures" / "statements.jsonl")]
    found = json.loads(json.dumps({engine: judged(engine, texts) for engine in ALLOWED}))
    if not file.exists():
        file.write_text(json.dumps(found), encoding="utf-8")
        return 0
    expected = json.loads(file.read_text(encoding="utf-8"))
    agrees = True
    for engine, (tolerance, most) in ALLOWED.items():
        given, other = (np.array(side[engine]["probabilities"]) for side in (found, expected))
        pairs = zip(found[engine]["labels"], expected[engine]["labels"], strict=True)
        apart, changed = np.abs(given - other).max(), sum(a != b for a, b in pairs)
        agrees &= bool(apart <= tolerance) and changed <= most
        print(
            f"{engine}: {len(texts)} statements, {changed} labels changed, probabilities within {apart:.1e}"
        )
    return 0 if agrees else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
