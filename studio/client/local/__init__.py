# SPDX-License-Identifier: Apache-2.0
"""The engine's process on this machine, shared by programs."""
