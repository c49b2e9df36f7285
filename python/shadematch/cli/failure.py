# SPDX-License-Identifier: Apache-2.0
"""What went wrong with one input, as data: exit code, stable reason, sentence, advice."""

import sys
from dataclasses import dataclass
from enum import IntEnum
from typing import NoReturn

import typer

from shadematch import InvalidDocument, LimitExceeded, MeasurementRefused, ShadematchError, UnsupportedImage


class ExitCode(IntEnum):
    """What the shell is told."""

    DONE = 0
    DIFFERS = 1
    USAGE = 2
    REFUSED = 3
    UNREADABLE = 4


@dataclass(frozen=True)
class Failure:
    """Why there is no result for one input."""

    exit_code: ExitCode
    reason: str
    message: str
    advice: str

    @property
    def status(self) -> str:
        """``refused`` (the input was understood) or ``unreadable`` (it was not)."""
        return "refused" if self.exit_code == ExitCode.REFUSED else "unreadable"


def failure_of(error: Exception) -> Failure | None:
    """Tell the failure that an exception stands for; None for one that is a fault of the program.

    >>> failure_of(FileNotFoundError(2, "No such file or directory", "a.jpg")).reason
    'not_found'
    >>> failure_of(KeyError("x")) is None
    True
    """
    if isinstance(error, UnsupportedImage | LimitExceeded | InvalidDocument):
        return Failure(ExitCode.UNREADABLE, error.code, _sentence(error), error.advice)
    if isinstance(error, MeasurementRefused | ShadematchError):
        return Failure(ExitCode.REFUSED, error.code, _sentence(error), error.advice)
    if isinstance(error, OSError):
        reason = "not_found" if isinstance(error, FileNotFoundError) else "not_readable"
        return Failure(
            ExitCode.UNREADABLE, reason, _of_a_file(error), "Check the path and the permissions of the file."
        )
    if isinstance(error, ValueError):
        return Failure(
            ExitCode.REFUSED, "does_not_fit", str(error), "Check the options against this photograph."
        )
    return None


def _of_a_file(error: OSError) -> str:
    """Name the file first; the number of the error says nothing to people."""
    if error.filename is None or not error.strerror:
        return str(error)
    return f"{error.filename}: expected a file or folder that can be used, got {error.strerror.lower()!r}."


def _sentence(error: ShadematchError) -> str:
    """Cut off the advice that `str` appends to the message."""
    text = str(error)
    return text.removesuffix(error.advice).rstrip() if error.advice else text


def worst(codes: list[ExitCode]) -> ExitCode:
    """Choose the exit code of a batch: the worst of its photographs.

    >>> worst([ExitCode.DONE, ExitCode.UNREADABLE, ExitCode.REFUSED]).name
    'UNREADABLE'
    """
    return max(codes, default=ExitCode.DONE)


def stop(error: Exception) -> NoReturn:
    """End the command because of an input that every photograph needs."""
    failure = failure_of(error)
    if failure is None:
        raise error
    print(f"{failure.message} {failure.advice}".strip(), file=sys.stderr)
    raise typer.Exit(failure.exit_code)
