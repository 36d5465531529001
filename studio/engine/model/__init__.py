# SPDX-License-Identifier: GPL-3.0-or-later
"""The speech model's files: their list, the store on disk, fetching."""
