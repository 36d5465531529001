# SPDX-License-Identifier: GPL-3.0-or-later
"""Speech Studio: design voices by ear, hear transcripts at once, export WAV files."""

import os

__version__ = "0.1.0"

# numpy's library of matrices reads it once, when numpy is loaded. The speaker encoder makes thousands of small products
# one after another, and threads that wait for one another by spinning take twenty times as long beside other work.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
