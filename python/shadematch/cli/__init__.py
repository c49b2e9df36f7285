# SPDX-License-Identifier: Apache-2.0
"""The command ``shadematch``.

Exit codes: 0 done, 1 differs from the published result, 2 usage, 3 refused with a reason, 4 unreadable input.
Data goes to stdout, messages and progress to stderr.
"""


def main() -> None:
    """Run the command line; the modules behind it load only now."""
    from shadematch.cli.app import app

    app(prog_name="shadematch")


__all__ = ["main"]
