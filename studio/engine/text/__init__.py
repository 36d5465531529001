# SPDX-License-Identifier: GPL-3.0-or-later
"""Text to spoken words and sentences."""
