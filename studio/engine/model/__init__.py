# SPDX-License-Identifier: GPL-3.0-or-later
"""The speech model's files: the list of them, where they lie, how they are fetched."""
