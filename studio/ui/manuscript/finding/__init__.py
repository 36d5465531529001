# SPDX-License-Identifier: GPL-3.0-or-later
"""The bar that finds and replaces."""
