# SPDX-License-Identifier: GPL-3.0-or-later
"""The server as a process: its socket, its start and its end."""
