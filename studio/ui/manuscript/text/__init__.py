# SPDX-License-Identifier: GPL-3.0-or-later
"""The text editor: writing, the pointer on text and marks, the clipboard."""
