# SPDX-License-Identifier: GPL-3.0-or-later
"""Renders: streams of speech that take turns with the engine, and its audio in the format asked for."""
