# SPDX-License-Identifier: GPL-3.0-or-later
"""The rooms of the text: editing, marks, text files, finding, dialogue."""
