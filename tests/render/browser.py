"""A real browser, where there is one: what it makes of a page."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
from pathlib import Path

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
_OPTIONS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--window-size=900,900",
]  # fmt: skip


def browse(page: Path, *options: str) -> bytes:
    """Open a page, let its scripts run for a while, and return what the browser prints."""
    profile = f"--user-data-dir={page.with_suffix('.profile')}"
    command = [str(CHROMIUM), *_OPTIONS, profile, *options, page.as_uri()]
    return subprocess.run(command, check=True, capture_output=True, timeout=240).stdout


def width_in(page: str, width: int, folder: Path) -> int:
    """Return how wide a page is that is shown in a window so wide, both in pixels."""
    frame = folder / "frame.html"
    frame.write_text(
        f'<iframe style="width: {width}px; border: 0" srcdoc="{html.escape(page)}"></iframe><p></p>'
        "<script>onload = () => "
        "document.querySelector('p').append(frames[0].document.documentElement.scrollWidth)</script>",
        encoding="utf-8",
    )
    shown = browse(frame, "--dump-dom", "--hide-scrollbars").decode()
    return int(re.findall(r"<p>(\d+)</p>", shown)[-1])
