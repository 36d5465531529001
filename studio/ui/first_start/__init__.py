# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of the first start: a sentence to hear or to write over, and what else can be begun."""
