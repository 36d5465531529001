# SPDX-License-Identifier: GPL-3.0-or-later
"""What all rooms share: tasks under one owner, notices, and the state that is told as frozen values."""
