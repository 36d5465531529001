# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules by kind of writing: each looks at a place of a sentence and gives a token of its class, or None."""
