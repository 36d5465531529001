# SPDX-License-Identifier: Apache-2.0
"""Cartesia's names, arguments and results."""
