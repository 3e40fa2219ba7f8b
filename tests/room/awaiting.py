"""Waiting for coroutines in a test."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def awaited(coroutine: Coroutine[object, object, T]) -> T:
    """What a coroutine gives. In a thread of its own: a browser test before this one leaves a loop running in the main thread."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()
