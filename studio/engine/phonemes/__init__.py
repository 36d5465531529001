# SPDX-License-Identifier: GPL-3.0-or-later
"""Phonemes of words, in each script and in the model's alphabet."""
