"""From a saved file to the words on the screen: `python -m tests.benchmarks.preview [turns]`."""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from playwright.sync_api import sync_playwright

from config import ROOT
from tests.support import chromium
from tests.support.server import previewing


def main() -> None:
    turns = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "modules" / "depression", Path(folder) / "depression")
        took = sorted(measure(Path(folder), turns))
    print(f"from a saved file to the screen, {turns} times: median {median(took) * 1000:.0f} ms, "
          f"longest {took[-1] * 1000:.0f} ms")


def measure(folder: Path, turns: int) -> list[float]:
    file = folder / "depression" / "01-getting-started.nb.md"
    text, took = file.read_text(), []
    with previewing(folder) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.ARGUMENTS)
        page = browser.new_page(viewport={"width": 390, "height": 844})
        page.goto(f"{url}/depression/1/1")
        for turn in range(turns):
            file.write_text(text.replace("# Hvordan har du det?", f"# Hvordan går det {turn}?"))
            began = time.perf_counter()
            page.get_by_role("heading", name=f"Hvordan går det {turn}?").wait_for()
            took.append(time.perf_counter() - began)
        browser.close()
    return took


if __name__ == "__main__":
    main()
