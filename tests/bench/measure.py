"""What the benchmarks share: medians, and one line for each figure."""

import sys
from pathlib import Path
from statistics import median

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]


def ratio(what: str, ours: list[float], baseline: list[float], unit: str, limit: float) -> bool:
    """Print medians, their ratio, and whether it stays within the limit."""
    mine, other = median(ours), median(baseline)
    return _line(what, f"{mine:.4g} {unit} against {other:.4g} {unit}", mine / other, limit, "times")


def told(what: str, ours: list[float], baseline: list[float], unit: str) -> None:
    """Print medians and their ratio, where no limit was set."""
    mine, other = median(ours), median(baseline)
    print(f"     {what}: {mine / other:.3g} times; {mine:.4g} {unit} against {other:.4g} {unit}", flush=True)


def absolute(what: str, ours: list[float], unit: str, limit: float) -> bool:
    """Print median and worst; the median is held to the limit."""
    return _line(what, f"worst of {len(ours)}: {max(ours):.4g} {unit}", median(ours), limit, unit)


def _line(what: str, detail: str, value: float, limit: float, unit: str) -> bool:
    good = value <= limit
    print(
        f"{'ok  ' if good else 'MISS'} {what}: {value:.3g} {unit} (at most {limit:g}); {detail}", flush=True
    )
    return good
