# SPDX-License-Identifier: Apache-2.0
"""Transport, sockets, events and HTTP."""
