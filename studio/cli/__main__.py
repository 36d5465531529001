# SPDX-License-Identifier: GPL-3.0-or-later
import sys

from studio.cli import main

if __name__ == "__main__":
    sys.exit(main())
