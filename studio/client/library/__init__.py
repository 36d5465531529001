# SPDX-License-Identifier: Apache-2.0
"""The Cartesia library's names, arguments and results."""
