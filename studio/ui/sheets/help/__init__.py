# SPDX-License-Identifier: GPL-3.0-or-later
"""The sheet of help: the keys as they are now, and the pages that ship with the program."""
