# SPDX-License-Identifier: GPL-3.0-or-later
"""espeak-ng: phonemes for the speech model, and an engine of its own."""
