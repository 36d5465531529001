# SPDX-License-Identifier: GPL-3.0-or-later
"""Speech Studio: design voices by ear, hear transcripts at once, export WAV files."""

__version__ = "0.1.0"
