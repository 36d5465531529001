# SPDX-License-Identifier: GPL-3.0-or-later
"""The local engine's process as the studio holds it, and fetching of its model."""
