# SPDX-License-Identifier: Apache-2.0
"""The typed client that the studio uses."""
