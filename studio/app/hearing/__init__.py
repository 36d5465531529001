# SPDX-License-Identifier: GPL-3.0-or-later
"""The rooms of hearing: text, auditions, takes and comparisons, by which engine and sound device."""
