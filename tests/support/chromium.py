"""Where Chromium is, and how it comes there: found, else by apt for root, else by Playwright, else one clear line."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
APT = ("apt-get", "-o", "DPkg::Lock::Timeout=500", "-qq")
PACKAGES = ("chromium", "fonts-liberation", "fonts-noto-color-emoji")
# Background traffic of its own would be refused and make tests wait; --no-sandbox is needed for root.
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]


def find() -> str | None:
    """The path of a Chromium on this machine."""
    for name in NAMES:
        if path := shutil.which(name):
            return path
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def install() -> None:
    if os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {"check": False, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run([*APT, "update"], **quiet)  # type: ignore[call-overload]
        subprocess.run([*APT, "install", "-y", "--no-install-recommends", *PACKAGES], **quiet)  # type: ignore[call-overload]
    else:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def main() -> None:
    if find() is None:
        print("Installing Chromium for the browser tests …", flush=True)
        install()
    path = find()
    if path is None:
        sys.exit("Chromium is missing and could not be installed: run `apt install chromium` as root, then make test")
    print(f"Chromium: {path}")


if __name__ == "__main__":
    main()
