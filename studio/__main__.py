# SPDX-License-Identifier: GPL-3.0-or-later
"""`speech-studio`: the window, alone or with a text file to open in it, else the command line."""

from __future__ import annotations

import sys
from pathlib import Path


def main() -> int:
    from studio.core.processes import begin_program

    begin_program()
    files: list[Path] = []
    if len(sys.argv) > 1:
        from studio.cli import main as command_line
        from studio.cli.arguments import texts_to_open

        files = texts_to_open(sys.argv[1:])
        if not files:
            return command_line()
    from studio.ui.main import main as window

    return int(window(files=files) or 0)


if __name__ == "__main__":
    sys.exit(main())
