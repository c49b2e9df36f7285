# SPDX-License-Identifier: Apache-2.0
"""Programs that need packages of the system's Python, each alone in its process."""

import subprocess
from pathlib import Path

SYSTEM_PYTHON = Path("/usr/bin/python3")


def start(worker: str, python: Path = SYSTEM_PYTHON) -> "subprocess.Popen[str] | None":
    """Start a worker of this folder; None if it does not say that it is ready, or there is no such Python.

    >>> start("opencv_mcc_worker.py", Path("/no/such/python"))
    """
    if not python.exists():
        return None
    process = subprocess.Popen(
        [python, "-I", Path(__file__).with_name(worker)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    if process.stdout is not None and process.stdout.readline() == "ready\n":
        return process
    process.communicate()
    return None
