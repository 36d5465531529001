# SPDX-License-Identifier: GPL-3.0-or-later
"""The formats that audio leaves in: one module a kind, and the table of them all."""
