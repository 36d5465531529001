# SPDX-License-Identifier: GPL-3.0-or-later
"""Voice ids that clients and documents of the API hard-code. Every engine answers them with a voice of its own."""

from __future__ import annotations

NEWSMAN_ID = "d46abd1d-2d02-43e8-819f-51fb652c1c61"
BARBERSHOP_MAN_ID = "a0e99841-438c-4a64-b679-ae501e7d6091"

DOCUMENTED_IDS = (
    NEWSMAN_ID,
    BARBERSHOP_MAN_ID,
    "248be419-c632-4f23-adf1-5324ed7dbf1d",
    "87748186-23bb-4158-a1eb-332911b0b708",
    "f9836c6e-a0bd-460e-9d3c-f7299fa60f94",
    "694f9389-aac1-45b6-b726-9d9369183238",
    "6ccbfb76-1fc6-48f7-b71d-91ac6298247b",
    "f786b574-daa5-4673-aa0c-cbe3e8534c02",
    "bf0a246a-8642-498a-9950-80c35e9276b5",
    "e07c00bc-4134-4eae-9ea4-1a55fb45746b",
)
