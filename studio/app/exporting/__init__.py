# SPDX-License-Identifier: GPL-3.0-or-later
"""The room of exports, with what makes a file of takes."""
