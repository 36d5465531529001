# SPDX-License-Identifier: GPL-3.0-or-later
"""The server as a process: listening sockets, connections, start and end."""
