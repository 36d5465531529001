# SPDX-License-Identifier: GPL-3.0-or-later
"""Words to phonemes, in each script."""
