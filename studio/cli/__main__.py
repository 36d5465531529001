# SPDX-License-Identifier: GPL-3.0-or-later
import sys

from studio.cli import main
from studio.core.processes import begin_program

if __name__ == "__main__":
    begin_program()
    sys.exit(main())
