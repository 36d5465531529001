# SPDX-License-Identifier: GPL-3.0-or-later
"""Finding and replacing in the text of a project, without Qt and without a thread of its own."""
