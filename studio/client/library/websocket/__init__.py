# SPDX-License-Identifier: Apache-2.0
"""The library's websocket, for threads (`sync`) and for asyncio (`aio`)."""
