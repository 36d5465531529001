# SPDX-License-Identifier: GPL-3.0-or-later
"""The sheet of versions: those kept of the project, and what has changed since."""
