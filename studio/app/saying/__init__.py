# SPDX-License-Identifier: GPL-3.0-or-later
"""The rooms of how words are said: dictionaries, pronunciation, unsure words."""
