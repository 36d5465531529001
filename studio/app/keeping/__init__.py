# SPDX-License-Identifier: GPL-3.0-or-later
"""What is kept: the project's file, settings, the list of recent projects, and the folder that holds them."""
