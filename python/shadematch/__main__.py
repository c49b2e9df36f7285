# SPDX-License-Identifier: Apache-2.0
"""``python -m shadematch`` is the command ``shadematch``."""

from shadematch.cli import main

if __name__ == "__main__":
    main()
