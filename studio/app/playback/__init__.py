# SPDX-License-Identifier: GPL-3.0-or-later
"""What is read: its items, its course, and going over to changed designs while it is heard."""
