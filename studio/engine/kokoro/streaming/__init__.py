# SPDX-License-Identifier: GPL-3.0-or-later
"""The generator's runs over slices, and what they carry on."""
