# SPDX-License-Identifier: GPL-3.0-or-later
"""Setting of marks: the selection's bar, the menu of a word, the field on a chip."""
