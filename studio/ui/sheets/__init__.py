# SPDX-License-Identifier: GPL-3.0-or-later
"""Sheets: pages that take the place of the window's three columns, while transport and status stay."""
