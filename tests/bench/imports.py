"""`import kit` against `import ipywidgets, anywidget`: time and peak memory of a fresh interpreter, bytecode compiled. Linux."""

import os
import re
import subprocess
import sys
import tempfile

from .measure import ratio, told

REPEATS = 9
BASELINE, OURS, REACHED = "import ipywidgets, anywidget", "import kit", "import kit; kit.SortBoard"
# The peak is read from the process itself: resource.getrusage counts the parent's memory before exec too.
PROBE = """
import time
start = time.perf_counter()
{code}
seconds = time.perf_counter() - start
print(seconds, open("/proc/self/status").read())
"""


def main() -> bool:
    from kit import paths

    seconds: dict[str, list[float]] = {BASELINE: [], OURS: [], REACHED: []}
    memory: dict[str, list[float]] = {BASELINE: [], OURS: [], REACHED: []}
    with tempfile.TemporaryDirectory() as cache:
        environment = {**os.environ, "PYTHONPATH": str(paths.ROOT), "PYTHONPYCACHEPREFIX": cache}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        for n in range(REPEATS + 1):
            for code in seconds:
                command = [sys.executable, "-c", PROBE.format(code=code)]
                done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
                if n:  # the first run compiles
                    seconds[code].append(1000 * float(done.stdout.split()[0]))
                    memory[code].append(int(re.search(r"VmHWM:\s+(\d+)", done.stdout)[1]) / 1024)
    told("import kit and reach an activity, time", seconds[REACHED], seconds[BASELINE], "ms")
    told("import kit and reach an activity, memory", memory[REACHED], memory[BASELINE], "MB")
    return all(
        [
            ratio("import kit, time", seconds[OURS], seconds[BASELINE], "ms", 1.3),
            ratio("import kit, memory", memory[OURS], memory[BASELINE], "MB", 1.3),
        ]
    )
