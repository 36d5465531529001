# SPDX-License-Identifier: GPL-3.0-or-later
"""The API on the wire: access, admission, bodies, dialects, formats, messages, problems."""
