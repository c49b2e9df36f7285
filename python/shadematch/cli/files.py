# SPDX-License-Identifier: Apache-2.0
"""Files that a command writes: never one of those that it reads."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from shadematch.cli.output import Document

MAX_TOP = 1_000_000


class NotWritten(Exception):
    """A finished result whose file cannot be written."""

    def __init__(self, message: str, advice: str, document: Document) -> None:
        super().__init__(message)
        self.advice, self.document = advice, document


def keep_inputs(option: str, output: Path | None, inputs: Iterable[Path | None]) -> None:
    """Refuse an output that would replace an input, under whatever name; nothing is read for it."""
    if output is None:
        return
    for each in inputs:
        if each is not None and _same(output, each):
            raise typer.BadParameter(f"{option}: expected a file that is no input, got {str(each)!r}")


def _same(first: Path, second: Path) -> bool:
    try:
        return first.resolve() == second.resolve() or first.samefile(second)
    except (OSError, RuntimeError):
        return False


@contextmanager
def writing(option: str, file: Path, document: Document, key: str) -> Iterator[None]:
    """Keep the finished document if its file cannot be written; `key` says in it where the file is."""
    try:
        yield
    except OSError as error:
        message = f"{option}: expected a file to write to, cannot write {file}: {error.strerror or error}."
        advice = "Choose a folder that exists and that you may write to."
        raise NotWritten(message, advice, document | {key: None}) from error
