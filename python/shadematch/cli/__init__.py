# SPDX-License-Identifier: Apache-2.0
"""The command ``shadematch``.

Exit codes: 0 done, 1 differs from the published result (or standard output takes nothing), 2 usage, 3 refused
with a reason, 4 unreadable input or unwritable output.
Data goes to stdout, messages and progress to stderr.
"""


def main() -> None:
    """Run the command line; the modules behind it load only now."""
    from shadematch.cli.streams import guarded

    def run() -> None:
        from shadematch.cli.app import app

        app(prog_name="shadematch")

    guarded(run)


__all__ = ["main"]
