"""Look for bytes that break a promise, guided by coverage: ``python -m tests.fuzz texts --seconds 60``.

Needs ``pip install atheris``. It ends with code 0 when nothing was found; else the bytes are in the file that
is named, to be put into ``tests/fuzz/inputs`` with the mend.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import tempfile
from pathlib import Path

_ROOT = Path(__file__).parents[2]
_PLAIN = [
    "“We will not rule out sending troops,” Jan Kos, the minister, told reporters.\n\nQ: Why? KOS: No.",
    "By Anna Lee\n\n12.30\nGermany’s 5,000 U.S. soldiers won't go — no, never.\x1eNot\x1e\ud83d!",
]
_ROWS = [
    '{"text": "We may.", "n": [1.5, null]}\n',
    'text,n\n"a ""b""\nc",1\n',
    "text\tn\na\t1\n",
    "one\ntwo\n",
]


def _seeds(name: str) -> list[bytes]:
    """Return inputs from which the search begins."""
    from tests.fuzz import promises

    if name == "manifests":
        heads = b'{"heads": {"position": ["a", "b", "c"]}, "target": {"name": ""}}'
        return [promises.tiny_manifest(), heads]
    if name == "rows":
        return [bytes([i, 0]) + row.encode() for i, row in enumerate(_ROWS)]
    if name == "files":
        gold = (_ROOT / "fixtures" / "articles" / "01.json").read_bytes()[:2000]
        return [gold, b'name = "a"\nnouns = "b;c"\n']
    plain = [text.encode("utf-8", "surrogatepass") for text in _PLAIN]
    if name == "pages":
        return [b"<html><body><article><p>" + text * 9 + b"</article>" for text in plain]
    return plain


def main() -> None:
    import atheris

    with atheris.instrument_imports(include=["stance", "trafilatura"], enable_loader_override=False):
        promises = importlib.import_module("tests.fuzz.promises")
        importlib.import_module("trafilatura")  # what reads pages, else imported at the first page
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("promise", choices=promises.PROMISES)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--corpus", type=Path, help="A folder that keeps what was found from run to run.")
    parser.add_argument("--finds", type=Path, default=Path(), help="Where bytes that break a promise go.")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        corpus = given.corpus or Path(folder)
        corpus.mkdir(parents=True, exist_ok=True)
        for number, seed in enumerate(_seeds(given.promise)):
            (corpus / f"seed-{number}").write_bytes(seed)
        settings = {
            "max_total_time": given.seconds,
            "artifact_prefix": f"{given.finds}/{given.promise}-",
            "timeout": 300,  # seconds for one input, on a machine that is busy
            "rss_limit_mb": 16384,  # the fuzzer itself keeps half a megabyte of each input it tries
            "max_len": 4096,
            "len_control": 10,  # long inputs soon: most of what is looked for needs some sentences
            "print_final_stats": 1,
        }
        atheris.Setup(
            [sys.argv[0], str(corpus), *(f"-{key}={value}" for key, value in settings.items())],
            promises.PROMISES[given.promise],
        )
        atheris.Fuzz()


if __name__ == "__main__":
    main()
