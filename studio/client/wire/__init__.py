# SPDX-License-Identifier: Apache-2.0
"""The client's wire: speech sockets, HTTP, server-sent events, and calls between threads and an event loop."""
