# SPDX-License-Identifier: Apache-2.0
"""The library's WebSocket, in threads and in asyncio."""
