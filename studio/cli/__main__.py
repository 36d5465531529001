# SPDX-License-Identifier: GPL-3.0-or-later
import sys

from studio.cli import main
from studio.core.processes import shut_out_the_current_folder

if __name__ == "__main__":
    shut_out_the_current_folder()
    sys.exit(main())
