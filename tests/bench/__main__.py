"""Run the benchmarks: `python -m tests.bench`, or some: `python -m tests.bench page paint`."""

import sys
from importlib import import_module

from . import measure  # noqa: F401  (makes the checkout importable)

ALL = ("imports", "board", "start", "page", "paint", "console", "room")

if __name__ == "__main__":
    results = [import_module(f"{__package__}.{name}").main() for name in sys.argv[1:] or ALL]
    sys.exit(not all(results))
