"""Settings of a test installation, in a folder of its own."""

from __future__ import annotations

from pathlib import Path

from config import ROOT, Config

KEY = bytes(range(32))


def settings(folder: Path, **changes: object) -> Config:
    values: dict[str, object] = {
        "environment": "test",
        "secret_key": "a secret for tests only, of no use elsewhere",
        "lookup_key": KEY[::-1],
        "data_keys": {"test": KEY},
        "database_url": f"sqlite:///{folder / 'steg.db'}",
        "public_url": "http://localhost",
        "smtp": None,
        "instance": folder,
        "modules": ROOT / "modules",
    }
    return Config(**(values | changes))  # type: ignore[arg-type]
