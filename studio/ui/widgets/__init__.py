# SPDX-License-Identifier: GPL-3.0-or-later
"""Small controls that several panels share."""
