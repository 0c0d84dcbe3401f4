"""The long version of tests/journeys/test_crash.py: `python -m tests.benchmarks.crash [kills] [saves]`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.support.crash import run


def main() -> None:
    kills, saves = [int(text) for text in sys.argv[1:3]] or [50, 10_000]
    with tempfile.TemporaryDirectory() as folder:
        outcome = run(Path(folder), kills, saves)
    print(f"{outcome.kills} kills, {outcome.acknowledged} saves acknowledged, {outcome.sent_again} sent again, "
          f"lost {len(outcome.lost)}, doubled {len(outcome.doubled)}, {outcome.seconds:.0f} s")


if __name__ == "__main__":
    main()
