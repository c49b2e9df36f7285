# SPDX-License-Identifier: Apache-2.0
"""Standard output that is closed, full, or cannot say every letter."""

import errno
import os
import sys
from collections.abc import Callable
from io import TextIOWrapper
from pathlib import Path
from typing import NoReturn

_STREAM_ERRORS = (errno.EPIPE, errno.ENOSPC, errno.EIO, errno.EBADF)
_FAILED = 1


def is_of_a_stream(error: BaseException) -> bool:
    """Tell whether writing to an open stream failed; an error of a file carries the file's name."""
    return isinstance(error, OSError) and error.filename is None and error.errno in _STREAM_ERRORS


def speaks_unicode() -> bool:
    """Tell whether standard output can carry every letter."""
    encoding = getattr(sys.stdout, "encoding", None) or "ascii"
    return encoding.lower().replace("-", "").startswith("utf")


def guarded(run: Callable[[], None]) -> None:
    """Run a command; one line on stderr and exit code 1 if its results have nowhere to go."""
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  (lives as long as the process)
    if sys.stdout is None:
        _give_up("it is closed")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        try:
            run()
        finally:
            sys.stdout.flush()
    except OSError as error:
        if not is_of_a_stream(error):
            raise
        _give_up(error.strerror or str(error))


def _give_up(reason: str) -> NoReturn:
    """Leave at once: the interpreter's own flush at exit would fail again."""
    print(f"shadematch: expected a standard output that takes the results, but {reason}", file=sys.stderr)
    sys.stderr.flush()
    os._exit(_FAILED)
