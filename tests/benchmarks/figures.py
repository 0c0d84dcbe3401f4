"""Figures of the house: `python -m tests.benchmarks.figures`."""

from __future__ import annotations

from statistics import median, quantiles

from tests.architecture.source import modules
from tests.architecture.test_size import lengths


def main() -> None:
    functions = sorted(lengths().values())
    files = {module.place: module.text.count("\n") for module in modules()}
    longest = max(files, key=lambda place: files[place])
    print(f"{len(files)} files, {sum(files.values())} lines, longest {longest} ({files[longest]})")
    print(f"{len(functions)} functions: median {median(functions):.0f} lines, "
          f"95th percentile {quantiles(functions, n=20)[-1]:.0f}, longest {functions[-1]}")


if __name__ == "__main__":
    main()
