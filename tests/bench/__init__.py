"""Benchmarks against baselines in the same run. Not part of the tests; `python -m tests.bench` runs them all."""
