# SPDX-License-Identifier: GPL-3.0-or-later
"""What comes in and goes out: bodies, dialects, formats, problems."""
