# SPDX-License-Identifier: GPL-3.0-or-later
"""The rooms that show and render the whole: overview, outline, counts, rendering ahead."""
