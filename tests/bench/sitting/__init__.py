# SPDX-License-Identifier: GPL-3.0-or-later
"""A long sitting at live design on the real program, and whether the program stays as large as it was."""
