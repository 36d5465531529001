# SPDX-License-Identifier: GPL-3.0-or-later
"""`speech-studio`: without a word after it the window, else the command line."""

from __future__ import annotations

import sys


def main() -> int:
    from studio.core.processes import shut_out_the_current_folder

    shut_out_the_current_folder()
    if len(sys.argv) > 1:
        from studio.cli import main as command_line

        return command_line()
    from studio.ui.main import main as window

    return int(window() or 0)


if __name__ == "__main__":
    sys.exit(main())
