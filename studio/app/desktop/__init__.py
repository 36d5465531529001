# SPDX-License-Identifier: GPL-3.0-or-later
"""The desktop around the window: media keys, a second start, the system's bin."""
