# SPDX-License-Identifier: GPL-3.0-or-later
"""Audio formats of answers: one module for each kind, and the table of all."""
