"""Compares what the wheel and the source archive hold with the checkout: python .ci/contents.py FOLDER.

The wheel must hold the package's files, all of them and nothing else; the source archive every file.
"""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path


def files_of_wheel(path: Path) -> set[str]:
    with zipfile.ZipFile(path) as archive:
        names = {info.filename for info in archive.infolist() if not info.is_dir()}
    return {name for name in names if not name.split("/")[0].endswith(".dist-info")}


def files_of_source(path: Path) -> set[str]:
    with tarfile.open(path) as archive:
        names = {member.name.partition("/")[2] for member in archive if member.isfile()}
    return names - {"PKG-INFO"}


def files_of_checkout() -> set[str]:
    """Return every file that git keeps or would add."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return {name for name in listed.stdout.split("\0") if name and Path(name).exists()}


def differences(path: Path, found: set[str], expected: set[str]) -> list[str]:
    missing = [f"{path.name} lacks {name}" for name in sorted(expected - found)]
    return missing + [f"{path.name} holds {name}" for name in sorted(found - expected)]


def main(folder: Path) -> int:
    (wheel,), (source,) = folder.glob("*.whl"), folder.glob("*.tar.gz")
    everything = files_of_checkout()
    package = {name for name in everything if name.startswith("stance/")}
    wrong = differences(wheel, files_of_wheel(wheel), package)
    wrong += differences(source, files_of_source(source), everything)
    print("\n".join(wrong) or f"the wheel holds {len(package)} files, the source archive {len(everything)}")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
