# SPDX-License-Identifier: Apache-2.0
"""The command ``shadematch``.

Exit codes: 0 done, 1 differs from the published result (or standard output takes nothing), 2 usage, 3 refused
with a reason, 4 unreadable input or unwritable output.
Data goes to stdout, messages and progress to stderr.
"""

import os


def main() -> None:
    """Run the command line; the modules behind it load only now."""
    from shadematch.cli.streams import guarded

    compute_on_one_thread()

    def run() -> None:
        from shadematch.cli.app import app

        app(prog_name="shadematch")

    guarded(run)


def compute_on_one_thread() -> None:
    """Keep numpy's linear algebra on one thread, unless the environment says otherwise.

    OpenBLAS starts a thread a core when numpy is imported, and they wait busily: on two cores half of the
    processor time of the import. No command has matrices that would gain by them.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


__all__ = ["compute_on_one_thread", "main"]
