# SPDX-License-Identifier: GPL-3.0-or-later
"""What only one language needs."""
